"""Places of the window's parts, and the area of the view that they leave free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, sqrt
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QRegion

from ...base.geometry import WHOLE, Rect
from ..exhibit import ExhibitPanel, PlaceCard, RunStrip
from ..exhibit.forms import has
from ..overlay.messages import StatusLine, Toast
from ..panels.article.panel import Article
from ..panels.legend import Legend
from ..panels.map_panel import MapPanel
from ..panels.search.search import Search
from ..panels.toolbars import LARGE_TEXT, WORDS_FROM_PX, ActionBar, Breadcrumb, Neighbours, Tools
from ..panels.zone_list import ZoneList
from ..style.theme import Theme
from ..widgets import Surface

MARGIN_PX = 20
GAP_PX = 10
CLASS_TOP_PX = 70
"""Below the clock of a lesson."""
MOST_COVERED, LAPTOP_PX = 0.30, (1280, 720)
"""Largest share of the view of an open zone that panels cover; smaller windows are treated like this one."""
PAGE_HEIGHT = 0.3
"""Share of the view's height from which a panel over its middle counts as a page."""


@dataclass(frozen=True, slots=True)
class Room:
    """The window as needed for its arrangement."""

    size: QSize
    theme: Theme
    panel_px: int = 0  # width of the article, 0 if none is open
    at_exhibit: bool = False  # whether the cards of an exhibit are shown
    # head_px, foot_px: height that layers take, with their distance from the edge
    head_px: int = 0
    foot_px: int = 0
    # width that the card of a room takes at the right, with its distance from the edge: pages keep clear of it
    side_px: int = 0
    # top of the card of a class, at the left below the clock of its lesson and the card of a room
    class_top_px: int = 0

    @property
    def margin(self) -> int:
        return self.theme.px(MARGIN_PX)

    @property
    def gap(self) -> int:
        return self.theme.px(GAP_PX)

    @property
    def free_px(self) -> int:
        """Width of the window that the article leaves."""
        return self.size.width() - (self.panel_px + self.margin if self.panel_px else 0)

    @property
    def free(self) -> Rect:
        """The area of the view that no panel covers."""
        if not self.panel_px and not self.foot_px:
            return WHOLE
        taken = self.foot_px / max(self.size.height(), 1)
        return Rect(right=self.free_px / max(self.size.width(), 1), bottom=1.0 - taken)

    @property
    def top_px(self) -> int:
        """Top of the panels."""
        return self.head_px + self.margin

    @property
    def bottom_px(self) -> int:
        """Bottom of the panels."""
        return self.size.height() - self.foot_px - self.margin

    @property
    def large_text(self) -> bool:
        return self.theme.text >= LARGE_TEXT

    def article(self) -> QRect:
        """Rectangle of the article at the right, as high as the window."""
        left = self.size.width() - self.margin - self.panel_px
        return QRect(left, self.top_px, self.panel_px, self.bottom_px - self.top_px)

    def card(self, high_px: int) -> QRect:
        """Rectangle of a card of this height at the lower right."""
        whole = self.article()
        return whole.adjusted(0, max(whole.height() - high_px, 0), 0, 0)

    def most_card_px(self, others: Iterable[QRect]) -> int:
        """Largest height of an open zone's card, so that all panels together cover little of the view.

        In a kiosk, where everything is larger, the limit applies to the card alone.
        """
        theme, picture = self.theme, self.size.width() * self.size.height()
        if theme.profile == "stand":
            allowed = MOST_COVERED * picture * theme.text**2
        else:
            least = theme.px(LAPTOP_PX[0]) * theme.px(LAPTOP_PX[1])
            taken = sum(rect.width() * rect.height() for rect in others)
            allowed = MOST_COVERED * max(picture, least) * theme.text**2 - taken
        return min(int(allowed / max(self.panel_px, 1)), self.article().height())


def place_bars(room: Room, breadcrumb: Breadcrumb, tools: Tools) -> tuple[QRect, QRect]:
    """Place the breadcrumb at the top left and the tools at the top right of the free area.

    If both do not fit side by side, the tools go below. If a long name does not fit beside an open article, only
    the article shows it.
    """
    margin = room.margin
    breadcrumb.shorten(False)
    tools.shorten(room.size.width() < WORDS_FROM_PX)
    where, what = breadcrumb.wanted_size, tools.wanted_size
    if what.width() > room.free_px - 2 * margin:
        tools.shorten(True)
        what = tools.wanted_size
    elif room.foot_px and where.width() + what.width() + room.gap > room.free_px - 2 * margin:
        tools.shorten(True)  # a second row would cover the subject of the tour
        what = tools.wanted_size
    breadcrumb.setVisible(where.width() <= room.free_px - 2 * margin)
    top = QRect(QPoint(margin, room.top_px), where)
    if breadcrumb.isHidden():
        top = QRect(margin, room.top_px - room.gap, 0, 0)
    right = QRect(QPoint(room.free_px - margin - what.width(), room.top_px), what)
    if right.left() <= top.right() + room.gap:
        right = QRect(QPoint(margin, top.bottom() + room.gap), what)
    breadcrumb.place(top)
    tools.place(right)
    return top, right


def place_list(room: Room, surface: Surface, above: QRect, *, beside_tools: QRect) -> QRect:
    """Place the list of zones below the breadcrumb; it may reach down to the lower margin."""
    top = above.bottom() + room.gap
    wanted = surface.wanted_size
    width = min(wanted.width(), room.free_px - 2 * room.margin)
    crossed = room.margin + width + room.gap > beside_tools.left() and top < beside_tools.bottom()
    if crossed or (beside_tools.left() == above.left() and beside_tools.top() > above.bottom()):
        top = beside_tools.bottom() + room.gap
    height = min(wanted.height(), room.bottom_px - top)
    rect = QRect(room.margin, top, max(width, 1), max(height, 1))
    surface.place(rect)
    return rect


def place_foot(room: Room, surface: Surface, *, above: int = 0) -> QRect:
    """Place a panel at the middle of the foot of the free area, `above` pixels higher than the margin."""
    width = min(surface.wanted_size.width(), room.free_px - 2 * room.margin)
    height = surface.wanted_height(width)
    top = room.bottom_px - height - above
    rect = QRect((room.free_px - width) // 2, top, width, height)
    surface.place(rect)
    return rect


def place_neighbours(room: Room, surface: Neighbours) -> None:
    """Place the links to neighbouring zones at the lower left."""
    surface.shorten(room.theme.text >= LARGE_TEXT)
    if surface.wanted_size.width() > room.free_px - 2 * room.margin:
        surface.shorten(True)
    wanted = surface.wanted_size
    surface.place(QRect(QPoint(room.margin, room.bottom_px - wanted.height()), wanted))


def place_wide(room: Room, surface: Surface) -> QRect:
    """Place a panel across the foot, as high as its words."""
    width = room.size.width() - 2 * room.margin
    tall = surface.wanted_height(width)
    rect = QRect(room.margin, room.bottom_px - tall, width, tall)
    surface.place(rect)
    return rect


def place_status(room: Room, surface: Surface, *, below: int) -> QRect:
    """Place the status line at the right, below the tools."""
    wanted = surface.wanted_size
    width = min(wanted.width(), room.free_px - 2 * room.margin)
    rect = QRect(room.free_px - room.margin - width, below + room.gap, width, wanted.height())
    surface.place(rect)
    return rect


class Parts(Protocol):
    """The parts of the window to arrange."""

    breadcrumb: Breadcrumb
    zone_list: ZoneList
    legend: Legend
    tools: Tools
    action_bar: ActionBar
    map_panel: MapPanel
    article: Article
    neighbours: Neighbours
    exhibit: ExhibitPanel
    strip: RunStrip
    place_card: PlaceCard
    search: Search
    status: StatusLine
    toast: Toast

    @property
    def surfaces(self) -> list[Surface]: ...
    def rect(self) -> QRect: ...


def arrange(room: Room, parts: Parts) -> list[QRect]:
    """Place all parts; return the rectangles of visible panels, without their shadows."""
    foot_px = place_cards(room, parts) if room.at_exhibit else place_park(room, parts)
    if place_search(parts):
        left = parts.search.pos().x() + parts.search.inner.left()
        room = replace(room, panel_px=room.size.width() - room.margin - left)
    place_foot(room, parts.toast, above=foot_px)
    if not parts.map_panel.isHidden():  # messages go below it
        message = place_foot(replace(room, panel_px=0), parts.toast)
        parts.map_panel.arrange(parts.rect().adjusted(0, 0, 0, -(message.height() + room.gap)))
    # labels below the map keep their places: it covers them only briefly
    lying = (p for p in parts.surfaces if p is not parts.map_panel)
    return [p.inner.translated(p.pos()) for p in lying if not p.isHidden()]


def place_park(room: Room, parts: Parts) -> int:
    """Place the parts while no exhibit is operated; return the height taken at the foot."""
    parts.tools.show()
    top, tools = place_bars(room, parts.breadcrumb, parts.tools)
    if not parts.status.isHidden():
        status = place_status(room, parts.status, below=tools.bottom())
        if tools.left() == top.left():  # all of it is at the left, in a column
            tools = tools.united(status)
    shown = parts.zone_list.unfolded
    parts.zone_list.setVisible(shown)
    listed = place_list(room, parts.zone_list, top, beside_tools=tools) if shown else QRect()
    if not parts.legend.isHidden():
        listed = place_list(room, parts.legend, top, beside_tools=tools)
    parts.action_bar.shorten(room.size.width() < WORDS_FROM_PX or room.large_text)
    foot = place_foot(room, parts.action_bar)
    if not parts.neighbours.isHidden():
        place_neighbours(room, parts.neighbours)
    if room.panel_px:
        beside = [p.inner for p in (parts.breadcrumb, parts.tools, parts.neighbours) if not p.isHidden()]
        most_px = room.most_card_px(beside)
        parts.article.place(room.card(parts.article.fit(room.panel_px, most_px)))
    parts.action_bar.setVisible(not room.panel_px and parts.search.isHidden() and not foot.intersects(listed))
    taken = [p.inner.height() for p in (parts.action_bar, parts.neighbours) if not p.isHidden()]
    return max(taken) + room.gap if taken else 0


def place_search(parts: Parts) -> bool:
    """Place the search; whether it is open."""
    if parts.search.isHidden():
        return False
    parts.search.arrange(parts.rect())
    return True


TALL_CARD_PX = 342  # in the design
CARD_PX, STAND_CARD_PX = 300, 286  # in the design; everything is larger in a kiosk
SHEET_TEXT, SHEET_WIDTH_PX = 1.5, 1100
"""Text scale from which, and width below which, the card of an exhibit is a sheet at the foot."""
MOST_SHEET = 0.47
"""Largest share of the height for a sheet and what is below it, not counting the tour bar, whose buttons were cut."""


def is_sheet(room: Room) -> bool:
    """Whether the card of an exhibit is a sheet at the foot."""
    return room.theme.text >= SHEET_TEXT or room.size.width() < SHEET_WIDTH_PX


def place_cards(room: Room, parts: Parts) -> int:
    """Place the cards of an exhibit in the corners of its view; return the height taken at the foot."""
    for part in (parts.breadcrumb, parts.zone_list, parts.action_bar):
        part.hide()
    card, margin = parts.exhibit, room.margin
    card.be_sheet(is_sheet(room))
    where = QRect(QPoint(margin, room.top_px), parts.place_card.wanted_size)
    parts.place_card.place(where)
    taken = _place_card(room, card)
    parts.tools.shorten(False)
    tools = parts.tools.wanted_size
    corner = QRect(
        QPoint(room.size.width() - margin - tools.width(), room.top_px), QSize(tools.width(), where.height())
    )
    crowded = corner.left() <= where.right() + room.gap
    hidden = has(room.theme, "free tools") and (card.more_open or card.is_sheet or crowded)
    if not has(room.theme, "free tools"):  # below a long name if there is no room beside it
        corner.moveTop(where.bottom() + room.gap if crowded else corner.top())
    parts.tools.place(corner)
    parts.tools.setVisible(not hidden)
    if not parts.status.isHidden():
        place_status(room, parts.status, below=corner.bottom())
    parts.strip.setVisible(not card.is_sheet)
    if card.is_sheet:
        return taken.height() + room.gap
    beside_px = taken.left() - 2 * room.gap - margin if taken.isValid() else room.size.width() - 2 * margin
    parts.strip.fit(beside_px, charted=not card.more_open)
    strip = parts.strip.wanted_size
    at = QRect(margin, room.bottom_px - strip.height(), min(strip.width(), beside_px), strip.height())
    parts.strip.place(at)
    return strip.height() + room.gap


def cards_of(room: Room, parts: Parts, layers: Iterable[Surface] = ()) -> tuple[QRect, ...]:
    """Rectangles of the panels over an exhibit or an open zone; none elsewhere.

    Panels of `layers` count too: a tour, a talk, a class or a kiosk shows a zone without the window's own parts.

    To keep the camera at rest, panels count at their largest: the article as a whole column, as its rows open and
    close; the card as high as with a longer sentence, and the strip as wide as up to the card.
    """
    if not room.at_exhibit:
        rects = [s.inner.translated(s.pos()) for s in layers if not s.isHidden()]
        lying = [rect for rect in rects if not _is_page(rect, parts.rect())]
        over = [p for p in (parts.breadcrumb, parts.tools, parts.neighbours) if not p.isHidden()]
        bars = [p.inner.translated(p.pos()) for p in over]
        if not room.panel_px:
            return (*bars, *lying) if lying else ()  # a kiosk keeps its bars in a tour
        column = QRect(room.free_px, 0, room.size.width() - room.free_px, room.size.height())
        return (column, *bars, *lying)
    shown = [part for part in (parts.place_card, parts.tools) if not part.isHidden()]
    found = [part.inner.translated(part.pos()) for part in shown]
    if not parts.strip.isHidden():
        strip = parts.strip.inner.translated(parts.strip.pos())
        end = room.size.width() if parts.exhibit.isHidden() else parts.exhibit.pos().x()
        found.append(QRect(0, strip.top(), end, room.size.height() - strip.top()))
    if not parts.exhibit.isHidden():
        card = parts.exhibit.inner.translated(parts.exhibit.pos())
        if not parts.exhibit.is_sheet:
            card.setTop(min(card.top(), card.bottom() + 1 - room.theme.px(TALL_CARD_PX)))
        found.append(card)
    if room.foot_px:
        found.append(QRect(0, room.bottom_px, room.size.width(), room.size.height() - room.bottom_px))
    return tuple(rect.adjusted(-room.gap, -room.gap, room.gap, room.gap) for rect in found)


def _is_page(rect: QRect, whole: QRect) -> bool:
    """Whether a surface is a reading page that hides the middle of the view: high or centred.

    A caption in large type reaches the middle too, but its subject must be seen beside it.
    """
    middle, quarter = whole.center(), rect.height() // 4
    centred = rect.adjusted(0, quarter, 0, -quarter).contains(middle)
    return rect.contains(middle) and (centred or rect.height() > PAGE_HEIGHT * whole.height())


def _place_card(room: Room, card: ExhibitPanel) -> QRect:
    """Place the card at the right of the foot, as high as its words; over the full height if it shows more."""
    theme, m = room.theme, card.margin_px
    high = room.bottom_px - room.top_px
    if card.is_sheet:
        width = room.size.width() - 2 * room.margin
        below_px = 0 if room.foot_px else room.size.height() - room.bottom_px
        high = min(round(room.size.height() * MOST_SHEET) - below_px, high)
    else:
        width = round(
            theme.px(STAND_CARD_PX if card.size_class == "stand" else CARD_PX) * max(theme.text, 1.0)
        )
        width = min(width, round(room.size.width() * 0.4))
    height = card.fit(width + 2 * m, high + 2 * m) - 2 * m
    at = QRect(room.size.width() - room.margin - width, room.bottom_px - height, width, height)
    card.place(at)
    return at if not card.isHidden() else QRect()


def solid(rect: QRect, theme: Theme) -> QRegion:
    """The opaque area of a panel: without its round corners and soft edge."""
    radius = theme.radius("lg")
    # beyond this distance from a corner the edge bends by less than a pixel
    inset = ceil(radius - sqrt(max(2 * radius - 1, 0))) + 1
    lying, standing = rect.adjusted(2, inset, -2, -inset), rect.adjusted(inset, 2, -inset, -2)
    return QRegion(lying).united(QRegion(standing))
