"""The hint: a pointing hand in pulsing rings over something that can be touched."""

from __future__ import annotations

from math import cos, hypot, isfinite, pi

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ...base.geometry import Rect, Vec3
from ...visit import Visit
from ..style.theme import Theme
from ..viewport.viewport import Viewport
from ..widgets import Themed, paint
from ..window.protocols import Stage

SIDE_PX, HAND_PX = 112, 40  # in the design
PULSE_S = 2.4
"""Period of the pulse, far slower than flicker."""
STAYS_S = 6.0
"""Time at one target before it moves to the next."""
REST_S = 0.5
"""Rest time of the camera before it appears."""
HEIGHT = 0.55  # share of a building's height that it points at
FAR_OFF = 0.12  # share of the view's height: least distance from the edge of the free area

Target = tuple[str, Vec3]


class Hint(Themed, QWidget):
    """Points at a building or at a part of the open exhibit; lets every touch through.

    Attributes
    ----------
    target : the name of what it points at; None while it is hidden.
    """

    def __init__(self, theme: Theme, stage: Stage, viewport: Viewport) -> None:
        super().__init__(viewport)
        self._stage, self._room = stage, viewport
        self.target: str | None = None
        self._time_s = self._since_s = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.apply_theme(theme)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        side = theme.px(SIDE_PX)
        self.resize(side, side)

    def update_from(self, visit: Visit, free: Rect, dt_s: float) -> bool:
        """Point at something in the free part of the view; whether the rings are animated."""
        self._time_s += dt_s
        if visit.moving or visit.rest_s < REST_S:
            self.retire()
            return False
        targets = self._in_sight(_targets(visit, self._stage), free)
        chosen = self._chosen(targets, visit)
        if chosen is None:
            self.retire()
            return False
        if chosen != self.target:
            self.target, self._since_s = chosen, self._time_s
        x, y = targets[chosen]
        self.move(
            QPoint(round(x * self._room.width()), round(y * self._room.height())) - self.rect().center()
        )
        self.show()
        if self.theme.less_motion:
            return False
        self.update()
        return True

    def retire(self) -> None:
        """Hide the hint."""
        self.target = None
        self.hide()

    def _chosen(self, targets: dict[str, tuple[float, float]], visit: Visit) -> str | None:
        """The target: the same for a while, then the next nearest to the centre."""
        if self.target in targets and self._time_s - self._since_s < STAYS_S:
            return self.target
        return next((name for name in targets if name != self.target), self.target if targets else None)

    def _in_sight(self, targets: list[Target], free: Rect) -> dict[str, tuple[float, float]]:
        """Positions of the targets not too near to an edge, 0 to 1 to the right and down."""
        if not targets:
            return {}
        seen = self._stage.project(np.array([place for _, place in targets]))
        aside = FAR_OFF * self._room.height() / max(self._room.width(), 1)
        found = {}
        for (name, _), (x, y) in zip(targets, seen, strict=True):
            across, down = float(x), float(y)
            if not (isfinite(across) and isfinite(down)):
                continue
            within = aside < across < free.right - aside and free.top + FAR_OFF < down < free.bottom - FAR_OFF
            if within and not self._labelled(across, down):
                found[name] = (across, down)
        x, y = free.centre
        return dict(sorted(found.items(), key=lambda item: hypot(item[1][0] - x, item[1][1] - y)))

    def _labelled(self, across: float, down: float) -> bool:
        """Whether a label would lie under the rings."""
        x, y = across * self._room.width(), down * self._room.height()
        reach = self.width() * 0.4
        steps = (-reach, -reach / 2, 0.0, reach / 2, reach)
        return any(self._room.labelled(QPointF(x + dx, y + dy)) for dx in steps for dy in steps)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        breath = 0.5 if theme.less_motion else 0.5 - 0.5 * cos(2 * pi * self._time_s / PULSE_S)
        centre, hand = rect.center(), theme.px(HAND_PX) / 2
        widest = rect.width() / 2 - theme.px(4)
        for share, alpha in ((0.45 + 0.1 * breath, 0.95), (0.75 + 0.25 * breath, 0.65 - 0.35 * breath)):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width in (
                ("focusGap", 7),
                ("primary", 4),
            ):  # a casing, visible on any background
                painter.setPen(QPen(theme.colour(colour, alpha), theme.px(width)))
                painter.drawEllipse(centre, widest * share, widest * share)
        painter.setPen(QPen(theme.colour("focusGap"), theme.px(3)))
        painter.setBrush(theme.colour("primary"))
        painter.drawEllipse(centre, hand, hand)
        icon = theme.icon("pointer", "onPrimary", theme.px(24))
        paint.icon(painter, icon, QPointF(centre.x(), centre.y()))


def _targets(visit: Visit, stage: Stage) -> list[Target]:
    """What can be touched: drag handles of the open exhibit, else any of its parts, else buildings.

    The rings cover their target: a counter to read is no target if something else can be dragged.
    """
    if visit.operating:
        parts, run = stage.parts(), visit.run
        dragged = [name for name in parts if run is not None and name in run.exhibit.handles]
        return [(name, parts[name].above) for name in dragged or parts]
    return [
        (zone.id, (*zone.place.centre_m, zone.place.height_m * HEIGHT)) for zone in visit.park.zones.values()
    ]
