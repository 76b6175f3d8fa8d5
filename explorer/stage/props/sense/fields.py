"""Flat forms: a disc, and a wedge that opens along x."""

from __future__ import annotations

import numpy as np

from ...primitives.meshes import Form, white


def fan(length: float, width: float = 1.0) -> Form:
    """A triangle from the origin along x, `width` wide at its end, seen from above."""
    return _flat([(0, 0), (length, -width / 2), (length, width / 2)])


def disc(radius: float, sides: int = 32) -> Form:
    """A round plate seen from above."""
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    return _flat(np.column_stack([np.cos(angle), np.sin(angle)]) * radius)


def _flat(outline: object) -> Form:
    flat = np.asarray(outline, np.float32)
    count = len(flat)
    places = np.column_stack([flat, np.zeros(count)])
    corners = np.stack([np.zeros(count - 2, int), np.arange(1, count - 1), np.arange(2, count)], axis=1)
    return white(places, np.tile((0, 0, 1), (count, 1)), corners)
