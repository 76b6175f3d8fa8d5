"""The names of the zones over the picture: a badge and a name on a panel, a line and a dot on the place itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from ...core.geometry import WHOLE, Rect
from ...park.model import Zone
from ...visit import Visit
from ..input.pointer import HitResult
from ..style.theme import Theme
from ..widgets import Themed
from ..window.protocols import Stage
from .label_painting import LabelPlates
from .label_placement import Box, Bubble, Placed, Tier, Wanted, declutter

REST_S = 0.12
"""Labels come when the camera has been at rest for this long; they never slide about."""
FADE_S, FADE_REDUCED_S = 0.16, 0.08


class LabelOverlay(Themed, QWidget):
    """A layer of names that the pointer goes through, and that keeps clear of the panels."""

    def __init__(self, stage: Stage, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage = stage
        self.cards: list[Box] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def keep_clear_of(self, surfaces: Sequence[QRect]) -> None:
        """Take note of where the panels are."""
        self.cards = [Box(p.x(), p.y(), p.width(), p.height()) for p in surfaces]


class Labels(LabelOverlay):
    """All zone labels, painted over the picture. The pointer goes through to the viewport, which asks `at`.

    Screen readers find the zones in the list of zones; this layer is a picture to them.
    """

    def __init__(self, theme: Theme, stage: Stage, parent: QWidget) -> None:
        super().__init__(stage, parent)
        self._visit: Visit | None = None
        self.placement: list[Placed] = []
        self._bubbles: list[Bubble] = []
        self._laid_out_for: tuple[object, ...] = ()
        self._shape: Theme | None = None
        self._seen_from: object = None
        self._opacity = 0.0
        self._layer: tuple[QPoint, QPixmap] | None = None  # all labels as they lie now, and where
        self._free: Rect = WHOLE
        self._time_s = 0.0
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._looks = LabelPlates(theme, self.width)
        self._layer = None
        shape = theme if theme.high_contrast else replace(theme, look="light")
        if shape != self._shape:  # from light to dark, all stay where they are
            self._shape = shape
            self._laid_out_for = ()
            self.placement = []

    # ---- what is asked of them

    def suppress(self, suppressed: bool) -> None:
        """Hide all of them, for a mode or a layer that shows the bare picture."""
        self.setVisible(not suppressed)

    def at(self, position: QPointF) -> HitResult | None:
        """The zone of the label, or the bubble, at a position; None if there is none."""
        if self.isHidden() or self._opacity < 0.5 or self._visit is None:
            return None
        x, y = position.x(), position.y()
        for label in sorted(self.placement, key=lambda p: p.tier == "full", reverse=True):
            if label.box.holds(x, y):
                return HitResult(zone=label.zone)
        for bubble in self._bubbles:
            if bubble.box.holds(x, y):
                places = [self._visit.park.zones[zone].place.label_m for zone in bubble.zones]
                middle = np.mean(np.asarray(places), axis=0)
                return HitResult(bubble=(float(middle[0]), float(middle[1]), float(middle[2]) / 2))
        return None

    def hint(self, event: QHelpEvent) -> bool:
        """Show what a bubble holds; whether there is one at the pointer."""
        for bubble in self._bubbles:
            if self._visit is not None and bubble.box.holds(event.pos().x(), event.pos().y()):
                zones = [self._visit.park.zones[zone] for zone in bubble.zones]
                names = "\n".join(f"{z.number}  {z.title[self.theme.language]}" for z in zones)
                QToolTip.showText(event.globalPos(), names, self)
                return True
        return False

    @property
    def settled(self) -> bool:
        """Whether nothing fades any more."""
        return self._opacity in (0.0, 1.0)

    @property
    def placed(self) -> tuple[Placed, ...]:
        return tuple(self.placement)

    @property
    def bubbles(self) -> tuple[Bubble, ...]:
        return tuple(self._bubbles)

    # ---- show

    def update_from(self, visit: Visit, free: Rect = WHOLE) -> None:
        """Hide while the picture moves; find new places and appear when it rests.

        Parameters
        ----------
        free : the part of the picture in which the subject sits.
        """
        dt_s, self._time_s = max(visit.time_s - self._time_s, 0.0), visit.time_s
        self._visit = visit
        resting = not visit.moving and visit.rest_s >= REST_S and free == self._free
        self._free = free
        if resting:
            self._lay_out(visit)
        self._fade(dt_s, appear=resting, reduced=visit.settings.comfort == "cut")

    def _fade(self, dt_s: float, *, appear: bool, reduced: bool) -> None:
        step = dt_s / (FADE_REDUCED_S if reduced else FADE_S)
        before = self._opacity
        self._opacity = min(1.0, before + step) if appear else max(0.0, before - 2 * step)
        if self._opacity != before:
            self.update(self._touched())

    def _touched(self) -> QRect:
        """The least rectangle that holds everything painted."""
        boxes = [p.box for p in self.placement] + [b.box for b in self._bubbles]
        points = [p.at for p in self.placement] + [b.at for b in self._bubbles]
        if not boxes:
            return QRect()
        left = min(*(b.x for b in boxes), *(p[0] for p in points))
        top = min(*(b.y for b in boxes), *(p[1] for p in points))
        right = max(*(b.right for b in boxes), *(p[0] for p in points))
        bottom = max(*(b.bottom for b in boxes), *(p[1] for p in points))
        reach = self.theme.px(44)
        return (
            QRectF(left, top, right - left, bottom - top)
            .toAlignedRect()
            .adjusted(-reach, -reach, reach, reach)
        )

    def _lay_out(self, visit: Visit) -> None:
        view = (visit.pose, self.size(), tuple(self.cards), visit.zone, visit.operating, self._free)
        wanted_for = (view, visit.hovered, visit.pointed, self._shape)
        if wanted_for == self._laid_out_for:
            return
        before = self.placement if view == self._seen_from else []
        old = self._touched()
        self._laid_out_for, self._seen_from = wanted_for, view
        room = Box(0, 0, self.width(), self.height()).grown(-self.theme.px(10))
        self.placement, self._bubbles = declutter(
            self._wanted(visit, room),
            self.cards,
            room,
            scale=self.theme.scale,
            gap=self.theme.px(8),
            bubble=self._looks.number_px,
            before=[p for p in before if p.tier != "full"],
            spare=self._buildings(visit),
        )
        self._layer = None
        self.update(old.united(self._touched()))

    def _wanted(self, visit: Visit, room: Box) -> list[Wanted]:
        if visit.operating:
            return []  # before an exhibit only its own parts have names
        zones = [z for z in visit.park.zones.values() if z.id != visit.zone]
        if not zones:
            return []
        points: npt.NDArray[np.floating[Any]] = self._stage.project(
            np.array([z.place.label_m for z in zones])
        )
        eye = np.array(visit.pose.eye)
        made = []
        for zone, point in zip(zones, points, strict=True):
            must = zone.id in (visit.hovered, visit.pointed)
            seen = bool(np.isfinite(point).all())
            if not seen and zone.id != visit.pointed:
                continue
            # what lies behind the visitor but is pointed at still has its label, at the top of the picture
            u, v = point if seen else (0.5, 0.0)
            at = (float(u) * self.width(), float(v) * self.height())
            if not must and not room.holds(*at):
                continue
            away_m = float(np.linalg.norm(np.array(zone.place.label_m) - eye))
            made.append(Wanted(zone.id, at, self._sizes(zone, visit), away_m, must))
        return made

    def _buildings(self, visit: Visit) -> list[Box]:
        """About where the buildings stand in the picture, each a little smaller than the box around it."""
        made = []
        for zone in visit.park.zones.values():
            (x, y), (wide, deep) = zone.place.centre_m, zone.place.footprint_m
            half = max(wide, deep) * 0.4
            corners = [(x + a, y + b, z) for a in (-half, half) for b in (-half, half)
                       for z in (0.0, zone.place.height_m * 0.85)]  # fmt: skip
            seen = self._stage.project(np.array(corners))
            if np.isfinite(seen).all():
                (left, top), (right, bottom) = seen.min(axis=0), seen.max(axis=0)
                wide_px, tall_px = (right - left) * self.width(), (bottom - top) * self.height()
                made.append(Box(left * self.width(), top * self.height(), wide_px, tall_px))
        return made

    def _sizes(self, zone: Zone, visit: Visit) -> tuple[tuple[Tier, float, float], ...]:
        """The sizes a label may have, the preferred one first."""
        side = self._looks.number_px
        number: tuple[Tier, float, float] = ("number", side, side)
        name: tuple[Tier, float, float] = ("name", *self._looks.named_size(zone))
        if zone.id in (visit.hovered, visit.pointed):
            return (("full", *self._looks.full_size(zone, pointed=zone.id == visit.pointed)), name, number)
        return (number,) if visit.zone is not None else (name, number)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._visit is None or self._opacity == 0 or not (self.placement or self._bubbles):
            return
        if self._layer is None:
            self._layer = self._painted()
        painter = QPainter(self)
        painter.setOpacity(self._opacity)
        painter.drawPixmap(*self._layer)

    def _painted(self) -> tuple[QPoint, QPixmap]:
        """All labels as one image, and where it lies: the picture beneath changes many times a second, the labels seldom."""
        assert self._visit is not None, "labels have a visit"
        area, ratio = self._touched().intersected(self.rect()), self.devicePixelRatioF()
        if area.isEmpty():
            return area.topLeft(), QPixmap()  # Qt warns about painting on an empty image
        layer = QPixmap(area.size() * ratio)
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
        painter = QPainter(layer)
        painter.translate(-area.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        looks, zones, pointed = self._looks, self._visit.park.zones, self._visit.pointed
        labels = sorted(self.placement, key=lambda p: p.tier == "full")
        whole = Box(0, 0, self.width(), self.height())
        for label in labels:
            if whole.holds(*label.at):
                looks.paint_leader(painter, zones[label.zone].accent, label.at, label.box)
        for bubble in self._bubbles:
            accent = zones[bubble.zones[0]].accent
            looks.paint_leader(painter, accent, bubble.at, bubble.box)
            looks.paint_round(painter, accent, bubble.box, f"+{len(bubble.zones)}")
        for label in labels:
            zone = zones[label.zone]
            looks.paint(painter, zone, label.tier, label.box, pointed=zone.id == pointed)
        painter.end()
        return area.topLeft(), layer

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            return self.hint(event)
        return super().event(event)
