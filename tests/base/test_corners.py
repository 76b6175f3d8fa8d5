"""Boxes around points."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.base.geometry import room_corners, turned_box


@pytest.mark.parametrize("heading_deg", [0.0, 30.0, 90.0, 133.0])
def test_a_box_is_turned_as_its_points_lie(heading_deg: float) -> None:
    board = room_corners((10.0, -4.0, 2.0), (12.0, 0.5, 1.5), heading_deg)
    box = turned_box(board)
    assert sorted(map(tuple, box.round(6))) == sorted(map(tuple, board.round(6)))
    one, other = box[:4], box[4:]
    assert np.linalg.norm(one.mean(axis=0) - other.mean(axis=0)) == pytest.approx(12.0), "its narrow ends"
