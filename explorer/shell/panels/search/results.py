"""The list of search hits, with the delegate that paints them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ....i18n.messages import say
from ....park.find import Found
from ....park.model import Accent, Park
from ....park.tour import Tour
from ...style import fonts
from ...style.theme import Theme, scroll_bar_style, set_style_sheet
from ...tour.chooser import ICONS as TOUR_ICONS
from ...tour.chooser import about
from ...widgets import Themed, enable_touch_scroll, paint, paint_badge

ICONS = {
    "district": "map",
    "term": "book-open",
    "beyond": "compass",
    "article": "file-text",
    "stop": "map-pin",
}
CLAIM_ICONS = {"P": "scroll-text", "F": "info", "V": "quote"}
LARGE_TEXT = 1.5
"""From this size of text on the kind of a hit stands before its second line instead of at the right."""


class ResultRow(NamedTuple):
    """A hit as it is drawn."""

    accent: Accent
    icon: str
    title: str
    second: str
    kind: str


class Results(Themed, QListWidget):
    """Hits one below the other; the current one is what Enter is about.

    Parameters
    ----------
    on_choose : callable
        Called with the hit that was clicked.
    on_current : callable
        Called when another hit is the current one.

    Attributes
    ----------
    found : the hits, the best first.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        on_choose: Callable[[Found], object],
        on_current: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__()
        self._park = park
        self.found: list[Found] = []
        self._width_px = self._pressed_at_px = 0
        self._on_choose = on_choose
        self._delegate = ResultDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the keyboard and moves the choice
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.itemPressed.connect(self._press)
        self.itemClicked.connect(self._click)
        self.currentRowChanged.connect(lambda _: on_current())
        enable_touch_scroll(self)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        set_style_sheet(self.verticalScrollBar(), scroll_bar_style(theme))
        self._width_px = 0  # the bar's width is another one

    def show_found(self, found: list[Found], *, answers: bool = True) -> None:
        """Show other hits; the first is the current one, unless they answer nothing that was asked."""
        self.found = found
        self.clear()
        language = self.theme.language
        key = "search.results" if answers else "search.offered"
        self.setAccessibleName(say(key, language, count=len(found)))
        for hit in found:
            row = self.row_of(hit)
            item = QListWidgetItem(self)
            item.setData(Qt.ItemDataRole.UserRole, row)
            words = say("search.row", language, kind=row.kind, title=row.title, second=row.second)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.setCurrentRow(0 if found and answers else -1)
        self._measure()
        self.scrollToTop()

    def _press(self) -> None:
        self._pressed_at_px = self.verticalScrollBar().value()

    def _click(self, item: QListWidgetItem) -> None:
        """Choose a hit. One that a finger has pushed along stays below it all the way and was not clicked."""
        if self.verticalScrollBar().value() == self._pressed_at_px:
            self._on_choose(self.found[self.row(item)])

    @property
    def current(self) -> Found | None:
        """The hit that Enter is about."""
        return self.found[self.currentRow()] if 0 <= self.currentRow() < len(self.found) else None

    def move(self, step: int) -> None:  # type: ignore[override]
        """Make another hit the current one, so many farther on."""
        if self.found:
            self.setCurrentRow(min(max(self.currentRow() + step, 0), len(self.found) - 1))
            self.scrollToItem(self.currentItem())

    def fit(self, width_px: int) -> None:
        """Measure the hits for a width."""
        if width_px != self._width_px:
            self._width_px = width_px
            self._measure()

    def _measure(self) -> None:
        width = self._width_px - self.verticalScrollBar().sizeHint().width()  # which may appear
        for row in range(self.count()):
            item = self.item(row)
            shown: ResultRow = item.data(Qt.ItemDataRole.UserRole)
            item.setSizeHint(QSize(width, self._delegate.height(shown, width)))

    @property
    def content_px(self) -> int:
        """The height of all hits."""
        return sum(self.item(row).sizeHint().height() for row in range(self.count())) + 2

    def sizeHint(self) -> QSize:
        return QSize(self._width_px, self.theme.target_px)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def row_of(self, hit: Found) -> ResultRow:
        """A hit in words; without what no font of this system can show."""
        row = self._make_row(hit)
        unseen = fonts.has_han(row.second) and not fonts.can_show_chinese()
        return row._replace(second="") if unseen else row

    def _make_row(self, hit: Found) -> ResultRow:
        park, language = self._park, self.theme.language
        if hit.tour is not None:
            return self._make_tour_row(hit, park.tours[hit.tour])
        if hit.zone is None:
            district = park.district(hit.id)
            kind = say("search.kind.district", language)
            return ResultRow(district.accent, ICONS["district"], hit.title, hit.excerpt, kind)
        zone = park.zones[hit.zone]
        if hit.kind == "zone":
            kind = say("search.kind.zone", language, number=zone.number)
            return ResultRow(zone.accent, zone.icon, hit.title, hit.excerpt, kind)
        kind = say(f"search.kind.{hit.kind}", language)
        if hit.kind == "claim":
            claim = park.claims[hit.id]
            who = say(f"mark.{claim.kind}", language)
            second = say("search.claim", language, id=claim.id, who=who, number=zone.number)
            return ResultRow(zone.accent, CLAIM_ICONS[claim.kind], hit.title, second, kind)
        return ResultRow(zone.accent, ICONS[hit.kind], hit.title, hit.excerpt, kind)

    def _make_tour_row(self, hit: Found, tour: Tour) -> ResultRow:
        """A tour, or one of its stops: in the colour of its place; that of a tour is its first."""
        park, language = self._park, self.theme.language
        zone = hit.zone or next((stop.zone for stop in tour.stops if stop.zone), None)
        accent = park.zones[zone].accent if zone else park.districts[0].accent
        kind = say(f"search.kind.{hit.kind}", language)
        if hit.kind == "tour":
            return ResultRow(accent, TOUR_ICONS[tour.kind], hit.title, about(tour, language), kind)
        count = len(tour.stops)
        second = say("search.stop", language, tour=tour.title[language], stop=hit.stop + 1, count=count)
        return ResultRow(accent, ICONS["stop"], hit.title, second, kind)


class ResultDelegate(QStyledItemDelegate):
    """Draws one hit: badge, title, second line, kind."""

    def __init__(self, results: Results) -> None:
        super().__init__(results)
        self._results = results

    @property
    def _theme(self) -> Theme:
        return self._results.theme

    def _kind_aside(self, hit: ResultRow) -> float:
        """Width of the kind at the right; 0 where it stands before the second line."""
        if self._theme.text >= LARGE_TEXT:
            return 0.0
        return self._theme.width_of(hit.kind, "fine") + self._theme.px(16)

    def _second(self, hit: ResultRow) -> str:
        if self._theme.text < LARGE_TEXT:
            return hit.second
        return " · ".join(part for part in (hit.kind, hit.second) if part)

    def _columns(self, hit: ResultRow, width: float) -> tuple[float, float]:
        """Where the words begin, and how much room they have."""
        left = self._theme.px(12) + self._theme.icon_px(44) + self._theme.px(12)
        return left, width - left - self._theme.px(16) - self._kind_aside(hit)

    def _heights(self, hit: ResultRow, room: float) -> tuple[float, float]:
        theme, second = self._theme, self._second(hit)
        title = paint.wrapped_height(hit.title, theme.font_for(hit.title, "strong"), room)
        if not second:
            return title, 0.0
        return title, paint.wrapped_height(second, theme.font_for(second, "fine"), room)

    def height(self, hit: ResultRow, width: int) -> int:
        """The height of a hit, pixels."""
        title, second = self._heights(hit, self._columns(hit, width)[1])
        return int(max(title + second, self._theme.icon_px(44)) + self._theme.px(16)) + 1

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, hit = self._theme, index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        radius = theme.radius("md")
        if state & QStyle.StateFlag.State_Selected:
            edge = theme.colour("focus")
            inner = rect.adjusted(1, 1, -1, -1)
            paint.rounded(painter, inner, radius, theme.colour("tint"), edge, edge_px=theme.focus_px)
        elif state & QStyle.StateFlag.State_MouseOver:
            paint.rounded(painter, rect.adjusted(1, 1, -1, -1), radius, theme.colour("tint"))
        side = theme.icon_px(44)
        badge = QRectF(rect.x() + theme.px(12), rect.center().y() - side / 2, side, side)
        paint_badge(painter, theme, badge, hit.accent, icon=hit.icon)
        left, room = self._columns(hit, rect.width())
        title, second = self._heights(hit, room)
        y = rect.center().y() - (title + second) / 2
        words = QRectF(rect.x() + left, y, room + 2, title)
        font, ink = theme.font_for(hit.title, "strong"), theme.colour("ink")
        paint.text(painter, words, hit.title, font, ink, wrap=True)
        below = self._second(hit)
        if below:
            words = QRectF(rect.x() + left, y + title, room + 2, second)
            paint.text(painter, words, below, theme.font_for(below, "fine"), theme.colour("ink2"), wrap=True)
        if self._kind_aside(hit):
            aside = rect.adjusted(0, 0, -theme.px(14), 0)
            font = theme.font_for(hit.kind, "fine")
            paint.text(painter, aside, hit.kind, font, theme.colour("ink2"), align=paint.RIGHT)
        painter.restore()
