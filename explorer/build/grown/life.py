"""Everything that moves: people on the paths, cars both ways on the ring road, boats, flags, gulls."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.ops import unary_union

from explorer.build.site.plan import GROUND_LEVEL_M
from explorer.crowd import ROW, Rows
from explorer.crowd.crowd import ROUND_S, STEP_S
from explorer.crowd.script import Flag, Look, Sailing, Script, Walk
from explorer.crowd.timetable import Loop

from .land import ROAD_HALF_M, Land
from .regions import largest

LOOKS: tuple[Look, ...] = ("suit", "coat", "dress", "suit", "child")
CLOTHES = ("#EE6C4D", "#5B6068", "#2F74D0", "#F4EFE7", "#F2A33A", "#159E9A", "#A46AB0", "#3C4149")
A_WALKER_EACH_M = 9.0
CHILD = 0.68
CAR_EACH_M = 62.0
"""Length of road per car in each direction."""

CAR_MPS = 7.5
LANE_M = 1.9
OUT_M, LEAST_ROUND_M2, ROUND_POINTS = 90.0, 4000.0, 40
"""How far out boats go from a real site's shore, the least water for a round, and the points of a round."""


def walks(land: Land, random: np.random.Generator) -> tuple[Walk, ...]:
    """People who walk to and fro, each starting at a different point."""
    if land.site.kind == "none":
        return ()
    lines: list[LineString] = [way.line for way in land.ways]
    lines += [largest(land.plaza.buffer(-inset)).exterior for inset in (5, 8.5) if inset < land.plaza_m - 3]
    if land.has_rim:
        lines.append(largest(land.outline.buffer(-6.2)).exterior)
    lengths = np.array([line.length for line in lines])
    water = unary_union([land.water, land.sea])
    shapely.prepare(water)
    out = []
    for number in range(int(14 + lengths.sum() / A_WALKER_EACH_M)):
        line = lines[int(random.choice(len(lines), p=lengths / lengths.sum()))]
        path = _path(line, random)
        if len(path) > 2 and not water.intersects(LineString(path)):
            look = LOOKS[number % len(LOOKS)]
            height = CHILD if look == "child" else float(random.uniform(0.93, 1.06))
            clothes = CLOTHES[int(random.integers(len(CLOTHES)))]
            out.append(Walk(look, clothes, height, _keys(path, random)))
    return tuple(out)


def _path(line: LineString, random: np.random.Generator) -> list[tuple[float, float]]:
    aside, reach = random.uniform(-1.3, 1.3), min(line.length, random.uniform(30, 90))
    start = random.uniform(0, max(line.length - reach, 0.1))
    at = np.arange(start, start + reach, 4.0)
    here = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(line, np.minimum(at + 0.4, line.length)))
    way = ahead - here
    length = np.linalg.norm(way, axis=1)
    moved = length > 1e-6
    way, here = way[moved] / length[moved, None], here[moved]
    points = np.column_stack([here[:, 0] - way[:, 1] * aside, here[:, 1] + way[:, 0] * aside])
    return [(round(float(x), 2), round(float(y), 2)) for x, y in points]


def _keys(
    path: list[tuple[float, float]], random: np.random.Generator
) -> tuple[tuple[float, float, float, float, float | None], ...]:
    """The way there and back with its times, starting at a random point."""
    speed, there_and_back = random.uniform(1.0, 1.45), path + path[::-1][1:]
    steps = [max(math.dist(a, b), 0.2) / speed for a, b in pairwise(there_and_back)]
    times = np.concatenate([[0.0], np.cumsum(steps)])
    first, whole = int(random.integers(1, len(times) - 1)), float(times[-1])
    order = [*range(first, len(times)), *range(1, first + 1)]
    shifted = [
        float(times[k] - times[first]) + (whole if n >= len(times) - first else 0.0)
        for n, k in enumerate(order)
    ]
    return tuple(
        (round(t, 2), *there_and_back[k], GROUND_LEVEL_M, None) for t, k in zip(shifted, order, strict=True)
    )


def vehicles(land: Land) -> Rows:
    """The cars of the ring road in both directions, evenly spaced; their number depends on the road's length."""
    steps = int(ROUND_S / STEP_S)
    if land.road_line is None:
        return np.zeros((steps, 0), ROW)
    ring = Polygon(land.road_line)
    lanes = [largest(ring.buffer(inset)).exterior for inset in (-LANE_M, LANE_M)]
    columns = []
    for number, line in enumerate(lanes):
        points = np.array(line.segmentize(6).coords)[:-1]
        is_ccw = bool(line.is_ccw)
        # traffic on the right: the outer lane runs anticlockwise, the inner one clockwise
        loop = Loop(points if is_ccw == (number == 1) else points[::-1])
        count = max(2, round(loop.length_m / CAR_EACH_M))
        rounds = max(1, round(CAR_MPS * ROUND_S / loop.length_m))
        share = np.arange(steps)[:, None] / steps * rounds + (np.arange(count)[None] + 0.37 * number) / count
        steady = loop.steady(CAR_MPS * 1.4)
        way = np.interp(share % 1.0 * (len(steady) - 1), np.arange(len(steady)), steady)
        rows = np.zeros((steps, count), ROW)
        rows["place"][..., :2] = loop.at(way)
        rows["way"] = loop.directions(way, 1.4)
        columns.append(rows)
    return np.concatenate(columns, axis=1)


def script(land: Land, flags: Sequence[Flag], random: np.random.Generator) -> Script:
    """Everything that moves."""
    half_x, half_y = land.half_extent_m
    first = land.lots[0].row
    lane: tuple[tuple[float, float], ...] = ()
    if land.road_line is not None:
        line = largest(Polygon(land.road_line).buffer(-ROAD_HALF_M / 2)).exterior.segmentize(8)
        lane = tuple((round(x, 2), round(y, 2)) for x, y in list(line.coords)[:-1])
    return Script(
        walks=walks(land, random),
        lane=lane,
        car_colours=("#F4EFE7", "#EE6C4D", "#5B6068", first.accent, "#F4EFE7", "#A7ABAF"),
        load_colours=tuple(lot.row.accent for lot in land.lots),
        boats=_boats(half_x, half_y, first.accent)
        if land.site.kind == "island"
        else _at_sea(land, first.accent),
        flags=tuple(flags),
        gulls=((0.0, -half_y - 30.0, 26.0, 40.0),) if land.site.kind == "island" else (),
    )


def _at_sea(land: Land, accent: str) -> tuple[Sailing, ...]:
    """Boats on the open water beside a real site, on two rounds along its shore."""
    out: list[Sailing] = []
    for near_m, boats in (
        (22.0, (("motor", accent, 300.0, 0.2), ("ferry", "#F4EFE7", 380.0, 0.7))),
        (55.0, (("sail", "#F4EFE7", 560.0, 0.1), ("sail", "#EE6C4D", 640.0, 0.6))),
    ):
        strip = land.sea.intersection(land.outline.buffer(near_m + OUT_M)).buffer(-near_m)
        if strip.is_empty or strip.area < LEAST_ROUND_M2:
            continue
        line = largest(strip.buffer(-8).buffer(8)).exterior
        at = np.arange(ROUND_POINTS) / ROUND_POINTS
        points = shapely.get_coordinates(shapely.line_interpolate_point(line, at, normalized=True))
        route = tuple((round(float(x), 1), round(float(y), 1)) for x, y in points)
        out += [Sailing(kind, colour, route, lasts, share) for kind, colour, lasts, share in boats]  # type: ignore[arg-type]
    return tuple(out)


def _boats(half_x: float, half_y: float, accent: str) -> tuple[Sailing, ...]:
    def round_the_island(out_x: float, out_y: float, south: float) -> tuple[tuple[float, float], ...]:
        turns = np.linspace(0, 2 * math.pi, 24, endpoint=False)
        return tuple(
            (float(math.cos(t) * (half_x + out_x)), float(math.sin(t) * (half_y + out_y) - south))
            for t in turns
        )

    near, wide, far = round_the_island(26, 24, 4), round_the_island(42, 40, 12), round_the_island(60, 34, 30)
    farther, ferry = round_the_island(78, 30, 26), round_the_island(34, 30, 10)
    return (
        Sailing("sail", "#F4EFE7", wide, 420.0, 0.2),
        Sailing("motor", accent, near, 240.0, 0.72),
        Sailing("sail", "#F4EFE7", wide, 420.0, 0.75),
        Sailing("sail", "#EE6C4D", far, 520.0, 0.60),
        Sailing("sail", accent, farther, 560.0, 0.69),
        Sailing("ferry", "#F4EFE7", ferry, 380.0, 0.86),
    )
