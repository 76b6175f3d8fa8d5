"""Picking: the first thing under a point of the frame, by arithmetic on boxes, without a graphics card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..base.geometry import Vec3
from ..park.model import Solids

GROUND_M = 0.18
REACH_M = np.float32(3000.0)
LEAST = 1e-9
FEW = 4096
"""Number of boxes up to which all are tested; this park has fewer than a thousand."""
BLOCK = 64
"""Boxes per block, in a larger park."""
NEAREST = 8
"""Blocks tested per batch, nearest first; stops at the first hit."""

Floats = npt.NDArray[np.float32]

_WITHIN = np.arange(BLOCK)


@dataclass(frozen=True, slots=True)
class Hit:
    """The zone that was hit, the point, and the part of its exhibit, if any; or the index of a boat."""

    zone: str | None
    point: Vec3
    part: str | None = None
    boat: int | None = None


class Picker:
    """Rays against boxes (slab test on six contiguous columns).

    Neighbouring boxes form a block. In a large park only the boxes of the first blocks hit are tested, so
    that it takes no longer than in a small one.
    """

    def __init__(self, solids: Solids) -> None:
        low, high = np.asarray(solids.low, np.float32), np.asarray(solids.high, np.float32)
        order = _side_by_side(low, high)
        if len(order) > FEW:  # the last block is padded with its last box: hit twice, it is still one hit
            order = np.pad(order, (0, -len(order) % BLOCK), "edge")
        self._zones = [solids.zones[number] for number in order]
        self._rims = np.ascontiguousarray(np.stack([low, high])[..., order])
        self._blocks = None
        if len(order) > FEW:
            low, high = self._rims.reshape(2, 3, len(order) // BLOCK, BLOCK)
            self._blocks = np.stack([low.min(axis=2), high.max(axis=2)])

    def touched(self, eye: Vec3, direction: Vec3) -> tuple[str, float] | None:
        """The zone of the first box a ray hits ("": of no zone), and its distance."""
        if not self._zones:
            return None
        start, scale = ray(eye, direction)
        number, distance = self._first(start, scale)
        return (self._zones[number], distance) if distance < np.inf else None

    def _first(self, start: Floats, scale: Floats) -> tuple[int, float]:
        """The first box a ray hits, and its distance, infinite if there is no hit."""
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
        """The zone that a ray hits first."""
        found = self.touched(eye, direction)
        if found is None or not found[0]:
            return None
        zone, distance = found
        floor = _floor_distance(eye, direction)
        if floor is not None and floor < distance - 1e-3:
            return None
        return Hit(zone, along(eye, direction, distance))

    def ground_point(self, eye: Vec3, direction: Vec3) -> Vec3 | None:
        """The first point of building or ground that a ray hits; None in the sky."""
        ways = [_floor_distance(eye, direction)]
        found = self.touched(eye, direction)
        ways.append(found[1] if found else None)
        near = [way for way in ways if way is not None]
        return along(eye, direction, min(near)) if near else None


def _side_by_side(low: Floats, high: Floats) -> npt.NDArray[np.int64]:
    """Indices of boxes sorted so that neighbours are close together, along a Morton curve, shape (3, n)."""
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
    """A ray in the form `nearest` takes: its start, and one divided by its direction, shape (3, 1) each."""
    start = np.array([*eye], np.float32)[:, None]
    scale = np.array([1 / x if abs(x) > LEAST else 1 / LEAST for x in direction], np.float32)[:, None]
    return start, scale


def nearest(rims: Floats, start: Floats, scale: Floats) -> tuple[int, float]:
    """The first box that a ray hits, and its distance, infinite if there is no hit.

    Parameters
    ----------
    rims : lowest and highest corners, shape (2, 3, n), n at least 1.
    start, scale : as `ray` gives them.
    """
    enter = _entered(rims, start, scale)
    first = int(enter.argmin())
    return first, float(enter[first])


def _entered(rims: Floats, start: Floats, scale: Floats) -> Floats:
    """Distances at which a ray enters boxes, shape (n,); infinity without a hit."""
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
    """The point of a ray at a distance."""
    x, y, z = (e + d * distance for e, d in zip(eye, direction, strict=True))
    return (x, y, z)
