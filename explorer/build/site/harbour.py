"""The harbour: deck, piers, bridges, and the ferry at its pier."""

from __future__ import annotations

import numpy as np
from shapely.geometry import box

from explorer.build.geometry.material import (
    ACCENTS,
    GLASS,
    GLASS_DARK,
    OAK,
    OAK_DARK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STEEL,
    WARM,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.shapes import Floats
from explorer.build.pieces.parts import Ring, accent, rectangle
from explorer.build.site.plan import BRIDGES, GROUND_LEVEL_M, WATER_LEVEL_M, Bridge
from explorer.build.site.site import site

BRIDGE_LIGHT = "#9FE8FF"

FERRY = (-28, -130)
PIERS = ((-40.0, -12.0, -126.0), (-26.0, -12.0, -114.0))
"""West end, east end and y of the two piers of the arrival quay."""
JETTIES_X = (-68.0, -104.0)


def build(builder: MeshBuilder) -> None:
    """Build all of it, in world coordinates."""
    _deck(builder)
    for bridge in BRIDGES.values():
        _bridge(builder, bridge)
    _piers(builder)
    with builder.at(*FERRY, WATER_LEVEL_M):
        _ferry(builder)


# On land


def _deck(builder: MeshBuilder) -> None:
    """The oak promenade all round the bay."""
    land = site()
    round_the_bay = land.bay.buffer(5.6).difference(land.bay.buffer(0.6))
    deck = round_the_bay.intersection(land.main).intersection(box(-152, -138, -5, -46))
    builder.slab(deck.simplify(0.1), GROUND_LEVEL_M, GROUND_LEVEL_M + 0.12, OAK, 0.04)


def _bridge(builder: MeshBuilder, bridge: Bridge) -> None:
    """A foot bridge in a parabola with lit handrails; the long one hangs on two arches that lean outwards."""
    start, end = np.array(bridge.start, float), np.array(bridge.end, float)
    along = (end - start) / np.linalg.norm(end - start)
    across = np.array([-along[1], along[0]])
    parts = 22 if bridge.arched else 12
    t = np.linspace(0, 1, parts + 1)
    bow = 4 * t * (1 - t)
    level = GROUND_LEVEL_M + 0.15 + bridge.rise_m * bow
    middle = start + (end - start) * t[:, None]
    left, right = middle + across * bridge.width_m / 2, middle - across * bridge.width_m / 2
    bands = (
        (right, level, left, level, OAK),
        (left, level - 0.7, right, level - 0.7, PAPER_2),
        (right, level - 0.7, right, level, PAPER),
        (left, level, left, level - 0.7, PAPER),
    )
    for first, first_z, second, second_z, material in bands:
        builder.quads(_band(np.column_stack([first, first_z]), np.column_stack([second, second_z])), material)
    for edge, side in ((left, 1), (right, -1)):
        with builder.detail("always"):
            builder.tube(np.column_stack([edge, level + 1.1]), 0.09, accent("forum", 2.6), 4)
            if bridge.arched:
                lean = (bridge.width_m / 2 + 0.3 + 3.2 * bow)[:, None]
                arch = np.column_stack(
                    [middle + across * side * lean, GROUND_LEVEL_M + 0.2 + (bridge.rise_m + 11) * bow]
                )
                builder.tube(arch, 0.42, PAPER, 4)
                for i in range(3, parts - 2, 2):
                    builder.tube([arch[i], [*edge[i], level[i]]], 0.06, PAPER, 3)
        with builder.detail("near"):
            for i in range(parts + 1):
                x, y = edge[i]
                builder.box(x - 0.05, x + 0.05, y - 0.05, y + 0.05, level[i] - 0.1, level[i] + 1.1, PAPER)
            for height in (0.4, 0.75):
                builder.tube(np.column_stack([edge, level + height]), 0.035, PAPER_3, 3)
    for i in range(1, parts, 3):
        builder.lamp([*middle[i], level[i] + 1.6], WARM, 8, 9)
    for i in range(2, parts - 1, 4):
        builder.glow([*left[i], level[i] + 1.2], BRIDGE_LIGHT, 1.1)


def _band(first: Floats, second: Floats) -> Floats:
    """Quads between two lines of points, shape (n, 3)."""
    return np.stack([first[:-1], first[1:], second[1:], second[:-1]], axis=1)


def _piers(builder: MeshBuilder) -> None:
    for west, east, y in PIERS:
        builder.chamfered_box(west, east, y - 1.1, y + 1.1, -0.5, -0.1, OAK, 0.05)
        for x in np.arange(west + 1, east, 4):
            builder.cylinder(x, y - 0.8, -3, 0.6, 0.16, OAK_DARK, 5)
            with builder.detail("near"):
                builder.cylinder(x, y + 0.85, -0.1, 0.35, 0.14, STEEL, 6)
        builder.lamp([west + 1.5, y, 2.2], WARM, 9, 9)
    for x in JETTIES_X:
        builder.chamfered_box(x - 0.9, x + 0.9, -66, -54, -0.5, -0.1, OAK, 0.05)
        for y in np.arange(-65, -54, 3.5):
            builder.cylinder(x + 0.7, y, -3, 0.5, 0.14, OAK_DARK, 5)
    _arrival_pavilion(builder)


def _arrival_pavilion(builder: MeshBuilder) -> None:
    """The shelter on the arrival pier."""
    with builder.at(-18, -126, -0.1):
        for x in (-3.6, 3.6):
            for y in (-0.9, 0.9):
                builder.box(x - 0.1, x + 0.1, y - 0.1, y + 0.1, 0, 2.9, PAPER)
        builder.chamfered_box(-4.4, 4.4, -1.5, 1.5, 2.9, 3.2, PAPER, 0.08, top=OAK)
        builder.box(-3.4, 3.4, 0.8, 0.9, 0.5, 2.5, GLASS, skip="")
        builder.box(-4.42, 4.42, -1.56, -1.5, 2.96, 3.12, accent("drivers", 2.0), skip="+y")
        with builder.detail("near"):
            builder.box(-3.0, 3.0, 0.2, 0.6, 0.4, 0.5, OAK, skip="")


# On the water


def _hull(stern: float, shoulder: float, bow: float, half_beam: float) -> Ring:
    """The outline of a boat that heads along x."""
    return [(stern, -half_beam), (shoulder, -half_beam), (bow, 0), (shoulder, half_beam), (stern, half_beam)]


def _ferry(builder: MeshBuilder) -> None:
    """Two decks and a wheelhouse."""
    builder.prism(_hull(-11, 8, 13, 3), -0.2, 1.6, PAPER, 0.2, top=OAK)
    builder.prism(_hull(-9, 5, 6.5, 2.4), 1.6, 4.2, GLASS_DARK.lit(WARM, 1.0), 0.2, top=PAPER)
    builder.prism(rectangle(-4, -1.6, 3, 1.6), 4.2, 6.0, GLASS_DARK.lit(WARM, 1.0), 0.2, top=PAPER)
    builder.box(-11, 8, -3.05, 3.05, 0.5, 0.9, ACCENTS["drivers"], skip="-z+z")
    builder.chamfered_box(-7.4, -5.8, -0.7, 0.7, 4.2, 6.6, ACCENTS["drivers"], 0.1)
    with builder.detail("near"):
        builder.rail([(-10.6, -2.7), (7.6, -2.7), (12.2, 0), (7.6, 2.7), (-10.6, 2.7)], 1.6, STEEL, 0.9, 2.2)
        for x in np.arange(-8.4, 5, 2.2):
            builder.box(x - 0.12, x + 0.12, -2.46, 2.46, 1.7, 4.0, PAPER, skip="-z+z")
