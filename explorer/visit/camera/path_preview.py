"""A look along a path that an exhibit has lit: the camera goes to where it leads, rests there, and comes back."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.geometry import Pose


@dataclass(frozen=True, slots=True)
class PathPreview:
    """How far such a look is. The way back is a flight like any other, and no longer a part of it.

    Attributes
    ----------
    zone : where the path leads.
    corners_m : the way there, metres east and north.
    home : where the camera comes back to.
    away : whether it has left for the zone.
    rested_s : seconds at rest, before it leaves or at the zone.
    """

    zone: str
    corners_m: tuple[tuple[float, float], ...]
    home: Pose
    away: bool = False
    rested_s: float = 0.0
