"""Production Line Twin: a glass vault, the twin, over the real line."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from shapely.geometry import box

from explorer.build.geometry.material import (
    ACCENTS,
    PAPER,
    PAPER_2,
    PAPER_3,
    STEEL,
    STONE,
    TINTED_GLASS,
    WARM,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.fittings import bench, door, planter, windows
from explorer.build.pieces.machines import conveyor, robot
from explorer.build.pieces.parts import accent, accent_lamp, plot

ZONE = "line"

HALF_LENGTH_M, HALF_WIDTH_M = 34.0, 8.4
SPRING_M, RISE_M = 6.4, 6.8
BAYS, STRIPS = 18, 10
BAY_EDGES = np.linspace(-HALF_LENGTH_M, HALF_LENGTH_M, BAYS + 1)
PLACE_EDGES = BAY_EDGES[1::2]
"""Edges of the raw store, the six stations and the store of finished parts, two bays each."""

SOUTH, NORTH = range(STRIPS // 2), range(STRIPS // 2, STRIPS)
GLASS = TINTED_GLASS[ZONE]
WORK_LIGHT = "#FFD9A0"


def build(builder: MeshBuilder) -> None:
    """The vault is the twin of the line below: glass round the machines, clear enough to see where it is wrong.

    Every fourth bay is solid. The south side is open between slender columns, one pair for each place of the line;
    the southern half of the vault is a placeholder and lifts off while the exhibit is on.
    """
    with plot(builder, ZONE):
        _floor(builder)
        _vault(builder, NORTH)
        _ribs_and_columns(builder)
        _ridge(builder)
        _north_wall(builder)
        for end in (-1, 1):
            _gable(builder, end)
        for x in (PLACE_EDGES[:-1] + PLACE_EDGES[1:]) / 2:
            builder.lamp([x, -3.5, 8.4], WORK_LIGHT, 26, 15)
            builder.box(x - 2.5, x + 2.5, 1.3, 1.6, 12.6, 12.8, PAPER.lit("#FFE2B8", 5), skip="")
            accent_lamp(builder, ZONE, [x, -HALF_WIDTH_M - 2.5, 2.2], 5, 9)


def placeholder(builder: MeshBuilder) -> None:
    """The closed vault with a line at rest in it."""
    with plot(builder, ZONE):
        _vault(builder, SOUTH)
        _small_ribs(builder)
        _fascia(builder)
        _machines(builder)


def _on_vault(x: float, angle: float, grow: float = 0.0) -> tuple[float, float, float]:
    """A point of the vault: `angle` 0 at the south spring line, pi at the north one."""
    return (x, -(HALF_WIDTH_M + grow) * math.cos(angle), SPRING_M + (RISE_M + grow) * math.sin(angle))


def _floor(builder: MeshBuilder) -> None:
    length, width = HALF_LENGTH_M, HALF_WIDTH_M
    builder.slab(box(-length - 2, -width - 3, length + 2, width + 2), 0, 0.15, STONE, 0.05)
    builder.box(-length, length, -width, width, 0.15, 0.25, PAPER, skip="-z")
    for x in (-27, -9, 9, 27):
        planter(builder, x, -width - 2.1, 1.6, 0.5, 0.5, 0.15)
        bench(builder, x + 4.5, -width - 2.1, 0, 0.15)


def _vault(builder: MeshBuilder, strips: Iterable[int]) -> None:
    """Slightly different panes, of which about a third glow at night."""
    angles = np.linspace(0, math.pi, STRIPS + 1)
    for bay, (x0, x1) in enumerate(pairwise(BAY_EDGES)):
        for strip in strips:
            low, high = angles[strip], angles[strip + 1]
            pane = PAPER
            if bay % 4 != 3:
                pane = GLASS.tinted(1 + builder.random.uniform(-0.16, 0.16))
                if builder.random.random() < 0.3:
                    pane = pane.lit("#FFD0A0", 0.5)
            corners = [_on_vault(x0, low), _on_vault(x1, low), _on_vault(x1, high), _on_vault(x0, high)]
            builder.quads([corners], pane)
            if strip in NORTH:  # seen from within
                builder.quads([corners[::-1]], pane)


def _rib(builder: MeshBuilder, x: float, first: int, last: int) -> None:
    angles = np.linspace(0, math.pi, STRIPS + 1)[first : last + 1]
    builder.tube([_on_vault(x, angle, 0.12) for angle in angles], 0.2, PAPER, 4)


def _ribs_and_columns(builder: MeshBuilder) -> None:
    """Ribs that stay when the vault is open, on the columns between the places of the line."""
    with builder.detail("always"):
        for x in (-HALF_LENGTH_M, *PLACE_EDGES, HALF_LENGTH_M):
            _rib(builder, x, 0, STRIPS)
            south = -HALF_WIDTH_M
            builder.chamfered_box(x - 0.2, x + 0.2, south - 0.25, south + 0.25, 0.15, SPRING_M, PAPER, 0.05)
            builder.box(
                x - 0.24, x + 0.24, south - 0.29, south + 0.29, 0.5, 0.75, accent(ZONE, 1.6), skip="-z+z"
            )
    for x in BAY_EDGES[2:-1:2]:
        _rib(builder, x, STRIPS // 2, STRIPS)
    _purlins(builder, NORTH)


def _small_ribs(builder: MeshBuilder) -> None:
    for x in BAY_EDGES[2:-1:2]:
        _rib(builder, x, 0, STRIPS // 2)
    _purlins(builder, SOUTH)


def _purlins(builder: MeshBuilder, strips: range) -> None:
    with builder.detail("near"):
        for strip in strips:
            angle = (strip + 0.5) * math.pi / STRIPS
            builder.tube(
                [_on_vault(-HALF_LENGTH_M, angle, 0.05), _on_vault(HALF_LENGTH_M, angle, 0.05)], 0.1, PAPER, 4
            )


def _fascia(builder: MeshBuilder) -> None:
    end, south, z = HALF_LENGTH_M + 0.4, -HALF_WIDTH_M, SPRING_M
    builder.box(-end, end, south - 0.55, south + 0.2, z - 0.5, z + 0.35, PAPER, skip="")
    builder.box(-end, end, south - 0.68, south - 0.55, z - 0.3, z + 0.15, accent(ZONE, 2.2), skip="+y")


def _ridge(builder: MeshBuilder) -> None:
    """The ridge that carries the letters; its edge glows."""
    end, top = HALF_LENGTH_M, SPRING_M + RISE_M
    builder.box(-end, end, -0.9, 0.9, top - 0.2, top + 0.7, PAPER, skip="")
    builder.box(-end, end, -1.0, -0.9, top - 0.1, top + 0.25, accent(ZONE, 2.2), skip="+y")
    with builder.detail("near"):
        for x in np.arange(-end + 2, end, 4):
            builder.box(x - 0.7, x + 0.7, -1.02, 1.02, top + 0.3, top + 0.6, PAPER_3, skip="-z")


def _north_wall(builder: MeshBuilder) -> None:
    """The closed side: bays, a row of windows, and doors for finished goods."""
    north = HALF_WIDTH_M
    builder.box(-HALF_LENGTH_M, HALF_LENGTH_M, north - 0.3, north, 0.15, SPRING_M, PAPER_2, skip="-z")
    a, b = (HALF_LENGTH_M, north), (-HALF_LENGTH_M, north)
    builder.box(
        -HALF_LENGTH_M - 0.4,
        HALF_LENGTH_M + 0.4,
        north,
        north + 0.5,
        SPRING_M - 0.5,
        SPRING_M + 0.3,
        PAPER,
        skip="-y",
    )
    for x in BAY_EDGES:
        builder.box(x - 0.3, x + 0.3, north, north + 0.35, 0.15, SPRING_M - 0.5, PAPER, skip="-y-z")
    windows(builder, a, b, 3.3, 5.3, 2.4, 4.0, GLASS, PAPER, margin=0.8, lit=0.5)
    for at_m in (10, 34, 58):
        door(builder, a, b, at_m, 0.15, 2.8, 2.7, ACCENTS[ZONE])


def _gable(builder: MeshBuilder, end: int) -> None:
    """A paper wall with five tall lights; `end` is -1 in the west, 1 in the east."""
    x = end * HALF_LENGTH_M
    arch = [_on_vault(x, angle) for angle in np.linspace(0, math.pi, STRIPS + 1)]
    arch += [(x, HALF_WIDTH_M, 0.2), (x, -HALF_WIDTH_M, 0.2)]
    for inset, looks_west in ((0.0, end < 0), (0.15, end > 0)):
        face = [(px - end * inset, py, pz) for px, py, pz in arch]
        for first, second in pairwise(face[1:]):
            builder.triangles([[face[0], first, second] if looks_west else [face[0], second, first]], PAPER)
    x0, x1 = (x - 0.12, x) if end < 0 else (x, x + 0.12)
    for light in range(5):
        y = -6.4 + light * 3.2
        top = SPRING_M + 2.5 + 2.5 * math.cos(y / 6.4)
        builder.box(x0, x1, y - 1.1, y + 1.1, 1, top, GLASS.lit(WARM, 0.6), skip="")


def _machines(builder: MeshBuilder) -> None:
    """Six stations on one belt, each with its robot, between the two stores."""
    conveyor(builder, PLACE_EDGES[0], PLACE_EDGES[-1], -3.6, 0.25, ACCENTS[ZONE])
    for number, (west, east) in enumerate(pairwise(PLACE_EDGES[1:-1])):
        x = (west + east) / 2
        builder.chamfered_box(x + 0.6, x + 3.4, -2.0, 1.2, 0.25, 3.0, PAPER_2, 0.12)
        builder.box(x + 0.58, x + 3.42, -2.02, 1.22, 1.7, 2.05, ACCENTS[ZONE], skip="-z+z")
        robot(builder, x - 1.6, -1.2, 0.25, -90, 60 + 6 * (number % 3), -84, ACCENTS[ZONE])
        builder.box(x - 3.4, x + 3.4, 2.2, 2.5, 4.6, 4.75, STEEL)
