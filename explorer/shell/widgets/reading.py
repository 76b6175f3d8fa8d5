"""The area of a panel that is read: it scrolls by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..style.theme import Theme
from .surface import ScrollArea
from .widget import KeyFocus


class ReadingArea(KeyFocus, ScrollArea):
    """The text: arrows, Page keys, Home and End scroll it."""

    def __init__(self, theme: Theme) -> None:
        empty = QWidget()
        empty.setLayout(QVBoxLayout())
        super().__init__(theme, empty)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def turn_to(self, page: QWidget) -> None:
        """Show another page. The old one goes later: a button on it may be what asked for this."""
        self.let_go()
        self.setWidget(page)
        page.show()

    def let_go(self) -> None:
        """Show nothing, until another page comes."""
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.leaves_keys:
            event.ignore()
            return
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Space:
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                bar.setValue(bar.value() + (-bar.pageStep() if back else bar.pageStep()))
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                event.ignore()
            case _:
                super().keyPressEvent(event)
