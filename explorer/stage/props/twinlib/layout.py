"""Layout of the library's open shelf, and its static meshes."""

from __future__ import annotations

from ....exhibits.twinlib.recipe import BAKE_S, BAND, HOLD_FROM_S, TARGET
from ...primitives.meshes import Mesh, box, cylinder, joined
from ...primitives.palette import GREEN, PAPER, STEEL

INK, OAK = "#2C3038", "#C99A5B"
BOOKS = ("steel", "plastic", "solder")
BOOK_COLOURS = {"steel": "#5B6068", "plastic": "#E4577F", "solder": "#159E9A"}
PART_COLOURS = {"good": "#F0AE3A", "raw": "#E6DFD2", "burnt": "#2E211C", "none": "#C9C2B6"}
PART_GLOW = {"good": 0.55, "raw": 0.12, "burnt": 0.0, "none": 0.0}
TRAY_COLOURS = {"own": "#1E7A4E", "other": "#B3261E", "library": "#2F74D0", "none": "#4A525C"}

BOOK_X_M = (-12.4, -9.9, -7.4)
EMPTY_X_M = -5.0
BOOK_M = (2.0, 2.2, 3.7)
BOOK_Y_M, SHELF_Z_M = 1.9, 0.7
LIBRARY_Z_M = 4.75

OVEN_X_M, OVEN_Y_M = -0.6, 1.6
OVEN_M = (5.0, 3.0, 3.2)
SLOT_Z_M = 3.3
WINDOW_M = (3.5, 1.95)
WINDOW_Z_M = 0.65
CLOCK_X_M = 3.3

BOARD_LEFT_M, BOARD_WIDE_M, BOARD_Z_M, BOARD_HIGH_M, BOARD_Y_M = 4.9, 7.4, 0.9, 4.0, 1.2
FULL_PERCENT = 110.0

TRAY_X_M, TRAY_STEP_M = -5.0, 0.92
TRAY_Y_M = {"none": -1.2, "library": -2.0, "other": -2.8, "own": -3.6}
TRAY_Z_M = {"none": 0.75, "library": 0.5, "other": 0.25, "own": 0.0}
PART_RADIUS_M, PART_HIGH_M = 0.36, 0.34


def part_at(tray: str, number: int) -> tuple[float, float, float]:
    """Position of a part on its tray."""
    return TRAY_X_M + TRAY_STEP_M * (number + 0.5), TRAY_Y_M[tray], TRAY_Z_M[tray] + 0.24


def board_x(second: float) -> float:
    """Position of a second of the recipe on the board."""
    return BOARD_LEFT_M + second / BAKE_S * BOARD_WIDE_M


def board_z(percent: float) -> float:
    """Position of a temperature on the board."""
    return BOARD_Z_M + min(max(percent, 0.0), FULL_PERCENT) / FULL_PERCENT * BOARD_HIGH_M


def window_high(percent: float) -> float:
    """Height of a column in the oven's window for a temperature."""
    return max(min(percent, FULL_PERCENT), 1.0) / FULL_PERCENT * WINDOW_M[1]


def book_mesh() -> Mesh:
    """A book with its spine to the front: covers, pages, two bands and a paper label."""
    wide, deep, high = BOOK_M
    return joined(
        [
            box(wide, deep, high),
            box(wide - 0.3, deep - 0.3, 0.12).moved(0, 0.1, high).painted(PAPER),
            box(wide + 0.04, 0.06, 0.14).moved(0, -deep / 2, 0.3).painted("#F2D9A0"),
            box(wide + 0.04, 0.06, 0.14).moved(0, -deep / 2, high - 0.44).painted("#F2D9A0"),
            box(wide - 0.5, 0.08, 1.1).moved(0, -deep / 2, 1.7).painted(PAPER, 0.1),
        ]
    )


def room() -> Mesh:
    """The shelf, the oven, the board and the trays."""
    return joined([*_shelf(), *_oven(), *_board(), *_trays()])


def _shelf() -> list[Mesh]:
    middle, wide = (BOOK_X_M[0] + EMPTY_X_M) / 2, EMPTY_X_M - BOOK_X_M[0] + 2.8
    parts = [
        box(wide, 2.6, 0.16).moved(middle, BOOK_Y_M, z).painted(OAK, 0.05) for z in (SHELF_Z_M - 0.16, 4.6)
    ]
    parts += [
        box(0.16, 2.6, 4.76).moved(middle + side * wide / 2, BOOK_Y_M).painted(OAK, 0.05) for side in (-1, 1)
    ]
    parts.append(box(wide, 0.1, 4.6).moved(middle, BOOK_Y_M + 1.25).painted(PAPER, 0.25))
    # the empty place: a dashed outline
    for x in (-0.85, 0.85):
        parts += [
            box(0.08, 0.08, 0.4).moved(EMPTY_X_M + x, BOOK_Y_M - 1.0, SHELF_Z_M + 0.2 + 0.7 * k).painted(INK)
            for k in range(5)
        ]
    parts += [
        box(0.4, 0.08, 0.08).moved(EMPTY_X_M + 0.6 * k - 0.6, BOOK_Y_M - 1.0, 4.2).painted(INK)
        for k in range(3)
    ]
    return parts


def _oven() -> list[Mesh]:
    wide, deep, high = OVEN_M
    x, y = OVEN_X_M, OVEN_Y_M
    front = y - deep / 2
    return [
        box(wide, deep, 0.4).moved(x, y).painted(INK),
        box(wide - 0.2, deep - 0.2, high - 0.4).moved(x, y, 0.4).painted(PAPER, 0.06),
        box(wide, deep, 0.16).moved(x, y, high).painted(STEEL),
        box(WINDOW_M[0] + 0.5, 0.12, WINDOW_M[1] + 0.5).moved(x, front + 0.06, WINDOW_Z_M - 0.25).painted("#2A2420"),
        box(1.1, 0.5, 0.16).moved(x, front - 0.1, 0.45).painted(INK),
        *(
            box(WINDOW_M[0] + 0.3, 0.05, 0.05)
            .moved(x, front - 0.22, WINDOW_Z_M + window_high(percent))
            .painted(GREEN, 0.9)
            for percent in (TARGET - BAND, TARGET + BAND)
        ),
        cylinder(0.34, 0.8, 12).moved(x + 1.7, y + 0.8, high).painted(STEEL),
        cylinder(0.75, 0.1, 24).turned([[1, 0, 0], [0, 0, -1], [0, 1, 0]]).moved(CLOCK_X_M, 0.2, 3.4).painted(PAPER, 0.2),
        box(0.16, 0.16, 2.7).moved(CLOCK_X_M, 0.24).painted(INK),
    ]  # fmt: skip


def _board() -> list[Mesh]:
    middle = BOARD_LEFT_M + BOARD_WIDE_M / 2
    top, low, hold = board_z(TARGET + BAND), board_z(TARGET - BAND), board_x(HOLD_FROM_S)
    end = BOARD_LEFT_M + BOARD_WIDE_M
    y = BOARD_Y_M - 0.1
    return [
        box(BOARD_WIDE_M + 0.6, 0.14, BOARD_HIGH_M + 0.4).moved(middle, BOARD_Y_M, BOARD_Z_M - 0.2).painted(INK, 0.04),
        *(box(0.16, 0.3, BOARD_Z_M + BOARD_HIGH_M).moved(x, BOARD_Y_M + 0.2).painted(PAPER) for x in (BOARD_LEFT_M, end)),
        box(end - BOARD_LEFT_M, 0.06, 0.06).moved(middle, y, top).painted(GREEN, 0.8),
        box(end - hold, 0.06, 0.06).moved((hold + end) / 2, y, low).painted(GREEN, 0.8),
        box(0.06, 0.06, top - low).moved(hold, y, low).painted(GREEN, 0.8),
    ]  # fmt: skip


def _trays() -> list[Mesh]:
    long = TRAY_STEP_M * 10
    parts = []
    for tray, y in TRAY_Y_M.items():
        z = TRAY_Z_M[tray]
        parts += [
            box(long + 0.3, 0.78, z + 0.22).moved(TRAY_X_M + long / 2, y).painted(PAPER, 0.05),
            box(1.3, 0.78, z + 0.3).moved(TRAY_X_M - 0.9, y).painted(TRAY_COLOURS[tray], 0.25),
        ]
    return parts
