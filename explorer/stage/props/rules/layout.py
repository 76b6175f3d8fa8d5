"""Layout of the maze, in the prop's own metres, and its static meshes."""

from __future__ import annotations

import numpy as np
import panda3d.core as p3d

from ....exhibits.rules.exhibit import State
from ....exhibits.rules.export import LEGS, RULES, Road, Trip
from ...primitives.instancing import Instances
from ...primitives.meshes import Floats, Mesh, box, joined
from ...primitives.palette import INK, OAK_DARK, PAPER

GATES: dict[Road, tuple[float, float, float]] = {
    "exempt": (-19.0, 8.5, 4.2),
    "contract": (-7.6, 13.0, 5.2),
    "assessment": (5.5, 17.5, 6.2),
}
"""Position along the axis, height and half width of each gate, as built."""

PATHS: dict[str, tuple[tuple[float, float], ...]] = {
    "to_1": ((0, -22.3), (0, -19.0)),
    "west": ((0, -19.0), (0, -16.5), (-18, -16.5), (-18, 16.6), (0, 16.6), (0, 14.9)),
    "to_2": ((0, -19.0), (0, -7.6)),
    "east": ((0, -7.6), (0, -1.2), (18, -1.2), (18, 16.6), (0, 16.6), (0, 14.9)),
    "to_3": ((0, -7.6), (0, 5.5)),
    "north": ((0, 5.5), (0, 11.1)),
}
STOPS = {"at_1": (0.0, -19.0), "at_2": (0.0, -7.6), "at_3": (0.0, 5.5)}

WALLS = (
    ((0.0, -14.7), (6.2, 0.9)),
    ((-3.7, -16.55), (0.9, 2.7)),
    ((0.0, 1.4), (9.0, 0.9)),
    ((8.4, -1.2), (0.9, 4.0)),
)
"""The four movable walls, in the order of `WALL_LEGS`: middle, and size along x and y."""

WALL_HIGH_M = 3.3

BELT_Y_M, BELT_HIGH_M = -9.5, 1.1
BELT_FROM_M, READER_M, BELT_TO_M = 14.0, 11.4, 8.9
READER_HIGH_M = 5.6
BOARD_X_M, BOARD_Y_M, BOARD_HALF_M, BOARD_LOW_M, BOARD_HIGH_M = 11.8, 9.0, 3.2, 0.5, 5.4
BOARD_FULL = 160.0
"""The count that reaches the top of the board."""

TABLE_X_M, TABLE_Y_M, TABLE_HALF_M, ROW_M, TABLE_LOW_M = 9.0, -16.4, 1.9, 0.34, 0.75
GLOBE = (0.0, 13.0)
COUNTERS_X_M = (9.6, 11.7, 13.8)
COUNTERS_Y_M = 4.4


def at_of(trip: Trip) -> tuple[float, float]:
    """Position of a parcel on the ground."""
    name, share = trip.leg
    if name in STOPS:
        return STOPS[name]
    points = np.array(PATHS[name])
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    far = share * along[-1]
    return float(np.interp(far, along, points[:, 0])), float(np.interp(far, along, points[:, 1]))


def tiles(name: str) -> tuple[Floats, Floats]:
    """The strips of one leg: positions and sizes, shape (n, 3)."""
    points = np.array(PATHS[name], np.float32)
    a, b = points[:-1], points[1:]
    middle, reach = (a + b) / 2, np.abs(b - a)
    return (
        np.column_stack([middle, np.full(len(a), 0.03)]).astype(np.float32),
        np.column_stack([reach + 1.1, np.full(len(a), 0.06)]).astype(np.float32),
    )


def legs_of(road: Road) -> tuple[str, ...]:
    """The legs of a road, without its stops."""
    return tuple(name for name, _ in LEGS[road] if name in PATHS)


def row_z(number: int) -> float:
    """Height of a line of the rule table: the first on top."""
    return TABLE_LOW_M + 0.25 + ROW_M * (len(RULES) - 1 - number)


def fixed() -> Mesh:
    """The belt with its reader, the board of the count, the tablet of rules, and the feet of three counters."""
    high = ROW_M * len(RULES) + 0.5
    meshes = [
        box(6.4, 2.6, BELT_HIGH_M).moved((BELT_FROM_M + BELT_TO_M) / 2, BELT_Y_M, 0).painted(PAPER),
        box(6.0, 2.0, 0.06).moved((BELT_FROM_M + BELT_TO_M) / 2, BELT_Y_M, BELT_HIGH_M).painted(INK),
        *(box(0.3, 0.4, READER_HIGH_M).moved(READER_M, BELT_Y_M + y, 0).painted(OAK_DARK) for y in (-1.7, 1.5)),
        box(0.5, 3.6, 0.5).moved(READER_M, BELT_Y_M, READER_HIGH_M).painted(OAK_DARK),
        box(2 * BOARD_HALF_M + 0.6, 0.25, BOARD_HIGH_M + 0.4)
        .moved(BOARD_X_M, BOARD_Y_M + 0.3, 0.1)
        .painted(INK, 0.04),
        box(2 * BOARD_HALF_M + 1.0, 0.7, 0.4).moved(BOARD_X_M, BOARD_Y_M + 0.1, 0).painted(OAK_DARK),
        box(2 * TABLE_HALF_M + 0.3, 0.35, high).moved(TABLE_X_M, TABLE_Y_M + 0.2, TABLE_LOW_M - 0.1).painted(PAPER),
        box(0.9, 0.3, TABLE_LOW_M).moved(TABLE_X_M, TABLE_Y_M + 0.2, 0).painted(OAK_DARK),
    ]  # fmt: skip
    return joined(meshes)


def log_size(people: int) -> float:
    """The edge of a parcel in metres: it grows by the same step for each factor of ten."""
    return 0.8 + 0.28 * float(np.log10(people + 1))


EACH = 10
"""Visitors represented by one peg."""

COLUMNS, STEP_X_M, STEP_Y_M = 14, 0.5, 0.7
MIDDLE_X_M, FRONT_Y_M = -11.85, -12.6
PEGS, ROWS = 500, 36
LOW_M, HIGH_M = 0.35, 2.2
ALONE, SHADES = "#F2663B", ("#5FB9C4", "#2F7F93", "#9AD3D6")


class CrowdOfPegs:
    """Five hundred pegs in rows, look-alikes side by side and in one shade."""

    def __init__(self, parent: p3d.NodePath, colour: Floats, shades: Floats) -> None:
        self._alone, self._shades = colour, shades
        self._instances = Instances("crowd", box(0.3, 0.36, 1.0), PEGS)
        self._instances.path.reparent_to(parent)
        number = np.arange(PEGS)
        self._at = np.column_stack(
            [
                MIDDLE_X_M + (number % COLUMNS - (COLUMNS - 1) / 2) * STEP_X_M,
                FRONT_Y_M + number // COLUMNS * STEP_Y_M,
                np.zeros(PEGS),
            ]
        )
        self._shown: tuple[int, int] | None = None

    def show(self, state: State) -> None:
        """Show every tenth visitor, ordered by the data known; redraw only after a change."""
        key = (state.shared, id(state.people))
        if key == self._shown:
            return
        self._shown = key
        known = state.people[:, : state.shared]
        order = np.lexsort(known.T[::-1])
        another = (np.diff(known[order], axis=0) != 0).any(axis=1)
        shade = np.concatenate([[0], np.cumsum(another)])[::EACH] % len(self._shades)
        alone = (state.crowd.group[order] == 1)[::EACH]
        self._instances.set(
            self._at,
            None,
            np.column_stack([np.ones((PEGS, 2)), np.where(alone, HIGH_M, LOW_M)]),
            np.where(alone[:, None], self._alone, self._shades[shade]),
            np.where(alone, 0.55, 0.2),
        )
