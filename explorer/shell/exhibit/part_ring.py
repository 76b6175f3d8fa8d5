"""The ring of *Show me*: it marks the part of an exhibit that a step changes, with its name."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ...i18n import tr
from ...park.model import Accent
from ...visit import Visit
from ..style.theme import Theme
from ..widgets import Themed, paint
from ..window.protocols import Stage

WIDE_PX, TALL_PX, ROUND_PX = 96, 64, 18  # of the design
WORDS_ABOVE_PX = 12
SLIGHTEST_PX = 0.5


class PartRing(Themed, QWidget):
    """Painted over the picture; the pointer goes through."""

    def __init__(self, theme: Theme, stage: Stage, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage, self._picture = stage, parent
        self._accent: Accent | None = None
        self.at: QPointF | None = None
        self.words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.apply_theme(theme)
        self.hide()

    def update_from(self, visit: Visit | None, part: str | None) -> None:
        """Mark a part, or none."""
        at, words = None, ""
        if visit is not None and part is not None and visit.run is not None and visit.open_zone is not None:
            anchor = self._stage.parts().get(part)
            known = visit.run.exhibit.parts(visit.run.state).get(part)
            if anchor is not None and known is not None:
                ((u, v),) = self._stage.project(np.array([anchor.above]))
                whole = self._picture.size()
                if np.isfinite([u, v]).all() and 0 < u < 1 and 0 < v < 1:
                    at = QPointF(float(u) * whole.width(), float(v) * whole.height())
                    words = tr(known.label, self.theme.language)
                    self._accent = visit.open_zone.accent
        moved = (at is None) != (self.at is None) or (
            at is not None and self.at is not None and (at - self.at).manhattanLength() > SLIGHTEST_PX
        )
        if not moved and words == self.words:
            return
        self.at, self.words = at, words
        if at is not None:
            self.setGeometry(self._place(at))
            self.update()
        self.setVisible(at is not None)

    def _place(self, at: QPointF) -> QRect:
        theme = self.theme
        wide = max(theme.px(WIDE_PX), theme.width_of(self.words, "label", 600) + theme.px(24)) + 2 * theme.px(
            8
        )
        tall = theme.px(TALL_PX) + theme.line_px("label") + theme.px(WORDS_ABOVE_PX + 12) + theme.px(16)
        left = min(max(at.x() - wide / 2, 0), max(self._picture.width() - wide, 0))
        top = max(at.y() - (tall - theme.px(TALL_PX) / 2 - theme.px(8)), 0)
        return QRectF(left, top, wide, tall).toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.at is None or self._accent is None:
            return
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = self.at - QPointF(self.pos())
        wide, tall = theme.px(WIDE_PX), theme.px(TALL_PX)
        ring = QRectF(centre.x() - wide / 2, centre.y() - tall / 2, wide, tall)
        fill = theme.colour(theme.accent(self._accent).fill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((theme.colour("halo"), 8.0), (fill, 4.0)):
            painter.setPen(QPen(colour, theme.scale * width))
            painter.drawRoundedRect(ring, theme.px(ROUND_PX), theme.px(ROUND_PX))
        words_px = theme.width_of(self.words, "label", 600) + theme.px(24)
        high = theme.line_px("label") + theme.px(10)
        left = min(max(centre.x() - words_px / 2, 0), self.width() - words_px)
        card = QRectF(left, ring.top() - theme.px(WORDS_ABOVE_PX) - high, words_px, high)
        if card.top() < 0:
            card.moveTop(ring.bottom() + theme.px(WORDS_ABOVE_PX))
        paint.rounded(painter, card, theme.px(10), fill, theme.colour("halo"), edge_px=theme.border_px)
        ink = theme.colour(theme.accent(self._accent).on)
        font = theme.font_for(self.words, "label", 600)
        inner = card.adjusted(theme.px(12), 0, -theme.px(12), 0)
        paint.text(painter, inner, self.words, font, ink)
