"""Positions of the parts on the line, of those the twin believes in, and the differences: numbers only."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ....exhibits.line.flow import BUFFER, FULL, STATIONS, Flow
from ....exhibits.line.state import State
from ...primitives.meshes import Floats
from .layout import (
    BELT_Y_M,
    BELT_Z_M,
    ENTER_M,
    EXIT_M,
    GLASS_Y_M,
    GLASS_Z_M,
    PLACES,
    SLOT_FROM_M,
    SLOT_M,
    hanging,
    pile,
    place_x,
    station_x,
)

STATION_X = tuple(float(x) for x in station_x(np.arange(STATIONS)))
MOVES_S = 1.5
"""Time a part takes on the belt to the next free place, in seconds of the line."""


class Beliefs(NamedTuple):
    """Objects on the glass line: shape (n, 3) each."""

    agreed: Floats
    ghosts: Floats
    missing: Floats


def progress(flow: Flow, clock_s: float) -> Floats:
    """The progress of each machine with its part, 0..1; 1 while it is blocked, 0 without a part."""
    found = []
    for began_s, ends_s, blocked in zip(flow.began_s, flow.ends_s, flow.blocked, strict=True):
        done = (clock_s - began_s) / (ends_s - began_s) if math.isfinite(ends_s) else 0.0
        found.append(1.0 if blocked else min(max(done, 0.0), 1.0))
    return np.array(found, np.float32)


def places_of_parts(flow: Flow, clock_s: float) -> list[list[float]]:
    """Positions of each station's parts along the line: the one in the machine first, then the queue.

    The raw store never runs out: seven of its parts are drawn, as the queue of the first station.
    """
    done, found = progress(flow, clock_s), []
    for station in range(STATIONS):
        moved = _moved(clock_s - flow.began_s[station]) if flow.working[station] else 1.0
        came = _moved(clock_s - flow.left_s[station - 1]) if station else 1.0
        xs: list[float] = []
        base = STATION_X[station]
        waiting = flow.waiting[station] if station else BUFFER
        if flow.working[station] or flow.blocked[station]:
            straight = station > 0 and not waiting and flow.began_s[station] == flow.left_s[station - 1]
            start = STATION_X[station - 1] + EXIT_M if straight else _slot(station, 0)
            entering = start + (base + ENTER_M - start) * moved
            xs.append(entering + (EXIT_M - ENTER_M) * float(done[station]))
        for slot in range(waiting):
            x = _slot(station, slot + 1 - moved)
            if station and slot == waiting - 1 and came < 1:
                leaves = STATION_X[station - 1] + EXIT_M
                x = leaves + (x - leaves) * came
            xs.append(x)
        found.append(xs)
    return found


def store_x(flow: Flow, clock_s: float) -> Floats:
    """Parts on the belt of the raw store, which move up whenever the first machine takes one."""
    moved = _moved(clock_s - flow.began_s[0]) if flow.working[0] else 1.0
    return np.asarray(place_x(0) + 1.4 + 0.98 * (np.arange(6) + moved - 1), np.float32)


def on_belt(xs: list[list[float]], store: Floats) -> Floats:
    """Parts on the solid belt, shape (n, 3)."""
    x = np.concatenate([store, *(np.array(each) for each in xs)])
    return np.column_stack([x, np.full(len(x), BELT_Y_M), np.full(len(x), BELT_Z_M)]).astype(np.float32)


def beliefs(state: State, xs: list[list[float]], store: Floats) -> Beliefs:
    """The twin's beliefs, compared with the line."""
    agreed = [*store, *xs[0]]
    ghosts, missing = [pile(0, max(0, state.errors[0]))], [hanging(PLACES - 1, max(0, -state.errors[-1]))]
    for station, (real, believed) in enumerate(zip(state.contents, state.twin_contents, strict=True), 1):
        both = max(0, min(real, believed))
        agreed += xs[station][:both]
        if believed > real:
            ghosts.append(_row([_standing(station, k) for k in range(real, min(believed, FULL))]))
        if believed > FULL:
            ghosts.append(pile(station + 1, believed - FULL))
        if believed < real:
            missing.append(_row(xs[station][max(believed, 0) : real]))
        if believed < 0:
            missing.append(hanging(station + 1, -believed))
    return Beliefs(_row(agreed), np.concatenate(ghosts), np.concatenate(missing))


def errors_by_place(state: State) -> tuple[int, ...]:
    """Twin minus line at the eight places; station 1 takes parts straight from the raw store, so no error arises there."""
    raw, *inner, finished = state.errors
    return (raw, 0, *inner, finished)


def _standing(station: int, number: int) -> float:
    return STATION_X[station] + (ENTER_M + EXIT_M) / 2 if number == 0 else _slot(station, number - 1)


def _row(xs: list[float]) -> Floats:
    x = np.array(xs, np.float32)
    return np.column_stack([x, np.full(len(x), GLASS_Y_M), np.full(len(x), GLASS_Z_M)]).astype(np.float32)


def _slot(station: int, slot: float) -> float:
    return STATION_X[station] + SLOT_FROM_M - SLOT_M * slot


def _moved(since_s: float) -> float:
    return min(max(since_s / MOVES_S, 0.0), 1.0)
