"""A mesh builder that notes triangles and works them out all at once: the same pieces in a fraction of the time."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from explorer.bake.geometry.material import Material
from explorer.bake.geometry.mesh_builder import DETAIL_CODES, Arrays, MeshBuilder
from explorer.bake.geometry.shapes import SIDES_OF_BOX, Floats

_CORNERS = np.array([[0, 2, 4], [1, 2, 4], [1, 3, 4], [0, 3, 4], [0, 2, 5], [1, 2, 5], [1, 3, 5], [0, 3, 5]])
_HALVES = [0, 1, 2, 0, 2, 3]
T = TypeVar("T")
_Noted = tuple[Floats, Floats | None, Floats, Material, int]

ALWAYS, NEAR, FAR = DETAIL_CODES["always"], DETAIL_CODES["near"], DETAIL_CODES["far"]


@cache
def box_corners(skip: str) -> npt.NDArray[np.int64]:
    """For each triangle of a box, which of x0, x1, y0, y1, z0, z1 its corners have; (n, 3, 3)."""
    quads = np.array([_CORNERS[list(side)] for name, side in SIDES_OF_BOX.items() if name not in skip])
    return np.asarray(quads.reshape(-1, 4, 3)[:, _HALVES].reshape(-1, 3, 3))


class BulkBuilder(MeshBuilder):
    """A :class:`MeshBuilder` whose transforms are done in one step when its arrays are asked for."""

    def __init__(self, seed: int = 1) -> None:
        super().__init__(seed)
        self._noted: list[_Noted] = []
        self._ready: list[Arrays] = []

    def triangles(
        self, points: npt.ArrayLike, material: Material, normals: npt.ArrayLike | None = None
    ) -> None:
        """Triangles of shape (n, 3, 3); without `normals` they are flat."""
        corners = np.asarray(points, float).reshape(-1, 3, 3)
        if len(corners):
            shading = None if normals is None else np.asarray(normals, float).reshape(-1, 3, 3)
            self._noted.append((corners, shading, self._matrix, material, DETAIL_CODES[self._detail]))

    def quads(self, corners: npt.ArrayLike, material: Material) -> None:
        """Flat quads of shape (n, 4, 3), counter-clockwise seen from outside."""
        self.triangles(np.asarray(corners, float).reshape(-1, 4, 3)[:, _HALVES], material)

    def box(
        self,
        x0: float,
        x1: float,
        y0: float,
        y1: float,
        z0: float,
        z1: float,
        material: Material,
        skip: str = "-z",
    ) -> None:
        """A sharp-edged box without the sides named in `skip`, such as ``"-z+y"``."""
        self.triangles(np.array([x0, x1, y0, y1, z0, z1], float)[box_corners(skip)], material)

    def add(self, arrays: Arrays) -> None:
        """Triangles that are done, in the world."""
        self._ready.append(arrays)

    def arrays(self) -> Arrays:
        """Everything written so far."""
        return Arrays.join([self._worked_out(), *self._ready])

    def _worked_out(self) -> Arrays:
        noted = self._noted
        if not noted:
            return super().arrays()
        counts = np.array([len(row[0]) for row in noted])
        matrices, which = _distinct([row[2] for row in noted])
        each = np.array(matrices)[np.repeat(which, counts)]
        points = np.concatenate([row[0] for row in noted])
        points = np.matmul(points, each[:, :3, :3].transpose(0, 2, 1)) + each[:, None, :3, 3]
        across = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
        length = np.linalg.norm(across, axis=1)
        normals = np.repeat((across / np.maximum(length, 1e-12)[:, None])[:, None], 3, axis=1)
        starts = np.concatenate([[0], np.cumsum(counts)])
        for number, (_, shading, matrix, _, _) in enumerate(noted):
            if shading is not None:
                turned = shading @ matrix[:3, :3].T
                turned /= np.maximum(np.linalg.norm(turned, axis=2, keepdims=True), 1e-9)
                normals[starts[number] : starts[number + 1]] = turned
        materials, used = _distinct([row[3] for row in noted])
        table = np.array([(*m.rgb, m.gloss, *m.emission) for m in materials], float)
        surface = table[np.repeat(used, counts)]
        detail = np.repeat(np.array([row[4] for row in noted], np.uint8), counts)
        kept = length > 2e-5
        return Arrays(
            points[kept], normals[kept], surface[kept, :3], surface[kept, 3], surface[kept, 4:7], detail[kept]
        )


def _distinct(things: list[T]) -> tuple[list[T], npt.NDArray[np.int64]]:
    """The different ones (by identity), and which of them each is."""
    numbers: dict[int, int] = {}
    found: list[T] = []
    which = np.empty(len(things), np.int64)
    for place, thing in enumerate(things):
        number = numbers.setdefault(id(thing), len(found))
        if number == len(found):
            found.append(thing)
        which[place] = number
    return found, which


def thinness(points: Floats) -> tuple[Floats, Floats]:
    """For each triangle the height over its longest edge, and that edge's length."""
    longest = np.linalg.norm(np.roll(points, -1, axis=1) - points, axis=2).max(axis=1)
    area = np.linalg.norm(np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0]), axis=1)
    return np.asarray(area / np.maximum(longest, 1e-9)), np.asarray(longest)


def with_detail(arrays: Arrays, fine_m: float = 0.42) -> Arrays:
    """The triangles with "auto" decided: thinner than `fine_m` they show only from near by."""
    height, length = thinness(arrays.points)
    fine = (height < fine_m) & (length < 90)
    arrays.detail = np.where(arrays.detail == 0, np.where(fine, NEAR, ALWAYS), arrays.detail).astype(np.uint8)
    return arrays


def of_detail(arrays: Arrays, code: int) -> Arrays:
    """The triangles, all of one detail."""
    arrays.detail = np.full(len(arrays), code, np.uint8)
    return arrays


def copies(shape: Arrays, rows: Floats, foot_m: float = 0.0, uneven: float = 0.0) -> Arrays:
    """A shape at each row: x, y, scale, turn in radians. It is scaled from `foot_m` up; colours vary by a share."""
    count = len(rows)
    cosine, sine = np.cos(rows[:, 3]), np.sin(rows[:, 3])
    turns = np.zeros((count, 3, 3))
    turns[:, 0, 0], turns[:, 0, 1], turns[:, 1, 0], turns[:, 1, 1], turns[:, 2, 2] = (
        cosine,
        -sine,
        sine,
        cosine,
        1,
    )
    from_foot = shape.points.reshape(-1, 3) - np.array([0, 0, foot_m])
    points = (from_foot @ turns.transpose(0, 2, 1)).reshape(count, -1, 3, 3) * rows[:, 2][:, None, None, None]
    points += np.column_stack([rows[:, :2], np.full(count, foot_m)])[:, None, None]
    normals = (shape.normals.reshape(-1, 3) @ turns.transpose(0, 2, 1)).reshape(points.shape)
    tint = np.repeat(1 + uneven * np.sin(np.arange(count) * 2.1), len(shape))[:, None]
    return Arrays(
        points.reshape(-1, 3, 3),
        normals.reshape(-1, 3, 3),
        np.clip(np.tile(shape.colour, (count, 1)) * tint, 0, 1),
        np.tile(shape.gloss, count),
        np.tile(shape.emission, (count, 1)),
        np.tile(shape.detail, count),
    )
