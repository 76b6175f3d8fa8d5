"""Layout of the factory's open bay, and its static meshes."""

from __future__ import annotations

from ....exhibits.factory.shop import MACHINES
from ...primitives.meshes import Mesh, box, cylinder, joined
from ...primitives.palette import BLUE, INK, OAK, PAPER

STEEL, PAPER_2 = "#8A9096", "#D9CDBB"
RED, GREEN, GOLD, CORAL, WATER = "#E5352B", "#4BB36B", "#F2C230", "#EE6C4D", "#7FC4D6"
PLANTS = ("habit", "rule", "twin")
COLOURS = {"habit": STEEL, "rule": BLUE, "twin": "#F2B632"}
NUMBER_COLOURS = {"habit": "#4A525C", "rule": "#1E5BB0", "twin": "#8A5A00"}

ROW_Y_M = {"habit": 4.4, "rule": 0.0, "twin": -4.4}
MACHINE_X_M = tuple(-16.6 + 7.0 * machine for machine in range(MACHINES))
MACHINE_M = (3.0, 2.0, 2.0)
ROW_WIDE_M, ROW_DEEP_M, ROW_X_M = 28.6, 3.2, -7.4
CRATE_M, CRATES_WIDE, CRATES_DEEP, MOST_CRATES = 0.74, 2, 3, 30
"""Orders wait in crates left of their machine: two wide, three deep, layer on layer."""

COIN_X_M = {"habit": 10.8, "rule": 14.8, "twin": 18.8}
COIN_MONEY, COIN_HIGH_M, COIN_RADIUS_M, MOST_COINS = 400.0, 0.145, 1.45, 36

BOARD_Y_M, BOARD_Z_M, BOARD_HIGH_M = 7.2, 3.3, 3.8
BOARD_LEFT_M, BOARD_RIGHT_M = -21.0, 21.0
BARS_LEFT_M, BAR_STEP_M = -12.6, 0.78
MONEY_A_M, MOST_BAR_M = 1000.0, 1.75
"""Money per day for a metre on the board, and the length at which bars are cut."""

RAIL_Y_M, NOW_X_M, RAIL_M_A_MIN = -9.4, 3.8, 0.33
TICKS_MIN = (0, 15, 30, 45, 60)
SCREEN_M = (4.0, 0.3, 2.9)
BELL_M = (9.6, -9.0)
CABLE_X_M = (-23.6, -20.2)
CABLE_Y_M, CABLE_Z_M = -4.6, 1.1


def crate_at(plant: str, machine: int, number: int) -> tuple[float, float, float]:
    """Position of a waiting order: the next to be taken is in front at the foot."""
    layer, rest = divmod(number, CRATES_WIDE * CRATES_DEEP)
    row, column = divmod(rest, CRATES_WIDE)
    x = MACHINE_X_M[machine] - MACHINE_M[0] / 2 - 0.55 - column * CRATE_M
    return x, ROW_Y_M[plant] + (row - 1) * CRATE_M, 0.1 + layer * CRATE_M


def rail_x(age_min: float) -> float:
    """Position on the rail of a picture of this age; fresh ones on the right."""
    return NOW_X_M - RAIL_M_A_MIN * age_min


def bar_x(day: int) -> float:
    """Position of a day's bar on the board."""
    return BARS_LEFT_M + (day + 0.5) * BAR_STEP_M


def board_z() -> float:
    """Height of the line of equal money."""
    return BOARD_Z_M + BOARD_HIGH_M / 2


def hall() -> Mesh:
    """Three rows of machines, the feet of the piles, the board, the rail and the bell."""
    meshes: list[Mesh] = []
    for plant in PLANTS:
        y, colour = ROW_Y_M[plant], COLOURS[plant]
        meshes.append(box(ROW_WIDE_M, ROW_DEEP_M, 0.08).moved(ROW_X_M, y).painted(PAPER_2, 0.04))
        meshes.append(box(ROW_WIDE_M, 0.22, 0.12).moved(ROW_X_M, y - ROW_DEEP_M / 2).painted(colour, 0.2))
        meshes.append(box(0.5, ROW_DEEP_M, 0.3).moved(ROW_X_M - ROW_WIDE_M / 2, y).painted(colour, 0.35))
        for x in MACHINE_X_M:
            wide, deep, high = MACHINE_M
            meshes += [
                box(wide, deep, high).moved(x, y, 0.08).painted(PAPER, 0.06),
                box(wide + 0.2, deep + 0.2, 0.32).moved(x, y, high + 0.02).painted(colour, 0.2),
                box(wide + 0.1, deep + 0.1, 0.25).moved(x, y, 0.08).painted(INK),
            ]
        x = COIN_X_M[plant]
        meshes.append(box(4.0, 0.1, 1.35).moved(x, y - 1.95, 0.02).painted("#FFF8EC", 0.25))
        meshes.append(cylinder(COIN_RADIUS_M + 0.35, 0.3, 22).moved(x, y).painted(OAK))
        meshes.append(cylinder(COIN_RADIUS_M + 0.4, 0.1, 22).moved(x, y, 0.24).painted(colour, 0.2))
    middle, wide = (BOARD_LEFT_M + BOARD_RIGHT_M) / 2, BOARD_RIGHT_M - BOARD_LEFT_M
    meshes += [
        box(wide + 0.6, 0.2, BOARD_HIGH_M + 0.5).moved(middle, BOARD_Y_M + 0.2, BOARD_Z_M - 0.25).painted("#2A3038"),
        box(0.5, 0.4, BOARD_Z_M).moved(BOARD_LEFT_M + 2, BOARD_Y_M + 0.3).painted(INK),
        box(0.5, 0.4, BOARD_Z_M).moved(BOARD_RIGHT_M - 2, BOARD_Y_M + 0.3).painted(INK),
        box(40 * BAR_STEP_M + 0.4, 0.08, 0.08)
        .moved(BARS_LEFT_M + 20 * BAR_STEP_M, BOARD_Y_M - 0.02, board_z() - 0.04)
        .painted(PAPER, 0.7),
    ]  # fmt: skip
    long = RAIL_M_A_MIN * 60
    meshes.append(box(long + 4.6, 2.2, 0.12).moved(NOW_X_M - long / 2, RAIL_Y_M).painted(WATER, 0.1))
    meshes.append(box(long + 1.0, 0.16, 0.2).moved(NOW_X_M - long / 2, RAIL_Y_M).painted(INK))
    meshes += [
        box(0.16, 0.7, 0.14).moved(rail_x(minute), RAIL_Y_M - 1.3).painted(INK) for minute in TICKS_MIN
    ]
    x, y = BELL_M
    meshes += [
        cylinder(0.3, 1.4, 8).moved(x, y).painted(INK),
        cylinder(0.95, 0.9, 14, top=0.35).moved(x, y, 1.3).painted(GOLD, 0.25),
        cylinder(0.16, 0.3, 8).moved(x, y, 2.2).painted(INK),
    ]
    meshes.append(box(1.9, 1.6, 2.2).moved(CABLE_X_M[0], CABLE_Y_M).painted("#4A525C"))
    meshes += [
        box(1.4, 0.06, 0.24).moved(CABLE_X_M[0], CABLE_Y_M - 0.82, 0.6 + 0.5 * row).painted(CORAL, 0.5)
        for row in range(3)
    ]
    meshes.append(box(1.3, 1.2, 1.5).moved(CABLE_X_M[1], CABLE_Y_M).painted("#4A525C"))
    return joined(meshes)
