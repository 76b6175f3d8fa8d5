"""Triangles of simple bodies: numbers in, arrays of shape (n, 3, 3) out; outside is counter-clockwise."""

from __future__ import annotations

from functools import cache

import mapbox_earcut as earcut
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SIDES_OF_BOX: dict[str, tuple[int, int, int, int]] = {
    "-z": (0, 3, 2, 1),
    "+z": (4, 5, 6, 7),
    "-y": (0, 1, 5, 4),
    "+y": (2, 3, 7, 6),
    "-x": (3, 0, 4, 7),
    "+x": (1, 2, 6, 5),
}


def triangles_of(quads: npt.ArrayLike) -> Floats:
    """Two triangles for each quad of shape (n, 4, 3)."""
    corners = np.asarray(quads, float).reshape(-1, 4, 3)
    return corners[:, [0, 1, 2, 0, 2, 3]].reshape(-1, 3, 3)


_CORNERS_OF_BOX = np.array(
    [[0, 2, 4], [1, 2, 4], [1, 3, 4], [0, 3, 4], [0, 2, 5], [1, 2, 5], [1, 3, 5], [0, 3, 5]]
)


@cache
def box_corners(skip: str) -> npt.NDArray[np.int64]:
    """For each triangle of a box without the sides named in `skip` (such as ``"-z+y"``), which of
    x0, x1, y0, y1, z0, z1 its corners have; (n, 3, 3).
    """
    quads = np.array([_CORNERS_OF_BOX[list(side)] for name, side in SIDES_OF_BOX.items() if name not in skip])
    return np.asarray(quads.reshape(-1, 4, 3)[:, [0, 1, 2, 0, 2, 3]].reshape(-1, 3, 3))


def flat_triangles(rings: list[Floats], z: float, flip: bool = False) -> Floats:
    """A polygon with holes (first ring outside, the rest holes) as a flat plate that faces up, or down."""
    if len(rings) == 1 and _is_round(rings[0]):
        return _fan(rings[0], z, flip)
    points = np.ascontiguousarray(np.vstack(rings))
    ends = np.cumsum([len(ring) for ring in rings]).astype(np.uint32)
    corners = earcut.triangulate_float64(points, ends).reshape(-1, 3)
    if not len(corners):
        return np.zeros((0, 3, 3))
    plate = np.column_stack([points, np.full(len(points), z)])[corners]
    upward = np.cross(plate[:, 1] - plate[:, 0], plate[:, 2] - plate[:, 0])[:, 2] > 0
    wrong = upward if flip else ~upward
    plate[wrong] = plate[wrong][:, ::-1]
    return plate


def _is_round(ring: Floats) -> bool:
    """Whether a ring is large, finely divided and convex."""
    if len(ring) < 12 or np.ptp(ring, axis=0).min() < 6:
        return False
    ahead = np.roll(ring, -1, axis=0) - ring
    following = np.roll(ahead, -1, axis=0)
    turn = ahead[:, 0] * following[:, 1] - ahead[:, 1] * following[:, 0]
    even = np.linalg.norm(ahead, axis=1).max() < 0.2 * np.ptp(ring, axis=0).max()
    return bool(even and ((turn > 0).all() or (turn < 0).all()))


def _fan(ring: Floats, z: float, flip: bool) -> Floats:
    """A round plate as a fan of triangles from its middle: triangles along its edge would be slivers with streaks of light."""
    around = ring if counter_clockwise(ring) != flip else ring[::-1]
    rim = np.column_stack([around, np.full(len(around), z)])
    middle = np.broadcast_to(np.append(ring.mean(axis=0), z), rim.shape)
    return np.stack([middle, rim, np.roll(rim, -1, axis=0)], axis=1)


def counter_clockwise(ring: Floats) -> bool:
    """Whether the ring, shape (n, 2), runs counter-clockwise."""
    following = np.roll(ring, -1, axis=0)
    return bool(np.sum(ring[:, 0] * following[:, 1] - following[:, 0] * ring[:, 1]) > 0)


def inset_ring(ring: Floats, distance: float) -> Floats:
    """The ring moved to its left by `distance`, mitred at the corners."""
    ahead = np.roll(ring, -1, axis=0) - ring
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    inward = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
    mitre = inward + np.roll(inward, 1, axis=0)
    mitre /= np.maximum(np.sum(mitre * inward, axis=1, keepdims=True), 0.25)
    return ring + mitre * distance


def band_quads(lower: Floats, upper: Floats, z0: float, z1: float) -> Floats:
    """A closed band between two rings of equal length, shape (n, 2), as quads."""
    count = len(lower)
    bottom = np.column_stack([lower, np.full(count, z0)])
    top = np.column_stack([upper, np.full(count, z1)])
    return np.stack([bottom, np.roll(bottom, -1, axis=0), np.roll(top, -1, axis=0), top], axis=1)


def grid_triangles(grid: Floats) -> Floats:
    """The triangles of a grid of points, shape (rows, columns, 3)."""
    quads = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=2)
    return triangles_of(quads)


def circle(sides: int, start_deg: float = 0.0, end_deg: float = 360.0) -> Floats:
    """Points on the unit circle, shape (sides + 1, 2), both ends included."""
    angles = np.radians(np.linspace(start_deg, end_deg, sides + 1))
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def tube_grid(path: Floats, radius: float, sides: int) -> tuple[Floats, Floats]:
    """Points and normals of a tube round a path, each of shape (points, sides + 1, 3)."""
    along = np.gradient(path, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    steep = np.abs(along[:, 2:3]) >= 0.95
    across = np.cross(along, np.where(steep, [[1.0, 0.0, 0.0]], [[0.0, 0.0, 1.0]]))
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    up = np.cross(along, across)
    angles = np.linspace(0, 2 * np.pi, sides + 1)
    normals = np.cos(angles)[None, :, None] * across[:, None] + np.sin(angles)[None, :, None] * up[:, None]
    return path[:, None] + normals * radius, normals


@cache
def unit_ball(kind: int | str) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Points and triangles of a unit ball: an icosphere divided `kind` times, or a 42-triangle ``"blob"``."""
    if kind == "blob":
        return _blob()
    return _icosphere(int(kind))


_ICOSAHEDRON = [
    [-0.5257311121191336, 0.85065080835204, 0.0], [0.5257311121191336, 0.85065080835204, 0.0],
    [-0.5257311121191336, -0.85065080835204, 0.0], [0.5257311121191336, -0.85065080835204, 0.0],
    [0.0, -0.5257311121191336, 0.85065080835204], [0.0, 0.5257311121191336, 0.85065080835204],
    [0.0, -0.5257311121191336, -0.85065080835204], [0.0, 0.5257311121191336, -0.85065080835204],
    [0.85065080835204, 0.0, -0.5257311121191336], [0.85065080835204, 0.0, 0.5257311121191336],
    [-0.85065080835204, 0.0, -0.5257311121191336], [-0.85065080835204, 0.0, 0.5257311121191336],
]  # fmt: skip
_ICOSAHEDRON_FACES = [
    [0, 11, 5], [0, 5, 1], [0, 1, 7], [0, 7, 10], [0, 10, 11], [1, 5, 9], [5, 11, 4], [11, 10, 2], [10, 7, 6], [7, 1, 8],
    [3, 9, 4], [3, 4, 2], [3, 2, 6], [3, 6, 8], [3, 8, 9], [4, 9, 5], [2, 4, 11], [6, 2, 10], [8, 6, 7], [9, 8, 1],
]  # fmt: skip


def _icosphere(divisions: int) -> tuple[Floats, npt.NDArray[np.int64]]:
    """An icosahedron whose faces are cut in four `divisions` times, its corners moved out onto the unit ball."""
    points, faces = np.array(_ICOSAHEDRON), np.array(_ICOSAHEDRON_FACES, np.int64)
    for _ in range(divisions):
        edges = np.sort(faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
        key = edges[:, 1] << 32 | edges[:, 0]
        _, first, edge = np.unique(key, return_index=True, return_inverse=True)
        a, b, c = (edge.reshape(-1, 3) + len(points)).T
        points = np.concatenate([points, points[edges[first]].mean(axis=1)])
        length = np.sqrt(np.dot(points**2, [1, 1, 1]))[:, None]
        points = points + points / length * (1 - length)
        cut = [faces[:, 0], a, c, a, faces[:, 1], b, c, b, faces[:, 2], a, b, c]
        faces = np.column_stack(cut).reshape(-1, 3)
    return points, faces


def _blob() -> tuple[Floats, npt.NDArray[np.int64]]:
    """A ball of three rings of seven points that reads as a clipped tree crown."""
    around = 7
    points: list[tuple[float, float, float]] = [(0.0, 0.0, -0.86)]
    for ring, latitude in enumerate(np.radians([-48.0, -8.0, 34.0])):
        for i in range(around):
            turn = 2 * np.pi * (i + 0.5 * ring) / around
            points.append(
                (np.cos(latitude) * np.cos(turn), np.cos(latitude) * np.sin(turn), np.sin(latitude))
            )
    points.append((0.0, 0.0, 1.0))
    faces: list[tuple[int, int, int]] = []
    top, last_ring = len(points) - 1, 1 + 2 * around
    for i in range(around):
        after = (i + 1) % around
        faces.append((0, 1 + after, 1 + i))
        faces.append((last_ring + i, last_ring + after, top))
        for ring in range(2):
            low = 1 + around * ring
            high = low + around
            faces.append((low + i, low + after, high + i))
            faces.append((low + after, high + after, high + i))
    return np.array(points, float), np.array(faces, np.int64)
