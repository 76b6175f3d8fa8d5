"""Names on buildings in a picture: each is whole, or is not drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import radians, tan

import numpy as np
import numpy.typing as npt

from ...base.geometry import Corners, Pose, Rect, Vec2, in_pieces

PIECES = 8
"""Parts of a name that are looked at one by one: the box round long letters is much larger than they are."""
NEAREST_M = 0.5
"""Least distance of what a camera sees."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a picture before it is drawn. Places in it are shares, from its top left."""

    pose: Pose
    aspect: float  # width by height
    target: Vec2 = (0.5, 0.5)  # place of the camera's target
    zoom: float = 1.0  # magnification relative to the pose's own field of view
    cards: Sequence[Rect] = ()  # panels over it

    def share_cut(self, letters: Corners) -> float:
        """Share of a name's pieces that an edge or a panel cuts, or that are out of view."""
        whole, _ = self._pieces(letters)
        return 1 - float(whole.mean())

    def cut(self, letters: Mapping[str, Corners | None]) -> frozenset[str]:
        """The names, by zone, that would be seen only in part."""
        found = []
        for zone, box in letters.items():
            if box is not None:
                whole, is_seen = self._pieces(box)
                if is_seen.any() and not whole.all():
                    found.append(zone)
        return frozenset(found)

    def _pieces(self, letters: Corners) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Whether each piece of a name is whole, and whether any of it may be seen.

        Parameters
        ----------
        letters : corners of the turned box round them, one narrow end first, shape (8, 3).
        """
        right, up, ahead = (np.array(axis) for axis in self.pose.axes)
        away = in_pieces(letters, PIECES) - np.array(self.pose.eye)
        depth = away @ ahead
        is_ahead = (depth > NEAREST_M).all(axis=1)
        depth = np.maximum(depth, NEAREST_M)
        high = self.zoom / (
            2 * tan(radians(self.pose.fov_deg / 2))
        )  # heights of the picture a unit of tangent
        x = self.target[0] + away @ right / depth * high / self.aspect
        y = self.target[1] - away @ up / depth * high
        left, top, east, south = x.min(axis=1), y.min(axis=1), x.max(axis=1), y.max(axis=1)
        whole = is_ahead & (left >= 0) & (top >= 0) & (east <= 1) & (south <= 1)
        is_seen = is_ahead & (left < 1) & (top < 1) & (east > 0) & (south > 0)
        left, top, east, south = (side.clip(0.0, 1.0) for side in (left, top, east, south))
        for card in self.cards:
            whole &= (east <= card.left) | (left >= card.right) | (south <= card.top) | (top >= card.bottom)
            within = (left >= card.left) & (east <= card.right) & (top >= card.top) & (south <= card.bottom)
            is_seen &= ~within
        return whole, is_seen
