"""Content Foundry: a plot, a cage and a crane; buildings are searched for here."""

from __future__ import annotations

from shapely.geometry import box

from explorer.build.geometry.material import (
    ACCENTS,
    GLOWS,
    INK,
    OAK,
    OAK_DARK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STEEL,
    STONE_2,
    TINTED_GLASS,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain, fins
from explorer.build.pieces.fittings import door, parapet_roof, solar_rows
from explorer.build.pieces.parts import accent, accent_lamp, edges, plot, polar, rectangle, square

ZONE = "content"

GLASS = TINTED_GLASS[ZONE]
GHOST_LIGHT = "#C455FF"
FOUND_STOREYS = 5
STOREYS = 8
STOREY_M = 3.7
TABLE_M = 5.2
"""The table's height above the plot's paving."""

CAGE_HALF_M = 9.2
PAD_X_M, PAD_Y_M, PAD_FIRST_M, PAD_STEP_M = 12.0, -6.0, 4.2, 7.9
CAGE_M = 36.0


def build(builder: MeshBuilder) -> None:
    """Storeys of paper and glass are found already; the violet ghosts above them are still being tried. The cage
    measures, the crane sets, and the hall behind makes what was found.
    """
    with plot(builder, ZONE):
        builder.slab(box(-17, -17, 17, 17), 0, 0.2, STONE_2, 0.05)
        _making_hall(builder)
        _table(builder)
        with builder.detail("always"):
            _cage(builder)
            _crane(builder)
        _hoist(builder)
        _yard(builder)
        _night(builder)


def placeholder(builder: MeshBuilder) -> None:
    """The building of paper and glass, half found, that stands on the table until the search is brought on."""
    with plot(builder, ZONE):
        for number in range(STOREYS):
            with builder.at(-2, -5, TABLE_M + 0.06 + number * STOREY_M, number * 7):
                if number < FOUND_STOREYS:
                    _found_storey(builder, 5.8 - 0.18 * number)
                else:
                    _ghost_storey(builder, 5.8 - 0.18 * number)


def _table(builder: MeshBuilder) -> None:
    """What buildings are tried on: a paper table with a dark top, and four pads on either side of the cage."""
    with builder.at(-2, -5):
        builder.chamfered_box(-7, 7, -7, 7, 0.2, TABLE_M, PAPER, 0.1)
        builder.box(-6.7, 6.7, -6.7, 6.7, TABLE_M, TABLE_M + 0.06, PAPER_3, skip="-z")
        for x in (-PAD_X_M, PAD_X_M):
            inner = CAGE_HALF_M if x > 0 else -CAGE_HALF_M
            for number in range(4):
                z = PAD_FIRST_M + PAD_STEP_M * number
                builder.chamfered_box(x - 1.9, x + 1.9, PAD_Y_M - 1.9, PAD_Y_M + 1.9, z, z + 0.3, OAK, 0.05)
                builder.box(
                    min(x, inner), max(x, inner), PAD_Y_M - 0.15, PAD_Y_M + 0.15, z - 0.3, z, STEEL, skip=""
                )
                builder.tube([(inner, -CAGE_HALF_M, z), (x, PAD_Y_M, z)], 0.09, STEEL, 3)


def _making_hall(builder: MeshBuilder) -> None:
    """Glass to all sides, oak fins to the south, the sun's power on the roof."""
    outline = rectangle(-16, 7, 16, 16)
    builder.prism(outline, 0, 0.5, PAPER_3, 0.05)
    for a, b in edges(outline):
        curtain(builder, a, b, 0.5, 7.5, GLASS, PAPER, bay=2.7, floor=7, lit=0.6)
    fins(builder, (-16, 7), (16, 7), 0.8, 7.6, OAK, 1.35, 0.3, 0.5)
    fins(builder, (16, 16), (-16, 16), 0.8, 7.6, OAK, 2.7, 0.3, 0.4)
    builder.prism(rectangle(-16.5, 6.5, 16.5, 16.5), 7.5, 8.0, PAPER, 0.1)
    parapet_roof(builder, outline, 8.0, height=0.6)
    solar_rows(builder, -14, 4, 8.5, 14.5, 8.1, 3)
    builder.chamfered_box(7, 13, 9, 14, 8.1, 10.2, PAPER_2, 0.12)
    door(builder, (-16, 6.4), (16, 6.4), 25.5, 0.4, 3.4, 3.4, PAPER)
    door(builder, (16, 16.6), (-16, 16.6), 8, 0.4, 4.2, 4.0, PAPER)


def _found_storey(builder: MeshBuilder, half: float) -> None:
    for a, b in edges(square(half)):
        curtain(builder, a, b, 0, 3.4, GLASS, PAPER, bay=2.4, floor=3.4, lit=0.5, mullion=0.16, depth=0.25)
    builder.prism(square(half + 0.25), 3.35, 3.7, PAPER, 0.08)
    with builder.detail("near"):
        for a, b in edges(square(half + 0.1)):
            fins(builder, a, b, 0.5, 3.35, PAPER_2, 2.4, 0.1, 0.34, 0.0)


def _ghost_storey(builder: MeshBuilder, half: float) -> None:
    """A floor that is only being tried: a plate and four posts of light."""
    builder.prism(square(half + 0.1), 3.3, 3.7, ACCENTS[ZONE].lit(GHOST_LIGHT, 1.1), 0.08, bottom=True)
    for x, y in square(half):
        builder.box(
            x - 0.2, x + 0.2, y - 0.2, y + 0.2, 0, 3.4, ACCENTS[ZONE].lit(GHOST_LIGHT, 1.4), skip="-z+z"
        )


def _cage(builder: MeshBuilder) -> None:
    west, east, south, north = -11.2, 7.2, -14.2, 4.2
    for x in (west, east):
        for y in (south, north):
            builder.box(x - 0.3, x + 0.3, y - 0.3, y + 0.3, 0, CAGE_M, STEEL)
            builder.box(x - 0.7, x + 0.7, y - 0.7, y + 0.7, 0, 0.8, PAPER_3)
    for z in (9.0, 18.0, 27.0, 36.0):
        for y in (south, north):
            builder.box(west - 0.2, east + 0.2, y - 0.2, y + 0.2, z - 0.35, z, STEEL, skip="")
        for x in (west, east):
            builder.box(x - 0.2, x + 0.2, south - 0.2, north + 0.2, z - 0.35, z, STEEL, skip="")
    for z in (0.6, 9, 18, 27):
        builder.tube([(west, north, z), (east, north, z + 8.6)], 0.09, STEEL, 3)
        builder.tube([(west, south, z + 8.6), (west, north, z)], 0.09, STEEL, 3)


def _crane(builder: MeshBuilder) -> None:
    """An orchid tower crane whose hook hangs over the ghosts."""
    orchid = ACCENTS[ZONE]
    builder.box(11.2, 12.8, -3.8, -2.2, 0, 44, orchid)
    builder.box(10.2, 13.8, -4.8, -1.2, 0, 1.0, PAPER_3)
    builder.box(-12, 23, -3.5, -2.5, 43.2, 44.4, accent(ZONE, 0.8), skip="")
    builder.box(18, 22, -4, -2, 40.6, 43.2, PAPER_3, skip="")
    builder.box(10.8, 13.2, -4.6, -1.4, 41, 43.4, PAPER)
    builder.box(10.7, 11.0, -4.3, -1.7, 41.6, 42.8, GLASS.lit("#FFC98A", 1.2), skip="+x")
    builder.box(11.7, 12.3, -3.3, -2.7, 44, 47.6, orchid)
    for end in ((-11, -3, 44.2), (22, -3, 44.2)):
        builder.tube([(12, -3, 47.5), end], 0.12, INK, 4)
    builder.tube([(-2, -3, 43.2), (-2, -3, 38)], 0.08, INK, 4)
    builder.box(-2.5, -1.5, -3.5, -2.5, 36.9, 38, ACCENTS[ZONE].lit(GHOST_LIGHT, 1.4), skip="")


def _hoist(builder: MeshBuilder) -> None:
    """Rungs up the crane and the site lift on the cage."""
    with builder.detail("near"):
        for rung in range(24):
            z = 2.0 + rung * 1.7
            builder.box(11.1, 12.9, -3.9, -2.1, z, z + 0.18, PAPER_2, skip="")
    builder.box(7.6, 9.4, -6.4, -4.6, 15, 18, PAPER)
    builder.box(9.4, 9.44, -6.1, -4.9, 15.6, 17.4, GLASS.lit("#FFC98A", 1.0), skip="-x")
    for y in (-6.2, -4.8):
        builder.box(7.35, 7.6, y - 0.1, y + 0.1, 0.2, 34, STEEL, skip="-z")


def _yard(builder: MeshBuilder) -> None:
    """Parts laid ready for the next try: beams, plates, a fence along the walk."""
    with builder.detail("near"):
        for i in range(5):
            builder.box(-15.8, -13.0, -12 + i * 0.5, -11.7 + i * 0.5, 0.2, 0.5 + 0.1 * (i % 3), OAK_DARK)
        for i in range(4):
            builder.box(
                12.6, 15.6, -14.5, -12.5, 0.2 + i * 0.35, 0.45 + i * 0.35, PAPER_2 if i % 2 else PAPER
            )
        builder.rail([(-16.5, -16.5), (-4, -16.5)], 0.2, STEEL, 1.1, 2.5)
        builder.rail([(4, -16.5), (16.5, -16.5), (16.5, 4)], 0.2, STEEL, 1.1, 2.5)


def _night(builder: MeshBuilder) -> None:
    builder.glow([12, -3, 47.6], "#FF5040", 2)
    builder.glow([-2, -5, 30], GLOWS[ZONE], 8)
    for side in range(4):
        x, y = polar(1.0, side * 90)
        accent_lamp(builder, ZONE, [-2 + 9 * x, -5 + 9 * y, 4], 16, 12)
        accent_lamp(builder, ZONE, [-2 + 8 * x, -5 + 8 * y, 27], 10, 11)
