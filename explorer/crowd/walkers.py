"""Timetables of people and delivery robots from their keys, with rounded corners and smooth turns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .script import Walk
from .timetable import CYCLE_S, Floats, Timetable, smoothed

STEP_S = 0.5
ROUNDED_S = 2.0
"""Duration of rounding a corner; starting and stopping take about as long."""

TURNED_S = 2.5
WALKING_MPS = 0.2
"""Speed below which a walker counts as standing and faces the direction in its keys."""


def walkers(walks: Sequence[Walk]) -> Timetable:
    """The timetable of these walks, in their order."""
    count = int(CYCLE_S / STEP_S)
    at: Floats = np.arange(count, dtype=float) * STEP_S
    positions = np.zeros((count, len(walks), 3))
    for number, walk in enumerate(walks):
        keys = np.array([key[:4] for key in walk.keys])
        for axis in range(3):
            positions[:, number, axis] = np.interp(at, keys[:, 0], keys[:, axis + 1], period=CYCLE_S)
    positions[..., :2] = smoothed(positions[..., :2], int(ROUNDED_S / STEP_S))
    speed = (np.roll(positions, -1, axis=0) - np.roll(positions, 1, axis=0))[..., :2] / (2 * STEP_S)
    pace = np.linalg.norm(speed, axis=2, keepdims=True)
    directions = speed / np.maximum(pace, 1e-9)
    stands = pace[..., 0] < WALKING_MPS
    for number, walk in enumerate(walks):
        still = stands[:, number]
        directions[still, number] = _standing_directions(walk, at[still])
    return Timetable(positions, _turned(directions))


def _turned(directions: Floats) -> Floats:
    """The same directions (k, n, 2) with smooth turns, about-turns included."""
    angle = np.unwrap(np.arctan2(directions[..., 1], directions[..., 0]), axis=0)
    last = angle[-1] + (angle[0] - angle[-1] + np.pi) % (2 * np.pi) - np.pi
    rounds = (
        np.rint((last - angle[0]) / (2 * np.pi)) * 2 * np.pi * np.arange(len(angle))[:, None] / len(angle)
    )
    angle = smoothed(angle - rounds, int(TURNED_S / STEP_S)) + rounds
    return np.stack([np.cos(angle), np.sin(angle)], axis=2)


def _standing_directions(walk: Walk, at: Floats) -> Floats:
    """Directions while standing, shape (k, 2): that of the nearest key that has one."""
    angles = np.array([np.nan if key[4] is None else np.radians(key[4]) for key in walk.keys])
    known = np.flatnonzero(~np.isnan(angles))
    if not len(known):
        return np.tile([1.0, 0.0], (len(at), 1))
    times = np.array([walk.keys[k][0] for k in known])
    # a stop has two keys of one direction: the nearest in time is that of the current stop
    apart = np.abs(at[:, None] - times[None])
    nearest = known[np.minimum(apart, CYCLE_S - apart).argmin(axis=1)]
    return np.stack([np.cos(angles[nearest]), np.sin(angles[nearest])], axis=1)
