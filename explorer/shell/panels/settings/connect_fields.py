"""Fields for the code of a screen, digit by digit, and for choosing a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ....i18n import Text, tr
from ...style.theme import Theme
from ...widgets import Button, Row
from ...widgets.save_dialog import OpenDialog, documents
from .wifi_rows import LineField

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
        self.line.setPlaceholderText(words)
        self.line.setAccessibleName(words)
        choose = tr(Text("Choose a file"), theme.language)
        self.choose.set_text(name=f"{choose}: {words}")
        self.choose.setToolTip(choose)

    def _choose(self) -> None:
        title = tr(self._label, self._theme.language)
        folder = Path(self.text).parent if self.text and "://" not in self.text else documents()
        OpenDialog(
            self._theme,
            title,
            folder,
            self._suffixes,
            lambda path: self.line.setText(str(path)),
            self.window(),
        ).open()
