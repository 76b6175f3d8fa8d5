"""Size of a label in each tier, and its painting."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from ...i18n import Text, tr
from ...park.model import District, Zone
from ..style.theme import Theme
from ..widgets import paint, plain
from .label_placement import Box, Tier

LEAD_WIDTH_PX = 330
PAD_PX, TITLE_GAP_PX = 10, 12
NUMBER_PX = 28  # diameter, at least
RIM_PX = 2  # around a number, so that it is visible on any roof
DOT_PX = 12  # before the name of a district
DIGIT_HEIGHT = 0.75  # in heights of the type

Size = tuple[float, float]


class LabelPainter:
    """The labels of a theme.

    Parameters
    ----------
    room_px : returns the width of the view; a label takes at most half of it.
    """

    def __init__(self, theme: Theme, room_px: Callable[[], int]) -> None:
        self.theme, self._room_px = theme, room_px

    # ---- sizes

    @property
    def number_px(self) -> float:
        """Width and height of a label that is only a number."""
        theme = self.theme
        wide, tall = theme.width_of("00", "label", 700), theme.text_px("label") * DIGIT_HEIGHT
        return max(theme.px(NUMBER_PX), ceil(hypot(wide, tall) + 2 * theme.px(RIM_PX)))

    def named_size(self, zone: Zone) -> Size:
        """The size of a label with a number and a name."""
        theme, height = self.theme, self._label_px
        name = theme.width_of(zone.title[theme.language], "label", 600)
        width = theme.px(5) + self._badge_px(zone, height) + theme.px(9 + 14) + ceil(name)
        return width, height

    def district_size(self, district: District) -> Size:
        """The size of the name of a district."""
        theme = self.theme
        name = theme.width_of(district.title[theme.language], "label", 600)
        return ceil(name) + theme.px(10 + DOT_PX + 6 + 12), self._label_px

    @property
    def _label_px(self) -> float:
        """Height of a single-line label."""
        return self.theme.text_px("label") + self.theme.px(16)

    def full_size(self, zone: Zone, *, pointed: bool) -> Size:
        """Size of a label with name and first sentence; a hovered one also says how to go there."""
        theme, lead = self.theme, _lead(zone, self.theme)
        width = self._words_px(zone)
        height = theme.line_px("title") + theme.px(2 * PAD_PX + 4)
        height += ceil(paint.wrapped_height(lead, theme.font_for(lead, "fine"), width))
        if pointed:
            height += theme.line_px("fine") + theme.px(4)
        return width + self._large_badge_px(zone) + theme.px(PAD_PX + TITLE_GAP_PX + 18), height

    def _badge_px(self, zone: Zone, height: float) -> float:
        inner = height - 2 * self.theme.px(5)
        return max(inner, self.theme.width_of(str(zone.number), "label", 700) + self.theme.px(14))

    def _large_badge_px(self, zone: Zone) -> float:
        wide = self.theme.width_of(str(zone.number), "title", 700) + self.theme.px(16)
        return max(self.theme.icon_px(44), wide)

    def _words_px(self, zone: Zone) -> float:
        theme = self.theme
        widest = min(theme.px(LEAD_WIDTH_PX) * (1 + (theme.text - 1) * 0.6), self._room_px() * 0.45)
        lead = min(theme.width_of(_lead(zone, theme), "fine"), widest)
        title = theme.width_of(zone.title[theme.language], "title", 700)
        hook = theme.width_of(_hook(theme), "fine", 600)
        return ceil(max(lead, title, hook)) + 2

    # ---- paint

    def paint(self, painter: QPainter, zone: Zone, tier: Tier, box: Box, *, pointed: bool) -> None:
        """Paint the label of a zone."""
        if tier == "full":
            self._full(painter, zone, _rect(box), pointed=pointed)
        elif tier == "name":
            self._named(painter, zone, _rect(box))
        else:
            self._number(painter, zone, _rect(box))

    def paint_district(self, painter: QPainter, district: District, box: Box) -> None:
        """Paint the name of a district: a dot in its colour, and the text."""
        theme, rect, radius = self.theme, _rect(box), self.theme.px(9)
        paint.shadow(painter, theme, rect, radius, 1)
        surface, line = theme.colour("surface"), theme.colour("line")
        paint.rounded(painter, rect, radius, surface, line, edge_px=theme.border_px)
        dot = theme.px(DOT_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(theme.accent(district.accent).fill))
        painter.drawEllipse(QPointF(rect.x() + theme.px(10) + dot / 2, rect.center().y()), dot / 2, dot / 2)
        words = rect.adjusted(theme.px(10 + DOT_PX + 6), 0, 0, 0)
        title = district.title[theme.language]
        paint.text(painter, words, title, theme.font_for(title, "label", 600), theme.colour("ink"))

    def _number(self, painter: QPainter, zone: Zone, rect: QRectF) -> None:
        """Paint a number on its roof, with a rim so that it is visible on any background."""
        theme, colours = self.theme, self.theme.accent(zone.accent)
        paint.shadow(painter, theme, rect, rect.height() / 2, 1)
        paint.rounded(painter, rect, rect.height() / 2, theme.colour("halo"))
        rim = theme.px(RIM_PX)
        inner = rect.adjusted(rim, rim, -rim, -rim)
        edge = theme.colour("ink") if theme.high_contrast else None
        paint.rounded(painter, inner, inner.height() / 2, theme.colour(colours.fill), edge)
        font = theme.font("label", 700)
        paint.text(painter, rect, str(zone.number), font, theme.colour(colours.on), align=paint.CENTRE)

    def _named(self, painter: QPainter, zone: Zone, rect: QRectF) -> None:
        theme, radius, inset = self.theme, self.theme.px(13), self.theme.px(5)
        paint.shadow(painter, theme, rect, radius, 1)
        surface, line = theme.colour("surface"), theme.colour("line")
        paint.rounded(painter, rect, radius, surface, line, edge_px=theme.border_px)
        badge = self._badge_px(zone, rect.height())
        square = QRectF(rect.x() + inset, rect.y() + inset, badge, rect.height() - 2 * inset)
        self._paint_badge(painter, zone, square, "label")
        words = QRectF(rect)
        words.setLeft(square.right() + theme.px(9))
        title = zone.title[theme.language]
        paint.text(painter, words, title, theme.font_for(title, "label", 600), theme.colour("ink"))

    def _paint_badge(self, painter: QPainter, zone: Zone, rect: QRectF, role: str) -> None:
        theme, colours = self.theme, self.theme.accent(zone.accent)
        paint.rounded(painter, rect, theme.px(9), theme.colour(colours.fill))
        font = theme.font(role, 700)
        paint.text(painter, rect, str(zone.number), font, theme.colour(colours.on), align=paint.CENTRE)

    def _full(self, painter: QPainter, zone: Zone, rect: QRectF, *, pointed: bool) -> None:
        theme, radius, pad = self.theme, self.theme.px(14), self.theme.px(PAD_PX)
        accent = theme.accent(zone.accent)
        paint.shadow(painter, theme, rect, radius, 2)
        edge = theme.colour(accent.fill)
        paint.rounded(painter, rect, radius, theme.colour("raised"), edge, edge_px=theme.scale * 2.5)
        side = self._large_badge_px(zone)
        self._paint_badge(painter, zone, QRectF(rect.x() + pad, rect.y() + pad, side, side), "title")
        left, width = rect.x() + pad + side + theme.px(TITLE_GAP_PX), self._words_px(zone) + 2
        line = QRectF(left, rect.y() + pad, width, theme.line_px("title"))
        title, lead = zone.title[theme.language], _lead(zone, theme)
        paint.text(painter, line, title, theme.font_for(title, "title", 700), theme.colour("ink"))
        font = theme.font_for(lead, "fine")
        below = QRectF(left, line.bottom(), width, ceil(paint.wrapped_height(lead, font, width - 2)))
        paint.text(painter, below, lead, font, theme.colour("ink2"), wrap=True)
        if pointed:
            hook = _hook(theme)
            last = QRectF(left, below.bottom() + theme.px(4), width, theme.line_px("fine"))
            paint.text(painter, last, hook, theme.font_for(hook, "fine", 600), theme.colour(accent.text))
            out = theme.focus_px + 2
            paint.focus_ring(painter, theme, rect.adjusted(-out, -out, out, out), radius + out)


def _lead(zone: Zone, theme: Theme) -> str:
    return plain(zone.lead[theme.language])


def _hook(theme: Theme) -> str:
    """How to go to the hovered zone; a stand has no keys, and there a map or a list points before it opens."""
    return tr(
        Text("Touch again to visit") if theme.profile == "stand" else Text("Enter: visit"), theme.language
    )


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
