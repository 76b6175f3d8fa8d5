"""Three equal lines with two yellow workers each, a pile with the output of each in a shift, and the shifts
on a board behind."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.effects.exhibit import SHIFTS, TwoWorkers
from ....exhibits.effects.line import HELPED, MEANS_S, OLD
from ....exhibits.effects.placing import GAPS, MOST_PLACES, PLACES, STATIONS
from ....exhibits.effects.search import TRIES
from ....exhibits.effects.shop import BLOCKED, DOWN, WORKING
from ....exhibits.effects.state import HABITUAL, SIDES, SIMULATED, YOURS, State
from ....exhibits.effects.statistics import VERDICTS
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.letters import Lettering, Letters
from ...primitives.meshes import ball, box, spans, torus
from ...primitives.palette import AMBER, BETTER, CYAN, GREEN, LEMON, PAPER, POPPY, STEEL_DIM, WHITE, WORSE
from ..line.layout import cross
from ..prop import Box, Changes, Prop
from . import layout as at
from .layout import brick_at, cell_at, gain_x, machine_x, pile_top, rack_high, rack_x

FLICKER_TICKS = 4
"""Ticks for which a placing on trial is shown."""
MINIATURES = STATIONS + 1


class EffectsProp(Prop):
    """Grey is habit, blue the visitor, teal the simulation; the output above habit is the bright top of a pile."""

    kind = "effects"
    sky, lamps, sun = 1.1, 0.7, 0.9

    def build(self) -> None:
        self._places = self.add(Instances("places", box(), 3 * PLACES))
        self._machines = self.add(Instances("machines", box(), 9 * STATIONS + 9))
        self._crosses = self.add(Instances("crosses", cross(), 3 * STATIONS))
        self._workers = self.add(Instances("workers", at.worker(), 6))
        self._ghosts = self.add(Instances("ghosts", at.worker(), 2, transparent=True))
        self._rings = self.add(Instances("rings", torus(0.78, 0.1, 20, 6), 6))
        self._bricks = self.add(Instances("bricks", box(), 3 * at.MOST_BRICKS))
        self._marks = self.add(Instances("marks", box(), 80))
        self._tools = self.add(Instances("tools", box(), MINIATURES + 8))
        self._eye = self.add(Instances("eye", ball(1.0, 14, 9), 3))
        self._beams = self.add(Instances("beams", box(), 2, transparent=True))
        self._numbers, self._scale = self.add(Letters("numbers")), self.add(Letters("scale"))
        self.add(static_node("hall", at.hall()))
        self._scale.show(
            Lettering(
                f"{tick:+d} %" if tick else "0",
                (gain_x(tick), at.BOARD_Y_M - 0.15, at.BOARD_Z_M + 0.12),
                0.62,
                PAPER,
            )
            for tick in at.TICKS_PCT
        )
        self._changed = Changes()
        self._stand: tuple[float, ...] = (0.0,) * 6
        self._racks: tuple[int, ...] = (4,) * GAPS

    def show(self, exhibit: TwoWorkers, state: State, time_s: float) -> None:
        placings = exhibit.placings(state)
        self._stand, self._racks = state.stand, placings[YOURS].racks
        waiting = tuple(shop.waiting for shop in state.shops)
        racks = tuple(placing.racks for placing in placings)
        if self._changed("places", (waiting, racks)):
            self._shelve(waiting, racks)
        self._run(state, exhibit.old)
        if self._changed("workers", state.stand):
            self._place(state.stand)
        if self._changed("trial", self._under_trial(state)):
            self._try(state)
        counts = tuple(parts_so_far(state, side) for side in SIDES)
        if self._changed("piles", counts):
            self._pile(counts)
        message = (state.results, exhibit.best_only, exhibit.same_luck, state.search is not None)
        tried = len(state.search.tried) if state.searching and state.search is not None else -1
        if self._changed("board", (message, counts, tried)):
            self._show_signs(exhibit, state, counts, tried)
        on = (exhibit.rehearsed, exhibit.live, exhibit.live and state.ticks // 12 % 2 == 0)
        if self._changed("tools", on):
            self._bench(*on)

    def boxes(self) -> Mapping[str, Box]:
        found = {}
        y = at.ROW_Y_M[YOURS] + at.WORKER_Y_M
        for number in (1, 2):
            x = machine_x(self._stand[2 * YOURS + number - 1]) + self._aside(number - 1)
            found[f"worker_{number}"] = Box((x - 0.7, y - 0.6, 0.0), (x + 0.7, y + 0.6, 2.8))
        y = at.ROW_Y_M[YOURS]
        wide = at.CELL_M * at.CELLS_WIDE / 2
        for gap in range(GAPS):
            x = rack_x(gap)
            high = max(rack_high(self._racks[gap]), 1.4)
            found[f"rack_{gap + 1}"] = Box((x - wide, y - 0.45, 0.1), (x + wide, y + 0.45, high))
        x, (wide, deep, high) = at.MACHINE_X_M[OLD], at.MACHINE_M
        found["machine_3"] = Box((x - wide / 2, y - deep / 2, 0.0), (x + wide / 2, y + deep / 2, high + 1.6))
        for side, name in ((HABITUAL, "habit"), (YOURS, "you"), (SIMULATED, "simulation")):
            x, y = at.PILE_X_M[side], at.ROW_Y_M[side]
            foot = at.ROW_Z_M[side]
            found[name] = Box((x - 1.3, y - 1.5, foot), (x + 1.3, y + 1.2, pile_top(side, at.TALL_PARTS)))
        x, y = at.EYE_X_M, at.EYE_Y_M
        found["eye"] = Box((x - 1.3, y - 1.3, 0.0), (x + 1.3, y + 1.3, at.EYE_Z_M + at.EYE_RADIUS_M))
        x, y = at.REHEARSE_M
        found["rehearse"] = Box((x - 1.4, y - 0.9, 0.0), (x + 1.4, y + 0.9, 1.7))
        x, y = at.LIVE_M
        found["live"] = Box((x - 0.9, y - 0.9, 0.0), (x + 0.9, y + 0.9, 4.2))
        found["board"] = Box(
            (at.BOARD_LEFT_M, at.BOARD_Y_M - 0.2, at.BOARD_Z_M),
            (at.BOARD_RIGHT_M, at.BOARD_Y_M + 0.2, at.BOARD_Z_M + at.BOARD_HIGH_M),
        )
        return found

    # ---- the shift shown

    def _shelve(self, waiting: tuple[tuple[int, ...], ...], racks: tuple[tuple[int, ...], ...]) -> None:
        """A pale place for each empty one, and a coral part in each full one."""
        places = InstanceList()
        full, empty = self.colour(at.CORAL), self.colour("#F7F2EA")
        for side in SIDES:
            for gap in range(GAPS):
                for number in range(min(racks[side][gap], MOST_PLACES)):
                    held = number < waiting[side][gap]
                    size = at.CELL_M * (0.86 if held else 0.8)
                    places.add(
                        cell_at(side, gap, number),
                        (size, 0.8, size),
                        full if held else empty,
                        0.2 if held else 0.05,
                    )
        places.show_in(self._places)

    def _run(self, state: State, old: bool) -> None:
        """Each machine: its column, as high as it is slow, and in its window the part's progress; red while it is down."""
        looks: list[tuple[int, int, int, float, bool]] = []
        for side in SIDES:
            shop, stand = state.shops[side], state.stand[2 * side : 2 * side + 2]
            helped = {int(place) for place in stand if place == int(place)}
            looks += [
                (side, machine, shop.doing(machine), round(shop.share(machine), 2), machine in helped)
                for machine in range(STATIONS)
            ]
        if not self._changed("machines", (old, *looks)):
            return
        boxes, crosses = InstanceList(), list[tuple[float, float, float]]()
        wide, deep, high = at.MACHINE_M
        colours = {WORKING: GREEN, DOWN: POPPY, BLOCKED: AMBER}
        for side, machine, doing, share, helped_now in looks:
            x, y, foot = at.MACHINE_X_M[machine], at.ROW_Y_M[side], at.ROW_Z_M[side]
            mean_s = MEANS_S[machine] * (HELPED if helped_now else 1.0)
            tall = (mean_s - at.COLUMN_FROM_S) * at.COLUMN_M_A_S
            boxes.add((x, y + 0.2, foot + high + 0.26), (0.62, 0.62, tall), self.colour("#59626C"), 0.05)
            boxes.add(
                (x, y + 0.2, foot + high + 0.26 + tall),
                (0.86, 0.86, 0.16),
                self.colour(at.COLOURS[side]),
                0.3,
            )
            long = (wide - 0.42) * (1.0 if doing == DOWN else share)
            if doing in colours and long > 0.02:
                left = x - (wide - 0.42) / 2 + long / 2
                boxes.add(
                    (left, y - deep / 2 - 0.07, foot + 0.7),
                    (long, 0.06, 0.89),
                    self.colour(colours[doing]),
                    0.75,
                )
            if old and machine == OLD:  # rusty
                rust = self.colour("#8C5A36")
                boxes.add((x, y, foot + high - 0.02), (wide + 0.26, deep + 0.26, 0.32), rust, 0.08)
                boxes.add((x - 0.7, y - deep / 2 - 0.03, foot + 0.3), (0.5, 0.04, high - 0.3), rust, 0.05)
                boxes.add((x + 1.05, y - deep / 2 - 0.03, foot + 0.3), (0.3, 0.04, 0.7), rust, 0.05)
            if doing == DOWN:
                crosses.append((x, y - 0.5, foot + high + 1.0))
        boxes.show_in(self._machines)
        self._crosses.set(np.array(crosses).reshape(-1, 3), None, 1.1, self.colour(POPPY), 0.9)

    # ---- workers

    def _aside(self, number: int) -> float:
        """Offset of the second of two workers at one machine."""
        first, second = self._stand[2 * YOURS : 2 * YOURS + 2]
        near = max(0.0, 1.0 - abs(first - second) * 3)
        return 0.7 * near * (1 if number else -1) * (1 if first <= second else -1)

    def _place(self, stand: tuple[float, ...]) -> None:
        """The workers at their machines; the visitor's have a bright ring."""
        people, rings = [], InstanceList()
        for number, place in enumerate(stand):
            side = number // 2
            x = machine_x(place) + (self._aside(number % 2) if side == YOURS else 0.0)
            y = at.ROW_Y_M[side] + at.WORKER_Y_M
            foot = at.ROW_Z_M[side] + 0.06
            people.append((x, y, foot + 0.12 * abs(np.sin(place * 9.0))))
            ring = LEMON if side == YOURS else at.COLOURS[side]
            rings.add(
                (x, y, foot + 0.04),
                1.2 if side == YOURS else 0.85,
                self.colour(ring),
                0.7 if side == YOURS else 0.3,
            )
        self._workers.set(people)
        rings.show_in(self._rings)

    def _under_trial(self, state: State) -> tuple[int, ...]:
        """The machines with a helper in a placing on trial; outside a search, whether there was one."""
        if state.search is None:
            return ()
        if state.search.over:
            return (-1, *state.search.best.workers)
        trying = state.search.trying
        return trying[state.ticks // FLICKER_TICKS % len(trying)].workers

    def _try(self, state: State) -> None:
        """During the search, two ghosts flicker through the simulation's placings, and the eye follows them."""
        shown = self._under_trial(state)
        eye = np.array((at.EYE_X_M, at.EYE_Y_M, at.EYE_Z_M))
        y, foot = at.ROW_Y_M[SIMULATED] + at.WORKER_Y_M, at.ROW_Z_M[SIMULATED] + 0.06
        goals = [np.array((machine_x(worker), y, foot + 1.5)) for worker in shown if worker >= 0]
        looking = bool(goals) and shown[0] >= 0
        aim = np.mean(goals, axis=0) - eye if goals else np.array((6.0, -9.0, -1.5))
        aim /= np.linalg.norm(aim)
        radius = at.EYE_RADIUS_M
        self._eye.set(
            [eye, eye + aim * radius * 0.46, eye + aim * radius * 0.8],
            None,
            [radius, radius * 0.7, radius * 0.4],
            [self.colour(WHITE), self.colour(at.COLOURS[SIMULATED]), self.colour("#10181C")],
            [0.45, 0.8 if looking else 0.3, 0.0],
        )
        if not looking:
            self._ghosts.set(np.zeros((0, 3)))
            self._beams.set(np.zeros((0, 3)))
            return
        feet = [(goal[0], goal[1], foot) for goal in goals]
        self._ghosts.set(feet, None, 1.08, (*self.colour(CYAN), 0.75), 0.9)
        begin, turn, long = spans([eye + aim * radius] * len(goals), goals)
        sizes = np.column_stack([np.full((len(goals), 2), 0.16), long])
        self._beams.set(begin, turn, sizes, (*self.colour(CYAN), 0.55), 0.9)

    # ---- counts

    def _pile(self, counts: tuple[float, ...]) -> None:
        """Bricks of twenty parts; those above habit shine in the line's colour, and a frame marks the output of habit."""
        bricks, habit = InstanceList(), counts[HABITUAL]
        for side, made in zip(SIDES, counts, strict=True):
            for number in range(min(round(made / at.PARTS_A_BRICK), at.MOST_BRICKS)):
                over = side != HABITUAL and habit > 0 and (number + 0.5) * at.PARTS_A_BRICK > habit
                shade = at.COLOURS[side] if over else "#CF6247" if number // 4 % 2 else "#BC4F37"
                size = (at.BRICK_M - 0.08, at.BRICK_M - 0.08, at.BRICK_HIGH_M - 0.05)
                bricks.add(brick_at(side, number), size, self.colour(shade), 0.75 if over else 0.06)
        bricks.show_in(self._bricks)

    def _show_signs(self, exhibit: TwoWorkers, state: State, counts: tuple[float, ...], tried: int) -> None:
        """A dot for each shift, the mean and its interval for both lines; parts per shift before the piles."""
        marks, letters = InstanceList(), list[Lettering]()
        for side in SIDES:
            if counts[side] > 0:
                place = (at.PILE_X_M[side], at.ROW_Y_M[side] - 1.6, at.ROW_Z_M[side] + 0.16)
                letters.append(Lettering(f"{counts[side]:.0f}", place, 0.8, at.NUMBER_COLOURS[side], 0.25))
        if counts[HABITUAL] > 0:
            for side in (YOURS, SIMULATED):
                x, y, high = at.PILE_X_M[side], at.ROW_Y_M[side], pile_top(side, counts[HABITUAL])
                marks.add((x, y - 1.08, high - 0.05), (2.3, 0.1, 0.1), self.colour(WHITE), 0.9)
                marks.add((x + 1.1, y, high - 0.05), (0.1, 2.2, 0.1), self.colour(WHITE), 0.9)
                marks.add((x - 1.1, y, high - 0.05), (0.1, 2.2, 0.1), self.colour(WHITE), 0.9)
        base, best = state.results[HABITUAL], exhibit.best(state)
        read = exhibit.readings(state)
        for side, name in ((YOURS, "you"), (SIMULATED, "simulation")):
            made = state.results[side]
            if not base or not made or (side == SIMULATED and state.search is None):
                continue
            self._board_row(marks, letters, side, base, made, best if side == YOURS else (), read, name)
        claimed = exhibit.claimed_pct(state)
        if claimed is not None:
            x, z = gain_x(claimed), at.BOARD_ROW_Z_M[YOURS]
            marks.add((x, at.BOARD_Y_M - 0.3, z - 0.5), (0.16, 0.1, 1.0), self.colour(LEMON), 0.9)
        if tried >= 0:
            place = (at.EYE_X_M, at.EYE_Y_M - 1.4, 0.2)
            letters.append(Lettering(f"{tried}/{TRIES}", place, 0.8, CYAN, 0.9))
        marks.show_in(self._marks)
        self._numbers.show(letters)

    def _board_row(
        self,
        marks: InstanceList,
        letters: list[Lettering],
        side: int,
        base: tuple[int, ...],
        made: tuple[int, ...],
        best: tuple[int, ...],
        read: Mapping[str, float],
        name: str,
    ) -> None:
        """The shifts of one line: each a dot at its gain over habit; a band is the interval of their mean."""
        y, z, colour = at.BOARD_Y_M - 0.16, at.BOARD_ROW_Z_M[side], self.colour(at.COLOURS[side])
        mean = float(np.mean(base))
        for number, (parts, habit) in enumerate(zip(made[:SHIFTS], base, strict=False)):
            gain = 100 * (parts - (habit if not best else mean)) / mean
            up = (number % 4 - 1.5) * 0.16
            golden = number in best
            shade = self.colour(LEMON) if golden else colour
            shine = 0.9 if golden or not best else 0.2
            marks.add((gain_x(gain), y - 0.08, z + up - 0.09), (0.17, 0.08, 0.17), shade, shine)
        gain, doubt = read[f"gain_{name}"], read[f"doubt_{name}"]
        left, right = gain_x(gain - doubt), gain_x(gain + doubt)
        band = self.colour("#5A6672")
        marks.add(((left + right) / 2, y, z - 0.42), (max(right - left, 0.1), 0.05, 0.84), band, 0.35)
        marks.add((gain_x(gain), y - 0.06, z - 0.5), (0.1, 0.06, 1.0), self.colour(WHITE), 0.9)
        verdict = VERDICTS[round(read[f"verdict_{name}"])]
        tint = {"gain": BETTER, "loss": WORSE}.get(verdict, PAPER)
        words = f"{gain:+.0f} %" if abs(gain) >= 9.5 else f"{gain:+.1f} %"
        place = ((at.SCALE_RIGHT_M + at.BOARD_RIGHT_M) / 2 + 0.2, y - 0.06, z - 0.45)
        letters.append(Lettering(words, place, 0.98, tint, 0.85))

    def _bench(self, rehearsed: bool, live: bool, blinks: bool) -> None:
        """The tools: a line in miniature, and a mast with a lamp; they shine while in use."""
        tools = InstanceList()
        x, y = at.REHEARSE_M
        lit, dark = self.colour(CYAN), self.colour("#9AA3AB")
        tools.add((x, y, 1.06), (2.2, 0.5, 0.08), lit if rehearsed else dark, 0.6 if rehearsed else 0.0)
        for machine in range(STATIONS):
            place = (x + (machine - 2.5) * 0.36, y, 1.14)
            tools.add(place, (0.24, 0.4, 0.34), lit if rehearsed else dark, 0.85 if rehearsed else 0.0)
        x, y = at.LIVE_M
        lamp = POPPY if live else "#7C858E"
        tools.add((x, y, 3.3), (0.6, 0.6, 0.6), self.colour(lamp), 0.95 if blinks else 0.4 if live else 0.0)
        for ring in range(3):
            size = 0.5 + 0.42 * ring
            tools.add(
                (x, y, 2.8 - 0.4 * ring),
                (size, 0.1, 0.1),
                self.colour(CYAN if live else STEEL_DIM),
                0.7 * live,
            )
        tools.show_in(self._tools)


def parts_so_far(state: State, side: int) -> float:
    """Parts per shift: the mean of the counted shifts; before the first, the output of the present ones so far."""
    made = state.results[side]
    if made:
        return float(np.mean(made))
    if state.count is None or side not in state.count.sides:
        return 0.0
    return round(float(state.count.lines.results[state.count.sides.index(side)].mean()))
