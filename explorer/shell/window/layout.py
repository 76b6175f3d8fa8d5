"""The room that panels are placed in, and the places that panels of parts and layers share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, sqrt

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QRegion

from ...base.geometry import WHOLE, Rect
from ..panels.toolbars import LARGE_TEXT
from ..style.theme import Theme
from ..widgets import Surface

GAP_PX = 10
CLASS_TOP_PX = 70
"""Below the clock of a lesson."""
CARD_PX = 300
"""Width of the card of an exhibit, in the design."""
MOST_COVERED, LAPTOP_PX = 0.30, (1280, 720)
"""Largest share of the view of an open zone that panels cover; smaller windows are treated like this one."""


@dataclass(frozen=True, slots=True)
class Room:
    """The window as needed for its arrangement."""

    size: QSize
    theme: Theme
    panel_px: int = 0  # width of the open article, else 0
    at_exhibit: bool = False  # whether the cards of an exhibit are shown
    # head_px, foot_px: height that layers take, with their distance from the edge
    head_px: int = 0
    foot_px: int = 0
    # width that the card of a room takes at the right, with its distance from the edge: pages keep clear of it
    side_px: int = 0
    # height at the foot that the controls of a tour take for a moment, None unless a tour leads: the camera stays
    led_px: int | None = None
    # top of the card of a class, at the left below the clock of its lesson and the card of a room
    class_top_px: int = 0
    # a card over the park as a whole, whose buildings are then shown beside it
    over_park: QRect | None = None

    @property
    def margin(self) -> int:
        return self.theme.margin_px

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
        return self.size.height() - self.foot_px - (self.led_px or 0) - self.margin

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


def place_foot(room: Room, surface: Surface, *, above: int = 0) -> QRect:
    """Place a panel at the middle of the foot of the free area, `above` pixels higher than the margin."""
    width = min(surface.wanted_size.width(), room.free_px - 2 * room.margin)
    height = surface.wanted_height(width)
    top = room.bottom_px - height - above
    rect = QRect((room.free_px - width) // 2, top, width, height)
    surface.place(rect)
    return rect


def place_wide(room: Room, surface: Surface) -> QRect:
    """Place a panel across the foot, as high as its words."""
    width = room.size.width() - 2 * room.margin
    tall = surface.wanted_height(width)
    rect = QRect(room.margin, room.bottom_px - tall, width, tall)
    surface.place(rect)
    return rect


def solid(rect: QRect, theme: Theme) -> QRegion:
    """The opaque area of a panel: without its round corners and soft edge."""
    radius = theme.radius("lg")
    # beyond this distance from a corner the edge bends by less than a pixel
    inset = ceil(radius - sqrt(max(2 * radius - 1, 0))) + 1
    lying, standing = rect.adjusted(2, inset, -2, -inset), rect.adjusted(inset, 2, -inset, -2)
    return QRegion(lying).united(QRegion(standing))
