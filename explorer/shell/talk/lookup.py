"""The look-up page of the console: a search field, the hits, and a full answer, unseen by the audience."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ...i18n import Text, tr
from ...park.answers import Answer, Matter, answer_named, answers
from ...park.model import Language, Park
from ...park.wording import date_text
from ...visit import Act, LookUp, Open
from ..style.theme import Theme, line_edit_style, set_style_sheet
from ..widgets import Column, Prose, ReadingArea, Themed, apply_theme_within, as_widget
from ..widgets.themed import ENTERS
from .console_widgets import ConsoleButton

KIND_WORDS: dict[str, Text] = {
    "source": Text("Source"),
    "term": Text("Term"),
    "doubt": Text("Likely question"),
}


# Not a list view: hits share one scrolled page with the full answer, and Up from the first reaches the field.
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def kind_text(park: Park, answer: Answer, language: Language) -> str:
    """The kind of an answer, in words."""
    if answer.kind == "zone":
        return tr(Text("Zone {number}"), language, number=park.zones[answer.id].number)
    if answer.kind == "claim":
        who = tr(park.wording.marked(park.claims[answer.id].kind), language)
        return tr(Text("Statement {id} · {who}"), language, id=answer.id, who=who)
    if answer.kind == "beyond":
        return tr(park.wording.heading("facts"), language)
    return tr(KIND_WORDS[answer.kind], language)


def source_text(park: Park, answer: Answer, language: Language) -> str:
    """The source of an answer, "" if it is the park's own text."""
    if answer.source is None:
        return ""
    source = park.sources[answer.source]
    return tr(
        Text("{publisher}: {title}, {date}"), language,
        publisher=source.publisher[language], title=source.title[language],
        date=date_text(source.date, language),
    )  # fmt: skip


LINE = 1.9
"""Least height of an input line, in heights of its text."""


class LookupField(Themed, QLineEdit):
    """The search field. Down moves to the hits, Enter opens one, Esc leaves."""

    def __init__(
        self,
        theme: Theme,
        on_enter: Callable[[], None],
        on_down: Callable[[], None],
        on_leave: Callable[[], None],
    ) -> None:
        super().__init__()
        self._on_enter, self._on_down, self._on_leave = on_enter, on_down, on_leave
        self.setClearButtonEnabled(False)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        set_style_sheet(self, line_edit_style(theme, round(theme.text_px("strong") * LINE)))
        self.setFont(theme.font("strong"))
        words = tr(Text("A word, a question, a source"), theme.language)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_leave()
        elif event.key() in ENTERS:
            self._on_enter()
        elif event.key() == Qt.Key.Key_Down:
            self._on_down()
        else:
            super().keyPressEvent(event)


class HitButton(ConsoleButton):
    """A hit. Up and Down move among the hits, not to another stop."""

    def __init__(
        self, theme: Theme, text: str, on_step: Callable[[QWidget, int], None], **kinds: Any
    ) -> None:
        super().__init__(theme, text, left=True, **kinds)
        self._on_step = on_step

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._on_step(self, step)


class Lookup(Themed, QWidget):
    """Search page for the presenter alone.

    Parameters
    ----------
    do : takes acts: looked-up answers are stored with the talk; those shown are flown to.
    on_leave : called when the presenter leaves the page.
    """

    def __init__(
        self, theme: Theme, park: Park, do: Callable[[Act], None], on_leave: Callable[[], None]
    ) -> None:
        super().__init__()
        self._park, self._do, self._on_leave = park, do, on_leave
        self._open: tuple[Matter, str] | None = None
        self.found: list[HitButton] = []
        self.field = LookupField(theme, self._enter, self._down, self._leave)
        self.area = ReadingArea(theme)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = Column(theme, self.field, self.area, gap=10)
        column.setStretch(1, 1)
        self.setLayout(column)
        self.field.textChanged.connect(self._search)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if hasattr(self, "area"):
            apply_theme_within(self, theme)
            self._show()

    def enter(self) -> None:
        """Focus the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    # ---- hits

    def _search(self) -> None:
        self._open = None
        self._show()

    def _show(self) -> None:
        language = self.theme.language
        answer = answer_named(self._park, *self._open, language) if self._open is not None else None
        self.area.turn_to(self._answer_page(answer) if answer is not None else self._list())

    def _list(self) -> QWidget:
        theme, language, words = self.theme, self.theme.language, self.field.text().strip()
        column = Column(theme, gap=6, margins=(2, 2, 10, 2))
        hits = answers(self._park, words, language)
        self.found = []
        if not hits:
            hint = (
                tr(Text("Nothing found for “{words}”."), language, words=words)
                if words
                else tr(
                    Text(
                        "Finds zones, statements, other facts, likely questions, terms and sources. Only you see it."
                    ),
                    language,
                )
            )
            column.addWidget(Prose(theme, hint, "body", "ink2"))
        for hit in hits:
            button = HitButton(theme, hit.title, self._step, sub=kind_text(self._park, hit, language),
                         on_press=lambda hit=hit: self._choose(hit))  # fmt: skip
            self.found.append(button)
            column.addWidget(button)
        column.addStretch(1)
        return as_widget(column)

    def _answer_page(self, answer: Answer) -> QWidget:
        """The page of a full answer."""
        theme, language, park = self.theme, self.theme.language, self._park
        self.found = []
        parts: list[QWidget] = [
            ConsoleButton(theme, tr(Text("Back to the results"), language), "arrow-left", kind="quiet", left=True,
                  on_press=self._back),
            Prose(theme, kind_text(park, answer, language), "label", "ink2"),
            Prose(theme, answer.title, "title"),
        ]  # fmt: skip
        parts += [Prose(theme, part, "lead") for part in answer.text.split("\n") if part.strip()]
        source = source_text(park, answer, language)
        if source:
            parts.append(Prose(theme, source, "body", "ink2"))
        if answer.zone is not None:
            title = park.zones[answer.zone].title[language]
            words = tr(Text("Show to the audience: {title}"), language, title=title)
            zone = answer.zone
            parts.append(ConsoleButton(theme, words, "navigation", on_press=lambda: self._do(Open(zone))))
        return as_widget(Column(theme, *parts, None, gap=10, margins=(2, 2, 10, 2)))

    # ---- actions

    def _choose(self, answer: Answer) -> None:
        self._open = (answer.kind, answer.id)
        self._do(LookUp(answer.kind, answer.id))
        self._show()
        self.setAccessibleName(answer.title)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # on the page, so that no button takes the next key

    def leave_answer(self) -> bool:
        """Return from an answer to the hits; False if no answer is open."""
        if self._open is None:
            return False
        self._back()
        return True

    def _step(self, hit: QWidget, step: int) -> None:
        """Move among the hits; the field is above the first."""
        at = self.found.index(hit) + step  # type: ignore[arg-type]
        if at < 0:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif at < len(self.found):
            self.found[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(self.found[at])

    def _back(self) -> None:
        self._open = None
        self._show()
        self.enter()

    def _enter(self) -> None:
        """Open the hit if it is the only one; otherwise move to the list."""
        if len(self.found) == 1:
            self.found[0].click()
        else:
            self._down()

    def _down(self) -> None:
        if self.found:
            self.found[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        if not self.leave_answer():
            self._on_leave()
