"""Checks of tours beyond their texts: the comfort of the camera's path, and the states their stops begin with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import dist

from ...base.geometry import Pose, turn_deg
from ...base.refused import Refused
from ...exhibits.exhibit import STEP_S
from ...i18n import Text
from ...park import Park, Tour
from ...park.checks.reading_times import stop_reading_s, too_short
from ...park.load import Reading
from ...park.yaml_file import YamlFile
from ..camera.bounds import Room
from ..camera.flight import TURN_LIMIT_DEG_S
from ..state_code import opened_at
from ..visit import Visit
from .acts import NextStop, StartTour

SWAY_HZ = (0.2, 0.4)
LONGEST_S = 60.0
"""Longest run, in seconds, that a stop may begin with; recomputing a longer one would hold up the show."""

TURN_SLACK = 1.35
"""Tolerance of the turn rate: a bend over a building turns a little faster than planned."""

FASTEST_PER_S = 6.0
"""Highest camera speed, in distances to the target per second; a proposal, not tested with people."""


def reversals(values: Sequence[float], least: float) -> list[int]:
    """Indices where a curve reverses by more than `least`."""
    turns: list[int] = []
    extreme, direction, at = values[0], 0, 0
    for i, v in enumerate(values):
        if direction == 0:
            if abs(v - extreme) > least:
                direction, extreme, at = (1 if v > extreme else -1), v, i
        elif (v - extreme) * direction > 0:
            extreme, at = v, i
        elif (extreme - v) * direction > least:
            turns.append(at)
            direction, extreme, at = -direction, v, i
    return turns


def sway_hz(path: Sequence[Pose], step_s: float) -> list[float]:
    """Frequencies at which a path sways, in bearing, elevation or sideways.

    A swing is two successive reversals of one quantity; half its period is the time between them. Reversals of less
    than 0.5 degrees or 0.5 m are not felt.
    """
    bearing = [path[0].azimuth_deg]
    for p, q in pairwise(path):
        bearing.append(bearing[-1] + turn_deg(p.azimuth_deg, q.azimuth_deg))
    right = path[0].axes[0]
    sideways = [sum(e * r for e, r in zip(p.eye, right, strict=True)) for p in path]
    curves = (bearing, [p.elevation_deg for p in path], sideways)
    found = []
    for curve in curves:
        turns = reversals(curve, 0.5)
        found += [1 / (2 * (b - a) * step_s) for a, b in pairwise(turns)]
    return found


def turn_rate_deg_s(path: Sequence[Pose], step_s: float) -> float:
    """The fastest turn of the camera along a path, in bearing or elevation."""
    fastest = 0.0
    for p, q in pairwise(path):
        turn = max(abs(turn_deg(p.azimuth_deg, q.azimuth_deg)), abs(q.elevation_deg - p.elevation_deg))
        fastest = max(fastest, turn / step_s)
    return fastest


def check_tours(reading: Reading, park: Park) -> None:
    """Report errors in the flights and states of every tour of a park."""
    check_flights(reading, park)
    check_states(reading, park)


def check_states(reading: Reading, park: Park) -> None:
    """Report every state that cannot be opened at its stop, or that gives other readings here."""
    for file, tour in reading.written_tours(park):
        for number, stop in enumerate(tour.stops):
            if stop.state is None:
                continue
            place = ("stops", number, "state")
            remedy = Text("take a code of this exhibit: `explorer exhibit KIND --code`, or *Copy this state*")
            if stop.zone is None or stop.at != "exhibit":
                what = Text("stops.{number}.state: only a stop `at: exhibit` has one", number=number)
                file.fault(place, what, remedy)
                continue
            try:
                found = opened_at(park, park.zones[stop.zone], stop.state)
            except Refused as refused:
                what = Text("stops.{number}.state: {why}", number=number, why=refused.words)
                file.fault(place, what, remedy)
                continue
            if found.run.steps * STEP_S > LONGEST_S:
                what = Text(
                    "stops.{number}.state: the run is {age_s:.0f} s old; at most {most:.0f}, or the show waits for it",
                    number=number,
                    age_s=found.run.steps * STEP_S,
                    most=LONGEST_S,
                )
                file.fault(place, what, remedy)
            elif found.is_same is False:
                what = Text("stops.{number}.state: its readings come out differently here", number=number)
                file.fault(place, what, remedy, warning=True)


# ---- flights: no walls, no jerks, no sway, and enough time at every stop


def check_flights(reading: Reading, park: Park) -> None:
    """Fly every tour of a park and report what may cause motion sickness."""
    for file, tour in reading.written_tours(park):
        count = len(tour.stops)
        visit = Visit.begin(park)
        for leg in range(count + tour.loops):  # a loop also flies from its last stop to its first
            origin = visit.pose
            visit, path = _arrived(visit.after(NextStop() if leg else StartTour(tour.id)))
            _check_leg(file, tour, leg % count, origin, path)
            if leg < count and Room(park).blocked([visit.pose.eye]):
                _note(file, leg, Text("the camera stands in a wall"))


def speed_per_s(path: list[Pose], step_s: float) -> float:
    """The highest speed of the camera along a path, in distances to the target per second."""
    return max((dist(p.eye, q.eye) / q.distance_m / step_s for p, q in pairwise(path)), default=0.0)


def _arrived(visit: Visit) -> tuple[Visit, list[Pose]]:
    """The visit once its camera rests, and the path of the camera there."""
    path = [visit.pose]
    while visit.moving:
        visit = visit.pass_time(STEP_S, 0.0)
        path.append(visit.pose)
    return visit, path


def _note(file: YamlFile, number: int, what: Text) -> None:
    file.fault(
        ("stops", number),
        Text("stops.{number}: {what}", number=number, what=what),
        Text("look from elsewhere, or pass by another stop first"),
        warning=True,
    )


def _check_leg(file: YamlFile, tour: Tour, number: int, origin: Pose, path: list[Pose]) -> None:
    """Report problems of a camera path from `origin` to a stop."""
    stop, flight_s = tour.stops[number], (len(path) - 1) * STEP_S
    if flight_s == 0 and origin != path[-1]:
        _note(file, number, Text("no flight leads here"))
    turn = turn_rate_deg_s(path, STEP_S)
    if turn > TURN_LIMIT_DEG_S * TURN_SLACK:
        _note(file, number, Text("the camera turns {turn:.0f}°/s on the way", turn=turn))
    speed = speed_per_s(path, STEP_S)
    if speed > FASTEST_PER_S:
        fast = Text("the camera covers {speed:.1f} times its distance in a second", speed=speed)
        _note(file, number, fast)
    for hz in sway_hz(path, STEP_S):
        if SWAY_HZ[0] <= hz <= SWAY_HZ[1]:
            _note(file, number, Text("the camera sways at {hz:.2f} Hz", hz=hz))
    if stop_reading_s(stop) <= stop.hold_s < stop_reading_s(stop) + flight_s:
        too_short(file, number, stop.hold_s, stop_reading_s(stop) + flight_s, Text("to fly and to read"))
