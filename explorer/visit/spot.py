"""A place of the visit that one can go back to."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Pose


@dataclass(frozen=True, slots=True)
class Spot:
    """A zone that is open (or none), where the camera stands, and whether the visitor is at the exhibit."""

    zone: str | None
    pose: Pose
    operating: bool = False
