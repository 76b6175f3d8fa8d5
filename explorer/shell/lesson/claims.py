"""The statements that an answer rests on, each with its mark; a press opens the zone that tells it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ...i18n.messages import say
from ...park.model import Claim, Park
from ...park.tour import Question
from ..style.theme import Theme
from ..widgets import Flow, KeyFocus, Piece, Prose, Soft, paint, plain
from ..widgets.badges import CHIPS


class ClaimButton(Soft, KeyFocus, Piece, QPushButton):
    """A mark of who is speaking, with the statement's number: filled, outlined or dashed, as in the articles."""

    def __init__(self, theme: Theme, park: Park, claim: Claim, on_press: Callable[[], object]) -> None:
        super().__init__()
        self.kind, language = claim.kind, theme.language
        self.setText(say(f"lesson.claim.{claim.kind}", language, id=claim.id))
        told, zone = plain(claim.text[language]), park.zones[claim.zone].title[language]
        name = say("lesson.claim.name", language, text=told, zone=zone)
        self.setAccessibleName(f"{self.text()}. {name}")
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._on_press = on_press
        self.clicked.connect(self._press)
        self.apply_theme(theme)

    def _press(self) -> None:
        self._on_press()

    @property
    def _icon_px(self) -> int:
        return self.theme.icon_px(18)

    @property
    def _before_px(self) -> int:
        return self.theme.px(12) + self._icon_px + self.theme.px(7)

    def sizeHint(self) -> QSize:
        width = self.theme.width_of(self.text(), "label", 600) + self._before_px + self.theme.px(13)
        return QSize(
            round(width) + 2, max(self.theme.target_px, self.theme.line_px("label") + self.theme.px(12))
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look, painter = self.theme, CHIPS[self.kind], QPainter(self)
        touched = self.underMouse() or self.isDown()
        fill = self.softened(theme.colour("tint" if touched else look.fill))
        edge = theme.colour(look.ink) if self.kind in ("F", "V") or theme.high_contrast else None
        rect, radius = QRectF(self.rect()), theme.px(9)
        paint.rounded(painter, rect, radius, fill, edge, edge_px=theme.px(1.5), dashed=self.kind == "V")
        if self.rings:
            paint.focus_ring(painter, theme, rect, radius)
        middle = QPointF(theme.px(12) + self._icon_px / 2, rect.center().y())
        paint.icon(painter, theme.icon(look.icon, look.ink, self._icon_px), middle)
        room = rect.adjusted(self._before_px, 0, 0, 0)
        paint.text(painter, room, self.text(), theme.font_for(self.text(), "label"), theme.colour(look.ink))


def claims_row(theme: Theme, park: Park, question: Question, open_zone: Callable[[str], object]) -> Flow:
    """What a question rests on."""
    row = Flow(theme, Prose(theme, say("lesson.claims", theme.language), "label", "ink2"))
    for id in question.claims:
        claim = park.claims[id]
        row.addWidget(ClaimButton(theme, park, claim, partial(open_zone, claim.zone)))
    return row
