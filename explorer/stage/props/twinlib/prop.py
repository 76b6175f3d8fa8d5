"""The right book for an oven: the book on the oven, the ghost beside the real glow, and the finished parts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.twinlib.exhibit import OVENS, TRAYS, State, TwinLib
from ....exhibits.twinlib.models import Array
from ....exhibits.twinlib.recipe import BAKE_S
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.letters import Lettering, Letters
from ...primitives.meshes import Floats, box, cylinder, spans
from ...primitives.palette import CYAN, RED
from ..prop import Box, Changes, Prop
from .layout import (
    BOARD_Y_M,
    BOOK_COLOURS,
    BOOK_M,
    BOOK_X_M,
    BOOK_Y_M,
    BOOKS,
    CLOCK_X_M,
    EMPTY_X_M,
    INK,
    LIBRARY_Z_M,
    OVEN_M,
    OVEN_X_M,
    OVEN_Y_M,
    PART_COLOURS,
    PART_GLOW,
    PART_HIGH_M,
    PART_RADIUS_M,
    SHELF_Z_M,
    SLOT_Z_M,
    TRAY_COLOURS,
    TRAY_STEP_M,
    TRAY_X_M,
    TRAY_Y_M,
    TRAY_Z_M,
    WINDOW_Z_M,
    board_x,
    board_z,
    book_mesh,
    part_at,
    room,
    window_high,
)

FLIGHT_S = 0.6
LEGS = 36
ON_OVEN = 0.55
"""Scale of a book on the oven."""


class TwinlibProp(Prop):
    """Three books and an empty place on the left, an oven in the middle, a board on the right, four trays in front."""

    kind = "twinlib"
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
        letters = [Lettering(f"{seconds:.0f}", (CLOCK_X_M, 0.02, 3.12), 0.62, INK, 0.1)]
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
