"""Visibility of buildings, and how to bring one back into view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import dist, radians, tan

import numpy as np
import numpy.typing as npt

from ...base.geometry import Pose, Vec3, mix3
from ...park.model import Zone

ACROSS, UP = 1.2, 0.8
"""The central part of the frame, in halves of its height: less than a narrow window shows beside an open panel."""
ALONG = (0.4, 0.6, 0.8, 1.0, 1.3)
"""Distances along the line of sight, as shares of the distance to the target, that are compared with the buildings."""
NEAREST_M = 1.0
STEPS, TRIED = 8, 3


@dataclass(frozen=True, slots=True, eq=False)
class Buildings:
    """The buildings of a park as upright cylinders, row by row: centre of the base, radius and height, in metres."""

    feet: npt.NDArray[np.float64]
    radii: npt.NDArray[np.float64]
    heights: npt.NDArray[np.float64]

    @classmethod
    def of(cls, zones: Iterable[Zone]) -> Buildings:
        """The buildings of these zones."""
        rows = np.array(
            [(*z.place.centre_m, min(z.place.footprint_m) / 2, z.place.height_m) for z in zones]
        ).reshape(-1, 4)
        return cls(rows[:, :2], rows[:, 2], rows[:, 3])

    def in_view(self, pose: Pose) -> bool:
        """Whether a part of any building is in the frame; always true in a park without buildings."""
        if not len(self.feet):
            return True
        eye, target = np.array(pose.eye), np.array(pose.target)
        seen = [self._nearest(eye + (target - eye) * share) for share in ALONG]
        seen += [np.column_stack([self.feet, self.heights * share]) for share in (0.0, 0.5, 1.0)]
        way = np.concatenate(seen) - eye
        right, up, ahead = (way @ np.array(axis) for axis in pose.axes)
        reach = np.maximum(ahead, NEAREST_M) * tan(radians(pose.fov_deg / 2))
        inside = (ahead > NEAREST_M) & (np.abs(right) < reach * ACROSS) & (np.abs(up) < reach * UP)
        return bool(inside.any())

    def brought_into_view(self, pose: Pose) -> Pose:
        """The pose with its target moved just far enough to have a building in the frame."""
        if self.in_view(pose):
            return pose
        points: list[Vec3] = [(x, y, z) for x, y, z in self._nearest(np.array(pose.target)).tolist()]
        points.sort(key=lambda point: dist(pose.target, point))
        ways = [self._least_move(pose, point) for point in points[:TRIED]]
        return replace(pose, target=min(ways, key=lambda target: dist(pose.target, target)))

    def _least_move(self, pose: Pose, goal: Vec3) -> Vec3:
        """The least move of the target toward a point of a building that brings one into view."""
        low, high = 0.0, 1.0
        for _ in range(STEPS):
            middle = (low + high) / 2
            if self.in_view(replace(pose, target=mix3(pose.target, goal, middle))):
                high = middle
            else:
                low = middle
        return mix3(pose.target, goal, high)

    def _nearest(self, point: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The nearest point of each building to `point`."""
        away = point[:2] - self.feet
        far_m = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-9)
        flat = self.feet + away * np.minimum(self.radii / far_m, 1.0)[:, None]
        return np.column_stack([flat, np.clip(point[2], 0.0, self.heights)])
