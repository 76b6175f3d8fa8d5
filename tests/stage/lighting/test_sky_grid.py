"""People and vehicles have as much sky light as the baked ground they are on."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.base.bootstrap import ROOT
from explorer.stage.crowd.instances import shaded
from explorer.stage.lighting.ground_light import GroundLight, sheet_of
from explorer.stage.lighting.sky_grid import COVERED, TO_M, SkyGrid
from explorer.stage.scene.baked import Baked

HALF_M = (40.0, 20.0)


def ground(share: float) -> np.ndarray:
    """Light of a ground of 80 by 40 m, four texels a metre."""
    return np.full((160, 320), round(share**0.5 * 255), np.uint8)


def at(grid: SkyGrid, x: float, y: float, z: float = 0.0) -> float:
    return float(grid.at(np.array([(x, y, z)]))[0])


def test_shade_on_the_ground_is_shade_on_who_stands_there() -> None:
    light = ground(0.81)
    light[:, :160] = ground(0.36)[:, :160]
    grid = SkyGrid(light, HALF_M)
    assert at(grid, -30, 0) == pytest.approx(0.36, abs=0.01) and at(grid, 30, 0) == pytest.approx(
        0.81, abs=0.01
    )
    steps = [at(grid, x, 0) for x in np.linspace(-3, 3, 31)]
    assert np.diff(steps).min() > -1e-6 and np.diff(steps).max() < 0.1, "nobody walks over an edge of light"


def test_under_a_floor_the_light_of_the_ground_round_it_counts() -> None:
    light = ground(0.64)
    light[60:100, 120:200] = 12
    grid = SkyGrid(light, HALF_M)
    assert grid.shares.min() >= COVERED and at(grid, 0, 0) == pytest.approx(0.64, abs=0.02)


def test_what_flies_and_what_is_beyond_the_map() -> None:
    grid = SkyGrid(ground(0.5), HALF_M)
    assert at(grid, 0, 0, TO_M) == 1.0 and at(grid, 500, 0) == pytest.approx(0.5, abs=0.01)
    assert 0.5 < at(grid, 0, 0, TO_M / 2) < 1.0


def test_the_grid_of_the_shipped_park_follows_its_ground() -> None:
    baked = Baked.read(ROOT / "assets" / "park")
    light = GroundLight(baked)
    try:
        sheet, half_m = sheet_of(baked, "sky"), np.array(baked.manifest.ground_half_extent_m)
        places = np.random.default_rng(1).uniform(-0.9, 0.9, (400, 2)) * half_m
        rows, columns = sheet.shape[:2]
        x, y = ((places / half_m + 1) / 2 * (columns, rows)).astype(int).T
        baked_there = np.array(
            [(sheet[b - 9 : b + 9, a - 9 : a + 9, 1] / 255.0) ** 2 for a, b in zip(x, y, strict=True)]
        )
        even = (np.ptp(baked_there, axis=(1, 2)) < 0.05) & (baked_there.min(axis=(1, 2)) > COVERED)
        found = light.sky_at(np.column_stack([places, np.zeros(len(places))]))
        assert even.sum() > 40
        assert found[even] == pytest.approx(baked_there[even].mean(axis=(1, 2)), abs=0.05)
    finally:
        light.close()


def test_size_and_light_share_a_number() -> None:
    sizes, sky = np.array([0.5, 1.0, 3.5]), np.array([0.0, 0.5, 1.0])
    both = shaded(sizes, sky).astype(np.float32)
    missing = np.floor(both / 4)
    assert both - 4 * missing == pytest.approx(sizes, abs=1e-4)
    assert 1 - missing / 63 == pytest.approx(sky, abs=0.01)
