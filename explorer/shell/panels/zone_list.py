"""The list of all zones by district, folded into one button until it is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from ...i18n import Text, tr
from ...park.model import Park, Zone
from ...visit.acts import Act, Hover, Open, Point
from ...visit.visit import Visit
from ..input.focus import can_hold
from ..style.theme import Theme
from ..widgets import (
    Button,
    Column,
    Heading,
    ListRow,
    RowList,
    RowLook,
    Surface,
    apply_theme_within,
    paint,
    paint_badge,
)
from ..window.view_state import Views

SIDE_PX, GAP_PX, END_PX = 8, 2, 8
"""Margins beside the rows, below each, and below the last, in design pixels."""


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """One zone: its number, its name, and a tick once visited; an arrow if a press goes there."""

    zone: Zone
    visited: bool = False
    here: bool = False
    pointed: bool = False
    below_px: int = GAP_PX  # space below it, in design pixels

    @property
    def can_press(self) -> bool:
        return True

    def words(self, theme: Theme) -> tuple[str, str]:
        language = theme.language
        text = Text("Zone {number}: {title}, visited") if self.visited else Text("Zone {number}: {title}")
        name = tr(text, language, number=self.zone.number, title=self.zone.title[language])
        return name, tr(Text("Press again to go there"), language) if self.pointed else ""

    def _room(self, theme: Theme, width: float) -> float:
        """Space for the name between badge and mark."""
        return width - theme.icon_px(32) - theme.icon_px(20) - theme.px(8 + 10 + 8 + 8)

    def height(self, theme: Theme, width: int) -> int:
        title = self.zone.title[theme.language]
        room = self._room(theme, width - 2 * theme.px(SIDE_PX))
        words = paint.wrapped_height(title, theme.font_for(title, "label", 600), room)
        row = int(max(theme.target_px, words + theme.px(12), theme.icon_px(32) + 8))
        return row + theme.px(self.below_px)

    def paint(self, painter: QPainter, theme: Theme, rect: QRectF, look: RowLook) -> None:
        side_px = theme.px(SIDE_PX)
        rect = rect.adjusted(side_px, 0, -side_px, -theme.px(self.below_px))
        radius, title = theme.radius("md"), self.zone.title[theme.language]
        if self.here or self.pointed:
            edge, fill = theme.colour("primary"), theme.colour("tint")
            paint.rounded(painter, rect, radius, fill, edge, edge_px=theme.px(2))
        elif look.hovered:
            paint.rounded(painter, rect, radius, theme.colour("tint"))
        if look.ringed:
            paint.focus_ring(painter, theme, rect, radius)
        side = theme.icon_px(32)
        badge = QRectF(rect.x() + theme.px(8), rect.center().y() - side / 2, side, side)
        paint_badge(painter, theme, badge, self.zone.accent, number=str(self.zone.number))
        room = QRectF(
            badge.right() + theme.px(10), rect.y(), self._room(theme, rect.width()) + 2, rect.height()
        )
        font = theme.font_for(title, "label", 600)
        paint.text(painter, room, title, font, theme.colour("ink"), wrap=True)
        icon = "arrow-right" if self.pointed else "check" if self.visited else ""
        if icon:
            px = theme.icon_px(20)
            middle = QPointF(rect.right() - theme.px(8) - px / 2, rect.center().y())
            colour = "ink" if self.pointed else "ok"
            paint.icon(painter, theme.icon(icon, colour, px), middle)


WIDTH_PX, WIDTH_GROWTH = 320, 0.6  # design pixels; share of the text size that the width follows


class ZoneList(Surface):
    """All zones by district, each with a mark once visited.

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
        self._unfolded = not folds  # as displayed now
        self._back_to: QWidget | None = None
        count = str(len(park.zones))
        self._button = Button(
            theme, " ", "layout-list", kind="quiet", shortcut_hint=count, left=True, on_press=self.toggle
        )
        self._button.setVisible(folds)
        self.list = RowList(theme, self._press, self._to_row, self._hover)
        self.list.setVisible(self._unfolded)
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)
        layout = Column(theme, self._button, self.list, gap=4)
        layout.setStretchFactor(self.list, 1)
        super().__init__(theme, layout, elevation=1, padding=(4, 4, 4, 4), parent=parent)
        self._set_texts()

    # ---- contents

    def update_from(self, visit: Visit) -> None:
        """Mark zones as visited, open and pointed at."""
        before, self._visit = self._visit, visit
        self._show_view()
        now = (visit.visited, visit.zone, visit.pointed)
        if before is None or (before.visited, before.zone, before.pointed) != now:
            self._show_rows()

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
        """Fold or unfold the list; unfolding moves the keyboard focus to it, folding returns it.

        Parameters
        ----------
        by_key : whether a key was pressed, so that the focus must be visible.
        """
        if not self._folds:
            return
        self._views.state = replace(self._views.state, list_open=not self._unfolded)
        self._fold(by_key=by_key)

    def _show_view(self) -> None:
        """Fold and scroll as the view state says."""
        view, bar = self._views.state, self.list.verticalScrollBar()
        if self._folds and self._unfolded != view.list_open:
            self._fold(by_key=False)
        if bar.value() != view.list_px:
            bar.setValue(view.list_px)

    def _scrolled(self, px: int) -> None:
        self._views.state = replace(self._views.state, list_px=px)

    def _fold(self, *, by_key: bool) -> None:
        self._unfolded = self._views.state.list_open
        if not self._unfolded:
            self._give_back()  # before the row that has the focus is hidden
        self.list.setVisible(self._unfolded)
        self.elevation = 2 if self._unfolded else 1
        self._resize_shadow()
        self._set_texts()
        if self._unfolded:
            self.raise_()
            self._back_to = QApplication.focusWidget()
            seen = by_key or self._button.rings
            reason = Qt.FocusReason.OtherFocusReason if seen else Qt.FocusReason.MouseFocusReason
            self.list.setCurrentRow(self._first_row())
            self.list.setFocus(reason)
        else:
            self._do(Hover(None))
        self.updateGeometry()

    def _give_back(self) -> None:
        """Return the keyboard focus to the previous widget, if the list has it."""
        holder, self._back_to = self._back_to, None
        if not self.list.hasFocus():
            return
        shown = holder if can_hold(holder) else self._button
        by_key = self.list.by_key
        shown.setFocus(Qt.FocusReason.OtherFocusReason if by_key else Qt.FocusReason.MouseFocusReason)

    def _first_row(self) -> int:
        """The row that gets the focus: the open or pointed-at zone, else the first."""
        visit = self._visit
        wanted = (visit.zone or visit.pointed) if visit else None
        rows = self.zone_rows
        return next((number for number, row in rows.items() if row.zone.id == wanted), min(rows))

    def _resize_shadow(self) -> None:
        """Adapt to the depth of another shadow."""
        Surface.apply_theme(self, self.theme)

    def _set_texts(self) -> None:
        language = self.theme.language
        text = Text("Close the list (Esc)") if self._unfolded and self._folds else Text("All zones")
        self._button.set_text(tr(Text("All zones"), language), tr(text, language))
        self.setAccessibleName(tr(Text("All zones"), language))
        self.list.setAccessibleName(tr(Text("All zones"), language))
        self._show_rows()

    @property
    def zone_rows(self) -> dict[int, ZoneRow]:
        """The rows of the zones, by index."""
        rows = ((number, self.list.row_at(number)) for number in range(self.list.count()))
        return {number: row for number, row in rows if isinstance(row, ZoneRow)}

    def _show_rows(self) -> None:
        theme, language, visit = self.theme, self.theme.language, self._visit
        visited = visit.visited if visit is not None else frozenset()
        zone, pointed = (visit.zone, visit.pointed) if visit is not None else (None, None)
        count = tr(
            Text("{visited} of {count} visited"), language, visited=len(visited), count=len(self._park.zones)
        )
        rows: list[ListRow] = []
        if not self._folds:
            rows.append(Heading(tr(Text("All zones"), language), "title", "ink", 4, GAP_PX, SIDE_PX))
        rows.append(Heading(count, "fine", "ink2", 4 if self._folds else 0, GAP_PX, SIDE_PX))
        for district in self._park.settled_districts:
            colour = theme.accent(district.accent).text
            rows.append(Heading(district.title[language], "label", colour, 8, GAP_PX, SIDE_PX))
            for shown in self._park.zones_of(district.id):
                id = shown.id
                rows.append(ZoneRow(shown, id in visited, here=id == zone, pointed=id == pointed))
        if isinstance(last := rows[-1], ZoneRow):
            rows[-1] = replace(last, below_px=END_PX)
        self.list.show_rows(rows)

    # ---- size

    def sizeHint(self) -> QSize:
        theme, m = self.theme, 2 * self.margin_px
        button = self._button.sizeHint()
        pad = 2 * theme.px(4)
        if not self._unfolded:
            return QSize(button.width() + pad + m, button.height() + pad + m)
        width = round(theme.px(WIDTH_PX) * (1 + WIDTH_GROWTH * (theme.text - 1)))
        rows = self.list.height_for(width - pad)
        return QSize(width + m, button.height() + theme.px(4) + rows + pad + m)

    # ---- input

    def _zone_at(self, number: int) -> str:
        return self.zone_rows[number].zone.id

    def _press(self, number: int) -> None:
        visit, zone = self._visit, self._zone_at(number)
        if self._folds and (visit is None or zone not in (visit.pointed, visit.zone)):
            self._do(Point(zone))
            return
        self._do(Open(zone))
        if self._folds and self._unfolded:
            self.toggle()

    def _to_row(self, number: int) -> None:
        """Handle the keyboard focus reaching a row."""
        if self._folds:
            self._do(Point(self._zone_at(number)))

    def _hover(self, number: int | None) -> None:
        self._do(Hover(None if number is None else self._zone_at(number)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._unfolded and self._folds:
            self.toggle()
        elif event.key() == Qt.Key.Key_Down and self._unfolded and self._button.hasFocus():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
