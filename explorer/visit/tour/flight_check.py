"""Checks of the flights of a tour: no walls, no jerks, no sway, and enough time at every stop after the flight."""

from __future__ import annotations

from itertools import pairwise
from math import dist

from ...base.geometry import Pose
from ...i18n import Text
from ...park import Park, Tour
from ...park.checks.reading_times import stop_reading_s, too_short
from ...park.load import Reading
from ...park.yaml_file import YamlFile
from ..camera.bounds import Room
from ..camera.comfort import SWAY_HZ, sway_hz, turn_rate_deg_s
from ..camera.flight import TURN_LIMIT_DEG_S
from ..visit import Visit
from .acts import NextStop, StartTour

STEP_S = 1 / 30

TURN_SLACK = 1.35
"""Tolerance of the turn rate: a bend over a building turns a little faster than planned."""

FASTEST_PER_S = 6.0
"""Highest camera speed, in distances to the target per second; a proposal, not tested with people."""


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
