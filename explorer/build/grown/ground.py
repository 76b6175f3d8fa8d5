"""The surfaces of the ground: roads with markings, forecourts, the plaza, mown lawns, meadow fields."""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from explorer.build.geometry.material import (
    BLOSSOMS,
    GRASS_2,
    KERB,
    PAPER_3,
    POOL,
    ROAD,
    ROAD_PAINT,
    STONE_2,
    Material,
)  # fmt: skip
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.site.plan import GROUND_LEVEL_M, WATER_LEVEL_M

from . import areas
from .far.relief import FIELDS, has_fields
from .features import STALL_M, CarPark, Features
from .land import Land
from .regions import pieces_of
from .rows import STAGE_GAP_M

GRASS = Material("#A8C182")
MOWN_M = 9.0
TILE_M, FRAME_M = 3.0, 0.45
JOINT_M = 0.012
SQUARE_REACH_M = 900.0
BRAND_SHARE = 0.3
"""Share of the brand's colour in the bands of the plaza."""

PLAIN_TONE = Material("#E6DFD3")
PLANTED = Material("#8A9C66")
CAR_PARK_TONE = Material("#B3AEA8")


def mixed(material: Material, accent: str, share: float) -> Material:
    """A material tinted with an accent colour."""
    tone = np.array(Material(accent).rgb) * share + np.array(material.rgb) * (1.02 - share)
    red, green, blue = np.clip(tone, 0, 0.93)
    return Material((float(red), float(green), float(blue)))


def lay_ground(builder: MeshBuilder, land: Land, features: Features) -> None:
    """Add all level surfaces, cut out of each other so that they do not overlap."""
    kind, paving = land.site.kind, land.site.variety.paving
    stone, way = Material(paving.stone), Material(paving.ways)
    inside = land.outline.buffer(-0.85)
    if kind == "plaza" and not has_fields(land):
        about = _ground_about(inside, SQUARE_REACH_M)
        _plate_in_cells(builder, about.difference(land.rivers), Material("#BDB6AB"))
        if about.intersects(land.rivers):
            _plate_in_cells(builder, about.intersection(land.rivers), POOL)
    elif kind == "none":
        _plate_in_cells(builder, _ground_about(inside, SQUARE_REACH_M), PLAIN_TONE)
    builder.plate(land.roads.intersection(land.outline).simplify(0.1), 0, ROAD)
    rest = land.stone
    for lot in land.lots:
        pad = land.forecourts[lot.id]
        part, rest = rest.intersection(pad), rest.difference(pad)
        builder.plate(part.simplify(0.02), GROUND_LEVEL_M, mixed(stone, lot.row.accent, 0.2))
    for park in features.car_parks:
        part, rest = rest.intersection(park.region), rest.difference(park.region)
        builder.plate(part, GROUND_LEVEL_M, CAR_PARK_TONE)
    plaza, rest = rest.intersection(land.plaza), rest.difference(land.plaza)
    if kind == "none":
        builder.plate(plaza, GROUND_LEVEL_M, PLAIN_TONE)
    else:
        _plaza(builder, land, plaza)
    rest = rest.difference(unary_union(features.ponds)) if features.ponds else rest
    for middle, radius in features.gardens:
        circle = Point(*middle).buffer(radius)
        part, rest = rest.intersection(circle), rest.difference(circle)
        _garden_ground(builder, part, middle, radius, way)
    tone = PLAIN_TONE if kind == "none" else way
    builder.plate(rest.intersection(land.paths).simplify(0.02), GROUND_LEVEL_M, tone)
    builder.plate(
        rest.difference(land.paths).simplify(0.02), GROUND_LEVEL_M, stone if kind != "none" else PLAIN_TONE
    )
    builder.plate(land.edges.simplify(0.02), GROUND_LEVEL_M, KERB if kind != "none" else PLAIN_TONE)
    _lawns(builder, land, features)
    areas.lay_areas(builder, land)
    for pond in features.ponds:
        builder.plate(pond, GROUND_LEVEL_M - 0.02, POOL)
    _road_paint(builder, land)
    for park in features.car_parks:
        _stalls(builder, park)


def _ground_about(inside: BaseGeometry, reach_m: float) -> BaseGeometry:
    return box(-reach_m, -reach_m, reach_m, reach_m).difference(inside)


def _plate_in_cells(builder: MeshBuilder, region: BaseGeometry, material: Material) -> None:
    """A wide plate in cells small enough for haze, which is computed per vertex."""
    west, south, east, north = region.bounds
    for x in np.arange(west, east, 150.0):
        for y in np.arange(south, north, 150.0):
            builder.plate(region.intersection(box(x, y, x + 150, y + 150)), GROUND_LEVEL_M - 0.03, material)


def _plaza(builder: MeshBuilder, land: Land, plaza: BaseGeometry) -> None:
    radius, paving = land.plaza_m, land.site.variety.paving
    stone, band = Material(paving.stone), Material(paving.bands)
    if land.site.colour:
        band = mixed(band, land.site.colour, BRAND_SHARE)
    bands = (
        (0.0, 6.0, stone), (6.0, 6.6, band), (6.6, 12.2, stone.tinted(1.03)), (12.2, 12.7, band),
        (12.7, radius - 1.2, stone), (radius - 1.2, radius, PAPER_3),
    )  # fmt: skip
    middle = Point(*land.hub)
    for inner, outer, material in bands:
        if outer <= inner or inner >= radius:
            continue
        ring = middle.buffer(min(outer, radius), quad_segs=20)
        builder.plate(
            plaza.intersection(ring.difference(middle.buffer(inner, quad_segs=20)) if inner else ring),
            GROUND_LEVEL_M,
            material,
        )


def _garden_ground(
    builder: MeshBuilder, part: BaseGeometry, middle: np.ndarray, radius: float, way: Material
) -> None:
    """A round garden: a ring of beds, cut by four paths, round a paved centre."""
    centre = Point(*middle)
    cross = unary_union(
        [
            LineString([middle - step * radius, middle + step * radius]).buffer(0.9)
            for step in (np.array([1.0, 0]), np.array([0, 1.0]))
        ]
    )
    beds = centre.buffer(radius - 1.6).difference(centre.buffer(radius * 0.42)).difference(cross)
    builder.plate(part.intersection(beds), GROUND_LEVEL_M, PLANTED)
    builder.plate(part.difference(beds), GROUND_LEVEL_M, way)


def _lawns(builder: MeshBuilder, land: Land, features: Features) -> None:
    """Lawns in mown stripes, with beds cut out; the stripes are cut, not painted over each other."""
    if land.lawn.is_empty:
        return
    builder.plate(features.beds, GROUND_LEVEL_M, PLANTED)
    west, south, east, north = land.lawn.bounds
    lawn = land.lawn.simplify(0.05).difference(features.beds)
    for odd in (0, 1):
        rows = np.arange(south - MOWN_M + MOWN_M * odd, north, 2 * MOWN_M)
        stripes = unary_union([box(west, y, east, y + MOWN_M) for y in rows])
        builder.plate(lawn.intersection(stripes), GROUND_LEVEL_M, GRASS.tinted(1 + 0.045 * odd))


def crossings(land: Land) -> list[Polygon]:
    """The bars of the zebra crossings where paths meet the road."""
    bars = []
    for way in land.ways:
        across = way.line.intersection(land.roads)
        for part in getattr(across, "geoms", [across]):
            if part.length < 5:
                continue
            start, end = np.array(part.coords[0]), np.array(part.coords[-1])
            along = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
            side, middle = np.array([-along[1], along[0]]), (start + end) / 2
            for step in np.arange(-way.width_m / 2 + 0.5, way.width_m / 2, 1.1):
                at = middle + side * step
                bars.append(LineString([at - along * 2.9, at + along * 2.9]).buffer(0.28, cap_style="flat"))
    return bars


def _road_paint(builder: MeshBuilder, land: Land) -> None:
    if land.road_line is None:
        return
    bars, inner = crossings(land), land.roads.buffer(-0.5)
    for bar in bars:
        builder.plate(bar.intersection(land.roads.buffer(-0.3)), 0.015, ROAD_PAINT)
    zebras = unary_union(bars).buffer(1.5)
    shapely.prepare(inner)
    ring = Polygon(land.road_line).exterior
    at = np.arange(0, ring.length - 3, 6.5)
    start, end = (shapely.get_coordinates(shapely.line_interpolate_point(ring, at + step)) for step in (0, 3))
    dashes = shapely.linestrings(np.stack([start, end], axis=1))
    free = shapely.contains(inner, dashes) & ~shapely.intersects(zebras, dashes)
    start, end = start[free], end[free]
    side = (end - start)[:, ::-1] * [-1, 1] * (0.09 / 3)
    quads = np.stack([start - side, end - side, end + side, start + side], axis=1)
    builder.quads(np.dstack([quads, np.full(quads.shape[:2], 0.015)]), ROAD_PAINT)


def _stalls(builder: MeshBuilder, park: CarPark) -> None:
    half = park.stalls * STALL_M[0] / 2
    for x in np.arange(-half, half + 0.1, STALL_M[0]):
        start = park.middle + park.along * x
        line = LineString([start + park.outward * 0.4, start + park.outward * (STALL_M[1] - 0.3)])
        builder.plate(line.buffer(0.07, cap_style="flat"), GROUND_LEVEL_M + JOINT_M, ROAD_PAINT)


def lay_lines(builder: MeshBuilder, land: Land) -> None:
    """Bands in the colour of each zone before its entrance."""
    for lot in land.lots:
        width, depth = lot.size_m
        with builder.at(*lot.xy, GROUND_LEVEL_M + JOINT_M, lot.turn_deg):
            for number in range(4):
                y = -depth / 2 - lot.stage_m - 2.2 - number * 1.7
                band = mixed(Material("#5C5C5C"), lot.row.accent, 0.55)
                builder.box(
                    -width / 2,
                    width / 2,
                    y,
                    y + 0.3,
                    0,
                    0.004,
                    mixed(band, "#FFFFFF", 0.45),
                    skip="-z-x+x-y+y",
                )


def lay_stages(builder: MeshBuilder, land: Land) -> None:
    """The paving of stages for live exhibits: tiles in two tones in a frame of the zone's colour."""
    stone = Material(land.site.variety.paving.stone)
    for lot in land.lots:
        room = lot.row.room_m
        if room is None or not lot.stage_m:
            continue
        half, deep = room[0] / 2, room[1]
        back = -lot.size_m[1] / 2 - STAGE_GAP_M
        tones = [mixed(stone.tinted(factor), lot.row.accent, 0.12) for factor in (1.04, 0.96)]
        columns, rows = max(2, round(room[0] / TILE_M)), max(2, round(deep / TILE_M))
        wide, long = room[0] / columns, deep / rows
        with builder.at(*lot.xy, GROUND_LEVEL_M + JOINT_M, lot.turn_deg):
            for column in range(columns):
                for row in range(rows):
                    x, y = -half + column * wide, back - deep + row * long
                    builder.box(
                        x, x + wide, y, y + long, 0, 0.004, tones[(column + row) % 2], skip="-z-x+x-y+y"
                    )
            frame = Material(lot.row.accent)
            for x0, x1, y0, y1 in (
                (-half - FRAME_M, half + FRAME_M, back, back + FRAME_M),
                (-half - FRAME_M, half + FRAME_M, back - deep - FRAME_M, back - deep),
                (-half - FRAME_M, -half, back - deep, back),
                (half, half + FRAME_M, back - deep, back),
            ):
                builder.box(x0, x1, y0, y1, 0, 0.004, frame, skip="-z-x+x-y+y")


def lay_quay(builder: MeshBuilder, land: Land) -> None:
    """The edge of the land: a quay wall on water, a low kerb elsewhere."""
    foot = WATER_LEVEL_M + 0.01 if land.site.kind == "island" else GROUND_LEVEL_M - 0.1
    shore = land.outline.buffer(0.2).difference(land.outline.buffer(-0.9)).simplify(0.06)
    shore = shore.difference(land.rivers)
    builder.slab(shore, foot, GROUND_LEVEL_M + 0.05, KERB, 0.08)
    if not land.sea.is_empty:  # a wall along the water of a real site, and a bank along it beyond the land
        bank = land.sea.buffer(1.2, join_style="mitre").difference(land.sea.buffer(-0.2))
        builder.slab(
            bank.difference(land.outline.buffer(-1.2)), WATER_LEVEL_M, GROUND_LEVEL_M + 0.06, KERB, 0.08
        )


def lay_kerbs(builder: MeshBuilder, land: Land, features: Features) -> None:
    """The sides of kerbs, and the rims of ponds."""
    builder.slab(land.paved.simplify(0.05), -0.05, GROUND_LEVEL_M, KERB, 0, cap=False)
    for pond in features.ponds:
        builder.slab(
            pond.buffer(0.5).difference(unary_union([pond, land.rivers])),
            GROUND_LEVEL_M,
            GROUND_LEVEL_M + 0.16,
            STONE_2,
            0.05,
        )


def colours_of_ground(land: Land, features: Features, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The colour of the ground at given points, sRGB, (..., 3)."""
    stone = Material(land.site.variety.paving.stone)
    colours = np.tile(np.array(stone.rgb, np.float32), (*x.shape, 1))
    layers = [(land.lawn, GRASS), (land.roads, ROAD), (features.beds, GRASS_2)]
    for region, material in layers:
        if not region.is_empty:
            shapely.prepare(region)
            colours[shapely.contains_xy(region, x, y)] = material.rgb
    shapely.prepare(land.outline)
    beyond = {"island": (0.42, 0.56, 0.58), "meadow": Material(FIELDS[0]).rgb}.get(land.site.kind, stone.rgb)
    colours[~shapely.contains_xy(land.outline, x, y)] = beyond
    return colours


def strew_flowers(
    builder: MeshBuilder, region: BaseGeometry, random: np.random.Generator, step_m: float = 0.95
) -> None:
    """Low tufts in three colours over a bed, for close views."""
    tones = (BLOSSOMS[0], Material("#F0C77E"), Material("#F4EFE7"), GRASS_2)
    for piece in pieces_of(region, 1.0):
        west, south, east, north = piece.bounds
        x, y = (
            v.ravel() for v in np.meshgrid(np.arange(west, east, step_m), np.arange(south, north, step_m))
        )
        x, y = x + random.uniform(-0.3, 0.3, len(x)), y + random.uniform(-0.3, 0.3, len(y))
        inside = shapely.contains_xy(piece.buffer(-0.2), x, y)
        for number, (a, b) in enumerate(zip(x[inside], y[inside], strict=True)):
            tuft = 0.30 + 0.12 * math.sin(number * 1.7)
            base = [
                (a + tuft * math.cos(t), b + tuft * math.sin(t), GROUND_LEVEL_M)
                for t in (0.3, 1.87, 3.44, 5.01)
            ]
            tip = (a, b, GROUND_LEVEL_M + 0.42)
            builder.triangles(
                [[base[k], base[(k + 1) % 4], tip] for k in range(4)], tones[(number * 7 + number // 3) % 4]
            )
