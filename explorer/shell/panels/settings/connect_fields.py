"""The fields and rows of the page of connections."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ....i18n import Text, tr
from ....net.room.addresses import Wifi
from ...style.theme import Theme, line_edit_style, set_style_sheet
from ...widgets import Button, Column, Flow, Prose, Row, Themed
from ...widgets.save_dialog import CHOOSE_FOLDER, FileDialog, FolderDialog, OpenDialog, documents
from ...widgets.themed import ENTERS

MOST_LETTERS = 63


class Guests(Protocol):
    """Shows guests how to join a network.

    Attributes
    ----------
    wifi : the network; None: not shown.
    """

    @property
    def wifi(self) -> Wifi | None: ...
    def set_wifi(self, wifi: Wifi | None) -> None:
        """Show another network, or none, and keep it for the next start."""


class LineField(Themed, QLineEdit):
    """A single-line field; Enter works like the button."""

    def __init__(self, theme: Theme, on_enter: Callable[[], object]) -> None:
        super().__init__()
        self._on_enter = on_enter
        self.setMaxLength(MOST_LETTERS)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        set_style_sheet(self, line_edit_style(theme))
        self.setFont(theme.font("body"))

    def set_words(self, words: str) -> None:
        """Set what it is for: its placeholder and its accessible name."""
        self.setPlaceholderText(words)
        self.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self._on_enter()
        else:
            super().keyPressEvent(event)


class WifiRows(QWidget):
    """Name and password of the network, and whether it is shown."""

    def __init__(self, theme: Theme, guests: Guests) -> None:
        super().__init__()
        self._guests = guests
        self._label = Text("Stands as a QR code beside that of the page. Kept on this computer.")
        self._title, self._means = Prose(theme, " ", "label"), Prose(theme, " ", "fine", "ink3")
        self.ssid, self.password = (LineField(theme, self._show) for _ in range(2))
        self.show_button = Button(theme, " ", "smartphone", on_press=self._show)
        self.hide_button = Button(theme, " ", "x", kind="quiet", on_press=self._hide)
        if guests.wifi is not None:
            self.ssid.setText(guests.wifi.ssid)
            self.password.setText(guests.wifi.password)
        buttons = Flow(theme, self.show_button, self.hide_button, gap=8)
        self.setLayout(Column(theme, self._title, self.ssid, self.password, self._means, buttons, gap=8))
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme, language included; the widgets have it already."""
        self.theme, language = theme, theme.language
        self._title.set_text(tr(Text("Wi-Fi for guests"), language))
        for field, text in (
            (self.ssid, Text("Name of the network")),
            (self.password, Text("Password (none: leave empty)")),
        ):
            field.set_words(tr(text, language))
        self.show_button.set_text(tr(Text("Show as a QR code"), language))
        self.hide_button.set_text(tr(Text("Do not show"), language))
        self._say(self._label)

    def _say(self, text: Text) -> None:
        self._label = text
        self._means.set_text(tr(text, self.theme.language))
        self.hide_button.setEnabled(self._guests.wifi is not None)

    def _show(self) -> None:
        try:
            wifi = Wifi.of(self.ssid.text().strip(), self.password.text())
        except ValueError:
            self._say(Text("A name has up to 32 letters; a password 8 to 63, or none."))
            return
        self._guests.set_wifi(wifi)
        self._say(Text("It is on the screen, as soon as phones can join."))

    def _hide(self) -> None:
        self._guests.set_wifi(None)
        self.ssid.clear()
        self.password.clear()
        self._say(Text("No network is shown."))


DIGITS, DIGIT_PX = 6, 58


class Digit(LineField):
    """One digit of a code. A paste fills all of them."""

    def __init__(
        self,
        theme: Theme,
        on_enter: Callable[[], object],
        type_on: Callable[[str], object],
        back: Callable[[], object],
    ) -> None:
        self._type_on, self._back = type_on, back
        super().__init__(theme, on_enter)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.textEdited.connect(self._edited)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setStyleSheet(f"{self.styleSheet()} QLineEdit {{ padding: 0; }}")
        self.setFont(theme.font("title"))
        self.setFixedWidth(round(theme.px(DIGIT_PX) * (1 + 0.5 * (theme.text - 1))))

    def _edited(self, text: str) -> None:
        self.setText("")
        self._type_on("".join(sign for sign in text if sign.isdecimal() and sign.isascii()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self._back()
        else:
            super().keyPressEvent(event)


class CodeField(QWidget):
    """Six digits, each in its own field."""

    def __init__(self, theme: Theme, on_enter: Callable[[], object]) -> None:
        super().__init__()
        self.digits = [
            Digit(theme, on_enter, partial(self._type, at), partial(self._back, at)) for at in range(DIGITS)
        ]
        row = Row(theme, *self.digits, gap=6)
        row.addStretch(1)
        self.setLayout(row)

    @property
    def code(self) -> str:
        """The code that was typed."""
        return "".join(digit.text() for digit in self.digits)

    def set_texts(self, theme: Theme) -> None:
        """Set the accessible name of each digit, in the language of the theme."""
        for number, digit in enumerate(self.digits, 1):
            digit.setAccessibleName(tr(Text("Digit {number} of 6"), theme.language, number=number))

    def _type(self, at: int, typed: str) -> None:
        for digit, sign in zip(self.digits[at:], typed, strict=False):
            digit.setText(sign)
        following = self.digits[min(at + len(typed), DIGITS - 1)]
        following.setFocus(Qt.FocusReason.OtherFocusReason)
        following.selectAll()

    def _back(self, at: int) -> None:
        before = self.digits[max(at - 1, 0)]
        before.setText("")
        before.setFocus(Qt.FocusReason.OtherFocusReason)


class FileField(QWidget):
    """A line for a file or an address, and the button that opens a file dialog."""

    CHOOSE = Text("Choose a file")

    def __init__(
        self, theme: Theme, label: Text, suffixes: tuple[str, ...], on_enter: Callable[[], object]
    ) -> None:
        super().__init__()
        self._theme, self._label, self._suffixes = theme, label, suffixes
        self.line = LineField(theme, on_enter)
        self.line.setMaxLength(500)
        self.choose = Button(theme, icon="folder-open", name=" ", on_press=self._choose)
        row = Row(theme, self.line, self.choose, gap=6)
        row.setStretch(0, 1)
        self.setLayout(row)

    @property
    def text(self) -> str:
        """The text that was typed or chosen."""
        return self.line.text().strip()

    def set_texts(self, theme: Theme) -> None:
        """Set the placeholder, in the language of the theme."""
        self._theme, words = theme, tr(self._label, theme.language)
        self.line.set_words(words)
        choose = tr(self.CHOOSE, theme.language)
        self.choose.set_text(name=f"{choose}: {words}")
        self.choose.setToolTip(choose)

    def _choose(self) -> None:
        title = tr(self._label, self._theme.language)
        folder = Path(self.text).parent if self.text and "://" not in self.text else documents()
        self._dialog(title, folder).open()

    def _dialog(self, title: str, folder: Path) -> FileDialog:
        return OpenDialog(self._theme, title, folder, self._suffixes, self._take, self.window())

    def _take(self, path: Path) -> None:
        self.line.setText(str(path))


class FolderField(FileField):
    """A line for a folder, and the button that opens a dialog for one."""

    CHOOSE = CHOOSE_FOLDER

    def __init__(self, theme: Theme, label: Text, on_enter: Callable[[], object]) -> None:
        super().__init__(theme, label, (), on_enter)

    def _dialog(self, title: str, folder: Path) -> FileDialog:
        return FolderDialog(self._theme, title, folder, self._take, self.window())
