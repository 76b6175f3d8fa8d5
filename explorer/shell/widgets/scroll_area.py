"""Scroll areas: a vertical one, one as high as its content, and one for reading with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QScrollArea,
    QScroller,
    QScrollerProperties,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..style.theme import Theme, scroll_bar_style, set_style_sheet
from .layouts import as_widget, follow_width
from .themed import KeyFocus, Themed

METRIC = QScrollerProperties.ScrollMetric
NEVER = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff


def enable_touch_scroll(area: QAbstractScrollArea) -> None:
    """Let touch drag the content of an area up and down. A press that becomes a drag is released; the mouse works as before.

    No overshoot at the ends: that would be motion without meaning.
    """
    viewport = area.viewport()
    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.TouchGesture)
    scroller = QScroller.scroller(viewport)
    properties = scroller.scrollerProperties()
    for metric in (METRIC.VerticalOvershootPolicy, METRIC.HorizontalOvershootPolicy):
        properties.setScrollMetric(metric, NEVER)
    scroller.setScrollerProperties(properties)


class ScrollArea(Themed, QScrollArea):
    """A vertical scroll area on a surface, without a frame."""

    def __init__(self, theme: Theme, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        self._follows = False
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        set_style_sheet(self.verticalScrollBar(), scroll_bar_style(theme))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if (
            not self._follows
        ):  # when first shown: a gesture type is never released, and few areas are ever used
            self._follows = True
            enable_touch_scroll(self)

    def setWidget(self, content: QWidget) -> None:
        super().setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)


class FittingScrollArea(ScrollArea):
    """As high as its content where there is room; otherwise it scrolls."""

    def __init__(self, theme: Theme, content: QWidget) -> None:
        super().__init__(theme, content)
        follow_width(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        content = self.widget()
        return content.heightForWidth(width) if content is not None else 0

    def setWidget(self, content: QWidget) -> None:
        super().setWidget(content)
        self.updateGeometry()


class ReadingArea(KeyFocus, ScrollArea):
    """An area for text that arrows, Page keys, Home and End scroll."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, as_widget(QVBoxLayout()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def turn_to(self, page: QWidget) -> None:
        """Show another page. The old one is deleted later: the call may come from one of its buttons."""
        self.let_go()
        self.setWidget(page)
        page.show()

    def let_go(self) -> None:
        """Show nothing, until another page is set."""
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
