"""Measures of the comfort of a camera path, from research on motion sickness.

Slow sway between 0.2 and 0.4 Hz makes most people ill, so no authored path may have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...base.geometry import Pose, turn_deg

SWAY_HZ = (0.2, 0.4)


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
