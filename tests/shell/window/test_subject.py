"""The subject of an exhibit lies in the rectangle that the cards leave."""

from __future__ import annotations

from math import radians, tan

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize

from explorer.shell.window.subject import (
    LARGEST,
    SMALLEST,
    Floats,
    Shot,
    empty_rects,
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
    right, up, ahead = (np.array(axis) for axis in pose.axes)
    away = points - np.array(pose.eye)
    depth = away @ ahead
    own = SIZE.height() / (2 * tan(radians(zoomed(pose, shot.zoom) / 2)))
    x, y = shot.free.centre
    return np.stack(
        [x * SIZE.width() + own * (away @ right) / depth, y * SIZE.height() - own * (away @ up) / depth],
        axis=1,
    )


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


def test_letters_are_framed_too_where_that_costs_little() -> None:
    zone = real_park().zones["line"]
    assert zone.exhibit is not None
    pose, room = zone.views.exhibit.pose, zone.exhibit.corners_m
    x, y, z = zone.place.label_m
    near = np.array([(x - 10, y, z), (x + 10, y, z + 3)])
    far = near + np.array((0.0, 0.0, 60.0))
    alone = shot_of(pose, room, None, CARDS, SIZE)
    assert alone is not None and shot_of(pose, room, far, CARDS, SIZE) == alone
    both = shot_of(pose, room, near, CARDS, SIZE)
    assert both is not None and both.zoom < alone.zoom
    seen = on_screen(near, "line", both)
    assert (seen > 0).all() and (seen < (SIZE.width(), SIZE.height())).all()
