"""Street furniture: crossings with stop lines and dropped kerbs, tram stops, bins, racks and bollards."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from shapely.prepared import prep

from explorer.build.geometry.material import (
    GLASS,
    KERB,
    OAK,
    PAPER,
    PAPER_3,
    ROAD_PAINT,
    STEEL,
    STEEL_DARK,
    STONE,
    WARM,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.parts import accent
from explorer.build.site import plan
from explorer.build.site.plan import GROUND_LEVEL_M, ROAD_WIDTH_M
from explorer.build.site.site import path_line, road_line, site

CROSSINGS: tuple[tuple[float, float, float], ...] = (
    (-181, -6, 0),
    (-140, -6, 0),
    (-70, -6, 0),
    (-40, -6, 0),
    (-10, -6, 0),
    (37, -6, 0),
    (75, -6, 0),
    (131, -6, 0),
    (185, -6, 0),
    (-194, 8, 90),
    (-104, 40, 0),
    (-60, 40, 0),
    (0, 40, 0),
    (24, 7, 90),
    (24, 27, 90),
    (24, 53, 90),
    (198, 7, 90),
    (198, 44, 90),
    (199.2, -19, 95),
    (88, -19, 90),
    (88, -62, 90),
)
"""Zebra crossings: x, y and the direction of the road. One on every arm of a junction without a tram stop, and where a
path meets a road."""

JUNCTIONS: tuple[plan.Point2, ...] = ((-194, -6), (24, -6), (24, 40), (88, -6), (198, -6))
TACTILE = Material("#D9BD78")
PLATFORM_LENGTH_M = 26.0
PLATFORM_LEVEL_M = 0.34
TRAM_AXIS_Y = -6.0

BIN_STEP_M = 46.0
BIKES = ("#3B8EA5", "#E4577F", "#35B07A", "#F2A33A", "#5B6068")
RACKS: tuple[tuple[float, float, float], ...] = (
    (-39, 3, 0),
    (-33, -31, 90),
    (38.5, -88, 90),
    (110, -88, 0),
    (53.8, 20, 90),
    (31.2, 50, 90),
    (-24, 47.8, 0),
    (-109.5, 20, 90),
    (-140.5, -32, 90),
    (26, -110, 0),
)
"""Bicycle racks: x, y and direction."""


def reserved_area() -> BaseGeometry:
    """The area without trees: under the roofs of the tram stops, before crossings, and over racks."""
    stops = [box(x - 8.5, TRAM_AXIS_Y - 10, x + 8.5, TRAM_AXIS_Y + 10) for x in plan.TRAM_STOPS_X]
    ways = [_turned_box(x, y, turn_deg + 90, -9.5, 9.5, 2.2) for x, y, turn_deg in CROSSINGS]
    racks = [_turned_box(x, y, turn_deg, -3, 3, 1.4) for x, y, turn_deg in RACKS]
    return unary_union([*stops, *ways, *racks])


# On the road


def lay_crossings(builder: MeshBuilder) -> None:
    """Add zebra crossings, their stop lines and the tactile paving at dropped kerbs."""
    land = site()
    walk = land.paved.difference(land.green).buffer(-0.02)
    for x, y, turn_deg in CROSSINGS:
        with builder.at(x, y, 0, turn_deg + 90):
            for stripe in np.arange(-4, 4.1, 1.1):
                builder.plate(box(stripe - 0.3, -1.8, stripe + 0.3, 1.8), 0.018, ROAD_PAINT)
            for side in (-1, 1):  # traffic keeps to the right
                start, end = sorted((-side * 0.3, -side * 4.2))
                builder.plate(box(start, side * 3.0 - 0.2, end, side * 3.0 + 0.2), 0.018, ROAD_PAINT)
        for side in (-1, 1):
            ribbed = _turned_box(x, y, turn_deg + 90, side * 5.1, side * 5.9, 1.8)
            builder.plate(ribbed.intersection(walk), GROUND_LEVEL_M + 0.02, TACTILE)


def dashes(name: str, dash_m: float = 3.0, gap_m: float = 4.5) -> Iterator[BaseGeometry]:
    """The dashed centre line of a road, with gaps at crossings and junctions."""
    line = road_line(name)
    clear = unary_union(
        [Point(x, y).buffer(4.4) for x, y, _ in CROSSINGS] + [Point(place).buffer(9.5) for place in JUNCTIONS]
    )
    for start in np.arange(0, line.length - dash_m, dash_m + gap_m):
        ends = [line.interpolate(start), line.interpolate(start + dash_m)]
        dash = LineString(ends)
        if not clear.intersects(dash):
            yield dash.buffer(0.15, cap_style="flat")


def _turned_box(
    x: float, y: float, turn_deg: float, start: float, end: float, half_width: float
) -> BaseGeometry:
    """A rectangle in a turned frame: from `start` to `end` along it."""
    angle = math.radians(turn_deg)
    along = np.array([math.cos(angle), math.sin(angle)])
    middle = LineString([np.array([x, y]) + along * start, np.array([x, y]) + along * end])
    return middle.buffer(half_width, cap_style="flat")


# Beside the road


def build(builder: MeshBuilder, clearings: BaseGeometry) -> None:
    """Tram stops, bins, racks and bollards, in world coordinates, outside of `clearings`."""
    free = _free_paving(clearings)
    for stop in plan.TRAM_STOPS_X:
        for turn_deg in (0.0, 180.0):
            with builder.at(stop, TRAM_AXIS_Y, 0, turn_deg):
                _tram_stop(builder)
    with builder.detail("near"):
        _bins(builder, free)
        for x, y, turn_deg in RACKS:
            with _standing(builder, x, y, turn_deg):
                _rack(builder)
        _kerb_bollards(builder, free)


@contextmanager
def _standing(builder: MeshBuilder, x: float, y: float, turn_deg: float = 0.0) -> Iterator[MeshBuilder]:
    with builder.at(x, y, GROUND_LEVEL_M, turn_deg):
        yield builder


def _tram_stop(builder: MeshBuilder) -> None:
    """A platform up to the track with ramps at both ends and a shelter behind; the road is to the south."""
    half, kerb = PLATFORM_LENGTH_M / 2, ROAD_WIDTH_M / 2
    track_side = 3.25
    builder.chamfered_box(-half, half, track_side, kerb + 0.1, 0, PLATFORM_LEVEL_M, KERB, 0.05, top=STONE)
    with builder.detail("near"):
        z = PLATFORM_LEVEL_M + 0.012
        builder.quads(
            [[[-half, 3.45, z], [half, 3.45, z], [half, 3.8, z], [-half, 3.8, z]]],
            TACTILE,
        )
        for side in (-1, 1):
            low, high = sorted((side * half, side * (half + 2.2)))
            ramp = [[low, track_side + 0.1], [high, track_side + 0.1], [high, kerb], [low, kerb]]
            corners = [[px, py, PLATFORM_LEVEL_M if abs(px) == half else 0.03] for px, py in ramp]
            builder.quads([corners], STONE)
    _shelter(builder, kerb + 0.9)


def _shelter(builder: MeshBuilder, y: float) -> None:
    """A roof on three posts, a glass back, seats, a board with the line and its name."""
    roof, back = 3.2, y + 1.1
    builder.chamfered_box(-6, 6, y - 1.2, y + 1.4, roof, roof + 0.28, PAPER, 0.1, top=OAK)
    builder.box(-6.02, 6.02, y - 1.26, y - 1.2, roof + 0.06, roof + 0.2, accent("drivers", 1.6), skip="+y")
    for x in (-5.2, 0, 5.2):
        builder.cylinder(x, back - 0.15, GROUND_LEVEL_M, roof, 0.11, STEEL, 6, cap=False)
    for start, end in ((-5.0, -0.2), (0.2, 5.0)):
        builder.box(start, end, back, back + 0.07, 0.55, 2.7, GLASS.lit(WARM, 0.5), skip="")
    with builder.detail("near"):
        for x in (-3.2, 3.2):
            builder.chamfered_box(x - 1.3, x + 1.3, back - 0.75, back - 0.3, 0.6, 0.7, OAK, 0.04)
            for foot in (-1.0, 1.0):
                builder.box(
                    x + foot - 0.05, x + foot + 0.05, back - 0.7, back - 0.35, GROUND_LEVEL_M, 0.6, STEEL
                )
        builder.chamfered_box(7.4, 8.0, y - 0.5, y - 0.3, GROUND_LEVEL_M, 3.0, PAPER, 0.05)
        builder.box(7.46, 7.94, y - 0.53, y - 0.5, 1.2, 2.7, accent("drivers", 1.2), skip="+y")
    builder.lamp([0, y - 0.2, 2.9], WARM, 14, 10)


def _bins(builder: MeshBuilder, free: Any) -> None:
    """Bins on alternate sides of the broader paths."""
    for path in plan.PATHS:
        line, reach = path_line(path), plan.PATHS[path].width_m / 2 - 0.5
        if plan.PATHS[path].width_m < 4:
            continue
        for number, distance in enumerate(np.arange(14, line.length, BIN_STEP_M)):
            spot, ahead = line.interpolate(distance), line.interpolate(distance + 0.5)
            across = np.array([spot.y - ahead.y, ahead.x - spot.x])
            across *= (reach if number % 2 else -reach) / max(float(np.linalg.norm(across)), 1e-6)
            x, y = spot.x + across[0], spot.y + across[1]
            if free.contains(Point(x, y)):
                with _standing(builder, x, y):
                    _bin(builder)


def _bin(builder: MeshBuilder) -> None:
    """Two barrels of oak slats under one lid: paper in the left one, other waste in the right."""
    for x in (-0.32, 0.32):
        builder.cylinder(x, 0, 0.05, 0.85, 0.26, OAK, 8, cap=False)
        builder.cylinder(x, 0, 0.85, 0.98, 0.3, PAPER_3, 8)
    builder.box(-0.04, 0.04, -0.05, 0.05, 0, 1.0, STEEL_DARK)


def _rack(builder: MeshBuilder) -> None:
    """Six hoops of steel, and bicycles in most of them."""
    for number in range(6):
        x = (number - 2.5) * 0.9
        builder.tube([(x, -0.4, 0), (x, -0.4, 0.72), (x, 0.4, 0.72), (x, 0.4, 0)], 0.035, STEEL, 4)
        if builder.random.random() < 0.7:
            _bicycle(builder, x + 0.16, Material(BIKES[builder.random.integers(len(BIKES))]))


def _bicycle(builder: MeshBuilder, x: float, colour: Material) -> None:
    """Two wheels and a frame, pointing along x."""
    for y in (-0.52, 0.52):
        with builder.frame([x, y, 0.34], [0, 1, 0], [0, 0, 1], [1, 0, 0]):
            builder.lathe([(0.35, -0.025), (0.35, 0.025)], 9, STEEL_DARK)
            builder.lathe([(0.3, 0.025), (0.3, -0.025)], 9, STEEL_DARK)
    bars = (
        [(x, -0.52, 0.34), (x, -0.1, 0.8), (x, 0.36, 0.86), (x, 0.0, 0.36), (x, -0.52, 0.34)],
        [(x, 0.52, 0.34), (x, 0.38, 0.98)],
        [(x, -0.14, 0.72), (x, -0.16, 0.94)],
    )
    for bar in bars:
        builder.tube(bar, 0.03, colour, 3)
    builder.box(x - 0.06, x + 0.06, -0.28, -0.04, 0.93, 0.99, STEEL_DARK, skip="")
    builder.box(x - 0.24, x + 0.24, 0.34, 0.4, 0.97, 1.02, STEEL_DARK, skip="")


def _kerb_bollards(builder: MeshBuilder, free: Any) -> None:
    """Steel posts that keep cars off the ends of the crossings."""
    for x, y, turn_deg in CROSSINGS:
        angle = math.radians(turn_deg)
        along = np.array([math.cos(angle), math.sin(angle)])
        across = np.array([-along[1], along[0]])
        for side in (-1, 1):
            for step in (-2.6, 2.6):
                place = np.array([x, y]) + across * side * 5.3 + along * step
                if free.contains(Point(place)):
                    with _standing(builder, float(place[0]), float(place[1])):
                        builder.cylinder(0, 0, 0, 0.85, 0.09, STEEL_DARK, 6)
                        builder.cylinder(0, 0, 0.66, 0.74, 0.1, PAPER, 6, cap=False)


def _free_paving(clearings: BaseGeometry) -> Any:
    """Paving that is free for furniture: outside of buildings, beds and the ground before names."""
    land = site()
    plots = unary_union([plot for zone, plot in land.plots.items() if zone != "plaza"])
    return prep(
        land.paved.difference(land.green).difference(plots.buffer(0.6)).difference(clearings).buffer(-0.3)
    )
