"""Pieces that several buildings are made of."""

from __future__ import annotations

import math

import numpy as np
import pytest
from shapely.geometry import Polygon

from explorer.build.geometry.material import GLASS, STONE
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import window_pane
from explorer.build.pieces.parts import FLOOR_CELL_M, floor, regular


def test_a_floor_has_no_long_splinters_and_no_gaps() -> None:
    builder, round_floor = MeshBuilder(1), Polygon(regular(20, 30), [regular(8, 30)])
    floor(builder, round_floor, 0.5, STONE)
    points = builder.arrays().points
    sides = np.linalg.norm(points - np.roll(points, 1, axis=1), axis=2)
    assert sides.max() <= FLOOR_CELL_M * math.sqrt(2) + 1e-6
    across = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    assert np.linalg.norm(across, axis=1).sum() / 2 == pytest.approx(round_floor.area)


def test_windows_differ_in_tint_and_so_many_are_lit() -> None:
    builder = MeshBuilder(1)
    panes = [window_pane(builder, GLASS, lit=0.3, dimmest=0.5, gain=2.0) for _ in range(2000)]
    light = np.array([max(pane.emission) for pane in panes])
    assert len({pane.rgb for pane in panes}) > 1900
    assert np.mean(light > 0) == pytest.approx(0.3, abs=0.04)
    brightest, dimmest = light.max(), light[light > 0].min()
    assert dimmest / brightest == pytest.approx(0.5, abs=0.02)
