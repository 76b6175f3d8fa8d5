"""Projection of the ground: from metres to pixels, and from a pixel to the place on the ground under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF

from ....base.geometry import Pose, Vec2, Vec3
from ...window.protocols import Stage

GROUND_M = 0.12
"""Height of outlines: just above the paving."""

ABOUT_M = 4.0
"""Distance from the centre of four places that determine the projection."""


@dataclass(frozen=True, slots=True)
class GroundView:
    """Projection of the ground for a view size, in both directions, while the camera rests."""

    stage: Stage
    width: float
    height: float
    # homography from places (east, north, 1) to homogeneous pixels, row by row; empty where the ground is out of sight
    matrix: tuple[float, ...]

    @classmethod
    def of(cls, stage: Stage, pose: Pose, width: float, height: float) -> GroundView:
        """The ground as the camera of a stage now sees it."""
        x, y, _ = pose.target
        about = max(ABOUT_M, pose.distance_m * 0.05)
        places = [
            (x - about, y - about),
            (x + about, y - about),
            (x + about, y + about),
            (x - about, y + about),
        ]
        seen = np.asarray(stage.project([(a, b, GROUND_M) for a, b in places])) * (width, height)
        matrix = _between(places, seen) if np.isfinite(seen).all() else None
        return cls(stage, width, height, () if matrix is None else tuple(map(float, matrix.ravel())))

    def pixels(self, places: Sequence[Vec2], z_m: float = GROUND_M) -> list[QPointF] | None:
        """Pixels of places on the ground or `z_m` above it; None if one is behind the camera."""
        return self.points([(x, y, z_m) for x, y in places])

    def points(self, places: Sequence[Vec3]) -> list[QPointF] | None:
        """Pixels of points of the park; None if one is behind the camera."""
        if not places:
            return []
        seen = np.asarray(self.stage.project(places)) * (self.width, self.height)
        if not np.isfinite(seen).all() or np.abs(seen).max() > 1e6:
            return None
        return [QPointF(float(x), float(y)) for x, y in seen]

    def place(self, x: float, y: float) -> Vec2 | None:
        """The place on the ground under a pixel; None above the horizon."""
        if not self.matrix:
            return None
        matrix = np.reshape(self.matrix, (3, 3))
        east, north, scale = np.linalg.solve(matrix, np.array((x, y, 1.0)))
        if scale <= 1e-12:
            return None
        return (float(east / scale), float(north / scale))

    def metres(self, place: Vec2, pixels: float) -> float:
        """Metres on the ground that span `pixels` across the view at this place."""
        here = self.pixels([place])
        if here is None:
            return 1.0
        beside = self.place(here[0].x() + pixels, here[0].y())
        return 1.0 if beside is None else float(np.hypot(beside[0] - place[0], beside[1] - place[1]))


def _between(places: Sequence[Vec2], seen: npt.NDArray[np.float64]) -> npt.NDArray[np.float64] | None:
    """The homography from four places to four pixels, positive in front of the camera."""
    rows = []
    origin = np.mean(places, axis=0)
    for (x, y), (u, v) in zip(np.asarray(places) - origin, seen, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, -u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, -v])
    try:
        found = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)
    except np.linalg.LinAlgError:
        return None
    shift = np.array([[1, 0, -origin[0]], [0, 1, -origin[1]], [0, 0, 1]])
    found = found @ shift
    if found[2] @ (*origin, 1.0) < 0:
        found = -found
    determinant = float(np.linalg.det(found))
    return None if abs(determinant) < 1e-18 else found
