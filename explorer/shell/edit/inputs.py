"""Widgets of forms: lines that report when an entry is complete, choices that ignore the mouse wheel, and their style sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from ..accessible import Chooser
from ..style import fonts, tokens
from ..style.theme import Theme, scroll_bar_style
from ..widgets import Themed, paint

REST_MS = 900
"""Pause in typing after which the text is committed; leaving the field commits it too."""
MOST_ROWS = 9


def _takes_back(event: QEvent) -> bool:
    """Whether a key asks for undo or redo, when Qt asks who handles it."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class Line(QLineEdit):
    """Line input that reports complete entries."""

    def __init__(self, meant: Callable[[str], None]) -> None:
        super().__init__()
        self._meant, self._shown = meant, ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.take)
        self.textEdited.connect(lambda words: self._rest.start())
        self.editingFinished.connect(self.take)

    def show_text(self, words: str) -> None:
        """Show the stored text, unless other text is being typed."""
        if (self.text() == self._shown or not self.hasFocus()) and self.text() != words:
            self.setText(words)
        self._shown = words

    def event(self, event: QEvent) -> bool:
        if self.text() == self._shown and _takes_back(event):
            event.ignore()  # nothing is being typed: leave the key to the undo of the scene
            return False
        return super().event(event)

    def take(self) -> None:
        """Commit the typed text."""
        self._rest.stop()
        if self.text() != self._shown:
            self._shown = self.text()
            self._meant(self._shown)


class Lines(QPlainTextEdit):
    """Text input as high as its lines."""

    def __init__(self, theme: Theme, meant: Callable[[str], None]) -> None:
        super().__init__()
        self._theme, self._meant, self._shown = theme, meant, ""
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.take)
        self.textChanged.connect(self._typed)
        self._fit()

    def _typed(self) -> None:
        self._fit()
        if self.hasFocus():
            self._rest.start()

    def _fit(self) -> None:
        rows = max(2, min(MOST_ROWS, round(self.document().size().height())))
        height = rows * self.fontMetrics().lineSpacing() + self._theme.px(30)
        if height != self.maximumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_text(self, words: str) -> None:
        """Show the stored text, unless other text is being typed."""
        if (self.toPlainText() == self._shown or not self.hasFocus()) and self.toPlainText() != words:
            self.setPlainText(words)
        self._shown = words

    def event(self, event: QEvent) -> bool:
        if self.toPlainText() == self._shown and _takes_back(event):
            event.ignore()
            return False
        return super().event(event)

    def take(self) -> None:
        """Commit the typed text."""
        self._rest.stop()
        if self.toPlainText() != self._shown:
            self._shown = self.toPlainText()
            self._meant(self._shown)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.take()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus() and self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()  # scrolls the page


class Choice(QComboBox):
    """Combo box that ignores the mouse wheel, so that scrolling the page changes nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def accessible(self) -> Chooser:
        """Accessible description: its name and the current choice."""
        return Chooser(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self.theme.icon_px(16)
        middle = QPointF(self.width() - self.theme.px(10) - side / 2, self.height() / 2)
        painter = QPainter(self)  # the style sheet removes the platform's arrow
        paint.icon(painter, self.theme.icon("chevron-down", "ink2", side), middle)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Swatch(Themed, QWidget):
    """Colour swatch beside the digits."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self.colour = theme, ""
        self.setFixedSize(theme.px(36), theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = QColor(self.colour)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.theme.colour("control"))
        if colour.isValid():
            painter.setBrush(colour)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
        painter.end()


def written(value: Any) -> str:
    """A scalar as one types it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def number_or_word(words: str) -> Any:
    """The typed number; other text stays a word, and the loader reports what is wrong."""
    text = words.strip().replace("\u2212", "-")
    for kind in (int, float):
        for tried in (text, text.replace(",", ".")):
            try:
                return kind(tried)
            except ValueError:
                continue
    return text


def form_style(theme: Theme) -> str:
    """The style sheet of the forms."""
    px, c = theme.px, tokens.PALETTES[theme.look]
    family = ", ".join(f'"{name}"' for name in fonts.families(theme.language))
    body = theme.text_px("label")
    least = max(theme.px(38), body + theme.px(16))
    return f"""
        QWidget#sheet, QWidget#page {{ background: {c["surface"]}; }}
        QLabel {{ color: {c["ink"]}; background: transparent; }}
        QLabel[role="fine"] {{ color: {c["ink3"]}; }}
        QLabel[role="fault"] {{
            color: {c["err"]}; background: {c["errTint"]}; border-radius: {px(6)}px;
            padding: {px(4)}px {px(8)}px;
        }}
        QLabel[role="notice"] {{
            color: {c["info"]}; background: {c["infoTint"]}; border-radius: {px(6)}px;
            padding: {px(4)}px {px(8)}px;
        }}
        QLineEdit, QPlainTextEdit, QComboBox {{
            background: {c["raised"]}; color: {c["ink"]}; border: {px(1.5)}px solid {c["control"]};
            border-radius: {px(8)}px; padding: {px(4)}px {px(8)}px; font-family: {family}; font-size: {body}px;
            selection-background-color: {c["primary"]}; selection-color: {c["onPrimary"]};
            placeholder-text-color: {c["ink3"]};
        }}
        QLineEdit, QComboBox {{ min-height: {least}px; }}
        QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: {theme.focus_px}px solid {c["focus"]}; }}
        QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
            border: {px(2)}px solid {c["err"]};
        }}
        QComboBox::drop-down {{ border: 0; width: {px(30)}px; }}
        QComboBox QAbstractItemView {{
            background: {c["raised"]}; color: {c["ink"]}; selection-background-color: {c["tint"]};
            selection-color: {c["ink"]}; border: 1px solid {c["line"]};
        }}
        QMenu {{ background: {c["raised"]}; color: {c["ink"]}; border: 1px solid {c["line"]}; padding: {px(6)}px; }}
        QMenu::item:selected {{ background: {c["tint"]}; color: {c["ink"]}; }}
        QFrame#rule {{ background: {c["line"]}; max-height: 1px; border: 0; }}
        {scroll_bar_style(theme)}
    """


def words_label(theme: Theme, words: str = "", role: str = "label") -> QLabel:
    """A label in a form: "label" of a field, "heading", "fine" hint, "fault" or "notice"."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)  # a scene may have supplied the words
    made.setProperty("role", role)
    made.setFont(theme.font({"label": "label", "heading": "title"}.get(role, "fine")))
    made.setWordWrap(role != "heading")
    return made
