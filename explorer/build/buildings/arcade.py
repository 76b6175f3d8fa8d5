"""Game Engine Arcade: a hall of pixels under an invader, and the wheel whose cabins are the players."""

from __future__ import annotations

import math

import numpy as np
from shapely.geometry import box

from explorer.build.geometry.material import (
    ACCENTS,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STONE,
    STONE_2,
    TINTED_GLASS,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.halls import WHEEL_AT, WHEEL_TURN_DEG
from explorer.build.pieces.facade import curtain
from explorer.build.pieces.fittings import bench, planter, steps
from explorer.build.pieces.parts import accent, accent_lamp, plot, rod, warm_lamp

ZONE = "arcade"

INVADER = (
    "..#.....#..",
    "...#...#...",
    "..#######..",
    ".##.###.##.",
    "###########",
    "#.#######.#",
    "#.#.....#.#",
    "...##.##...",
)
"""The roof as seen from above, north up."""
PIXEL_M = 2.7
COLUMNS, ROWS = len(INVADER[0]), len(INVADER)
ROOF_M = 6.0
OPEN_M = 4.7
"""Height of the opening in the front."""

WHEEL_RADIUS_M = 15.0
HUB_M = 19.4
CABIN_ZONES = ("street", "goals25", "twinlib", "net")
"""The zones whose colours the cabins take in turn."""


def build(builder: MeshBuilder) -> None:
    """Engines build everything from small cubes, and so is the hall. The cabins of the wheel behind it
    are the players: lit while active, dark once they have left.
    """
    with plot(builder, ZONE):
        builder.slab(box(-19, -16, 19, 16), 0, 0.15, STONE, 0.05)
        with builder.at(-14.8, -16.2):
            _hall(builder)
            _front(builder)
            _inside(builder)
            _pixel_windows(builder)
        with builder.at(*WHEEL_AT, 0, WHEEL_TURN_DEG):
            _wheel(builder)
        _forecourt(builder)


def _standing(column: int, row: int) -> bool:
    """Whether the hall has a cube here; the corners outside the invader have none."""
    return 1 <= column <= COLUMNS - 2 or INVADER[ROWS - 1 - row][column] == "#"


def _outside(column: int, row: int) -> bool:
    """Whether a cube has open air on a side."""
    beside = ((column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1))
    return any(not (0 <= x < COLUMNS and 0 <= y < ROWS and _standing(x, y)) for x, y in beside)


def _hall(builder: MeshBuilder) -> None:
    """One cube per pixel; those of the invader are taller and in the zone's green.

    The front row hangs over the open front, and inside there are no cubes below the ceiling.
    """
    for row in range(ROWS):
        for column in range(COLUMNS):
            if not _standing(column, row):
                continue
            raised = INVADER[ROWS - 1 - row][column] == "#"
            outside, over_front = _outside(column, row), row == 0 and 2 <= column <= COLUMNS - 3
            x, y = column * PIXEL_M, row * PIXEL_M
            bottom = OPEN_M if over_front else 0.15 if outside else ROOF_M - 0.5
            top = ROOF_M + (1.1 if raised else 0.0)
            material = PAPER if (row + column) % 2 else PAPER_2
            hidden = "-z" if raised or outside else "-z-x+x-y+y"
            builder.box(x, x + PIXEL_M, y, y + PIXEL_M, bottom, top, material, skip=hidden)
            if raised:
                a, b = x + 0.1, x + PIXEL_M - 0.1
                c, d, z = y + 0.1, y + PIXEL_M - 0.1, top + 0.03
                builder.quads([[[a, c, z], [b, c, z], [b, d, z], [a, d, z]]], accent(ZONE, 0.55))


def _front(builder: MeshBuilder) -> None:
    """Glass in the outer bays, the middle ones open to the hall; a porch, and the board for the name."""
    for column in (1, COLUMNS - 2):
        start, end = (column * PIXEL_M, -0.15), ((column + 1) * PIXEL_M, -0.15)
        curtain(
            builder, start, end, 0.3, 4.6, TINTED_GLASS[ZONE], PAPER,
            bay=PIXEL_M / 2, floor=4.3, lit=0.95, light="#C8FFB0", gain=1.2,
        )  # fmt: skip
    for column in range(2, COLUMNS - 1):
        x = column * PIXEL_M
        builder.box(x - 0.14, x + 0.14, -0.3, 0.1, 0.15, OPEN_M, PAPER, skip="-z+z")
    builder.box(2 * PIXEL_M, (COLUMNS - 2) * PIXEL_M, -0.2, 0.0, 3.2, 3.36, PAPER_2, skip="")
    middle = COLUMNS * PIXEL_M / 2
    for x in (middle - 2.6, middle + 2.3):
        builder.box(x, x + 0.3, -1.3, -0.2, 0.15, 3.4, PAPER)
    builder.chamfered_box(middle - 3.2, middle + 3.2, -2.0, -0.2, 3.4, 3.8, accent(ZONE, 0.8), 0.08)
    builder.box(PIXEL_M, (COLUMNS - 1) * PIXEL_M, -0.6, -0.15, 4.7, 7.5, PAPER, skip="+y")
    builder.box(PIXEL_M, (COLUMNS - 1) * PIXEL_M, -0.15, 0.0, 4.7, 7.5, PAPER_2, skip="-y")
    for x in (5, 15, 25):
        accent_lamp(builder, ZONE, [x, -2.2, 2.6], 14, 10)


def _inside(builder: MeshBuilder) -> None:
    """A dark floor, a luminous ceiling and a wall of screens at the back; the middle stays free for the players."""
    west, east, south, north = 2 * PIXEL_M, (COLUMNS - 2) * PIXEL_M, 0.1, (ROWS - 1) * PIXEL_M
    floor, ceiling = 0.17, ROOF_M - 0.55
    builder.quads(
        [[[west, south, floor], [east, south, floor], [east, north, floor], [west, north, floor]]], OAK
    )
    builder.quads(
        [
            [
                [west, north, ceiling],
                [east, north, ceiling],
                [east, PIXEL_M, ceiling],
                [west, PIXEL_M, ceiling],
            ]
        ],
        PAPER_2.lit("#C8FFB0", 0.35),
    )
    builder.quads(
        [[[west, PIXEL_M, OPEN_M], [east, PIXEL_M, OPEN_M], [east, south, OPEN_M], [west, south, OPEN_M]]],
        PAPER,
    )
    with builder.detail("near"):
        for x in np.arange(west + 0.6, east - 1.4, 1.45):
            for z in (1.1, 2.25, 3.4):
                colour = ACCENTS[CABIN_ZONES[builder.random.integers(4)]]
                screen = colour.lit("#C8FFB0", float(builder.random.choice([0.25, 0.8, 1.3])))
                builder.box(x, x + 1.2, north - 0.12, north, z, z + 0.95, screen, skip="+y")
    for x in (8.0, 14.8, 21.6):
        builder.lamp([x, 10.0, 4.6], "#C8FFB0", 12, 11)


def _pixel_windows(builder: MeshBuilder) -> None:
    """Square windows, one or two pixels large, so that no side of the hall is blank."""
    glass = TINTED_GLASS[ZONE]
    width, depth = COLUMNS * PIXEL_M, ROWS * PIXEL_M
    for row in range(1, ROWS - 1):
        for z in (1.2, 3.6):
            y = row * PIXEL_M + 0.8
            pane = glass.lit("#C8FFB0", float(builder.random.choice([0.1, 0.9, 1.4])))
            west = 0.0 if _standing(0, row) else PIXEL_M
            builder.box(west - 0.06, west, y, y + 1.1, z, z + 1.1, pane, skip="+x")
            east = width if _standing(COLUMNS - 1, row) else width - PIXEL_M
            builder.box(east, east + 0.06, y, y + 1.1, z, z + 1.1, pane, skip="-x")
    for column in range(1, COLUMNS - 1):
        x = column * PIXEL_M + 0.8
        if column % 2 == 0:
            pane = glass.lit("#C8FFB0", float(builder.random.choice([0.1, 0.9, 1.4])))
            builder.box(x, x + 1.1, depth, depth + 0.06, 3.6, 4.7, pane, skip="-y")
    builder.box(width / 2 - 1.6, width / 2 + 1.6, depth, depth + 0.3, 0.15, 3.0, OAK, skip="-y-z")


def _wheel(builder: MeshBuilder) -> None:
    """Two rims of light on four legs, and their hub."""
    builder.slab(box(-8, -4.5, 8, 4.5), 0, 0.5, STONE_2, 0.1)
    with builder.detail("always"):
        for side in (-1, 1):
            for foot in (-7, 7):
                builder.tube([(foot, side * 4.0, 0.3), (0, side * 1.5, HUB_M)], 0.34, PAPER, 6)
            rim = [_on_rim(angle, side * 1.0) for angle in np.linspace(0, 360, 29)]
            builder.tube(rim, 0.26, accent(ZONE, 1.1), 4)
        rod(builder, (0, -1.9, HUB_M), (0, 1.9, HUB_M), 0.8, ACCENTS[ZONE])
    builder.box(-2.4, 2.4, -2.6, 2.6, 0.5, 1.5, PAPER, skip="-z")
    with builder.detail("near"):
        for y in (-3.4, 3.4):
            builder.rail([(-7.4, y), (-2.6, y)], 0.5, PAPER_3)
            builder.rail([(2.6, y), (7.4, y)], 0.5, PAPER_3)
    warm_lamp(builder, [0, -3.5, 3], 10, 10)


def _on_rim(angle_deg: float, y: float) -> tuple[float, float, float]:
    angle = math.radians(angle_deg)
    return (WHEEL_RADIUS_M * math.cos(angle), y, HUB_M + WHEEL_RADIUS_M * math.sin(angle))


def _forecourt(builder: MeshBuilder) -> None:
    """Pixel blocks to sit on, in the colours of the cabins."""
    with builder.at(0, -16.2):
        steps(builder, -6, 6, 0, 1, 0.8, 0.15)
    for side in (-1, 1):
        planter(builder, side * 17.2, -6, 0.9, 3.0, 0.55, 0.15)
        bench(builder, side * 16.4, 8, 90, 0.15)
        for step, zone in enumerate(CABIN_ZONES[:3]):
            x = side * (15.6 + 1.1 * step)
            builder.chamfered_box(
                x - 0.5, x + 0.5, -15.4, -14.4, 0.15, 0.65 + 0.45 * step, ACCENTS[zone], 0.05
            )
