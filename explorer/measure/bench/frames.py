"""Frame times of the stage in one view: moving, coming to rest and at rest; and the path of the camera."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import pi, sin
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from ...base.geometry import Pose
from ...publish.film.film import SETTLED_S, arrived
from ...visit import Act, Change, LookFrom, Open, Orbit, Visit
from ...visit.settings import DAY_PHASES
from .report import Switch, Switches

if TYPE_CHECKING:
    from ...park import Park
    from ...stage import Frame, Stage

ROUNDS = 3
"""Number of times that the camera moves and comes to rest in each view."""
REST_SHARE = 1 / 3
"""Duration of rest as a share of that of motion; its frames are alike."""
MOST_RESTING_FRAMES = 2000
REST_FPS = 60.0
BRIEF_S = 1.0
"""Duration below which a run only tests the measurement itself."""
RESIZED_PX = 32
LEAST_FRAMES = 5
SWAY_DEG = 25.0
MOST_SLICES = 200
"""Number of slices of a final frame after which the measurement stops waiting."""

OVERVIEW = "overview"

Eye = tuple[Pose, tuple[int, int]]
"""A camera and its frame size."""


@dataclass(slots=True)
class Round:
    """Times of one round in a view, in ms: the camera moves, comes to rest, and rests."""

    moving_ms: list[float] = field(default_factory=list)
    eyes: list[Eye] = field(default_factory=list)  # of the moving frames
    settle_ms: list[float] = field(default_factory=list)  # frames up to the final one
    finished_ms: float = 0.0  # the sum of these
    rest_ms: list[float] = field(default_factory=list)
    redrawn: int = 0  # frames at rest that were drawn again


def rounds(stage: Stage, park: Park, view: str, size: tuple[int, int], seconds: float) -> Iterator[Round]:
    """Measure the stage in one view, round by round.

    Parameters
    ----------
    size : of the frame asked for.
    seconds : of camera movement, all rounds together.
    """
    stage.resize(*size)
    visit = standing(park, view)
    whole_turn = view not in park.zones
    _warm_up(stage, visit)
    for number in range(ROUNDS):
        seen = Round()
        dt_s = 0.0
        for act in walk(seconds / ROUNDS, number / ROUNDS, (number + 1) / ROUNDS, whole_turn):
            began_s = perf_counter()
            before, visit = visit, visit.advance(dt_s).after(act)
            took_ms, frame = _drawn(stage, visit)
            if visit.pose != before.pose:  # a camera stopped by a wall needs no frame
                seen.moving_ms.append(took_ms)
                seen.eyes.append((visit.pose, (frame.width, frame.height)))
            dt_s = perf_counter() - began_s
        visit = _rested(stage, visit, seconds * REST_SHARE / ROUNDS, seen)
        yield seen


def switched(stage: Stage, park: Park, view: str, size: tuple[int, int], seconds: float) -> Switches:
    """Time to the first frame after a change of size, language and light, the camera at rest."""
    stage.resize(*size)
    visit = replace(standing(park, view), rest_s=SETTLED_S)
    _finish(stage, visit)
    settings = replace(visit.settings, comfort="cut")  # the whole change in one frame
    often = switched_times(seconds)
    resized = []
    for number in range(often):
        more = RESIZED_PX if number % 2 == 0 else 0
        began_s = perf_counter()
        stage.resize(size[0] + more, size[1] + more)
        _drawn(stage, visit)
        resized.append((perf_counter() - began_s) * 1000)
        _finish(stage, visit)

    def switch(one: Act, other: Act) -> Switch:
        acts = [one if number % 2 == 0 else other for number in range(often)]
        times_ms = []
        for act in acts:
            after = visit.after(act)
            times_ms.append(_drawn(stage, after)[0])
            _finish(stage, after)
        return Switch.of(times_ms)

    back = Change(settings)
    return Switches(
        resize=Switch.of(resized),
        language=switch(Change(replace(settings, language="zh")), back),
        light=switch(Change(replace(settings, day_phase=DAY_PHASES["dusk"])), back),
    )


def _drawn(stage: Stage, visit: Visit) -> tuple[float, Frame]:
    """Time to show and draw a visit, in ms, and the frame."""
    began_s = perf_counter()
    stage.show(visit)
    frame = stage.draw()
    return (perf_counter() - began_s) * 1000, frame


def _warm_up(stage: Stage, visit: Visit) -> None:
    """Draw one frame of each kind, so that one-time work is not measured."""
    _finish(stage, replace(visit, rest_s=SETTLED_S))
    _drawn(stage, replace(visit, rest_s=0.0))


def _finish(stage: Stage, visit: Visit) -> None:
    """Draw the final frame of a visit at once."""
    stage.show(visit)
    stage.draw(finished=True)


def _rested(stage: Stage, visit: Visit, seconds: float, seen: Round) -> Visit:
    """The visit after a rest; times of the frames up to the final one and after it are added to `seen`."""
    visit = visit.advance(SETTLED_S)
    stopped_s = perf_counter()
    for _ in range(MOST_SLICES):
        began_s = perf_counter()
        visit = visit.advance(1 / REST_FPS)  # autonomous motion continues meanwhile
        seen.settle_ms.append(_drawn(stage, visit)[0])
        if stage.finished:
            break
        wait_for_next_frame(began_s)
    seen.finished_ms = (perf_counter() - stopped_s) * 1000
    end_s = perf_counter() + seconds
    for number in range(MOST_RESTING_FRAMES):
        visit = visit.advance(1 / REST_FPS)
        took_ms, frame = _drawn(stage, visit)
        seen.rest_ms.append(took_ms)
        seen.redrawn += frame.changed
        if number and perf_counter() > end_s:
            break
    return visit


# ---- the path of the camera: the same on every machine


def wait_for_next_frame(began_s: float) -> None:
    """Wait for the next tick like the window, if there is time; rasteriser threads finish meanwhile.

    Parameters
    ----------
    began_s : start of this tick, by `perf_counter`.
    """
    sleep(max(began_s + 1 / REST_FPS - perf_counter(), 0.0))


def bearing_deg(share: float, whole_turn: bool) -> float:
    """The rotation of the camera after a share of the way, 0 to 1."""
    return 360.0 * share if whole_turn else SWAY_DEG * sin(2 * pi * share)


def switched_times(seconds: float) -> int:
    """Number of switches of each kind in a run of `seconds` per view: there and back, once or twice."""
    return 2 if seconds < BRIEF_S else 4


def walk(seconds: float, start: float, end: float, whole_turn: bool) -> Iterator[Orbit]:
    """Acts that move the camera from share `start` to share `end` of its way in `seconds`.

    The first one does not move it.
    """
    began_s, at, frames = perf_counter(), start, 0
    while True:
        gone = min((perf_counter() - began_s) / seconds, frames / LEAST_FRAMES)
        if gone >= 1.0:
            return
        share = start + (end - start) * gone
        yield Orbit(bearing_deg(share, whole_turn) - bearing_deg(at, whole_turn), 0.0)
        at, frames = share, frames + 1


def standing(park: Park, view: str) -> Visit:
    """A visit with its camera at a view of the park, at the front of a zone, or else at the overview."""
    visit = Visit.begin(park)
    if view in park.zones:
        return arrived(visit, Open(view))
    return arrived(visit, LookFrom(view)) if view in park.views else visit
