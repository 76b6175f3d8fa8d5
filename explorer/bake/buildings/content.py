"""Content Foundry: a plot, a cage and a crane; buildings are searched for here."""

from __future__ import annotations

from shapely.geometry import box

from explorer.bake.buildings.fittings import door, parapet_roof, solar_rows
from explorer.bake.buildings.parts import accent, accent_lamp, edges, plot, polar, rectangle, square
from explorer.bake.geometry.facade import curtain, fins
from explorer.bake.geometry.material import (
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
from explorer.bake.geometry.mesh_builder import Soup

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


def build(soup: Soup) -> None:
    """Storeys of paper and glass are found already; the violet ghosts above them are still being tried. The cage
    measures, the crane sets, and the hall behind makes what was found.
    """
    with plot(soup, ZONE):
        soup.slab(box(-17, -17, 17, 17), 0, 0.2, STONE_2, 0.05)
        _making_hall(soup)
        _table(soup)
        with soup.detail("always"):
            _cage(soup)
            _crane(soup)
        _hoist(soup)
        _yard(soup)
        _night(soup)


def stand_in(soup: Soup) -> None:
    """The building of paper and glass, half found, that stands on the table until the search is brought on."""
    with plot(soup, ZONE):
        for number in range(STOREYS):
            with soup.at(-2, -5, TABLE_M + 0.06 + number * STOREY_M, number * 7):
                if number < FOUND_STOREYS:
                    _found_storey(soup, 5.8 - 0.18 * number)
                else:
                    _ghost_storey(soup, 5.8 - 0.18 * number)


def _table(soup: Soup) -> None:
    """What buildings are tried on: a paper table with a dark top, and four pads on either side of the cage."""
    with soup.at(-2, -5):
        soup.chamfered_box(-7, 7, -7, 7, 0.2, TABLE_M, PAPER, 0.1)
        soup.box(-6.7, 6.7, -6.7, 6.7, TABLE_M, TABLE_M + 0.06, PAPER_3, skip="-z")
        for x in (-PAD_X_M, PAD_X_M):
            inner = CAGE_HALF_M if x > 0 else -CAGE_HALF_M
            for number in range(4):
                z = PAD_FIRST_M + PAD_STEP_M * number
                soup.chamfered_box(x - 1.9, x + 1.9, PAD_Y_M - 1.9, PAD_Y_M + 1.9, z, z + 0.3, OAK, 0.05)
                soup.box(
                    min(x, inner), max(x, inner), PAD_Y_M - 0.15, PAD_Y_M + 0.15, z - 0.3, z, STEEL, skip=""
                )
                soup.tube([(inner, -CAGE_HALF_M, z), (x, PAD_Y_M, z)], 0.09, STEEL, 3)


def _making_hall(soup: Soup) -> None:
    """Glass to all sides, oak fins to the south, the sun's power on the roof."""
    outline = rectangle(-16, 7, 16, 16)
    soup.prism(outline, 0, 0.5, PAPER_3, 0.05)
    for a, b in edges(outline):
        curtain(soup, a, b, 0.5, 7.5, GLASS, PAPER, bay=2.7, floor=7, lit=0.6)
    fins(soup, (-16, 7), (16, 7), 0.8, 7.6, OAK, 1.35, 0.3, 0.5)
    fins(soup, (16, 16), (-16, 16), 0.8, 7.6, OAK, 2.7, 0.3, 0.4)
    soup.prism(rectangle(-16.5, 6.5, 16.5, 16.5), 7.5, 8.0, PAPER, 0.1)
    parapet_roof(soup, outline, 8.0, height=0.6)
    solar_rows(soup, -14, 4, 8.5, 14.5, 8.1, 3)
    soup.chamfered_box(7, 13, 9, 14, 8.1, 10.2, PAPER_2, 0.12)
    door(soup, (-16, 6.4), (16, 6.4), 25.5, 0.4, 3.4, 3.4, PAPER)
    door(soup, (16, 16.6), (-16, 16.6), 8, 0.4, 4.2, 4.0, PAPER)


def _found_storey(soup: Soup, half: float) -> None:
    for a, b in edges(square(half)):
        curtain(soup, a, b, 0, 3.4, GLASS, PAPER, bay=2.4, floor=3.4, lit=0.5, mullion=0.16, depth=0.25)
    soup.prism(square(half + 0.25), 3.35, 3.7, PAPER, 0.08)
    with soup.detail("near"):
        for a, b in edges(square(half + 0.1)):
            fins(soup, a, b, 0.5, 3.35, PAPER_2, 2.4, 0.1, 0.34, 0.0)


def _ghost_storey(soup: Soup, half: float) -> None:
    """A floor that is only being tried: a plate and four posts of light."""
    soup.prism(square(half + 0.1), 3.3, 3.7, ACCENTS[ZONE].lit(GHOST_LIGHT, 1.1), 0.08, bottom=True)
    for x, y in square(half):
        soup.box(x - 0.2, x + 0.2, y - 0.2, y + 0.2, 0, 3.4, ACCENTS[ZONE].lit(GHOST_LIGHT, 1.4), skip="-z+z")


def _cage(soup: Soup) -> None:
    west, east, south, north = -11.2, 7.2, -14.2, 4.2
    for x in (west, east):
        for y in (south, north):
            soup.box(x - 0.3, x + 0.3, y - 0.3, y + 0.3, 0, CAGE_M, STEEL)
            soup.box(x - 0.7, x + 0.7, y - 0.7, y + 0.7, 0, 0.8, PAPER_3)
    for z in (9.0, 18.0, 27.0, 36.0):
        for y in (south, north):
            soup.box(west - 0.2, east + 0.2, y - 0.2, y + 0.2, z - 0.35, z, STEEL, skip="")
        for x in (west, east):
            soup.box(x - 0.2, x + 0.2, south - 0.2, north + 0.2, z - 0.35, z, STEEL, skip="")
    for z in (0.6, 9, 18, 27):
        soup.tube([(west, north, z), (east, north, z + 8.6)], 0.09, STEEL, 3)
        soup.tube([(west, south, z + 8.6), (west, north, z)], 0.09, STEEL, 3)


def _crane(soup: Soup) -> None:
    """An orchid tower crane whose hook hangs over the ghosts."""
    orchid = ACCENTS[ZONE]
    soup.box(11.2, 12.8, -3.8, -2.2, 0, 44, orchid)
    soup.box(10.2, 13.8, -4.8, -1.2, 0, 1.0, PAPER_3)
    soup.box(-12, 23, -3.5, -2.5, 43.2, 44.4, accent(ZONE, 0.8), skip="")
    soup.box(18, 22, -4, -2, 40.6, 43.2, PAPER_3, skip="")
    soup.box(10.8, 13.2, -4.6, -1.4, 41, 43.4, PAPER)
    soup.box(10.7, 11.0, -4.3, -1.7, 41.6, 42.8, GLASS.lit("#FFC98A", 1.2), skip="+x")
    soup.box(11.7, 12.3, -3.3, -2.7, 44, 47.6, orchid)
    for end in ((-11, -3, 44.2), (22, -3, 44.2)):
        soup.tube([(12, -3, 47.5), end], 0.12, INK, 4)
    soup.tube([(-2, -3, 43.2), (-2, -3, 38)], 0.08, INK, 4)
    soup.box(-2.5, -1.5, -3.5, -2.5, 36.9, 38, ACCENTS[ZONE].lit(GHOST_LIGHT, 1.4), skip="")


def _hoist(soup: Soup) -> None:
    """Rungs up the crane and the site lift on the cage."""
    with soup.detail("near"):
        for rung in range(24):
            z = 2.0 + rung * 1.7
            soup.box(11.1, 12.9, -3.9, -2.1, z, z + 0.18, PAPER_2, skip="")
    soup.box(7.6, 9.4, -6.4, -4.6, 15, 18, PAPER)
    soup.box(9.4, 9.44, -6.1, -4.9, 15.6, 17.4, GLASS.lit("#FFC98A", 1.0), skip="-x")
    for y in (-6.2, -4.8):
        soup.box(7.35, 7.6, y - 0.1, y + 0.1, 0.2, 34, STEEL, skip="-z")


def _yard(soup: Soup) -> None:
    """Parts laid ready for the next try: beams, plates, a fence along the walk."""
    with soup.detail("near"):
        for i in range(5):
            soup.box(-15.8, -13.0, -12 + i * 0.5, -11.7 + i * 0.5, 0.2, 0.5 + 0.1 * (i % 3), OAK_DARK)
        for i in range(4):
            soup.box(12.6, 15.6, -14.5, -12.5, 0.2 + i * 0.35, 0.45 + i * 0.35, PAPER_2 if i % 2 else PAPER)
        soup.rail([(-16.5, -16.5), (-4, -16.5)], 0.2, STEEL, 1.1, 2.5)
        soup.rail([(4, -16.5), (16.5, -16.5), (16.5, 4)], 0.2, STEEL, 1.1, 2.5)


def _night(soup: Soup) -> None:
    soup.glow([12, -3, 47.6], "#FF5040", 2)
    soup.glow([-2, -5, 30], GLOWS[ZONE], 8)
    for side in range(4):
        x, y = polar(1.0, side * 90)
        accent_lamp(soup, ZONE, [-2 + 9 * x, -5 + 9 * y, 4], 16, 12)
        accent_lamp(soup, ZONE, [-2 + 8 * x, -5 + 8 * y, 27], 10, 11)
