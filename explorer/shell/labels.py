"""The names of the zones over the picture: a seal and a name on a plate, a line and a dot on the place itself."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, hypot
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from ..park.model import Accent, Zone
from ..visit import Visit
from .declutter import Box, Bubble, Placed, Tier, Wanted, declutter
from .hand import Sight
from .pieces import Piece, plain
from .pieces.paint import CENTRE, focus_ring, rounded, shadow, text, wrapped_height
from .seam import Stage
from .theme import Theme
from .words import say

REST_S = 0.12
"""Labels come when the camera has been at rest for so long; they never slide about."""
FADE_S, FADE_REDUCED_S = 0.16, 0.08
LEAD_WIDTH_PX = 330


class Labels(Piece, QWidget):
    """All zone labels, painted over the picture. The pointer goes through to the viewport, which asks `at`.

    Screen readers find the zones in the list of zones; this layer is a picture to them.
    """

    def __init__(self, theme: Theme, stage: Stage, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage = stage
        self._visit: Visit | None = None
        self._placed: list[Placed] = []
        self._bubbles: list[Bubble] = []
        self._plates: list[Box] = []
        self._laid_out_for: tuple[object, ...] = ()
        self._seen_from: object = None
        self._opacity = 0.0
        self._time_s = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._laid_out_for = ()
        self._placed = []

    # ---- what is asked of them

    def keep_clear_of(self, plates: Sequence[QRect]) -> None:
        """Tell where the plates are."""
        self._plates = [Box(p.x(), p.y(), p.width(), p.height()) for p in plates]

    def at(self, position: QPointF) -> Sight | None:
        """The zone of the label, or the bubble, at a position; None if there is none."""
        if self._opacity < 0.5 or self._visit is None:
            return None
        x, y = position.x(), position.y()
        for label in sorted(self._placed, key=lambda p: p.tier == "full", reverse=True):
            if label.box.holds(x, y):
                return Sight(zone=label.zone)
        for bubble in self._bubbles:
            if bubble.box.holds(x, y):
                places = [self._visit.park.zones[zone].place.label_m for zone in bubble.zones]
                middle = np.mean(np.asarray(places), axis=0)
                return Sight(bubble=(float(middle[0]), float(middle[1]), float(middle[2]) / 2))
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
        return tuple(self._placed)

    @property
    def bubbles(self) -> tuple[Bubble, ...]:
        return tuple(self._bubbles)

    # ---- show

    def show_visit(self, visit: Visit) -> None:
        """Hide while the camera moves; find new places and appear when it rests."""
        dt_s, self._time_s = max(visit.time_s - self._time_s, 0.0), visit.time_s
        self._visit = visit
        resting = not visit.moving and visit.rest_s >= REST_S
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
        boxes = [p.box for p in self._placed] + [b.box for b in self._bubbles]
        points = [p.at for p in self._placed] + [b.at for b in self._bubbles]
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
        view = (visit.pose, self.size(), tuple(self._plates), visit.zone)
        wanted_for = (view, visit.hovered, visit.pointed, self.theme)
        if wanted_for == self._laid_out_for:
            return
        before = self._placed if view == self._seen_from else []
        old = self._touched()
        self._laid_out_for, self._seen_from = wanted_for, view
        room = Box(0, 0, self.width(), self.height()).grown(-self.theme.px(10))
        self._placed, self._bubbles = declutter(
            self._wanted(visit, room),
            self._plates,
            room,
            scale=self.theme.scale,
            gap=self.theme.px(8),
            bubble=self._number_px,
            before=[p for p in before if p.tier != "full"],
        )
        self.update(old.united(self._touched()))

    def _wanted(self, visit: Visit, room: Box) -> list[Wanted]:
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

    # ---- sizes

    @property
    def _number_px(self) -> float:
        return max(self.theme.target_px, self.theme.text_px("label") + self.theme.px(22))

    def _badge_px(self, zone: Zone, height: float) -> float:
        inset = 2 * self.theme.px(5)
        return max(height - inset, self.theme.width_of(str(zone.number), "label", 700) + self.theme.px(14))

    def _sizes(self, zone: Zone, visit: Visit) -> tuple[tuple[Tier, float, float], ...]:
        if zone.id in (visit.hovered, visit.pointed):
            return (("full", *self._full_size(zone, visit)),)
        side = self._number_px
        number: tuple[Tier, float, float] = ("number", side, side)
        if visit.zone is not None:
            return (number,)
        name_px = self.theme.width_of(zone.title[self.theme.language], "label", 600)
        width = self.theme.px(5) + self._badge_px(zone, side) + self.theme.px(9 + 14) + ceil(name_px)
        return (("name", width, side), number)

    def _lead(self, zone: Zone) -> str:
        return plain(zone.lead[self.theme.language])

    def _hook(self, zone: Zone, visit: Visit) -> str:
        """What to do next, said on the label of a zone that is pointed at."""
        return say("label.enter", self.theme.language) if zone.id == visit.pointed else ""

    def _full_size(self, zone: Zone, visit: Visit) -> tuple[float, float]:
        theme = self.theme
        width = self._words_px(zone, visit)
        lead = wrapped_height(self._lead(zone), theme.font_for(self._lead(zone), "fine"), width)
        height = theme.line_px("title") + lead + theme.px(24)
        if self._hook(zone, visit):
            height += theme.line_px("fine") + theme.px(4)
        return width + self._seal_px(zone) + theme.px(10 + 12 + 18), height

    def _seal_px(self, zone: Zone) -> float:
        wide = self.theme.width_of(str(zone.number), "title", 700) + self.theme.px(16)
        return max(self.theme.icon_px(44), wide)

    def _words_px(self, zone: Zone, visit: Visit) -> float:
        theme = self.theme
        widest = min(theme.px(LEAD_WIDTH_PX) * (1 + (theme.text - 1) * 0.6), self.width() * 0.45)
        lead = min(theme.width_of(self._lead(zone), "fine"), widest)
        title = theme.width_of(zone.title[theme.language], "title", 700)
        return ceil(max(lead, title, theme.width_of(self._hook(zone, visit), "fine", 600))) + 2

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._visit is None or self._opacity == 0:
            return
        painter = QPainter(self)
        painter.setOpacity(self._opacity)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        labels = sorted(self._placed, key=lambda p: p.tier == "full")
        zones = self._visit.park.zones
        for label in labels:
            self._leader(painter, zones[label.zone].accent, label.at, label.box)
        for bubble in self._bubbles:
            self._leader(painter, zones[bubble.zones[0]].accent, bubble.at, bubble.box)
            self._round(painter, zones[bubble.zones[0]].accent, bubble.box, f"+{len(bubble.zones)}")
        for label in labels:
            zone = zones[label.zone]
            if label.tier == "full":
                self._full(painter, zone, label.box, self._visit)
            elif label.tier == "name":
                self._named(painter, zone, label.box)
            else:
                self._round(painter, zone.accent, label.box, str(zone.number))

    def _leader(self, painter: QPainter, accent: Accent, at: tuple[float, float], box: Box) -> None:
        """The line from a label to its place, cased so that it shows on any picture, and the dot there."""
        theme, fill = self.theme, self.theme.accent(accent).fill
        if not Box(0, 0, self.width(), self.height()).holds(*at):
            return
        inset = min(theme.px(18), box.width / 2)
        x = min(max(at[0], box.x + inset), box.right - inset)
        if at[1] > box.bottom:
            foot = QPointF(x, box.bottom)
        elif at[1] < box.y:
            foot = QPointF(x, box.y)
        else:
            foot = QPointF(box.right if at[0] > box.right else box.x, box.y + box.height / 2)
        place = QPointF(*at)
        line = theme.colour("ink" if theme.look == "light" else fill)
        if hypot(foot.x() - at[0], foot.y() - at[1]) > theme.px(6):
            for colour, width in ((theme.colour("halo"), 5.0), (line, 2.0)):
                round_cap = Qt.PenCapStyle.RoundCap
                painter.setPen(QPen(colour, theme.scale * width, Qt.PenStyle.SolidLine, round_cap))
                painter.drawLine(foot, place)
        painter.setPen(QPen(theme.colour("halo"), theme.scale * 2.5))
        painter.setBrush(theme.colour(fill))
        painter.drawEllipse(place, theme.px(6), theme.px(6))

    def _round(self, painter: QPainter, accent: Accent, box: Box, words: str) -> None:
        theme, rect = self.theme, _rect(box)
        colours = theme.accent(accent)
        shadow(painter, theme, rect, rect.height() / 2, 1)
        rounded(painter, rect, rect.height() / 2, theme.colour("surface"), theme.colour("line"))
        inner = rect.adjusted(theme.px(4), theme.px(4), -theme.px(4), -theme.px(4))
        rounded(painter, inner, inner.height() / 2, theme.colour(colours.fill))
        text(painter, rect, words, theme.font("label", 700), theme.colour(colours.on), align=CENTRE)

    def _named(self, painter: QPainter, zone: Zone, box: Box) -> None:
        theme, rect = self.theme, _rect(box)
        radius = theme.px(13)
        shadow(painter, theme, rect, radius, 1)
        rounded(painter, rect, radius, theme.colour("surface"), theme.colour("line"), edge_px=theme.border_px)
        badge = self._badge_px(zone, box.height)
        inset = theme.px(5)
        seal = QRectF(rect.x() + inset, rect.y() + inset, badge, rect.height() - 2 * inset)
        self._seal(painter, zone, seal, "label")
        left = seal.right() + theme.px(9)
        words = QRectF(left, rect.y(), rect.right() - left, rect.height())
        title = zone.title[theme.language]
        text(painter, words, title, theme.font_for(title, "label", 600), theme.colour("ink"))

    def _seal(self, painter: QPainter, zone: Zone, rect: QRectF, role: str) -> None:
        theme = self.theme
        colours = theme.accent(zone.accent)
        rounded(painter, rect, theme.px(9), theme.colour(colours.fill))
        font = theme.font(role, 700)
        text(painter, rect, str(zone.number), font, theme.colour(colours.on), align=CENTRE)

    def _full(self, painter: QPainter, zone: Zone, box: Box, visit: Visit) -> None:
        theme, rect = self.theme, _rect(box)
        radius, fill = theme.px(14), theme.accent(zone.accent).fill
        shadow(painter, theme, rect, radius, 2)
        rounded(painter, rect, radius, theme.colour("raised"), theme.colour(fill), edge_px=theme.scale * 2.5)
        side = self._seal_px(zone)
        corner = theme.px(10)
        self._seal(painter, zone, QRectF(rect.x() + corner, rect.y() + corner, side, side), "title")
        left, width = rect.x() + corner + side + theme.px(12), self._words_px(zone, visit) + 2
        y = rect.y() + theme.px(10)
        title = zone.title[theme.language]
        line = QRectF(left, y, width, theme.line_px("title"))
        text(painter, line, title, theme.font_for(title, "title", 700), theme.colour("ink"))
        lead = self._lead(zone)
        font = theme.font_for(lead, "fine")
        height = wrapped_height(lead, font, width - 2)
        below = QRectF(left, line.bottom(), width, height)
        text(painter, below, lead, font, theme.colour("ink2"), wrap=True)
        hook = self._hook(zone, visit)
        if hook:
            last = QRectF(left, below.bottom() + theme.px(4), width, theme.line_px("fine"))
            colour = theme.colour(theme.accent(zone.accent).text)
            text(painter, last, hook, theme.font_for(hook, "fine", 600), colour)
            focus_ring(painter, theme, rect.adjusted(-6, -6, 6, 6), radius + 6)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            return self.hint(event)
        return super().event(event)


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
