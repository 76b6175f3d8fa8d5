"""Where the parts of the window go, and what of the picture they leave free."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, sqrt
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QRegion

from ...core.geometry import WHOLE, Rect
from ..exhibit import Dock, ExhibitPanel
from ..overlay.messages import StatusLine, Toast
from ..panels.article.panel import Article
from ..panels.legend import Legend
from ..panels.search.search import Search
from ..panels.toolbars import LARGE_TEXT, ActionBar, Breadcrumb, Tools
from ..panels.zone_list import ZoneList
from ..style.theme import Theme
from ..widgets import Surface

MARGIN_PX = 20
GAP_PX = 10
DOCK_PX, FOLDED_PX = 276, 72  # of the design
MOST_DOCK = 0.5
"""The largest share of the height that the dock covers."""
LEAST_MAP_ROOM_PX = 380
"""The map is shown where at least this much height is left above it."""


@dataclass(frozen=True, slots=True)
class Room:
    """The window as far as the arrangement needs it.

    Attributes
    ----------
    panel_px : width of the article, 0 if none is open.
    map_wanted : what the visitor has chosen; None if nothing.
    dock_px : height of the dock of an exhibit at the foot, 0 if there is none.
    head_px, foot_px : what layers take of the height, with their distance from the edge.
    """

    size: QSize
    theme: Theme
    panel_px: int = 0
    map_wanted: bool | None = None
    dock_px: int = 0
    head_px: int = 0
    foot_px: int = 0

    @property
    def margin(self) -> int:
        return self.theme.px(MARGIN_PX)

    @property
    def gap(self) -> int:
        return self.theme.px(GAP_PX)

    @property
    def free_px(self) -> int:
        """How much of the window's width the article leaves."""
        return self.size.width() - (self.panel_px + self.margin if self.panel_px else 0)

    @property
    def free(self) -> Rect:
        """The part of the picture that no panel covers."""
        dock_px = self.dock_px + self.margin if self.dock_px else 0
        if not self.panel_px and not dock_px and not self.foot_px:
            return WHOLE
        taken = (dock_px + self.foot_px) / max(self.size.height(), 1)
        return Rect(right=self.free_px / max(self.size.width(), 1), bottom=1.0 - taken)

    @property
    def top_px(self) -> int:
        """Where panels begin."""
        return self.head_px + self.margin

    @property
    def bottom_px(self) -> int:
        """Where panels end."""
        return self.size.height() - self.foot_px - self.margin

    @property
    def large_text(self) -> bool:
        return self.theme.text >= LARGE_TEXT

    @property
    def map_shown(self) -> bool:
        """Large text needs the room of the map; what the visitor has chosen goes before."""
        if self.dock_px:
            return False
        if self.map_wanted is not None:
            return self.map_wanted
        return not self.large_text and self.size.height() >= LEAST_MAP_ROOM_PX

    def article(self) -> QRect:
        """The panel at the right, as high as the window."""
        left = self.size.width() - self.margin - self.panel_px
        return QRect(left, self.top_px, self.panel_px, self.bottom_px - self.top_px)


def surface_size(surface: Surface) -> QSize:
    """What a panel wants to be, without its shadow."""
    hint, m = surface.sizeHint(), surface.margin_px
    return QSize(hint.width() - 2 * m, hint.height() - 2 * m)


def place_bars(room: Room, breadcrumb: Breadcrumb, tools: Tools) -> tuple[QRect, QRect]:
    """Put the breadcrumb at the top left and the tools at the top right of what is free.

    Where both do not fit side by side, the tools go below. Where a long name does not fit beside an open article, only
    the article says it.
    """
    margin = room.margin
    breadcrumb.shorten(False)
    tools.shorten(False)
    where, what = surface_size(breadcrumb), surface_size(tools)
    if what.width() > room.free_px - 2 * margin:
        tools.shorten(True)
        what = surface_size(tools)
    if room.dock_px and where.width() + what.width() > room.free_px - 2 * margin - room.gap:
        breadcrumb.shorten(True)
        where = surface_size(breadcrumb)
    # the panel says where one is
    crowded = room.dock_px > 0 and (room.theme.stacks or room.theme.profile == "stand")
    breadcrumb.setVisible(where.width() <= room.free_px - 2 * margin and not crowded)
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
    """Put the list of zones below the breadcrumb; it may reach down to the lower margin."""
    top = above.bottom() + room.gap
    wanted = surface_size(surface)
    width = min(wanted.width(), room.free_px - 2 * room.margin)
    crossed = room.margin + width + room.gap > beside_tools.left() and top < beside_tools.bottom()
    if crossed or (beside_tools.left() == above.left() and beside_tools.top() > above.bottom()):
        top = beside_tools.bottom() + room.gap
    height = min(wanted.height(), room.bottom_px - top)
    rect = QRect(room.margin, top, max(width, 1), max(height, 1))
    surface.place(rect)
    return rect


def dock_height(room: Room, dock: Dock) -> int:
    """How high the dock is at the foot of the picture; 0 if it is hidden, or takes the place of the panel."""
    if dock.isHidden() or (room.theme.one_panel and not dock.folded):
        return 0
    m = dock.margin_px
    width = room.free_px - 2 * room.margin + 2 * m
    wanted = (dock.heightForWidth(width) if dock.hasHeightForWidth() else dock.sizeHint().height()) - 2 * m
    if dock.folded:
        return max(wanted, room.theme.px(FOLDED_PX))
    return min(max(wanted, room.theme.px(DOCK_PX)), round(room.size.height() * MOST_DOCK))


def place_dock(room: Room, dock: Dock, *, below: int) -> None:
    """Put the dock at the foot beside the panel; where the text is very large, in a column below the bars."""
    width = room.free_px - 2 * room.margin
    bottom = room.bottom_px
    if room.theme.one_panel and not dock.folded:
        dock.place(room.article())  # over the panel of the exhibit
    elif room.theme.stacks and not dock.folded:
        top = below + room.gap
        dock.place(QRect(room.margin, top, width, bottom - top))
    else:
        dock.place(QRect(room.margin, bottom - room.dock_px, width, room.dock_px))


def place_foot(room: Room, surface: Surface, *, above: int = 0) -> QRect:
    """Put a panel at the middle of the foot of what is free, `above` pixels higher than the margin."""
    wanted = surface_size(surface)
    width = min(wanted.width(), room.free_px - 2 * room.margin)
    m = surface.margin_px
    tall = surface.heightForWidth(width + 2 * m) if surface.hasHeightForWidth() else -1
    height = tall - 2 * m if tall > 0 else wanted.height()
    top = room.bottom_px - height - above
    rect = QRect((room.free_px - width) // 2, top, width, height)
    surface.place(rect)
    return rect


def place_status(room: Room, surface: Surface, *, below: int) -> QRect:
    """Put the status line at the right, below the tools."""
    wanted = surface_size(surface)
    width = min(wanted.width(), room.free_px - 2 * room.margin)
    rect = QRect(room.free_px - room.margin - width, below + room.gap, width, wanted.height())
    surface.place(rect)
    return rect


def place_map(room: Room, surface: Surface) -> QRect:
    """Put the map at the bottom left."""
    wanted = surface_size(surface)
    rect = QRect(QPoint(room.margin, room.bottom_px - wanted.height()), wanted)
    surface.place(rect)
    return rect


class Parts(Protocol):
    """The window's parts that are arranged."""

    breadcrumb: Breadcrumb
    zone_list: ZoneList
    legend: Legend
    tools: Tools
    action_bar: ActionBar
    map_surface: Surface
    article: Article
    exhibit: ExhibitPanel
    dock: Dock
    search: Search
    status: StatusLine
    toast: Toast

    @property
    def surfaces(self) -> list[Surface]: ...
    def rect(self) -> QRect: ...


def arrange(room: Room, parts: Parts) -> list[QRect]:
    """Put every part in its place; the panels that are shown, without their shadows."""
    if room.panel_px:
        parts.article.place(room.article())
        parts.exhibit.place(room.article())
    top, tools = place_bars(room, parts.breadcrumb, parts.tools)
    if not parts.status.isHidden():
        status = place_status(room, parts.status, below=tools.bottom())
        if tools.left() == top.left():  # all stands at the left, one below the other
            tools = tools.united(status)
    trying = not (parts.exhibit.isHidden() and parts.dock.isHidden())
    parts.zone_list.setVisible(not trying)
    listed = QRect() if trying else place_list(room, parts.zone_list, top, beside_tools=tools)
    if not parts.legend.isHidden():  # it opens in place of the list, below its button
        listed = place_list(room, parts.legend, listed, beside_tools=tools)
    if trying:
        place_dock(room, parts.dock, below=max(top.bottom(), tools.bottom()))
    foot = place_foot(room, parts.action_bar)
    if room.map_shown:
        at = place_map(room, parts.map_surface)
        crossed = at.intersects(foot) and not room.panel_px and not room.map_wanted
        parts.map_surface.setVisible(not at.intersects(listed) and not crossed)
    else:
        parts.map_surface.hide()
    searching = not parts.search.isHidden()
    parts.action_bar.setVisible(not room.panel_px and not searching and not foot.intersects(listed))
    if searching:
        parts.search.arrange(parts.rect())
        left = parts.search.pos().x() + parts.search.inner.left()
        room = replace(room, panel_px=room.size.width() - room.margin - left)
    above = 0 if parts.action_bar.isHidden() else foot.height() + room.gap
    place_foot(room, parts.toast, above=room.dock_px + room.gap if trying else above)
    return [p.inner.translated(p.pos()) for p in parts.surfaces if not p.isHidden()]


def solid(rect: QRect, theme: Theme) -> QRegion:
    """The part of a panel that is opaque for certain: without its round corners and its soft edge."""
    radius = theme.radius("lg")
    # so far from a corner the edge bends away by less than a pixel
    inset = ceil(radius - sqrt(max(2 * radius - 1, 0))) + 1
    lying, standing = rect.adjusted(2, inset, -2, -inset), rect.adjusted(inset, 2, -inset, -2)
    return QRegion(lying).united(QRegion(standing))
