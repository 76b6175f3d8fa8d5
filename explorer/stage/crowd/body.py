"""Bodies: meshes of parts that swing about their joints, and the basic shapes they are made of.

A body is a mesh with four numbers per vertex that say how it moves (see life.vert): the height of its joint,
how far it swings, its share of the body's own colour, how far it waves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..primitives.meshes import Mesh, box, joined, white

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class BodyPart:
    """A part of a body: with `tint` 1 it takes the body's own colour; it swings about `joint_m` by `swing` radians."""

    mesh: Mesh
    tint: float = 0.0
    joint_m: float = 0.0
    swing: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A mesh with the movement of its vertices, shape (v, 4)."""

    mesh: Mesh
    joints: Floats

    @property
    def triangles(self) -> int:
        """Number of triangles."""
        return len(self.mesh.indices)


def body(parts: Sequence[BodyPart], flies: bool = False) -> Body:
    """Join parts to one body; undersides are kept only if it flies."""
    rows = [
        np.tile(np.array([p.joint_m, p.swing, p.tint, 0.0], np.float32), (len(p.mesh.positions), 1))
        for p in parts
    ]
    mesh = joined([p.mesh for p in parts])
    return Body(replace(mesh, indices=mesh.indices[_seen(mesh, flies)]), np.concatenate(rows))


def _seen(mesh: Mesh, from_below: bool) -> npt.NDArray[np.bool_]:
    """Mask of the triangles that can be seen: those with an area and, on the ground, those that do not face down."""
    a, b, c = (mesh.positions[mesh.indices[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    doubled_area = np.linalg.norm(across, axis=1)
    seen: npt.NDArray[np.bool_] = doubled_area > 1e-9
    return seen if from_below else seen & (across[:, 2] > -0.95 * doubled_area)


def tapered(low: tuple[float, float], high: tuple[float, float], height: float, shift_x: float = 0.0) -> Mesh:
    """A box with different sizes at its foot and its top, (along x, along y), in metres; the top is shifted by `shift_x`."""
    mesh = box(1, 1, height)
    top = mesh.positions[:, 2:] > height / 2
    positions = mesh.positions.copy()
    positions[:, :2] *= np.where(top, np.array(high, np.float32), np.array(low, np.float32))
    positions[:, 0] += np.where(top[:, 0], shift_x, 0)
    return _flat(replace(mesh, positions=positions))


def _flat(mesh: Mesh) -> Mesh:
    """The mesh with flat normals; each vertex belongs to one face."""
    a, b, c = (mesh.positions[mesh.indices[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
    normals = mesh.normals.copy()
    for k in range(3):
        normals[mesh.indices[:, k]] = across
    return replace(mesh, normals=normals)


def prism(outline: Sequence[tuple[float, float]], low: float, high: float, flare: float = 1.0) -> Mesh:
    """A convex outline, anticlockwise, extruded from `low` to `high`; its foot is `flare` times as wide."""
    ring = np.array(outline, np.float32)
    count = len(ring)
    foot = np.column_stack([ring * (1, flare), np.full(count, low)])
    top = np.column_stack([ring, np.full(count, high)])
    positions, indices = (
        [top],
        [np.stack([np.zeros(count - 2, int), np.arange(1, count - 1), np.arange(2, count)], 1)],
    )
    for side in range(count):
        after = (side + 1) % count
        start = count + 4 * side
        positions.append(np.array([foot[side], foot[after], top[after], top[side]]))
        indices.append(np.array([[start, start + 1, start + 2], [start, start + 2, start + 3]]))
    at = np.concatenate(positions)
    return _flat(white(at, np.zeros_like(at), np.concatenate(indices)))


def sheet(points: Sequence[tuple[float, float, float]]) -> Mesh:
    """A two-sided triangle."""
    at = np.array([*points, *points], np.float32)
    return _flat(white(at, np.zeros_like(at), np.array([[0, 1, 2], [5, 4, 3]])))


def leaning(widths: tuple[float, float], heights: tuple[float, float], lean: float) -> Mesh:
    """An upright quad that faces along x and is lit as if it leant back: widths and heights at its foot and its top."""
    positions = [
        (0.0, side * width / 2, height)
        for width, height, sides in zip(widths, heights, ((-1, 1), (1, -1)), strict=True)
        for side in sides
    ]
    normal = np.array((1.0, 0.0, lean)) / np.hypot(1.0, lean)
    return white(positions, np.tile(normal, (4, 1)), np.array([[0, 1, 2], [0, 2, 3]]))
