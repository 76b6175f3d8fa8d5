"""The right book for an oven: the book on the oven, the ghost beside the real glow, and the finished parts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.twinlib.exhibit import OVENS, TRAYS, State, TwinLib
from ....exhibits.twinlib.models import BAKE_S, BAND, HOLD_FROM_S, TARGET, Array
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.letters import Lettering, Letters
from ...primitives.meshes import Floats, Mesh, box, cylinder, joined, spans
from ...primitives.palette import (
    BLUE,
    CHARCOAL,
    CYAN,
    GREEN,
    IRON,
    PAPER,
    PINE,
    RED,
    ROSE,
    STEEL,
    STEEL_DARK,
    TEAL,
)
from ..prop import Box, Changes, FigureAt, Prop

BOOKS = ("steel", "plastic", "solder")
BOOK_COLOURS = {"steel": STEEL_DARK, "plastic": ROSE, "solder": TEAL}
PART_COLOURS = {"good": "#F0AE3A", "raw": "#E6DFD2", "burnt": "#2E211C", "none": "#C9C2B6"}
PART_GLOW = {"good": 0.55, "raw": 0.12, "burnt": 0.0, "none": 0.0}
TRAY_COLOURS = {"own": "#1E7A4E", "other": "#B3261E", "library": BLUE, "none": IRON}

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
        box(wide, 2.6, 0.16).moved(middle, BOOK_Y_M, z).painted(PINE, 0.05) for z in (SHELF_Z_M - 0.16, 4.6)
    ]
    parts += [
        box(0.16, 2.6, 4.76).moved(middle + side * wide / 2, BOOK_Y_M).painted(PINE, 0.05) for side in (-1, 1)
    ]
    parts.append(box(wide, 0.1, 4.6).moved(middle, BOOK_Y_M + 1.25).painted(PAPER, 0.25))
    # the empty place: a dashed outline
    for x in (-0.85, 0.85):
        parts += [
            box(0.08, 0.08, 0.4)
            .moved(EMPTY_X_M + x, BOOK_Y_M - 1.0, SHELF_Z_M + 0.2 + 0.7 * k)
            .painted(CHARCOAL)
            for k in range(5)
        ]
    parts += [
        box(0.4, 0.08, 0.08).moved(EMPTY_X_M + 0.6 * k - 0.6, BOOK_Y_M - 1.0, 4.2).painted(CHARCOAL)
        for k in range(3)
    ]
    return parts


def _oven() -> list[Mesh]:
    wide, deep, high = OVEN_M
    x, y = OVEN_X_M, OVEN_Y_M
    front = y - deep / 2
    return [
        box(wide, deep, 0.4).moved(x, y).painted(CHARCOAL),
        box(wide - 0.2, deep - 0.2, high - 0.4).moved(x, y, 0.4).painted(PAPER, 0.06),
        box(wide, deep, 0.16).moved(x, y, high).painted(STEEL),
        box(WINDOW_M[0] + 0.5, 0.12, WINDOW_M[1] + 0.5).moved(x, front + 0.06, WINDOW_Z_M - 0.25).painted("#2A2420"),
        box(1.1, 0.5, 0.16).moved(x, front - 0.1, 0.45).painted(CHARCOAL),
        *(
            box(WINDOW_M[0] + 0.3, 0.05, 0.05)
            .moved(x, front - 0.22, WINDOW_Z_M + window_high(percent))
            .painted(GREEN, 0.9)
            for percent in (TARGET - BAND, TARGET + BAND)
        ),
        cylinder(0.34, 0.8, 12).moved(x + 1.7, y + 0.8, high).painted(STEEL),
        cylinder(0.75, 0.1, 24).turned([[1, 0, 0], [0, 0, -1], [0, 1, 0]]).moved(CLOCK_X_M, 0.2, 3.4).painted(PAPER, 0.2),
        box(0.16, 0.16, 2.7).moved(CLOCK_X_M, 0.24).painted(CHARCOAL),
    ]  # fmt: skip


def _board() -> list[Mesh]:
    middle = BOARD_LEFT_M + BOARD_WIDE_M / 2
    top, low, hold = board_z(TARGET + BAND), board_z(TARGET - BAND), board_x(HOLD_FROM_S)
    end = BOARD_LEFT_M + BOARD_WIDE_M
    y = BOARD_Y_M - 0.1
    return [
        box(BOARD_WIDE_M + 0.6, 0.14, BOARD_HIGH_M + 0.4).moved(middle, BOARD_Y_M, BOARD_Z_M - 0.2).painted(CHARCOAL, 0.04),
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


FLIGHT_S = 0.6
LEGS = 36
ON_OVEN = 0.55
"""Scale of a book on the oven."""


class TwinlibProp(Prop):
    """Three books and an empty place on the left, an oven in the middle, a board on the right, four trays in front."""

    kind = "twinlib"
    figure_at = FigureAt((-1.9, -0.3, 3.25), 0.8)
    sky = 0.8
    lamps = 0.7

    def build(self) -> None:
        self._books = self.add(Instances("books", book_mesh(), len(BOOKS)))
        self._columns = self.add(Instances("columns", box(), 4))
        self._lines = self.add(Instances("lines", box(), 2 * (LEGS - 1)))
        self._parts = self.add(
            Instances("parts", cylinder(PART_RADIUS_M, PART_HIGH_M, 14), OVENS * len(TRAYS))
        )
        self._marks = self.add(Instances("marks", box(), 14))
        self._letters = self.add(Letters("letters"))
        self.add(static_node("room", room()))
        self._changed = Changes()

    def show(self, exhibit: TwinLib, state: State, time_s: float) -> None:
        later_s = float(np.clip(time_s - state.ticks * STEP_S, 0, STEP_S))
        # a new batch begins within a step of a change of the book, so its clock times the flight
        flown = min(state.since_s + later_s, FLIGHT_S) if state.phase == "weigh" else FLIGHT_S
        if self._changed("books", (exhibit.book, round(flown, 3))):
            self._lay(exhibit.book, flown / FLIGHT_S)
        run, baked_s = exhibit.run_of(state), exhibit.baked_s(state)
        if self._changed("heat", (state.batch, state.phase, len(run))):
            self._burn(state, run, baked_s)
        if self._changed("parts", state.trays):
            self._put(state)
        if self._changed(
            "letters", (exhibit.oven, round(exhibit.watched_s(state)), exhibit.watch_s, exhibit.book)
        ):
            self._write(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        found = {}
        wide, deep, high = BOOK_M
        for book, x in zip(BOOKS, BOOK_X_M, strict=True):
            found[book] = Box(
                (x - wide / 2, BOOK_Y_M - deep / 2 - 0.1, SHELF_Z_M),
                (x + wide / 2, BOOK_Y_M + deep / 2, SHELF_Z_M + high),
            )
        found["none"] = Box(
            (EMPTY_X_M - 0.9, BOOK_Y_M - 1.1, SHELF_Z_M), (EMPTY_X_M + 0.9, BOOK_Y_M + 1.0, SHELF_Z_M + high)
        )
        found["library"] = Box(
            (BOOK_X_M[0] - 1.2, BOOK_Y_M - 1.3, LIBRARY_Z_M - 0.2),
            (EMPTY_X_M + 1.2, BOOK_Y_M + 1.3, LIBRARY_Z_M + 0.5),
        )
        wide, deep, high = OVEN_M
        found["oven"] = Box(
            (OVEN_X_M - wide / 2, OVEN_Y_M - deep / 2 - 0.3, 0.0),
            (OVEN_X_M + wide / 2, OVEN_Y_M + deep / 2, high),
        )
        found["clock"] = Box((CLOCK_X_M - 0.8, -0.1, 2.5), (CLOCK_X_M + 0.8, 0.4, 4.3))
        for tray in TRAYS:
            y, z = TRAY_Y_M[tray], TRAY_Z_M[tray]
            found[f"tray_{tray}"] = Box(
                (TRAY_X_M - 1.6, y - 0.38, z), (TRAY_X_M + TRAY_STEP_M * 10 + 0.2, y + 0.38, z + 0.62)
            )
        return found

    def _lay(self, chosen: str, share: float) -> None:
        """The chosen book flies from the shelf to the top of the oven; all three if all are chosen."""
        eased = 1 - (1 - share) ** 3
        at, size, colours, glow = [], [], [], []
        for number, (book, x) in enumerate(zip(BOOKS, BOOK_X_M, strict=True)):
            home = np.array((x, BOOK_Y_M, SHELF_Z_M))
            taken = chosen in (book, "library")
            aside = 0.0 if chosen != "library" else (number - 1) * 1.35
            there = np.array((OVEN_X_M + aside, OVEN_Y_M - 0.6, SLOT_Z_M + 0.1))
            moved = home + (there - home) * eased if taken else home
            if taken:
                moved = moved + np.array((0.0, -2.2, 1.2)) * np.sin(np.pi * eased)
            at.append(moved)
            size.append(1 - (1 - ON_OVEN) * eased if taken else 1.0)
            colours.append(self.colour(BOOK_COLOURS[book]))
            glow.append(0.35 if taken else 0.08)
        self._books.set(at, None, size, colours, glow)

    def _burn(self, state: State, run: Array, baked_s: float) -> None:
        """Two columns in the window and two curves on the board: the real temperature, and the book's prediction."""
        columns = InstanceList()
        percent, front = float(run[-1]), OVEN_Y_M - OVEN_M[1] / 2 - 0.12
        heat = float(np.clip(percent / 100, 0, 1))
        hot = self.colour("#7A4A3A") * (1 - heat) + self.colour("#FF8A3C") * heat
        columns.add(
            (OVEN_X_M - 0.8, front, WINDOW_Z_M), (1.2, 0.1, window_high(percent)), hot, 0.2 + 0.75 * heat
        )
        first = state.ovens[0] if state.ovens else None
        ghost = first.promised if first is not None else np.zeros(0)
        baking = state.phase in ("bake", "rest")
        if baking and len(ghost):
            now = float(ghost[min(int(baked_s), len(ghost) - 1)])
            columns.add(
                (OVEN_X_M + 0.8, front, WINDOW_Z_M), (1.2, 0.1, window_high(now)), self.colour(CYAN), 0.75
            )
        columns.show_in(self._columns)
        starts, ends, colours, glow, wide = [], [], [], [], []

        def line(values: Array, y_m: float, thick_m: float, colour: Floats, shine: float) -> None:
            seconds = np.linspace(0, len(values) - 1, LEGS)
            heights = np.interp(seconds, np.arange(len(values)), values)
            points = np.array([(board_x(s), y_m, board_z(p)) for s, p in zip(seconds, heights, strict=True)])
            starts.append(points[:-1])
            ends.append(points[1:])
            colours.append(np.tile(colour, (LEGS - 1, 1)))
            glow.append(np.full(LEGS - 1, shine))
            wide.append(np.full(LEGS - 1, thick_m))

        if baking and len(ghost):
            line(ghost[:BAKE_S], BOARD_Y_M - 0.14, 0.1, self.colour(CYAN), 0.5)
        if len(run) > 1:
            line(run, BOARD_Y_M - 0.24, 0.16, self.colour("#FF8A3C"), 0.85)
        if not starts:
            self._lines.set(np.zeros((0, 3)))
            return
        at, turns, long = spans(np.concatenate(starts), np.concatenate(ends))
        thick = np.concatenate(wide)
        sizes = np.column_stack([thick, thick, long * 1.05])
        self._lines.set(at, turns, sizes, np.concatenate(colours), np.concatenate(glow))

    def _put(self, state: State) -> None:
        """Golden, raw and burnt parts on the tray of the method they were made with."""
        parts = InstanceList()
        for tray, outcomes in state.trays.items():
            for number, outcome in enumerate(outcomes):
                squat = 0.62 if outcome == "burnt" else 1.0
                parts.add(
                    part_at(tray, number),
                    (1.0, 1.0, squat),
                    self.colour(PART_COLOURS[outcome]),
                    PART_GLOW[outcome],
                )
        parts.show_in(self._parts)

    def _write(self, exhibit: TwinLib, state: State) -> None:
        """Seconds on the clock, a question mark over an unknown oven, the tray in use, the cloth."""
        seconds = exhibit.watched_s(state) if state.phase == "watch" else exhibit.watch_s
        letters = [Lettering(f"{seconds:.0f}", (CLOCK_X_M, 0.02, 3.12), 0.62, CHARCOAL, 0.1)]
        marks = InstanceList()
        if exhibit.oven == "unknown":
            letters.append(Lettering("?", (OVEN_X_M + 1.75, OVEN_Y_M - 1.62, 3.0), 1.5, RED, 0.5))
        else:
            colour = self.colour(BOOK_COLOURS[exhibit.oven])
            place = (OVEN_X_M, OVEN_Y_M - OVEN_M[1] / 2 + 0.04, OVEN_M[2] - 0.5)
            marks.add(place, (OVEN_M[0] - 0.1, 0.08, 0.4), colour, 0.35)
        tray = state.tray
        place = (TRAY_X_M + TRAY_STEP_M * 5, TRAY_Y_M[tray] - 0.4, TRAY_Z_M[tray] + 0.04)
        marks.add(place, (TRAY_STEP_M * 10 + 0.3, 0.06, 0.2), self.colour(TRAY_COLOURS[tray]), 0.8)
        if exhibit.book == "none":
            marks.add((EMPTY_X_M, BOOK_Y_M - 1.02, SHELF_Z_M), (1.7, 0.1, 0.2), self.colour(RED), 0.8)
        marks.show_in(self._marks)
        self._letters.show(letters)
