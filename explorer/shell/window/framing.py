"""Position and size of the subject in the frame: within the area that panels leave free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp, isfinite

import numpy as np
from PySide6.QtCore import QRect, QSize

from ...base.geometry import WHOLE, Rect, mix
from ...park.model import Zone
from ...visit import Visit
from .protocols import Stage
from .subject import Shot, moved_for_letters, shot_of, zoomed

FREE_S = 0.12
"""Time constant with which the subject moves into the free area."""
LEAST_RIGHT = 0.02
BESIDE = 0.08
"""Distance from a panel of a place that was behind it, in widths of the frame."""


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
