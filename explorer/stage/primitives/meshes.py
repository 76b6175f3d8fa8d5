"""Basic meshes: boxes, cylinders, balls, rings, and meshes joined from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from ..scene.mesh import colour_bytes

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Triangles with a colour at every vertex."""

    # positions, normals: shape (v, 3), metres and unit vectors
    positions: Floats
    normals: Floats
    colours: Floats  # shape (v, 4), sRGB 0..1 and opacity
    glow: Floats  # shape (v,), emitted light, 0..1
    indices: npt.NDArray[np.int64]  # shape (m, 3), vertex numbers, counter-clockwise from outside

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Mesh:
        """The mesh at another position."""
        return replace(self, positions=self.positions + np.array((x, y, z), np.float32))

    def scaled(self, x: float, y: float, z: float) -> Mesh:
        """The mesh scaled along the axes, by positive factors."""
        by = np.array((x, y, z), np.float32)
        normals = self.normals / by
        return replace(
            self,
            positions=self.positions * by,
            normals=normals / np.linalg.norm(normals, axis=1, keepdims=True),
        )

    def turned(self, turn: npt.ArrayLike) -> Mesh:
        """The mesh turned by a rotation, shape (3, 3)."""
        by = np.asarray(turn, np.float32).T
        return replace(self, positions=self.positions @ by, normals=self.normals @ by)

    def painted(self, colour: str, glow: float | None = None, opacity: float | None = None) -> Mesh:
        """The mesh in one colour, `#RRGGBB`."""
        colours = self.colours.copy()
        colours[:, :3] = np.array(colour_bytes(colour)) / 255
        if opacity is not None:
            colours[:, 3] = opacity
        return replace(
            self, colours=colours, glow=self.glow if glow is None else np.full_like(self.glow, glow)
        )


def joined(meshes: Sequence[Mesh]) -> Mesh:
    """Join several meshes to one."""
    starts = np.cumsum([0, *(len(mesh.positions) for mesh in meshes)])
    return Mesh(
        np.concatenate([mesh.positions for mesh in meshes]),
        np.concatenate([mesh.normals for mesh in meshes]),
        np.concatenate([mesh.colours for mesh in meshes]),
        np.concatenate([mesh.glow for mesh in meshes]),
        np.concatenate([mesh.indices + start for mesh, start in zip(meshes, starts[:-1], strict=True)]),
    )


def box(width: float = 1.0, depth: float = 1.0, height: float = 1.0) -> Mesh:
    """A box on the ground, centred on the origin; sizes along x, y and z."""
    unit = _unit_box()
    return replace(unit, positions=unit.positions * np.array((width, depth, height), np.float32))


@cache
def _unit_box() -> Mesh:
    faces = []
    for axis in range(3):
        for side in (-1, 1):
            normal = np.zeros(3)
            normal[axis] = side
            u, v = np.roll(normal, 1) * side, np.roll(normal, 2)
            faces.append((normal, [normal - u - v, normal + u - v, normal + u + v, normal - u + v]))
    positions = np.array([corner for _, ring in faces for corner in ring]) / 2
    normals = np.repeat([normal for normal, _ in faces], 4, axis=0)
    return white(positions + np.array((0.0, 0.0, 0.5)), normals, _quads(np.arange(24).reshape(-1, 4)))


def pane(width: float = 1.0, height: float = 1.0) -> Mesh:
    """An upright rectangle that faces the visitor (-y); the middle of its foot is the origin."""
    x = width / 2
    corners = [(-x, 0, 0), (x, 0, 0), (x, 0, height), (-x, 0, height)]
    return white(corners, [(0, -1, 0)] * 4, np.array([(0, 1, 2), (0, 2, 3)]))


@cache
def cylinder(radius: float = 0.5, height: float = 1.0, sides: int = 12, top: float | None = None) -> Mesh:
    """An upright cylinder on the ground; a different radius at the `top` makes it a cone."""
    top = radius if top is None else top
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    slope = (radius - top) / height
    side = np.column_stack([ring, np.full(sides + 1, slope)]) / np.hypot(1, slope)
    low, high = (
        np.column_stack([ring * radius, np.zeros(sides + 1)]),
        np.column_stack([ring * top, np.full(sides + 1, height)]),
    )
    at = np.arange(sides)
    wall = _quads(np.stack([at, at + 1, at + sides + 2, at + sides + 1], axis=1))
    meshes = [white(np.concatenate([low, high]), np.concatenate([side, side]), wall)]
    for place, normal in ((low, -1.0), (high, 1.0)):
        if np.ptp(place[:, 0]) > 0:
            fan = np.stack([np.zeros(sides - 2, int), at[1:-1], at[1:-1] + 1], axis=1)
            fan = fan if normal > 0 else fan[:, ::-1]
            meshes.append(white(place[:-1], np.tile((0, 0, normal), (sides, 1)), fan))
    return joined(meshes)


@cache
def ball(radius: float = 0.5, sides: int = 12, rings: int = 7) -> Mesh:
    """A ball round the origin."""
    across = np.linspace(0, 2 * np.pi, sides + 1)
    down = np.linspace(0, np.pi, rings + 1)
    d, a = np.meshgrid(down, across, indexing="ij")
    normals = np.stack([np.sin(d) * np.cos(a), np.sin(d) * np.sin(a), np.cos(d)], axis=-1).reshape(-1, 3)
    i, j = np.meshgrid(np.arange(rings), np.arange(sides), indexing="ij")
    first = (i * (sides + 1) + j).ravel()
    indices = _quads(np.stack([first, first + sides + 1, first + sides + 2, first + 1], 1))
    count = sides * rings
    # at the poles half of each quad has no size
    indices = np.concatenate([indices[: count - sides], indices[count + sides :]])
    return white(normals * radius, normals, indices)


def torus(radius: float = 1.0, thickness: float = 0.1, sides: int = 32, around: int = 8) -> Mesh:
    """A flat ring round the origin: `radius` to the middle of its body, whose own radius is `thickness`."""
    big, small = np.linspace(0, 2 * np.pi, sides + 1), np.linspace(0, 2 * np.pi, around + 1)
    a, b = np.meshgrid(big, small, indexing="ij")
    out = np.stack([np.cos(a), np.sin(a), np.zeros_like(a)], axis=-1)
    normals = out * np.cos(b)[..., None] + np.array((0, 0, 1)) * np.sin(b)[..., None]
    positions = out * radius + normals * thickness
    i, j = np.meshgrid(np.arange(sides), np.arange(around), indexing="ij")
    first = (i * (around + 1) + j).ravel()
    indices = _quads(np.stack([first, first + around + 1, first + around + 2, first + 1], 1))
    return white(positions.reshape(-1, 3), normals.reshape(-1, 3), indices)


def heading(angle_deg: npt.ArrayLike) -> Floats:
    """Rotations about the upright axis, counter-clockwise from above: (n,) degrees to (n, 3, 3)."""
    angle = np.radians(np.atleast_1d(np.asarray(angle_deg, np.float32)))
    c, s, zero, one = np.cos(angle), np.sin(angle), np.zeros_like(angle), np.ones_like(angle)
    rows = [[c, -s, zero], [s, c, zero], [zero, zero, one]]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2).astype(np.float32)


def spans(start: npt.ArrayLike, end: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Positions, rotations and lengths for a mesh of height 1 to reach from one point to another.

    Parameters
    ----------
    start, end : shape (n, 3).

    Returns
    -------
    positions (n, 3), rotations (n, 3, 3), lengths (n,).
    """
    a, b = np.atleast_2d(np.asarray(start, np.float32)), np.atleast_2d(np.asarray(end, np.float32))
    way = b - a
    length = np.linalg.norm(way, axis=1)
    up = way / np.maximum(length, 1e-6)[:, None]
    other = np.where(
        np.abs(up[:, 2:]) < 0.9, np.array((0, 0, 1), np.float32), np.array((1, 0, 0), np.float32)
    )
    right = np.cross(other, up)
    right /= np.maximum(np.linalg.norm(right, axis=1, keepdims=True), 1e-6)
    rotations = np.stack([right, np.cross(up, right), up], axis=-1)
    return a, rotations.astype(np.float32), length.astype(np.float32)


def _quads(rings: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    return np.concatenate([rings[:, [0, 1, 2]], rings[:, [0, 2, 3]]]).astype(np.int64)


def white(positions: npt.ArrayLike, normals: npt.ArrayLike, indices: npt.NDArray[np.integer]) -> Mesh:
    """A white mesh that does not glow."""
    at = np.asarray(positions, np.float32)
    return Mesh(
        at,
        np.asarray(normals, np.float32),
        np.ones((len(at), 4), np.float32),
        np.zeros(len(at), np.float32),
        indices.astype(np.int64),
    )
