"""The production line: solid parts on a belt below, the twin's parts on a glass belt above, and all differences in red."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.line.exhibit import ProductionLine, station_times
from ....exhibits.line.flow import BUFFER, FULL, STATIONS, Flow, State
from ...primitives.instancing import Instances, static_node
from ...primitives.letters import SevenSegments
from ...primitives.meshes import Floats, box, cylinder, joined
from ...primitives.palette import AMBER, INK, LEAF, OAK, PAPER, POPPY, SCREEN, STEEL_DARK, VIOLET
from ..prop import Box, Changes, Prop
from .layout import (
    BELT_Y_M,
    BELT_Z_M,
    CYAN,
    ENTER_M,
    EXIT_M,
    GLASS_Y_M,
    GLASS_Z_M,
    MACHINE_FROM_M,
    MACHINE_TO_M,
    PART_M,
    PERSON_Y_M,
    PITCH_M,
    PLACES,
    SENSOR_M,
    SLOT_FROM_M,
    SLOT_M,
    cross,
    glass_edges,
    glass_line,
    hanging,
    hollow,
    people,
    person_x,
    pile,
    place_x,
    solid_line,
    station_x,
)

STATION_X = tuple(float(x) for x in station_x(np.arange(STATIONS)))
MOVES_S = 1.5
"""Time a part takes on the belt to the next free place, in seconds of the line."""


class Beliefs(NamedTuple):
    """Objects on the glass line: shape (n, 3) each."""

    agreed: Floats
    ghosts: Floats
    missing: Floats


def progress(flow: Flow, clock_s: float) -> Floats:
    """The progress of each machine with its part, 0..1; 1 while it is blocked, 0 without a part."""
    found = []
    for began_s, ends_s, blocked in zip(flow.began_s, flow.ends_s, flow.blocked, strict=True):
        done = (clock_s - began_s) / (ends_s - began_s) if math.isfinite(ends_s) else 0.0
        found.append(1.0 if blocked else min(max(done, 0.0), 1.0))
    return np.array(found, np.float32)


def places_of_parts(flow: Flow, clock_s: float) -> list[list[float]]:
    """Positions of each station's parts along the line: the one in the machine first, then the queue.

    The raw store never runs out: seven of its parts are drawn, as the queue of the first station.
    """
    done, found = progress(flow, clock_s), []
    for station in range(STATIONS):
        moved = _moved(clock_s - flow.began_s[station]) if flow.working[station] else 1.0
        came = _moved(clock_s - flow.left_s[station - 1]) if station else 1.0
        xs: list[float] = []
        base = STATION_X[station]
        waiting = flow.waiting[station] if station else BUFFER
        if flow.working[station] or flow.blocked[station]:
            straight = station > 0 and not waiting and flow.began_s[station] == flow.left_s[station - 1]
            start = STATION_X[station - 1] + EXIT_M if straight else _slot(station, 0)
            entering = start + (base + ENTER_M - start) * moved
            xs.append(entering + (EXIT_M - ENTER_M) * float(done[station]))
        for slot in range(waiting):
            x = _slot(station, slot + 1 - moved)
            if station and slot == waiting - 1 and came < 1:
                leaves = STATION_X[station - 1] + EXIT_M
                x = leaves + (x - leaves) * came
            xs.append(x)
        found.append(xs)
    return found


def store_x(flow: Flow, clock_s: float) -> Floats:
    """Parts on the belt of the raw store, which move up whenever the first machine takes one."""
    moved = _moved(clock_s - flow.began_s[0]) if flow.working[0] else 1.0
    return np.asarray(place_x(0) + 1.4 + 0.98 * (np.arange(6) + moved - 1), np.float32)


def on_belt(xs: list[list[float]], store: Floats) -> Floats:
    """Parts on the solid belt, shape (n, 3)."""
    x = np.concatenate([store, *(np.array(each) for each in xs)])
    return np.column_stack([x, np.full(len(x), BELT_Y_M), np.full(len(x), BELT_Z_M)]).astype(np.float32)


def beliefs(state: State, xs: list[list[float]], store: Floats) -> Beliefs:
    """The twin's beliefs, compared with the line."""
    agreed = [*store, *xs[0]]
    ghosts, missing = [pile(0, max(0, state.errors[0]))], [hanging(PLACES - 1, max(0, -state.errors[-1]))]
    for station, (real, believed) in enumerate(zip(state.contents, state.twin_contents, strict=True), 1):
        both = max(0, min(real, believed))
        agreed += xs[station][:both]
        if believed > real:
            ghosts.append(_row([_standing(station, k) for k in range(real, min(believed, FULL))]))
        if believed > FULL:
            ghosts.append(pile(station + 1, believed - FULL))
        if believed < real:
            missing.append(_row(xs[station][max(believed, 0) : real]))
        if believed < 0:
            missing.append(hanging(station + 1, -believed))
    return Beliefs(_row(agreed), np.concatenate(ghosts), np.concatenate(missing))


def errors_by_place(state: State) -> tuple[int, ...]:
    """Twin minus line at the eight places; station 1 takes parts straight from the raw store, so no error arises there."""
    raw, *inner, finished = state.errors
    return (raw, 0, *inner, finished)


def _standing(station: int, number: int) -> float:
    return STATION_X[station] + (ENTER_M + EXIT_M) / 2 if number == 0 else _slot(station, number - 1)


def _row(xs: list[float]) -> Floats:
    x = np.array(xs, np.float32)
    return np.column_stack([x, np.full(len(x), GLASS_Y_M), np.full(len(x), GLASS_Z_M)]).astype(np.float32)


def _slot(station: int, slot: float) -> float:
    return STATION_X[station] + SLOT_FROM_M - SLOT_M * slot


def _moved(since_s: float) -> float:
    return min(max(since_s / MOVES_S, 0.0), 1.0)


CARDS = ("#F2884B", VIOLET)
COUNTED_S = 30.0
"""Time people hold up their counts, in seconds of the line."""

LONGEST_S = 10.0
BOARD_X_M, BOARD_Y_M, BOARD_Z_M, DIGIT_M, DIGIT_HIGH_M = PITCH_M / 2, 3.7, 9.75, 2.05, 2.3
TOP_M, WALL_M = 9.4, 0.24


class LineProp(Prop):
    """Two lines, one above the other, place by place."""

    kind = "line"
    sky, lamps = 0.85, 0.7
    figure_box = Box(
        (BOARD_X_M - 3.4, BOARD_Y_M - 0.3, BOARD_Z_M - 0.3),
        (BOARD_X_M + 3.4, BOARD_Y_M + 0.3, BOARD_Z_M + DIGIT_HIGH_M + 0.3),
    )

    def build(self) -> None:
        self.add(static_node("solid", solid_line(self.accent.day)))
        self.add(static_node("people", people()))
        self.add(static_node("edges", joined([glass_edges(), _board()])))
        self.add(static_node("glass", glass_line(), transparent=True))
        part = joined(
            [
                box(*PART_M).painted(OAK),
                box(PART_M[0] + 0.02, 0.16, PART_M[2] + 0.02).painted(self.accent.day),
            ]
        )
        self._parts = self.add(Instances("parts", part, 60))
        self._stock = self.add(Instances("stock", box(0.5, 0.62, 0.5).painted(OAK), 96))
        self._tools = self.add(Instances("tools", cylinder(0.22, 1.0, 8, top=0.3), STATIONS))
        self._lamps = self.add(Instances("lamps", box(), STATIONS))
        self._signs = self.add(Instances("signs", box(), 100))
        self._crosses = self.add(Instances("crosses", cross(), STATIONS))
        at, level = (BOARD_X_M, BOARD_Y_M - 0.22, BOARD_Z_M), (1.15, 0.12, 0.38)
        self._digits = self.add(SevenSegments(3, at, DIGIT_M, 1.15, DIGIT_HIGH_M, level, gap_m=0.06))
        self._missing = self.add(Instances("missing", hollow(), 42))
        self._agreed = self.add(Instances("agreed", box(*PART_M), 60, transparent=True))
        self._ghosts = self.add(Instances("ghosts", box(*PART_M), 140, transparent=True))
        self._sheets = self.add(Instances("sheets", box(), PLACES, transparent=True))
        self._cones = self.add(
            Instances("cones", cylinder(1.0, 1.0, 12, top=0.08), STATIONS, transparent=True)
        )
        self._changed = Changes()
        self._haunted: int | None = None

    def show(self, exhibit: ProductionLine, state: State, time_s: float) -> None:
        later_s = float(np.clip(time_s - state.ticks * STEP_S, 0, STEP_S)) * exhibit.speed
        clock_s = state.clock_s + later_s
        xs, store = places_of_parts(state.flow, clock_s), store_x(state.flow, clock_s)
        believed = beliefs(state, xs, store)
        self._parts.set(on_belt(xs, store))
        self._agreed.set(believed.agreed, None, 1.0, (*self.colour(CYAN), 0.78), 0.75)
        if self._changed("ghosts", believed.ghosts.tobytes()):
            self._ghosts.set(believed.ghosts, None, 1.0, (*self.colour(POPPY), 0.85), 0.75)
        if self._changed("missing", believed.missing.tobytes()):
            self._missing.set(believed.missing, None, 1.0, self.colour("#FFF6EE"), 0.75)
        self._work(state, progress(state.flow, clock_s))
        if self._changed("stock", len(state.finished_s)):
            self._stock.set(_stack(len(state.finished_s)))
        errors = errors_by_place(state)
        self._haunted = int(np.argmax(errors)) if max(errors) > 0 else None
        if self._changed("errors", errors):
            self._compare(errors)
        counting = clock_s - state.counted_at_s < COUNTED_S
        if self._changed(
            "signs",
            (
                exhibit,
                state.broken,
                state.slow,
                state.card,
                state.alarm,
                counting,
                [error != 0 for error in errors],
            ),
        ):
            self._show_signs(exhibit, state, counting, errors)

    def boxes(self) -> Mapping[str, Box]:
        end = float(place_x(PLACES))
        found = {"raw": _at_place(0)}
        found |= {f"station_{number + 1}": _at_place(number + 1) for number in range(STATIONS)}
        found["finished"] = _at_place(PLACES - 1)
        found["twin"] = Box((-end, GLASS_Y_M - 0.9, GLASS_Z_M - 0.3), (end, GLASS_Y_M + 0.9, TOP_M))
        if self._haunted is not None:  # where most errors are
            x = float(place_x(self._haunted))
            found["ghosts"] = Box(
                (x + 0.2, GLASS_Y_M - 1.0, GLASS_Z_M), (x + PITCH_M - 0.2, GLASS_Y_M + 0.6, TOP_M - 0.3)
            )
        found["counter"] = self.figure_box
        return found

    # ---- the solid line

    def _work(self, state: State, done: Floats) -> None:
        """Tools come down with the progress of the work."""
        middle = (MACHINE_FROM_M + MACHINE_TO_M) / 2
        x = station_x(np.arange(STATIONS)) + middle
        tip = BELT_Z_M + PART_M[2] + 0.02
        z = tip + 0.55 * (1 - done)
        high = 2.2 - z
        at = np.column_stack([x, np.full(STATIONS, BELT_Y_M), z])
        width = 1.6 if state.card else 0.9
        size = np.column_stack([np.full(STATIONS, width), np.full(STATIONS, width), high])
        self._tools.set(at, None, size, self.colour(CARDS[state.card]), np.where(done > 0, 0.3, 0.0))
        if not self._changed("lamps", (state.flow.working, state.flow.blocked)):
            return
        rows = []
        for works, blocked in zip(state.flow.working, state.flow.blocked, strict=True):
            rows.append((0.9, LEAF) if works else (0.55, AMBER) if blocked else (0.25, STEEL_DARK))
        at = np.column_stack([x - 1.0, np.full(STATIONS, -3.4), np.full(STATIONS, 3.3)])
        tall = [(0.3, 0.3, high) for high, _ in rows]
        self._lamps.set(at, None, tall, [self.colour(colour) for _, colour in rows], 0.7)

    # ---- comparison

    def _compare(self, errors: tuple[int, ...]) -> None:
        """A red sheet from the solid place to the glass one where they differ, and the counter."""
        wrong = [place for place, error in enumerate(errors) if error]
        middle = [float(place_x(place)) + PITCH_M / 2 for place in wrong]
        at = [(x, GLASS_Y_M + 0.9, 0.3) for x in middle]
        size = (PITCH_M - 0.4, 0.06, GLASS_Z_M - 0.3)
        self._sheets.set(
            np.array(at).reshape(-1, 3), None, [size] * len(at), (*self.colour(POPPY), 0.4), 0.35
        )
        gap = sum(abs(error) for error in errors)
        self._digits.show(gap, POPPY if gap else LEAF)

    # ---- signs

    def _show_signs(
        self, exhibit: ProductionLine, state: State, counting: bool, errors: tuple[int, ...]
    ) -> None:
        rows: list[tuple[tuple[float, float, float], tuple[float, float, float], str, float]] = []
        rows += self._machines(exhibit, state)
        for place, error in enumerate(errors):
            if place != 1:
                x = float(place_x(place)) + PITCH_M / 2
                size = (PITCH_M - 0.9, 0.1, 0.34) if error else (1.2, 0.1, 0.16)
                rows.append(((x, GLASS_Y_M - 0.78, GLASS_Z_M - 0.34), size, POPPY if error else LEAF, 0.8))
        if state.alarm:
            end, high = float(place_x(PLACES)) - 0.2, TOP_M - GLASS_Z_M + 0.4
            rows += [
                ((0, GLASS_Y_M, z), (2 * end, 0.3, WALL_M), POPPY, 1.0) for z in (GLASS_Z_M - 0.6, TOP_M)
            ]
            rows += [((x, GLASS_Y_M, GLASS_Z_M - 0.6), (WALL_M, 0.3, high), POPPY, 1.0) for x in (-end, end)]
            rows += [((x, GLASS_Y_M, TOP_M + 0.2), (1.5, 1.5, 1.1), POPPY, 1.0) for x in (-end + 1, end - 1)]
        if counting:
            for station in range(STATIONS):
                x = float(person_x(station))
                rows.append(((x, PERSON_Y_M - 0.2, 2.1), (1.5, 0.1, 0.95), LEAF, 0.6))
                rows.append(((x, PERSON_Y_M, 1.2), (0.12, 0.1, 0.9), "#E4572E", 0.0))
        positions, scales, colours, glow = zip(*rows, strict=True)
        self._signs.set(positions, None, scales, [self.colour(colour) for colour in colours], glow)
        self._sense(exhibit, state)

    def _machines(self, exhibit: ProductionLine, state: State) -> list[Any]:
        """Signs on each machine: its step on the process card, a hood if it is slow, and its sensor's post."""
        rows: list[Any] = []
        for station, time_s in enumerate(station_times(state)):
            base = float(station_x(station))
            left, width = base + MACHINE_FROM_M + 0.25, MACHINE_TO_M - MACHINE_FROM_M - 0.5
            long_m = width * time_s / LONGEST_S
            slow = station in state.slow
            rows.append(
                ((left + long_m / 2, -4.42, 2.88), (long_m, 0.08, 0.26), POPPY if slow else PAPER, 0.5)
            )
            for notch in range(3 if state.card else 5):  # the pattern of the card
                wide = 0.55 if state.card else 0.24
                x = left + wide / 2 + notch * width / (3 if state.card else 5)
                rows.append(((x, -4.42, 2.44), (wide, 0.08, 0.3), CARDS[state.card], 0.55))
            x = base + (MACHINE_FROM_M + MACHINE_TO_M) / 2
            if slow:
                rows.append(((x, -2.4, 3.3), (2.7, 3.7, 0.5), AMBER, 0.3))
                rows += [((x + side * 0.8, -2.4, 3.32), (0.5, 3.74, 0.5), INK, 0.0) for side in (-1, 1)]
            broken = station in state.broken
            post = base + SENSOR_M
            rows.append(
                (
                    (post, -4.75, 0),
                    (0.16, 0.16, 1.0 if broken else 1.75),
                    POPPY if broken else STEEL_DARK,
                    0.2,
                )
            )
            if not broken:
                rows.append(((post, -4.7, 1.5), (0.42, 0.42, 0.42), CYAN, 0.9))
            if station == exhibit.station - 1:
                rows += _chosen(base, exhibit.loss, self.accent.night)
        return rows

    def _sense(self, exhibit: ProductionLine, state: State) -> None:
        """Crosses on broken sensors; the cameras' counts, bright where the twin may use them."""
        broken = sorted(state.broken)
        at = [(float(station_x(station)) + SENSOR_M, -5.0, 1.75) for station in broken]
        self._crosses.set(np.array(at).reshape(-1, 3), None, 1.0, self.colour(POPPY), 0.9)
        x = station_x(np.arange(STATIONS)) + SENSOR_M
        wide = 1.25 * exhibit.camera / 100
        at3 = np.column_stack([x, np.full(STATIONS, BELT_Y_M), np.full(STATIONS, BELT_Z_M)])
        strong = 0.42 if exhibit.backup else 0.05
        self._cones.set(
            at3,
            None,
            [(wide, wide, 2.9)] * STATIONS,
            (*self.colour("#9CE9FF"), strong),
            0.8 if exhibit.backup else 0.1,
        )


def _board() -> Any:
    wide = 3 * DIGIT_M + 0.9
    return box(wide, 0.3, DIGIT_HIGH_M + 0.5).moved(BOARD_X_M, BOARD_Y_M, BOARD_Z_M - 0.25).painted(SCREEN)


def _stack(count: int) -> Floats:
    """Finished parts of the last five minutes, stacked on the pallet."""
    number = np.arange(min(count, 96))
    x = float(place_x(PLACES - 1)) + 1.6 + 0.6 * (number % 8)
    y = -1.9 + 0.72 * (number // 8 % 4)
    return np.column_stack([x, y, 0.16 + 0.54 * (number // 32)]).astype(np.float32)


def _at_place(place: int) -> Box:
    west = float(place_x(place))
    return Box((west + 0.15, -5.3, 0.0), (west + PITCH_M - 0.15, 0.3, 3.6))


def _chosen(base: float, loss: float, colour: str) -> list[Any]:
    """Marks of the chosen station: a bright edge on the floor, a pointer above, and the loss of its sensor."""
    middle = base + PITCH_M / 2
    rows: list[Any] = [((middle, y, 0.02), (PITCH_M - 0.5, 0.26, 0.12), colour, 0.9) for y in (-7.2, -2.6)]
    rows += [((x, -4.9, 0.02), (0.26, 4.86, 0.12), colour, 0.9) for x in (base + 0.25, base + PITCH_M - 0.25)]
    gauge = base + SENSOR_M - 0.62
    rows.append(((gauge, -5.2, 0.0), (0.4, 0.16, 2.1), SCREEN, 0.0))
    rows.append(((gauge, -5.3, 0.05), (0.28, 0.1, 2.0 * loss / 100), POPPY, 0.8))
    x = base + (MACHINE_FROM_M + MACHINE_TO_M) / 2
    rows += [((x, -3.0, 4.0 + 0.22 * step), (0.3 + 0.34 * step, 0.4, 0.22), colour, 0.8) for step in range(4)]
    return rows
