"""The text of a question or a promise: one line to type into, in the console during a talk and in the report after it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit import Act, WriteEntry
from ...visit.talk.state import LONGEST_LOGGED, Logged, LoggedKind, Talk
from ..panels.settings.connect_fields import LineField
from ..style.theme import Theme
from ..style.time_format import clock_text
from ..widgets import Prose, Row, Themed
from .console_widgets import CLICKER_KEYS, ConsoleButton, ConsoleCard

NOTED: dict[LoggedKind, Text] = {
    "question": Text("Question noted at {at}; it is in the files of the talk."),
    "promise": Text("Promise noted at {at}; it is in the files of the talk."),
}
WORDS: dict[LoggedKind, Text] = {
    "question": Text("What was asked (may stay empty)"),
    "promise": Text("What you promised (may stay empty)"),
}
REMOVE: dict[LoggedKind, Text] = {
    "question": Text("Remove this question"),
    "promise": Text("Remove this promise"),
}
UNUSED_S = 20.0
"""Time after which a field into which nothing was typed closes."""
PAUSE_S = 1.5
"""Pause in typing after which the text is saved, in case the program ends."""


class EntryField(LineField):
    """A line for the text of an entry. While it is empty, a clicker's keys and Space pass on to the talk."""

    def __init__(self, theme: Theme, on_enter: Callable[[], object], on_leave: Callable[[], object]) -> None:
        self._on_leave = on_leave
        super().__init__(theme, on_enter)
        self.setMaxLength(LONGEST_LOGGED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_leave()
        elif not self.text() and event.key() in (*CLICKER_KEYS, Qt.Key.Key_Space):
            event.ignore()
        else:
            super().keyPressEvent(event)


class EntryLine(Themed, QWidget):
    """The text of one question or promise, and a button that removes it.

    Parameters
    ----------
    on_done : called after Enter and Esc, and after the entry is removed.

    Attributes
    ----------
    number : the number of the entry in the talk, from 0; None before the first.
    """

    def __init__(
        self, theme: Theme, do: Callable[[Act], None], on_done: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__()
        self._do, self._on_done = do, on_done
        self.number: int | None = None
        self._kind: LoggedKind = "question"
        self._kept = ""
        self.field = EntryField(theme, self._finish, self._finish)
        self.remove = ConsoleButton(theme, icon="trash", name=" ", kind="quiet", on_press=self._remove)
        self.field.editingFinished.connect(self.keep)
        row = Row(theme, self.field, self.remove, gap=6)
        row.setStretch(0, 1)
        self.setLayout(row)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.field.set_words(tr(WORDS[self._kind], theme.language))
        self.remove.set_text(name=tr(REMOVE[self._kind], theme.language))
        self.remove.setToolTip(self.remove.accessibleName())

    def show_entry(self, number: int, entry: Logged) -> None:
        """Show another entry, after what was typed for the last one is kept."""
        self.keep()
        self.number, self._kind, self._kept = number, entry.kind, entry.text
        self.field.setText(entry.text)
        self.apply_theme(self.theme)

    def keep(self) -> None:
        """Pass on what was typed."""
        text = self.field.text().strip()
        if self.number is not None and text != self._kept:
            self._kept = text
            self._do(WriteEntry(self.number, text))

    def _finish(self) -> None:
        self.keep()
        self._on_done()

    def _remove(self) -> None:
        number, self.number = self.number, None
        if number is not None:
            self._do(WriteEntry(number, None))
        self._on_done()


class EntryRow(ConsoleCard):
    """Opens in the console when a question or a promise is noted. Closes on Enter, on Esc, or if it stays unused.

    Parameters
    ----------
    on_close : called when it has closed while it had the focus.
    """

    def __init__(self, theme: Theme, do: Callable[[Act], None], on_close: Callable[[], object]) -> None:
        self._on_close = on_close
        self._entry: Logged | None = None
        self._since_s = 0.0
        self.words = Prose(theme, " ", "label")
        self.line = EntryLine(theme, do, self.close_row)
        self.line.field.textEdited.connect(self._typed)
        row = Row(theme, self.words, self.line, gap=12)
        row.setStretch(0, 2)
        row.setStretch(1, 3)
        super().__init__(theme, row, padding=12)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if self._entry is not None:
            words = NOTED[self._entry.kind].having(at=clock_text(self._entry.at_s))
            self.words.set_text(tr(words, theme.language))

    def open_last(self, talk: Talk) -> None:
        """Ask for the text of the entry that was noted last."""
        self._entry, self._since_s = talk.logged[-1], 0.0
        self.line.show_entry(len(talk.logged) - 1, self._entry)
        self.apply_theme(self.theme)
        self.show()
        self.line.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_row(self) -> None:
        """Close it; what was typed is kept."""
        if self.isHidden():
            return
        self.line.keep()
        held = self.line.field.hasFocus() or self.line.remove.hasFocus()
        self.line.number = None
        self.hide()
        if held:
            self._on_close()

    def advance(self, dt_s: float) -> None:
        """Keep what was typed after a pause; close if nothing was typed for long."""
        if self.isHidden():
            return
        self._since_s += dt_s
        if self.line.field.text():
            if self._since_s > PAUSE_S:
                self.line.keep()
        elif self._since_s > UNUSED_S:
            self.close_row()

    def _typed(self) -> None:
        self._since_s = 0.0
