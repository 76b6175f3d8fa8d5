"""Poses after orbiting, panning and zooming; walls are ignored."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin

from ...base.geometry import Pose, Vec3, clamp, mix3
from .bounds import FARTHEST_M, NEAREST_M

APPROACH = 0.45
"""Share of the distance that remains after a double click."""


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
