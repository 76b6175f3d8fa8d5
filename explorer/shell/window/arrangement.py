"""Arrangement of the window: places all parts again when something they depend on has changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from ...visit import Visit
from ..exhibit import ExhibitPanel
from ..exhibit.forms import has
from ..overlay.overlay import Overlay
from ..panels.article.panel import article_width_px
from ..panels.toolbars import LARGE_TEXT, WORDS_FROM_PX, Breadcrumb, Neighbours, Tools
from ..viewport.viewport import Viewport
from ..widgets import Surface, settle
from .layers import Layers
from .layout import CARD_PX, Room, place_foot, solid
from .parts import Parts
from .view_state import Views

PAGE_HEIGHT = 0.3
"""Share of the view's height from which a panel over its middle counts as a page."""
STAND_CARD_PX = 286
"""Width of the card of an exhibit in a kiosk, where everything is larger."""
SHEET_TEXT, SHEET_WIDTH_PX = 1.5, 960
"""Text scale from which, and width below which, the card of an exhibit is a sheet at the foot."""
MOST_SHEET = 0.47
"""Largest share of the height for a sheet and what is below it, not counting the tour bar, whose buttons were cut."""


class Arrangement:
    """Places of the parts.

    Attributes
    ----------
    free : the room that parts and layers leave.
    cards : panels over the view of an open zone, its exhibit or the park as it opens, each at its largest size.

    Parameters
    ----------
    sheet : the page of settings, which covers the window.
    """

    def __init__(
        self, viewport: Viewport, overlay: Overlay, parts: Parts, views: Views, sheet: QWidget
    ) -> None:
        self._viewport, self._overlay, self._parts = viewport, overlay, parts
        self._views, self._sheet = views, sheet
        self._arranged_for: tuple[object, ...] = ()
        self.free = Room(viewport.size(), viewport.theme)
        self.cards: tuple[QRect, ...] = ()

    def invalidate(self) -> None:
        """Arrange everything again with the next update."""
        self._arranged_for = ()

    @property
    def search(self) -> QRect | None:
        """Place of the search, which may lie over what the visitor points at; None while it is closed."""
        search = self._parts.search
        return None if search.isHidden() else search.placed

    def _whole(self, visit: Visit, size: QSize) -> Room:
        """The whole window as room, before anything is placed."""
        parts, theme = self._parts, self._viewport.theme
        panel = 0
        if visit.zone and not parts.article.isHidden():
            panel = article_width_px(theme, size.width())
        at_exhibit = not (parts.exhibit.isHidden() and parts.place_card.isHidden())
        return Room(size, theme, panel, at_exhibit=at_exhibit)

    def update(self, visit: Visit, size: QSize, layers: Layers) -> None:
        """Place all parts in a window of this size, if something they depend on has changed."""
        settle()
        parts, room = self._parts, self._whole(visit, size)
        state = (
            room, visit.zone, parts.search.isVisible(), parts.search.geometry(),
            parts.breadcrumb.sizeHint(), parts.zone_list.sizeHint(),
            parts.legend.isVisible(), parts.legend.zone, parts.status.words,
            parts.toast.words, visit.operating, parts.exhibit.sizeHint(),
            parts.exhibit.heightForWidth(parts.exhibit.width()),
            parts.exhibit.more_open, parts.exhibit.tab,
            parts.strip.wanted_px, parts.place_card.sizeHint(), parts.map_panel.isVisible(), self._views.state.rows,
            *(layer.state for layer in layers),
        )  # fmt: skip
        if state == self._arranged_for:
            return
        self._arranged_for = state
        whole = QRect(QPoint(), size)
        self._viewport.setGeometry(whole)
        self._sheet.setGeometry(whole)
        if parts.font_warning is not None:
            parts.font_warning.arrange(whole)
            parts.search.raise_()  # the search matters more than the font warning
        shown = [layer for part, layer in layers.named.items() if part not in layers.hidden]
        for layer in reversed(shown):  # the uppermost layer chooses its place first
            room = layer.arrange(room)
        for layer in shown:
            layer.arrange_last(room)
        self.free = room
        taken = arrange(room, parts, (*parts, *layers.surfaces), whole)
        self._overlay.fill(whole, taken)
        self._viewport.cover([solid(rect, room.theme) for rect in taken])
        self.cards = cards_of(room, parts, layers.surfaces if visit.zone is not None else ())


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


def place_neighbours(room: Room, surface: Neighbours) -> None:
    """Place the links to neighbouring zones at the lower left."""
    surface.shorten(room.theme.text >= LARGE_TEXT)
    if surface.wanted_size.width() > room.free_px - 2 * room.margin:
        surface.shorten(True)
    wanted = surface.wanted_size
    surface.place(QRect(QPoint(room.margin, room.bottom_px - wanted.height()), wanted))


def place_status(room: Room, surface: Surface, *, below: int) -> QRect:
    """Place the status line at the right, below the tools."""
    wanted = surface.wanted_size
    width = min(wanted.width(), room.free_px - 2 * room.margin)
    rect = QRect(room.free_px - room.margin - width, below + room.gap, width, wanted.height())
    surface.place(rect)
    return rect


def arrange(room: Room, parts: Parts, surfaces: Iterable[Surface], whole: QRect) -> list[QRect]:
    """Place all parts; return the rectangles of the visible surfaces, without their shadows."""
    foot_px = place_cards(room, parts) if room.at_exhibit else place_park(room, parts)
    if not parts.search.isHidden():
        parts.search.arrange(whole)
        left = parts.search.pos().x() + parts.search.inner.left()
        room = replace(room, panel_px=room.size.width() - room.margin - left)
    place_foot(room, parts.toast, above=foot_px)
    if not parts.map_panel.isHidden():  # messages go below it
        message = place_foot(replace(room, panel_px=0), parts.toast)
        parts.map_panel.arrange(whole.adjusted(0, 0, 0, -(message.height() + room.gap)))
    # labels below the map keep their places: it covers them only briefly
    lying = (p for p in surfaces if p is not parts.map_panel)
    return [p.placed for p in lying if not p.isHidden()]


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
    parts.strip.fit(beside_px, charted=not (card.more_open or room.foot_px))
    strip = parts.strip.wanted_size
    at = QRect(margin, room.bottom_px - strip.height(), min(strip.width(), beside_px), strip.height())
    parts.strip.place(at)
    return strip.height() + room.gap


def cards_of(room: Room, parts: Parts, layers: Iterable[Surface] = ()) -> tuple[QRect, ...]:
    """Rectangles of the panels over an exhibit, an open zone or the opening's park; none elsewhere.

    Panels of `layers` count too: a tour, a talk, a class or a kiosk shows a zone without the window's own parts.

    To keep the camera at rest, panels count at their largest: the article as a whole column, as its rows open and
    close; the card as high as with a longer sentence, and the strip as wide as up to the card.
    """
    if room.over_park is not None:
        return (room.over_park.adjusted(-room.gap, -room.gap, room.gap, room.gap),)
    if not room.at_exhibit:
        rects = [s.placed if s.claimed is None else s.claimed for s in layers if not s.isHidden()]
        whole = QRect(QPoint(), room.size)
        lying = [rect for rect in rects if not rect.isEmpty() and not _is_page(rect, whole)]
        over = [p for p in (parts.breadcrumb, parts.tools, parts.neighbours) if not p.isHidden()]
        over = over if room.led_px is None else []  # they fade while a tour leads
        bars = [p.placed for p in over]
        if not room.panel_px:
            return (*bars, *lying) if lying else ()  # a kiosk keeps its bars in a tour
        column = QRect(room.free_px, 0, room.size.width() - room.free_px, room.size.height())
        return (column, *bars, *lying)
    shown = [part for part in (parts.place_card, parts.tools) if not part.isHidden()]
    found = [part.placed for part in shown]
    if not parts.strip.isHidden():
        strip = parts.strip.placed
        end = room.size.width() if parts.exhibit.isHidden() else parts.exhibit.pos().x()
        found.append(QRect(0, strip.top(), end, room.size.height() - strip.top()))
    if not parts.exhibit.isHidden():
        card = parts.exhibit.placed
        if not parts.exhibit.is_sheet:
            card.setTop(min(card.top(), card.bottom() + 1 - room.theme.px(ExhibitPanel.TALL_PX)))
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
