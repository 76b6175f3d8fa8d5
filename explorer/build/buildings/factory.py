"""Factory Brain: a classic factory cut open, and the office that simulates ahead."""

from __future__ import annotations

import numpy as np
from shapely.geometry import Polygon, box

from explorer.build.geometry.material import (
    ACCENTS,
    INK,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    ROAD_PAINT,
    SOLAR,
    STEEL,
    STEEL_DARK,
    STONE,
    STONE_2,
    TINTED_GLASS,
    WARM,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain, fins, wall
from explorer.build.pieces.fittings import door, parapet_roof, solar_rows
from explorer.build.pieces.machines import carrier, chiller, conveyor, pallet, robot
from explorer.build.pieces.parts import accent, edges, plot, rectangle, regular

ZONE = "factory"

GLASS = TINTED_GLASS[ZONE]
WIDTH_M, DEPTH_M, EAVES_M = 78.0, 44.0, 10.5
BAYS = 9
BAY_M = WIDTH_M / BAYS
TOOTH_M, RISER_M = 4.0, 0.9
OPEN_DEPTH_M = 17.0
LASTING_COLUMNS = (0, 2, 7, 9)
"""Columns that stay while the exhibit is on."""


def build(builder: MeshBuilder) -> None:
    """Nine bays under a sawtooth roof, open to the south: goods, money and information flow as three rivers over one
    floor. The office wing with the oak fins is the brain that simulates ahead; silos to the west, the yard behind.
    """
    with plot(builder, ZONE), builder.at(-42, -22):
        builder.slab(box(-3, -9, WIDTH_M + 3, DEPTH_M + 3), 0, 0.12, STONE, 0.05)
        _interior(builder)
        _closed_walls(builder)
        _south_portal(builder)
        for bay in range(BAYS):
            _tooth(builder, bay)
        _silos(builder)
        _truck(builder)
        _racks(builder)
        with builder.at(WIDTH_M + 3.5, 0):
            _office(builder)
        _forecourt(builder)
        with builder.at(6, 54):
            yard(builder)


def placeholder(builder: MeshBuilder) -> None:
    """The open bay at rest, shown while the exhibit is off."""
    with plot(builder, ZONE), builder.at(-42, -22):
        for y in (5.0, 12.0):
            conveyor(builder, 3, WIDTH_M - 3, y, 0.18, ACCENTS[ZONE])
        for number, x in enumerate(np.arange(7, WIDTH_M - 5, 8.2)):
            odd = number % 2
            with builder.detail("near"):
                robot(
                    builder,
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
                _column(builder, number)
        _goods(builder)


def _interior(builder: MeshBuilder) -> None:
    """The open bay: its floor and walls, light, and a bridge crane above."""
    builder.box(0.4, WIDTH_M - 0.4, 0.4, DEPTH_M - 0.4, 0.12, 0.18, PAPER, skip="-z-x+x-y+y")
    builder.box(0.5, WIDTH_M - 0.5, OPEN_DEPTH_M, OPEN_DEPTH_M + 0.4, 0.12, EAVES_M, PAPER_2, skip="-z+z+y")
    for x, hidden in ((0.38, "-x-z+z"), (WIDTH_M - 0.4, "+x-z+z")):
        builder.box(x, x + 0.02, 0, OPEN_DEPTH_M, 0.12, EAVES_M, PAPER_2, skip=hidden)
    for x in np.arange(1.5, WIDTH_M - 2, 6.5):
        panel = ACCENTS[ZONE].lit("#FF9A6A", 0.8)
        builder.box(x, x + 5, OPEN_DEPTH_M - 0.05, OPEN_DEPTH_M, 5.6, 6.4, panel, skip="+y")
    for x in np.arange(5, WIDTH_M - 3, 11):
        builder.box(x, x + 6, 8.2, 8.6, EAVES_M - 1.2, EAVES_M - 1.05, PAPER.lit("#FFE2B8", 5), skip="")
        builder.lamp([x + 3, 8.4, EAVES_M - 1.6], "#FFD9A0", 30, 17)
    for y in (2.0, 15.4):
        builder.box(0.6, WIDTH_M - 0.6, y, y + 0.5, 8.2, 8.9, ACCENTS["goals25"])
    builder.box(46, 47.4, 2, 16, 8.9, 9.7, ACCENTS["goals25"], skip="")


def _closed_walls(builder: MeshBuilder) -> None:
    """East, north and west: ribbed sheets on a plinth, with a high row of windows under coral hoods."""
    east, north, west = (
        ((WIDTH_M, 0.0), (WIDTH_M, DEPTH_M)),
        ((WIDTH_M, DEPTH_M), (0.0, DEPTH_M)),
        ((0.0, DEPTH_M), (0.0, 0.0)),
    )
    for a, b in (east, north, west):
        with wall(builder, a, b) as length:
            face = [[0, 0, 0.1], [length, 0, 0.1], [length, 0, EAVES_M], [0, 0, EAVES_M]]
            builder.quads([face], PAPER)
            for x in np.arange(0.5, length, 0.95):
                builder.box(x, x + 0.16, -0.16, 0, 0.9, EAVES_M - 0.3, PAPER_2, skip="-z+y")
            builder.box(0, length, -0.22, 0, 0, 0.9, PAPER_3, skip="-z+y")
            for x in np.arange(4, length - 5, 8):
                pane = GLASS.lit(WARM, 0.5 * builder.random.random())
                builder.box(x, x + 4.6, -0.24, -0.02, 6.2, 7.6, pane, skip="+y")
                builder.box(x - 0.15, x + 4.75, -0.36, -0.02, 7.6, 7.75, ACCENTS[ZONE], skip="+y")
    a, b = north
    for at_m in (12, 34, 56):
        door(builder, a, b, at_m, 0.12, 4.6, 4.4, ACCENTS[ZONE])


def _south_portal(builder: MeshBuilder) -> None:
    for number in LASTING_COLUMNS:
        _column(builder, number)
    builder.box(-0.2, WIDTH_M + 0.2, -0.5, 0.5, EAVES_M - 1.6, EAVES_M, PAPER, skip="")
    builder.box(
        -0.2, WIDTH_M + 0.2, -0.62, -0.5, EAVES_M - 1.15, EAVES_M - 0.75, accent(ZONE, 1.6), skip="+y"
    )


def _column(builder: MeshBuilder, number: int) -> None:
    x = min(max(number * BAY_M, 0.35), WIDTH_M - 0.35)
    builder.box(x - 0.35, x + 0.35, -0.1, 0.6, 0, EAVES_M, PAPER)


def _tooth(builder: MeshBuilder, bay: int) -> None:
    """One tooth of the roof: a glazed riser to the west, a slope with solar panels or vents to the east."""
    foot, crest, end = bay * BAY_M, bay * BAY_M + RISER_M, (bay + 1) * BAY_M
    low, high, depth = EAVES_M, EAVES_M + TOOTH_M, DEPTH_M
    builder.quads([[[foot, 0, low], [crest, 0, high], [crest, depth, high], [foot, depth, low]]], GLASS)
    for y in np.linspace(0, depth, 15):
        mullion = [
            [foot - 0.12, y + 0.1, low],
            [foot - 0.12, y - 0.1, low],
            [crest - 0.12, y - 0.1, high],
            [crest - 0.12, y + 0.1, high],
        ]
        builder.quads([mullion], PAPER)
    builder.quads([[[crest, 0, high], [end, 0, low], [end, depth, low], [crest, depth, high]]], PAPER)
    builder.box(crest - 0.2, crest + 0.4, -0.25, depth + 0.25, high - 0.15, high + 0.12, PAPER, skip="")
    builder.triangles([[[foot, 0, low], [end, 0, low], [crest, 0, high]]], PAPER)
    builder.triangles([[[end, depth, low], [foot, depth, low], [crest, depth, high]]], PAPER)
    if bay % 3 != 1:
        _panels(builder, crest, end)
        return
    for vent in (9, 22, 35):
        builder.cylinder(foot + 4, vent, low + 1, low + 4.2, 0.8, STEEL, 10, bevel=0.1)
        builder.cylinder(foot + 4, vent, low + 4.2, low + 4.6, 1.1, PAPER, 10, bevel=0.1)


def _panels(builder: MeshBuilder, crest: float, end: float) -> None:
    """Nine rows of three solar panels on one slope."""
    for row in range(9):
        y0 = 2.2 + row * 4.5
        for column in range(3):
            near, far = 0.12 + column * 0.28, 0.37 + column * 0.28
            x0, x1 = crest + (end - crest) * near, crest + (end - crest) * far
            z0, z1 = EAVES_M + TOOTH_M * (1 - near) + 0.16, EAVES_M + TOOTH_M * (1 - far) + 0.16
            panel = SOLAR.tinted(1 + builder.random.uniform(-0.12, 0.12))
            builder.quads([[[x0, y0, z0], [x1, y0, z1], [x1, y0 + 3.9, z1], [x0, y0 + 3.9, z0]]], panel)


def _silos(builder: MeshBuilder) -> None:
    for number, y in enumerate((30, 22, 14)):
        builder.cylinder(-9, y, 0, 0.6, 3.5, STONE_2, 20)
        with builder.at(-9, y):
            builder.lathe([(3.1, 0.6), (3.1, 12.6)], 20, PAPER)
            builder.lathe([(3.1, 12.6), (2.2, 14), (0.6, 14.7), (0.02, 14.8)], 20, PAPER_2)
            for z in (3.2, 6.4, 9.6):
                band = ACCENTS[ZONE] if number == 1 or z == 9.6 else PAPER_3
                builder.lathe([(3.16, z), (3.16, z + 0.28)], 20, band)
            with builder.detail("near"):
                for rung in np.arange(1.2, 12.4, 0.7):
                    builder.box(-3.35, -3.2, -0.3, 0.3, rung, rung + 0.07, STEEL, skip="")
        pipe = [(-9, y, 14.7), (-9, y, 15.9), (-5, y, 15.9), (-5, y, 8.5), (0, y, 8.5)]
        builder.tube(pipe, 0.28, ACCENTS[ZONE] if number == 1 else STEEL, 8)


def _office(builder: MeshBuilder) -> None:
    """The brain: three storeys of glass, oak fins to the sun, machines and panels on the roof."""
    outline = rectangle(0, -4, 14, 22)
    builder.prism(outline, 0, 0.5, PAPER_3, 0.05)
    for a, b in edges(outline):
        curtain(builder, a, b, 0.5, 12.5, GLASS, PAPER, bay=1.75, floor=4, lit=0.45)
    for a, b in (((0, -4), (14, -4)), ((14, -4), (14, 22))):
        fins(builder, a, b, 4.4, 12.8, OAK, 0.9, 0.13, 0.5)
    builder.prism(rectangle(-0.6, -4.9, 14.9, 22.6), 12.5, 13.1, PAPER, 0.1)
    parapet_roof(builder, rectangle(0.3, -3.6, 13.7, 21.6), 13.1, top=PAPER_2)
    solar_rows(builder, 1.5, 12.5, -1.5, 12, 13.2, 5)
    chiller(builder, 7, 17.5, 13.2, 3)
    builder.chamfered_box(-1, 8, -7.5, -4, 3.6, 3.9, OAK, 0.06)
    for x in (-0.5, 7.5):
        builder.cylinder(x, -7, 0, 3.6, 0.12, STEEL, 6)
    door(builder, (0, -4.3), (14, -4.3), 3.5, 0.4, 3.0, 2.8, OAK)
    door(builder, (14, 22.3), (0, 22.3), 7, 0.4, 2.6, 2.8, OAK)


PAINT_M = 0.126
"""Height of paint: low enough to count as ground, which takes its light from the ground textures."""

LANE_Y = (-7.6, -5.0)
"""The lane of the driverless carriers, along the whole front."""

CHARGING_X, GOODS_IN_X = (-2.0, 1.6, 5.2), (68.6, 72.2, 75.8)
"""Bays of 3 m where carriers charge and goods wait, beside the part of the front that the exhibit needs."""


def _forecourt(builder: MeshBuilder) -> None:
    """The forecourt of a driverless factory: a painted lane, charging bays and bays for goods. The middle is
    flat, so that nothing hides the exhibit; the hedge and seats along the street belong to the street.
    """
    for y in LANE_Y:
        builder.plate(box(-3, y - 0.1, WIDTH_M + 3, y + 0.1), PAINT_M, ACCENTS[ZONE])
    middle = sum(LANE_Y) / 2
    for x in np.arange(3.0, WIDTH_M, 9.0):  # arrows in the carriers' direction
        head = Polygon([(x + 0.6, middle - 0.8), (x + 2.0, middle), (x + 0.6, middle + 0.8)])
        builder.plate(head.union(box(x - 1.6, middle - 0.22, x + 0.7, middle + 0.22)), PAINT_M, ROAD_PAINT)
    for x in (18.5, 59.5):  # where people cross the lane
        for y in np.arange(LANE_Y[0] + 0.3, LANE_Y[1] - 0.2, 0.55):
            builder.plate(box(x - 1.5, y, x + 1.5, y + 0.28), PAINT_M, ROAD_PAINT)
    for x in (*CHARGING_X, *GOODS_IN_X):
        place = box(x - 1.6, -4.3, x + 1.6, -0.9)
        builder.plate(place.difference(place.buffer(-0.14)), PAINT_M, ACCENTS["goals25"])
    for number, x in enumerate(CHARGING_X):
        builder.chamfered_box(x + 1.0, x + 1.4, -1.6, -1.2, 0.12, 1.5, PAPER, 0.06)
        builder.box(x + 1.05, x + 1.35, -1.63, -1.6, 0.9, 1.3, accent(ZONE, 2.4), skip="+y")
        if number != 1:
            with builder.at(x - 0.2, -2.7, 0.12, 90):
                carrier(builder, 0, 0, ACCENTS[ZONE])
    for x in GOODS_IN_X:
        for offset in (-0.75, 0.75):
            with builder.at(x + offset, -2.6, 0.12, 90):
                pallet(builder, 0, 0, float(builder.random.uniform(-4, 4)), ACCENTS[ZONE])


def _racks(builder: MeshBuilder) -> None:
    """High racks along both ends of the hall, where the exhibit does not reach."""
    for x in (2.2, WIDTH_M - 3.6):
        for y in np.arange(4.0, 16.1, 3.0):
            for side in (x, x + 1.4):
                builder.box(side - 0.07, side + 0.07, y - 0.07, y + 0.07, 0.18, 6.6, ACCENTS[ZONE])
        for level in (0.5, 2.5, 4.5):
            builder.box(x - 0.1, x + 1.5, 4.0, 16.0, level, level + 0.14, STEEL_DARK, skip="")
            for y in np.arange(4.9, 15.9, 1.5):
                if builder.random.random() < 0.8:
                    high, goods = builder.random.uniform(0.8, 1.4), (OAK, PAPER_2, ACCENTS[ZONE], OAK)
                    material = goods[builder.random.integers(4)].tinted(builder.random.uniform(0.92, 1.06))
                    builder.box(x, x + 1.4, y - 0.6, y + 0.6, level + 0.14, level + 0.14 + high, material)


def _truck(builder: MeshBuilder) -> None:
    """A lorry loading beside the silos, its rear to the hall."""
    with builder.at(-8.5, 4.0):
        builder.box(-5.4, 5.6, -0.9, 0.9, 0.75, 1.05, STEEL_DARK, skip="")
        builder.chamfered_box(-2.8, 5.6, -1.25, 1.25, 1.05, 3.7, PAPER, 0.1)
        builder.box(-2.82, 5.62, -1.28, 1.28, 1.7, 2.2, ACCENTS[ZONE], skip="-z+z")
        builder.chamfered_box(-5.6, -3.2, -1.2, 1.2, 0.7, 3.1, ACCENTS[ZONE], 0.3)
        builder.box(-5.63, -5.6, -1.0, 1.0, 1.8, 2.7, GLASS, skip="+x")
        for side in (-1.22, 1.2):
            builder.box(-5.2, -4.0, side, side + 0.02, 1.8, 2.6, GLASS, skip="")
        for x in (-4.5, 2.6, 4.2):
            for y in (-1.2, 0.8):
                with builder.frame([x, y, 0.5], [1, 0, 0], [0, 0, -1], [0, 1, 0]):
                    builder.cylinder(0, 0, 0, 0.4, 0.5, INK, 12)
                    builder.cap([regular(0.5, 12)], 0, INK, flip=True)


def _goods(builder: MeshBuilder) -> None:
    """Pallets before the bay, and driverless carriers on their lane."""
    for x in np.arange(6, WIDTH_M - 4, 7.5):
        jitter_x, jitter_y, turn_deg = builder.random.uniform(-1, 1, 3)
        pallet(builder, x + jitter_x, -2.6 + 0.5 * jitter_y, 8 * turn_deg, ACCENTS[ZONE])
        if builder.random.random() < 0.6:
            pallet(builder, x + 1.9, -2.8, 5 * turn_deg, ACCENTS[ZONE])
    for x in np.arange(8, WIDTH_M, 13):
        carrier(builder, x, sum(LANE_Y) / 2, ACCENTS[ZONE])


CONTAINERS = tuple(map(Material, ("#EE6C4D", "#F4EFE7", "#2F74D0", "#F2A33A", "#159E9A", "#D3CABC")))


def yard(builder: MeshBuilder) -> None:
    """Containers in two rows; the gantry has just taken one."""
    builder.slab(box(-12, -7, 86, 14), 0, 0.1, PAPER_3, 0.05)
    for column in range(9):
        for row in range(2):
            for layer in range(builder.random.integers(1, 4)):
                _container(builder, column * 7.0, row * 3.1 - 2, 0.1 + layer * 2.6)
    _gantry(builder)
    _fence(builder)


def _container(builder: MeshBuilder, x: float, y: float, z: float) -> None:
    colour = CONTAINERS[builder.random.integers(len(CONTAINERS))]
    builder.box(x, x + 6.1, y, y + 2.5, z, z + 2.55, colour)
    rib = colour.tinted(0.92)
    with builder.detail("near"):
        for start in np.arange(0.5, 6, 0.7):
            for side, hidden in ((y - 0.05, "+y"), (y + 2.5, "-y")):
                builder.box(
                    x + start, x + start + 0.18, side, side + 0.05, z + 0.2, z + 2.4, rib, "-z+z" + hidden
                )


def _gantry(builder: MeshBuilder) -> None:
    amber = ACCENTS["goals25"]
    for x in (20, 30):
        for y in (-4.6, 7.2):
            builder.box(x - 0.4, x + 0.4, y - 0.4, y + 0.4, 0.1, 13, amber)
            builder.box(x - 1.4, x + 1.4, y - 0.3, y + 0.3, 0.1, 0.9, STEEL_DARK)
        builder.box(x - 0.4, x + 0.4, -8, 10.5, 13, 14.2, amber, skip="")
    for y in (-8, 9.5):
        builder.box(19.6, 30.4, y, y + 1, 13, 14.2, amber, skip="")
    builder.chamfered_box(23.4, 26.6, 0.3, 3.4, 13.6, 15.2, PAPER, 0.1)
    builder.box(19.6, 30.4, 1.2, 2.2, 13.0, 13.6, STEEL_DARK, skip="")
    builder.tube([(25, 1.8, 13), (25, 1.8, 9)], 0.06, STEEL_DARK, 4)
    builder.box(22, 28.1, 0.5, 3, 6.4, 8.95, ACCENTS["factory"], skip="")


def _fence(builder: MeshBuilder) -> None:
    with builder.detail("near"):
        builder.rail([(-11.5, 13.5), (60, 13.5)], 0.1, STEEL, 1.6, 4)
        builder.rail([(68, 13.5), (85.5, 13.5), (85.5, -6.5)], 0.1, STEEL, 1.6, 4)
