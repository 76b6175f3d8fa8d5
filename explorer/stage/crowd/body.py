"""How a body is put together: pieces that swing about their joints, and the simple solids they are cut from.

A body is a form and, for each corner, how it moves with its limbs (see life.vert): the height of the joint, how far it
swings, how much of the body's own colour it wears, how far it waves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..primitives.meshes import Form, box, joined, white

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A part of a body: `tint` 1 wears the body's own colour; it swings about `joint_m` by `swing` radians."""

    form: Form
    tint: float = 0.0
    joint_m: float = 0.0
    swing: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A form and how its corners move, shape (v, 4)."""

    form: Form
    joints: Floats

    @property
    def triangles(self) -> int:
        """How many there are."""
        return len(self.form.corners)


def body(pieces: Sequence[Piece], flies: bool = False) -> Body:
    """One body of several pieces; only of one that flies the undersides are seen, too."""
    rows = [
        np.tile(np.array([p.joint_m, p.swing, p.tint, 0.0], np.float32), (len(p.form.places), 1))
        for p in pieces
    ]
    form = joined([p.form for p in pieces])
    return Body(replace(form, corners=form.corners[_seen(form, flies)]), np.concatenate(rows))


def _seen(form: Form, from_below: bool) -> npt.NDArray[np.bool_]:
    """Which triangles are ever seen: those that have a size, and on the ground those that do not look down."""
    a, b, c = (form.places[form.corners[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    doubled_area = np.linalg.norm(across, axis=1)
    seen: npt.NDArray[np.bool_] = doubled_area > 1e-9
    return seen if from_below else seen & (across[:, 2] > -0.95 * doubled_area)


def tapered(low: tuple[float, float], high: tuple[float, float], height: float, shift_x: float = 0.0) -> Form:
    """A box whose top, moved by `shift_x`, is of another size than its foot: (along x, along y), metres."""
    form = box(1, 1, height)
    top = form.places[:, 2:] > height / 2
    places = form.places.copy()
    places[:, :2] *= np.where(top, np.array(high, np.float32), np.array(low, np.float32))
    places[:, 0] += np.where(top[:, 0], shift_x, 0)
    return _flat(replace(form, places=places))


def _flat(form: Form) -> Form:
    """The form with the normals of its faces; its corners belong to one face each."""
    a, b, c = (form.places[form.corners[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
    normals = form.normals.copy()
    for k in range(3):
        normals[form.corners[:, k]] = across
    return replace(form, normals=normals)


def prism(outline: Sequence[tuple[float, float]], low: float, high: float, flare: float = 1.0) -> Form:
    """A convex outline, anticlockwise, drawn up from `low` to `high`; its foot is `flare` times as wide."""
    ring = np.array(outline, np.float32)
    count = len(ring)
    foot = np.column_stack([ring * (1, flare), np.full(count, low)])
    top = np.column_stack([ring, np.full(count, high)])
    places, corners = (
        [top],
        [np.stack([np.zeros(count - 2, int), np.arange(1, count - 1), np.arange(2, count)], 1)],
    )
    for side in range(count):
        after = (side + 1) % count
        start = count + 4 * side
        places.append(np.array([foot[side], foot[after], top[after], top[side]]))
        corners.append(np.array([[start, start + 1, start + 2], [start, start + 2, start + 3]]))
    at = np.concatenate(places)
    return _flat(white(at, np.zeros_like(at), np.concatenate(corners)))


def sheet(points: Sequence[tuple[float, float, float]]) -> Form:
    """A triangle that is seen from both sides."""
    at = np.array([*points, *points], np.float32)
    return _flat(white(at, np.zeros_like(at), np.array([[0, 1, 2], [5, 4, 3]])))


def leaning(widths: tuple[float, float], heights: tuple[float, float], lean: float) -> Form:
    """An upright sheet that looks along x and is lit as if it leant back: its widths and heights at the foot and at the top."""
    places = [
        (0.0, side * width / 2, height)
        for width, height, sides in zip(widths, heights, ((-1, 1), (1, -1)), strict=True)
        for side in sides
    ]
    normal = np.array((1.0, 0.0, lean)) / np.hypot(1.0, lean)
    return white(places, np.tile(normal, (4, 1)), np.array([[0, 1, 2], [0, 2, 3]]))
