"""Outdoor furniture, which shows the park's scale: lamps, benches, parasols, hedges and flowers."""

from __future__ import annotations

import math

import numpy as np
from shapely.geometry import LineString, MultiPoint, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from shapely.prepared import prep

from explorer.build.geometry.material import (
    ACCENTS,
    BLOSSOMS,
    CROWNS,
    GRASS_2,
    HEDGE,
    PAPER,
    STEEL_DARK,
    WARM,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.fittings import bench, bollard, flag, parasol, planter
from explorer.build.site import gardens, plan, streets
from explorer.build.site.plan import GROUND_LEVEL_M, Point2
from explorer.build.site.planting import beside, plan_trees
from explorer.build.site.site import centre_of, path_line, road_line, site

LAMP_TO_TREE_M = 3.6
COLOURFUL_ZONES = ("street", "goals25", "twinlib", "net", "factory")
FLOWERS = (BLOSSOMS[0], Material("#F0C77E"), Material("#F4EFE7"), GRASS_2)

HEDGES: tuple[tuple[float, float, float, float], ...] = (
    (-186, -10.9, -146, -10.9),
    (-120, -10.9, -92, -10.9),
    (-80, -10.9, -46, -10.9),
    (-180, -1.1, -112, -1.1),
    (-76, -1.1, -48, -1.1),
    (96, -10.9, 190, -10.9),
    (56, -1.1, 98, -1.1),
    (-120, 34.9, -66, 34.9),
    (-124.5, 47.5, -110, 47.5),
    (-98.5, 47.5, -67.5, 47.5),
    (-57, 47.5, -41.5, 47.5),
)
FLOWER_BEDS: tuple[tuple[float, float, int], ...] = (
    (58, -40, 26),
    (-76, 20, 22),
    (104, -30, 22),
    (60, -70, 14),
    (-170, -20, 16),
    (160, -92, 18),
    (36, 30, 12),
)
BORDER_STEP_M, BORDER_M = 24.0, 6.5
"""Spacing and length of borders of shrubs and flowers along the edge of a lawn."""

LIT_PATHS = (
    "mile_walk",
    "goals_garden",
    "plaza_to_goals",
    "plaza_to_ring",
    "horizon_to_ring",
    "rules_walk",
    "arrival_axis",
)


def add_furniture(builder: MeshBuilder, clearings: BaseGeometry) -> None:
    """Add all furniture, outside of `clearings`; moving things are in `explorer.crowd`."""
    _street_lamps(builder, clearings)
    _path_lights(builder)
    _plaza(builder, clearings)
    _quay(builder)
    _seats_and_planters(builder)
    _hedges_and_flowers(builder)
    _borders(builder, clearings)


# Light


def _street_lamps(builder: MeshBuilder, clearings: BaseGeometry) -> None:
    land = site()
    plots = [plot for zone, plot in land.plots.items() if zone != "plaza"]
    built = prep(unary_union([*plots, land.bay.buffer(3)]).buffer(1.8).union(clearings))
    free = prep(land.paved.buffer(-1.6))
    trees = MultiPoint([(tree.x, tree.y) for tree in plan_trees(clearings)])
    for name, points in plan.ROADS.items():
        both_sides = name in ("avenue", "mile")
        for offset in (6.4, -6.4) if both_sides else (6.4,):
            kerb, middle = beside(points, offset), road_line(name)
            for distance in np.arange(4, kerb.length, 24):
                spot = _clear_of(trees, kerb, float(distance))
                if spot is not None and free.contains(spot) and not built.contains(spot):
                    towards = middle.interpolate(middle.project(spot))
                    turn = math.degrees(math.atan2(towards.y - spot.y, towards.x - spot.x))
                    with builder.detail("near"):
                        street_lamp(builder, spot.x, spot.y, turn)


def _clear_of(trees: BaseGeometry, line: LineString, distance: float) -> Point | None:
    """The point on a line nearest to `distance` along it that is not under the crown of a tree."""
    for shift in (0, 1.5, -1.5, 3, -3, 4.5, -4.5, 6, -6):
        spot = line.interpolate(distance + shift)
        if trees.distance(spot) > LAMP_TO_TREE_M:
            return spot
    return None


def street_lamp(builder: MeshBuilder, x: float, y: float, turn_deg: float, height: float = 6.0) -> None:
    """A lamp on an arm that points in the direction `turn_deg`."""
    with builder.at(x, y, GROUND_LEVEL_M, turn_deg):
        builder.cylinder(0, 0, 0, height, 0.09, STEEL_DARK, 5, top_r=0.06, cap=False)
        builder.box(-0.1, 1.5, -0.06, 0.06, height - 0.1, height, STEEL_DARK, skip="")
        builder.box(0.5, 1.5, -0.16, 0.16, height - 0.16, height - 0.1, PAPER.lit(WARM, 9), skip="")
        builder.lamp([1, 0, height - 0.3], WARM, 26, 15)
        builder.glow([1, 0, height - 0.25], WARM, 1.5)


def _path_lights(builder: MeshBuilder) -> None:
    """Low lights on alternate sides of the garden paths, and along the deck."""
    for name in LIT_PATHS:
        line, reach = path_line(name), plan.PATHS[name].width_m / 2 + 0.4
        for number, distance in enumerate(np.arange(3, line.length, 9)):
            spot, ahead = line.interpolate(distance), line.interpolate(distance + 0.5)
            across = np.array([spot.y - ahead.y, ahead.x - spot.x])
            across /= max(float(np.linalg.norm(across)), 1e-6)
            side = reach if number % 2 else -reach
            bollard(builder, spot.x + across[0] * side, spot.y + across[1] * side, z=GROUND_LEVEL_M)
    edge, main = site().bay.buffer(1.4).exterior, site().main
    for distance in np.arange(0, edge.length, 7):
        spot = edge.interpolate(distance)
        if main.contains(spot):
            bollard(builder, spot.x, spot.y, z=GROUND_LEVEL_M + 0.1)


# Furniture


def _plaza(builder: MeshBuilder, clearings: BaseGeometry) -> None:
    x, y = centre_of("plaza")
    reserved_area = prep(clearings)
    for bearing in range(0, 360, 30):
        spot = Point(*_on_circle((x, y), 27, bearing))
        if not reserved_area.contains(spot):
            street_lamp(builder, spot.x, spot.y, bearing + 180, 5.2)
    colours = [ACCENTS[zone] for zone in ("net", "factory", "data", "twinlib", "goals25", "street", "forum")]
    for number in range(10):
        spot = Point(*_on_circle((x, y), 25.4, number * 36 + 18))
        if not reserved_area.contains(spot):
            flag(builder, spot.x, spot.y, colours[number % len(colours)], GROUND_LEVEL_M)


def _on_circle(centre: Point2, radius: float, bearing_deg: float) -> Point2:
    angle = math.radians(bearing_deg)
    return (centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))


def _quay(builder: MeshBuilder) -> None:
    colours = [ACCENTS[zone] for zone in COLOURFUL_ZONES]
    for number, x in enumerate(np.arange(-138, -44, 5.6)):
        parasol(builder, x, -41.2 - number % 2 * 1.6, colours[number % 5], GROUND_LEVEL_M)
    for number, y in enumerate(range(-130, -78, 8)):
        parasol(builder, -8.6, y, colours[number % 4], GROUND_LEVEL_M + 0.12)


def _seats_and_planters(builder: MeshBuilder) -> None:
    z = GROUND_LEVEL_M
    for x in np.arange(-4, 34, 9.2):
        planter(builder, x, -112 if x < 0 or x > 22 else -118, 1.8, 0.8, z=z)
    for x in (-107.5, -101.0, -65.0, -59.5):  # before the factory, in the gaps of its hedge
        bench(builder, x, 47.5, 0, z + 0.12)
        bollard(builder, x - 1.8, 47.5, z=z + 0.12)
    for x in range(110, 152, 10):
        bench(builder, x, -94, 0, z)
    for bearing in range(0, 360, 20):
        angle = math.radians(bearing)
        x, y = (
            c + 19.4 * part
            for c, part in zip(plan.RING_CENTRE, (math.cos(angle), math.sin(angle)), strict=True)
        )
        bench(builder, x, y, bearing + 90, z)


def _hedges_and_flowers(builder: MeshBuilder) -> None:
    for x0, y0, x1, y1 in HEDGES:
        turn = math.degrees(math.atan2(y1 - y0, x1 - x0))
        with builder.at(x0, y0, GROUND_LEVEL_M, turn):
            length = math.hypot(x1 - x0, y1 - y0)
            builder.chamfered_box(0, length, -0.45, 0.45, 0, 0.8, GRASS_2.tinted(0.92), 0.16)
    random = builder.random
    for x, y, count in FLOWER_BEDS:
        for _ in range(count):
            angle, distance = random.uniform(0, 2 * math.pi), 3.2 * math.sqrt(random.random())
            at = (x + distance * math.cos(angle) * 1.6, y + distance * math.sin(angle))
            with builder.detail("near"):
                bloom = FLOWERS[random.integers(len(FLOWERS))]
                builder.ball(*at, GROUND_LEVEL_M + 0.25, 0.5, 0.4, bloom, kind=0, jitter=0.2)


def _borders(builder: MeshBuilder, clearings: BaseGeometry) -> None:
    """Shrubs and flowers here and there along the edges of the lawns, for close views."""
    land, random = site(), np.random.default_rng(33)
    taken = prep(
        unary_union([land.paths.buffer(0.5), streets.reserved_area(), gardens.reserved_area(), clearings])
    )
    shrubs = (HEDGE, GRASS_2, CROWNS[0].tinted(0.98), CROWNS[1])
    inside = land.lawn.buffer(-1.2)
    for line in (lawn.exterior for lawn in getattr(inside, "geoms", [inside])):
        for start in np.arange(random.uniform(0, BORDER_STEP_M), line.length - BORDER_M, BORDER_STEP_M):
            bloom = FLOWERS[random.integers(len(FLOWERS) - 1)]
            for distance in np.arange(start, start + BORDER_M, 1.0):
                spot, flowers = line.interpolate(distance), random.random() < 0.4
                x, y = np.array([spot.x, spot.y]) + random.uniform(-0.45, 0.45, 2)
                if taken.contains(Point(x, y)):
                    continue
                radius = random.uniform(0.28, 0.42) if flowers else random.uniform(0.5, 0.85)
                material = bloom if flowers else shrubs[random.integers(len(shrubs))]
                with builder.detail("near"):
                    height = radius * random.uniform(0.7, 0.95)
                    builder.ball(x, y, GROUND_LEVEL_M + height * 0.6, radius, height, material, 0, 0.2)
