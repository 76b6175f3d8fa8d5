"""The panel of a question, for a class or one visitor, with the claims that support its answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ...i18n import Text, tr
from ...park.model import Claim, Park
from ...park.tour import Question
from ...visit import Act, Open, Operate
from ...visit.lesson.acts import PutAway
from ..style.theme import Theme
from ..widgets import Button, Card, Flow, HoverAnimation, Icon, KeyFocus, Prose, Row, Themed, paint, plain
from ..widgets.badges import CHIPS
from ..widgets.layouts import Column
from .card_panel import CardPanel
from .options import OptionTile

CLAIM_NAME = Text("{text} Open it in {zone}.")


class ClaimButton(HoverAnimation, KeyFocus, Themed, QPushButton):
    """Mark of a claim's speaker, with the statement's number: filled, outlined or dashed, as in the articles."""

    def __init__(
        self, theme: Theme, park: Park, claim: Claim, on_press: Callable[[], object], *, brief: bool = False
    ) -> None:
        super().__init__()
        self.kind, language = claim.kind, theme.language
        whole = tr(Text("{kind} · {id}"), language, kind=park.wording.kind(claim.kind), id=claim.id)
        self.setText(claim.id if brief else whole)
        content, zone = plain(claim.text[language]), park.zones[claim.zone].title[language]
        name = f"{whole}. {tr(CLAIM_NAME, language, text=content, zone=zone)}"
        self.setAccessibleName(name)
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
        fill = self.animated_fill(theme.colour("tint" if touched else look.fill))
        edge = theme.colour(look.ink) if self.kind in ("F", "V") or theme.high_contrast else None
        rect, radius = QRectF(self.rect()), theme.px(9)
        paint.rounded(painter, rect, radius, fill, edge, edge_px=theme.px(1.5), dashed=self.kind == "V")
        if self.rings:
            paint.focus_ring(painter, theme, rect, radius)
        middle = QPointF(theme.px(12) + self._icon_px / 2, rect.center().y())
        paint.icon(painter, theme.icon(look.icon, look.ink, self._icon_px), middle)
        room = rect.adjusted(self._before_px, 0, 0, 0)
        paint.text(painter, room, self.text(), theme.font_for(self.text(), "label"), theme.colour(look.ink))


def claims_row(
    theme: Theme, park: Park, question: Question, open_zone: Callable[[str], object], *, brief: bool = False
) -> Flow:
    """The claims behind a question; the brief form shows only the marks of the speakers."""
    row = Flow(theme, Prose(theme, tr(Text("Based on"), theme.language), "label", "ink2"))
    for id in question.claims:
        claim = park.claims[id]
        row.addWidget(ClaimButton(theme, park, claim, partial(open_zone, claim.zone), brief=brief))
    return row


WIDTH_PX, WIDTH_GROWTH = 820, 0.5
"""Width of a question's panel, and how far it grows with the text size."""


class QuestionPanel(CardPanel):
    """A panel with a question on it.

    Parameters
    ----------
    do : takes the acts.
    """

    def __init__(self, theme: Theme, park: Park, do: Callable[[Act], object], parent: QWidget) -> None:
        self._do = do
        self._main: Button | None = None
        self.tiles: list[OptionTile] = []
        super().__init__(theme, park, parent=parent)

    @property
    def main_button(self) -> QWidget | None:
        """The button that continues, once enabled; before that, the first option."""
        return self._main or (self.tiles[0] if self.tiles else None)

    def press_main(self) -> None:
        """Handle Enter."""
        if self._main is not None:
            self._main.click()

    def _open(self, zone: str, *, at_exhibit: bool = False) -> None:
        """Close the question and go to a zone."""
        self._do(PutAway())
        self._do(Open(zone))
        if at_exhibit:
            self._do(Operate())

    def _head(
        self,
        theme: Theme,
        question: Question,
        kicker: str,
        close: tuple[str, Callable[[], object]],
        *beside: QWidget,
        low: bool = False,
    ) -> Row:
        """The question, the line above it, the widgets beside it, and a close button; smaller in a low window."""
        zone = self.park.zones[question.zones[0]]
        role = "heading" if theme.text < 1.4 and not low else "title"
        words = Column(
            theme,
            Prose(theme, kicker, "label", theme.accent(zone.accent).text),
            self.prose(theme, question.question[theme.language], role),
            gap=2,
        )
        name, on_close = close
        button = Button(theme, icon="x", name=name, kind="quiet", on_press=on_close)
        row = Row(theme, words, *beside, button, gap=12)
        row.setStretch(0, 1)
        for widget in (*beside, button):
            row.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        return row

    def _why(
        self, theme: Theme, question: Question, open_zone: Callable[[str], object], verdict: str = ""
    ) -> Column:
        """Why the answer is right, with the claims behind it."""
        column = Column(theme, self._reason(theme, question, verdict), gap=10)
        if question.claims:
            column.addLayout(claims_row(theme, self.park, question, open_zone))
        return column

    def _reason(self, theme: Theme, question: Question, verdict: str) -> Card:
        """Why the answer is right."""
        words = self.prose(theme, f"{verdict} {question.explanation[theme.language]}".strip())
        lamp = Icon(theme, "lightbulb", "ok", size=24)
        row = Row(theme, lamp, words, gap=12)
        row.setStretch(1, 1)
        row.setAlignment(lamp, Qt.AlignmentFlag.AlignTop)
        return Card(theme, row, fill="okTint", edge=None, padding=(16, 12, 16, 12))


def foot_of(theme: Theme, content: QWidget, *buttons: Button) -> Row | Column:
    """Content at the left and buttons at the right, stacked for large text."""
    flow = Flow(theme, *buttons, gap=8)
    if theme.text >= 1.4:
        return Column(theme, content, flow, gap=10)
    row = Row(theme, content, flow, gap=20)
    row.setStretch(0, 1)
    return row
