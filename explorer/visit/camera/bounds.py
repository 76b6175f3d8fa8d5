"""The space a camera may move in: above the ground, outside the walls, inside the park, with a building in view; and the
moves of a visitor in it: orbit, pan and zoom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import cos, dist, radians, sin, tan

import numpy as np
import numpy.typing as npt

from ...base.geometry import Pose, Vec3, clamp, mix3
from ...park.model import Park, Zone
from .flight import Flight

GROUND_M = 2.0  # least distance from the eye to the ground
MARGIN_M = 1.0  # least distance from the eye to a wall
NEAREST_M, FARTHEST_M = 12.0, 720.0
LOWEST_DEG, HIGHEST_DEG = 3.0, 86.0
CHECKS_A_FLIGHT = 32
LIFTS = (0.0, 0.12, 0.25, 0.4, 0.6, 0.8, 1.0, 1.3, 1.6)
ACROSS, UP = 1.2, 0.8
"""The central part of the frame, in halves of its height: less than a narrow window shows beside an open panel."""
ALONG = (0.4, 0.6, 0.8, 1.0, 1.3)
"""Distances along the line of sight, as shares of the distance to the target, that are compared with the buildings."""
BEFORE_EYE_M = 1.0
STEPS, TRIED = 8, 3
APPROACH = 0.45
"""Share of the distance that remains after a double click."""


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
        reach = np.maximum(ahead, BEFORE_EYE_M) * tan(radians(pose.fov_deg / 2))
        inside = (ahead > BEFORE_EYE_M) & (np.abs(right) < reach * ACROSS) & (np.abs(up) < reach * UP)
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


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """Limits for the camera, computed from a park."""

    park: Park

    def blocked(self, eyes: Iterable[Vec3]) -> bool:
        """Whether a straight path through these points meets a wall or the ground."""
        points = np.asarray(list(eyes), np.float32)
        if len(points) == 0:
            return False
        if bool((points[:, 2] < GROUND_M - 1e-3).any()):
            return True
        solids = self.park.solids
        if not solids.zones:
            return False
        walls = solids.grown(MARGIN_M)
        start = points[:, :, None]
        if bool(((start > walls.low) & (start < walls.high)).all(axis=1).any()):
            return True
        enter, leave = walls.spans(points[:-1], np.diff(points, axis=0))
        return bool(((enter < leave) & (leave > 0) & (enter < 1)).any())

    def limited(self, pose: Pose) -> Pose:
        """The nearest pose within the outer limits; walls are ignored."""
        b = self.park.bounds
        x, y, z = pose.target
        target = (
            clamp(x, b.low_m[0], b.high_m[0]),
            clamp(y, b.low_m[1], b.high_m[1]),
            clamp(z, 0.0, b.ceiling_m / 2),
        )
        pose = replace(
            pose,
            target=target,
            elevation_deg=clamp(pose.elevation_deg, LOWEST_DEG, HIGHEST_DEG),
            distance_m=clamp(pose.distance_m, NEAREST_M, FARTHEST_M),
        )
        low = GROUND_M - pose.eye[2]
        return pose.moved(0, 0, low) if low > 0 else pose

    def moved(self, before: Pose, after: Pose) -> Pose:
        """`after`, or the nearest pose that walls allow, for a camera coming from `before`.

        A blocked camera first tries to slide up along the wall, else it stays. One that would lose sight of all
        buildings is turned back to the nearest, and does not zoom in on bare ground.
        """
        buildings = Buildings.of(self.park.zones.values())
        after = self.limited(after)
        if after.distance_m < before.distance_m and not buildings.in_view(after):
            after = _last(before, after, buildings.in_view)
        way_out = self.blocked([before.eye])
        for rise_deg in (0.0, 2.0, 5.0, 9.0):
            pose = self.limited(replace(after, elevation_deg=after.elevation_deg + rise_deg))
            pose = self.limited(buildings.brought_into_view(pose))
            free = not self.blocked([pose.eye] if way_out else [before.eye, pose.eye])
            if free and buildings.in_view(pose):
                return pose
        return before if buildings.in_view(before) else self.freed(before)

    def freed(self, pose: Pose) -> Pose:
        """A pose near this one whose eye is outside all walls and that has a building in view.

        Tries a higher view, then a greater distance, and only then another target.
        """
        buildings = Buildings.of(self.park.zones.values())
        pose = self.limited(pose)
        for wanted in (pose, self.limited(buildings.brought_into_view(pose))):
            for back in (1.0, 1.3, 1.7, 2.2, 3.0, 4.0):
                for rise_deg in (0.0, 8.0, 16.0, 28.0):
                    tried = self.limited(
                        replace(
                            wanted,
                            elevation_deg=wanted.elevation_deg + rise_deg,
                            distance_m=wanted.distance_m * back,
                        )
                    )
                    if not self.blocked([tried.eye]) and buildings.in_view(tried):
                        return tried
        return self.park.home

    def over_buildings(self, flight: Flight) -> Flight | None:
        """The flight with the least lift that keeps it clear of walls; None if no lift does."""
        times_s = [flight.duration_s * (i + 0.5) / CHECKS_A_FLIGHT for i in range(CHECKS_A_FLIGHT)]
        for lift in LIFTS:
            lifted = replace(flight, lift=lift)
            if not self.blocked(lifted.pose_at(t_s).eye for t_s in times_s):
                return lifted
        return None


def _last(before: Pose, after: Pose, holds: Callable[[Pose], bool]) -> Pose:
    """The last pose on the way from `before` to `after` that satisfies `holds`; `before` if none does."""
    low, high = 0.0, 1.0
    for _ in range(10):
        middle = (low + high) / 2
        if holds(before.blend(after, middle)):
            low = middle
        else:
            high = middle
    return before.blend(after, low)


def orbited(pose: Pose, azimuth_deg: float, elevation_deg: float) -> Pose:
    """The pose turned about its target."""
    return replace(
        pose,
        azimuth_deg=(pose.azimuth_deg + azimuth_deg) % 360.0,
        elevation_deg=pose.elevation_deg + elevation_deg,
    )


def panned(pose: Pose, right: float, ahead: float) -> Pose:
    """The pose moved along the ground; `right` and `ahead` are shares of the frame's height."""
    a = radians(pose.azimuth_deg)
    # ahead runs along the ground, so that a low camera does not dive
    stretch = 1 / clamp(sin(radians(pose.elevation_deg)), 0.35, 1.0)
    r, f = right * pose.span_m, ahead * pose.span_m * stretch
    return pose.moved(-cos(a) * r - sin(a) * f, sin(a) * r - cos(a) * f)


def zoomed(pose: Pose, factor: float, toward: Vec3 | None) -> Pose:
    """The pose at `factor` times the distance; `toward` keeps its place in the frame."""
    distance_m = clamp(pose.distance_m * factor, NEAREST_M, FARTHEST_M)
    if toward is None:
        return replace(pose, distance_m=distance_m)
    target = mix3(toward, pose.target, distance_m / pose.distance_m)
    return replace(pose, target=target, distance_m=distance_m)


def nearer(pose: Pose, point: Vec3) -> Pose:
    """A pose that looks at a point from close by."""
    return replace(pose, target=point, distance_m=max(pose.distance_m * APPROACH, NEAREST_M * 2))
