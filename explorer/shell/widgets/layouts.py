"""Layouts with gaps and margins in design pixels, which follow the theme.

Added, shown or hidden items take effect at once (`addWidget`, `settle`). Qt alone does this in a later event, and code that
measures before it would get the old size.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QSizePolicy, QWidget, QWidgetItem

from ..style.theme import Theme
from .themed import Themed

Margins = tuple[float, float, float, float]  # left, top, right, bottom
NO_MARGINS: Margins = (0, 0, 0, 0)
_ALL = Qt.AlignmentFlag(0)


def settle() -> None:
    """Activate all pending layouts, so that sizes asked for next are right."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


class _Scrolled(QWidget):
    """Content of a scroll area."""

    def minimumSizeHint(self) -> QSize:
        """No minimum height: the layout would report that of its narrowest form."""
        return QSize(super().minimumSizeHint().width(), 1)


def as_widget(layout: QLayout, *, scrolled: bool = False) -> QWidget:
    """Wrap a layout in a widget with height for width; `scrolled`, it may be lower than its content."""
    widget = _Scrolled() if scrolled else QWidget()
    widget.setLayout(layout)
    if scrolled or layout.hasHeightForWidth():
        policy = widget.sizePolicy()
        policy.setHeightForWidth(True)
        widget.setSizePolicy(policy)
    return widget


def head_row(theme: Theme, words: QWidget | QLayout, *beside: QWidget, gap: float = 12) -> Row:
    """The head of a page: its words take the width, what is beside them is level with their first line."""
    row = Row(theme, words, *beside, gap=gap)
    row.setStretch(0, 1)
    for widget in beside:
        row.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
    return row


def _show(widget: QWidget) -> None:
    """Show a widget added to a layout, as Qt does later: unless it was hidden on purpose, or its parent is hidden."""
    parent = widget.parentWidget()
    hidden = widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    if parent is not None and parent.isVisible() and not hidden:
        widget.show()


def _measure(layout: QLayout, theme: Theme, gap: float, margins: Margins | None) -> None:
    """Set gap and margins; with `margins` None they are left to the surface or card of the layout."""
    layout.setSpacing(theme.px(gap))
    if margins is not None:
        layout.setContentsMargins(*(theme.px(m) for m in margins))


def follow_width(
    widget: QWidget,
    across: QSizePolicy.Policy = QSizePolicy.Policy.Preferred,
    down: QSizePolicy.Policy = QSizePolicy.Policy.Minimum,
) -> None:
    """Let the height of a widget follow its width."""
    policy = QSizePolicy(across, down)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


class _Box(Themed, QBoxLayout):
    """Items one after another, `gap` and `margins` in design pixels; a None item stretches."""

    def __init__(
        self,
        direction: QBoxLayout.Direction,
        theme: Theme,
        items: tuple[QWidget | QLayout | None, ...],
        gap: float,
        margins: Margins | None,
    ) -> None:
        super().__init__(direction)
        self.gap, self.margins = gap, margins
        for item in items:
            if item is None:
                self.addStretch(1)
            elif isinstance(item, QLayout):
                self.addLayout(item)
            else:
                self.addWidget(item)
        self.setContentsMargins(0, 0, 0, 0)
        self.apply_theme(theme)

    def addWidget(self, widget: QWidget, stretch: int | None = 0, alignment: Qt.AlignmentFlag = _ALL) -> None:
        super().addWidget(widget, stretch, alignment)
        _show(widget)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        _measure(self, theme, self.gap, self.margins)


class Row(_Box):
    """Items side by side."""

    def __init__(
        self, theme: Theme, *items: QWidget | QLayout | None, gap: float = 8, margins: Margins | None = None
    ) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, theme, items, gap, margins)


class Column(_Box):
    """Items one below the other."""

    def __init__(
        self, theme: Theme, *items: QWidget | QLayout | None, gap: float = 12, margins: Margins | None = None
    ) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom, theme, items, gap, margins)


class Flow(Themed, QLayout):
    """Items in rows that wrap like words: keeps chips and buttons whole at 200 % text."""

    def __init__(
        self,
        theme: Theme,
        *widgets: QWidget,
        gap: float = 8,
        margins: Margins | None = None,
        centred: bool = False,
    ) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._height_at: dict[int, int] = {}  # layouts ask again and again
        self.gap, self.margins, self.centred = gap, margins, centred
        for widget in widgets:
            self.addWidget(widget)
        self.setContentsMargins(0, 0, 0, 0)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        _measure(self, theme, self.gap, self.margins)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def addWidget(self, widget: QWidget) -> None:
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))
        _show(widget)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._height_at:
            m = self.contentsMargins()
            room = QRect(0, 0, width - m.left() - m.right(), 0)
            self._height_at[width] = self._place(room, move=False) + m.top() + m.bottom()
        return self._height_at[width]

    def invalidate(self) -> None:
        self._height_at.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(s.width() for s in shown) + self.spacing() * max(0, len(shown) - 1)
        height = max((s.height() for s in shown), default=0)
        m = self.contentsMargins()
        return QSize(width + m.left() + m.right(), height + m.top() + m.bottom())

    def minimumSize(self) -> QSize:
        shown = [item for item in self._items if not item.isEmpty()]
        width = max((item.minimumSize().width() for item in shown), default=0)
        height = max((item.sizeHint().height() for item in shown), default=0)
        m = self.contentsMargins()
        return QSize(width + m.left() + m.right(), height + m.top() + m.bottom())

    def _place(self, room: QRect, *, move: bool) -> int:
        """Arrange the items in rows; return the height of all rows."""
        rows: list[list[tuple[QLayoutItem, int, int]]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint()
            width = min(wanted.width(), max(room.width(), 1))
            narrowed = item.hasHeightForWidth() and width < wanted.width()
            height = item.heightForWidth(width) if narrowed else wanted.height()
            if not rows or used + width > room.width():
                rows.append([])
                used = 0
            rows[-1].append((item, width, height))
            used += width + self.spacing()
        y = room.y()
        for row in rows:
            tallest = max(height for _, _, height in row)
            length = sum(width for _, width, _ in row) + self.spacing() * (len(row) - 1)
            x = room.x() + (max(room.width() - length, 0) // 2 if self.centred else 0)
            for item, width, height in row:
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (tallest - height) // 2), QSize(width, height)))
                x += width + self.spacing()
            y += tallest + self.spacing()
        return y - room.y() - (self.spacing() if rows else 0)
