"""Two hundred shifts: every shift falls as a ball into one of two histograms, and a beam and a board tell the difference."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.effects.exhibit import BINS, TwoHundredShifts, bins_of, window
from ....exhibits.effects.state import LEVERS, State
from ....exhibits.effects.statistics import MATTERS_PCT, Estimate, judged
from ....exhibits.exhibit import STEP_S
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.meshes import Floats, ball, box
from ..prop import Box, Prop
from . import layout as at
from .layout import bin_x, gain_x, row_z

MOST_SHIFTS = 300
FALL_S, FALL_FROM_M = 0.55, 25.0
CAP = 1
"""How many slabs at the top of a column have the colour of the zone."""


class EffectsProp(Prop):
    """A podium with two rows of columns on it: in solid slabs the line without, in glass the one with the lever."""

    kind = "effects"
    lamps = 0.35

    def build(self) -> None:
        self._solid = Instances("solid", box(at.WIDE_M, at.SOLID_DEEP_M, 1.0), MOST_SHIFTS)
        self._balls = Instances("balls", ball(0.62, 8, 5), 16)
        self._marks = Instances("marks", box(), 190)
        self._glass = Instances("glass", box(at.WIDE_M, at.GLASS_DEEP_M, 1.0), MOST_SHIFTS, transparent=True)
        self._doubts = Instances("doubts", box(), 12, transparent=True)
        for path in (
            static_node("podium", at.podium(self.accent.day)),
            self._solid.path,
            self._balls.path,
            self._marks.path,
            self._glass.path,
            self._doubts.path,
        ):
            path.reparent_to(self.root)
        self._landed: tuple[object, ...] = ()
        self._drawn_from: tuple[object, ...] = ()
        self._boxes: dict[str, Box] = {}

    def show(self, exhibit: TwoHundredShifts, state: State, time_s: float) -> None:
        fresh = [
            (side, number, (time_s - tick * STEP_S) / FALL_S)
            for side, number, tick in state.fresh
            if time_s - tick * STEP_S < FALL_S and number < exhibit.shifts and side in (0, exhibit.side)
        ]
        sides = (0, exhibit.side)
        values = tuple(exhibit.results_of(state, side) for side in sides)
        low, wide = window((*values[0], *values[1]))
        airborne = tuple((side, number) for side, number, _ in fresh)
        seen = (values, airborne, state.best_only, exhibit.shifts)
        if seen != self._landed:
            self._landed = seen
            self._stack(exhibit, state, values, airborne, low, wide)
        self._fall(exhibit, state, fresh, low, wide)
        drawn_from = (exhibit, state.results, state.earlier, state.best_only)
        if drawn_from != self._drawn_from:
            self._drawn_from = drawn_from
            self._tell(exhibit, state, low, wide)

    def boxes(self) -> Mapping[str, Box]:
        return self._boxes

    # ---- shifts

    def _stack(
        self,
        exhibit: TwoHundredShifts,
        state: State,
        values: tuple[tuple[int, ...], ...],
        airborne: tuple[tuple[int, int], ...],
        low: int,
        wide: int,
    ) -> None:
        """A slab for every shift that has landed."""
        best = set(exhibit.best(state))
        landed, bars = [], []
        for side, found in zip((0, exhibit.side), values, strict=True):
            here = np.array([n for n in range(len(found)) if (side, n) not in airborne], int)
            landed.append(here)
            bars.append(bins_of(tuple(found[n] for n in here), low, wide))
        counts = [np.bincount(bar, minlength=BINS) for bar in bars]
        peak = max(int(counts[0].max()), int(counts[1].max()))
        # as thick as leaves room for about as many as will stand on one another in the end
        slab = min(at.THICKEST_M, at.HIGHEST_M / max(peak, 0.25 * exhibit.shifts))
        for instances, bar, count, here, y, glass in (
            (self._solid, bars[0], counts[0], landed[0], at.SOLID_Y_M, False),
            (self._glass, bars[1], counts[1], landed[1], at.GLASS_Y_M, True),
        ):
            rank = ranks(bar)
            positions = np.column_stack(
                [bin_x(0.5) + at.PITCH_M * bar, np.full(len(bar), y), at.TOP_M + slab * rank]
            )
            size = np.tile((1.0, 1.0, slab * 0.86), (len(bar), 1))
            colours = np.empty((len(bar), 4), np.float32)
            colours[:, 3] = 0.8
            top = rank >= count[bar] - CAP
            if glass:
                colours[:, :3] = np.where(
                    (rank % 2 == 0)[:, None], self.colour(at.SEA), self.colour(at.SEA_2)
                )
                colours[top] = (*self.colour(at.SEA_TOP), 0.95)
                if best:
                    golden = np.array([number in best for number in here])
                    colours[:, 3] = np.where(golden, 1.0, 0.22)
                    colours[golden, :3] = self.colour(at.GOLD)
                instances.set(positions, None, size, colours, np.where(top, 0.6, 0.25))
            else:
                colours[:, :3] = np.where(
                    (rank % 2 == 0)[:, None], self.colour(at.PAPER), self.colour(at.PAPER_2)
                )
                colours[top, :3] = self.colour(self.accent.day)
                instances.set(positions, None, size, colours, np.where(top, 0.5, 0.12))
        self._heights = tuple(slab * count for count in counts)
        for name, high, y, deep in (
            ("without", self._heights[0], at.SOLID_Y_M, at.SOLID_DEEP_M),
            ("with", self._heights[1], at.GLASS_Y_M, at.GLASS_DEEP_M),
        ):
            used = np.flatnonzero(high) if high.any() else np.arange(BINS)
            self._boxes[name] = Box(
                (bin_x(int(used[0])), y - deep / 2, at.TOP_M),
                (bin_x(int(used[-1]) + 1), y + deep / 2, at.TOP_M + max(float(high.max()), 2.0)),
            )

    def _fall(
        self,
        exhibit: TwoHundredShifts,
        state: State,
        fresh: list[tuple[int, int, float]],
        low: int,
        wide: int,
    ) -> None:
        """The last shifts on their way down, each over its bar."""
        positions, colours = [], []
        for side, number, share in fresh:
            bar = int(bins_of((state.results[side][number],), low, wide)[0])
            lands = at.TOP_M + float(self._heights[1 if side else 0][bar]) + 0.62
            z = FALL_FROM_M - (FALL_FROM_M - lands) * max(share, 0.0) ** 2
            positions.append((bin_x(bar + 0.5), at.GLASS_Y_M if side else at.SOLID_Y_M, z))
            colours.append(self.colour(at.SEA if side else self.accent.day))
        if positions:
            self._balls.set(positions, None, 1.0, colours, 0.6)
        else:
            self._balls.set(np.zeros((0, 3)))

    # ---- what is said of them

    def _tell(self, exhibit: TwoHundredShifts, state: State, low: int, wide: int) -> None:
        marks, doubts = InstanceList(), InstanceList()
        self._beam(marks, doubts, exhibit, state, low, wide)
        self._board(marks, doubts, exhibit, state)
        self._count(marks, exhibit, state)
        self._machines(marks, exhibit)
        marks.show_in(self._marks)
        doubts.show_in(self._doubts)

    def _beam(
        self,
        marks: InstanceList,
        doubts: InstanceList,
        exhibit: TwoHundredShifts,
        state: State,
        low: int,
        wide: int,
    ) -> None:
        """A post at each mean, a beam from one to the other, and round its end the doubt about it."""
        base, found = exhibit.results_of(state, 0), exhibit.results_of(state, exhibit.side)
        verdict = judged(exhibit.estimate(state, exhibit.side), min(len(base), len(found)))
        xs = []
        for values, colour, y in ((base, self.accent.day, -0.6), (found, at.SEA, -1.8)):
            if values:
                xs.append(bin_x((float(np.mean(values)) - low) / wide))
                marks.add(
                    (xs[-1], y, at.TOP_M), (0.22, 0.22, at.BEAM_Z_M - at.TOP_M), self.colour(colour), 0.7
                )
        middle = sum(xs) / len(xs) if xs else 0.0
        if len(xs) == 2:
            long_m = abs(xs[1] - xs[0])
            size = (max(long_m, 0.3), 0.7, 0.8)
            marks.add((middle, at.BEAM_Y_M, at.BEAM_Z_M), size, self.colour(at.VERDICT_COLOURS[verdict]), 0.7)
            estimate = exhibit.estimate(state, exhibit.side)
            if estimate:
                parts = (estimate.high_pct - estimate.low_pct) / 100 * float(np.mean(base))
                size = (min(parts / wide * at.PITCH_M, 2 * at.HALF_M), 1.3, 1.5)
                doubts.add((xs[1], at.BEAM_Y_M, at.BEAM_Z_M - 0.35), size, (*self.colour(at.WHITE), 0.5), 0.5)
        claimed = exhibit.claimed_pct(state)
        if claimed is not None and base:
            mean = float(np.mean(base)) * (1 + claimed / 100)
            x = bin_x(min(max((mean - low) / wide, 0), BINS))
            marks.add((x, -5.9, at.TOP_M), (0.26, 0.26, 20.5), self.colour(at.GOLD), 0.8)
            for step in range(4):  # a pennant
                marks.add((x + 0.6 + 0.9 * step, -5.9, at.TOP_M + 18.3 + 0.25 * step),
                          (0.9, 0.2, 2.2 - 0.5 * step), self.colour(at.GOLD), 0.8)  # fmt: skip
        middle = min(max(middle, -16.0), 16.0)
        for x, z, width, high in at.SIGNS[verdict]:
            marks.add((middle + x, at.BEAM_Y_M, at.BEAM_Z_M + 1.5 + z), (width, 0.5, high),
                      self.colour(at.VERDICT_COLOURS[verdict]), 0.9)  # fmt: skip
        self._boxes["difference"] = Box(
            (min([middle - 1.6, *xs]), at.BEAM_Y_M - 0.6, at.BEAM_Z_M - 0.4),
            (max([middle + 1.6, *xs]), at.BEAM_Y_M + 0.6, at.BEAM_Z_M + 4.3),
        )

    def _board(
        self, marks: InstanceList, doubts: InstanceList, exhibit: TwoHundredShifts, state: State
    ) -> None:
        """A row for each lever: its gain, its interval, and what the last study said."""
        found = [exhibit.estimate(state, side) for side in range(1, 1 + len(LEVERS))]
        claimed = exhibit.claimed_pct(state)
        gains = [each.gain_pct for each in (*found, *state.earlier) if each]
        span = at.span_of(gains)
        y = at.BOARD_Y_M
        marks.add((at.ZERO_X_M, y, 1.3), (0.12, 0.1, 4.25), self.colour(at.WHITE), 0.8)
        for tick in range(-3, 11):
            x = gain_x(span * tick / 10, span)
            marks.add((x, y, 1.3), (0.05, 0.08, 0.25 if tick % 5 else 0.5), self.colour(at.STEEL), 0.4)
        matters = gain_x(MATTERS_PCT, span) - at.ZERO_X_M
        doubts.add((at.ZERO_X_M, y - 0.02, 1.5), (2 * matters, 0.06, 4.0), (*self.colour(at.STEEL), 0.4), 0.3)
        for row, lever in enumerate(LEVERS):
            chosen = row == exhibit.side - 1
            z = row_z(row)
            self._row(
                marks,
                found[row],
                state.earlier[row],
                span,
                z,
                len(exhibit.results_of(state, row + 1)),
                chosen,
            )
            plate = self.accent.night if chosen else "#4A525C"
            marks.add((at.ICON_X_M, y + (-0.2 if chosen else 0.1), z - 0.33), (1.9, 0.3, 0.66), self.colour(plate),
                      0.6 if chosen else 0.05)  # fmt: skip
            for x, up, width, high in at.ICONS[row]:
                marks.add((at.ICON_X_M + x, y - (0.38 if chosen else 0.08), z + up - high / 2), (width, 0.1, high),
                          self.colour(at.WHITE), 0.7)  # fmt: skip
            if chosen and claimed is not None:
                x = gain_x(claimed, span)
                marks.add((x, y - 0.3, z - 0.3), (0.14, 0.1, 0.9), self.colour(at.GOLD), 0.9)
                marks.add((x + 0.5, y - 0.3, z + 0.15), (0.9, 0.1, 0.45), self.colour(at.GOLD), 0.9)
            self._boxes[lever] = Box(
                (-at.HALF_M + 0.4, y - 0.5, z - at.ROW_M / 2 + 0.02),
                (at.HALF_M - 0.4, y + 0.1, z + at.ROW_M / 2 - 0.02),
            )

    def _row(
        self,
        marks: InstanceList,
        found: Estimate | None,
        earlier: Estimate | None,
        span: float,
        z: float,
        count: int,
        chosen: bool,
    ) -> None:
        y = at.BOARD_Y_M
        left, right = gain_x(-span, span), gain_x(span, span)
        marks.add(((left + right) / 2, y, z - 0.02), (right - left, 0.05, 0.04), self.colour(at.STEEL), 0.2)
        for estimate, high, up, back in (
            (earlier, 0.08, 0.27, 0.05),
            (found, 0.36 if chosen else 0.2, 0.0, 0.1),
        ):
            if estimate is None:
                continue
            a, b = gain_x(estimate.low_pct, span), gain_x(estimate.high_pct, span)
            colour = at.VERDICT_COLOURS[judged(estimate, count)] if estimate is found else at.WHITE
            marks.add(((a + b) / 2, y - back, z + up - high / 2), (max(b - a, 0.12), 0.1, high), self.colour(colour),
                      0.8 if chosen else 0.35)  # fmt: skip
            marks.add((gain_x(estimate.gain_pct, span), y - back - 0.1, z + up - 0.8 * high), (0.16, 0.1, 1.6 * high),
                      self.colour(at.WHITE), 0.9 if chosen else 0.5)  # fmt: skip

    def _count(self, marks: InstanceList, exhibit: TwoHundredShifts, state: State) -> None:
        """Along the edge: how many shifts each side has worked, and a gate at as many as are asked for."""
        full = 2 * at.HALF_M - 1.0
        for side, colour, z in ((0, self.accent.day, 6.28), (exhibit.side, at.SEA, 6.02)):
            share = len(exhibit.results_of(state, side)) / MOST_SHIFTS
            if share:
                x = -at.HALF_M + 0.5 + full * share / 2
                marks.add((x, -6.6, z), (full * share, 0.3, 0.22), self.colour(colour), 0.7)
        x = -at.HALF_M + 0.5 + full * exhibit.shifts / MOST_SHIFTS
        marks.add((x, -6.6, at.TOP_M), (0.24, 0.4, 1.2), self.colour(at.WHITE), 0.7)

    def _machines(self, marks: InstanceList, exhibit: TwoHundredShifts) -> None:
        """Six machines, a red spike on each as high as it fails often; and a lamp for each minute of the crew's round."""
        y = at.MACHINE_Y_M
        for number in range(6):
            x = -12.0 + 2.4 * number
            marks.add((x, y, 0.3), (1.5, 0.7, 0.45), self.colour(at.STEEL))
            if exhibit.failures_per_h:
                high = 0.1 + 0.12 * exhibit.failures_per_h
                marks.add((x, y - 0.1, 0.75), (0.4, 0.4, high), self.colour(at.RED), 0.7)
            else:
                marks.add((x, y - 0.1, 0.75), (1.1, 0.4, 0.1), self.colour(at.GREEN), 0.7)
        live = exhibit.plant(exhibit.side).live
        for minute in range(15):
            lit = minute < exhibit.round_min
            colour = at.STEEL if not lit else at.AMBER
            marks.add(
                (3.4 + 0.6 * minute, y, 0.3),
                (0.4, 0.4, 0.5 if lit else 0.12),
                self.colour(colour),
                0.6 if lit else 0.0,
            )
        marks.add(
            (13.2, y, 0.3),
            (0.9, 0.5, 0.9),
            self.colour(at.GREEN if live else "#4A525C"),
            0.9 if live else 0.0,
        )
        self._boxes["machines"] = Box((-13.0, y - 0.5, 0.3), (13.8, y + 0.5, 1.6))


def ranks(bars: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Floats:
    """How many came into the same bar before, shape (n,)."""
    order = np.argsort(bars, kind="stable")
    inner = np.arange(len(bars)) - np.searchsorted(bars[order], bars[order])
    found = np.empty(len(bars), np.float32)
    found[order] = inner
    return found
