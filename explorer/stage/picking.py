"""What lies under a point of the picture: arithmetic on boxes, no graphics card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..geometry import Vec3
from ..park.model import Solids

GROUND_M = 0.18
REACH_M = 3000.0
BLOCK = 64
"""So many boxes are a block."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Hit:
    """A zone and the point of it that was touched, and the part of its exhibit, if one was."""

    zone: str
    point: Vec3
    part: str | None = None


class Picker:
    """Rays against boxes (slab test on six contiguous columns).

    Boxes that stand together are a block. Only the boxes of blocks that a ray meets are looked at, so that it takes as long
    in a large park as in a small one.
    """

    def __init__(self, solids: Solids) -> None:
        low, high = np.asarray(solids.low, np.float32), np.asarray(solids.high, np.float32)
        order = _side_by_side(low, high)
        self._zones = [solids.zones[number] for number in order]
        # the last block is filled up with its last box: met twice, it is still met
        blocks = -(-len(order) // BLOCK)
        order = np.pad(order, (0, blocks * BLOCK - len(order)), "edge") if blocks else order
        self._low = [np.ascontiguousarray(column[order]).reshape(blocks, BLOCK) for column in low]
        self._high = [np.ascontiguousarray(column[order]).reshape(blocks, BLOCK) for column in high]
        self._block_low = [column.min(axis=1) for column in self._low] if blocks else []
        self._block_high = [column.max(axis=1) for column in self._high] if blocks else []

    def touched(self, eye: Vec3, direction: Vec3) -> tuple[str, float] | None:
        """The zone of the first box a ray meets ("" = of none), and how far off that is."""
        if not self._zones:
            return None
        met = np.flatnonzero(np.isfinite(_entered(self._block_low, self._block_high, eye, direction)))
        if not len(met):
            return None
        low, high = ([column[met] for column in columns] for columns in (self._low, self._high))
        enter = _entered(low, high, eye, direction)
        block, box = divmod(int(enter.argmin()), BLOCK)
        distance = float(enter[block, box])
        number = min(int(met[block]) * BLOCK + box, len(self._zones) - 1)
        return (self._zones[number], distance) if np.isfinite(distance) else None

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


def _side_by_side(low: Floats, high: Floats) -> npt.NDArray[np.int64]:
    """Numbers of boxes (3, n) in an order in which neighbours are close: along a curve that fills the plane (Morton's)."""
    if not low.shape[1]:
        return np.zeros(0, np.int64)
    middle = ((low + high) / 2)[:2]
    span = np.maximum(np.ptp(middle, axis=1, keepdims=True), 1e-6)
    cell = ((middle - middle.min(axis=1, keepdims=True)) / span * (2**16 - 1)).astype(np.uint32)
    code = np.zeros(cell.shape[1], np.uint32)
    for bit in range(16):
        code |= ((cell[0] >> bit & 1) << 2 * bit) | ((cell[1] >> bit & 1) << 2 * bit + 1)
    return np.argsort(code, kind="stable")


def _entered(low: Sequence[Floats], high: Sequence[Floats], eye: Vec3, direction: Vec3) -> Floats:
    """How far off a ray enters boxes, given by columns x, y, z of any one shape; infinity where it does not."""
    enter = np.zeros(low[0].shape, np.float32)
    leave = np.full(low[0].shape, np.float32(REACH_M))
    for axis in range(3):
        speed = direction[axis] if abs(direction[axis]) > 1e-9 else 1e-9
        scale, start = np.float32(1 / speed), np.float32(eye[axis])
        near, far = (low[axis] - start) * scale, (high[axis] - start) * scale
        if speed < 0:
            near, far = far, near
        np.maximum(enter, near, out=enter)
        np.minimum(leave, far, out=leave)
    enter[enter > leave] = np.inf
    return enter


def _floor_distance(eye: Vec3, direction: Vec3) -> float | None:
    if direction[2] > -1e-6:
        return None
    distance = (GROUND_M - eye[2]) / direction[2]
    return distance if 0 <= distance <= REACH_M else None


def _along(eye: Vec3, direction: Vec3, distance: float) -> Vec3:
    x, y, z = (e + d * distance for e, d in zip(eye, direction, strict=True))
    return (x, y, z)
