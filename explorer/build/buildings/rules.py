"""Regulatory Maze: three gates, each higher, in a maze that turns with the rule."""

from __future__ import annotations

from shapely.geometry import box

from explorer.build.geometry.material import (
    ACCENTS,
    HEDGE,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    SAND,
    STONE_2,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.fittings import bench, bollard
from explorer.build.pieces.parts import accent, accent_lamp, plot, rectangle

ZONE = "rules"

WALL_M = 2.7
GATES = ((-19.0, 8.5, 4.2), (-7.6, 13.0, 5.2), (5.5, 17.5, 6.2))
"""Place along the axis, height and half width: exempt, contract, assessment."""

ENTRY_HALF_M = 3.2
HEDGE_M = 1.9
"""Height of the second ring: low, so that parcels behind it are seen from above."""

OUTER_M, HEDGE_HALF_M = 20.0, 16.0
DEEP = 0.92
"""Depth of a ring as a share of its width."""

INNER_RINGS_M = (12, 8)
EAST_MOUTH_M = (-3.3, 0.9)
"""Gap in the hedge where the contract's road leaves the yard."""

DEAD_ENDS: tuple[tuple[float, float, float, float], ...] = ((16, -7, 20, -7), (12, -18.4, 12, -14.7))
CROSS_WALLS: tuple[tuple[float, float, float, float], ...] = (
    (-12, -5, -8, -5),
    (8, 6, 12, 6),
    (7, 11, 7, 14.7),
    (-16, -11, -12, -11),
    (12, 0, 16, 0),
)


def build(builder: MeshBuilder) -> None:
    """Exempt, contract, assessment: three gates of growing height on one axis. Round them a maze of walls and hedges
    turns with the rule; it has no roof and can be seen from above.
    """
    with plot(builder, ZONE):
        builder.slab(box(-23, -21, 23, 21), 0, 0.25, SAND, 0.08)
        builder.box(-1.1, 1.1, -20.6, 9, 0.25, 0.28, PAPER_3, skip="-z")
        _outer_ring(builder)
        _hedge_ring(builder)
        for x0, y0, x1, y1 in DEAD_ENDS:
            _wall(builder, x0, y0, x1, y1, HEDGE)
        for number, (y, height, half_width) in enumerate(GATES):
            with builder.at(0, y, 0.25):
                _gate(builder, number, height, half_width)
        _goal(builder)
        _forecourt(builder)


def placeholder(builder: MeshBuilder) -> None:
    """The inner turns of the maze, beds and tables, until the live walls replace them."""
    with plot(builder, ZONE):
        for number, half in enumerate(INNER_RINGS_M):
            _ring(builder, number, float(half))
        for x0, y0, x1, y1 in CROSS_WALLS:
            _wall(builder, x0, y0, x1, y1, HEDGE)
        for x0, x1 in ((-15.3, -12.6), (-11.4, -8.5)):
            builder.chamfered_box(x0, x1, -12.9, 12.9, 0.25, 0.75, HEDGE, 0.1)
        builder.chamfered_box(8.6, 14.4, -10.8, -8.2, 0.25, 1.4, PAPER, 0.08)
        builder.chamfered_box(8.6, 15.0, 8.9, 9.5, 0.25, 5.6, PAPER_3, 0.08)
        builder.chamfered_box(7.1, 10.9, -16.4, -16.0, 0.25, 5.4, PAPER, 0.08)


def _wall(
    builder: MeshBuilder, x0: float, y0: float, x1: float, y1: float, material: Material, top: float = WALL_M
) -> None:
    """A straight piece of the maze, 0.9 m thick; paper walls with a coping."""
    half = 0.45
    if x0 == x1:
        a, b, c, d = x0 - half, x0 + half, min(y0, y1), max(y0, y1)
    else:
        a, b, c, d = min(x0, x1), max(x0, x1), y0 - half, y0 + half
    builder.chamfered_box(a, b, c, d, 0.25, top, material, 0.12)
    if material is PAPER:
        with builder.detail("near"):
            builder.box(a - 0.1, b + 0.1, c - 0.1, d + 0.1, WALL_M - 0.3, WALL_M - 0.12, PAPER_2, skip="")


def _outer_ring(builder: MeshBuilder) -> None:
    """The outer wall, open at the first gate; between it and the hedge are the roads that branch off."""
    half, deep = OUTER_M, OUTER_M * DEEP
    _wall(builder, -half, -deep, -ENTRY_HALF_M, -deep, PAPER)
    _wall(builder, ENTRY_HALF_M, -deep, half, -deep, PAPER)
    _wall(builder, -half, deep, half, deep, PAPER)
    _wall(builder, -half, -deep, -half, deep, PAPER)
    _wall(builder, half, -deep, half, deep, PAPER)


def _hedge_ring(builder: MeshBuilder) -> None:
    """The hedge round the yard, with gaps on the axis in front and at the back, and for the contract's road."""
    half, deep = HEDGE_HALF_M, HEDGE_HALF_M * DEEP
    low, high = EAST_MOUTH_M
    for y in (-deep, deep):
        _wall(builder, -half, y, -ENTRY_HALF_M, y, HEDGE, HEDGE_M)
        _wall(builder, ENTRY_HALF_M, y, half, y, HEDGE, HEDGE_M)
    _wall(builder, -half, -deep, -half, deep, HEDGE, HEDGE_M)
    _wall(builder, half, -deep, half, low, HEDGE, HEDGE_M)
    _wall(builder, half, high, half, deep, HEDGE, HEDGE_M)


def _ring(builder: MeshBuilder, number: int, half: float) -> None:
    """One turn of the maze, alternately paper and hedge, open in the south and where the path continues."""
    deep = half * DEEP
    odd = number % 2 == 1
    material = HEDGE if odd else PAPER
    _wall(builder, -half, -deep, -ENTRY_HALF_M, -deep, material)
    _wall(builder, ENTRY_HALF_M, -deep, half, -deep, material)
    _wall(builder, -half, deep, half if odd else half - 6, deep, material)
    _wall(builder, -half, -deep, -half, deep - 7 if odd else deep, material)
    _wall(builder, half, -deep + (6 if odd else 0), half, deep, material)


def _gate(builder: MeshBuilder, number: int, height: float, half: float) -> None:
    """Two paper posts and a lintel with an oak soffit; lines of light on both faces, one more lamp per gate."""
    for side in (-1, 1):
        x = side * half
        builder.chamfered_box(x - 1.2, x + 1.2, -1.5, 1.5, 0, height - 2, PAPER, 0.2)
        builder.box(x - 1.5, x + 1.5, -1.8, 1.8, 0, 0.9, PAPER_3)
        for y, hidden in ((-1.58, "+y"), (1.5, "-y")):
            builder.box(x - 0.3, x + 0.3, y, y + 0.08, 1, height - 2.6, accent(ZONE, 2.2), skip=hidden)
        inner = x - side * 1.2
        low, high = sorted((inner, inner - side * 0.12))
        builder.box(low, high, -0.9, 0.9, 0.9, height - 2.5, OAK, skip="")
        with builder.detail("near"):
            for joint in range(2, int(height) - 2, 2):
                builder.box(x - 1.26, x + 1.26, -1.56, 1.56, joint, joint + 0.1, PAPER_2, skip="-z+z")
    reach = half + 1.8
    builder.chamfered_box(-reach, reach, -1.9, 1.9, height - 2, height, PAPER, 0.2)
    for y, hidden in ((-2.0, "+y"), (1.9, "-y")):
        builder.box(
            -reach + 0.4, reach - 0.4, y, y + 0.1, height - 1.4, height - 0.7, accent(ZONE, 2.4), skip=hidden
        )
    builder.prism(rectangle(-reach, -1.9, reach, 1.9), height - 2.35, height - 2, OAK, 0, bottom=True)
    for lamp in range(number + 1):
        builder.cylinder((lamp - number / 2) * 1.9, 0, height, height + 1.1, 0.6, accent(ZONE, 1.6), 8)
    _wardens_hut(builder, half)
    accent_lamp(builder, ZONE, [0, -3.5, 3], 22, 13)
    accent_lamp(builder, ZONE, [0, 2.5, 3], 12, 11)


def _wardens_hut(builder: MeshBuilder, half: float) -> None:
    """A barrier and the small desk where papers are shown."""
    with builder.detail("near"):
        builder.chamfered_box(half - 2.4, half - 1.4, -0.6, 0.6, 0, 1.1, OAK, 0.06)
        builder.box(-half + 1.3, -half + 1.6, -0.15, 0.15, 0, 1.1, PAPER_3)
        builder.box(-half + 1.3, half - 2.4, -0.06, 0.06, 0.92, 1.06, ACCENTS[ZONE], skip="")


def _goal(builder: MeshBuilder) -> None:
    """The globe at the end of the path."""
    builder.cylinder(0, 13, 0.25, 0.8, 3.2, STONE_2, 18, bevel=0.1)
    builder.ball(0, 13, 2.2, 1.5, 1.5, ACCENTS[ZONE], 2, 0)
    with builder.detail("near"):
        for height in (1.5, 2.2, 2.9):
            radius = (1.5**2 - (height - 2.2) ** 2) ** 0.5 + 0.03
            with builder.at(0, 13, 0):
                builder.lathe([(radius, height - 0.05), (radius, height + 0.05)], 16, PAPER)


def _forecourt(builder: MeshBuilder) -> None:
    for side in (-1, 1):
        for x in (6.5, 12.5):
            bench(builder, side * x, -20.2, 0, 0.25)
        for y in (-18, -6, 6, 18):
            bollard(builder, side * 22.2, y, "#9FE8FF", 0.25)
        bollard(builder, side * 2.4, -20.6, "#9FE8FF", 0.25)
