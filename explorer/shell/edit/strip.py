"""A line above the park that is edited or watched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ...edit.document import SceneDocument
from ...i18n import LIST_SEPARATOR, Listed, Text, tr
from ..style.theme import Theme, set_style_sheet
from ..widgets import Button
from .style import form_style

TORN = Text(
    "The last saving was cut off, and another program has changed files since: {files} may not fit the others. "
    "All of it lies in {folder}."
)
SEEN = Text("Close", context="a notice")
Answers = Sequence[tuple[Text, Callable[[], object]]]
"""Words of buttons, and what they do."""


class Strip(QWidget):
    """A line above the park: what goes on, or what is wrong, and what can be done about it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("sheet")
        self._row = QHBoxLayout(self)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._row.addWidget(self._label, 1)
        self._buttons: list[Button] = []
        self.theme = theme
        self.hide()

    @property
    def words(self) -> str:
        """What it says; "" if it is hidden."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, theme: Theme, words: str, is_fault: bool = False, answers: Answers = ()) -> None:
        """Say something, and what can be answered; nothing hides it."""
        self.theme = theme
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [Button(theme, tr(text, theme.language), on_press=press) for text, press in answers]
        self._label.setProperty("role", "fault" if is_fault else "notice")
        self._label.setFont(theme.font("fine"))
        set_style_sheet(self, form_style(theme))
        self._label.setText(words)
        self._row.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        for button in self._buttons:
            self._row.addWidget(button)
        self.setVisible(bool(words))

    def tell_torn(self, theme: Theme, document: SceneDocument, seen: Callable[[], object]) -> None:
        """Say which files a saving left half old and half new, until that is read."""
        torn = document.torn
        if torn is None:
            return

        def close() -> None:
            document.torn = None
            seen()

        files, folder = Listed(torn.files, LIST_SEPARATOR), torn.copy.relative_to(document.folder)
        words = tr(TORN, theme.language, files=files, folder=folder)
        self.say(theme, words, is_fault=True, answers=((SEEN, close),))
