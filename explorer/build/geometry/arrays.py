"""Triangles as parallel arrays: the output of builders, the input of lighting and packing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from explorer.build.geometry.shapes import Floats

DetailMark = Literal["auto", "near", "always", "far"]
DETAIL_CODES: dict[DetailMark, int] = {"auto": 0, "near": 1, "always": 2, "far": 3}
AUTO, NEAR, ALWAYS, FAR = DETAIL_CODES.values()

LONG_M = 90.0
"""Length from which a triangle is not a detail, however thin."""


@dataclass(slots=True)
class Arrays:
    """Triangles as parallel arrays, one row per triangle.

    ``points`` and ``normals`` have shape (n, 3, 3); ``colour`` (sRGB) and ``emission`` (linear) (n, 3);
    ``gloss`` and ``detail`` (codes of :data:`DETAIL_CODES`) (n,).
    """

    points: Floats
    normals: Floats
    colour: Floats
    gloss: Floats
    emission: Floats
    detail: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.points)

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """All arrays by name."""
        return {name: getattr(self, name) for name in self.__slots__}

    def take(self, rows: npt.NDArray[Any]) -> Arrays:
        """The triangles of `rows` (numbers or a mask)."""
        return Arrays(
            self.points[rows],
            self.normals[rows],
            self.colour[rows],
            self.gloss[rows],
            self.emission[rows],
            self.detail[rows],
        )

    def of_detail(self, code: int) -> Arrays:
        """The same triangles, all of one detail."""
        return replace(self, detail=np.full(len(self), code, np.uint8))

    def with_detail(self, fine_m: float) -> Arrays:
        """The same triangles with "auto" resolved: those thinner than `fine_m` show only at close range."""
        height, length = thickness(self.points)
        fine = np.where((height < fine_m) & (length < LONG_M), NEAR, ALWAYS)
        return replace(self, detail=np.where(self.detail == AUTO, fine, self.detail).astype(np.uint8))

    @property
    def face_normals(self) -> Floats:
        """Unit normals of the triangles as they are wound, shape (n, 3)."""
        across = np.cross(self.points[:, 1] - self.points[:, 0], self.points[:, 2] - self.points[:, 0])
        return np.asarray(across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12))

    @staticmethod
    def join(parts: Sequence[Arrays]) -> Arrays:
        """All triangles of `parts` in their order."""
        return Arrays(
            *(
                np.concatenate([getattr(part, name) for part in parts])
                for name in ("points", "normals", "colour", "gloss", "emission", "detail")
            )
        )

    @staticmethod
    def none() -> Arrays:
        """Empty arrays."""
        corners, colours = np.zeros((0, 3, 3)), np.zeros((0, 3))
        return Arrays(corners, corners, colours, np.zeros(0), colours, np.zeros(0, np.uint8))


def longest_edges(points: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """For each triangle the corner where its longest edge starts, and that edge's length."""
    lengths = np.linalg.norm(np.roll(points, -1, axis=1) - points, axis=2)
    edge = lengths.argmax(axis=1)
    return edge, lengths[np.arange(len(points)), edge]


def heights(points: Floats, length: Floats) -> Floats:
    """The thickness of triangles: the height over the longest edge."""
    area = np.linalg.norm(np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0]), axis=1)
    return np.asarray(area / np.maximum(length, 1e-9))


def thickness(points: Floats) -> tuple[Floats, Floats]:
    """For each triangle the height over its longest edge, and that edge's length."""
    _, length = longest_edges(points)
    return heights(points, length), length


def copies(shape: Arrays, rows: Floats, foot_m: float = 0.0, uneven: float = 0.0) -> Arrays:
    """A shape copied to each row of x, y, scale, rotation in radians.

    Scaled from `foot_m` up; `uneven`: share by which colours vary.
    """
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
