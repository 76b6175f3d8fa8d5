"""Where things stand in the factory's open bay, and what stands still there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ....exhibits.factory.shop import MACHINES, RULES
from ...primitives.meshes import Floats, Mesh, ball, box, cylinder, joined

MACHINE_APART_M, MACHINE_Y_M, TABLE_Z_M, BRIDGE_Z_M = 9.0, 1.6, 1.15, 2.75
QUEUE_FROM_M, QUEUE_STEP_M, QUEUE_WIDE, QUEUE_DEEP, QUEUE_HIGH = -2.0, 1.25, 4, 5, 3
MOST_WAITING = QUEUE_WIDE * QUEUE_DEEP * QUEUE_HIGH

DOCK = (-26.4, -4.4, 0.6)
"""Where orders come in."""

RULE_FROM_M, RULE_APART_M, RULE_Y_M = -25.4, 2.4, 3.4
RULE_HIGH_M, RULE_USED_HIGH_M = 0.9, 2.2
PROGRAM_X_M, PROGRAM_Y_M, PROGRAM_Z_M = (-25.2, -22.2, -19.2), 6.0, 4.3
"""The office's programs stand on a shelf over the rules, joined by a bus under it."""
COIN_X_M, COIN_Y_M, COIN_Z_M, COIN_MONEY, MOST_COINS = (20.2, 23.2), 3.0, 0.4, 400.0, 33
COIN_HIGH_M = 0.22
LEAD_X_M, LEAD_Z_M, LEAD_MONEY, MOST_LEAD = 26.8, 3.2, 100.0, 14
DONE_X_M, DONE_Y_M, MOST_DONE = 19.6, -2.4, 140

PICTURES_Y_M, NOW_X_M, PICTURE_M_PER_MIN = -10.2, 20.5, 0.33
DAY_Y_M, DAY_HALF_M = -12.4, 22.0

FAN_Y_M, FAN_X_M, FAN_WIDE_M, FAN_Z_M, FAN_HIGH_M, FAN_POINTS = 6.6, -17.0, 34.0, 3.6, 2.9, 14

INK, STEEL, PAPER, PAPER_2, OAK = "#3C4149", "#5B6068", "#F0EAE1", "#E2DACD", "#CFA26C"
RED, AMBER, GREEN, GOLD, CYAN = "#E5352B", "#F2A91E", "#4BB36B", "#F2C230", "#35B8DA"
RULE_COLOURS = dict(zip(RULES, ("#3E8CFF", "#E4577F", "#F2A33A", "#35B07A"), strict=True))


def machine_x(machine: npt.ArrayLike) -> Floats:
    """The middle of a machine."""
    return np.asarray((np.asarray(machine) - (MACHINES - 1) / 2) * MACHINE_APART_M, np.float32)


def waiting_at(machine: int, number: int) -> tuple[float, float, float]:
    """Where an order waits: the next to be taken stands nearest to the machine, a second layer on the first."""
    layer, rest = divmod(number, QUEUE_WIDE * QUEUE_DEEP)
    row, column = divmod(rest, QUEUE_WIDE)
    x = float(machine_x(machine)) + (column - (QUEUE_WIDE - 1) / 2) * QUEUE_STEP_M
    return x, QUEUE_FROM_M - row * QUEUE_STEP_M, 0.06 + layer * 1.3


def picture_x(age_min: npt.ArrayLike) -> Floats:
    """Where on the river of information a picture of that age is; fresh ones lie on the right."""
    return np.asarray(NOW_X_M - PICTURE_M_PER_MIN * np.asarray(age_min), np.float32)


def rule_x(number: int) -> float:
    """Where the pedestal of a rule stands."""
    return RULE_FROM_M + RULE_APART_M * number


def rule_mesh(number: int) -> Mesh:
    """A sign for each rule, which differs in shape: a row, steps, a clock, a balance."""
    if number == 0:
        mesh = joined([box(0.5, 0.5, 0.5).moved(x=(i - 1) * 0.65) for i in range(3)])
    elif number == 1:
        mesh = joined([box(0.45, 0.5, 0.35 + 0.4 * i).moved(x=(i - 1) * 0.55) for i in range(3)])
    elif number == 2:
        hand = box(0.1, 0.1, 0.5).moved(y=-0.2, z=0.6).painted(INK)
        face = cylinder(0.65, 0.3, 16).turned([[1, 0, 0], [0, 0, -1], [0, 1, 0]]).moved(y=0.15, z=0.65)
        mesh = joined([face, hand, box(0.4, 0.1, 0.1).moved(x=0.18, y=-0.2, z=0.6).painted(INK)])
    else:
        mesh = joined(
            [
                box(1.7, 0.16, 0.16).moved(z=1.0),
                cylinder(0.3, 1.0, 8, top=0.06),
                ball(0.32, 8, 5).moved(x=-0.75, z=0.75),
                ball(0.22, 8, 5).moved(x=0.75, z=0.8),
            ]
        )
    return mesh


def hall(accent: str) -> Mesh:
    """Machines with their lanes, the river's bed, the day's rule, the feet of the money, the office programs."""
    meshes = [_machine(accent).moved(x=float(x), y=MACHINE_Y_M) for x in machine_x(np.arange(MACHINES))]
    lane = QUEUE_STEP_M * QUEUE_WIDE + 0.4, QUEUE_STEP_M * QUEUE_DEEP + 0.4
    for x in machine_x(np.arange(MACHINES)):
        middle = QUEUE_FROM_M - QUEUE_STEP_M * (QUEUE_DEEP - 1) / 2
        meshes.append(box(lane[0], lane[1], 0.05).moved(float(x), middle).painted("#D9CDBB", 0.06))
    bed = NOW_X_M - float(picture_x(130)) + 1.6
    meshes.append(box(bed, 1.9, 0.1).moved(NOW_X_M - bed / 2 + 0.8, PICTURES_Y_M, -0.1).painted("#7FC4D6"))
    meshes.append(box(2 * DAY_HALF_M, 0.9, 0.1).moved(0, DAY_Y_M, -0.1).painted(INK))
    wide = PROGRAM_X_M[-1] - PROGRAM_X_M[0] + 2.8
    middle = (PROGRAM_X_M[0] + PROGRAM_X_M[-1]) / 2
    meshes.append(box(wide, 2.0, 0.14).moved(middle, PROGRAM_Y_M, PROGRAM_Z_M - 0.14).painted(OAK))
    for x in COIN_X_M:
        meshes.append(cylinder(1.35, COIN_Z_M, 12).moved(x, COIN_Y_M).painted(PAPER_2))
    meshes.append(box(0.3, 0.3, LEAD_Z_M).moved(LEAD_X_M, COIN_Y_M + 1.3).painted(STEEL))
    meshes.append(box(2.8, 2.8, 0.12).moved(LEAD_X_M, COIN_Y_M, LEAD_Z_M - 0.12).painted(PAPER_2))
    meshes.append(box(8.0, 5.4, 0.1).moved(DONE_X_M + 3.0, DONE_Y_M - 1.6).painted(OAK))
    meshes.append(
        box(FAN_WIDE_M + 1.6, 0.12, FAN_HIGH_M + 0.9)
        .moved(0, FAN_Y_M + 0.35, FAN_Z_M - 0.45)
        .painted("#2A3038")
    )
    return joined(meshes)


def _machine(accent: str) -> Mesh:
    body = [
        box(5.6, 2.2, TABLE_Z_M).painted(PAPER_2, 0.12),
        box(5.7, 2.3, 0.16).moved(z=TABLE_Z_M - 0.34).painted(accent, 0.2),
        box(5.0, 1.5, 0.06).moved(z=TABLE_Z_M).painted(STEEL),
        box(1.2, 0.5, 0.5).moved(y=0.5, z=BRIDGE_Z_M + 0.1).painted(accent, 0.2),
        cylinder(0.1, 0.5, 8, top=0.3).moved(y=0.5, z=BRIDGE_Z_M - 0.4).painted(STEEL),
        box(5.4, 0.6, 0.5).moved(y=0.9, z=BRIDGE_Z_M).painted(PAPER, 0.15),
    ]
    for side in (-1, 1):
        body.append(
            box(0.5, 0.6, BRIDGE_Z_M - TABLE_Z_M).moved(side * 2.45, 0.9, TABLE_Z_M).painted(PAPER, 0.15)
        )
    return joined(body)
