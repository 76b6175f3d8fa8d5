"""The land of random scenes: nothing overlaps, everything can be reached on foot."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import unary_union

from explorer.build.grown import life
from explorer.build.grown.arrange import footprint
from explorer.build.grown.far.horizon import sea_of
from explorer.build.grown.far.relief import lay_fields, relief_of
from explorer.build.grown.features import Features, add_features
from explorer.build.grown.grown import found_places
from explorer.build.grown.kinds import KINDS
from explorer.build.grown.land import Land, lay_out
from explorer.build.grown.layout import Layout
from explorer.build.grown.planting import Planted, plan_trees
from explorer.build.grown.regions import pieces_of
from explorer.build.grown.rows import BuildingRow, Horizon, SiteKind, SiteRow
from explorer.build.grown.variety import Variety, variety_of
from explorer.build.site.plan import GROUND_LEVEL_M

SEEDS = 32
SITES: tuple[SiteKind, ...] = ("island", "meadow", "plaza", "none")


def a_row(id: str, kind: str, share: float = 1.0, **given: object) -> BuildingRow:
    """A building of a kind, `share` times as large as usual."""
    of = KINDS[kind]
    size = (of.size_m[0] * share, of.size_m[1] * share)
    height = of.height(of.storeys, size[0])
    return BuildingRow(id, kind, size, height, of.storeys, "#1C7FB6", "#5EC0FF", **given)  # type: ignore[arg-type]


def random_rows(seed: int) -> list[BuildingRow]:
    """Three to twelve buildings of any kinds and sizes; in every third scene two have places of their own."""
    random = np.random.default_rng(seed)
    kinds = [kind for kind in KINDS if kind != "traced"]  # that one has a place of its own
    rows = []
    for number in range(int(random.integers(3, 13))):
        kind, share = kinds[int(random.integers(len(kinds)))], float(random.uniform(0.75, 1.4))
        centre = None
        if seed % 3 == 0 and number < 2:
            centre = (float(random.uniform(-70, 70)) + 200 * number, float(random.uniform(-70, 70)))
        related = (f"z{int(random.integers(3))}",) if random.random() < 0.4 else ()
        room = (
            (float(random.uniform(10, 60)), float(random.uniform(5, 30)), 8.0)
            if random.random() < 0.3
            else None
        )
        rows.append(a_row(f"z{number}", kind, share, centre_m=centre, related=related, room_m=room))
    return rows


def grown_land(seed: int) -> tuple[Land, Features, list[Planted]]:
    random = np.random.default_rng(seed)
    land = lay_out(random_rows(seed), SiteRow(kind=SITES[seed % len(SITES)], seed=seed))
    features = add_features(land, random)
    return land, features, plan_trees(land, features, Layout.of(land), random)


@pytest.fixture(scope="module", params=range(SEEDS))
def lands(request: pytest.FixtureRequest) -> tuple[Land, Features, list[Planted]]:
    return grown_land(request.param)


Grown = tuple[Land, Features, list[Planted]]


def test_no_building_stands_in_another_or_where_it_must_not(lands: Grown) -> None:
    land = lands[0]
    for first, second in combinations(land.lots, 2):
        assert not footprint(first, 1).intersects(footprint(second, 1)), (first.id, second.id)
    for lot in land.lots:
        here = footprint(lot)
        assert land.outline.contains(here), lot.id
        assert not land.roads.intersects(here), lot.id
        assert not land.plaza.intersects(here), lot.id


def test_every_door_is_reached_on_one_net_of_ways_and_no_way_runs_through_a_house(lands: Grown) -> None:
    land = lands[0]
    net = unary_union([way.line.buffer(1) for way in land.ways] + [land.plaza])
    assert net.geom_type == "Polygon"
    for lot in land.lots:
        assert net.distance(Point(*lot.door)) < 1.5, lot.id
        assert not any(way.line.intersects(footprint(lot, -0.5)) for way in land.ways[:-1]), lot.id


def test_no_tree_grows_in_a_house_on_a_road_or_in_a_pond(lands: Grown) -> None:
    land, features, trees = lands
    places = [(tree.x, tree.y) for tree in trees]
    ponds = unary_union([*features.ponds, *(park.region for park in features.car_parks)] or [Polygon()])
    for region in (land.footprints, land.roads, ponds, land.plaza):
        if places and not region.is_empty:
            assert not shapely.contains_xy(region, *np.array(places).T).any()


def test_what_stands_in_the_lawns_keeps_off_ways_and_buildings(lands: Grown) -> None:
    land, features, _ = lands
    ways = unary_union([way.line.buffer(way.width_m / 2) for way in land.ways])
    for pond in features.ponds:
        assert (
            not pond.intersects(land.footprints)
            and not pond.intersects(ways)
            and not pond.intersects(land.roads)
        )
    for middle, radius in features.gardens:
        garden = Point(*middle).buffer(radius)
        assert not garden.intersects(land.footprints) and not garden.intersects(land.roads)
    for park in features.car_parks:
        assert land.outline.contains(park.region) and not park.region.intersects(land.footprints)
    for region in (features.hedges, features.beds):
        assert region.intersection(unary_union([land.footprints, ways])).area < 0.5


def test_the_plates_of_the_ground_do_not_overlap(lands: Grown) -> None:
    land = lands[0]
    plates = (land.lawn, land.stone, land.roads, land.edges)
    assert sum(plate.area for plate in plates) - unary_union(plates).area < 0.5


def test_a_place_that_is_written_down_as_it_was_found_moves_nothing() -> None:
    for seed in range(10):
        rows, site = [replace(row, centre_m=None) for row in random_rows(seed)], SiteRow(seed=seed)
        found = found_places(rows, site)
        placed = [replace(row, centre_m=found[row.id][0], heading_deg=found[row.id][1]) for row in rows]
        one = seed % len(rows)
        assert found_places([*rows[:one], placed[one], *rows[one + 1 :]], site) == found, seed
        assert found_places(placed, site) == found, seed
        if seed % 4 == 0:
            assert lay_out(placed, site).outline.equals(lay_out(rows, site).outline), seed


def test_whoever_is_moved_moves_only_what_stands_in_the_way() -> None:
    moved = 0
    for seed in range(8):
        rows, site = [replace(row, centre_m=None) for row in random_rows(seed)], SiteRow(seed=seed)
        found = found_places(rows, site)
        (x, y), heading = found[rows[0].id]
        there = (round(x + 3, 1), round(y - 2, 1))
        aside = replace(rows[0], centre_m=there, heading_deg=heading)
        after = found_places([aside, *rows[1:]], site)
        assert after[rows[0].id] == (there, heading)
        moved += sum(after[row.id] != found[row.id] for row in rows[1:])
    assert moved < 8, "not one in each park"


def test_given_places_stay_and_the_rest_finds_room_beside_them() -> None:
    rows = [
        a_row("a", "hall", centre_m=(10.0, 0.0), heading_deg=150.0),
        a_row("b", "dome"),
        a_row("c", "shed"),
    ]
    land = lay_out(rows, SiteRow())
    assert tuple(land.lots[0].centre) == (10.0, 0.0) and land.lots[0].heading_deg == 150.0
    assert not land.plaza.intersects(footprint(land.lots[0]))


def test_roads_lawns_and_water_of_the_scene_are_laid() -> None:
    road, lawn, pond = box(-60, -70, 60, -60), box(-55, -50, -40, -35), box(35, -52, 48, -40)
    ring = [tuple(map(tuple, region.exterior.coords))[:-1] for region in (road, lawn, pond)]
    site = SiteRow(kind="meadow", roads=(ring[0],), lawns=(ring[1],), water=(ring[2],))
    places = ((-60.0, 30.0), (0.0, 60.0), (60.0, 30.0))
    land = lay_out([a_row(f"z{n}", "house", centre_m=at) for n, at in enumerate(places)], site)
    features = add_features(land, np.random.default_rng(1))
    assert land.road_line is None, "own roads, so no ring road"
    assert land.roads.intersection(road).area > 0.95 * road.area
    assert land.lawn.intersection(lawn).area > 0.5 * lawn.area
    assert unary_union(features.ponds).intersection(pond).area > 0.95 * pond.area


def test_a_road_runs_round_many_and_not_round_few() -> None:
    few = [a_row(f"z{n}", "house") for n in range(3)]
    assert lay_out(few, SiteRow()).road_line is None
    assert isinstance(lay_out(few, SiteRow(ring_road=True)).road_line, LineString)
    assert isinstance(lay_out([a_row(f"z{n}", "house") for n in range(6)], SiteRow()).road_line, LineString)


def town(seed: int) -> SiteRow:
    """A meadow with a road, a pond, a path, woods and six neighbours."""
    random = np.random.default_rng(seed)
    houses = []
    for _ in range(6):
        x, y = random.uniform(-120, 120, 2)
        houses.append((((x, y), (x + 14, y + 2), (x + 12, y + 12), (x - 1, y + 10)), 7.0))
    return SiteRow(
        "meadow", seed=seed,
        roads=(((-180.0, -6.0), (180.0, -6.0), (180.0, 2.0), (-180.0, 2.0)),),
        water=(((60.0, 60.0), (110.0, 60.0), (110.0, 95.0), (60.0, 95.0)),),
        paths=(((-150.0, 40.0), (0.0, 50.0), (150.0, 40.0)),),
        areas=(("woods", ((-160.0, -140.0), (-80.0, -140.0), (-80.0, -90.0), (-160.0, -90.0))),),
        neighbours=tuple(houses),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_found_places_keep_off_the_roads_waters_and_neighbours_of_a_scene(seed: int) -> None:
    rows = [replace(row, centre_m=None) for row in random_rows(seed + 100)]
    site = town(seed)
    land = lay_out(rows, site)
    blocked = unary_union(
        [Polygon(ring) for ring in (*site.roads, *site.water, *(ring for ring, _ in site.neighbours))]
    )
    for lot in land.lots:
        assert footprint(lot).intersection(blocked).area < 0.5, lot.id
    for first, second in combinations(land.lots, 2):
        assert footprint(first).intersection(footprint(second)).area < 0.5
    places = found_places(rows, site)
    first = rows[0].id
    fixed = [replace(rows[0], centre_m=places[first][0], heading_deg=places[first][1]), *rows[1:]]
    assert found_places(fixed, site)[first] == places[first]


@pytest.mark.parametrize("seed", range(4))
def test_areas_neighbours_and_views_keep_trees_and_lawns_off(seed: int) -> None:
    random = np.random.default_rng(seed)
    land = lay_out(random_rows(seed + 50), town(seed))
    features = add_features(land, random)
    trees = plan_trees(land, features, Layout.of(land), random)
    houses = unary_union([footprint(lot) for lot in land.neighbours])
    assert len(land.neighbours) == 6 and not land.lawn.intersection(houses).area
    assert not any(houses.contains(Point(tree.x, tree.y)) for tree in trees)
    woods = next(region for kind, region in land.areas if kind == "woods")
    assert sum(woods.contains(Point(tree.x, tree.y)) for tree in trees) > 20
    assert land.lawn.intersection(woods).area < 0.1


def test_a_traced_building_takes_the_ground_of_its_outline() -> None:
    ell = ((-20.0, -10.0), (20.0, -10.0), (20.0, 0.0), (0.0, 0.0), (0.0, 10.0), (-20.0, 10.0))
    row = replace(
        a_row("ell", "traced"), size_m=(40.0, 20.0), outline_m=ell, centre_m=(0.0, 0.0), heading_deg=180.0
    )
    lot = lay_out([row], SiteRow("meadow")).lots[0]
    assert footprint(lot).area == pytest.approx(600, rel=0.01)
    assert not footprint(lot).contains(Point(10, 5))


def test_parks_of_the_same_buildings_differ_by_their_seed() -> None:
    rows = [
        a_row(f"z{n}", kind) for n, kind in enumerate(("hall", "tower", "dome", "office", "house", "tanks"))
    ]
    plans = {
        seed: tuple((*lot.found_at, lot.heading_deg) for lot in lay_out(rows, SiteRow(seed=seed)).lots)
        for seed in range(20, 40)
    }
    assert len(set(plans.values())) >= 15
    assert lay_out(rows, SiteRow(seed=20)).lots[0].found_at == plans[20][0][:2]
    assert {variety_of(seed).is_mirrored for seed in plans} == {False, True}
    for places in plans.values():
        assert all(abs(heading - 180) < 70 for *_, heading in places), "letters face visitors"


def test_a_scene_without_a_seed_keeps_its_arrangement() -> None:
    assert variety_of(SiteRow().seed) == Variety()
    assert [variety_of(SiteRow().seed).first_look(kind) for kind in KINDS] == [0] * len(KINDS)
    looks = {tuple(variety_of(seed).first_look(kind) for kind in KINDS) for seed in range(20, 40)}
    assert len(looks) == 20


def of_a_harbour(water: list[tuple[float, float]]) -> Land:
    """Three sheds behind a quay, a road and a row of houses, with water in the south."""
    rows = [a_row(f"z{n}", "shed", centre_m=(-90.0 + 90 * n, 40.0), heading_deg=180.0) for n in range(3)]
    road = ((-200.0, 5.0), (200.0, 5.0), (200.0, 12.0), (-200.0, 12.0))
    house = ((-150.0, 90.0), (-130.0, 90.0), (-130.0, 104.0), (-150.0, 104.0))
    path = ((-150.0, 80.0), (-150.0, -150.0))
    site = SiteRow(
        kind="meadow",
        roads=(road,),
        water=(tuple(water),),
        paths=(path,),
        neighbours=((house, 9.0),),
        map_m=(-200.0, -120.0, 200.0, 200.0),
    )
    return lay_out(rows, site)


def test_water_at_the_edge_of_a_map_goes_on_as_a_sea_and_a_pond_stays_a_pond() -> None:
    land = of_a_harbour([(-200, -120), (200, -120), (200, -20), (-200, -20)])
    assert land.sea.contains(box(-1000, -1000, 1000, -130)), "to the south, and into both corners"
    assert land.sea.intersection(land.outline).area < 5 and land.water.is_empty
    zones = unary_union([land.plaza, *(footprint(lot) for lot in land.lots)])
    assert land.outline.contains(zones) and not land.sea.intersects(zones)
    pond = of_a_harbour([(-100, -80), (100, -80), (100, -40), (-100, -40)])
    river = [(-200.0, -44.0), (200.0, -44.0), (200.0, -30.0), (-200.0, -30.0)]
    for other in (pond, of_a_harbour(river)):
        assert other.sea.is_empty and other.water.area > 2000


def test_a_river_at_the_edge_of_a_map_goes_on_through_the_fields() -> None:
    land = of_a_harbour([(-200, -100), (-60, -44), (200, -44), (200, -30), (-60, -30), (-200, -86)])
    assert land.sea.is_empty
    assert len(pieces_of(land.rivers, 100.0)) == 2, "one to the west, one to the east"
    assert land.rivers.intersection(land.outline).area < 30
    for piece in pieces_of(land.rivers, 100.0):
        assert piece.distance(land.water) < 0.5, "it begins where the river of the map leaves the land"
        west, _, east, _ = piece.bounds
        assert max(abs(west), abs(east)) > 900
        assert piece.area / (east - west) == pytest.approx(14, abs=2.5)
    reach = land.rivers.buffer(-4.0)
    corners = lay_fields(land).points.mean(axis=1)
    wet = corners[shapely.contains_xy(reach, corners[:, 0], corners[:, 1])]
    assert len(wet) and np.allclose(wet[:, 2], GROUND_LEVEL_M - 0.03, atol=0.01), (
        "level water, no field on it"
    )


def test_a_sea_never_parts_the_zones_from_each_other() -> None:
    land = of_a_harbour([(-40, -200), (-12, -200), (-12, 200), (-40, 200)])  # a strait through the site
    zones = unary_union([land.plaza, *(footprint(lot) for lot in land.lots)])
    assert land.sea.is_empty and land.outline.contains(zones)


def test_nobody_walks_on_water_and_a_footpath_of_the_map_is_a_bridge() -> None:
    for water in (
        [(-200, -120), (200, -120), (200, -20), (-200, -20)],
        [(-170, -80), (100, -80), (100, -40), (-170, -40)],
        [(-60, 14), (60, 14), (60, 22), (-60, 22)],
    ):
        land = of_a_harbour(water)  # type: ignore[arg-type]
        wet = unary_union([land.water, land.sea])
        assert wet.area > 500
        people = life.walks(land, np.random.default_rng(1))
        assert people
        for walk in people:
            assert not wet.intersects(LineString([key[1:3] for key in walk.keys]))
        for way in land.ways:
            assert not wet.buffer(-0.2).intersects(way.line)


@pytest.mark.parametrize("horizon", ["hills", "plain", "coast", "city"])
def test_far_ground_rolls_gently_and_is_level_round_the_park_and_the_sea(horizon: Horizon) -> None:
    land = lay_out(random_rows(4), SiteRow(kind="meadow", horizon=horizon, seed=9))
    heights = relief_of(land)
    west, south, east, north = land.outline.bounds
    x, y = np.meshgrid(np.linspace(west - 400, east + 400, 90), np.linspace(south - 400, north + 400, 90))
    up = heights(x.ravel(), y.ravel())
    places = shapely.points(x.ravel(), y.ravel())
    assert not up[shapely.distance(land.outline, places) < 20].any()
    assert 0.5 < up.max() < 10 and up.min() >= 0
    sea = sea_of(land)
    assert sea.is_empty or not up[shapely.distance(sea, places) < 10].any()
    steps = np.hypot(*np.gradient(up.reshape(x.shape), x[0, 1] - x[0, 0]))
    assert steps.max() < 0.2, "gentle: less than one in five"
    fields = lay_fields(land).points.reshape(-1, 3)
    assert np.isfinite(fields).all() and fields[:, 2].max() > GROUND_LEVEL_M + 0.5 * up.max()
    for coast, beyond in (
        ("south", box(-99, south - 600, 99, south - 99)),
        ("west", box(west - 600, -99, west - 99, 99)),
    ):
        turned = lay_out(random_rows(4), SiteRow(kind="meadow", horizon=horizon, seed=9, coast=coast))  # type: ignore[arg-type]
        assert sea_of(turned).contains(beyond) == (horizon == "coast")
        assert not sea_of(turned).intersects(turned.outline.buffer(40))
    still = lay_out(random_rows(4), SiteRow(kind="meadow", horizon="none", seed=9))
    assert not relief_of(still)(x.ravel(), y.ravel()).any()
