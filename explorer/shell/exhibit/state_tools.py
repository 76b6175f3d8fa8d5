"""Ways to take the state of an exhibit along: as text on the clipboard, as a QR code, as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ...base.atomic_file import reason_of
from ...base.refused import Refused
from ...base.state_file import write_state
from ...i18n import Text, tr
from ...visit.exhibit_run import Running
from ...visit.state_code import code_for_file, code_of
from ..style.theme import Theme
from ..widgets import Button, Column, Prose
from ..widgets.save_dialog import SaveDialog, documents
from .forms import RunView, Section, has

STATE_QR = Text("Show as a QR code")
MEANS = Text(
    "A short code that brings back this state: paste it into the search, or drop its file on the window."
)


SHOWN_MS = 4000
CODE_PX = 168


class StateTools(Section):
    """Buttons that copy, show and save the state of a run; in a booth only the QR code, since it has no desktop.

    Attributes
    ----------
    run : the run whose state is taken; None before the first.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.run: Running | None = None
        language = theme.language
        self.copy = self._button(Text("Copy this state"), "copy", self._copy)
        self.qr = self._button(STATE_QR, "qr-code", self.toggle_code)
        self.save = self._button(Text("Save this state"), "download", self._ask_where)
        # never show a button here: without a parent it would be a window and take the focus
        if not has(theme, "files"):
            self.copy.hide()
            self.save.hide()
        self.notice = Prose(theme, "", "fine", "ink2")
        self.notice.hide()
        self.code: QWidget | None = None
        self._column = Column(theme, self.copy, self.qr, self.save, self.notice, gap=6)
        self.setLayout(self._column)
        self.setAccessibleName(tr(MEANS, language))

    def show_run(self, now: RunView) -> None:
        self.run = now.run

    def toggle_code(self) -> None:
        """Show the QR code of the present state, or hide it."""
        from ..widgets.qr_code import QrCode

        if self.code is not None:
            self._put_away()
            return
        code = self._state()
        if code is None:
            return
        language = self._theme.language
        self.code = QrCode(code, self._theme.px(CODE_PX), tr(Text("QR code of this state"), language))
        self._column.addWidget(self.code)
        self.qr.set_text(tr(Text("Hide the QR code"), language))

    def write(self, path: Path) -> None:
        """Save the state to a file; report success or the reason of a failure."""
        language = self._theme.language
        if self.run is None:
            return
        try:
            write_state(path, code_for_file(self.run), tr(self.run.exhibit.title, language))
        except OSError as error:
            self._say(tr(Text("Not saved: {reason}"), language, reason=reason_of(error, language)))
            return
        self._say(tr(Text("Saved: {path}"), language, path=path))

    def _button(self, text: Text, icon: str, on_press: Callable[[], None]) -> Button:
        language = self._theme.language
        button = Button(self._theme, tr(text, language), icon, on_press=on_press)
        button.setToolTip(tr(MEANS, language))
        button.setAccessibleDescription(tr(MEANS, language))
        return button

    def _state(self) -> str | None:
        """The state of the run as a code; None after reporting why it has no code."""
        if self.run is None:
            return None
        try:
            return code_of(self.run)
        except Refused as refused:
            self._say(tr(refused.words, self._theme.language))
            return None

    def _copy(self) -> None:
        code = self._state()
        if code is not None:
            QGuiApplication.clipboard().setText(code)
            self._say(tr(Text("Copied"), self._theme.language))

    def _ask_where(self) -> None:
        if self.run is not None:
            SaveDialog(self._theme, "state", documents(), self.write, self.window()).open()

    def _put_away(self) -> None:
        if self.code is not None:
            self.code.hide()
            self.code.deleteLater()
            self.code = None
            self.qr.set_text(tr(STATE_QR, self._theme.language))

    def _say(self, words: str) -> None:
        self.notice.set_text(words)
        self.notice.show()
        QTimer.singleShot(SHOWN_MS, self.notice, self.notice.hide)
