"""The ring of *Show me*: marks the part that a step changes, and names it if no sign does."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ...i18n import tr
from ...park.model import Accent
from ...visit import Visit
from ..overlay.label_placement import Box
from ..style.theme import Theme
from ..widgets import Themed, paint
from ..window.protocols import Stage
from .signs import Signs

LEAST_PX, PADDING_PX, ROUND_PX = (64, 48), 8, 16  # design pixels
WORDS_APART_PX = 10
EDGE_PX = 8
SLIGHTEST_PX = 0.5


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
        if words == self.words and _same(ring, self.ring) and _same(card, self._card):
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


def _same(a: Box | None, b: Box | None) -> bool:
    if a is None or b is None:
        return a is b
    return max(abs(here - there) for here, there in zip(a, b, strict=True)) <= SLIGHTEST_PX
