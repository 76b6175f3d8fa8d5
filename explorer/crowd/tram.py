"""Two trams that run to and fro on one street, on the right, and halt at each stop."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .script import Tramway
from .timetable import Floats, Timetable

CARS = 3
CAR_PITCH_M = 9.2
CAR_HALF_M = (4.5, 1.33)
"""Half the length and half the width of a car."""

ROUND_S = 240.0
TRAMS = 2
STEP_S = 0.25
FASTEST_MPS = 9.0
GENTLY_MPS2 = 0.8
CROSSOVER_M = 30.0
"""Length over which a tram changes track near the ends of the line."""


def trams(line: Tramway) -> Timetable:
    """The cars of both trams: the three of the first, rear to front, then those of the second.

    The front always points east: at the ends the driver changes seats.
    """
    at = np.arange(0, ROUND_S, STEP_S)
    middles, heading_east = _middles(line, at)
    offsets = (np.arange(CARS) - (CARS - 1) / 2) * CAR_PITCH_M
    rounds = []
    for tram in range(TRAMS):
        shift = -int(ROUND_S / TRAMS / STEP_S) * tram
        x, east = np.roll(middles, shift)[:, None] + offsets, np.roll(heading_east, shift)[:, None]
        y, ahead = _track(line, x, east), _track(line, x + 0.5, east)
        way = np.stack([np.full_like(x, 0.5), ahead - y], axis=-1)
        rounds.append((np.stack([x, y, np.full_like(x, line.level_m)], axis=-1), way))
    positions, directions = (np.concatenate(part, axis=1) for part in zip(*rounds, strict=True))
    return Timetable(positions, directions / np.linalg.norm(directions, axis=-1, keepdims=True), ROUND_S)


def _middles(line: Tramway, at: Floats) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """The position of the middle of the first tram, and whether it is going east."""
    there = list(pairwise(line.halts_x))
    legs = [*there, *((b, a) for a, b in reversed(there))]
    spent = [_time_for(abs(b - a)) for a, b in legs]
    dwell_s = (ROUND_S - sum(spent)) / len(legs)
    if dwell_s < 3:
        raise ValueError(f"the stops are too far apart for a round of {ROUND_S} s")
    x, start = np.zeros_like(at), 0.0
    east = at < ROUND_S / 2
    for (a, b), leg_s in zip(legs, spent, strict=True):
        here = (at >= start) & (at < start + dwell_s + leg_s)
        x[here] = a + np.sign(b - a) * _driven(at[here] - start - dwell_s, leg_s, abs(b - a))
        start += dwell_s + leg_s
    return x, east


def _time_for(way_m: float) -> float:
    """Travel time from stop to stop, with constant acceleration and braking."""
    ramp_m = FASTEST_MPS**2 / GENTLY_MPS2
    if way_m >= ramp_m:
        return way_m / FASTEST_MPS + FASTEST_MPS / GENTLY_MPS2
    return float(2 * np.sqrt(way_m / GENTLY_MPS2))


def _driven(time_s: Floats, leg_s: float, way_m: float) -> Floats:
    """Distance travelled at a time after departure; 0 before."""
    ramp_s = min(FASTEST_MPS / GENTLY_MPS2, leg_s / 2)
    t = np.clip(time_s, 0, leg_s)
    fast = GENTLY_MPS2 * ramp_s
    way = np.where(t < ramp_s, GENTLY_MPS2 * t**2 / 2, fast * (t - ramp_s / 2))
    return np.where(t > leg_s - ramp_s, way_m - GENTLY_MPS2 * (leg_s - t) ** 2 / 2, way)


def _track(line: Tramway, x: Floats, east: npt.NDArray[np.bool_]) -> Floats:
    """The y of the track: one per direction; near the ends a tram changes to the track of its way back."""
    half = (CARS - 1) / 2 * CAR_PITCH_M + CAR_HALF_M[0] + 1
    west_end, east_end = line.halts_x[0] + half, line.halts_x[-1] - half
    eastward = _blend((x - west_end) / CROSSOVER_M, line.westward_y, line.eastward_y)
    westward = _blend((east_end - x) / CROSSOVER_M, line.eastward_y, line.westward_y)
    return np.where(east, eastward, westward)


def _blend(share: Floats, a: float, b: float) -> Floats:
    t = np.clip(share, 0, 1)
    return a + (b - a) * t * t * (3 - 2 * t)
