"""The way of the camera while it is measured: always the same, however fast machine and picture are."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi, sin
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from ..visit import Orbit, Visit

if TYPE_CHECKING:
    from ..park import Park

ROUNDS = 3
"""The camera moves and comes to rest so often in each view; the limit is measured in between."""
REST_SHARE = 1 / 3
"""Rest is watched for a shorter time than motion: its pictures are alike."""
MOST_RESTING_FRAMES = 2000
REST_FPS = 60.0
BRIEF_S = 1.0
"""A run of less than this is a trial of the measurement itself."""
RESIZED_PX = 32
LEAST_FRAMES = 5
SWAY_DEG = 25.0


def until_next_beat(began_s: float) -> None:
    """Wait as the window does before the next beat, if there is time: what was begun is filled meanwhile.

    Parameters
    ----------
    began_s : when this beat began, by `perf_counter`.
    """
    sleep(max(began_s + 1 / REST_FPS - perf_counter(), 0.0))


def bearing_deg(share: float, whole_turn: bool) -> float:
    """How far the camera has turned when `share` of the way is done, 0 to 1."""
    return 360.0 * share if whole_turn else SWAY_DEG * sin(2 * pi * share)


def switched_times(seconds: float) -> int:
    """How often each thing is switched in a run of so many seconds a view: there, back, and perhaps again."""
    return 2 if seconds < BRIEF_S else 4


def walk(seconds: float, start: float, end: float, whole_turn: bool) -> Iterator[Orbit]:
    """Acts that lead the camera from share `start` to share `end` of its way in so many seconds.

    The first one does not move it yet.
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
    """A visit whose camera stands in a view: a view of the park, the front of a zone, or else the overview."""
    from ..film.film import arrived
    from ..visit import LookFrom, Open

    visit = Visit.begin(park)
    if view in park.zones:
        return arrived(visit, Open(view))
    return arrived(visit, LookFrom(view)) if view in park.views else visit
