"""What marks an exhibit's parts: labels of the part under the pointer and of the last one touched, and the ring of *Show me*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ...base.geometry import WHOLE, Rect, clamp
from ...exhibits.exhibit import PartWords
from ...i18n import Verbatim, tr
from ...park.model import Accent
from ...visit import Visit
from ..overlay.label_placement import Box
from ..overlay.labels import LabelOverlay
from ..style.theme import Theme
from ..widgets import Themed, paint
from ..window.protocols import Stage
from .parameters import with_handle
from .signs import Signs

OFFSETS = ((0, -78), (92, -66), (-92, -66), (150, -10), (-150, -10), (0, 84), (110, 76), (-110, 76))
"""From a part to the middle of its label, in design pixels, in the order they are tried."""
WIDEST_PX = 320
NO_SIGNS: Mapping[str, str] = MappingProxyType({})
NO_WORDS = Verbatim("")
SLIGHTEST_PX = 0.5
"""Movement of a part below which neither its label nor its ring is repainted."""

# of the ring, in design pixels
LEAST_PX, PADDING_PX, ROUND_PX = (64, 48), 8, 16
WORDS_APART_PX = 10
EDGE_PX = 8


class PartLabel(NamedTuple):
    """A placed label: its part and words, the position of the part, its own rectangle."""

    part: str
    words: PartWords
    at: tuple[float, float]
    box: Box


class PartLabels(LabelOverlay):
    """Painted over the scene; the pointer passes through. A label follows its part and rests when the part does."""

    def __init__(self, theme: Theme, stage: Stage, parent: QWidget) -> None:
        super().__init__(stage, parent)
        self._accent: Accent | None = None
        self._sides: dict[str, int] = {}
        self._signs: tuple[Box, ...] = ()
        self.placed: tuple[PartLabel, ...] = ()
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._show(())

    def update_from(
        self,
        visit: Visit,
        free: Rect = WHOLE,
        signs: Sequence[Box] = (),
        sign_words: Mapping[str, str] = NO_SIGNS,
    ) -> None:
        """Show the labels of the relevant parts, clear of the signs in the scene; none while the camera flies.

        Parameters
        ----------
        signs : rectangles of the signs in the scene.
        sign_words : text of the sign at each part; a label does not repeat it.
        """
        self._signs = tuple(signs)
        is_seen = visit.operating and not visit.moving
        wanted = list(dict.fromkeys((visit.part, visit.picked))) if is_seen else []
        names = [name for name in wanted if name is not None]
        if not names or visit.run is None or visit.open_zone is None:
            self._sides = {}
            self._show(())
            return
        self._accent = visit.open_zone.accent
        anchors, run = self._stage.parts(), visit.run
        words = {name: with_handle(run, name, it) for name, it in run.exhibit.parts(run.state).items()}
        words = {name: self._without_repeat(it, name, sign_words) for name, it in words.items()}
        names = [name for name in names if name in anchors and name in words]
        if not names:
            self._show(())
            return
        points = self._stage.project(np.array([anchors[name].above for name in names]))
        room = Box(0, 0, self.width() * free.right, self.height() * free.bottom).grown(-self.theme.px(8))
        placed: list[PartLabel] = []
        for name, (u, v) in zip(names, points, strict=True):
            at = (float(u) * self.width(), float(v) * self.height())
            if np.isfinite(at).all():
                at = _nearest(at, room)  # the label of a part beyond the edge is at the edge
                box = self._place(name, words[name], at, room, [p.box for p in placed])
                if box is not None:
                    placed.append(PartLabel(name, words[name], at, box))
        self._show(tuple(placed))

    def _without_repeat(self, words: PartWords, name: str, signs: Mapping[str, str]) -> PartWords:
        """The reading alone at a part whose sign has its name; the name alone if a sign beside it has the reading."""
        language = self.theme.language
        label, reading = tr(words.label, language), tr(words.reading, language)
        if reading and label and label == signs.get(name):
            return PartWords(NO_WORDS, words.reading)
        return PartWords(words.label, NO_WORDS) if reading in signs.values() else words

    def _place(
        self, name: str, words: PartWords, at: tuple[float, float], room: Box, others: list[Box]
    ) -> Box | None:
        """The side it had before, as long as there is room; else the first with room, or one moved to where there is.

        Where signs leave none it lies on them for as long as it is there. None if there is no room at all, as beside very large
        text: the panel lists every part.
        """
        wide, tall = self._size(words)
        before = self._sides.get(name)
        sides = ([] if before is None else [before]) + list(range(len(OFFSETS)))
        boxes = [
            Box(at[0] + x * self.theme.scale - wide / 2, at[1] + y * self.theme.scale - tall / 2, wide, tall)
            for x, y in (OFFSETS[side] for side in sides)
        ]
        for taken in ((*others, *self.cards, *self._signs), (*others, *self.cards)):
            for side, box in zip(sides, boxes, strict=True):
                if box.within(room) and not any(box.meets(other) for other in taken):
                    self._sides[name] = side
                    return box
            for box in boxes:
                x, y = min(box.x, room.right - wide), min(box.y, room.bottom - tall)
                moved = Box(max(x, room.x), max(y, room.y), wide, tall)
                under = [surface.bottom + self.theme.px(8) for surface in self.cards if surface.meets(moved)]
                for top in (moved.y, *under):
                    there = Box(moved.x, top, wide, tall)
                    if there.within(room) and not any(there.meets(other) for other in taken):
                        return there
        return None

    def _size(self, words: PartWords) -> tuple[float, float]:
        theme, lines = self.theme, self._lines(words)
        widest = min(theme.px(WIDEST_PX) * theme.text, self.width() * 0.4)
        wide = min(max(theme.width_of(line.words, line.role, line.weight) for line in lines) + 2, widest)
        return wide + theme.px(30), paint.lines_height(theme, lines, wide) + theme.px(16)

    def _lines(self, words: PartWords) -> tuple[paint.Line, ...]:
        language = self.theme.language
        label, reading = tr(words.label, language), tr(words.reading, language)
        return paint.Line(label, "label", weight=600), paint.Line(reading, "fine", "ink2")

    def _show(self, placed: tuple[PartLabel, ...]) -> None:
        """Repaint only if a label is new, or has moved far enough to be seen."""
        if len(placed) == len(self.placed) and all(
            _same(a, b) for a, b in zip(placed, self.placed, strict=True)
        ):
            return
        old, self.placed = self._touched(), placed
        self.update(old.united(self._touched()))

    def _touched(self) -> QRect:
        reach, rect = self.theme.px(28), QRectF()
        for _, _, at, box in self.placed:
            rect = rect.united(QRectF(*box)).united(QRectF(at[0] - 1, at[1] - 1, 2, 2))
        return QRect() if rect.isNull() else rect.toAlignedRect().adjusted(-reach, -reach, reach, reach)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.placed or self._accent is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for label in self.placed:
            self._leader(painter, label, self._accent)
        for label in reversed(self.placed):
            self._card(painter, label, self._accent)

    def _leader(self, painter: QPainter, label: PartLabel, accent: Accent) -> None:
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

    def _card(self, painter: QPainter, label: PartLabel, accent: Accent) -> None:
        theme, rect, radius = self.theme, QRectF(*label.box), self.theme.px(12)
        paint.shadow(painter, theme, rect, radius, 1)
        edge = theme.colour(theme.accent(accent).fill)
        paint.rounded(painter, rect, radius, theme.colour("surface"), edge, edge_px=theme.px(2))
        inner = QRectF(rect.x() + theme.px(14), rect.y(), rect.width() - theme.px(30), rect.height())
        paint.draw_lines(painter, theme, inner, self._lines(label.words))


def _nearest(at: tuple[float, float], room: Box) -> tuple[float, float]:
    """The point of a room that is nearest to another point."""
    return clamp(at[0], room.x, room.right), clamp(at[1], room.y, room.bottom)


def _same(a: PartLabel, b: PartLabel) -> bool:
    if (a.part, a.words) != (b.part, b.words):
        return False
    far = max(abs(a.at[0] - b.at[0]), abs(a.at[1] - b.at[1]), abs(a.box.x - b.box.x), abs(a.box.y - b.box.y))
    return far < SLIGHTEST_PX and a.box[2:] == b.box[2:]


class PartRing(Themed, QWidget):
    """Painted over the scene and under the signs; the pointer passes through.

    Attributes
    ----------
    ring : its rectangle in pixels of the view; None while nothing is marked.
    words : the name of the part; "" if a sign at the part has it.
    """

    def __init__(self, theme: Theme, stage: Stage, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage, self._picture = stage, parent
        self._accent: Accent | None = None
        self.ring: Box | None = None
        self.words = ""
        self._card: Box | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.apply_theme(theme)
        self.hide()

    def update_from(self, visit: Visit, part: str | None, signs: Signs) -> None:
        """Mark a part, or none; hidden while the camera moves."""
        ring, words, zone = None, "", visit.open_zone
        stands = visit.operating and not visit.moving
        known = visit.run.exhibit.parts(visit.run.state).get(part) if visit.run and part and stands else None
        if known is not None and part is not None and zone is not None:
            ring, self._accent = self._around(part), zone.accent
            words = "" if ring is None or signs.names(part) else tr(known.label, self.theme.language)
        card = self._beside(ring, words, signs) if ring is not None and words else None
        if words == self.words and _same_box(ring, self.ring) and _same_box(card, self._card):
            return
        self.ring, self.words, self._card = ring, words, card
        self.setVisible(ring is not None)
        if ring is not None:
            whole = QRectF(*ring)
            if card is not None:
                whole = whole.united(QRectF(*card))
            out = self.theme.px(EDGE_PX)
            self.setGeometry(whole.adjusted(-out, -out, out, out).toAlignedRect())
            self.update()

    def _around(self, part: str) -> Box | None:
        """The visible part with a margin, clipped to the view; None if it is outside."""
        place = self._stage.parts().get(part)
        if place is None:
            return None
        points = np.asarray(self._stage.project(np.array(place.sides))) * (
            self._picture.width(), self._picture.height()
        )  # fmt: skip
        if not np.isfinite(points).all():
            return None
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        middle = (float(left + right) / 2, float(top + bottom) / 2)
        least_wide, least_tall = (self.theme.px(least) for least in LEAST_PX)
        out, edge = 2 * self.theme.px(PADDING_PX), self.theme.px(EDGE_PX)
        size = float(right - left) + out, float(bottom - top) + out
        seen = Box.around(middle, max(size[0], least_wide), max(size[1], least_tall))
        x, y = max(seen.x, edge), max(seen.y, edge)
        wide = min(seen.right, self._picture.width() - edge) - x
        tall = min(seen.bottom, self._picture.height() - edge) - y
        return Box(x, y, wide, tall) if min(wide, tall) > edge else None

    def _beside(self, ring: Box, words: str, signs: Signs) -> Box:
        """Rectangle of the name: above the ring, or where it covers neither a sign nor a panel."""
        theme = self.theme
        wide = theme.width_of(words, "label", 600) + theme.px(24)
        tall, apart = theme.line_px("label") + theme.px(10), theme.px(WORDS_APART_PX)
        (x, y), edge = ring.middle, theme.px(EDGE_PX)
        room = Box(0, 0, self._picture.width(), self._picture.height()).grown(-edge)
        at = (
            (x, ring.y - apart - tall / 2), (x, ring.bottom + apart + tall / 2),
            (ring.x - apart - wide / 2, y), (ring.right + apart + wide / 2, y),
        )  # fmt: skip
        boxes = [Box.around(place, wide, tall) for place in at]
        boxes = [box.inside(room) if index < 2 else box for index, box in enumerate(boxes)]
        taken = [box.grown(edge / 2) for box in (*signs.boxes, *signs.cards)]
        free = (box for box in boxes if box.within(room) and not any(map(box.meets, taken)))
        return next(free, boxes[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.ring is None or self._accent is None:
            return
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.x(), -self.y())
        fill = theme.colour(theme.accent(self._accent).fill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((theme.colour("halo"), 8.0), (fill, 4.0)):
            painter.setPen(QPen(colour, theme.scale * width))
            painter.drawRoundedRect(QRectF(*self.ring), theme.px(ROUND_PX), theme.px(ROUND_PX))
        if self._card is None:
            return
        card = QRectF(*self._card)
        paint.rounded(painter, card, theme.px(10), fill, theme.colour("halo"), edge_px=theme.border_px)
        ink, font = theme.colour(theme.accent(self._accent).on), theme.font_for(self.words, "label", 600)
        paint.text(painter, card.adjusted(theme.px(12), 0, -theme.px(12), 0), self.words, font, ink)


def _same_box(a: Box | None, b: Box | None) -> bool:
    if a is None or b is None:
        return a is b
    return max(abs(here - there) for here, there in zip(a, b, strict=True)) <= SLIGHTEST_PX
