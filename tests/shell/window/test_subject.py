"""The subject of an exhibit lies in the rectangle that the cards leave."""

from __future__ import annotations

from math import radians, tan

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize

from explorer.base.geometry import WHOLE, Pose, box_corners, turned_box
from explorer.shell.window.framing import (
    LARGEST,
    SMALLEST,
    Floats,
    Shot,
    empty_rects,
    moved_for_letters,
    shot_of,
    zoomed,
)

from ..picture import real_park

SIZE = QSize(1280, 720)
CARDS = (QRect(0, 0, 270, 84), QRect(1110, 0, 170, 84), QRect(948, 346, 332, 374), QRect(0, 616, 948, 104))
ZONES = [zone.id for zone in real_park().zones.values() if zone.exhibit is not None]


def on_screen(points: Floats, zone: str, shot: Shot) -> Floats:
    """Where points appear, in pixels."""
    pose = real_park().zones[zone].views.exhibit.pose
    middle = (shot.free.centre[0] * SIZE.width(), shot.free.centre[1] * SIZE.height())
    return on_screen_of(points, pose, shot.zoom, middle)


def on_screen_of(points: Floats, pose: Pose, zoom: float, middle: tuple[float, float]) -> Floats:
    """Where points appear if the target is there, in pixels."""
    right, up, ahead = (np.array(axis) for axis in pose.axes)
    away = points - np.array(pose.eye)
    depth = away @ ahead
    own = SIZE.height() / (2 * tan(radians(zoomed(pose, zoom) / 2)))
    return np.stack([middle[0] + own * (away @ right) / depth, middle[1] - own * (away @ up) / depth], axis=1)


@pytest.mark.parametrize("zone", ZONES)
def test_the_room_of_an_exhibit_lies_where_no_card_lies(zone: str) -> None:
    place = real_park().zones[zone].exhibit
    assert place is not None
    shot = shot_of(real_park().zones[zone].views.exhibit.pose, place.corners_m, None, CARDS, SIZE)
    assert shot is not None and SMALLEST <= shot.zoom <= LARGEST
    if shot.zoom == SMALLEST:
        return  # it would be too small to see, and is cut
    points = on_screen(place.corners_m, zone, shot)
    box = QRect(*points.min(axis=0).astype(int).tolist(), *np.ptp(points, axis=0).astype(int).tolist())
    assert QRect(0, 0, SIZE.width(), SIZE.height()).contains(box)
    assert not any(box.intersects(card) for card in CARDS)


def test_empty_rectangles_touch_no_card_and_cannot_grow() -> None:
    found = empty_rects(CARDS, SIZE)
    whole = QRect(0, 0, SIZE.width(), SIZE.height())
    assert found
    for rect in found:
        assert whole.contains(rect) and not any(rect.intersects(card) for card in CARDS)
        assert not any(rect != other and other.contains(rect) for other in found)
    assert empty_rects((), SIZE) == [whole]


@pytest.mark.parametrize("offset_px", [-10, 15])
def test_the_picture_of_an_open_zone_moves_a_little_where_a_panel_cuts_its_letters(offset_px: int) -> None:
    zone = real_park().zones["line"]
    pose, (x, y, z) = zone.views.front.pose, zone.place.label_m
    letters = turned_box(box_corners((x - 10, y, z), (x + 10, y + 0.5, z + 3)))
    at = on_screen_of(letters, pose, 1.0, (SIZE.width() / 2, SIZE.height() / 2))
    (left, top), (_, bottom) = at.min(axis=0), at.max(axis=0)
    assert moved_for_letters(pose, letters, WHOLE, (), SIZE) == WHOLE
    panel = QRect(int(left) - 100, int(top) + offset_px, 120, int(bottom - top))
    free = moved_for_letters(pose, letters, WHOLE, (panel,), SIZE)
    assert free != WHOLE
    x_px, y_px = free.centre[0] * SIZE.width(), free.centre[1] * SIZE.height()
    moved = on_screen_of(letters, pose, 1.0, (x_px, y_px))
    box = QRect(*moved.min(axis=0).astype(int).tolist(), *np.ptp(moved, axis=0).astype(int).tolist())
    assert not box.intersects(panel)


def test_letters_are_framed_too_where_that_costs_little() -> None:
    zone = real_park().zones["line"]
    assert zone.exhibit is not None
    pose, room = zone.views.exhibit.pose, zone.exhibit.corners_m
    x, y, z = zone.place.label_m
    near = box_corners((x - 10, y, z), (x + 10, y + 0.5, z + 3))
    far = near + np.array((0.0, 0.0, 60.0))
    alone = shot_of(pose, room, None, CARDS, SIZE)
    assert alone is not None and not alone.cut
    without = shot_of(pose, room, far, CARDS, SIZE)
    assert without is not None and (without.free, without.zoom) == (alone.free, alone.zoom)
    assert without.cut > 0, "they are not drawn then: by halves nobody reads them"
    both = shot_of(pose, room, near, CARDS, SIZE)
    assert both is not None and both.zoom < alone.zoom
    seen = on_screen(near, "line", both)
    assert (seen > 0).all() and (seen < (SIZE.width(), SIZE.height())).all()
