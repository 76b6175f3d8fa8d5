"""How much room a tour leaves to what a visitor opens beside it, and what makes way."""

from __future__ import annotations

from dataclasses import replace

from ..widgets import Plate
from ..window.layout import DOCK_PX, Room, place_foot
from .prompt import Told

LEAST_PICTURE = 0.36
"""The picture keeps such a share of the height at an exhibit; the stops make way for its dock."""
LEAST_PANEL = 0.55
"""And so much an article."""
LEAST_COLUMN = 1.65
"""A dock that is a column is at least so many times as high as one that is not."""


def crowded(room: Room, waiting: Told, bar_px: int) -> bool:
    """Whether stops, and all that is said to whom has wandered off, leave too little to what was opened there."""
    waiting.fit(room.free_px - 2 * room.margin, short=False)
    asked_px = place_foot(room, waiting).height()
    left = room.size.height() - bar_px - asked_px - 2 * room.gap - 2 * room.margin
    if room.dock_px:
        return left - room.dock_px - 2 * room.margin < LEAST_PICTURE * room.size.height()
    if room.panel_px:
        return left < LEAST_PANEL * room.size.height()
    return left < room.theme.target_px  # the tools at the head


def too_low_for_a_dock(room: Room, waiting: Told) -> bool:
    """Whether very large text makes a column of the dock, and that has no room above the question."""
    waiting.fit(room.size.width() - 2 * room.margin, short=True)
    asked_px = place_foot(room, waiting).height() + room.gap
    left = room.size.height() - asked_px - 3 * room.margin - room.theme.target_px
    return room.theme.stacks and left < room.theme.px(DOCK_PX * LEAST_COLUMN)


def stand(room: Room, plate: Plate) -> Room:
    """Put a plate at the middle of the foot; the room above it."""
    rect = place_foot(room, plate)
    return replace(room, foot_px=room.foot_px + rect.height() + room.gap)
