"""The list of all zones by district, folded into one button until it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from ...i18n.messages import say
from ...park.model import Park, Zone
from ...visit.acts import Act, Hover, Open, Point
from ...visit.visit import Visit
from ..input import focus
from ..input.focus import can_hold
from ..style.theme import Theme
from ..widgets import (
    Button,
    Column,
    HoverAnimation,
    KeyFocus,
    Prose,
    ScrollArea,
    Surface,
    Themed,
    apply_theme_within,
    paint,
    paint_badge,
)
from ..window.view_state import Views


class ZoneRow(HoverAnimation, KeyFocus, Themed, QPushButton):
    """One zone: its number, its name, and a tick once it was visited."""

    def __init__(
        self,
        theme: Theme,
        zone: Zone,
        on_press: Callable[[ZoneRow], object],
        on_touch: Callable[[ZoneRow, bool], object],
        on_step: Callable[[ZoneRow, int], object],
    ) -> None:
        super().__init__()
        self.zone = zone
        self._on_touch, self._on_step = on_touch, on_step
        self._is_visited = self._is_here = self._is_pointed = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: on_press(self))
        self.apply_theme(theme)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the name in the theme's language."""
        language = self.theme.language
        title = self.zone.title[language]
        self.setText(title)
        key = "zones.row-visited" if self._is_visited else "zones.row"
        self.setAccessibleName(say(key, language, number=self.zone.number, title=title))
        self.setAccessibleDescription(say("zones.go", language) if self._is_pointed else "")

    def mark(self, *, visited: bool, here: bool, pointed: bool) -> None:
        """Show whether the zone was visited, is open, is pointed at."""
        now = (visited, here, pointed)
        if now != (self._is_visited, self._is_here, self._is_pointed):
            self._is_visited, self._is_here, self._is_pointed = now
            self.retranslate()
            self.update()

    # ---- size

    def _room(self, width: float) -> float:
        """Room for the name between badge and mark."""
        theme = self.theme
        return width - theme.icon_px(32) - theme.icon_px(20) - theme.px(8 + 10 + 8 + 8)

    def sizeHint(self) -> QSize:
        theme = self.theme
        spare = theme.icon_px(32) + theme.icon_px(20) + theme.px(34)
        width = int(theme.width_of(self.text(), "label")) + spare + 4
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(140), self.theme.target_px)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        font = self.theme.font_for(self.text(), "label", 600)
        words = paint.wrapped_height(self.text(), font, self._room(width))
        return int(max(self.theme.target_px, words + self.theme.px(12), self.theme.icon_px(32) + 8))

    # ---- pointer and keys

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._on_touch(self, False)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._on_touch(self, False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.rings:
            self._on_touch(self, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 5,
            Qt.Key.Key_PageUp: -5,
            Qt.Key.Key_Home: -999,
            Qt.Key.Key_End: 999,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._on_step(self, step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        radius = theme.radius("md")
        if self._is_here or self._is_pointed:
            edge, fill = theme.colour("primary"), self.animated_fill(theme.colour("tint"))
            paint.rounded(painter, rect, radius, fill, edge, edge_px=theme.px(2))
        elif (fill := self.animated_fill(theme.colour("tint") if self.underMouse() else None)) is not None:
            paint.rounded(painter, rect, radius, fill)
        if self.rings:
            paint.focus_ring(painter, theme, rect, radius)
        side = theme.icon_px(32)
        badge = QRectF(theme.px(8), rect.center().y() - side / 2, side, side)
        paint_badge(painter, theme, badge, self.zone.accent, number=str(self.zone.number))
        x = badge.right() + theme.px(10)
        font = theme.font_for(self.text(), "label", 600)
        room = QRectF(x, 0, self._room(rect.width()) + 2, rect.height())
        paint.text(painter, room, self.text(), font, theme.colour("ink"), wrap=True)
        icon = "arrow-right" if self._is_pointed else "check" if self._is_visited else ""
        if icon:
            px = theme.icon_px(20)
            middle = QPointF(rect.right() - theme.px(8) - px / 2, rect.center().y())
            colour = "ink" if self._is_pointed else "ok"
            paint.icon(painter, theme.icon(icon, colour, px), middle)


WIDTH_PX, WIDTH_GROWTH = 320, 0.6  # of the design; how much of the text size it follows


class ZoneList(Surface):
    """All zones by district, each with a mark once it was visited.

    A press on a row points at its zone; a press on the zone that is pointed at goes there.

    Parameters
    ----------
    folds : bool
        Whether it can be folded into its button; if not, it is always open and a single press goes.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Callable[[Act], object],
        *,
        folds: bool = True,
        views: Views | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._park, self._do, self._folds, self._views = park, do, folds, views or Views()
        self._visit: Visit | None = None
        self._unfolded = not folds  # as it is shown now
        self._back_to: QWidget | None = None
        count = str(len(park.zones))
        self._button = Button(
            theme, " ", "layout-list", kind="quiet", shortcut_hint=count, left=True, on_press=self.toggle
        )
        self._button.setVisible(folds)
        self._title = Prose(theme, " ", "title")
        self._title.setVisible(not folds)
        self.visited_count = Prose(theme, " ", "fine", "ink2")
        self._titles: list[tuple[str, Prose]] = []
        self.rows: list[ZoneRow] = []
        column = Column(theme, self._title, self.visited_count, gap=2, margins=(8, 4, 8, 8))
        for district in park.districts:
            title = Prose(theme, " ", "label")
            self._titles.append((district.id, title))
            column.addSpacing(theme.px(8))
            column.addWidget(title)
            for zone in park.zones_of(district.id):
                row = ZoneRow(theme, zone, self._press, self._touch, self._step)
                self.rows.append(row)
                column.addWidget(row)
        column.addStretch(1)
        self._content = QWidget()
        self._content.setLayout(column)
        self.scroll_area = ScrollArea(theme, self._content)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setVisible(self._unfolded)
        self.scroll_area.verticalScrollBar().valueChanged.connect(self._scrolled)
        layout = Column(theme, self._button, self.scroll_area, gap=4)
        layout.setStretchFactor(self.scroll_area, 1)
        super().__init__(theme, layout, elevation=1, padding=(4, 4, 4, 4), parent=parent)
        self._set_texts()

    # ---- what is shown

    def update_from(self, visit: Visit) -> None:
        """Mark what was visited, is open and is pointed at."""
        before, self._visit = self._visit, visit
        self._show_view()
        if before is None or before.visited != visit.visited:
            self._set_visited()
        here, pointed = visit.zone, visit.pointed
        if before is None or (before.zone, before.pointed, before.visited) != (here, pointed, visit.visited):
            for row in self.rows:
                id = row.zone.id
                row.mark(visited=id in visit.visited, here=id == here, pointed=id == pointed)

    def apply_theme(self, theme: Theme) -> None:
        known = hasattr(self, "theme")
        super().apply_theme(theme)
        if known:
            apply_theme_within(self, theme)
            self._set_texts()

    @property
    def unfolded(self) -> bool:
        """Whether the rows are shown."""
        return self._unfolded

    def toggle(self, *, by_key: bool = False) -> None:
        """Fold or unfold the list; an unfolded list gets the keyboard, and gives it back when it is folded.

        Parameters
        ----------
        by_key : whether a key asked for it, so that the focus is to be seen.
        """
        if not self._folds:
            return
        self._views.state = replace(self._views.state, list_open=not self._unfolded)
        self._fold(by_key=by_key)

    def _show_view(self) -> None:
        """Be as folded and as far scrolled as the view state says."""
        view, bar = self._views.state, self.scroll_area.verticalScrollBar()
        if self._folds and self._unfolded != view.list_open:
            self._fold(by_key=False)
        if bar.value() != view.list_px:
            bar.setValue(view.list_px)

    def _scrolled(self, px: int) -> None:
        self._views.state = replace(self._views.state, list_px=px)

    def _fold(self, *, by_key: bool) -> None:
        self._unfolded = self._views.state.list_open
        if not self._unfolded:
            self._give_back()  # before the row that has the keyboard goes
        self.scroll_area.setVisible(self._unfolded)
        self.elevation = 2 if self._unfolded else 1
        self._resize_shadow()
        self._set_texts()
        if self._unfolded:
            self.raise_()
            self._back_to = QApplication.focusWidget()
            seen = by_key or self._button.rings
            reason = Qt.FocusReason.OtherFocusReason if seen else Qt.FocusReason.MouseFocusReason
            self._first_row().setFocus(reason)
        else:
            self._do(Hover(None))
        self.updateGeometry()

    def _give_back(self) -> None:
        """Give the keyboard to what had it before; a list that does not have it gives nothing."""
        holder, self._back_to = self._back_to, None
        now = QApplication.focusWidget()
        if now is None or not self.scroll_area.isAncestorOf(now):
            return
        shown = holder if can_hold(holder) else self._button
        by_key = isinstance(now, ZoneRow) and now.by_key
        shown.setFocus(Qt.FocusReason.OtherFocusReason if by_key else Qt.FocusReason.MouseFocusReason)

    def _first_row(self) -> ZoneRow:
        """The row the keyboard comes to: the zone one is in or points at, else the first."""
        visit = self._visit
        wanted = (visit.zone or visit.pointed) if visit else None
        return next((row for row in self.rows if row.zone.id == wanted), self.rows[0])

    def _resize_shadow(self) -> None:
        """Make room for another depth of shadow."""
        Surface.apply_theme(self, self.theme)

    def _set_texts(self) -> None:
        theme, language = self.theme, self.theme.language
        key = "zones.close" if self._unfolded and self._folds else "zones.title"
        self._button.set_text(say("zones.title", language), say(key, language))
        self._title.set_text(say("zones.title", language))
        self.setAccessibleName(say("zones.title", language))
        for id, title in self._titles:
            district = self._park.district(id)
            title.set_text(district.title[language], theme.accent(district.accent).text)
        for row in self.rows:
            row.retranslate()
        self._set_visited()

    def _set_visited(self) -> None:
        visited = len(self._visit.visited) if self._visit else 0
        count = len(self._park.zones)
        self.visited_count.set_text(say("zones.count", self.theme.language, visited=visited, count=count))

    # ---- size

    def sizeHint(self) -> QSize:
        theme, m = self.theme, 2 * self.margin_px
        button = self._button.sizeHint()
        pad = 2 * theme.px(4)
        if not self._unfolded:
            return QSize(button.width() + pad + m, button.height() + pad + m)
        width = round(theme.px(WIDTH_PX) * (1 + WIDTH_GROWTH * (theme.text - 1)))
        layout = self._content.layout()
        assert layout is not None
        rows = layout.heightForWidth(width - pad - theme.px(14))
        return QSize(width + m, button.height() + theme.px(4) + rows + pad + m)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._show_focused)  # when the rows are laid out

    def _show_focused(self) -> None:
        for row in self.rows:
            if row.hasFocus():
                self.scroll_area.ensureWidgetVisible(row)

    # ---- what the visitor does

    def _press(self, row: ZoneRow) -> None:
        visit, zone = self._visit, row.zone.id
        if self._folds and (visit is None or zone not in (visit.pointed, visit.zone)):
            self._do(Point(zone))
            return
        self._do(Open(zone))
        if self._folds and self._unfolded:
            self.toggle()

    def _touch(self, row: ZoneRow, by_key: bool) -> None:
        """The pointer or the keyboard came to a row."""
        if by_key:
            self.scroll_area.ensureWidgetVisible(row)
            if self._folds:
                self._do(Point(row.zone.id))
        else:
            self._do(Hover(row.zone.id if row.underMouse() else None))

    def _step(self, row: ZoneRow, step: int) -> None:
        """The keyboard goes to the row before or after."""
        focus.step_along(self.rows, row, step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._unfolded and self._folds:
            self.toggle()
        elif event.key() == Qt.Key.Key_Down and self._unfolded and self._button.hasFocus():
            self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
