"""The subject of an exhibit lies in the rectangle that the cards leave."""

from __future__ import annotations

from math import radians, tan

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, QSize

from explorer.base.geometry import WHOLE, Pose, box_corners, in_pieces, turned_box
from explorer.shell.window.framing import (
    HIDDEN,
    LARGEST,
    NEARER,
    SMALLEST,
    Floats,
    Shot,
    empty_rects,
    extents_of,
    moved_for_letters,
    near_of,
    shot_of,
    zoomed,
)
from explorer.shell.window.view_state import ViewState, WalkProgress
from explorer.visit import Open, Operate, Visit

from ..picture import real_park

SIZE = QSize(1280, 720)
CARDS = (QRect(0, 0, 270, 84), QRect(1110, 0, 170, 84), QRect(948, 346, 332, 374), QRect(0, 616, 948, 104))


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


def framed(zone: str, near: tuple[str, ...] = ()) -> tuple[dict[str, Floats], Shot]:
    """The room of an exhibit in four parts, and its shot."""
    place = real_park().zones[zone].exhibit
    assert place is not None
    parts = {str(i): piece for i, piece in enumerate(in_pieces(turned_box(place.corners_m), 4))}
    pose = real_park().zones[zone].views.exhibit.pose
    extents = extents_of(pose, parts)
    assert extents is not None
    return parts, shot_of(pose, extents, CARDS, SIZE, near)


def covered(points: Floats, zone: str, shot: Shot) -> float:
    """Share of the box around points that the view's edges cut off or cards cover."""
    at = on_screen(points, zone, shot)
    box = QRectF(QPointF(*at.min(axis=0)), QPointF(*at.max(axis=0)))
    assert QRectF(0, 0, SIZE.width(), SIZE.height()).contains(box)
    both = [box & QRectF(card) for card in CARDS]
    return sum(each.width() * each.height() for each in both) / (box.width() * box.height())


@pytest.mark.parametrize("zone", ["street", "forum", "factory", "plaza"])
def test_cards_cover_little_of_each_part(zone: str) -> None:
    parts, shot = framed(zone)
    assert SMALLEST < shot.zoom <= LARGEST
    assert all(covered(part, zone, shot) <= HIDDEN + 0.01 for part in parts.values())


def test_the_camera_goes_nearer_for_some_parts() -> None:
    parts, whole = framed("street")
    _, near = framed("street", ("0", "1"))
    assert whole.zoom < near.zoom <= whole.zoom * NEARER
    assert all(covered(parts[name], "street", near) <= HIDDEN + 0.01 for name in ("0", "1"))


def test_it_is_near_while_the_effect_of_a_step_is_watched_and_comes_back() -> None:
    visit = Visit.begin(real_park()).after(Open("line")).after(Operate())
    step = visit.runs["line"].exhibit.walkthrough[0]
    before, after = ViewState(), ViewState(walks={"line": WalkProgress(0, since_s=1.0)})
    assert near_of(visit, before) == () and near_of(visit, after) == step.near != ()
    assert near_of(visit, ViewState(walks={"line": WalkProgress(1)})) == ()


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
