"""Streets and edges: what stands there leaves room for those who walk, ride and land."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point

from explorer.base.bootstrap import ROOT
from explorer.build.geometry.arrays import Arrays
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.site import plan, shore, signs, streets, surroundings
from explorer.build.site.harbour import JETTIES_X
from explorer.build.site.planting import plan_trees
from explorer.build.site.site import site

TRAM_HALF_WIDTH_M = 1.33
CLEARINGS = signs.clearings(plan.read_letters(ROOT / "scenes" / "metaverse"))


def _built(build: object) -> MeshBuilder:
    builder = MeshBuilder(1)
    assert callable(build)
    build(builder)
    return builder


@pytest.fixture(scope="module")
def edge() -> MeshBuilder:
    return _built(shore.build)


@pytest.fixture(scope="module")
def beside_roads() -> Arrays:
    return _built(lambda builder: streets.build(builder, CLEARINGS)).arrays()


@pytest.mark.parametrize("crossing", streets.CROSSINGS)
def test_a_crossing_leads_from_pavement_to_pavement(crossing: tuple[float, float, float]) -> None:
    x, y, turn_deg = crossing
    across = np.array([-np.sin(np.radians(turn_deg)), np.cos(np.radians(turn_deg))])
    land = site()
    assert land.roads.contains(Point(x, y))
    for side in (-6.0, 6.0):
        end = Point(np.array([x, y]) + side * across)
        assert land.paved.contains(end)
        assert not land.green.contains(end)


def test_no_crossing_lies_in_a_tram_stop() -> None:
    reach = streets.PLATFORM_LENGTH_M / 2 + 1.8
    on_avenue = [x for x, y, _ in streets.CROSSINGS if y == streets.TRAM_AXIS_Y]
    assert all(abs(x - stop) > reach for x in on_avenue for stop in plan.TRAM_STOPS_X)


def test_dashes_end_before_crossings_and_junctions() -> None:
    dashes = [dash for name in plan.ROADS for dash in streets.dashes(name)]
    assert len(dashes) > 80
    for x, y, _ in streets.CROSSINGS:
        assert min(dash.distance(Point(x, y)) for dash in dashes) > 3.3
    for place in streets.JUNCTIONS:
        assert min(dash.distance(Point(place)) for dash in dashes) > 9


def test_the_tram_passes_its_platforms(beside_roads: Arrays) -> None:
    points = beside_roads.points.reshape(-1, 3)
    on_road = points[np.abs(points[:, 1] - streets.TRAM_AXIS_Y) < plan.ROAD_WIDTH_M / 2 - 0.05]
    assert len(on_road) > 40, "the platforms"
    for track_y in (-7.5, -4.5):
        assert np.abs(on_road[:, 1] - track_y).min() > TRAM_HALF_WIDTH_M


def test_nothing_beside_the_road_stands_in_a_building_or_in_a_lawn(beside_roads: Arrays) -> None:
    land = site()
    low = beside_roads.points[beside_roads.points[:, :, 2].max(axis=1) < 1.3].reshape(-1, 3)
    places = shapely.points(low[:, :2])
    for zone, plot in land.plots.items():
        if zone != "plaza":
            assert not shapely.contains(plot.buffer(-0.2), places).any(), zone
    open_ground = np.array([min(abs(x - stop) for stop in plan.TRAM_STOPS_X) > 15 for x in low[:, 0]])
    assert not shapely.contains(land.green.buffer(-0.6), places[open_ground]).any()


def test_no_tree_stands_under_a_shelter_or_before_a_crossing() -> None:
    trees = [Point(tree.x, tree.y) for tree in plan_trees(CLEARINGS)]
    for x, y, turn_deg in streets.CROSSINGS:
        across = np.array([-np.sin(np.radians(turn_deg)), np.cos(np.radians(turn_deg))])
        way = LineString([np.array([x, y]) - 7.5 * across, np.array([x, y]) + 7.5 * across])
        assert min(way.distance(tree) for tree in trees) > 1.8
    for stop in plan.TRAM_STOPS_X:
        for y in (-12.0, 0.0):
            assert min(LineString([(stop - 6, y), (stop + 6, y)]).distance(tree) for tree in trees) > 2


def test_the_railing_goes_all_along_the_water_but_for_the_ways_across() -> None:
    rails = [LineString(line) for line in shore.rail_lines()]
    rim, gaps = site().main.exterior, shore.openings()
    for distance in np.arange(0, rim.length, 5):
        spot = rim.interpolate(distance)
        if gaps.distance(spot) > 1:
            assert min(rail.distance(spot) for rail in rails) < 1.2
    heads = [end for bridge in plan.BRIDGES.values() for end in (bridge.start, bridge.end)]
    for head in [*heads, *((x, -54.0) for x in JETTIES_X)]:
        assert min(rail.distance(Point(head)) for rail in rails) > 2.9


def test_every_lamp_at_the_water_tells_where_it_glows(edge: MeshBuilder) -> None:
    assert len(edge.lamps) > 30
    assert [lamp.at for lamp in edge.lamps] == [glow.at for glow in edge.glows]
    rim = site().main.exterior
    assert max(rim.distance(Point(glow.at[:2])) for glow in edge.glows) < 1.5
    assert all(site().main.contains(Point(glow.at[:2])) for glow in edge.glows)


def test_the_hills_close_the_view_all_round() -> None:
    builder = MeshBuilder(65)
    surroundings.build_hills(builder)
    reported = builder.arrays()
    middle = reported.points.mean(axis=1)
    assert (np.einsum("ij,ij->i", reported.face_normals[:, :2], middle[:, :2]) < 0).all(), (
        "they face the island"
    )
    points = reported.points.reshape(-1, 3)
    bearing = np.degrees(np.arctan2(points[:, 1], points[:, 0]))
    for start in range(-180, 180, 10):
        assert points[(bearing >= start) & (bearing < start + 10), 2].max() > 25
