"""The sizes of all that is written over the view, and its painting: labels of zones and districts, signs, words at parts."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, hypot
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from ...exhibits.exhibit import PartWords
from ...i18n import Text, tr
from ...park.model import Accent, District, Zone
from ..style.fonts import spaced
from ..style.theme import Theme
from ..widgets import paint, plain
from .label_places import Tier
from .placement import At, Box
from .sign_places import NUB_PX, PlacedSign

LEAD_WIDTH_PX = 330
PAD_PX, TITLE_GAP_PX = 10, 12
NUMBER_PX = 28  # diameter, at least
RIM_PX = 2  # around a number, so that it is visible on any roof
DOT_PX = 12  # before the name of a district
DIGIT_HEIGHT = 0.75  # in heights of the type

LARGEST_SIGN_PX = 26
"""Largest type of signs as text grows, in design pixels."""
TALL = 1.7
"""Height of a sign, in heights of its type."""
SIGN_PADDING_PX = 10
CHIP, CHIP_GAP_PX = 0.8, 12
"""Colour chip of a legend, in heights of its type, and the space after a name, in design pixels."""
WIDEST_PX = 320
"""Of the words at a part."""

Size = tuple[float, float]


class SignWords(NamedTuple):
    """The present text of a sign."""

    words: str
    figure: str
    is_hot: bool
    is_number: bool
    legend: tuple[tuple[str, str], ...] = ()


class PartLabel(NamedTuple):
    """A placed label: its part and words, the position of the part, its own rectangle."""

    part: str
    words: PartWords
    at: At
    box: Box


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


class PartPainter:
    """The words at the parts of an exhibit, in a theme: signs, labels and the ring of *Show me*.

    Parameters
    ----------
    room_px : returns the width of the view.
    """

    def __init__(self, theme: Theme, room_px: Callable[[], int]) -> None:
        self.theme, self._room_px = theme, room_px

    # ---- signs

    @property
    def _sign_px(self) -> int:
        return min(self.theme.text_px("label"), self.theme.px(LARGEST_SIGN_PX))

    @property
    def sign_height(self) -> float:
        """Height of a sign."""
        return round(self._sign_px * TALL)

    def sign_length(self, words: SignWords) -> float:
        """Length of a sign with these words."""
        theme = self.theme
        if words.is_number:
            return self.sign_height
        if words.legend:
            named = sum(_advance(self._sign_font(name), name) for name, _ in words.legend)
            chips = len(words.legend) * (self._sign_px * CHIP + theme.px(CHIP_GAP_PX) * 1.4)
            return named + chips + 2 * theme.px(SIGN_PADDING_PX) - theme.px(CHIP_GAP_PX)
        wide = _advance(self._sign_font(words.words), words.words)
        if words.figure:
            wide += theme.px(6) + _advance(self._sign_font(words.figure, figure=True), words.figure)
        return wide + 2 * theme.px(SIGN_PADDING_PX)

    def _sign_font(self, words: str, *, figure: bool = False) -> QFont:
        font = self.theme.font_for(words, "label", 700 if figure else 600)
        font.setPixelSize(self._sign_px)
        return font

    def paint_sign(
        self, painter: QPainter, sign: PlacedSign, words: SignWords, accent: Accent, *, is_chosen: bool
    ) -> None:
        """Paint a sign, filled if it is chosen or reports a problem."""
        theme, rect, colours = self.theme, _rect(sign.box), self.theme.accent(accent)
        radius = rect.height() / 2 if sign.is_number else float(theme.px(8))
        filled = words.is_hot or is_chosen
        fill = theme.colour(colours.fill) if filled else theme.colour("surface")
        ink = theme.colour(colours.on) if filled else theme.colour("ink")
        paint.shadow(painter, theme, rect, radius, 1)
        if theme.high_contrast:
            paint.rounded(painter, rect, radius, fill, theme.colour("ink"), edge_px=theme.px(2))
        else:
            paint.rounded(painter, rect, radius, fill)
        if not sign.is_number:
            painter.fillPath(self._nub(sign), fill)
            rect = rect.adjusted(theme.px(SIGN_PADDING_PX), 0, -theme.px(SIGN_PADDING_PX), 0)
        if words.legend:
            self._paint_legend(painter, rect, words, ink)
            return
        font = self._sign_font(words.words)
        if not words.figure:
            paint.text(painter, rect, words.words, font, ink, align=paint.CENTRE)
            return
        paint.text(painter, rect, words.words, font, ink)
        font = self._sign_font(words.figure, figure=True)
        figure_ink = ink if filled else theme.colour(colours.text)
        paint.text(painter, rect, words.figure, font, figure_ink, align=paint.RIGHT)

    def _paint_legend(self, painter: QPainter, rect: QRectF, words: SignWords, ink: QColor) -> None:
        """Paint each colour of a legend, followed by its meaning."""
        gap, side, x = self.theme.px(CHIP_GAP_PX), self._sign_px * CHIP, rect.left()
        for name, colour in words.legend:
            chip = QRectF(x, rect.center().y() - side / 2, side, side)
            paint.rounded(painter, chip, self.theme.px(3), QColor(colour), ink, edge_px=1)
            wide = _advance(self._sign_font(name), name)
            x += side + gap * 0.4
            paint.text(painter, QRectF(x, rect.top(), wide, rect.height()), name, self._sign_font(name), ink)
            x += wide + gap

    def _nub(self, sign: PlacedSign) -> QPainterPath:
        """The pointer of a sign, towards its part."""
        box, out = sign.box, NUB_PX * self.theme.scale * 0.9
        half = self.theme.px(3 if sign.away_px else 6)  # far from its part it is a thin line
        inset = self.theme.px(8) + half
        x = min(max(sign.at[0], box.x + inset), box.right - inset)
        y = min(max(sign.at[1], box.y + inset), box.bottom - inset)
        tip_x, tip_y = sign.at if sign.away_px else (x, y)
        match sign.side:
            case "above":
                foot = box.bottom
                corners = (
                    (tip_x, tip_y if sign.away_px else foot + out),
                    (x - half, foot - 1),
                    (x + half, foot - 1),
                )
            case "below":
                top = box.y
                corners = (
                    (tip_x, tip_y if sign.away_px else top - out),
                    (x - half, top + 1),
                    (x + half, top + 1),
                )
            case "left":
                end = box.right
                corners = (end + out, tip_y), (end - 1, y - half), (end - 1, y + half)
            case "right":
                corners = (box.x - out, tip_y), (box.x + 1, y - half), (box.x + 1, y + half)
        tip, a, b = (QPointF(*corner) for corner in corners)
        path = QPainterPath(a)
        path.lineTo(tip)
        path.lineTo(b)
        path.closeSubpath()
        return path

    # ---- labels

    def label_size(self, words: PartWords) -> Size:
        """Size of the label of a part."""
        theme, language = self.theme, self.theme.language
        label, reading = tr(words.label, language), tr(words.reading, language)
        widest = min(theme.px(WIDEST_PX) * theme.text, self._room_px() * 0.4)
        wide = min(max(theme.width_of(label, "label", 600), theme.width_of(reading, "fine")) + 2, widest)
        lines = (paint.Line(label, "label", weight=600), paint.Line(reading, "fine"))
        return wide + theme.px(30), paint.lines_height(theme, lines, wide) + theme.px(16)

    def paint_leader(self, painter: QPainter, label: PartLabel, accent: Accent) -> None:
        """Paint the line from a label to its part."""
        theme, box, at = self.theme, label.box, QPointF(*label.at)
        foot = QPointF(
            min(max(at.x(), box.x + theme.px(16)), box.right - theme.px(16)),
            box.bottom if at.y() > box.bottom else box.y if at.y() < box.y else box.y + box.height / 2,
        )
        if box.y <= at.y() <= box.bottom:
            foot.setX(box.right if at.x() > box.right else box.x)
        fill = theme.colour(theme.accent(accent).fill)
        line = theme.colour("ink") if theme.look == "light" else fill
        for colour, width in ((theme.colour("halo"), 5.0), (line, 2.0)):
            painter.setPen(QPen(colour, theme.scale * width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(foot, at)
        painter.setPen(QPen(theme.colour("halo"), theme.scale * 2.5))
        painter.setBrush(fill)
        painter.drawEllipse(at, theme.px(6), theme.px(6))

    def paint_label(self, painter: QPainter, label: PartLabel, accent: Accent) -> None:
        """Paint the label of a part: its name and its reading."""
        theme, rect, radius = self.theme, _rect(label.box), self.theme.px(12)
        colours, language = theme.accent(accent), self.theme.language
        paint.shadow(painter, theme, rect, radius, 1)
        edge = theme.colour(colours.fill)
        paint.rounded(painter, rect, radius, theme.colour("surface"), edge, edge_px=theme.px(2))
        words, reading = tr(label.words.label, language), tr(label.words.reading, language)
        inner = rect.adjusted(theme.px(14), theme.px(8), -theme.px(14), -theme.px(8))
        font = theme.font_for(words, "label", 600)
        above = QRectF(inner)
        above.setHeight(paint.wrapped_height(words, font, inner.width() + 1) if words else 0.0)
        paint.text(painter, above, words, font, theme.colour("ink"), wrap=True)
        if reading:
            below = QRectF(inner)
            below.setTop(above.bottom())
            ink = theme.colour("ink2")
            paint.text(painter, below, reading, theme.font_for(reading, "fine"), ink, wrap=True)


def _advance(font: QFont, words: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(spaced(words)) + 2
