"""A quay: cranes by the water, containers behind them, nothing beyond its edge but the jibs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Polygon, box

from explorer.build.geometry.arrays import Arrays
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.grown.areas import furnish_areas, lay_areas
from explorer.build.grown.harbour import furnish_quay, rails, waterside
from explorer.build.grown.land import lay_out
from explorer.build.grown.rows import SiteRow

from .test_land import a_row

QUAY = box(-90, 0, 90, 45)
WATERS = {"south": box(-200, -90, 200, -2), "north": box(-200, 47, 200, 130)}


def furnish(piece: Polygon, water: shapely.Geometry, seed: int = 1) -> tuple[Arrays, int]:
    """What is built on a quay, and the number of its lamps: one for each crane."""
    builder = MeshBuilder(1)
    furnish_quay(builder, piece, water, np.random.default_rng(seed))
    return builder.arrays(), len(builder.lamps)


@pytest.mark.parametrize("side", WATERS)
def test_cranes_face_the_water(side: str) -> None:
    water = WATERS[side]
    start, end = waterside(QUAY, water)
    assert LineString([start, end]).distance(water) < 3
    arrays, cranes = furnish(QUAY, water)
    assert cranes == 3
    high = arrays.points[arrays.points[:, :, 2].max(axis=1) > 20].reshape(-1, 3)
    over_m = min(shapely.distance(water, shapely.Point(x, y)) for x, y, _ in high)
    assert over_m == 0, "a jib reaches over the water"
    low = arrays.points[arrays.points[:, :, 2].max(axis=1) < 8].reshape(-1, 3)
    assert shapely.contains_xy(QUAY.buffer(0.1), low[:, 0], low[:, 1]).mean() > 0.97, (
        "feet and containers are on the quay"
    )
    assert all(0 < rail.distance(LineString([start, end])) < 14 for rail in rails(QUAY, water))


@pytest.mark.parametrize(
    "piece", [box(0, 0, 6, 4), box(0, 0, 40, 3), Polygon([(0, 0), (60, 0), (0, 50)]).buffer(0)]
)
def test_a_quay_without_room_for_a_crane_has_none_in_the_air(piece: Polygon) -> None:
    arrays, cranes = furnish(piece, WATERS["south"])
    assert np.isfinite(arrays.points).all() and (cranes > 0) == (
        len(arrays) > 0 and arrays.points[:, :, 2].max() > 9
    )


def test_a_site_with_a_quay_has_it_laid_with_cranes() -> None:
    ring = tuple((float(x), float(y)) for x, y in list(QUAY.exterior.coords)[:-1])
    site = SiteRow(kind="meadow", areas=(("quay", ring),))
    rows = [replace(a_row("z", "warehouse"), centre_m=(0.0, 120.0), heading_deg=180.0)]
    land = lay_out(rows, site)
    plates, about = MeshBuilder(1), MeshBuilder(2)
    lay_areas(plates, land)
    furnish_areas(about, land, np.random.default_rng(1))
    assert len(plates.arrays()) and about.arrays().points[:, :, 2].max() > 20
