"""The folded rows of an article: mark, title and count; one is open at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ....i18n import Text, tr
from ...input.focus import join
from ...style.theme import Theme
from ...widgets import Column, HoverAnimation, KeyFocus, Rule, Themed, follow_width, paint


class RowMark(NamedTuple):
    """The mark before a row: an icon, its colour, its background."""

    icon: str
    ink: str
    fill: str


MARKS: dict[str, RowMark] = {
    "plan": RowMark("scroll-text", "markP", "markPTint"),
    "text": RowMark("book-open", "ink2", "sunken"),
    "view": RowMark("quote", "markV", "markVTint"),
    "spots": RowMark("map-pin", "primary", "tint"),
    "beyond": RowMark("compass", "info", "infoTint"),
    "more": RowMark("waypoints", "ink2", "sunken"),
}


class RowHead(HoverAnimation, KeyFocus, Themed, QPushButton):
    """The line that opens and closes a row."""

    def __init__(
        self, theme: Theme, key: str, title: str, count: int, on_press: Callable[[], object]
    ) -> None:
        super().__init__()
        self._mark, self._count, self._opened = MARKS[key], count, False
        self.setText(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        follow_width(self, QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(on_press)
        self.apply_theme(theme)
        self.show_open(False)

    def show_open(self, opened: bool) -> None:
        """Show, and tell screen readers, whether the row is open."""
        self._opened = opened
        language = self.theme.language
        state = tr(
            Text("open", context="a row of an article")
            if opened
            else Text("closed", context="a row of an article"),
            language,
        )
        parts = [self.text(), *([str(self._count)] if self._count else []), state]
        self.setAccessibleName(", ".join(parts))
        self.update()

    @property
    def count(self) -> int:
        return self._count

    def _room(self, width: float) -> float:
        theme = self.theme
        return width - theme.px(30 + 10 + 12) - theme.icon_px(18) - self._count_px - theme.px(16)

    @property
    def _count_px(self) -> float:
        return self.theme.width_of(str(self._count), "fine") if self._count else 0.0

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        font = self.theme.font_for(self.text(), "label", 600)
        words = paint.wrapped_height(self.text(), font, self._room(width))
        return max(self.theme.target_px, int(words + self.theme.px(14)))

    def sizeHint(self) -> QSize:
        width = self.theme.px(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(140), self.theme.target_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        fill = self.animated_fill(theme.colour("tint") if self.underMouse() else None)
        if fill is not None:
            paint.rounded(painter, rect.adjusted(0, 1, 0, -1), theme.radius("sm"), fill)
        if self.rings:
            paint.focus_ring(painter, theme, rect, theme.radius("sm"))
        badge = QRectF(theme.px(2), rect.center().y() - theme.px(10), theme.px(30), theme.px(20))
        edge = theme.colour(self._mark.ink) if theme.high_contrast else None
        paint.rounded(painter, badge, theme.px(7), theme.colour(self._mark.fill), edge)
        paint.icon(painter, theme.icon(self._mark.icon, self._mark.ink, theme.px(16)), badge.center())
        words = QRectF(rect)
        words.setLeft(badge.right() + theme.px(10))
        words.setWidth(self._room(rect.width()) + 2)
        font = theme.font_for(self.text(), "label", 600)
        paint.text(painter, words, self.text(), font, theme.colour("ink"), wrap=True)
        icon_px = theme.icon_px(18)
        middle = QPointF(rect.right() - theme.px(4) - icon_px / 2, rect.center().y())
        chevron = "chevron-up" if self._opened else "chevron-down"
        paint.icon(painter, theme.icon(chevron, "ink2", icon_px), middle)
        if self._count:
            at = rect.adjusted(0, 0, -theme.px(4) - icon_px - theme.px(12), 0)
            paint.text(
                painter, at, str(self._count), theme.font("fine"), theme.colour("ink2"), align=paint.RIGHT
            )


class ArticleRow(QWidget):
    """A row of an article: its head, and below it the content, which is built when first opened."""

    def __init__(
        self,
        theme: Theme,
        key: str,
        title: str,
        count: int,
        make: Callable[[], QWidget],
        on_press: Callable[[], object],
    ) -> None:
        super().__init__()
        self.key, self._make = key, make
        self._inside: QWidget | None = None
        self.head = RowHead(theme, key, title, count, on_press)
        self._column = Column(theme, Rule(theme), self.head, gap=0)
        self.setLayout(self._column)
        follow_width(self)

    @property
    def opened(self) -> bool:
        return self._inside is not None and not self._inside.isHidden()

    def show_open(self, opened: bool) -> None:
        """Open or close the row."""
        if opened and self._inside is None:
            self._inside = self._make()
            follow_width(self._inside)
            self._column.addWidget(self._inside)
            join(self)  # Tab goes into the open content rather than past all rows first
        if self._inside is not None:
            self._inside.setVisible(opened)
        self.head.show_open(opened)
