"""A segmented control: one choice of a few, in cells side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QWidget

from ..accessible import Region, Role
from ..style.theme import Theme
from . import paint
from .hover_animation import HoverAnimation
from .layouts import follow_width
from .themed import KeyFocus, Themed

TROUGH_GAP_PX = 4
# Qt's own order among radio buttons goes by position: it stops where a row ends, and passes the key on to the camera
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Option(NamedTuple):
    """A choice."""

    value: str
    text: str
    icon: str = ""


class _Cell(HoverAnimation, KeyFocus, Themed, QRadioButton):
    """One cell of a segmented control. Arrow keys go through the cells in order, across rows."""

    def __init__(
        self,
        theme: Theme,
        option: Option,
        on_step: Callable[[_Cell, int], object],
        on_leave: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.option, self._on_step, self._on_leave = option, on_step, on_leave
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.take(option)
        self.apply_theme(theme)

    def take(self, option: Option) -> None:
        """Set the text."""
        self.option = option
        self.setText(option.text)
        self.setAccessibleName(option.text)
        self.updateGeometry()

    @property
    def _icon_px(self) -> int:
        return self.theme.icon_px(20) if self.option.icon else 0

    @property
    def words_px(self) -> float:
        """Width of icon and text."""
        gap = self.theme.px(7) if self.option.icon else 0
        return self.theme.width_of(self.option.text, "label", 600) + self._icon_px + gap

    def sizeHint(self) -> QSize:
        return QSize(int(self.words_px) + self.theme.px(28), self.theme.target_px)

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._on_step(self, step)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._on_leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        radius, ink = theme.px(9), "ink"
        if self.isChecked():
            ink = "onPrimary" if theme.high_contrast else "ink"
            fill = self.animated_fill(theme.colour("primary" if theme.high_contrast else "raised"))
            paint.rounded(painter, rect, radius, fill, theme.colour("primary"), edge_px=theme.px(2))
        else:
            touched = self.underMouse() or self.isDown()
            fill = self.animated_fill(theme.colour("tint") if touched else None)
            if fill is not None:
                paint.rounded(painter, rect, radius, fill)
        if self.rings:
            paint.focus_ring(painter, theme, rect, radius)
        x = rect.center().x() - self.words_px / 2
        if self.option.icon:
            middle = QPointF(x + self._icon_px / 2, rect.center().y())
            paint.icon(painter, theme.icon(self.option.icon, ink, self._icon_px), middle)
            x += self._icon_px + theme.px(7)
        font = theme.font_for(self.option.text, "label", 600 if self.isChecked() else 400)
        room = QRectF(x, 0, rect.right() - x, rect.height())
        paint.text(painter, room, self.option.text, font, theme.colour(ink))


class Segmented(Themed, QWidget):
    """One choice of a few, side by side, in as few rows as fit.

    Parameters
    ----------
    name : what is chosen, for screen readers.
    on_choose : called with the value when the visitor chooses another one.
    """

    def __init__(
        self,
        theme: Theme,
        options: Sequence[Option],
        chosen: str,
        *,
        name: str,
        on_choose: Callable[[str], object],
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.cells = [_Cell(theme, option, self._step, self._lead_tab, self) for option in options]
        self._on_choose = on_choose
        follow_width(self)
        self.choose(chosen)
        for cell in self.cells:
            cell.clicked.connect(lambda _=False, c=cell: self._on_choose(c.option.value))
            cell.toggled.connect(lambda on: self._lead_tab() if on else None)
        self._lead_tab()
        self.apply_theme(theme)

    def accessible(self) -> Region:
        """Role for screen readers: a group, so that a choice is read with its subject."""
        return Region(self, Role.Grouping)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        for cell in self.cells:
            cell.apply_theme(theme)
        self._lay_out()

    def set_options(self, options: Sequence[Option], name: str) -> None:
        """Change the texts; the values must be the same in the same order."""
        self.setAccessibleName(name)
        for cell, option in zip(self.cells, options, strict=True):
            cell.take(option)
        self.updateGeometry()
        self._lay_out()

    def choose(self, value: str) -> None:
        """Show a value as chosen; emits no signal."""
        for cell in self.cells:
            if cell.option.value == value:
                cell.setChecked(True)

    def _step(self, cell: _Cell, by: int) -> None:
        """Choose the previous or next cell, without wrapping around."""
        at = self.cells.index(cell) + by
        if 0 <= at < len(self.cells):
            self.cells[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.cells[at].click()

    def _lead_tab(self) -> None:
        """Let Tab stop only at the chosen cell, or at the first without a choice.

        Qt would stop at the cell that had the focus last, and before that at the first one.
        """
        stop = next((cell for cell in self.cells if cell.isChecked()), self.cells[0])
        for cell in self.cells:
            by_tab = cell is stop
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if by_tab else Qt.FocusPolicy.ClickFocus)

    @property
    def chosen(self) -> str:
        """The chosen value; "" if no value is chosen."""
        return next((cell.option.value for cell in self.cells if cell.isChecked()), "")

    # ---- layout

    @property
    def _gap(self) -> int:
        return self.theme.px(TROUGH_GAP_PX)

    @property
    def _row_px(self) -> int:
        return max(self.theme.target_px, self.theme.line_px("label") + self.theme.px(16))

    def _columns(self, width: int) -> int:
        """Number of cells side by side: all of them, or as many of the widest as fit, in even rows."""
        count, room = len(self.cells), width - 2 * self._gap
        wanted = [cell.sizeHint().width() for cell in self.cells]
        if sum(wanted) <= room:
            return count
        fit = max(1, min(count, room // max(wanted)))
        return -(-count // -(-count // fit))

    def sizeHint(self) -> QSize:
        width = sum(cell.sizeHint().width() for cell in self.cells) + 2 * self._gap
        return QSize(width, self._row_px + 2 * self._gap)

    def minimumSizeHint(self) -> QSize:
        widest = max(cell.sizeHint().width() for cell in self.cells)
        return QSize(widest + 2 * self._gap, self._row_px + 2 * self._gap)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self.cells) // self._columns(width))
        return rows * self._row_px + 2 * self._gap

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.rect().adjusted(self._gap, self._gap, -self._gap, -self._gap)
        columns = self._columns(self.width())
        if columns < len(self.cells):
            for i, cell in enumerate(self.cells):
                row, column = divmod(i, columns)
                left, right = (room.width() * n // columns for n in (column, column + 1))
                at = QRect(room.x() + left, room.y() + row * self._row_px, right - left, self._row_px)
                cell.setGeometry(at)
            return
        wanted = [cell.sizeHint().width() for cell in self.cells]
        spare = room.width() - sum(wanted)
        x = room.x()
        for i, (cell, width) in enumerate(zip(self.cells, wanted, strict=True)):
            share = spare * (i + 1) // len(wanted) - spare * i // len(wanted)
            cell.setGeometry(QRect(x, room.y(), width + share, room.height()))
            x += width + share

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        paint.rounded(
            QPainter(self),
            QRectF(self.rect()),
            theme.radius("md"),
            theme.colour("sunken"),
            theme.colour("control"),
            edge_px=theme.px(1.5),
        )
