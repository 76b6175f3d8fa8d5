"""The survey at the end of a visit: one question at a time, answered by a touch; *Skip* ends it at any time.

An answer goes to the visit statistics only, as a count of its day: no visit, event log or checkpoint ever has it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.frame import FACES, LONGEST_LINE, SurveyQuestion
from ...visit import Act, StartOver, Visit
from ...visit.kiosk.acts import NextSurveyQuestion
from ..input.screen_keyboard import ScreenKeyboard
from ..panels.settings.connect_fields import LineField
from ..style.theme import Theme
from ..widgets import Button, Column, FittingScrollArea, Flow, Prose, Row, as_widget
from .modal import MARGIN_PX, LargeButton, Modal

Keep = Callable[[str, int, str], object]
"""Takes an answer: id of the question, option from 1 or 0, and line of text."""

WIDTH_PX = 960  # in the design
FACE_ICONS = ("laugh", "smile", "meh", "frown", "angry")
LETTERS = {"de": "ÄÖÜß", "fr": "ÀÂÇÉÈÊÎÔÙ", "es": "ÁÉÍÓÚÑ¿¡", "it": "ÀÈÉÌÒÙ", "pt": "ÃÁÂÇÉÊÍÕÓÚ"}
MARKS = ".,!?'"
LARGE_TEXT = 1.5
"""Text scale from which the number of the question makes way for its options."""


class SurveySheet(Modal):
    """The questions of a scene's survey.

    Parameters
    ----------
    keep : stores an answer.

    Attributes
    ----------
    answers : the buttons of the present question; empty for a line of text.
    field : the field of a line of text, in the row of the buttons: the keyboard takes half of the window.
    skip : ends the survey.
    """

    def __init__(
        self,
        theme: Theme,
        questions: tuple[SurveyQuestion, ...],
        do: Callable[[Act], None],
        keep: Keep,
        parent: QWidget,
    ) -> None:
        self._questions, self._do, self._keep = questions, do, keep
        self._at: int | None = None
        self.answers: list[Button] = []
        self._step, self._title = Prose(theme, " ", "label", "ink2"), Prose(theme, " ", "heading")
        self._body = FittingScrollArea(theme, QWidget())
        self._note = Prose(theme, " ", "fine", "ink2")
        self.skip = Button(theme, " ", "x", large=True, on_press=self._leave)
        self.send = Button(theme, " ", "check", kind="primary", large=True, on_press=self._send)
        self.field = LineField(theme, self._send)
        self.field.setMaxLength(LONGEST_LINE)
        foot = Row(theme, self._note, self.field, self.send, self.skip, gap=12)
        foot.setStretch(0, 1)
        foot.setStretch(1, 1)
        column = Column(theme, self._step, self._title, self._body, foot, gap=14)
        column.setStretchFactor(self._body, 1)
        super().__init__(theme, column, WIDTH_PX, parent)
        self.keyboard = ScreenKeyboard(
            theme, self._type, self.field.backspace, self.field.clear, self,
            LETTERS.get(theme.language, "") + MARKS,
        )  # fmt: skip

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if self._at is not None:
            self.keyboard.apply_theme(theme)
            self._build()

    def update_from(self, visit: Visit) -> None:
        """Show the present question of a visit, or hide."""
        kiosk = visit.kiosk
        at = kiosk.survey_at if kiosk is not None and kiosk.phase == "survey" else None
        if at == self._at:
            return
        before, self._at = self._at, at
        if at is None:
            if before is not None and before < len(self._questions):  # given up, or silence
                self._keep(self._questions[before].id, 0, "")
            self.close_up()
            return
        self._build()
        if self.isHidden():
            self.open(self.skip)

    def close_up(self) -> None:
        super().close_up()
        self.keyboard.hide()

    def dismissed(self) -> None:
        self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = int(event.text()) if event.text().isdecimal() else 0
        if self.field.isHidden() and 0 < number <= len(self.answers):
            self._answer(number)
        else:
            super().keyPressEvent(event)

    def arrange(self, room: QRect) -> None:
        if self.keyboard.isHidden():
            super().arrange(room)
            return
        self.setGeometry(room)
        theme, margin = self.theme, self.theme.px(MARGIN_PX)
        keys = self.keyboard.arrange(QRect(0, 0, room.width(), room.height()))
        width = min(round(theme.px(WIDTH_PX) * theme.text), room.width() - 2 * margin)
        height = min(self.surface.wanted_height(width), keys.top() - 2 * margin)
        self.surface.place(
            QRect((room.width() - width) // 2, max(margin, keys.top() - margin - height), width, height)
        )

    # ---- answers

    def _answer(self, option: int, line: str = "") -> None:
        if self._at is not None and self._at < len(self._questions):
            asked = self._questions[self._at]
            self._keep(asked.id, option, line)
            self._do(NextSurveyQuestion())

    def _send(self) -> None:
        self._answer(0, " ".join(self.field.text().split()))

    def _leave(self) -> None:
        self._do(StartOver())

    def _type(self, character: str) -> None:
        self.field.insert(character if self.field.text() else character.upper())

    # ---- content

    def _build(self) -> None:
        theme, language, at = self.theme, self.theme.language, self._at or 0
        self.answers = []
        self.field.clear()
        over = at >= len(self._questions)
        asked = None if over else self._questions[at]
        title = tr(Text("Thank you."), language) if asked is None else asked.question[language]
        step = Text("Question {number} of {count}", number=at + 1, count=len(self._questions))
        self._step.set_text(" " if over else tr(step, language))
        self._title.set_text(title)
        self.surface.setAccessibleName(title)
        self._note.set_text(tr(Text("Counted for this booth only, never with your visit."), language))
        writes = asked is not None and asked.kind == "line"
        self.field.set_words(tr(Text("One line. Please write no names."), language))
        self.field.setMinimumHeight(self.skip.sizeHint().height())
        for shown, widget in (
            (writes, self.field), (writes, self.send), (writes and theme.profile == "stand", self.keyboard),
            (not writes, self._note), (not writes and theme.text < LARGE_TEXT, self._step), (not writes and not over, self._body),
        ):  # fmt: skip
            widget.setVisible(shown)
        self.keyboard.raise_()
        self.skip.set_text(tr(Text("Close") if over else Text("Skip"), language))
        self.send.set_text(tr(Text("Send"), language))
        content = self._content(asked)
        self._body.setWidget(content)
        content.show()
        if not self.isHidden():
            self.arrange(self.geometry())
            (self.field if writes else self.skip).setFocus()

    def _content(self, asked: SurveyQuestion | None) -> QWidget:
        theme, language = self.theme, self.theme.language
        if asked is None or asked.kind == "line":
            return QWidget()
        if asked.kind == "faces":
            shown = [(tr(text, language), icon) for icon, text in zip(FACE_ICONS, FACES, strict=True)]
        else:
            shown = [(option[language], "") for option in asked.options]
        self.answers = [
            LargeButton(theme, words, icon, on_press=partial(self._answer, number))
            for number, (words, icon) in enumerate(shown, 1)
        ]
        return as_widget(Flow(theme, *self.answers, gap=10), scrolled=True)
