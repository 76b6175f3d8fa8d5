"""What lies under a point of the picture: arithmetic on boxes, no graphics card."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..geometry import Vec3
from ..park.model import Solids

GROUND_M = 0.18
REACH_M = 3000.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A zone and the point of it that was touched, and the part of its exhibit, if one was."""

    zone: str
    point: Vec3
    part: str | None = None


class Picker:
    """Rays against boxes (slab test on six contiguous columns)."""

    def __init__(self, solids: Solids) -> None:
        self._zones = solids.zones
        self._low = [np.ascontiguousarray(column, np.float32) for column in solids.low]
        self._high = [np.ascontiguousarray(column, np.float32) for column in solids.high]

    def touched(self, eye: Vec3, direction: Vec3) -> tuple[str, float] | None:
        """The zone of the first box a ray meets ("" = of none), and how far off that is."""
        if not self._zones:
            return None
        enter = np.zeros(len(self._zones), np.float32)
        leave = np.full(len(self._zones), np.float32(REACH_M))
        for axis in range(3):
            speed = direction[axis] if abs(direction[axis]) > 1e-9 else 1e-9
            scale, start = np.float32(1 / speed), np.float32(eye[axis])
            near: npt.NDArray[np.float32] = (self._low[axis] - start) * scale
            far: npt.NDArray[np.float32] = (self._high[axis] - start) * scale
            if speed < 0:
                near, far = far, near
            np.maximum(enter, near, out=enter)
            np.minimum(leave, far, out=leave)
        enter[enter > leave] = np.inf
        first = int(enter.argmin())
        distance = float(enter[first])
        return (self._zones[first], distance) if np.isfinite(distance) else None

    def hit(self, eye: Vec3, direction: Vec3) -> Hit | None:
        """The zone that a ray meets before anything else."""
        found = self.touched(eye, direction)
        if found is None or not found[0]:
            return None
        zone, distance = found
        floor = _floor_distance(eye, direction)
        if floor is not None and floor < distance - 1e-3:
            return None
        return Hit(zone, _along(eye, direction, distance))

    def ground_point(self, eye: Vec3, direction: Vec3) -> Vec3 | None:
        """The first point of building or ground that a ray meets; None in the sky."""
        ways = [_floor_distance(eye, direction)]
        found = self.touched(eye, direction)
        ways.append(found[1] if found else None)
        near = [way for way in ways if way is not None]
        return _along(eye, direction, min(near)) if near else None


def _floor_distance(eye: Vec3, direction: Vec3) -> float | None:
    if direction[2] > -1e-6:
        return None
    distance = (GROUND_M - eye[2]) / direction[2]
    return distance if 0 <= distance <= REACH_M else None


def _along(eye: Vec3, direction: Vec3, distance: float) -> Vec3:
    x, y, z = (e + d * distance for e, d in zip(eye, direction, strict=True))
    return (x, y, z)
