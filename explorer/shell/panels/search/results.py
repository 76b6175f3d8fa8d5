"""The list of search hits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from ....i18n import Text, tr
from ....park.find import Found
from ....park.model import Accent, Park
from ....park.tour import Tour
from ...style import fonts
from ...style.theme import Theme
from ...tour.prompts import ICONS as TOUR_ICONS
from ...tour.prompts import about
from ...widgets import RowList, RowLook, paint, paint_badge

KIND_WORDS: dict[str, Text] = {
    "zone": Text("Zone {number}"),
    "tour": Text("Tour"),
    "stop": Text("Stop of a tour"),
    "district": Text("District"),
    "term": Text("Glossary"),
    "claim": Text("Statement"),
    "article": Text("Article"),
}


ICONS = {
    "district": "map",
    "term": "book-open",
    "beyond": "compass",
    "article": "file-text",
    "stop": "map-pin",
}
CLAIM_ICONS = {"P": "scroll-text", "F": "info", "V": "quote"}
LARGE_TEXT = 1.5
"""Text scale from which the kind of a hit comes before its second line instead of at the right."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A hit as displayed: badge, title, second line, kind."""

    accent: Accent
    icon: str
    title: str
    second: str
    kind: str

    @property
    def can_press(self) -> bool:
        return True

    def words(self, theme: Theme) -> tuple[str, str]:
        words = tr(
            Text("{kind}: {title}. {second}"),
            theme.language,
            kind=self.kind,
            title=self.title,
            second=self.second,
        )
        return words, ""

    def _kind_aside(self, theme: Theme) -> float:
        """Width of the kind at the right; 0 where it comes before the second line."""
        if theme.text >= LARGE_TEXT:
            return 0.0
        return theme.width_of(self.kind, "fine") + theme.px(16)

    def _lines(self, theme: Theme) -> tuple[paint.Line, ...]:
        parts = (self.second,) if theme.text < LARGE_TEXT else (self.kind, self.second)
        return paint.Line(self.title, "strong"), paint.Line(" · ".join(filter(None, parts)), "fine", "ink2")

    def _columns(self, theme: Theme, width: float) -> tuple[float, float]:
        """Left edge and width of the text."""
        left = theme.px(12) + theme.icon_px(44) + theme.px(12)
        return left, width - left - theme.px(16) - self._kind_aside(theme)

    def height(self, theme: Theme, width: int) -> int:
        """Height of a hit in pixels."""
        words = paint.lines_height(theme, self._lines(theme), self._columns(theme, width)[1])
        return int(max(words, theme.icon_px(44)) + theme.px(16)) + 1

    def paint(self, painter: QPainter, theme: Theme, rect: QRectF, look: RowLook) -> None:
        radius = theme.radius("md")
        if look.selected:
            edge = theme.colour("focus")
            inner = rect.adjusted(1, 1, -1, -1)
            paint.rounded(painter, inner, radius, theme.colour("tint"), edge, edge_px=theme.focus_px)
        elif look.hovered:
            paint.rounded(painter, rect.adjusted(1, 1, -1, -1), radius, theme.colour("tint"))
        side = theme.icon_px(44)
        badge = QRectF(rect.x() + theme.px(12), rect.center().y() - side / 2, side, side)
        paint_badge(painter, theme, badge, self.accent, icon=self.icon)
        left, room = self._columns(theme, rect.width())
        words = QRectF(rect.x() + left, rect.y(), room, rect.height())
        paint.draw_lines(painter, theme, words, self._lines(theme))
        if self._kind_aside(theme):
            aside = rect.adjusted(0, 0, -theme.px(14), 0)
            font = theme.font_for(self.kind, "fine")
            paint.text(painter, aside, self.kind, font, theme.colour("ink2"), align=paint.RIGHT)


class Results(RowList):
    """Hits one below the other; Enter applies to the current one.

    Attributes
    ----------
    found : the hits, the best first.

    Parameters
    ----------
    on_choose : callable
        Called with the hit that was clicked.
    on_current : callable
        Called when another hit becomes the current one.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        on_choose: Callable[[Found], object],
        on_current: Callable[[], object] = lambda: None,
    ) -> None:
        self._park = park
        self.found: list[Found] = []
        super().__init__(theme, lambda number: on_choose(self.found[number]))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the focus and moves the selection
        self.currentRowChanged.connect(lambda _: on_current())

    def show_found(self, found: list[Found], *, answers: bool = True) -> None:
        """Show new hits; the first becomes the current one, unless they are only suggestions."""
        self.found = found
        text = Text("{count} found") if answers else Text("Choose from {count}")
        self.setAccessibleName(tr(text, self.theme.language, count=len(found)))
        self.clear()
        self.show_rows([self.row_of(hit) for hit in found])
        self.setCurrentRow(0 if found and answers else -1)
        self.scrollToTop()

    @property
    def current(self) -> Found | None:
        """The current hit, to which Enter applies."""
        return self.found[self.currentRow()] if 0 <= self.currentRow() < len(self.found) else None

    def move(self, step: int) -> None:  # type: ignore[override]
        """Move the current hit by `step` rows."""
        if self.found:
            self.setCurrentRow(min(max(self.currentRow() + step, 0), len(self.found) - 1))
            self.scrollToItem(self.currentItem())

    def sizeHint(self) -> QSize:
        return QSize(self._width_px, self.theme.target_px)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def row_of(self, hit: Found) -> ResultRow:
        """The row of a hit, without characters that no installed font has."""
        row = self._make_row(hit)
        unseen = fonts.has_han(row.second) and not fonts.can_show_chinese()
        return replace(row, second="") if unseen else row

    def _make_row(self, hit: Found) -> ResultRow:
        park, language = self._park, self.theme.language
        if hit.tour is not None:
            return self._make_tour_row(hit, park.tours[hit.tour])
        if hit.zone is None:
            district = park.district(hit.id)
            kind = tr(Text("District"), language)
            return ResultRow(district.accent, ICONS["district"], hit.title, hit.excerpt, kind)
        zone = park.zones[hit.zone]
        if hit.kind == "zone":
            kind = tr(Text("Zone {number}"), language, number=zone.number)
            return ResultRow(zone.accent, zone.icon, hit.title, hit.excerpt, kind)
        fact = hit.kind == "beyond"
        kind = tr(park.wording.heading("fact"), language) if fact else tr(KIND_WORDS[hit.kind], language)
        if hit.kind == "claim":
            claim = park.claims[hit.id]
            who = tr(park.wording.marked(claim.kind), language)
            second = tr(
                Text("{id} · {who} · see zone {number}"), language, id=claim.id, who=who, number=zone.number
            )
            return ResultRow(zone.accent, CLAIM_ICONS[claim.kind], hit.title, second, kind)
        return ResultRow(zone.accent, ICONS[hit.kind], hit.title, hit.excerpt, kind)

    def _make_tour_row(self, hit: Found, tour: Tour) -> ResultRow:
        """A tour, or one of its stops, in the colour of its place; a tour has that of its first stop."""
        park, language = self._park, self.theme.language
        zone = hit.zone or next((stop.zone for stop in tour.stops if stop.zone), None)
        accent = park.zones[zone].accent if zone else park.districts[0].accent
        kind = tr(KIND_WORDS[hit.kind], language)
        if hit.kind == "tour":
            return ResultRow(accent, TOUR_ICONS[tour.kind], hit.title, about(tour, language), kind)
        count = len(tour.stops)
        second = tr(
            Text("{tour}, stop {stop} of {count}"),
            language,
            tour=tour.title[language],
            stop=hit.stop + 1,
            count=count,
        )
        return ResultRow(accent, ICONS["stop"], hit.title, second, kind)
