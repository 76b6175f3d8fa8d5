"""What a label looks like: its size in each tier, and how it is painted."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ...i18n.messages import say
from ...park.model import Accent, Zone
from ..style.theme import Theme
from ..widgets import paint, plain
from .label_placement import Box, Tier

LEAD_WIDTH_PX = 330
PAD_PX, TITLE_GAP_PX = 10, 12
ROUND_INSET_PX = 4  # between the edge of a round label and its coloured middle
ROUND_ROOM_PX = 2  # real pixels around the number in there
DIGIT_HEIGHT = 0.75  # of the type's size

Size = tuple[float, float]


class LabelPlates:
    """The labels of a theme.

    Parameters
    ----------
    room_px : the width of the picture, asked for whenever it matters; a label takes at most half of it.
    """

    def __init__(self, theme: Theme, room_px: Callable[[], int]) -> None:
        self.theme, self._room_px = theme, room_px

    # ---- sizes

    @property
    def number_px(self) -> float:
        """Width and height of a label that is only a number."""
        return max(
            self.theme.target_px, ceil(self._across("00", "label") + 2 * self.theme.px(ROUND_INSET_PX))
        )

    def _across(self, words: str, role: str) -> float:
        """The least circle around words in strong type, with a little room."""
        theme = self.theme
        wide, tall = theme.width_of(words, role, 700), theme.text_px(role) * DIGIT_HEIGHT
        return hypot(wide, tall) + 2 * ROUND_ROOM_PX

    def named_size(self, zone: Zone) -> Size:
        """The size of a label with a number and a name."""
        theme, height = self.theme, self.number_px
        name = theme.width_of(zone.title[theme.language], "label", 600)
        width = theme.px(5) + self._badge_px(zone, height) + theme.px(9 + 14) + ceil(name)
        return width, height

    def full_size(self, zone: Zone, *, pointed: bool) -> Size:
        """The size of a label with name and first sentence; one that is pointed at also says how to go there."""
        theme, lead = self.theme, _lead(zone, self.theme)
        width = self._words_px(zone)
        height = theme.line_px("title") + theme.px(2 * PAD_PX + 4)
        height += ceil(paint.wrapped_height(lead, theme.font_for(lead, "fine"), width))
        if pointed:
            height += theme.line_px("fine") + theme.px(4)
        return width + self._seal_px(zone) + theme.px(PAD_PX + TITLE_GAP_PX + 18), height

    def _badge_px(self, zone: Zone, height: float) -> float:
        inner = height - 2 * self.theme.px(5)
        return max(inner, self.theme.width_of(str(zone.number), "label", 700) + self.theme.px(14))

    def _seal_px(self, zone: Zone) -> float:
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
            self.paint_round(painter, zone.accent, box, str(zone.number))

    def paint_leader(self, painter: QPainter, accent: Accent, at: tuple[float, float], box: Box) -> None:
        """Paint the line from a label to its place, cased so that it shows on any picture, and the dot there."""
        theme, fill = self.theme, self.theme.accent(accent).fill
        foot, place = self._foot(at, box), QPointF(*at)
        line = theme.colour("ink" if theme.look == "light" else fill)
        if hypot(foot.x() - at[0], foot.y() - at[1]) > theme.px(6):
            for colour, width in ((theme.colour("halo"), 5.0), (line, 2.0)):
                cap = Qt.PenCapStyle.RoundCap
                painter.setPen(QPen(colour, theme.scale * width, Qt.PenStyle.SolidLine, cap))
                painter.drawLine(foot, place)
        painter.setPen(QPen(theme.colour("halo"), theme.scale * 2.5))
        painter.setBrush(theme.colour(fill))
        painter.drawEllipse(place, theme.px(6), theme.px(6))

    def paint_round(self, painter: QPainter, accent: Accent, box: Box, words: str) -> None:
        """Paint a round label: a number, or how many labels found no room."""
        theme, rect, colours = self.theme, _rect(box), self.theme.accent(accent)
        paint.shadow(painter, theme, rect, rect.height() / 2, 1)
        paint.rounded(painter, rect, rect.height() / 2, theme.colour("surface"), theme.colour("line"))
        inset = theme.px(ROUND_INSET_PX)
        inner = rect.adjusted(inset, inset, -inset, -inset)
        paint.rounded(painter, inner, inner.height() / 2, theme.colour(colours.fill))
        font = theme.font("label", 700)
        too_wide = self._across(words, "label") / inner.width()
        if too_wide > 1:
            font.setPixelSize(int(font.pixelSize() / too_wide))
        paint.text(painter, rect, words, font, theme.colour(colours.on), align=paint.CENTRE)

    def _foot(self, at: tuple[float, float], box: Box) -> QPointF:
        """Where the line leaves the label: the middle of the side that looks at the place."""
        inset = min(self.theme.px(18), box.width / 2)
        x = min(max(at[0], box.x + inset), box.right - inset)
        if at[1] > box.bottom:
            return QPointF(x, box.bottom)
        if at[1] < box.y:
            return QPointF(x, box.y)
        return QPointF(box.right if at[0] > box.right else box.x, box.y + box.height / 2)

    def _named(self, painter: QPainter, zone: Zone, rect: QRectF) -> None:
        theme, radius, inset = self.theme, self.theme.px(13), self.theme.px(5)
        paint.shadow(painter, theme, rect, radius, 1)
        surface, line = theme.colour("surface"), theme.colour("line")
        paint.rounded(painter, rect, radius, surface, line, edge_px=theme.border_px)
        badge = self._badge_px(zone, rect.height())
        seal = QRectF(rect.x() + inset, rect.y() + inset, badge, rect.height() - 2 * inset)
        self._seal(painter, zone, seal, "label")
        words = QRectF(rect)
        words.setLeft(seal.right() + theme.px(9))
        title = zone.title[theme.language]
        paint.text(painter, words, title, theme.font_for(title, "label", 600), theme.colour("ink"))

    def _seal(self, painter: QPainter, zone: Zone, rect: QRectF, role: str) -> None:
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
        side = self._seal_px(zone)
        self._seal(painter, zone, QRectF(rect.x() + pad, rect.y() + pad, side, side), "title")
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
    """How to go to the zone that is pointed at; on a stand there is no key, and a map or a list points before it opens."""
    return say("label.touch" if theme.profile == "stand" else "label.enter", theme.language)


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
