"""An exhibit's subject in the picture: its room and the letters of its building, as large as the cards leave it room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan, degrees, radians, tan

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, QSize

from ...core.geometry import Pose, Rect, clamp

FILL = 0.94
"""The subject fills so much of the width or the height of its rectangle."""
SMALLEST, LARGEST = 0.7, 1.6
"""So much smaller or larger than its authors wanted it the subject gets at most."""
LETTERS_WORTH = 0.68
"""The letters are framed too, if the exhibit keeps so much of its size."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shot:
    """Where the camera's target appears, and the field of view.

    Attributes
    ----------
    free : a part of the frame in whose middle the target is.
    zoom : how much larger the subject is than at the pose's own field of view.
    """

    free: Rect
    zoom: float


def shot_of(
    pose: Pose, room: Floats, letters: Floats | None, cards: Sequence[QRect], size: QSize
) -> Shot | None:
    """The shot in which the subject is largest; None if a part of it is behind the camera.

    Parameters
    ----------
    pose : from where it is looked at.
    room, letters : points that are to be seen, and points that are to be seen if they cost little.
    cards : what lies on the picture.
    size : of the picture.
    """
    alone, both = _extent(pose, room), None
    if alone is None or size.isEmpty():
        return None
    if letters is not None:
        both = _extent(pose, np.concatenate([room, letters]))
    rects = empty_rects(cards, size)
    best, scale = _largest(alone, rects)
    extent = alone
    if both is not None:
        with_letters, smaller = _largest(both, rects)
        if smaller >= LETTERS_WORTH * scale:
            best, scale, extent = with_letters, smaller, both
    own = size.height() / (2 * tan(radians(pose.fov_deg / 2)))  # pixels for each unit of tangent
    zoom = clamp(scale * FILL / own, SMALLEST, LARGEST)
    left, bottom, right, top = extent
    x = best.x() + best.width() / 2 - own * zoom * (left + right) / 2
    y = best.y() + best.height() / 2 + own * zoom * (bottom + top) / 2
    u, v = x / size.width(), y / size.height()
    return Shot(Rect(u - 0.5, v - 0.5, u + 0.5, v + 0.5), zoom)


def zoomed(pose: Pose, zoom: float) -> float:
    """The field of view in which everything is so much larger."""
    return degrees(2 * atan(tan(radians(pose.fov_deg / 2)) / zoom))


def empty_rects(cards: Sequence[QRect], size: QSize) -> list[QRect]:
    """The rectangles of the picture that no card touches and that cannot grow."""
    whole = QRect(0, 0, size.width(), size.height())
    lefts = {0, *(p.right() + 1 for p in cards)}
    tops = {0, *(p.bottom() + 1 for p in cards)}
    rights = {size.width(), *(p.left() for p in cards)}
    bottoms = {size.height(), *(p.top() for p in cards)}
    found = [
        rect
        for left in lefts for top in tops for right in rights for bottom in bottoms
        if right > left and bottom > top
        and whole.contains(rect := QRect(left, top, right - left, bottom - top))
        and not any(rect.intersects(card) for card in cards)
    ]  # fmt: skip
    return [rect for rect in found if not any(rect != other and other.contains(rect) for other in found)] or [
        whole
    ]


def _extent(pose: Pose, points: Floats) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of points as tangents from the camera's axis; None if one is behind the camera."""
    right, up, ahead = (np.array(axis) for axis in pose.axes)
    away = points - np.array(pose.eye)
    depth = away @ ahead
    if (depth <= 0.5).any():
        return None
    xs, ys = away @ right / depth, away @ up / depth
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def _largest(extent: tuple[float, float, float, float], rects: Sequence[QRect]) -> tuple[QRect, float]:
    """The rectangle in which an extent is largest, and its scale there: pixels for each unit of tangent."""
    wide, tall = max(extent[2] - extent[0], 1e-6), max(extent[3] - extent[1], 1e-6)
    scales = [(min(rect.width() / wide, rect.height() / tall), rect) for rect in rects]
    scale, rect = max(scales, key=lambda pair: (pair[0], pair[1].width() * pair[1].height()))
    return rect, scale
