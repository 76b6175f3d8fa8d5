"""Boats that go round on closed lines, each at its even speed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .loop import Floats, Loop, smoothed
from .script import Sailing
from .timetable import CYCLE_S, Timetable

STEP_S = 1.0
LINE_STEP_M = 1.0
AHEAD_M = 4.0
"""A hull follows a bend over its own length."""


def boats(sailings: Sequence[Sailing], level_m: float) -> Timetable:
    """The boats in their order, on the level of the water."""
    at = np.arange(0, CYCLE_S, STEP_S)
    places, ways = np.zeros((len(at), len(sailings), 3)), np.zeros((len(at), len(sailings), 2))
    for number, sailing in enumerate(sailings):
        loop = Loop(_rounded(sailing), LINE_STEP_M)
        way = (at / sailing.period_s + sailing.ahead) * loop.length_m
        places[:, number, :2] = loop.at(way)
        ways[:, number] = loop.ways(way, AHEAD_M)
    places[..., 2] = level_m
    return Timetable(places, ways)


def _rounded(sailing: Sailing) -> Floats:
    """The line with its corners rounded over 24 m."""
    loop = Loop(sailing.line, LINE_STEP_M)
    fine = loop.at(np.arange(0, loop.length_m, LINE_STEP_M))
    for _ in range(2):
        fine = smoothed(fine, 24)
    return fine
