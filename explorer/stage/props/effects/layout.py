"""Layout of the observatory's three lines, and its static meshes. Metres of the prop."""

from __future__ import annotations

from ....exhibits.effects.placing import GAPS, MOST_PLACES, PLACES, STATIONS
from ....exhibits.effects.state import HABITUAL, SIDES, SIMULATED, YOURS
from ...primitives.meshes import Mesh, ball, box, cylinder, joined
from ...primitives.palette import (
    BLUE,
    BLUE_DARK,
    CHARCOAL,
    CREAM,
    GOLD,
    IRON,
    PAPER,
    PAPER_2,
    PINE,
    STEEL_DIM,
    TEAL,
    WHITE,
)

SKIN = "#E9B68C"
CORAL = "#E8694A"
COLOURS = {HABITUAL: "#767D85", YOURS: BLUE, SIMULATED: TEAL}
NUMBER_COLOURS = {HABITUAL: IRON, YOURS: BLUE_DARK, SIMULATED: "#0C6F6C"}

ROW_Y_M = {HABITUAL: 2.7, SIMULATED: -1.2, YOURS: -5.1}
ROW_Z_M = {HABITUAL: 2.3, SIMULATED: 1.15, YOURS: 0.0}
"""Height of each row: the visitor's line is in front; those behind are a step higher."""
STEP_X_M, WORKER_ROOM_M = (-17.6, 18.7), 2.45
FIRST_X_M, PITCH_M = -15.0, 4.7
MACHINE_X_M = tuple(FIRST_X_M + PITCH_M * machine for machine in range(STATIONS))
MACHINE_M = (2.5, 1.8, 2.0)
WORKER_Y_M = -1.75
"""Workers are in front of their machine."""

COLUMN_FROM_S, COLUMN_M_A_S = 7.5, 0.48
"""Cycle time at which a machine's column has no height, and metres for each second more."""

CELL_M, CELLS_WIDE = 0.6, 3
"""Size of a place of a rack, and places side by side."""

PILE_X_M = {HABITUAL: 11.5, SIMULATED: 14.1, YOURS: 16.7}
BRICK_M, BRICK_HIGH_M, BRICKS_A_LAYER = 1.02, 0.36, 4
PARTS_A_BRICK, MOST_BRICKS = 20, 70
TALL_PARTS = 1300
"""Output of a line that never stops: labels start above a pile of this many parts."""
PILE_Z_M = 0.36

BOARD_Y_M, BOARD_Z_M, BOARD_HIGH_M = 4.2, 6.5, 3.9
BOARD_LEFT_M, BOARD_RIGHT_M = -16.0, 9.4
LOW_PCT, HIGH_PCT = -15.0, 45.0
SCALE_LEFT_M, SCALE_RIGHT_M = -14.8, 3.4
TICKS_PCT = (0, 20, 40)
BOARD_ROW_Z_M = {YOURS: 9.55, SIMULATED: 8.2}

EYE_X_M, EYE_Y_M, EYE_Z_M, EYE_RADIUS_M = -19.4, -1.6, 4.3, 1.35
REHEARSE_M, LIVE_M = (-19.4, -6.6), (-19.6, 3.2)


def machine_x(place: float) -> float:
    """Position of a place along the line, counted in machines from the left."""
    return FIRST_X_M + PITCH_M * place


def rack_x(gap: int) -> float:
    """Middle of the rack after a machine."""
    return machine_x(gap + 0.5)


def cell_at(side: int, gap: int, number: int) -> tuple[float, float, float]:
    """Position of a place of a rack: three side by side, layer on layer."""
    layer, column = divmod(number, CELLS_WIDE)
    return rack_x(gap) + (column - 1) * CELL_M, ROW_Y_M[side], ROW_Z_M[side] + 0.34 + layer * CELL_M


def rack_high(places: int) -> float:
    """Height of a rack with this many places."""
    return 0.34 + -(-places // CELLS_WIDE) * CELL_M


def brick_at(side: int, number: int) -> tuple[float, float, float]:
    """Position of a brick of a pile."""
    layer, rest = divmod(number, BRICKS_A_LAYER)
    back, right = divmod(rest, 2)
    half = BRICK_M / 2 + 0.01
    return (
        PILE_X_M[side] + (half if right else -half),
        ROW_Y_M[side] + (half if back else -half),
        ROW_Z_M[side] + PILE_Z_M + layer * BRICK_HIGH_M,
    )


def pile_top(side: int, parts: float) -> float:
    """Height of the top of a pile of parts."""
    return ROW_Z_M[side] + PILE_Z_M + parts / (PARTS_A_BRICK * BRICKS_A_LAYER) * BRICK_HIGH_M


def gain_x(gain_pct: float) -> float:
    """Position of a gain on the board, clamped to its ends."""
    share = (min(max(gain_pct, LOW_PCT), HIGH_PCT) - LOW_PCT) / (HIGH_PCT - LOW_PCT)
    return SCALE_LEFT_M + share * (SCALE_RIGHT_M - SCALE_LEFT_M)


def worker() -> Mesh:
    """A worker who faces the line: boots, overalls, head and helmet."""
    return joined(
        [
            box(0.66, 0.44, 0.66).painted(CHARCOAL),
            cylinder(0.52, 1.25, 8, top=0.4).moved(z=0.6).painted(GOLD, 0.2),
            box(1.32, 0.3, 0.3).moved(z=1.4).painted(GOLD, 0.2),
            ball(0.36, 8, 5).moved(z=2.2).painted(SKIN),
            cylinder(0.45, 0.32, 8, top=0.22).moved(z=2.34).painted(WHITE, 0.25),
        ]
    )


def hall() -> Mesh:
    """Three rows of machines on their belts, the feet of the piles, the board, the eye's post and the tools."""
    meshes: list[Mesh] = []
    for side in SIDES:
        meshes += _row(side)
    return joined([*meshes, *_board(), *_tools()])


def _row(side: int) -> list[Mesh]:
    y, foot, colour = ROW_Y_M[side], ROW_Z_M[side], COLOURS[side]
    left, right = MACHINE_X_M[0] - 1.9, PILE_X_M[side]
    wide, deep, high = MACHINE_M
    parts = [
        box(right - left, 1.15, 0.3).moved((left + right) / 2, y).painted("#565D66"),
        box(right - left, 1.3, 0.07).moved((left + right) / 2, y, 0.27).painted(CHARCOAL),
        box(right - left, 0.1, 0.16).moved((left + right) / 2, y - 0.64, 0.2).painted(colour, 0.3),
        box(0.5, 1.9, 1.0).moved(left, y).painted(colour, 0.25),
    ]
    for x in MACHINE_X_M:
        parts += [
            box(wide + 0.16, deep + 0.16, 0.3).moved(x, y).painted(CHARCOAL),
            box(wide, deep, high - 0.3).moved(x, y, 0.3).painted(PAPER, 0.06),
            box(wide + 0.2, deep + 0.2, 0.26).moved(x, y, high).painted(colour, 0.2),
            box(wide - 0.3, 0.06, 1.05).moved(x, y - deep / 2 - 0.02, 0.62).painted("#20262C"),
        ]
    x = PILE_X_M[side]
    parts += [
        box(2.5, 2.5, 0.12).moved(x, y).painted(PINE),
        *(box(2.5, 0.34, 0.14).moved(x, y + step, 0.2).painted(PINE) for step in (-1.05, 0.0, 1.05)),
        box(0.3, 2.4, 0.1).moved(x - 0.9, y, 0.1).painted(PINE),
        box(0.3, 2.4, 0.1).moved(x + 0.9, y, 0.1).painted(PINE),
        box(2.4, 0.12, 1.1).moved(x, y - 1.5, 0.0).painted(CREAM, 0.3),
        box(2.4, 0.14, 0.12).moved(x, y - 1.51, 1.05).painted(colour, 0.3),
    ]
    parts = [part.moved(z=foot) for part in parts]
    left, right = STEP_X_M
    front, back = y - WORKER_ROOM_M, ROW_Y_M[HABITUAL] + 1.4
    slab = max(foot, 0.04)
    parts += [
        box(right - left, back - front, slab)
        .moved((left + right) / 2, (front + back) / 2)
        .painted(PAPER_2, 0.03),
        box(right - left + 0.1, 0.12, 0.24)
        .moved((left + right) / 2, front, slab - 0.22)
        .painted(colour, 0.25),
    ]
    return parts


def _board() -> list[Mesh]:
    middle, wide = (BOARD_LEFT_M + BOARD_RIGHT_M) / 2, BOARD_RIGHT_M - BOARD_LEFT_M
    y = BOARD_Y_M - 0.12
    parts = [
        box(wide + 0.4, 0.18, BOARD_HIGH_M + 0.3).moved(middle, BOARD_Y_M, BOARD_Z_M - 0.15).painted("#252B33"),
        *(box(0.4, 0.3, BOARD_Z_M).moved(x, BOARD_Y_M).painted(CHARCOAL) for x in (BOARD_LEFT_M + 1.5, BOARD_RIGHT_M - 1.5)),
    ]  # fmt: skip
    for tick in range(int(LOW_PCT) + 5, int(HIGH_PCT) + 1, 10):
        strong = tick == 0
        parts.append(
            box(0.12 if strong else 0.04, 0.06, BOARD_HIGH_M - 1.0)
            .moved(gain_x(tick), y, BOARD_Z_M + 0.85)
            .painted(WHITE if strong else "#59636E", 0.8 if strong else 0.3)
        )
    for side, z in BOARD_ROW_Z_M.items():
        parts.append(box(0.34, 0.08, 0.9).moved(BOARD_LEFT_M + 0.5, y, z - 0.45).painted(COLOURS[side], 0.6))
    return parts


def _tools() -> list[Mesh]:
    x, y = REHEARSE_M
    parts = [
        box(2.6, 1.7, 0.16).moved(x, y, 0.9).painted(PINE),
        *(
            box(0.2, 0.2, 0.9).moved(x + dx, y + dy).painted(CHARCOAL)
            for dx in (-1.1, 1.1)
            for dy in (-0.65, 0.65)
        ),
    ]
    x, y = LIVE_M
    parts += [
        cylinder(0.7, 0.3, 12).moved(x, y).painted(CHARCOAL),
        cylinder(0.16, 3.0, 8).moved(x, y, 0.3).painted(STEEL_DIM),
    ]
    parts += [
        cylinder(0.95, 0.3, 16).moved(EYE_X_M, EYE_Y_M).painted(CHARCOAL),
        cylinder(0.34, EYE_Z_M - EYE_RADIUS_M, 10, top=0.22).moved(EYE_X_M, EYE_Y_M, 0.2).painted(COLOURS[SIMULATED], 0.2),
        cylinder(0.75, 0.22, 16).moved(EYE_X_M, EYE_Y_M, EYE_Z_M - EYE_RADIUS_M - 0.05).painted(CHARCOAL),
    ]  # fmt: skip
    return parts


assert MOST_PLACES < PLACES and GAPS == STATIONS - 1
