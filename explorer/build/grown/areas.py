"""Areas of one use round the buildings: woods, orchards, vines, fields, car parks, sports, solar fields, playgrounds, quays."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import LineString, MultiLineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from explorer.build.geometry.arrays import Arrays, copies
from explorer.build.geometry.material import (
    GLASS_DARK,
    GRASS_2,
    GRASS_3,
    HEDGE,
    INK,
    OAK,
    ROAD_PAINT,
    SAND,
    Material,
)  # fmt: skip
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.fittings import bench, solar_rows
from explorer.build.pieces.parts import hoop
from explorer.build.site.plan import GROUND_LEVEL_M
from explorer.build.site.planting import Kind

from .harbour import furnish_quay, rails
from .land import Land
from .regions import pieces_of

CAR_TONES = ("#F4EFE7", "#5B6068", "#A7ABAF", "#EE6C4D", "#2F74D0", "#3C4149", "#F4EFE7")
TONES: dict[str, Material] = {
    "woods": Material("#8FA372"), "orchard": GRASS_3, "vines": Material("#B8A27E"), "field": Material("#C2B878"),
    "car_park": Material("#B3AEA8"), "sports": Material("#9CBF7A"), "solar": Material("#C5C3A4"), "playground": SAND,
    "quay": Material("#B9B4AC"),
}  # fmt: skip
"""Colour of the ground, by kind."""

TREES: dict[str, tuple[float, float, tuple[Kind, ...]]] = {
    "woods": (6.4, 1.5, ("round", "round", "column", "round", "round", "autumn")),
    "orchard": (6.2, 0.0, ("blossom", "round", "blossom")),
    "playground": (14.0, 3.0, ("round", "blossom")),
}
"""Spacing of trees, how far they leave their grid (both in metres), and their kinds."""

VINE_ROW_M, CROP_M, STALL_M, AISLE_M, PANEL_ROW_M = 2.6, 7.0, 2.6, 17.0, 6.0
LINE_M = 0.012
"""Height of painted lines above the ground."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A tree: its place, kind and size."""

    x: float
    y: float
    kind: Kind
    scale: float


def area_trees(land: Land, random: np.random.Generator) -> list[Planted]:
    """The trees of woods, orchards and playgrounds."""
    out = []
    for kind, region in land.areas:
        if kind not in TREES:
            continue
        step, stray, kinds = TREES[kind]
        inside = region.buffer(-1.4)
        if inside.is_empty:
            continue
        west, south, east, north = inside.bounds
        x, y = (v.ravel() for v in np.meshgrid(np.arange(west, east, step), np.arange(south, north, step)))
        x, y = x + random.uniform(-stray, stray, len(x)), y + random.uniform(-stray, stray, len(y))
        scales = random.uniform(0.8, 1.3, len(x)) if stray else np.full(len(x), 0.8)
        shapely.prepare(inside)
        for number in np.flatnonzero(shapely.contains_xy(inside, x, y)):
            look = kinds[int(random.integers(len(kinds)))]
            out.append(Planted(float(x[number]), float(y[number]), look, float(scales[number])))
    return out


def lay_areas(builder: MeshBuilder, land: Land) -> None:
    """The ground of all areas, with crops in stripes and painted lines."""
    for kind, region in land.areas:
        tone = TONES[kind]
        if kind == "field":
            for number, stripe in enumerate(_stripes(region, CROP_M)):
                builder.plate(stripe, GROUND_LEVEL_M, tone.tinted(0.97 + 0.05 * (number % 2)))
            continue
        builder.plate(region, GROUND_LEVEL_M, tone)
        for line, width_m in _painted(kind, region):
            strip = line.buffer(width_m / 2, cap_style="flat").intersection(region)
            builder.plate(strip, GROUND_LEVEL_M + LINE_M, ROAD_PAINT)
        for rail in _rails(kind, region, land):
            builder.plate(rail.buffer(0.16, cap_style="flat"), GROUND_LEVEL_M + LINE_M, INK)


def furnish_areas(builder: MeshBuilder, land: Land, random: np.random.Generator) -> None:
    """Objects on the areas: rows of vines and panels, parked cars, goals, slides and swings."""
    for kind, region in land.areas:
        for piece in pieces_of(region, 1.0):
            if kind == "vines":
                _vines(builder, piece)
            elif kind == "solar":
                _panels(builder, piece)
            elif kind == "car_park":
                _cars(builder, piece, random)
            elif kind == "sports":
                _goals(builder, piece)
            elif kind == "playground":
                _play(builder, piece)
            elif kind == "quay":
                furnish_quay(builder, piece, land.water_edge, random)


def _rails(kind: str, region: BaseGeometry, land: Land) -> Iterator[LineString]:
    """The crane rails of a quay."""
    for piece in pieces_of(region, 1.0) if kind == "quay" else ():
        yield from rails(piece, land.water_edge)


@cache
def car(tone: str) -> Arrays:
    """A car that points along x."""
    builder, body = MeshBuilder(), Material(tone, 0.25)
    with builder.at(0, 0, GROUND_LEVEL_M):
        builder.chamfered_box(-2.05, 2.05, -0.86, 0.86, 0.32, 0.95, body, 0.14)
        builder.prism(
            [(-1.35, -0.74), (0.95, -0.74), (0.95, 0.74), (-1.35, 0.74)],
            0.93,
            1.45,
            GLASS_DARK,
            0.28,
            top=body,
        )
        with builder.detail("near"):
            for x in (-1.25, 1.25):
                for y in (-0.86, 0.78):
                    with builder.frame([x, y, 0.33], [1, 0, 0], [0, 0, 1], [0, 1, 0]):
                        builder.cylinder(0, 0, 0, 0.1, 0.33, INK, 8)
    return builder.arrays()


def _turn_deg(region: BaseGeometry) -> float:
    """The direction of the longer side of the least rectangle round a region, anticlockwise from east."""
    corners = np.array(region.minimum_rotated_rectangle.exterior.coords)
    sides = np.diff(corners, axis=0)[:2]
    longer = sides[int(np.linalg.norm(sides, axis=1).argmax())]
    return math.degrees(math.atan2(longer[1], longer[0])) % 180


def _stripes(region: BaseGeometry, step_m: float) -> Iterator[BaseGeometry]:
    """A region in stripes along its longer side."""
    turn, middle = _turn_deg(region), region.centroid
    level = affinity.rotate(region, -turn, origin=middle)
    west, south, east, north = level.bounds
    for y in np.arange(south, north, step_m):
        stripe = level.intersection(box(west, y, east, y + step_m))
        yield affinity.rotate(stripe, turn, origin=middle)


def _rows(region: BaseGeometry, step_m: float, turn: float, margin_m: float = 1.0) -> Iterator[LineString]:
    """Parallel lines across a region, `step_m` apart, at an angle."""
    inside, middle = region.buffer(-margin_m), region.centroid
    if inside.is_empty:
        return
    level = affinity.rotate(inside, -turn, origin=middle)
    west, south, east, north = level.bounds
    for y in np.arange(south + step_m / 2, north, step_m):
        cut = level.intersection(LineString([(west - 1, y), (east + 1, y)]))
        for part in getattr(cut, "geoms", [cut]):
            if isinstance(part, LineString) and part.length > 2.0:
                yield affinity.rotate(part, turn, origin=middle)


def _painted(kind: str, region: BaseGeometry) -> Iterator[tuple[BaseGeometry, float]]:
    """Painted lines of car parks and sports grounds, with their widths."""
    for piece in pieces_of(region, 1.0):
        if kind == "car_park":
            yield MultiLineString([_stall_line(*at) for at in _stalls(piece)] or [[(0, 0), (0, 0.01)]]), 0.12
        elif kind == "sports":
            pitch = _pitch(piece)
            if pitch is None:
                continue
            corners = np.array(pitch.exterior.coords)
            yield pitch.exterior, 0.14
            a, b = (corners[0] + corners[1]) / 2, (corners[2] + corners[3]) / 2
            c, d = (corners[1] + corners[2]) / 2, (corners[3] + corners[0]) / 2
            across = (a, b) if math.dist(a, b) < math.dist(c, d) else (c, d)
            yield LineString(across), 0.14
            radius = min(9.0, math.dist(*across) * 0.16)
            yield pitch.centroid.buffer(radius).exterior, 0.14


def _stalls(piece: BaseGeometry) -> Iterator[tuple[float, float, float]]:
    """The stalls of a car park: x, y and direction of each, on both sides of the aisles."""
    turn = _turn_deg(piece)
    way = math.radians(turn)
    inside = piece.buffer(-0.6)
    shapely.prepare(inside)
    for row in _rows(piece, AISLE_M / 2, turn):
        for at in np.arange(STALL_M / 2, row.length, STALL_M):
            here = row.interpolate(at)
            stall = LineString([_along(here, way + math.pi / 2, -2.4), _along(here, way + math.pi / 2, 2.4)])
            if inside.contains(stall):
                yield here.x, here.y, way + math.pi / 2


def _along(point: shapely.Point, way: float, by_m: float) -> tuple[float, float]:
    return (point.x + math.cos(way) * by_m, point.y + math.sin(way) * by_m)


def _stall_line(x: float, y: float, way: float) -> list[tuple[float, float]]:
    side = shapely.Point(*_along(shapely.Point(x, y), way - math.pi / 2, STALL_M / 2))
    return [_along(side, way, -2.4), _along(side, way, 2.4)]


def _cars(builder: MeshBuilder, piece: Polygon, random: np.random.Generator) -> None:
    parked: dict[str, list[tuple[float, float, float, float]]] = {}
    for x, y, way in _stalls(piece):
        if random.random() < 0.55:
            tone = CAR_TONES[int(random.integers(len(CAR_TONES)))]
            turned = math.pi if random.random() < 0.4 else 0.0
            parked.setdefault(tone, []).append((x, y, 1.0, way + turned))
    for tone, rows in parked.items():
        builder.add(copies(car(tone), np.array(rows)))


def _vines(builder: MeshBuilder, piece: Polygon) -> None:
    """Rows of vines: long low bodies along the longer side."""
    for number, row in enumerate(_rows(piece, VINE_ROW_M, _turn_deg(piece))):
        tone = HEDGE.tinted(0.95 + 0.05 * (number % 3))
        with builder.detail("always"):
            builder.slab(row.buffer(0.36, cap_style="flat"), GROUND_LEVEL_M, GROUND_LEVEL_M + 1.25, tone, 0.2)


def _panels(builder: MeshBuilder, piece: Polygon) -> None:
    """Rows of solar panels that face south."""
    for row in _rows(piece, PANEL_ROW_M, 0.0, 2.0):
        (x0, y0), (x1, _) = row.coords[0], row.coords[-1]
        x0, x1 = min(x0, x1), max(x0, x1)
        if x1 - x0 > 4:
            solar_rows(builder, x0, x1, y0 - 1.6, y0 + 1.6, GROUND_LEVEL_M + 0.5, 1, 1.5)


def _pitch(piece: Polygon) -> Polygon | None:
    """The marked rectangle of a sports ground: the largest share of its frame that fits."""
    frame = piece.minimum_rotated_rectangle
    for share in (0.92, 0.85, 0.75, 0.65, 0.55):
        smaller = affinity.scale(frame, share, share, origin="centroid")
        if piece.contains(smaller):
            return Polygon(smaller.exterior)
    return None


def _goals(builder: MeshBuilder, piece: Polygon) -> None:
    """A goal at each short end of the pitch."""
    pitch = _pitch(piece)
    if pitch is None or pitch.area < 400:
        return
    corners = np.array(pitch.exterior.coords)
    sides = [(corners[k], corners[k + 1]) for k in range(4)]
    short = sorted(sides, key=lambda side: math.dist(*side))[:2]
    for a, b in short:
        middle, along = (a + b) / 2, (b - a) / max(math.dist(a, b), 1e-6)
        turn = math.degrees(math.atan2(along[1], along[0]))
        with builder.at(float(middle[0]), float(middle[1]), GROUND_LEVEL_M, turn):
            for x in (-3.66, 3.66):
                builder.box(x - 0.07, x + 0.07, -0.07, 0.07, 0, 2.44, ROAD_PAINT)
            builder.box(-3.66, 3.66, -0.07, 0.07, 2.4, 2.54, ROAD_PAINT, skip="")


def _play(builder: MeshBuilder, piece: Polygon) -> None:
    """A climbing tower with a slide, a swing, and benches."""
    place = piece.representative_point()
    red, blue, yellow = Material("#EE6C4D"), Material("#2F74D0"), Material("#F2A33A")
    with builder.at(place.x, place.y, GROUND_LEVEL_M, _turn_deg(piece)):
        for x in (-1.0, 1.0):
            for y in (-1.0, 1.0):
                builder.box(x - 0.09, x + 0.09, y - 0.09, y + 0.09, 0, 3.2, OAK)
        builder.box(-1.1, 1.1, -1.1, 1.1, 1.5, 1.62, OAK, skip="")
        builder.prism([(-1.3, -1.3), (1.3, -1.3), (1.3, 1.3), (-1.3, 1.3)], 3.2, 3.5, red, 0.3)
        slide = [[1.1, -0.4, 1.6], [4.4, -0.4, 0.2], [4.4, 0.4, 0.2], [1.1, 0.4, 1.6]]
        builder.quads([slide, slide[::-1]], yellow)
        for x in (-6.0, -2.8):
            builder.tube([[x, -1.2, 0], [x, 0, 2.6], [x, 1.2, 0]], 0.07, blue)
        builder.tube([[-6.0, 0, 2.6], [-2.8, 0, 2.6]], 0.07, blue)
        for x in (-5.2, -3.6):
            builder.box(x - 0.25, x + 0.25, -0.12, 0.12, 0.5, 0.56, red, skip="")
        with builder.at(2.0, -4.0, 0.0):
            hoop(builder, 1.2, 0.1, GRASS_2)
        bench(builder, 0.0, 4.5, 180)
