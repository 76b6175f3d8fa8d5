"""A look along a path that an exhibit has lit: the camera goes to where it leads, rests there, and comes back."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.geometry import Pose


@dataclass(frozen=True, slots=True)
class PathPreview:
    """How far such a look is. The way back is a flight like any other, and no longer a part of it."""

    zone: str  # where the path leads
    corners_m: tuple[tuple[float, float], ...]  # the way there, metres east and north
    home: Pose  # where the camera comes back to
    away: bool = False  # whether it has left for the zone
    rested_s: float = 0.0  # seconds at rest, before it leaves or at the zone
