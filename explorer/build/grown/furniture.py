"""Outdoor furniture: lamps, benches, bollards, hedges, ponds and gardens, the fountain, parked cars, the pier."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from explorer.build.geometry.arrays import Arrays, copies
from explorer.build.geometry.material import (
    BLOSSOMS,
    GLASS_DARK,
    HEDGE,
    OAK,
    OAK_DARK,
    PAPER,
    PAPER_2,
    PAPER_3,
    POOL,
    STEEL,
    STEEL_DARK,
    WARM,
    Material,
)  # fmt: skip
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.shapes import box_corners
from explorer.build.pieces.fittings import bench, bollard, flag, planter, potted_tree
from explorer.build.pieces.parts import hoop
from explorer.build.site.plan import GROUND_LEVEL_M, WATER_LEVEL_M

from .areas import CAR_TONES, Planted, car, furnish_areas
from .arrange import footprint
from .features import STALL_M, CarPark, Features
from .ground import strew_flowers
from .land import Land, houses_of, road_sides
from .regions import largest
from .rows import STAGE_GAP_M, Floats

ROAD_LAMP_M, SHORE_LAMP_M, PATH_LAMP_M = 20.0, 17.0, 13.0
LAMP_TO_TREE_M = 2.2
LAMP_M, ARM_M = 4.6, 1.1
RAIL_M = 1.05
BENCH_M = 15.0


def furnish(
    builder: MeshBuilder, land: Land, features: Features, trees: list[Planted], random: np.random.Generator
) -> None:
    """Add all furniture."""
    if land.site.kind == "none":
        return
    standing = np.array([(tree.x, tree.y) for tree in trees]).reshape(-1, 2)
    posts, low = _lamp_places(land, features)
    _post_lamps(builder, land, [post for post in posts if _is_clear(post, standing)])
    _bollards(builder, low)
    _plaza(builder, land)
    _benches(builder, land, features)
    _stage_corners(builder, land)
    with builder.detail("always"):
        builder.slab(features.hedges.simplify(0.05), GROUND_LEVEL_M, GROUND_LEVEL_M + 0.85, HEDGE, 0.12)
    with builder.detail("near"):
        strew_flowers(builder, features.beds, random)
    for pond in features.ponds:
        _pond_life(builder, pond, random)
    for middle, radius in features.gardens:
        _garden(builder, middle, radius, random)
    for park in features.car_parks:
        _parked_cars(builder, park, random)
    furnish_areas(builder, land, random)
    if land.site.kind == "island":
        _railing(builder, land, features)
        if features.pier is not None:
            _pier(builder, features.pier, Material(land.lots[0].row.accent))


def _lamp_places(
    land: Land, features: Features
) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
    """Street lamps and path lights: x, y and the direction of the line they follow."""
    ban = unary_union(
        [
            *(footprint(lot, 1.5) for lot in (*land.lots, *land.neighbours)),
            land.roads.buffer(0.3),
            features.reserved,
            land.ways[-1].line.buffer(4.5),
        ]
    )
    shapely.prepare(ban)

    def along(
        line: shapely.Geometry, step_m: float, start_m: float = 0.0
    ) -> list[tuple[float, float, float]]:
        at = np.arange(start_m + step_m / 2, line.length, step_m)
        here = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
        ahead = shapely.get_coordinates(
            shapely.line_interpolate_point(line, np.minimum(at + 0.3, line.length))
        )
        free = ~shapely.contains_xy(ban, here[:, 0], here[:, 1]) if len(here) else []
        ways = np.arctan2(*(ahead - here).T[::-1]) if len(here) else []
        return [
            (float(x), float(y), float(way))
            for (x, y), way, is_free in zip(here, ways, free, strict=True)
            if is_free
        ]

    posts, low = [], []
    if land.road_line is not None:
        posts += along(largest(Polygon(land.road_line).buffer(-4.9)).exterior, ROAD_LAMP_M)
    if land.has_rim:
        posts += along(largest(land.outline.buffer(-0.95)).exterior, SHORE_LAMP_M)
    for line in road_sides(land):
        posts += along(line, ROAD_LAMP_M)
    for way in land.ways:
        for side in (1, -1):
            line = way.line.offset_curve(side * (way.width_m / 2 + 0.5))
            if not line.is_empty:
                low += along(line, PATH_LAMP_M, 2.0 * (side > 0))
    return posts, low


def _is_clear(post: tuple[float, float, float], standing: Floats) -> bool:
    """Whether every tree is far enough away that its crown does not cover the lamp."""
    return not len(standing) or bool(((standing - post[:2]) ** 2).sum(axis=1).min() > LAMP_TO_TREE_M**2)


def _post_lamps(builder: MeshBuilder, land: Land, posts: list[tuple[float, float, float]]) -> None:
    """Slim posts whose arms reach over the walk."""
    if not posts:
        return
    one, z = MeshBuilder(), GROUND_LEVEL_M
    with one.detail("near"):
        one.cylinder(0, 0, z, z + LAMP_M, 0.08, STEEL_DARK, 5, cap=False)
        one.tube([(0, 0, z + LAMP_M), (0, ARM_M, z + LAMP_M + 0.12)], 0.06, STEEL_DARK, 4)
        low, high = z + LAMP_M - 0.02, z + LAMP_M + 0.1
        one.box(-0.22, 0.22, ARM_M - 0.22, ARM_M + 0.22, low, high, PAPER.lit(WARM, 6), skip="")
    x, y, turn = np.array(posts).T
    ends = np.column_stack([x - np.sin(turn) * 1.5, y + np.cos(turn) * 1.5])
    turn = np.where(shapely.contains_xy(land.outline, *ends.T), turn, turn + math.pi)
    builder.add(copies(one.arrays(), np.column_stack([x, y, np.ones(len(x)), turn])))
    for a, b, way in zip(x, y, turn, strict=True):
        end = (float(a - math.sin(way) * ARM_M), float(b + math.cos(way) * ARM_M))
        builder.lamp([*end, z + LAMP_M - 0.2], WARM, 16, 15)
        builder.glow([*end, z + LAMP_M], WARM, 0.8)


def _bollards(builder: MeshBuilder, places: list[tuple[float, float, float]]) -> None:
    if places:
        one = MeshBuilder()
        bollard(one, 0, 0, WARM, GROUND_LEVEL_M)
        (lamp,) = one.lamps
        x, y, _ = np.array(places).T
        builder.add(copies(one.arrays(), np.column_stack([x, y, np.ones(len(x)), np.zeros(len(x))])))
        for a, b in zip(x, y, strict=True):
            builder.lamp([a, b, lamp.at[2]], WARM, lamp.intensity, lamp.radius_m)


def _plaza(builder: MeshBuilder, land: Land) -> None:
    """A fountain with a wheel as the park's emblem, benches, planters and a flag for each zone."""
    first, radius = land.lots[0].row, land.plaza_m
    accent = Material(first.accent)
    with builder.at(float(land.hub[0]), float(land.hub[1]), GROUND_LEVEL_M):
        builder.cylinder(0, 0, 0, 0.5, 5.4, PAPER, 40, bevel=0.08)
        builder.cylinder(0, 0, 0.5, 0.52, 4.9, POOL, 40)
        builder.cylinder(0, 0, 0.5, 1.3, 1.5, PAPER_2, 24, bevel=0.1)
        builder.cylinder(0, 0, 1.3, 1.34, 1.3, POOL, 24)
        hoop(builder, 2.1, 0.28, accent.lit(first.glow, 1.6), (0, 0, 3.6), 90, 24, 0, 360, 40, 8)
        cosine, sine = math.cos(math.radians(24)), math.sin(math.radians(24))
        for blade in range(7):
            start = math.radians(360 / 7 * blade)
            points = []
            for reach, bend in ((0.35, 0.0), (1.1, 0.35), (2.0, 0.9)):
                x, z = reach * math.cos(start + bend), reach * math.sin(start + bend)
                points.append((x * cosine, x * sine, 3.6 + z))
            builder.tube(points, 0.16, PAPER, 6)
        for number in range(8):
            angle = number * math.pi / 4
            builder.lamp([4.4 * math.cos(angle), 4.4 * math.sin(angle), 0.9], first.glow, 4, 6)
        for number in range(12):
            turn = 30.0 * number + 15
            x, y = ((radius - 4.2) * f(math.radians(turn)) for f in (math.cos, math.sin))
            planter(builder, x, y, 1.4, 0.8, 0.5) if number % 3 == 0 else bench(builder, x, y, turn + 90)
        for number, lot in enumerate(land.lots[:8]):
            turn = math.radians(180 + 180 / 8 * (number + 0.5))
            flag(
                builder,
                (radius - 1.6) * math.cos(turn),
                (radius - 1.6) * math.sin(turn),
                Material(lot.row.accent),
            )


def _benches(builder: MeshBuilder, land: Land, features: Features) -> None:
    ban = unary_union(
        [
            features.hedges.buffer(0.6),
            features.beds.buffer(0.4),
            *(footprint(lot, 1.0, 3.0) for lot in land.lots),
            houses_of(land.neighbours),
            land.roads.buffer(1.0),
        ]
    )
    rows = []
    shapely.prepare(ban)
    for way in land.ways:
        for at in np.arange(6, way.line.length - 4, BENCH_M):
            here, ahead = way.line.interpolate(at), way.line.interpolate(at + 0.5)
            turn = math.atan2(ahead.y - here.y, ahead.x - here.x)
            aside = way.width_m / 2 - 0.7
            x, y = here.x - math.sin(turn) * aside, here.y + math.cos(turn) * aside
            if not ban.intersects(Point(x, y)):
                rows.append((x, y, 1.0, turn + math.pi))
    if rows:
        one = MeshBuilder()
        bench(one, 0, 0, 0, GROUND_LEVEL_M)
        builder.add(copies(one.arrays(), np.array(rows)))


def _stage_corners(builder: MeshBuilder, land: Land) -> None:
    """A tree in a tub and a lamp beside each corner of a stage."""
    for lot in land.lots:
        room = lot.row.room_m
        if room is None or not lot.stage_m:
            continue
        back = -lot.size_m[1] / 2 - STAGE_GAP_M
        with builder.at(*lot.xy, GROUND_LEVEL_M, lot.turn_deg):
            for x in (-room[0] / 2 - 1.5, room[0] / 2 + 1.5):
                for y in (back - 1.0, back - room[1] + 1.0):
                    potted_tree(builder, x, y, 0.0, y < back - 2)
                    bollard(builder, x, y + 1.6, lot.row.glow)


def _pond_life(builder: MeshBuilder, pond: Polygon, random: np.random.Generator) -> None:
    """Stones and reeds on the rim, lily pads, a bench, and lamps under water."""
    rim = pond.buffer(0.35).exterior
    for at in np.arange(0, rim.length, 3.4):
        place = rim.interpolate(at + random.uniform(0, 1.5))
        size = random.uniform(0.35, 0.75)
        builder.ball(place.x, place.y, GROUND_LEVEL_M + 0.1, size, size * 0.6, PAPER_3, "blob", 0.2, 0.3)
    with builder.detail("near"):
        inner = pond.buffer(-0.5).exterior if pond.buffer(-0.5).geom_type == "Polygon" else pond.exterior
        along = shapely.line_interpolate_point(inner, np.arange(0, inner.length * 0.45, 0.55))
        reeds = np.repeat(shapely.get_coordinates(along), 3, axis=0)
        reeds += random.uniform(-0.3, 0.3, reeds.shape)
        tall = random.uniform(0.65, 1.35, len(reeds))
        builder.add(
            copies(_reed(), np.column_stack([reeds, tall, random.uniform(0, 6, len(reeds))]), GROUND_LEVEL_M)
        )
        west, south, east, north = pond.bounds
        pads = random.uniform([west, south], [east, north], (26, 2))
        pads = pads[shapely.contains_xy(pond.buffer(-0.8), pads)]
        if len(pads):
            turns = random.uniform(0, 6, len(pads))
            builder.add(copies(_lily(), np.column_stack([pads, np.ones(len(pads)), turns]), GROUND_LEVEL_M))
        for x, y in pads[random.random(len(pads)) < 0.3]:
            builder.ball(float(x), float(y), GROUND_LEVEL_M + 0.1, 0.16, 0.14, BLOSSOMS[1], "blob", 0, 0.4)
    middle = pond.centroid
    builder.lamp([middle.x, middle.y, GROUND_LEVEL_M + 0.6], "#9FE8FF", 7, 9)
    builder.glow([middle.x, middle.y, GROUND_LEVEL_M + 0.3], "#9FE8FF", 1.4)


@cache
def _reed() -> Arrays:
    builder = MeshBuilder()
    with builder.detail("near"):
        builder.cylinder(
            0, 0, GROUND_LEVEL_M - 0.02, GROUND_LEVEL_M + 1.1, 0.05, HEDGE, 3, top_r=0.01, cap=False
        )
    return builder.arrays()


@cache
def _lily() -> Arrays:
    builder = MeshBuilder()
    with builder.detail("near"):
        ring = np.array([(0.42 * math.cos(t), 0.42 * math.sin(t)) for t in np.linspace(0.4, 6.0, 8)])
        builder.cap([ring], GROUND_LEVEL_M + 0.01, HEDGE.tinted(0.95))
    return builder.arrays()


def _garden(builder: MeshBuilder, middle: Floats, radius: float, random: np.random.Generator) -> None:
    """A round garden: a pergola over benches in the centre, surrounded by flowers and a clipped hedge."""
    x, y = (float(v) for v in middle)
    with builder.at(x, y, GROUND_LEVEL_M):
        for start in (14.0, 104.0, 194.0, 284.0):  # the hedge leaves four gaps for paths
            arc = np.radians(np.linspace(start, start + 62, 10))
            outer = np.stack([np.cos(arc), np.sin(arc)], axis=1) * radius
            inner = outer[::-1] * (1 - 0.9 / radius)
            builder.prism(np.vstack([outer, inner]), 0, 0.8, HEDGE, 0.12)
        reach = radius * 0.36
        for turn in np.radians(np.arange(0, 360, 45)):
            cx, cy = reach * math.cos(turn), reach * math.sin(turn)
            builder.box(cx - 0.1, cx + 0.1, cy - 0.1, cy + 0.1, 0, 2.8, PAPER)
            builder.tube([(0, 0, 3.0), (cx * 1.25, cy * 1.25, 2.85)], 0.09, OAK, 4)
        hoop(builder, reach, 0.1, OAK, (0, 0, 2.85), sides=24, section=4)
        builder.cylinder(0, 0, 0, 0.5, 1.0, PAPER, 20, bevel=0.06)
        builder.ball(0, 0, 1.1, 0.9, 0.8, BLOSSOMS[0], "blob", 0.1, 0.8)
        for turn in (45, 135, 225, 315):
            bench(
                builder,
                reach * 0.72 * math.cos(math.radians(turn)),
                reach * 0.72 * math.sin(math.radians(turn)),
                turn + 90,
            )
        builder.lamp([0, 0, 2.4], WARM, 10, 9)
    centre = Point(x, y)
    cross = unary_union(
        [
            LineString([middle - step * radius, middle + step * radius]).buffer(0.9)
            for step in (np.array([1.0, 0]), np.array([0, 1.0]))
        ]
    )
    beds = centre.buffer(radius - 1.7).difference(centre.buffer(radius * 0.45)).difference(cross)
    with builder.detail("near"):
        strew_flowers(builder, beds, random, 0.85)


def _parked_cars(builder: MeshBuilder, park: CarPark, random: np.random.Generator) -> None:
    half = park.stalls * STALL_M[0] / 2
    for number in range(park.stalls):
        if random.random() < 0.4:
            continue
        at = (
            park.middle + park.along * (-half + (number + 0.5) * STALL_M[0]) + park.outward * (STALL_M[1] / 2)
        )
        turn = math.atan2(park.outward[1], park.outward[0]) + (math.pi if random.random() < 0.4 else 0)
        parked = car(CAR_TONES[int(random.integers(len(CAR_TONES)))])
        builder.add(copies(parked, np.array([[*at, 1.0, turn]])))
    # a hedge screens the shore walk
    back = park.middle + park.outward * (STALL_M[1] + 0.5)
    line = LineString([back - park.along * half, back + park.along * half])
    builder.slab(line.buffer(0.4, cap_style="flat"), GROUND_LEVEL_M, GROUND_LEVEL_M + 0.8, HEDGE, 0.1)


def _railing(builder: MeshBuilder, land: Land, features: Features) -> None:
    """Posts, an oak handrail and a wire, with a gap at the pier."""
    edge: BaseGeometry = largest(land.outline.buffer(-0.45).simplify(0.1)).exterior
    if features.pier is not None:
        edge = edge.difference(features.pier.buffer(2.2))
    z = GROUND_LEVEL_M + 0.02
    post = np.array([-0.04, 0.04, -0.04, 0.04, z, z + RAIL_M])[box_corners("-z+z")]
    merged = shapely.line_merge(edge) if edge.geom_type == "MultiLineString" else edge
    with builder.detail("near"):
        for run in getattr(merged, "geoms", [merged]):
            line = np.array(run.coords)
            builder.tube(np.column_stack([line, np.full(len(line), z + RAIL_M)]), 0.06, OAK, 4)
            builder.tube(np.column_stack([line, np.full(len(line), z + 0.55)]), 0.022, STEEL, 3)
            at = shapely.line_interpolate_point(run, np.arange(0, run.length, 3.0))
            places = shapely.get_coordinates(at)
            builder.triangles(np.concatenate([post + np.array([x, y, 0]) for x, y in places]), PAPER_3)


def _pier(builder: MeshBuilder, pier: LineString, accent: Material) -> None:
    """A deck on posts with lamps, a bench at its end and two boats alongside."""
    start, end = np.array(pier.coords[0]), np.array(pier.coords[-1])
    along = (end - start) / float(np.linalg.norm(end - start))
    turn = math.degrees(math.atan2(along[1], along[0]))
    length = float(np.linalg.norm(end - start))
    with builder.at(float(start[0]), float(start[1]), GROUND_LEVEL_M, turn):
        builder.chamfered_box(0, length, -1.7, 1.7, -0.35, 0.06, OAK, 0.05)
        for x in np.arange(2.0, length + 0.1, 3.6):
            for y in (-1.55, 1.55):
                builder.cylinder(x, y, -3.2, 0.55, 0.16, OAK_DARK, 6)
        for x in (length * 0.45, length - 0.8):
            for y in (-1.3, 1.3):
                bollard(builder, x, y, WARM, 0.06)
        bench(builder, length - 1.6, 0, 90, 0.06)
    for side, share, tone in ((1, 0.62, accent), (-1, 0.72, Material("#F4EFE7"))):
        across = np.array([-along[1], along[0]]) * side * 3.4
        at = start + along * length * share + across
        with builder.at(float(at[0]), float(at[1]), WATER_LEVEL_M, turn + (180 if side < 0 else 0)):
            _boat(builder, tone)


def _boat(builder: MeshBuilder, tone: Material) -> None:
    """A small cabin boat that points along x."""
    hull = [(-3.4, -1.1), (1.6, -1.1), (3.8, 0), (1.6, 1.1), (-3.4, 1.1)]
    builder.prism(hull, -0.2, 0.9, PAPER, 0.14, top=OAK)
    builder.prism([(x * 1.005, y * 1.02) for x, y in hull], 0.45, 0.62, tone, 0, cap=False)
    builder.prism(
        [(-1.6, -0.8), (1.2, -0.8), (1.2, 0.8), (-1.6, 0.8)],
        0.9,
        2.1,
        GLASS_DARK.lit(WARM, 0.6),
        0.15,
        top=PAPER,
    )
    builder.cylinder(-1.0, 0, 2.1, 4.0, 0.05, STEEL, 5)
