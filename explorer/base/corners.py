"""The corners of rooms and boxes."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
import numpy.typing as npt

from .geometry import Vec3

Corners = npt.NDArray[np.float64]


def room_corners(centre_m: Vec3, size_m: Vec3, heading_deg: float) -> Corners:
    """The corners of a room centred on its floor and turned by its heading, shape (8, 3)."""
    (x, y, floor), (wide, deep, high) = centre_m, size_m
    turn = radians(heading_deg)
    right, ahead = (cos(turn), -sin(turn)), (sin(turn), cos(turn))
    return np.array([
        (
            x + right[0] * a * wide / 2 + ahead[0] * b * deep / 2,
            y + right[1] * a * wide / 2 + ahead[1] * b * deep / 2,
            floor + up * high,
        )
        for a in (-1, 1) for b in (-1, 1) for up in (0.0, 1.0)
    ])  # fmt: skip


def turned_box(points: Corners) -> Corners:
    """The corners of the upright box around points, turned like them: one narrow end first, then the other; shape (8, 3)."""
    middle = points[:, :2].mean(axis=0)
    away = points[:, :2] - middle
    across, along = np.linalg.eigh(away.T @ away)[1].T
    (left, right), (near, far) = ((float(a.min()), float(a.max())) for a in (away @ along, away @ across))
    low, high = float(points[:, 2].min()), float(points[:, 2].max())
    return np.array([
        (*(middle + a * along + b * across), z)
        for a in (left, right) for b in (near, far) for z in (low, high)
    ])  # fmt: skip


def in_pieces(box: Corners, count: int) -> Corners:
    """The corners of the `count` pieces of a turned box cut across its length, shape (count, 8, 3)."""
    cuts = box[:4] + (box[4:] - box[:4]) * np.linspace(0.0, 1.0, count + 1)[:, None, None]
    return np.concatenate([cuts[:-1], cuts[1:]], axis=1)


def box_corners(low: Vec3, high: Vec3) -> Corners:
    """The corners of an upright box, shape (8, 3)."""
    return np.array(
        [(x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
    )
