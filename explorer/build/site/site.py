"""The land as regions: island, bay, roads, paths, pads and lawns, cut out of each other without overlap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from explorer.build.geometry.shapes import Floats
from explorer.build.site import plan

SHORE_WALK_INSET_M = 7.0
FAR_EDGE = (-330.0, -380.0, 330.0, 196.0, 150.0)
"""The rounded rectangle of open water inside the far shore: x0, y0, x1, y1, corner radius."""

ROUND_PLOTS_M: dict[str, float] = {
    "plaza": 30,
    "goals25": 31,
    "horizon": 16,
    "sense": 17.5,
    "park": 27.5,
    "forum": 31,
    "data": 22,
}
"""Radius of zones with a round plot."""

PADS: dict[str, tuple[float, float, float, float]] = {
    "drivers": (-10, -126, 37, -82),
    "arcade": (40, -128, 80, -84),
    "line": (-184, 3, -108, 33),
    "assembly": (-46, 1, -6, 33),
    "factory": (-141, 46, -22, 103),
    "effects": (-22, 76, 22, 106),
    "street": (-144, -54, -22, -22),
    "rules": (-204, -80, -152, -28),
    "content": (32, 40, 70, 80),
}
"""Paved forecourts that are wider than the plot: x0, y0, x1, y1."""


def disc(x: float, y: float, radius: float, quarter: int = 14) -> Polygon:
    """A round region with `quarter` segments per quarter."""
    return Point(x, y).buffer(radius, quad_segs=quarter)


def annulus(x: float, y: float, inner: float, outer: float, quarter: int = 18) -> BaseGeometry:
    """The region between two circles."""
    return disc(x, y, outer, quarter).difference(disc(x, y, inner, quarter))


def rounded(x0: float, y0: float, x1: float, y1: float, radius: float) -> Polygon:
    """A rectangle with round corners."""
    return box(x0 + radius, y0 + radius, x1 - radius, y1 - radius).buffer(radius, quad_segs=10)


def smooth(points: Sequence[Sequence[float]], radius: float) -> Floats:
    """A polyline with its corners rounded by about `radius` metres."""
    line = np.asarray(points, float)
    out = [line[0]]
    for before, corner, after in zip(line, line[1:], line[2:], strict=False):
        back, ahead = before - corner, after - corner
        back_length, ahead_length = np.linalg.norm(back), np.linalg.norm(ahead)
        reach = min(radius, back_length * 0.48, ahead_length * 0.48)
        start, end = corner + back / back_length * reach, corner + ahead / ahead_length * reach
        for t in np.linspace(0, 1, 7):
            out.append((1 - t) ** 2 * start + 2 * t * (1 - t) * corner + t * t * end)
    out.append(line[-1])
    return np.array(out)


def road_line(name: str) -> LineString:
    """The centre line of a road."""
    return LineString(smooth(plan.ROADS[name], 22))


def path_line(name: str) -> LineString:
    """The centre line of a footpath."""
    return LineString(smooth(plan.PATHS[name].points, 14))


def centre_of(zone: str) -> plan.Point2:
    """The centre of a zone."""
    return plan.ZONES[zone].centre_m


@dataclass(frozen=True, slots=True)
class Site:
    """Every region of the land."""

    main: BaseGeometry  # the island without its islet
    island: BaseGeometry
    bay: BaseGeometry
    roads: BaseGeometry
    paved: BaseGeometry  # all land that is not road
    plots: dict[str, BaseGeometry]  # where buildings stand
    paths: BaseGeometry
    spokes: BaseGeometry  # paths across the ring garden
    lawn: BaseGeometry
    ring_garden: BaseGeometry
    beds: BaseGeometry  # planting inside paved forecourts
    stone: BaseGeometry  # paved land without lawns and beds
    lawn_edges: BaseGeometry
    forecourts: BaseGeometry
    districts: dict[str, BaseGeometry]

    @property
    def green(self) -> BaseGeometry:
        """Lawns and beds together."""
        return unary_union([self.lawn, self.ring_garden, self.beds])


@cache
def site() -> Site:
    """The land, divided into regions."""
    islet = disc(*plan.ISLET_CENTRE, plan.ISLET_RADIUS_M, 20)
    main = _rounded_corners(Polygon(plan.ISLAND), 13).buffer(12).buffer(-12)
    island = unary_union([main, islet])
    bay = Polygon([(-160, -170), (-160, -40), (0, -40), (0, -170)]).difference(island)
    plaza = disc(*centre_of("plaza"), 30, 24)
    roads = _roads(main).difference(plaza).simplify(0.12)
    paved = island.buffer(-0.8).difference(roads)
    open_paved = paved.difference(plaza).simplify(0.12)
    plots = _plots()
    spokes = _spokes()
    paths = _paths(main, spokes)
    forecourts = unary_union([*_pads(plots).values(), _ring_pad()])
    lawn = _lawn(open_paved, forecourts.union(disc(*plan.RING_CENTRE, plan.RING_RADIUS_M)), paths, bay)
    ring_garden = (
        disc(*plan.RING_CENTRE, plan.RING_RADIUS_M - 4)
        .difference(disc(*plan.RING_CENTRE, 18))
        .difference(spokes.buffer(0.1))
        .buffer(-0.6)
        .buffer(0.6)
        .simplify(0.1)
    )
    beds = unary_union(_beds()).intersection(open_paved.buffer(-1))
    green = unary_union([lawn, ring_garden, beds])
    collar = green.buffer(0.3, join_style="mitre")
    edges = collar.difference(green).intersection(open_paved.buffer(-0.2))
    districts: dict[str, BaseGeometry] = {
        name: Polygon(district.outline) for name, district in plan.DISTRICTS.items()
    }
    districts["world"] = districts["world"].union(disc(*plan.ISLET_CENTRE, 36))
    return Site(
        main=main,
        island=island,
        bay=bay,
        roads=roads,
        paved=open_paved,
        plots=plots,
        paths=paths,
        spokes=spokes,
        lawn=lawn,
        ring_garden=ring_garden,
        beds=beds,
        stone=open_paved.buffer(-0.055, join_style="mitre").difference(collar),
        lawn_edges=edges,
        forecourts=forecourts,
        districts=districts,
    )


def deck() -> BaseGeometry:
    """The oak promenade round the bay."""
    land = site()
    ribbon = land.bay.buffer(5.6).difference(land.bay.buffer(0.6))
    return ribbon.intersection(land.main).intersection(box(-152, -138, -5, -46)).simplify(0.1)


def open_water() -> BaseGeometry:
    """The water round the island."""
    return rounded(*FAR_EDGE)


def _rounded_corners(region: BaseGeometry, radius: float) -> BaseGeometry:
    inner = region.buffer(-radius, quad_segs=8)
    return inner.buffer(2 * radius, quad_segs=8).buffer(-radius, quad_segs=8)


def _roads(main: BaseGeometry) -> BaseGeometry:
    half = plan.ROAD_WIDTH_M / 2
    strips = [
        road_line(name).buffer(half, cap_style="flat", join_style="round", quad_segs=10)
        for name in plan.ROADS
    ]
    joints = [disc(*end, half) for line in plan.ROADS.values() for end in (line[0], line[-1])]
    return unary_union([*strips, *joints]).buffer(4).buffer(-4).intersection(main)


def _plot(zone: str, margin: float = 0.0) -> BaseGeometry:
    (x, y), (width, depth) = plan.ZONES[zone].centre_m, plan.ZONES[zone].footprint_m
    return box(x - width / 2 - margin, y - depth / 2 - margin, x + width / 2 + margin, y + depth / 2 + margin)


def _plots() -> dict[str, BaseGeometry]:
    plots = {
        zone: disc(*centre_of(zone), ROUND_PLOTS_M[zone]) if zone in ROUND_PLOTS_M else _plot(zone)
        for zone in plan.ZONES
    }
    x, y = centre_of("net")
    plots["factory"] = box(-137, 55, -25, 101)
    plots["yard"] = box(-130, 104, -29, 126)
    plots["net"] = LineString([(x, y - 13), (x, y + 13)]).buffer(19.6)
    plots["street"] = box(-137, -36.5, -49, -23.5)
    return plots


def _pads(plots: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    pads = {zone: plot.buffer(3.2) for zone, plot in plots.items()}
    pads.update({zone: box(*bounds) for zone, bounds in PADS.items()})
    pads["goals25"] = disc(*centre_of("goals25"), 34).union(box(106, -96, 152, -70))
    pads["trends"] = disc(*centre_of("trends"), 17)
    pads["compute"] = _plot("compute", 3)
    pads["data"] = disc(*centre_of("data"), 25)
    return pads


def _ring_pad() -> BaseGeometry:
    ring = annulus(*plan.RING_CENTRE, plan.RING_RADIUS_M - 4, plan.RING_RADIUS_M + 5, 24)
    return ring.union(disc(*plan.RING_CENTRE, 18))


def _spokes() -> BaseGeometry:
    x, y = plan.RING_CENTRE
    ways = []
    for bearing in plan.RING_BRIDGES_DEG:
        cosine, sine = math.cos(math.radians(bearing)), math.sin(math.radians(bearing))
        way = LineString([(x + 15 * cosine, y + 15 * sine), (x + 36 * cosine, y + 36 * sine)])
        ways.append(way.buffer(1.6))
    return unary_union(ways)


def _paths(main: BaseGeometry, spokes: BaseGeometry) -> BaseGeometry:
    ways = [path_line(name).buffer(path.width_m / 2) for name, path in plan.PATHS.items()]
    shore = main.buffer(-SHORE_WALK_INSET_M).exterior.buffer(1.5)
    return unary_union([*ways, shore, spokes]).buffer(2).buffer(-2).simplify(0.15)


def _lawn(
    paved: BaseGeometry, forecourts: BaseGeometry, paths: BaseGeometry, bay: BaseGeometry
) -> BaseGeometry:
    free = paved.buffer(-2.6).difference(forecourts).difference(paths).difference(bay.buffer(7))
    pieces = free.buffer(-1.6).buffer(1.6)
    wide = [piece for piece in getattr(pieces, "geoms", [pieces]) if piece.area > 25]
    return unary_union(wide).simplify(0.22)


def _beds() -> list[BaseGeometry]:
    fronts: list[BaseGeometry] = [box(x - 5, 4, x + 5, 5.6) for x in (-176, -160, -132, -116)]
    behind_dome = Polygon([(134, -58), (230, -100), (230, 60), (60, 60), (60, -90)])
    fronts.append(annulus(*centre_of("goals25"), 31.8, 33.4).intersection(behind_dome))
    fronts += [box(-132, 47, -90, 49), box(-76, 47, -30, 49)]
    return fronts
