"""The edge of the land: a railing all along the water, lamps on the quay, ladders and life rings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from explorer.build.geometry.material import ACCENTS, OAK, PAPER, PAPER_3, STEEL, STEEL_DARK, WARM
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.shapes import Floats
from explorer.build.pieces.parts import hoop
from explorer.build.site import harbour, plan
from explorer.build.site.plan import GROUND_LEVEL_M, WATER_LEVEL_M
from explorer.build.site.site import site

RAIL_INSET_M = 0.45
LAMP_INSET_M = 0.9
POST_STEP_M = 3.0
RAIL_HEIGHT_M = 1.05
QUAY_LAMP_STEP_M = 17.0
SHORE_LAMP_STEP_M = 34.0
LAMP_HEIGHT_M = 4.6
GAP_M = 3.2
"""Half the gap that the railing leaves at a pier, a jetty or a bridge."""

LADDER_STEP_M = 52.0


def build(builder: MeshBuilder) -> None:
    """Build all of it, in world coordinates."""
    for line in rail_lines():
        _railing(builder, line)
    for place, inward in _along_edge(LAMP_INSET_M, QUAY_LAMP_STEP_M, on_quay=True):
        _lamp(builder, place, inward)
    for place, inward in _along_edge(LAMP_INSET_M, SHORE_LAMP_STEP_M, on_quay=False):
        _lamp(builder, place, inward)
    for number, (place, inward) in enumerate(_along_edge(0.2, LADDER_STEP_M, on_quay=True)):
        _ladder(builder, place, inward)
        if number % 2:
            _life_ring(builder, place + inward * 1.3, inward)


def openings() -> BaseGeometry:
    """The gaps in the edge: at piers, jetties and the heads of the bridges."""
    heads = [
        Point(end).buffer(GAP_M + bridge.width_m / 2)
        for bridge in plan.BRIDGES.values()
        for end in (bridge.start, bridge.end)
    ]
    jetties = [Point(x, -54).buffer(GAP_M) for x in harbour.JETTIES_X]
    piers = [Point(east, y).buffer(GAP_M) for _, east, y in harbour.PIERS]
    return unary_union([*heads, *jetties, *piers])


def _quay() -> BaseGeometry:
    """The bay with a margin, where the shore is a promenade."""
    return site().bay.buffer(3)


def rail_lines() -> Iterator[Floats]:
    """The railing of the main island, in runs between the openings; the islet has another."""
    edge = site().main.buffer(-RAIL_INSET_M).simplify(0.1).exterior
    free = edge.difference(openings())
    for run in getattr(free, "geoms", [free]):
        if run.length > POST_STEP_M:
            yield np.array(run.coords)


def _railing(builder: MeshBuilder, line: Floats) -> None:
    """Posts, an oak handrail and two wires."""
    z = GROUND_LEVEL_M + 0.02
    run = LineString(line)
    with builder.detail("near"):
        builder.tube(np.column_stack([line, np.full(len(line), z + RAIL_HEIGHT_M)]), 0.06, OAK, 4)
        for height in (0.4, 0.72):
            builder.tube(np.column_stack([line, np.full(len(line), z + height)]), 0.022, STEEL, 3)
        count = max(1, round(run.length / POST_STEP_M))
        for number in range(count + 1):
            spot = run.interpolate(number / count, normalized=True)
            builder.box(
                spot.x - 0.04,
                spot.x + 0.04,
                spot.y - 0.04,
                spot.y + 0.04,
                z,
                z + RAIL_HEIGHT_M,
                PAPER_3,
                skip="-z+z",
            )


def _along_edge(inset_m: float, step_m: float, on_quay: bool) -> Iterator[tuple[Floats, Floats]]:
    """Points along the edge of the main island and the inward direction at each, clear of the openings."""
    edge = site().main.buffer(-inset_m).simplify(0.1).exterior
    quay, open_ends = _quay(), openings().buffer(0.6)
    for distance in np.arange(step_m / 2, edge.length, step_m):
        spot, ahead = edge.interpolate(distance), edge.interpolate(distance + 0.4)
        if quay.contains(spot) != on_quay or open_ends.contains(spot):
            continue
        along = np.array([ahead.x - spot.x, ahead.y - spot.y])
        inward = np.array([-along[1], along[0]]) / max(float(np.linalg.norm(along)), 1e-9)
        if not site().main.contains(Point(spot.x + inward[0], spot.y + inward[1])):
            inward = -inward
        yield np.array([spot.x, spot.y]), inward


def _lamp(builder: MeshBuilder, place: Floats, inward: Floats) -> None:
    """A slender post with a lantern. The glow is at the lamp itself, since its reflection on the water is computed from it."""
    outward = -inward
    with builder.frame([*place, GROUND_LEVEL_M], [*inward, 0], [outward[1], -outward[0], 0], [0, 0, 1]):
        with builder.detail("near"):
            builder.cylinder(0, 0, 0, 0.3, 0.16, STEEL_DARK, 6)
            builder.cylinder(0, 0, 0.3, LAMP_HEIGHT_M - 0.5, 0.065, STEEL_DARK, 5, top_r=0.05, cap=False)
            builder.cylinder(0, 0, LAMP_HEIGHT_M, LAMP_HEIGHT_M + 0.16, 0.34, PAPER, 8, top_r=0.1)
            builder.cylinder(
                0, 0, LAMP_HEIGHT_M - 0.5, LAMP_HEIGHT_M, 0.16, PAPER.lit(WARM, 5), 6, top_r=0.24, cap=False
            )
        builder.lamp([0, 0, LAMP_HEIGHT_M - 0.2], WARM, 17, 13)
        builder.glow([0, 0, LAMP_HEIGHT_M - 0.2], WARM, 1.3)


def _ladder(builder: MeshBuilder, place: Floats, inward: Floats) -> None:
    """Two rails and rungs from the quay down into the water."""
    with (
        builder.detail("near"),
        builder.frame([*(place - inward * 0.35), 0], [inward[1], -inward[0], 0], [*inward, 0], [0, 0, 1]),
    ):
        for x in (-0.25, 0.25):
            builder.box(x - 0.03, x + 0.03, -0.03, 0.03, WATER_LEVEL_M, GROUND_LEVEL_M + 0.9, STEEL)
        for z in np.arange(WATER_LEVEL_M + 0.2, GROUND_LEVEL_M, 0.32):
            builder.box(-0.25, 0.25, -0.025, 0.025, z, z + 0.05, STEEL, skip="-x+x")


def _life_ring(builder: MeshBuilder, place: Floats, inward: Floats) -> None:
    """A ring in red and paper on a post, facing the walk."""
    with (
        builder.detail("near"),
        builder.frame(
            [*place, GROUND_LEVEL_M + 0.1], [-inward[1], inward[0], 0], [-inward[0], -inward[1], 0], [0, 0, 1]
        ),
    ):
        builder.box(-0.05, 0.05, -0.05, 0.05, 0, 1.5, PAPER)
        for start in (0, 180):
            hoop(builder, 0.3, 0.08, ACCENTS["assembly"], (0, -0.12, 1.15), 90, 0, start, start + 90, 4, 4)
            hoop(builder, 0.3, 0.08, PAPER, (0, -0.12, 1.15), 90, 0, start + 90, start + 180, 4, 4)
