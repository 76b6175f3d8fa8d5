"""The ground: plates of stone and lawn, each district's own pattern, joints, kerbs and road paint."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from explorer.build.geometry.material import (
    ACCENTS,
    GRASS,
    GRASS_2,
    GRASS_3,
    KERB,
    ROAD,
    ROAD_PAINT,
    STEEL,
    STONE,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.site import plan, streets
from explorer.build.site.plan import GROUND_LEVEL_M, WATER_LEVEL_M
from explorer.build.site.site import Site, centre_of, site

JOINT_LEVEL_M = GROUND_LEVEL_M + 0.012
MOWN_STRIPE_M = 9.0
DISTRICT_GRASS = {
    "arrival": "#A5C47E",
    "goals": "#C2BE78",
    "tech": "#9BB996",
    "mile": "#A6B07F",
    "world": "#93B8A6",
    "street": "#BBB482",
}
"""Lawns cover most of the land between the buildings; their greens distinguish the districts from above."""

CROSSINGS = streets.CROSSINGS


def lay_ground(builder: MeshBuilder) -> None:
    """Add all level surfaces: roads, stone, lawns and the broad bands of each district."""
    land = site()
    builder.plate(land.roads, 0, ROAD)
    _stone(builder, land)
    builder.plate(land.lawn_edges.simplify(0.02), GROUND_LEVEL_M, KERB)
    _lawns(builder, land)
    _bands(builder, land)
    _road_paint(builder, land)


def lay_joints(builder: MeshBuilder) -> None:
    """Add thin joint lines that show only at close range."""
    land = site()
    ring, dome, plaza = plan.RING_CENTRE, centre_of("goals25"), centre_of("plaza")
    tech = [*_circles(ring, range(37, 96, 7)), *_rays(ring, 37, 96, 10)]
    mile = [LineString([(x, -4), (x, 146)]) for x in np.arange(-203, 20, 7)]
    mile += [LineString([(-214, y), (20, y)]) for y in np.arange(3, 146, 7)]
    _lines(builder, land, tech, "tech", "#C3C9D0")
    _lines(builder, land, _circles(dome, range(29, 80, 4)), "goals", "#D8C69D")
    _lines(builder, land, _circles(plaza, range(34, 96, 7)), "arrival", "#CFC3B2")
    _lines(builder, land, mile, "mile", "#BDB6AB")


def lay_quay(builder: MeshBuilder) -> None:
    """Add the quay walls between the ground and the water."""
    land = site()
    shore = land.island.buffer(0.2).difference(land.island.buffer(-0.9)).simplify(0.06)
    builder.slab(shore, WATER_LEVEL_M + 0.01, GROUND_LEVEL_M + 0.05, KERB, 0.08)


def lay_kerbs(builder: MeshBuilder) -> None:
    """Add the sides of the kerbs along the road, too low to be seen from a distance."""
    builder.slab(site().paved, -0.05, GROUND_LEVEL_M, KERB, 0, cap=False)


def _stone(builder: MeshBuilder, land: Site) -> None:
    rest = land.stone
    paths = land.paths.difference(land.forecourts)
    for name, district in land.districts.items():
        part = rest.intersection(district)
        rest = rest.difference(district)
        tone = Material(plan.DISTRICTS[name].tone)
        builder.plate(part.difference(paths).simplify(0.02), GROUND_LEVEL_M, tone)
        builder.plate(part.intersection(paths).simplify(0.02), GROUND_LEVEL_M, tone.tinted(1.045))
    builder.plate(rest.simplify(0.02), GROUND_LEVEL_M, STONE)


def _lawns(builder: MeshBuilder, land: Site) -> None:
    """Lawns in mown stripes, in the green of their district: cut into strips, not painted over each other."""
    stripes = [
        unary_union([box(-240, y, 240, y + MOWN_STRIPE_M) for y in np.arange(start, 180, 2 * MOWN_STRIPE_M)])
        for start in (-160, -160 + MOWN_STRIPE_M)
    ]
    regions = [(land.ring_garden, GRASS_2), (land.beds, GRASS_3)]
    rest = land.lawn
    for name, district in land.districts.items():
        regions.append((rest.intersection(district), Material(DISTRICT_GRASS[name])))
        rest = rest.difference(district)
    for region, grass in [*regions, (rest, GRASS)]:
        for odd, strip in enumerate(stripes):
            cut = region.simplify(0.04).intersection(strip)
            builder.plate(cut, GROUND_LEVEL_M, grass.tinted(1 + 0.04 * odd))


def _bands(builder: MeshBuilder, land: Site) -> None:
    """Broad bands that distinguish the districts from a distance."""
    ring, dome, plaza = plan.RING_CENTRE, centre_of("goals25"), centre_of("plaza")
    mile = [LineString([(x, -4), (x, 146)]) for x in np.arange(-210, 20, 28)]
    world = [LineString([(x, -80), (x + 60, -10)]) for x in np.arange(-280, -130, 14)]
    world += [LineString([(x, -80), (x - 60, -10)]) for x in np.arange(-220, -70, 14)]
    street = [LineString([(x, -80), (x, -10)]) for x in np.arange(-144, -20, 5.6)]
    _lines(builder, land, _circles(ring, (44, 58, 72, 86)), "tech", "#AAB6C6", 0.6)
    _lines(builder, land, _circles(dome, (36, 46)), "goals", "#C9A866", 0.6)
    _lines(builder, land, _rays(plaza, 31, 100, 15), "arrival", "#BCAB90", 0.4)
    _lines(builder, land, mile, "mile", "#A49B8D", 0.45)
    _lines(builder, land, world, "world", "#A0BDC0", 0.4)
    _lines(builder, land, street, "street", "#C99877", 0.6)
    lanes = unary_union([box(-186, 45.6, 20, 46.0), box(-186, 33.8, 20, 34.2)])
    builder.plate(lanes.intersection(land.stone), JOINT_LEVEL_M + 0.004, ACCENTS["factory"])


def _lines(
    builder: MeshBuilder,
    land: Site,
    lines: Iterable[BaseGeometry],
    district: str,
    colour: str,
    half_width_m: float = 0.09,
) -> None:
    """Lines in the paving of a district, outside its buildings."""
    plots = [
        plot
        for zone, plot in land.plots.items()
        if zone in plan.ZONES and plan.ZONES[zone].district == district
    ]
    free = land.stone.intersection(land.districts[district]).buffer(-0.25)
    free = free.difference(unary_union(plots).buffer(-0.5)).simplify(0.1)
    strips = unary_union([line.buffer(half_width_m, cap_style="flat") for line in lines])
    builder.plate(strips.intersection(free).simplify(0.02), JOINT_LEVEL_M, Material(colour))


def _circles(centre: plan.Point2, radii: Iterable[float]) -> list[BaseGeometry]:
    return [Point(*centre).buffer(radius, quad_segs=9).exterior for radius in radii]


def _rays(centre: plan.Point2, inner: float, outer: float, step_deg: int) -> list[BaseGeometry]:
    rays: list[BaseGeometry] = []
    for bearing in range(0, 360, step_deg):
        cosine, sine = math.cos(math.radians(bearing)), math.sin(math.radians(bearing))
        ends = [(centre[0] + r * cosine, centre[1] + r * sine) for r in (inner, outer)]
        rays.append(LineString(ends))
    return rays


def _road_paint(builder: MeshBuilder, land: Site) -> None:
    inner = land.roads.buffer(-0.5)
    for name in plan.ROADS:
        if name != "avenue":  # the tram runs in the middle of the avenue
            for dash in streets.dashes(name):
                builder.plate(dash.intersection(inner), 0.015, ROAD_PAINT)
    for y in (-7.5, -4.5):
        builder.plate(box(-190, y - 0.08, 194, y + 0.08).intersection(land.roads), 0.016, STEEL)
    streets.lay_crossings(builder)
