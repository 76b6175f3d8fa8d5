"""A list of painted rows: Qt's list view with one delegate that lets each row measure and paint itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ..style.fonts import has_han
from ..style.theme import Theme, scroll_bar_style, set_style_sheet
from . import paint
from .prose import empty_px
from .scroll_area import enable_touch_scroll
from .themed import KeyFocus, Themed

KEY = Qt.Key
CHOOSES = (KEY.Key_Return, KEY.Key_Enter, KEY.Key_Space)
MOVES = (KEY.Key_Down, KEY.Key_Up, KEY.Key_PageDown, KEY.Key_PageUp, KEY.Key_Home, KEY.Key_End)

ENDS = {KEY.Key_Home: 0, KEY.Key_PageUp: 0, KEY.Key_End: -1, KEY.Key_PageDown: -1}


@dataclass(frozen=True, slots=True)
class RowLook:
    """State in which a row is painted: hovered, selected, with focus ring."""

    hovered: bool
    selected: bool
    ringed: bool


class ListRow(Protocol):
    """An item of a list: a row that can be pressed, or a heading between rows."""

    @property
    def can_press(self) -> bool:
        """Whether it can be pressed."""

    def words(self, theme: Theme) -> tuple[str, str]:
        """Name and description for screen readers."""

    def height(self, theme: Theme, width: int) -> int: ...
    def paint(self, painter: QPainter, theme: Theme, rect: QRectF, look: RowLook) -> None: ...


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of text between rows, in a type role."""

    text: str
    role: str
    colour: str
    # above_px, below_px, left_px: space around it, in design pixels
    above_px: float = 0
    below_px: float = 0
    left_px: float = 0
    weight: int | None = None  # font weight, if not that of the role

    @property
    def can_press(self) -> bool:
        return False

    def words(self, theme: Theme) -> tuple[str, str]:
        return self.text, ""

    def height(self, theme: Theme, width: int) -> int:
        font, language = (
            theme.font_for(self.text, self.role, self.weight),
            "zh" if has_han(self.text) else "en",
        )
        wrapped = paint.wrapped_height(self.text, font, width - 2 * theme.px(self.left_px))
        lines = max(round(wrapped / QFontMetricsF(font).height()), 1)
        line_px = theme.line_px(self.role, language)
        words_px = lines * line_px - empty_px(line_px, font.pixelSize()) + 1
        return words_px + theme.px(self.above_px) + theme.px(self.below_px)

    def paint(self, painter: QPainter, theme: Theme, rect: QRectF, look: RowLook) -> None:
        left = theme.px(self.left_px)
        room = rect.adjusted(left, theme.px(self.above_px), -left, -theme.px(self.below_px))
        font = theme.font_for(self.text, self.role, self.weight)
        paint.text(painter, room, self.text, font, theme.colour(self.colour), wrap=True)


class RowList(KeyFocus, Themed, QListWidget):
    """Rows one below the other. Arrows, Page keys, Home and End move along; Enter, Space or a press choose a row.

    Parameters
    ----------
    on_choose : called with the index of a row that was pressed.
    on_key : called with the index of the row to which a key moved the focus.
    on_hover : called with the index of the row under the pointer; None: no row.
    """

    def __init__(
        self,
        theme: Theme,
        on_choose: Callable[[int], object],
        on_key: Callable[[int], object] = lambda _: None,
        on_hover: Callable[[int | None], object] = lambda _: None,
    ) -> None:
        super().__init__()
        self._on_choose, self._on_key, self._on_hover = on_choose, on_key, on_hover
        self._hovered: int | None = None
        self._height_at: dict[int, int] = {}  # layouts ask again and again
        self._width_px = self._pressed_at_px = 0
        self.setItemDelegate(RowDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAutoScroll(False)  # only keys scroll a row into view: a pressed row stays where it is
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.itemPressed.connect(self._press)
        self.itemClicked.connect(self._click)
        self.itemEntered.connect(self._enter)
        self.viewportEntered.connect(lambda: self._enter(None))
        enable_touch_scroll(self)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        set_style_sheet(self.verticalScrollBar(), scroll_bar_style(theme))
        self._height_at.clear()
        self._show_again()  # in another language, size or colour
        self.viewport().update()

    # ---- rows

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Replace the rows; if their number is the same, update only those that differ."""
        if self.count() != len(rows):
            self.clear()
            for _ in rows:
                QListWidgetItem(self)
        self._height_at.clear()
        for number, row in enumerate(rows):
            if self.item(number).data(Qt.ItemDataRole.UserRole) != row:
                self._show(self.item(number), row)

    def _show(self, item: QListWidgetItem, row: ListRow) -> None:
        name, meaning = row.words(self.theme)
        item.setData(Qt.ItemDataRole.UserRole, row)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, meaning)
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(enabled if row.can_press else Qt.ItemFlag.NoItemFlags)
        if self._width_px > 0:
            width = self._row_px(self._width_px)
            item.setSizeHint(QSize(width, row.height(self.theme, width)))

    def row_at(self, number: int) -> ListRow:
        """The row at an index."""
        shown: ListRow = self.item(number).data(Qt.ItemDataRole.UserRole)
        return shown

    @property
    def pressable(self) -> list[int]:
        """Indices of the rows that can be pressed."""
        return [number for number in range(self.count()) if self.row_at(number).can_press]

    def fit(self, width_px: int) -> None:
        """Measure the rows for a width of the list."""
        if width_px != self._width_px:
            self._width_px = width_px
            self._show_again()

    def _show_again(self) -> None:
        for number in range(self.count()):
            self._show(self.item(number), self.row_at(number))

    def _row_px(self, width_px: int) -> int:
        return width_px - self.verticalScrollBar().sizeHint().width()  # which may appear

    @property
    def content_px(self) -> int:
        """Height of all rows, at the width they were measured for."""
        return sum(self.item(number).sizeHint().height() for number in range(self.count()))

    def height_for(self, width_px: int) -> int:
        """Height of all rows in a list of a width."""
        if width_px not in self._height_at:
            width = self._row_px(width_px)
            heights = (self.row_at(number).height(self.theme, width) for number in range(self.count()))
            self._height_at[width_px] = sum(heights)
        return self._height_at[width_px]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(self.width())
        if self.hasFocus():
            self.scrollTo(self.currentIndex())

    # ---- pointer

    def _press(self) -> None:
        self.hide_ring()
        self._pressed_at_px = self.verticalScrollBar().value()

    def _click(self, item: QListWidgetItem) -> None:
        """Choose a row, unless a finger that dragged it was still on it and so did not press it."""
        number = self.row(item)
        if self.verticalScrollBar().value() == self._pressed_at_px and self.row_at(number).can_press:
            self._on_choose(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Count every press, also the second of two quick ones, which Qt does not report as a click."""
        self.mousePressEvent(event)

    def _enter(self, item: QListWidgetItem | None) -> None:
        """Handle the pointer reaching another row, a heading, or leaving them all."""
        number = self.row(item) if item is not None else -1
        hovered = number if number >= 0 and self.row_at(number).can_press else None
        if hovered != self._hovered:
            self._hovered = hovered
            self._on_hover(hovered)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._enter(None)

    # ---- keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.rings:
            self.scrollTo(self.currentIndex())
            self._on_key(self.currentRow())

    def hide_ring(self) -> None:
        super().hide_ring()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along and choose; all other keys go to the window: letters do not search for a row."""
        key, now = Qt.Key(event.key()), self.currentRow()
        if key in CHOOSES and now >= 0 and not (key == Qt.Key.Key_Space and self.leaves_keys):
            self._on_choose(now)
        elif key in MOVES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            if (
                self.currentRow() == now and key in ENDS
            ):  # Qt fails to move if the first row, or the one a page on, is a heading
                self.setCurrentRow(self.pressable[ENDS[key]] if self.pressable else -1)
            self.scrollTo(self.currentIndex())
            self.by_key = True
            self._on_key(self.currentRow())
        else:
            event.ignore()


class RowDelegate(QStyledItemDelegate):
    """Lets the rows of a list paint themselves."""

    def __init__(self, rows: RowList) -> None:
        super().__init__(rows)
        self._rows = rows

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: ListRow = index.data(Qt.ItemDataRole.UserRole)
        state, flag = option.state, QStyle.StateFlag
        look = RowLook(
            hovered=bool(state & flag.State_MouseOver),
            selected=bool(state & flag.State_Selected),
            ringed=bool(state & flag.State_HasFocus) and self._rows.rings,
        )
        painter.save()
        try:
            row.paint(painter, self._rows.theme, QRectF(option.rect), look)
        finally:
            painter.restore()
