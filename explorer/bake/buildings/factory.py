"""Factory Brain: the classic works cut open, and the office that plays ahead."""

from __future__ import annotations

import numpy as np
from shapely.geometry import box

from explorer.bake.buildings.factory_yard import yard
from explorer.bake.buildings.fittings import bench, door, parapet_roof, planter, solar_rows
from explorer.bake.buildings.machines import carrier, chiller, conveyor, pallet, robot
from explorer.bake.buildings.parts import accent, edges, plot, rectangle
from explorer.bake.geometry.facade import curtain, fins, wall
from explorer.bake.geometry.material import (
    ACCENTS,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    SOLAR,
    STEEL,
    STONE,
    STONE_2,
    TINTED_GLASS,
    WARM,
)
from explorer.bake.geometry.mesh_builder import Soup

ZONE = "factory"

GLASS = TINTED_GLASS[ZONE]
WIDTH_M, DEPTH_M, EAVES_M = 78.0, 44.0, 10.5
BAYS = 9
BAY_M = WIDTH_M / BAYS
TOOTH_M, RISER_M = 4.0, 0.9
OPEN_DEPTH_M = 17.0
LASTING_COLUMNS = (0, 2, 7, 9)
"""Those that stay when the exhibit is on."""


def build(soup: Soup) -> None:
    """Nine bays under a sawtooth roof, open to the south: goods, money and information run as three rivers over one
    floor. The office wing with the oak fins is the brain that plays ahead; silos stand in the west, the yard behind.
    """
    with plot(soup, ZONE), soup.at(-42, -22):
        soup.slab(box(-3, -9, WIDTH_M + 3, DEPTH_M + 3), 0, 0.12, STONE, 0.05)
        _interior(soup)
        _closed_walls(soup)
        _south_portal(soup)
        for bay in range(BAYS):
            _tooth(soup, bay)
        _silos(soup)
        with soup.at(WIDTH_M + 3.5, 0):
            _office(soup)
        _apron(soup)
        with soup.at(6, 54):
            yard(soup)


def stand_in(soup: Soup) -> None:
    """The open bay at rest: what is there of it before the exhibit is on."""
    with plot(soup, ZONE), soup.at(-42, -22):
        for y in (5.0, 12.0):
            conveyor(soup, 3, WIDTH_M - 3, y, 0.18, ACCENTS[ZONE])
        for number, x in enumerate(np.arange(7, WIDTH_M - 5, 8.2)):
            odd = number % 2
            with soup.detail("near"):
                robot(
                    soup,
                    x,
                    8.5,
                    0.18,
                    -90 if odd else 90,
                    62 + 6 * (number % 3),
                    -85 - 8 * odd,
                    ACCENTS[ZONE],
                )
        for number in range(1, BAYS):
            if number not in LASTING_COLUMNS:
                _column(soup, number)
        _goods(soup)


def _interior(soup: Soup) -> None:
    """The open bay: its floor and walls, light, and a bridge crane above."""
    soup.box(0.4, WIDTH_M - 0.4, 0.4, DEPTH_M - 0.4, 0.12, 0.18, PAPER, skip="-z-x+x-y+y")
    soup.box(0.5, WIDTH_M - 0.5, OPEN_DEPTH_M, OPEN_DEPTH_M + 0.4, 0.12, EAVES_M, PAPER_2, skip="-z+z+y")
    for x, hidden in ((0.38, "-x-z+z"), (WIDTH_M - 0.4, "+x-z+z")):
        soup.box(x, x + 0.02, 0, OPEN_DEPTH_M, 0.12, EAVES_M, PAPER_2, skip=hidden)
    for x in np.arange(1.5, WIDTH_M - 2, 6.5):
        panel = ACCENTS[ZONE].lit("#FF9A6A", 0.8)
        soup.box(x, x + 5, OPEN_DEPTH_M - 0.05, OPEN_DEPTH_M, 5.6, 6.4, panel, skip="+y")
    for x in np.arange(5, WIDTH_M - 3, 11):
        soup.box(x, x + 6, 8.2, 8.6, EAVES_M - 1.2, EAVES_M - 1.05, PAPER.lit("#FFE2B8", 5), skip="")
        soup.lamp([x + 3, 8.4, EAVES_M - 1.6], "#FFD9A0", 30, 17)
    for y in (2.0, 15.4):
        soup.box(0.6, WIDTH_M - 0.6, y, y + 0.5, 8.2, 8.9, ACCENTS["goals25"])
    soup.box(46, 47.4, 2, 16, 8.9, 9.7, ACCENTS["goals25"], skip="")


def _closed_walls(soup: Soup) -> None:
    """East, north and west: ribbed sheets on a plinth, with a high row of windows under coral hoods."""
    east, north, west = (
        ((WIDTH_M, 0.0), (WIDTH_M, DEPTH_M)),
        ((WIDTH_M, DEPTH_M), (0.0, DEPTH_M)),
        ((0.0, DEPTH_M), (0.0, 0.0)),
    )
    for a, b in (east, north, west):
        with wall(soup, a, b) as length:
            face = [[0, 0, 0.1], [length, 0, 0.1], [length, 0, EAVES_M], [0, 0, EAVES_M]]
            soup.quads([face], PAPER)
            for x in np.arange(0.5, length, 0.95):
                soup.box(x, x + 0.16, -0.16, 0, 0.9, EAVES_M - 0.3, PAPER_2, skip="-z+y")
            soup.box(0, length, -0.22, 0, 0, 0.9, PAPER_3, skip="-z+y")
            for x in np.arange(4, length - 5, 8):
                pane = GLASS.lit(WARM, 0.5 * soup.random.random())
                soup.box(x, x + 4.6, -0.24, -0.02, 6.2, 7.6, pane, skip="+y")
                soup.box(x - 0.15, x + 4.75, -0.36, -0.02, 7.6, 7.75, ACCENTS[ZONE], skip="+y")
    a, b = north
    for at_m in (12, 34, 56):
        door(soup, a, b, at_m, 0.12, 4.6, 4.4, ACCENTS[ZONE])


def _south_portal(soup: Soup) -> None:
    for number in LASTING_COLUMNS:
        _column(soup, number)
    soup.box(-0.2, WIDTH_M + 0.2, -0.5, 0.5, EAVES_M - 1.6, EAVES_M, PAPER, skip="")
    soup.box(-0.2, WIDTH_M + 0.2, -0.62, -0.5, EAVES_M - 1.15, EAVES_M - 0.75, accent(ZONE, 1.6), skip="+y")


def _column(soup: Soup, number: int) -> None:
    x = min(max(number * BAY_M, 0.35), WIDTH_M - 0.35)
    soup.box(x - 0.35, x + 0.35, -0.1, 0.6, 0, EAVES_M, PAPER)


def _tooth(soup: Soup, bay: int) -> None:
    """One tooth of the roof: a glazed riser to the west, a slope with solar panels or vents to the east."""
    foot, crest, end = bay * BAY_M, bay * BAY_M + RISER_M, (bay + 1) * BAY_M
    low, high, depth = EAVES_M, EAVES_M + TOOTH_M, DEPTH_M
    soup.quads([[[foot, 0, low], [crest, 0, high], [crest, depth, high], [foot, depth, low]]], GLASS)
    for y in np.linspace(0, depth, 15):
        mullion = [
            [foot - 0.12, y + 0.1, low],
            [foot - 0.12, y - 0.1, low],
            [crest - 0.12, y - 0.1, high],
            [crest - 0.12, y + 0.1, high],
        ]
        soup.quads([mullion], PAPER)
    soup.quads([[[crest, 0, high], [end, 0, low], [end, depth, low], [crest, depth, high]]], PAPER)
    soup.box(crest - 0.2, crest + 0.4, -0.25, depth + 0.25, high - 0.15, high + 0.12, PAPER, skip="")
    soup.triangles([[[foot, 0, low], [end, 0, low], [crest, 0, high]]], PAPER)
    soup.triangles([[[end, depth, low], [foot, depth, low], [crest, depth, high]]], PAPER)
    if bay % 3 != 1:
        _panels(soup, crest, end)
        return
    for vent in (9, 22, 35):
        soup.cylinder(foot + 4, vent, low + 1, low + 4.2, 0.8, STEEL, 10, bevel=0.1)
        soup.cylinder(foot + 4, vent, low + 4.2, low + 4.6, 1.1, PAPER, 10, bevel=0.1)


def _panels(soup: Soup, crest: float, end: float) -> None:
    """Nine rows of three solar panels on one slope."""
    for row in range(9):
        y0 = 2.2 + row * 4.5
        for column in range(3):
            near, far = 0.12 + column * 0.28, 0.37 + column * 0.28
            x0, x1 = crest + (end - crest) * near, crest + (end - crest) * far
            z0, z1 = EAVES_M + TOOTH_M * (1 - near) + 0.16, EAVES_M + TOOTH_M * (1 - far) + 0.16
            panel = SOLAR.tinted(1 + soup.random.uniform(-0.12, 0.12))
            soup.quads([[[x0, y0, z0], [x1, y0, z1], [x1, y0 + 3.9, z1], [x0, y0 + 3.9, z0]]], panel)


def _silos(soup: Soup) -> None:
    for number, y in enumerate((30, 22, 14)):
        soup.cylinder(-9, y, 0, 0.6, 3.5, STONE_2, 20)
        with soup.at(-9, y):
            soup.lathe([(3.1, 0.6), (3.1, 12.6)], 20, PAPER)
            soup.lathe([(3.1, 12.6), (2.2, 14), (0.6, 14.7), (0.02, 14.8)], 20, PAPER_2)
            for z in (3.2, 6.4, 9.6):
                band = ACCENTS[ZONE] if number == 1 or z == 9.6 else PAPER_3
                soup.lathe([(3.16, z), (3.16, z + 0.28)], 20, band)
            with soup.detail("near"):
                for rung in np.arange(1.2, 12.4, 0.7):
                    soup.box(-3.35, -3.2, -0.3, 0.3, rung, rung + 0.07, STEEL, skip="")
        pipe = [(-9, y, 14.7), (-9, y, 15.9), (-5, y, 15.9), (-5, y, 8.5), (0, y, 8.5)]
        soup.tube(pipe, 0.28, ACCENTS[ZONE] if number == 1 else STEEL, 8)


def _office(soup: Soup) -> None:
    """The brain: three storeys of glass, oak fins to the sun, machines and panels on the roof."""
    outline = rectangle(0, -4, 14, 22)
    soup.prism(outline, 0, 0.5, PAPER_3, 0.05)
    for a, b in edges(outline):
        curtain(soup, a, b, 0.5, 12.5, GLASS, PAPER, bay=1.75, floor=4, lit=0.45)
    for a, b in (((0, -4), (14, -4)), ((14, -4), (14, 22))):
        fins(soup, a, b, 4.4, 12.8, OAK, 0.9, 0.13, 0.5)
    soup.prism(rectangle(-0.6, -4.9, 14.9, 22.6), 12.5, 13.1, PAPER, 0.1)
    parapet_roof(soup, rectangle(0.3, -3.6, 13.7, 21.6), 13.1, top=PAPER_2)
    solar_rows(soup, 1.5, 12.5, -1.5, 12, 13.2, 5)
    chiller(soup, 7, 17.5, 13.2, 3)
    soup.chamfered_box(-1, 8, -7.5, -4, 3.6, 3.9, OAK, 0.06)
    for x in (-0.5, 7.5):
        soup.cylinder(x, -7, 0, 3.6, 0.12, STEEL, 6)
    door(soup, (0, -4.3), (14, -4.3), 3.5, 0.4, 3.0, 2.8, OAK)
    door(soup, (14, 22.3), (0, 22.3), 7, 0.4, 2.6, 2.8, OAK)


def _apron(soup: Soup) -> None:
    """The strip before the open bay: plants and seats at its ends, the middle is kept free."""
    for x in (-1, 74):
        planter(soup, x, -8.0, 2.0, 0.6, 0.5, 0.12)
        bench(soup, x + 2.5, -8.0, 0, 0.12)


def _goods(soup: Soup) -> None:
    """Pallets before the bay, and driverless carriers on their lane."""
    for y in (-6.9, -4.8):
        soup.box(0, WIDTH_M, y, y + 0.12, 0.12, 0.14, ACCENTS[ZONE], skip="-z")
    for x in np.arange(6, WIDTH_M - 4, 7.5):
        jitter_x, jitter_y, turn_deg = soup.random.uniform(-1, 1, 3)
        pallet(soup, x + jitter_x, -2.6 + 0.5 * jitter_y, 8 * turn_deg, ACCENTS[ZONE])
        if soup.random.random() < 0.6:
            pallet(soup, x + 1.9, -2.8, 5 * turn_deg, ACCENTS[ZONE])
    for x in np.arange(8, WIDTH_M, 13):
        carrier(soup, x, -5.8, ACCENTS[ZONE])
