"""Trees: along the road and the shore, in clumps on lawns, in hedgerows of a meadow; a few shapes with many instances."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.ops import unary_union

from explorer.build.geometry.arrays import ALWAYS, FAR, Arrays, copies
from explorer.build.geometry.material import AUTUMN, BLOSSOMS, CROWNS, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.site.plan import GROUND_LEVEL_M
from explorer.build.site.planting import Kind, Tree, draw_far, draw_near

from .areas import Planted, area_trees
from .arrange import footprint
from .far.horizon import BEACH_DEEP_M, sea_of
from .far.relief import raised
from .features import Features
from .land import Land
from .layout import Layout
from .regions import largest
from .rows import Heights, Lot
from .variety import Rgb

APART_M = 4.4
LATTICE_M = 2.24
"""Side of the cells of a lawn in each of which a tree may be wished for."""

TREE_M = 9.0
"""Height of trees that are kept out of a view."""

FAR_FORM_M = 110.0
"""Distance from all zones from which trees have their far form alone: a zone's view shows it from some 140 m anyway."""

NEAR_ZONES_M = 24.0
ROAD_SIDE_M = 6.4
SHAPES: dict[str, int] = {"round": 5}
"""Number of shapes of a kind of tree; three for all others."""

FIELD_KINDS: tuple[Kind, ...] = ("round", "round", "column", "round", "autumn")
HEDGEROWS = 46


def plan_trees(land: Land, features: Features, layout: Layout, random: np.random.Generator) -> list[Planted]:
    """All trees that have room and hide no building from its views."""
    site = land.site
    if site.trees == "none" or site.kind == "none":
        return []
    fronts = [footprint(lot, -1, 15) for lot in land.lots]
    seen = unary_union([sight for lot in land.lots for sight in _sights(lot, layout)])
    ways = [way.line.buffer(way.width_m / 2 + 1.2) for way in land.ways]
    built = [footprint(lot, 2.2) for lot in (*land.lots, *land.neighbours)]
    areas = [region.buffer(0.6) for _, region in land.areas]
    ban = unary_union(
        [
            *built,
            *fronts,
            seen,
            *ways,
            *areas,
            land.plaza.buffer(1),
            land.roads.buffer(1.3),
            features.reserved,
        ]
    )
    free = land.outline.buffer(-2.2).difference(ban)
    wished = [*_orchards(features), *_along_lines(land), *_clumps(land)]
    if site.trees == "few":
        wished = [tree for tree in wished if _number_of(tree) % 3 == 0]
    if not land.has_rim:
        wished = _thinned(wished, land)
    shapely.prepare(seen)
    in_areas = [t for t in area_trees(land, random) if not shapely.contains_xy(seen, t.x, t.y)]
    trees = _spaced(wished, free) + in_areas
    return trees + (_hedgerows(land, random) if site.kind == "meadow" else [])


def _thinned(trees: list[Planted], land: Land) -> list[Planted]:
    """On a real site, which is wide: all trees near its zones, and every fourth one further off."""
    near = unary_union([land.plaza, *(footprint(lot, NEAR_ZONES_M) for lot in land.lots)])
    shapely.prepare(near)
    is_near = shapely.contains_xy(near, [tree.x for tree in trees], [tree.y for tree in trees])
    return [
        tree for tree, close in zip(trees, is_near, strict=True) if close or _number_of(tree) // 3 % 4 == 0
    ]


def _sights(lot: Lot, layout: Layout) -> Iterator[Polygon]:
    """The ground between a building, or its exhibit, and the cameras of its views, as far as a tree would hide it."""
    place = layout.zones[lot.id]
    room = place.room
    for view, (x, y, *_), width in (
        (place.front, lot.xy, lot.size_m[0]),
        (place.exhibit, room.centre_m, room.size_m[0]),
    ):
        bearing = math.radians(view.azimuth_deg)
        ahead = np.array([math.sin(bearing), math.cos(bearing)])
        side = np.array([ahead[1], -ahead[0]]) * (width / 2 + 2.0)
        reach = min(
            TREE_M / math.tan(math.radians(view.elevation_deg)) + lot.size_m[1] / 2, 0.85 * view.distance_m
        )
        middle = np.array([x, y])
        narrow = 1 - 0.6 * reach / view.distance_m
        far = middle + ahead * reach
        yield Polygon([middle - side, middle + side, far + side * narrow, far - side * narrow])


def _along_lines(land: Land) -> list[Planted]:
    out: list[Planted] = []
    planting = land.site.variety.planting

    def along(line: shapely.LinearRing, step_m: float, kinds: tuple[Kind, ...], scale: float) -> None:
        at = np.arange(3, line.length, step_m)
        places = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
        out.extend(Planted(x, y, kinds[k % len(kinds)], scale) for k, (x, y) in enumerate(places))

    if land.road_line is not None:
        ring = Polygon(land.road_line)
        along(
            largest(ring.buffer(ROAD_SIDE_M)).exterior,
            9.6,
            planting.line,
            1.0,
        )
        along(largest(ring.buffer(-ROAD_SIDE_M)).exterior, 9.6, planting.line[::-1], 0.95)
    if land.has_rim:
        shore = largest(land.outline.buffer(-3.6)).exterior
        along(shore, 10.4, planting.line, 1.05)
    if land.site.kind == "plaza":
        along(largest(land.outline.buffer(-12)).exterior, 8.0, ("round", "column"), 0.9)
    return out


def _orchards(features: Features) -> list[Planted]:
    """Blossoming trees in a grid."""
    out = []
    for piece in features.orchards:
        west, south, east, north = piece.bounds
        inside = piece.buffer(-2.5)
        shapely.prepare(inside)
        x, y = (
            axis.ravel() for axis in np.meshgrid(np.arange(west, east, 6.2), np.arange(south, north, 6.2))
        )
        kept = shapely.contains_xy(inside, x, y)
        out += [Planted(float(a), float(b), "blossom", 0.8) for a, b in zip(x[kept], y[kept], strict=True)]
    return out


def _clumps(land: Land) -> list[Planted]:
    """Trees scattered over the lawns where a smooth noise is high: each by its place, so that a building that moves
    leaves the others where they are.
    """
    if land.lawn.is_empty:
        return []
    west, south, east, north = (math.floor(edge / LATTICE_M) for edge in land.lawn.bounds)
    columns, rows = (
        axis.ravel() for axis in np.meshgrid(np.arange(west, east + 1), np.arange(south, north + 1))
    )
    chance = [_chance(columns, rows, 8 * land.site.seed + salt) for salt in range(5)]
    x, y = (columns + chance[0]) * LATTICE_M, (rows + chance[1]) * LATTICE_M
    inside = land.lawn.buffer(-1.0)
    shapely.prepare(inside)
    kinds = land.site.variety.planting.lawn
    phase = np.random.default_rng(land.site.seed).uniform(0, 2 * math.pi, 3)
    noise = np.sin(x * 0.09 + phase[0]) + np.sin(y * 0.11 + phase[1]) + np.sin((x + y) * 0.06 + phase[2])
    kept = np.flatnonzero(shapely.contains_xy(inside, x, y) & (noise > 0.2))
    return [
        Planted(float(x[n]), float(y[n]), kinds[int(chance[2][n] * 6)], float(0.8 + 0.4 * chance[3][n]))
        for n in kept[np.argsort(chance[4][kept])]
    ]


def _chance(columns: np.ndarray, rows: np.ndarray, salt: int) -> np.ndarray:
    """A number from 0 to 1 for each cell, the same whatever other cells there are (splitmix64)."""
    mixed = columns.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= rows.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F) + np.uint64(salt)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return np.asarray((mixed ^ (mixed >> np.uint64(31))) / 2.0**64)


def _spaced(wished: list[Planted], free: shapely.Geometry) -> list[Planted]:
    """The trees on free ground that are not too close to an earlier one."""
    if not wished:
        return []
    shapely.prepare(free)
    fits = shapely.contains_xy(free, [tree.x for tree in wished], [tree.y for tree in wished])
    grid: dict[tuple[int, int], list[Planted]] = {}
    kept = []
    for tree, fit in zip(wished, fits, strict=True):
        column, row = int(tree.x // APART_M), int(tree.y // APART_M)
        near = (
            other for i in (-1, 0, 1) for j in (-1, 0, 1) for other in grid.get((column + i, row + j), ())
        )
        if fit and all((tree.x - o.x) ** 2 + (tree.y - o.y) ** 2 >= APART_M**2 for o in near):
            grid.setdefault((column, row), []).append(tree)
            kept.append(tree)
    return kept


def _hedgerows(land: Land, random: np.random.Generator) -> list[Planted]:
    """Rows and copses in the fields around a meadow."""
    half = land.half_extent_m
    outline = unary_union(
        [
            land.outline.buffer(6),
            sea_of(land).buffer(BEACH_DEEP_M + 4),
            unary_union([land.sea, land.rivers]).buffer(4),
        ]
    )
    shapely.prepare(outline)
    out = []
    for _ in range(HEDGEROWS):
        turn, reach = random.uniform(0, 2 * math.pi), random.uniform(1.12, 3.2)
        middle = np.array([math.cos(turn) * half[0] * reach, math.sin(turn) * half[1] * reach])
        way = random.uniform(0, math.pi)
        count, is_row = int(random.integers(4, 13)), random.random() < 0.5
        for number in range(count):
            if is_row:
                step = np.array([math.cos(way), math.sin(way)]) * (number - count / 2) * 6.5 + random.uniform(
                    -1, 1, 2
                )
            else:
                step = random.uniform(-14, 14, 2)
            x, y = (float(v) for v in middle + step)
            if not shapely.contains_xy(outline, x, y):
                out.append(
                    Planted(x, y, FIELD_KINDS[int(random.integers(5))], float(random.uniform(0.9, 1.4)))
                )
    return out


def _number_of(tree: Planted) -> int:
    """A number by its place, for its look."""
    return round(abs(tree.x) * 97 + abs(tree.y) * 57)


def draw_trees(trees: list[Planted], tint: Rgb, heights: Heights, lots: Sequence[Lot]) -> Arrays:
    """The meshes of the trees: each shape is built once, then rotated, scaled and tinted.

    Trees far from all zones have one form only: no view of a zone comes close to them.
    """
    if not trees:
        return MeshBuilder().arrays()
    zones = unary_union([footprint(lot, 0.0) for lot in lots])
    away_m = shapely.distance(zones, shapely.points([(tree.x, tree.y) for tree in trees]))
    groups: dict[tuple[Kind, int, bool], list[tuple[float, float, float, float]]] = {}
    for tree, is_far in zip(trees, (away_m > FAR_FORM_M).tolist(), strict=True):
        number = _number_of(tree)
        shape = number % SHAPES.get(tree.kind, 3)
        groups.setdefault((tree.kind, shape, is_far), []).append(
            (tree.x, tree.y, tree.scale, (number * 2.4) % (2 * math.pi))
        )
    parts = [
        raised(
            copies(_shape(kind, number, tint, is_far), np.array(rows), GROUND_LEVEL_M, 0.07),
            np.array(rows),
            heights,
        )
        for (kind, number, is_far), rows in groups.items()
    ]
    return Arrays.join(parts)


@cache
def _shape(kind: Kind, number: int, tint: Rgb, is_far: bool) -> Arrays:
    """A tree in both forms, or in its far form alone."""
    if is_far:
        both = _shape(kind, number, tint, False)
        return both.take(both.detail == FAR).of_detail(ALWAYS)
    seed = 101 + number * 37
    builder = MeshBuilder(7)
    tree = Tree(0, 0, kind, 1.0, _crown(kind, seed, tint), seed)
    draw_near(builder, tree)
    draw_far(builder, tree)
    return builder.arrays()


def _crown(kind: Kind, seed: int, tint: Rgb) -> Material:
    random = np.random.default_rng(seed)
    if kind == "autumn":
        return AUTUMN.tinted(random.uniform(0.95, 1.05))
    if kind == "blossom":
        return BLOSSOMS[int(random.integers(len(BLOSSOMS)))]
    green = CROWNS[int(random.integers(len(CROWNS)))].tinted(random.uniform(0.93, 1.07))
    red, leaf, blue = (min(part * share, 1.0) for part, share in zip(green.rgb, tint, strict=True))
    return Material((red, leaf, blue))
