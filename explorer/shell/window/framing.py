"""Position and size of the subject in the frame: within the area that panels leave free, as large as the cards allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import atan, degrees, exp, isfinite, radians, tan

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, QRectF, QSize

from ...base.geometry import WHOLE, Pose, Rect, clamp, in_pieces, mix
from ...park.model import Zone
from ...visit import Visit
from .protocols import Stage

FILL = 0.94
"""Share of the width or height of its rectangle that the subject fills."""
SMALLEST, LARGEST = 0.5, 1.6
"""Limits of the subject's scale relative to its authored size."""
LETTERS_WORTH = 0.68
"""Share of its size that the exhibit must keep for the letters to be framed too."""

SMALLER = (1.0, 0.93, 0.86)
"""Scales of the subject to try, to show letters whole that a card would cut."""
ASIDE = (0.5, 0.0, 1.0, 0.25, 0.75)
"""Positions of the subject in its spare room to try then, from the left or the top."""
FURTHER_PX = (0.0, -50.0, 50.0, -80.0, 80.0)
"""Further vertical shifts to try, if only they show the letters whole, though a card then covers part of its room."""
PIECES = 8
ASIDE_PX = (0, 30, -30, 60, -60, 90, -90)
"""Shifts of an open zone's view to try, to show its letters whole."""

FREE_S = 0.12
"""Time constant with which the subject moves into the free area."""
LEAST_RIGHT = 0.02
BESIDE = 0.08
"""Distance from a panel of a place that was behind it, in widths of the frame."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shot:
    """Place of the camera's target, and the field of view."""

    free: Rect  # an area of the frame with the target in its middle
    zoom: float  # magnification relative to the pose's own field of view
    cut: float = 0.0  # hidden share of the letters, 0 to 1


def shot_of(
    pose: Pose, room: Floats, letters: Floats | None, cards: Sequence[QRect], size: QSize
) -> Shot | None:
    """The shot in which the subject is largest; None if a part of it is behind the camera.

    Parameters
    ----------
    pose : pose of the camera.
    room : points that must be visible.
    letters : corners of their oriented box; framed too if that costs little, and never cut if avoidable.
    cards : panels over the view.
    size : size of the view.
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
    own = size.height() / (2 * tan(radians(pose.fov_deg / 2)))  # pixels per unit of tangent
    whole = clamp(scale * FILL / own, SMALLEST, LARGEST)
    left, bottom, right, top = extent
    default: Shot | None = None
    for zoom in (max(whole * share, SMALLEST) for share in SMALLER):
        px = own * zoom
        spare_x, spare_y = best.width() - px * (right - left), best.height() - px * (top - bottom)
        downs, alongs = (ASIDE if spare > 0 else ASIDE[:1] for spare in (spare_y, spare_x))
        for further, down, along in product(FURTHER_PX, downs, alongs):
            x = best.x() + along * spare_x - px * left
            y = best.y() + down * spare_y + px * top + further
            shot = Shot(
                _around(x / size.width(), y / size.height()),
                zoom,
                _cut(pose, letters, (x, y), px, cards, size),
            )
            if not shot.cut:
                return shot
            default = default or shot
    return default


def moved_for_letters(pose: Pose, letters: Floats, room: Rect, cards: Sequence[QRect], size: QSize) -> Rect:
    """The area of the frame with an open zone's target in its middle: the room, or near it if that shows letters whole."""
    own = size.height() / (2 * tan(radians(pose.fov_deg / 2)))
    x, y = room.centre[0] * size.width(), room.centre[1] * size.height()
    ways = sorted(((dx, dy) for dx in ASIDE_PX for dy in ASIDE_PX), key=lambda way: abs(way[0]) + abs(way[1]))
    cuts = [(_cut(pose, letters, (x + dx, y + dy), own, cards, size), dx, dy) for dx, dy in ways]
    _, dx, dy = min(cuts, key=lambda row: row[0])
    u, v = dx / size.width(), dy / size.height()
    return Rect(room.left + u, room.top + v, room.right + u, room.bottom + v)


def _around(u: float, v: float) -> Rect:
    """An area as large as the frame, centred there."""
    return Rect(u - 0.5, v - 0.5, u + 0.5, v + 0.5)


def _cut(
    pose: Pose,
    letters: Floats | None,
    target: tuple[float, float],
    px: float,
    cards: Sequence[QRect],
    size: QSize,
) -> float:
    """Share of the letters outside the view or behind cards, 0 to 1.

    Parameters
    ----------
    letters : corners of the oriented box around them.
    target, px : position of the target in the view, and pixels per unit of tangent.
    """
    if letters is None:
        return 0.0
    extents = [_extent(pose, piece) for piece in in_pieces(letters, PIECES)]
    whole, seen = QRectF(0, 0, size.width(), size.height()), 0
    for extent in extents:
        if extent is None:
            return 0.0  # behind the camera
        left, bottom, right, top = (side * px for side in extent)
        box = QRectF(target[0] + left, target[1] - top, right - left, top - bottom)
        seen += whole.contains(box) and not any(box.intersects(QRectF(card)) for card in cards)
    return 1 - seen / PIECES


def zoomed(pose: Pose, zoom: float) -> float:
    """The field of view that magnifies everything by `zoom`."""
    return degrees(2 * atan(tan(radians(pose.fov_deg / 2)) / zoom))


def empty_rects(cards: Sequence[QRect], size: QSize) -> list[QRect]:
    """Maximal rectangles of the view that no card touches."""
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
    """The rectangle in which an extent is largest, and its scale there: pixels per unit of tangent."""
    wide, tall = max(extent[2] - extent[0], 1e-6), max(extent[3] - extent[1], 1e-6)
    scales = [(min(rect.width() / wide, rect.height() / tall), rect) for rect in rects]
    scale, rect = max(scales, key=lambda pair: (pair[0], pair[1].width() * pair[1].height()))
    return rect, scale


class Framing:
    """The free area of the view, which follows the panels.

    Attributes
    ----------
    free : the area in whose middle the camera's target now appears.
    zoom : magnification of the subject relative to its pose's own field of view.
    cut : the zone whose letters would not be entirely visible.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.free: Rect = WHOLE
        self.zoom = 1.0
        self.cut: str | None = None
        self._known: object = None
        self._goal: Rect = WHOLE
        self._goal_zoom = 1.0

    def advance(
        self,
        dt_s: float,
        visit: Visit,
        room: Rect,
        cover: QRect | None,
        size: QSize,
        cards: Sequence[QRect] = (),
    ) -> bool:
        """Advance; whether the subject is still moving.

        Parameters
        ----------
        room : area that an open panel leaves free.
        cover : a panel that may lie over what the visitor points at (the search), if there is one.
        size : size of the whole view.
        cards : panels over the view of an open zone, or of its exhibit while operated; none elsewhere.
        """
        tried = visit.zone if cards and visit.operating else None
        known = (
            visit.pointed,
            visit.zone,
            cover or QRect(),
            size,
            room,
            tried,
            visit.settings.language,
            tuple(map(QRect, cards)),
        )
        if known != self._known:
            self._known = known
            shot = self._shot(visit, cards, size) if tried is not None else None
            beside = self._beside(cover, visit, room, size) if cover is not None else room
            if cards and tried is None and cover is None and visit.zone is not None:
                beside = self._with_letters(visit.park.zones[visit.zone], room, cards, size)
            self._goal = shot.free if shot is not None else beside
            self._goal_zoom = shot.zoom if shot is not None else 1.0
            self.cut = tried if shot is not None and shot.cut else None
        if (self.free, self.zoom) == (self._goal, self._goal_zoom):
            return False
        u = 1.0 if visit.settings.comfort == "cut" else 1 - exp(-dt_s / FREE_S)
        now, goal = self.free, self._goal
        there = Rect(
            mix(now.left, goal.left, u), mix(now.top, goal.top, u),
            mix(now.right, goal.right, u), mix(now.bottom, goal.bottom, u),
        )  # fmt: skip
        zoom = mix(self.zoom, self._goal_zoom, u)
        (x, y), (to_x, to_y) = there.centre, goal.centre
        near = max(abs(x - to_x), abs(y - to_y), abs(zoom - self._goal_zoom)) < 0.001
        self.free, self.zoom = (goal, self._goal_zoom) if near else (there, zoom)
        return True

    def seen(self, visit: Visit) -> Visit:
        """The visit as drawn, with the field of view that gives the subject its size."""
        if self.zoom == 1.0:
            return visit
        return replace(visit, pose=replace(visit.pose, fov_deg=zoomed(visit.pose, self.zoom)))

    def _shot(self, visit: Visit, cards: Sequence[QRect], size: QSize) -> Shot | None:
        """The shot of the open zone's exhibit; None without one."""
        zone = visit.open_zone
        if zone is None or zone.exhibit is None:
            return None
        letters = self._stage.letters(zone.id)
        return shot_of(zone.views.exhibit.pose, zone.exhibit.corners_m, letters, cards, size)

    def _with_letters(self, zone: Zone, room: Rect, cards: Sequence[QRect], size: QSize) -> Rect:
        """The room, or near it if there no card cuts the letters of an open zone."""
        letters = self._stage.letters(zone.id)
        if letters is None or size.isEmpty():
            return room
        return moved_for_letters(zone.views.front.pose, letters, room, cards, size)

    def _beside(self, cover: QRect, visit: Visit, room: Rect, size: QSize) -> Rect:
        """The room, reduced so that what is pointed at appears beside the panel instead of behind it."""
        if visit.pointed is None or size.isEmpty():
            return room
        (across, _), *_ = self._stage.project(np.array([visit.park.zones[visit.pointed].place.label_m]))
        if not isfinite(across):
            return room
        there = float(across) + (room.right - self.free.right) / 2
        too_far = there - (cover.left() / size.width() - BESIDE)
        return replace(room, right=max(room.right - 2 * too_far, LEAST_RIGHT)) if too_far > 0 else room
