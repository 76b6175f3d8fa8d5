"""Drones between roofs, and circling gulls."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .script import Flight
from .timetable import Floats, Timetable, smoothed

STEP_S = 0.5
HOVER_SHARE = 0.3
"""Share of time that a drone hovers over its stations."""

HOVER_M = 4.0
CRUISE_M = 9.0
"""Height of a hovering drone above its roof, and of a crossing one above the higher of its two roofs."""

ASIDE_M = 3.0
"""Offset to the right of the line, so that drones in opposite directions do not meet."""

GENTLY_S = 5.0
ROUND_S = 240.0
GULL_ROUND_S = 24.0
GULLS_EACH = 4


def drones(flights: Sequence[Flight]) -> Timetable:
    """The drones in their order: up, across and down to the next roof, and back the same way."""
    at = np.arange(0, ROUND_S, STEP_S)
    positions = np.zeros((len(at), len(flights), 3))
    for number, flight in enumerate(flights):
        times, points = _keys(flight)
        time = (at + flight.ahead * ROUND_S) % ROUND_S
        line = np.stack([np.interp(time, times, points[:, axis]) for axis in range(3)], axis=1)
        positions[:, number] = smoothed(line, int(GENTLY_S / STEP_S))
    speed = np.roll(positions, -1, axis=0) - np.roll(positions, 1, axis=0)
    way = speed[..., :2]
    pace = np.linalg.norm(way, axis=-1, keepdims=True)
    way = np.where(pace > 0.4, way / np.maximum(pace, 1e-9), 0)
    still = smoothed(way, int(6 / STEP_S)) + np.array([1e-3, 0])
    return Timetable(positions, still / np.linalg.norm(still, axis=-1, keepdims=True), ROUND_S)


def _keys(flight: Flight) -> tuple[Floats, Floats]:
    """Times and positions of the corners of a flight to the last station and back, on the right of the line."""
    stations = np.add(flight.stations, (0, 0, HOVER_M))
    run = np.gradient(stations[:, :2], axis=0)
    right = np.zeros_like(stations)
    right[:, :2] = np.column_stack([run[:, 1], -run[:, 0]]) / np.linalg.norm(run, axis=1, keepdims=True)
    order = np.concatenate([stations + right * ASIDE_M, (stations - right * ASIDE_M)[::-1]])
    rows, is_hover = [], []
    for here, there in zip(order, np.roll(order, -1, axis=0), strict=True):
        high = max(here[2], there[2]) - HOVER_M + CRUISE_M
        rows += [here, here, np.array([*here[:2], high]), np.array([*there[:2], high])]
        is_hover += [True, False, False, False]
    points = np.array([*rows, order[0]])
    lengths = np.linalg.norm(np.diff(points, axis=0), axis=1)
    hovering = np.array(is_hover)
    spent = lengths / lengths.sum() * (1 - HOVER_SHARE) + hovering / hovering.sum() * HOVER_SHARE
    return np.concatenate([[0.0], np.cumsum(spent)]) * ROUND_S, points


def gulls(circles: Sequence[tuple[float, float, float, float]]) -> Timetable:
    """Some gulls on each circle, with different radii and heights."""
    at = np.arange(0, GULL_ROUND_S * 2, STEP_S)
    positions: list[Floats] = []
    for x, y, z, radius in circles:
        for gull in range(GULLS_EACH):
            own = (gull * 0.618 + x * 0.037) % 1.0
            turn = (at / GULL_ROUND_S + own) * 2 * np.pi * (1 if gull % 2 else -1)
            reach = radius * (0.7 + 0.5 * own) * (1 + 0.15 * np.sin(turn / 1 + 6 * own))
            high = z + 5 * own + 1.5 * np.sin(turn + 9 * own)
            positions.append(np.stack([x + reach * np.cos(turn), y + reach * np.sin(turn), high], axis=1))
    line = np.stack(positions, axis=1)
    directions = (np.roll(line, -1, axis=0) - np.roll(line, 1, axis=0))[..., :2]
    return Timetable(line, directions / np.linalg.norm(directions, axis=-1, keepdims=True), GULL_ROUND_S * 2)
