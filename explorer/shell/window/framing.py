"""Position and size of the subject in the frame: within the area that panels leave free, as large as the cards allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import atan, degrees, exp, isfinite, log, radians, tan

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, QSize

from ...base.geometry import WHOLE, Pose, Rect, Vec2, mix, room_corners
from ...park.model import Language, Zone
from ...visit import Visit
from ...visit.camera.lettering import Picture
from .protocols import Stage
from .view_state import ViewState

SMALLEST, LARGEST = 0.4, 3.0
"""Limits of the subject's scale relative to its authored size."""
FINER = 0.965
"""Ratio of two scales that are tried one after the other."""
PLACES = (25, 17)
"""Places of the subject that are tried at a scale, across and down."""
CLEAR_PX = 6.0
"""Distance of the parts from the edges of the view."""
HIDDEN = 0.2
"""Largest share of a part's box that panels cover."""
NEARER = 1.9
"""Largest scale of what a step is about, relative to that of the whole exhibit."""

ASIDE_PX = (0, 30, -30, 60, -60, 90, -90)
"""Shifts of an open zone's view to try, to show its letters whole."""

LOOK_S = 0.5
"""Time between two looks at whether parts have moved."""
GROWN = 0.04
"""Share of the view's height by which a part must outgrow its place for a new shot."""

FREE_S = 0.12
"""Time constant with which the subject moves into the free area."""
LEAST_RIGHT = 0.02
BESIDE = 0.08
"""Distance from a panel of a place that was behind it, in widths of the frame."""

Floats = npt.NDArray[np.float64]
Extent = tuple[float, float, float, float]
"""Left, bottom, right and top as tangents from the camera's axis."""


@dataclass(frozen=True, slots=True)
class Shot:
    """Place of the camera's target, and the field of view."""

    free: Rect  # an area of the frame with the target in its middle
    zoom: float  # magnification relative to the pose's own field of view


def extents_of(pose: Pose, parts: Mapping[str, Floats]) -> dict[str, Extent] | None:
    """Extent of each part, by name; None without parts, or if one is behind the camera."""
    found = {name: _extent(pose, corners) for name, corners in parts.items()}
    seen = {name: extent for name, extent in found.items() if extent is not None}
    return seen if seen and len(seen) == len(found) else None


def shot_of(
    pose: Pose,
    extents: Mapping[str, Extent],
    cards: Sequence[QRect],
    size: QSize,
    near: Sequence[str] = (),
    largest: float = LARGEST,
) -> Shot:
    """The shot in which the parts of an exhibit are largest, each clear of the cards.

    Parameters
    ----------
    pose : pose of the camera.
    extents : extents of all parts that must be visible.
    cards : panels over the view.
    size : size of the view, not empty.
    near : parts that the camera goes nearer for, if any; the others may leave the picture then.
    largest : largest scale of all parts.
    """
    own = size.height() / (2 * tan(radians(pose.fov_deg / 2)))  # pixels per unit of tangent
    rects = np.array([(c.left(), c.top(), c.right() + 1, c.bottom() + 1) for c in cards], float).reshape(
        -1, 4
    )
    zoom, place = _largest(np.array(list(extents.values())), own, rects, size, (SMALLEST, largest))
    some = [extents[name] for name in near if name in extents]
    if some:
        zoom, place = _largest(np.array(some), own, rects, size, (zoom, zoom * NEARER))
    return Shot(_around(place[0] / size.width(), place[1] / size.height()), zoom)


def shot_of_park(visit: Visit, cards: Sequence[QRect], size: QSize) -> Shot | None:
    """The park from where the visitor is, its buildings clear of the cards and none larger than without them."""
    corners = {
        name: np.array(
            room_corners((*place.centre_m, 0.0), (*place.footprint_m, place.height_m), place.heading_deg)
        )
        for name, place in ((zone.id, zone.place) for zone in visit.park.zones.values())
    }
    extents = extents_of(visit.pose, corners)
    return (
        None if extents is None or size.isEmpty() else shot_of(visit.pose, extents, cards, size, largest=1.0)
    )


def moved_for_letters(pose: Pose, letters: Floats, room: Rect, cards: Sequence[QRect], size: QSize) -> Rect:
    """The area of the frame with an open zone's target in its middle: the room, or near it if that shows letters whole."""
    ways = sorted(((dx, dy) for dx in ASIDE_PX for dy in ASIDE_PX), key=lambda way: abs(way[0]) + abs(way[1]))
    moved = [(dx / size.width(), dy / size.height()) for dx, dy in ways]
    rooms = [Rect(room.left + u, room.top + v, room.right + u, room.bottom + v) for u, v in moved]
    return min(rooms, key=lambda at: picture_of(pose, at, cards, size).share_cut(letters))


def picture_of(pose: Pose, free: Rect, cards: Sequence[QRect], size: QSize, zoom: float = 1.0) -> Picture:
    """The picture with the camera's target in the middle of an area, and panels over it."""
    wide, high = size.width(), size.height()
    over = tuple(
        Rect(c.left() / wide, c.top() / high, (c.right() + 1) / wide, (c.bottom() + 1) / high) for c in cards
    )
    return Picture(pose, wide / high, free.centre, zoom, over)


def _around(u: float, v: float) -> Rect:
    """An area as large as the frame, centred there."""
    return Rect(u - 0.5, v - 0.5, u + 0.5, v + 0.5)


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


def _extent(pose: Pose, points: Floats) -> Extent | None:
    """Left, bottom, right and top of points as tangents from the camera's axis; None if one is behind the camera."""
    right, up, ahead = (np.array(axis) for axis in pose.axes)
    away = points - np.array(pose.eye)
    depth = away @ ahead
    if (depth <= 0.5).any():
        return None
    xs, ys = away @ right / depth, away @ up / depth
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def _largest(
    extents: Floats, own: float, cards: Floats, size: QSize, limits: tuple[float, float]
) -> tuple[float, Vec2]:
    """The largest scale at which all boxes lie in the view and clear of cards, and the target's place in pixels there.

    Of several places the one with the most room around the boxes is taken. Without such a scale, the boxes
    are in the middle of the largest empty rectangle, at the smallest scale.

    Parameters
    ----------
    extents : left, bottom, right and top of the boxes as tangents, shape (n, 4).
    own : pixels per unit of tangent at scale 1.
    cards : left, top, right and bottom of the panels in pixels, shape (c, 4).
    limits : smallest and largest scale.
    """
    smallest, largest = limits
    scales = largest * FINER ** np.arange(int(log(largest / smallest) / -log(FINER)) + 1)
    best: tuple[float, Vec2] | None = None
    low, high = 0, len(scales)
    while low < high:
        middle = (low + high) // 2
        place = _clear_place(extents, own * scales[middle], cards, size)
        if place is None:
            low = middle + 1
        else:
            best, high = (float(scales[middle]), place), middle
    if best is not None:
        return best
    rects = empty_rects([QRect(int(a), int(b), int(c - a), int(d - b)) for a, b, c, d in cards], size)
    centre = max(rects, key=lambda rect: rect.width() * rect.height()).center()
    px = own * smallest
    (left, bottom), (right, top) = extents[:, :2].min(axis=0), extents[:, 2:].max(axis=0)
    return smallest, (
        float(centre.x() - px * (left + right) / 2),
        float(centre.y() + px * (bottom + top) / 2),
    )


def _clear_place(extents: Floats, px: float, cards: Floats, size: QSize) -> Vec2 | None:
    """The target's place in pixels, at a scale, that hides least of the boxes and leaves most room round them.

    None if every place hides too much of a box.
    """
    (left, bottom), (right, top) = extents[:, :2].min(axis=0), extents[:, 2:].max(axis=0)
    spare_x = size.width() - 2 * CLEAR_PX - px * (right - left)
    spare_y = size.height() - 2 * CLEAR_PX - px * (top - bottom)
    if spare_x < 0 or spare_y < 0:
        return None
    across = CLEAR_PX - px * left + spare_x * np.linspace(0.0, 1.0, PLACES[0])
    down = CLEAR_PX + px * top + spare_y * np.linspace(0.0, 1.0, PLACES[1])
    x, y = (axis.reshape(-1, 1) for axis in np.meshgrid(across, down))
    west, east = x + px * extents[:, 0], x + px * extents[:, 2]
    north, south = y - px * extents[:, 3], y - px * extents[:, 1]
    apart = np.minimum.reduce([west, north, size.width() - east, size.height() - south]).min(axis=1)
    covered = np.zeros_like(west)
    for card_left, card_top, card_right, card_bottom in cards:
        wide = np.minimum(card_right, east) - np.maximum(card_left, west)
        high = np.minimum(card_bottom, south) - np.maximum(card_top, north)
        apart = np.minimum(apart, -np.minimum(wide, high).max(axis=1))
        covered += np.maximum(wide, 0.0) * np.maximum(high, 0.0)
    hidden = (covered / np.maximum((east - west) * (south - north), 1.0)).max(axis=1)
    best = int(np.lexsort((-apart, hidden.round(3)))[0])
    return (float(x[best, 0]), float(y[best, 0])) if hidden[best] <= HIDDEN else None


def near_of(visit: Visit, view: ViewState) -> tuple[str, ...]:
    """The parts of the open exhibit that the camera goes nearer for: those named by a step whose effect is being watched."""
    if visit.run is None or visit.zone is None or not visit.operating:
        return ()
    steps = visit.run.exhibit.walkthrough
    showing, walk = view.showing, view.walks.get(visit.zone)
    if showing is not None and showing.zone == visit.zone:
        return steps[showing.at].near if showing.acted else ()
    return steps[walk.at].near if walk is not None and walk.since_s is not None else ()


class Framing:
    """The free area of the view, which follows the panels.

    Attributes
    ----------
    free : the area in whose middle the camera's target now appears.
    zoom : magnification of the subject relative to its pose's own field of view.
    cut : the zones whose letters would be visible only in part; they are not drawn.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.free: Rect = WHOLE
        self.zoom = 1.0
        self.cut: frozenset[str] = frozenset()
        self._known: object = None
        self._extents: dict[str, Extent] = {}  # of the exhibit's parts since the present step began
        self._since_look_s = 0.0
        self._shot_now: Shot | None = None
        self._lettered: tuple[Picture | None, str] | None = None  # the picture and language of `cut`
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
        near: Sequence[str] = (),
    ) -> bool:
        """Advance; whether the subject is still moving.

        Parameters
        ----------
        room : area that an open panel leaves free.
        cover : a panel that may lie over what the visitor points at (the search), if there is one.
        size : size of the whole view.
        cards : panels over the view of an open zone, of its exhibit while operated, or of the park as it opens;
            none elsewhere.
        near : parts that the present step of the exhibit is about, if it is about some of them only.
        """
        tried = visit.zone if cards and visit.operating else None
        rests = visit.pose if cards and visit.zone is None and not visit.moving else None
        known = (
            rests,
            visit.pointed,
            visit.zone,
            cover or QRect(),
            size,
            room,
            tried,
            visit.settings.language,
            tuple(map(QRect, cards)),
            tuple(near),
        )
        self._since_look_s += dt_s
        if known != self._known:
            self._extents = {}
        if known != self._known or (tried is not None and self._has_grown(visit)):
            self._known = known
            shot = self._shot(visit, cards, size, near) if tried is not None else None
            if rests is not None:
                shot = shot_of_park(visit, cards, size)
            beside = self._beside(cover, visit, room, size) if cover is not None else room
            if cards and tried is None and cover is None and visit.zone is not None:
                beside = self._with_letters(
                    visit.park.zones[visit.zone], visit.settings.language, room, cards, size
                )
            self._goal = shot.free if shot is not None else beside
            self._goal_zoom = shot.zoom if shot is not None else 1.0
            self._shot_now = shot
        picture = self._picture(visit, self._shot_now, cards, size)
        language = visit.settings.language
        if (picture, language) != self._lettered:
            self._lettered = picture, language
            letters = {name: self._stage.letters(name, language) for name in visit.park.zones}
            self.cut = picture.cut(letters) if picture is not None else frozenset()
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
        is_there = max(abs(x - to_x), abs(y - to_y), abs(zoom - self._goal_zoom)) < 0.001
        self.free, self.zoom = (goal, self._goal_zoom) if is_there else (there, zoom)
        return True

    def seen(self, visit: Visit) -> Visit:
        """The visit as drawn, with the field of view that gives the subject its size."""
        if self.zoom == 1.0:
            return visit
        return replace(visit, pose=replace(visit.pose, fov_deg=zoomed(visit.pose, self.zoom)))

    def _parts(self, visit: Visit) -> dict[str, Extent] | None:
        """Extents of the parts of the open zone's exhibit as it is now; of its room if it shows no parts."""
        zone = visit.open_zone
        if zone is None or zone.exhibit is None:
            return None
        corners = {
            name: np.array(place.corners) for name, place in self._stage.parts().items() if place.corners
        }
        return extents_of(zone.views.exhibit.pose, corners or {"": zone.exhibit.corners_m})

    def _has_grown(self, visit: Visit) -> bool:
        """Whether parts are new, or have moved far from where they were framed. Checked twice a second."""
        if self._since_look_s < LOOK_S:
            return False
        self._since_look_s = 0.0
        now = self._parts(visit) or {}
        if not now.keys() & self._extents.keys():  # what was framed are the parts shown before, or none yet
            self._extents = {}
            return True
        spare = GROWN * visit.pose.span_m / visit.pose.distance_m
        return any(
            name not in self._extents
            or max(had[0] - left, had[1] - bottom, right - had[2], top - had[3]) > spare
            for name, (left, bottom, right, top) in now.items()
            if (had := self._extents.get(name, (0.0, 0.0, 0.0, 0.0)))
        )

    def _shot(self, visit: Visit, cards: Sequence[QRect], size: QSize, near: Sequence[str]) -> Shot | None:
        """The shot of the open zone's exhibit, for all places of its parts in the present step; None without an exhibit."""
        zone, now = visit.open_zone, self._parts(visit)
        if zone is None or now is None or size.isEmpty():
            return None
        for name, extent in now.items():
            had = self._extents.get(name, extent)
            (left, bottom), (right, top) = map(min, had[:2], extent[:2]), map(max, had[2:], extent[2:])
            self._extents[name] = (left, bottom, right, top)
        return shot_of(zone.views.exhibit.pose, self._extents, cards, size, near)

    def _picture(
        self, visit: Visit, shot: Shot | None, cards: Sequence[QRect], size: QSize
    ) -> Picture | None:
        """The picture that the camera is on its way to, or shows at rest; None for one that a visitor chose by hand."""
        zone = visit.open_zone
        if size.isEmpty():
            return None
        if zone is not None and shot is not None:
            return picture_of(zone.views.exhibit.pose, shot.free, cards, size, shot.zoom)
        views = [zone.views.front] if zone is not None else visit.park.views.values()
        if not any(view.pose == visit.goal for view in views):
            return None
        return picture_of(visit.goal, self._goal, cards, size, self._goal_zoom)

    def _with_letters(
        self, zone: Zone, language: Language, room: Rect, cards: Sequence[QRect], size: QSize
    ) -> Rect:
        """The room, or near it if there no card cuts the letters of an open zone."""
        letters = self._stage.letters(zone.id, language)
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
