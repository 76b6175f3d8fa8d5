"""The parts of an exhibit at one moment, held against rays."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import panda3d.core as p3d

from ...core.geometry import Vec3
from ..picking import nearest, ray


class Parts:
    """Boxes that turn and move with a prop.

    Parameters
    ----------
    boxes : by the part's name, in the prop's own metres.
    place : from those to metres of the park.
    """

    def __init__(self, boxes: Mapping[str, tuple[Vec3, Vec3]], place: p3d.LMatrix4f) -> None:
        self._names = tuple(boxes)
        rims = np.array(list(boxes.values()), np.float32).reshape(-1, 2, 3)
        self._rims = np.ascontiguousarray(rims.transpose(1, 2, 0))
        self._into = p3d.LMatrix4f(place)
        self._into.invert_in_place()

    def touched(self, eye: Vec3, direction: Vec3) -> tuple[str, float] | None:
        """The first part that a ray meets, and how far off."""
        if not self._names:
            return None
        start, scale = ray(
            self._into.xform_point(p3d.Point3(*eye)), self._into.xform_vec(p3d.Vec3(*direction))
        )
        first, distance = nearest(self._rims, start, scale)
        return None if distance == np.inf else (self._names[first], distance)
