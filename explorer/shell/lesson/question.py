"""The panel of a question, for a class or one visitor: its options as tiles, and the claims that support its answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from ...i18n import Text, tr
from ...park.model import Claim, Park
from ...park.tour import Question
from ...visit import Act, Open, Operate
from ...visit.lesson.acts import PutAway
from ...visit.lesson.state import Asked, Lesson
from ..panels.panel_page import PanelPage
from ..style.theme import Theme
from ..widgets import (
    Button,
    Card,
    Flow,
    HoverAnimation,
    Icon,
    KeyFocus,
    Prose,
    Row,
    Themed,
    paint,
    plain,
)
from ..widgets.badges import CHIPS
from ..widgets.layouts import Column, head_row

QUESTION_EXTRA = Text("Question · {zone}")
OPTION_STATES: dict[str, Text] = {
    "right": Text("{letter}: {text}. Correct."),
    "wrong": Text("{letter}: {text}. Your answer."),
}
HANDS: dict[str, Text] = {
    "more": Text("Add a hand for {letter} ({number})"),
    "fewer": Text("Remove a hand for {letter} (Shift+{number})"),
}

LETTERS = "ABCDE"
LEAST_PX = 60
BADGE_PX, PAD_PX, GAP_PX = 36, 12, 12
COUNT_PX = 40
"""Room for the number of hands, pixels of the design."""
ONE_COLUMN_FROM = 1.4
"""Text scale from which options form one column."""

State = Literal["open", "right", "wrong", "plain"]


class _Look(NamedTuple):
    fill: str
    edge: str
    edge_px: float
    badge: str
    letter: str
    icon: str


LOOKS: dict[State, _Look] = {
    "open": _Look("raised", "control", 1.5, "tint", "ink", ""),
    "plain": _Look("raised", "control", 1.5, "tint", "ink", ""),
    "right": _Look("okTint", "ok", 3.0, "ok", "surface", "check"),
    "wrong": _Look("errTint", "err", 3.0, "err", "surface", "x"),
}


class OptionTile(HoverAnimation, KeyFocus, Themed, QPushButton):
    """One option. While the question is open, a press chooses it or adds a hand, as its two small buttons do.

    Parameters
    ----------
    number : from 1.
    on_press : called when it is pressed.
    on_hands : called with +1 or -1; None if no hands are counted.
    """

    def __init__(
        self,
        theme: Theme,
        number: int,
        text: str,
        *,
        on_press: Callable[[], object] | None,
        on_hands: Callable[[int], object] | None = None,
        state: State = "open",
    ) -> None:
        super().__init__()
        self.number, self.state, self.option_text = number, state, text
        self._count: int | None = None
        self._share = 0.0
        self._on_press, self._hands = on_press, on_hands is not None
        self.hand_buttons: tuple[Button, ...] = ()
        self.theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on_press else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if on_press is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(self._press)
        if on_hands is not None:
            self.hand_buttons = self._made_buttons(theme, on_hands)
        self._name()
        self.apply_theme(theme)

    @property
    def letter(self) -> str:
        return LETTERS[self.number - 1]

    def _press(self) -> None:
        if self._on_press is not None:
            self._on_press()

    def _made_buttons(self, theme: Theme, on_hands: Callable[[int], object]) -> tuple[Button, ...]:
        """Buttons that remove and add a hand. In a layout, their height would become the tile's."""

        def made(icon: str, key: str, by: int) -> Button:
            name = tr(HANDS[key], theme.language, letter=self.letter, number=self.number)
            return Button(
                theme, icon=icon, name=name, kind="quiet", on_press=partial(on_hands, by), parent=self
            )

        return made("minus", "fewer", -1), made("plus", "more", 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        right = self.width() - self.theme.px(GAP_PX) // 2
        for button in reversed(self.hand_buttons):
            size = button.sizeHint()
            right -= size.width()
            button.setGeometry(right, (self.height() - size.height()) // 2, size.width(), size.height())
            right -= self._count_px

    def show_count(self, count: int | None, share: float = 0.0) -> None:
        """Show the hands counted, and their share of all."""
        if (count, share) != (self._count, self._share):
            self._count, self._share = count, share
            self._name()
            self.updateGeometry()
            self.update()

    def _name(self) -> None:
        language = self.theme.language
        text, values = Text("{letter}: {text}"), {"letter": self.letter, "text": self.option_text}
        if self.state in ("right", "wrong"):
            text = OPTION_STATES[self.state]
        elif self._count is not None:
            text, values = Text("{letter}: {text}. {count}"), {**values, "count": str(self._count)}
        self.setAccessibleName(tr(text, language, **values))

    # ---- size

    @property
    def _left_px(self) -> int:
        return self.theme.px(PAD_PX + GAP_PX) + self.theme.icon_px(BADGE_PX)

    @property
    def _count_px(self) -> int:
        wanted = self.theme.width_of(max("00", str(self._count or 0), key=len), "title", 700)
        return max(self.theme.px(COUNT_PX), round(wanted) + self.theme.px(8))

    @property
    def _right_px(self) -> int:
        """Width at the right of the words: the count between its buttons, or after the mark."""
        theme, width = self.theme, self.theme.px(PAD_PX)
        if self._hands:
            return width + self._count_px + sum(button.sizeHint().width() for button in self.hand_buttons)
        if LOOKS[self.state].icon:
            width += theme.icon_px(26) + theme.px(6)
        return width + (self._count_px if self._count is not None else 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = self.theme
        font = theme.font_for(self.option_text, "strong")
        words = paint.wrapped_height(self.option_text, font, width - self._left_px - self._right_px)
        return max(theme.px(LEAST_PX), theme.target_px, round(words) + theme.px(28))

    def sizeHint(self) -> QSize:
        width = self._left_px + self._right_px + self.theme.px(200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._left_px + self._right_px + self.theme.px(60), self.theme.px(LEAST_PX))

    def hitButton(self, position: QPoint) -> bool:
        return self._on_press is not None and self.rect().contains(position)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look, painter = self.theme, LOOKS[self.state], QPainter(self)
        rect, radius = QRectF(self.rect()), theme.radius("md")
        touched = self._on_press is not None and (self.underMouse() or self.isDown())
        fill = self.animated_fill(theme.colour("tint" if touched else look.fill))
        paint.rounded(painter, rect, radius, fill, theme.colour(look.edge), edge_px=theme.px(look.edge_px))
        if self.rings:
            paint.focus_ring(painter, theme, rect, radius)
        side = theme.icon_px(BADGE_PX)
        badge = QRectF(theme.px(PAD_PX), (rect.height() - side) / 2, side, side)
        edge = theme.colour("line") if theme.high_contrast else None
        paint.rounded(painter, badge, theme.px(9), theme.colour(look.badge), edge)
        letter = theme.colour(look.letter)
        paint.text(painter, badge, self.letter, theme.font("label", 700), letter, align=paint.CENTRE)
        room = QRectF(self._left_px, 0, rect.width() - self._left_px - self._right_px + 2, rect.height())
        font = theme.font_for(self.option_text, "strong")
        paint.text(painter, room, self.option_text, font, theme.colour("ink"), wrap=True)
        self._paint_right(painter, rect, look)
        if self._share > 0 and not self._hands:
            inset, height = theme.px(10), theme.px(4)
            width = max((rect.width() - 2 * inset) * self._share, height)
            bar = QRectF(inset, rect.bottom() - theme.px(10), width, height)
            paint.rounded(painter, bar, height / 2, theme.colour(look.edge))

    def _paint_right(self, painter: QPainter, rect: QRectF, look: _Look) -> None:
        theme = self.theme
        right = rect.right() - theme.px(PAD_PX)
        if self._count is not None:
            if self._hands:
                fewer = self.hand_buttons[0].geometry()
                room = QRectF(fewer.right() + 1, 0, self._count_px, rect.height())
                align = paint.CENTRE
            else:
                room = QRectF(right - self._count_px, 0, self._count_px, rect.height())
                align = paint.RIGHT
                right -= self._count_px
            ink = "ok" if self.state == "right" else "ink2"
            paint.text(
                painter, room, str(self._count), theme.font("title", 700), theme.colour(ink), align=align
            )
        if look.icon and not self._hands:
            px = theme.icon_px(26)
            centre = QRectF(right - px, 0, px, rect.height()).center()
            paint.icon(painter, theme.icon(look.icon, look.edge, px), centre)


def in_columns(theme: Theme, tiles: list[OptionTile], width_px: int) -> QGridLayout:
    """Options in two columns, or in one for large text or long words."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(theme.px(10))
    narrow = theme.text >= ONE_COLUMN_FROM or width_px < theme.px(560)
    columns = 1 if narrow else 2
    for index, tile in enumerate(tiles):
        grid.addWidget(tile, index // columns, index % columns)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return grid


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


class QuestionPanel(PanelPage):
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

    def _kicker(self, question: Question, lesson: Lesson) -> str:
        """The line above a question to a class: its number in the lesson's plan, if it is there, and its zone."""
        language = self.theme.language
        planned = lesson.tour.questions if lesson.tour is not None else ()
        zone = self.park.zones[question.zones[0]].title[language]
        if question.id not in planned:  # asked on the spot, by an audience or from a presenter's phone
            self.setAccessibleName(tr(QUESTION_EXTRA, language, zone=zone))
            return tr(QUESTION_EXTRA, language, zone=zone)
        number = planned.index(question.id) + 1
        self.setAccessibleName(tr(Text("Question {number}"), language, number=number))
        return tr(
            Text("Question {number} of {count} · {zone}"),
            language,
            number=number,
            count=len(planned),
            zone=zone,
        )

    def _head(
        self,
        theme: Theme,
        question: Question,
        kicker: str,
        *beside: QWidget,
        low: bool = False,
    ) -> Row:
        """The question, the line above it, and the widgets beside it; smaller in a low window."""
        zone = self.park.zones[question.zones[0]]
        role = "heading" if theme.text < 1.4 and not low else "title"
        words = Column(
            theme,
            Prose(theme, kicker, "label", theme.accent(zone.accent).text),
            self.prose(theme, question.question[theme.language], role),
            gap=2,
        )
        return head_row(theme, words, *beside)

    def _close_button(self, name: str) -> Button:
        """Puts the question away."""
        put_away = partial(self._do, PutAway())
        return Button(self.theme, icon="x", name=name, kind="quiet", on_press=put_away)

    def _add_tiles(self, page: Column, tiles: list[OptionTile]) -> None:
        """Add the options of a question to a class; before they are shown, a request to think."""
        theme, self.tiles = self.theme, tiles
        if tiles:
            page.addLayout(in_columns(theme, tiles, theme.px(700)))
        else:
            words = tr(Text("Think first. The options will appear in a moment."), theme.language)
            page.addWidget(Prose(theme, words, "lead", "ink2"))

    def _why(self, theme: Theme, question: Question) -> Column:
        """Why the answer is right, with the claims behind it."""
        column = Column(theme, self._reason(theme, question), gap=10)
        if question.claims:
            column.addLayout(claims_row(theme, self.park, question, self._open))
        return column

    def _reason(self, theme: Theme, question: Question, verdict: str = "") -> Card:
        """Why the answer is right."""
        words = self.prose(theme, f"{verdict} {question.explanation[theme.language]}".strip())
        lamp = Icon(theme, "lightbulb", "ok", size=24)
        row = Row(theme, lamp, words, gap=12)
        row.setStretch(1, 1)
        row.setAlignment(lamp, Qt.AlignmentFlag.AlignTop)
        return Card(theme, row, fill="okTint", edge=None, padding=(16, 12, 16, 12))


def state_of(option: int, question: Question, asked: Asked) -> State:
    """How an option of a question to a class is shown."""
    if not asked.revealed:
        return "open"
    return "right" if option == question.right else "plain"


def foot_of(theme: Theme, content: QWidget, *buttons: Button) -> Row | Column:
    """Content at the left and buttons at the right, stacked for large text."""
    flow = Flow(theme, *buttons, gap=8)
    if theme.text >= 1.4:
        return Column(theme, content, flow, gap=10)
    row = Row(theme, content, flow, gap=20)
    row.setStretch(0, 1)
    return row
