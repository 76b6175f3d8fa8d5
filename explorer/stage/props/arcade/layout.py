"""Layout of the empty server: the wheel, the seats of its cabins, tokens, the rival, the published bars.

In metres of the prop; those of the wheel turn with it about the vertical axis through its foot.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ....base.geometry import Vec3
from ....build.halls import WHEEL_AT, WHEEL_TURN_DEG
from ....exhibits.arcade.players import CABINS, LATELY_DAYS, PLAYERS, in_cabin
from ...primitives.meshes import Floats, Mesh, box, cylinder, joined, torus
from ...primitives.palette import AMBER, BLUE, PAPER, ROSE, STEEL_DIM, TEAL

HUB_M, RADIUS_M = 19.25, 15.0
HANGS_M = 2.2
"""Distance from the rim down to the middle of a cabin."""

COLUMNS, ROWS, SEAT_M, LAMP_M = 5, 6, 0.62, 0.5
CABIN_M = (COLUMNS * SEAT_M + 0.3, 1.7, ROWS * SEAT_M + 0.3)
COLOURS = (ROSE, AMBER, TEAL, BLUE)

TOKENS_AT, TOKENS_A_COIN, MOST_COINS = (-16.6, 8.5), 25.0, 64
RIVAL_AT = (17.6, 1.5)
MARKET_AT = (15.6, 9.0)
YUAN_A_METRE, PLAYERS_A_METRE = 45.0, 90.0
MARKET = ((265.884, 664.0), (350.789, 683.0))
"""The home market in 2022 and 2025, in billion yuan and million players (games industry reports of both years)."""

MAGENTA = "#C2478E"


def angles_deg(days: float) -> Floats:
    """Angles of the cabins after this many days, counter-clockwise from the right: one turn takes sixty days."""
    return (360 * np.arange(CABINS) / CABINS - 360 * days / LATELY_DAYS).astype(np.float32)


def rim(angle_deg: npt.ArrayLike) -> Floats:
    """Points of the rim in the upright plane of the wheel, shape (n, 3)."""
    angle = np.radians(np.asarray(angle_deg, np.float32))
    return np.column_stack(
        [RADIUS_M * np.cos(angle), np.zeros_like(angle), HUB_M + RADIUS_M * np.sin(angle)]
    ).astype(np.float32)


def seats() -> tuple[Floats, npt.NDArray[np.int64]]:
    """Position of each player's lamp from the middle of the cabin, shape (400, 3), and the index of that cabin."""
    positions, cabins = np.zeros((PLAYERS, 3), np.float32), np.zeros(PLAYERS, np.int64)
    for cabin in range(CABINS):
        mine = in_cabin(cabin)
        number = np.arange(mine.stop - mine.start)
        positions[mine, 0] = (number % COLUMNS - (COLUMNS - 1) / 2) * SEAT_M
        positions[mine, 2] = ((ROWS - 1) / 2 - number // COLUMNS) * SEAT_M
        cabins[mine] = cabin
    return positions, cabins


def out_of_wheel(point: npt.ArrayLike) -> Vec3:
    """A point of the wheel in metres of the prop."""
    x, y, z = np.asarray(point, float)
    turn = np.radians(WHEEL_TURN_DEG)
    return (
        float(WHEEL_AT[0] + x * np.cos(turn) - y * np.sin(turn)),
        float(WHEEL_AT[1] + x * np.sin(turn) + y * np.cos(turn)),
        float(z),
    )


def cabin() -> Mesh:
    """A lantern without its lamps: a dark body round its middle, a coloured roof and foot, a hanger to the rim."""
    width, deep, high = CABIN_M
    return joined(
        [
            box(width, deep, high).moved(z=-high / 2).painted("#33383F"),
            box(width + 0.3, deep + 0.3, 0.34).moved(z=high / 2),
            box(width + 0.1, deep + 0.1, 0.26).moved(z=-high / 2 - 0.26),
            box(0.2, 2.1, HANGS_M - high / 2).moved(z=high / 2).painted(STEEL_DIM),
        ]
    )


def spokes() -> Mesh:
    """Twelve spokes on each side, about the hub, in the upright plane."""
    flat = cylinder(0.09, RADIUS_M, 4)
    found = []
    for angle in np.radians(np.arange(0, 360, 30)):
        c, s = np.cos(angle), np.sin(angle)
        turn = np.array([[s, 0, c], [0, 1, 0], [-c, 0, s]])
        found += [flat.turned(turn).moved(y=side) for side in (-1.0, 1.0)]
    return joined(found).painted(PAPER)


def rim_light() -> Mesh:
    """A ring of light within the rims, about the hub, in the upright plane."""
    return torus(RADIUS_M - 0.75, 0.16, 56, 4).turned([[1, 0, 0], [0, 0, -1], [0, 1, 0]])


def market() -> Mesh:
    """The published bars: yuan in front, players behind, 2022 on the left; grey stone, since nothing computes them here."""
    x0, y0 = MARKET_AT
    meshes = [box(5.0, 3.6, 0.5).moved(x0, y0).painted(PAPER)]
    for number, (yuan, people) in enumerate(MARKET):
        x = x0 + (-1.1, 1.1)[number]
        meshes.append(box(1.3, 1.1, yuan / YUAN_A_METRE).moved(x, y0 - 0.8, 0.5).painted("#A79C8C"))
        meshes.append(box(1.3, 1.1, people / PLAYERS_A_METRE).moved(x, y0 + 0.8, 0.5).painted("#7F8790"))
    return joined(meshes)
