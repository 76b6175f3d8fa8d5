"""What lies under a point of the frame: arithmetic on boxes, no graphics card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..core.geometry import Vec3
from ..park.model import Solids

GROUND_M = 0.18
REACH_M = np.float32(3000.0)
LEAST = 1e-9
FEW = 4096
"""So many boxes are soon looked through; this park has not a thousand."""
BLOCK = 64
"""Of more, so many are a block."""
NEAREST = 8
"""So many blocks are looked through at once, the nearest first: behind a box that a ray meets lies nothing of interest."""

Floats = npt.NDArray[np.float32]

_WITHIN = np.arange(BLOCK)


@dataclass(frozen=True, slots=True)
class Hit:
    """A zone and the point of it that was touched, and the part of its exhibit, if one was; or a boat, by its number."""

    zone: str | None
    point: Vec3
    part: str | None = None
    boat: int | None = None


class Picker:
    """Rays against boxes (slab test on six contiguous columns).

    Boxes that stand together are a block. In a large park only the boxes of the first blocks that a ray meets are looked at,
    so that it takes no longer than in a small one.
    """

    def __init__(self, solids: Solids) -> None:
        low, high = np.asarray(solids.low, np.float32), np.asarray(solids.high, np.float32)
        order = _side_by_side(low, high)
        if len(order) > FEW:  # the last block is filled up with its last box: met twice, it is still met
            order = np.pad(order, (0, -len(order) % BLOCK), "edge")
        self._zones = [solids.zones[number] for number in order]
        self._rims = np.ascontiguousarray(np.stack([low, high])[..., order])
        self._blocks = None
        if len(order) > FEW:
            low, high = self._rims.reshape(2, 3, len(order) // BLOCK, BLOCK)
            self._blocks = np.stack([low.min(axis=2), high.max(axis=2)])

    def touched(self, eye: Vec3, direction: Vec3) -> tuple[str, float] | None:
        """The zone of the first box a ray meets ("" = of none), and how far off that is."""
        if not self._zones:
            return None
        start, scale = ray(eye, direction)
        number, distance = self._first(start, scale)
        return (self._zones[number], distance) if distance < np.inf else None

    def _first(self, start: Floats, scale: Floats) -> tuple[int, float]:
        """The first box that a ray meets, and how far off that is: infinitely far if there is none."""
        if self._blocks is None:
            return nearest(self._rims, start, scale)
        enter = _entered(self._blocks, start, scale)
        met = np.flatnonzero(enter < np.inf)
        met = met[enter[met].argsort()]
        number, distance = 0, float(np.inf)
        for first in range(0, len(met), NEAREST):
            blocks = met[first : first + NEAREST]
            if enter[blocks[0]] >= distance:
                break
            boxes = (blocks[:, None] * BLOCK + _WITHIN).ravel()
            found, near = nearest(self._rims.take(boxes, axis=2), start, scale)
            if near < distance:
                number, distance = int(boxes[found]), near
        return number, distance

    def hit(self, eye: Vec3, direction: Vec3) -> Hit | None:
        """The zone that a ray meets before anything else."""
        found = self.touched(eye, direction)
        if found is None or not found[0]:
            return None
        zone, distance = found
        floor = _floor_distance(eye, direction)
        if floor is not None and floor < distance - 1e-3:
            return None
        return Hit(zone, along(eye, direction, distance))

    def ground_point(self, eye: Vec3, direction: Vec3) -> Vec3 | None:
        """The first point of building or ground that a ray meets; None in the sky."""
        ways = [_floor_distance(eye, direction)]
        found = self.touched(eye, direction)
        ways.append(found[1] if found else None)
        near = [way for way in ways if way is not None]
        return along(eye, direction, min(near)) if near else None


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


def ray(eye: Iterable[float], direction: Iterable[float]) -> tuple[Floats, Floats]:
    """A ray as `nearest` takes it: where it begins, and one by its direction, shape (3, 1) each."""
    start = np.array([*eye], np.float32)[:, None]
    scale = np.array([1 / x if abs(x) > LEAST else 1 / LEAST for x in direction], np.float32)[:, None]
    return start, scale


def nearest(rims: Floats, start: Floats, scale: Floats) -> tuple[int, float]:
    """The first of some boxes that a ray meets, and how far off that is: infinitely far if it meets none.

    Parameters
    ----------
    rims : lowest and highest corners, shape (2, 3, n); there is a box at least.
    start, scale : as `ray` gives them.
    """
    enter = _entered(rims, start, scale)
    first = int(enter.argmin())
    return first, float(enter[first])


def _entered(rims: Floats, start: Floats, scale: Floats) -> Floats:
    """How far off a ray enters boxes, shape (n,); infinity where it does not."""
    reached = rims - start
    reached *= scale
    near, far = np.minimum(*reached), np.maximum(*reached)
    enter: Floats = np.maximum.reduce(near, axis=0, initial=np.float32(0))
    np.putmask(enter, enter > np.minimum.reduce(far, axis=0, initial=REACH_M), np.inf)
    return enter


def _floor_distance(eye: Vec3, direction: Vec3) -> float | None:
    if direction[2] > -1e-6:
        return None
    distance = (GROUND_M - eye[2]) / direction[2]
    return distance if 0 <= distance <= REACH_M else None


def along(eye: Vec3, direction: Vec3, distance: float) -> Vec3:
    """The point of a ray so far off."""
    x, y, z = (e + d * distance for e, d in zip(eye, direction, strict=True))
    return (x, y, z)
