"""The page of the edit sheet that prepares a booth: try it, check this computer, start it at every login."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from ...base.names import PIN
from ...i18n import Text
from ..app.printing_command import PrintingCommand
from ..style.theme import Theme
from ..widgets import Button
from .address import BOOTH
from .home import FieldlessPage
from .inputs import words_label
from .session import EditSession

ABOUT = Text(
    "A booth shows this park by itself, invites whoever comes near and starts over when they leave. "
    "What is changed here is saved first."
)
PIN_LABEL = Text("PIN for staff")
PIN_MEANS = Text("4 to 12 digits. To leave a booth, hold the top left corner for five seconds and type it.")
WRONG_PIN = Text("A PIN has 4 to 12 digits.")
TRY, CHECK = Text("Try the booth"), Text("Check this computer")
INSTALL, REMOVE = Text("Start it at every login"), Text("No longer start it")
STEPS: dict[Text, tuple[str, ...]] = {
    TRY: ("play", "run", "--mode", "kiosk"),
    CHECK: ("list-checks", "doctor", "--kiosk"),
    INSTALL: ("power", "kiosk", "install"),
    REMOVE: ("power-off", "kiosk", "remove"),
}
"""Icon and command of each step."""

STOP = Text("Stop")
RUNNING = Text("Running …")
FAILED = Text("It ended with an error.")
MOST_LINES = 40


class BoothPage(FieldlessPage):
    """What makes a booth of the scene, and what the last step printed.

    Parameters
    ----------
    save : saves the scene; whether everything is saved now.
    owner : owns the commands, which go on while other pages are open.

    Attributes
    ----------
    command : the step that runs, or ran last.
    """

    def __init__(self, theme: Theme, session: EditSession, save: Callable[[], bool], owner: QObject) -> None:
        super().__init__(theme, session, BOOTH)
        self._save, self._owner = save, owner
        self.command = next(iter(owner.findChildren(PrintingCommand)), None)
        if self.command is not None:
            self.command.changed.connect(self._show)
        self._column.addWidget(words_label(theme, self._words(ABOUT), "notice"))
        self._column.addWidget(words_label(theme, self._words(PIN_LABEL), "label"))
        self.pin = QLineEdit()
        self.pin.setAccessibleName(self._words(PIN_LABEL))
        self.pin.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self._column.addWidget(self.pin)
        self._column.addWidget(words_label(theme, self._words(PIN_MEANS), "fine"))
        self.buttons = {
            words: Button(
                theme, self._words(words), icon, kind="primary" if words is TRY else "secondary",
                on_press=partial(self.begin, *command),
            )
            for words, (icon, *command) in STEPS.items()
        }  # fmt: skip
        self.stop = Button(theme, self._words(STOP), "square", on_press=self._stop)
        self._state, self._lines = words_label(theme, "", "label"), words_label(theme, "", "fine")
        for widget in (*self.buttons.values(), self._state, self.stop, self._lines):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._show()

    def begin(self, *words: str) -> None:
        """Save the scene and run a command with it."""
        pin = self.pin.text().strip()
        if pin and not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 12):
            self._say(self._words(WRONG_PIN), is_fault=True)
            self.pin.setFocus()
            return
        if not self._save():
            return
        of_scene = ("--scene", str(self.session.document.folder.resolve()))
        given = words if words == ("kiosk", "remove") else (*words, *of_scene)
        if self.command is not None:
            self.command.deleteLater()
        variables = {PIN: pin} if pin else {}
        if words[0] != "run":  # it prints in the language of the sheet; a booth speaks its own
            variables |= {"LC_ALL": f"{self.theme.language}.UTF-8", "PYTHONUTF8": "1"}
        self.command = PrintingCommand(given, variables, self._owner)
        self.command.changed.connect(self._show)
        self._show()

    def _stop(self) -> None:
        if self.command is not None:
            self.command.stop()

    def _show(self) -> None:
        command = self.command
        is_busy = command is not None and not command.is_over
        for button in self.buttons.values():
            button.setEnabled(not is_busy)
        self.stop.setVisible(is_busy)
        self._lines.setText("\n".join(command.lines[-MOST_LINES:]) if command is not None else "")
        self._lines.setVisible(bool(self._lines.text()))
        failed = command is not None and command.has_failed
        self._say(self._words(RUNNING if is_busy else FAILED) if is_busy or failed else "", is_fault=failed)

    def _say(self, words: str, is_fault: bool = False) -> None:
        self._state.setProperty("role", "fault" if is_fault else "label")
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)
        self._state.setText(words)
        self._state.setVisible(bool(words))
