"""The message strip above an edited or watched park."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ...editor.document import SceneDocument
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
"""Labels of buttons, and their actions."""


class Strip(QWidget):
    """Message strip above the park: status or fault, with buttons to answer."""

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
        """Its message; "" if it is hidden."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, theme: Theme, words: str, is_fault: bool = False, answers: Answers = ()) -> None:
        """Show a message with its buttons; an empty one hides the strip."""
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
        """Report files that a failed save left half old and half new, until it is acknowledged."""
        torn = document.torn
        if torn is None:
            return

        def close() -> None:
            document.torn = None
            seen()

        files, folder = Listed(torn.files, LIST_SEPARATOR), torn.copy.relative_to(document.folder)
        words = tr(TORN, theme.language, files=files, folder=folder)
        self.say(theme, words, is_fault=True, answers=((SEEN, close),))
