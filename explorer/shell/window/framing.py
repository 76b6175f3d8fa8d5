"""Where the subject is in the frame: in the part that the panels leave free."""

from __future__ import annotations

from dataclasses import replace
from math import exp, isfinite

import numpy as np
from PySide6.QtCore import QRect, QSize

from ...core.geometry import WHOLE, Rect, mix
from ...visit import Visit
from .protocols import Stage

FREE_S = 0.12
"""How soon the subject moves into the part that is free, a time constant."""
LEAST_RIGHT = 0.02
BESIDE = 0.08
"""How far beside a panel a place comes to lie that was behind it, in widths of the frame."""


class Framing:
    """The free part of the picture, which follows the panels.

    Attributes
    ----------
    free : the part in whose middle the camera's target appears now.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.free: Rect = WHOLE
        self._known: tuple[str | None, QRect, QSize, Rect] | None = None
        self._goal: Rect = WHOLE

    def advance(self, dt_s: float, visit: Visit, room: Rect, cover: QRect | None, size: QSize) -> bool:
        """Let time pass; whether the subject is still on its way.

        Parameters
        ----------
        room : what an open panel leaves free.
        cover : a panel that may lie on what the visitor points at (the search), if there is one.
        size : of the whole picture.
        """
        known = (visit.pointed, cover or QRect(), size, room)
        if known != self._known:
            self._known = known
            self._goal = self._beside(cover, visit, room, size) if cover is not None else room
        if self.free == self._goal:
            return False
        u = 1.0 if visit.settings.comfort == "cut" else 1 - exp(-dt_s / FREE_S)
        right = mix(self.free.right, self._goal.right, u)
        bottom = mix(self.free.bottom, self._goal.bottom, u)
        near = max(abs(right - self._goal.right), abs(bottom - self._goal.bottom)) < 0.002
        self.free = self._goal if near else Rect(right=right, bottom=bottom)
        return True

    def _beside(self, cover: QRect, visit: Visit, room: Rect, size: QSize) -> Rect:
        """The room, or as much less of it that what is pointed at appears beside the panel instead of behind it."""
        if visit.pointed is None or size.isEmpty():
            return room
        (across, _), *_ = self._stage.project(np.array([visit.park.zones[visit.pointed].place.label_m]))
        if not isfinite(across):
            return room
        there = float(across) + (room.right - self.free.right) / 2
        too_far = there - (cover.left() / size.width() - BESIDE)
        return replace(room, right=max(room.right - 2 * too_far, LEAST_RIGHT)) if too_far > 0 else room
