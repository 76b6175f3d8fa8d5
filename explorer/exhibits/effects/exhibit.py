"""Two hundred shifts: a line with a lever and without, shift by shift, and what may be said of the difference."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np

from ...i18n import Text
from ..exhibit import Action, Chart, Exhibit, GuidedStep, Output, PartWords, Profile, Truth, parameter
from ..signs import Sign
from .line import SHIFT_S, Plant, advance, luck, opened
from .state import LEVERS, Lever, State
from .statistics import VERDICTS, Estimate, judged, mean_and_doubt, relative_gain
from .words import ACTIONS, CHARTS, LEVER_WORDS, OUTPUTS, SIGNS, WALKTHROUGH, WITH, WITHOUT, part_words

PIECES = 3
"""Steps that a shift is worked in, so that none is long."""

BEST = 10
AIRBORNE_STEPS = 24
"""How long a finished shift is remembered as fresh."""

FAILURES_PER_H = 4.0
BINS = 13
BIN_PARTS = (1, 2, 4, 5, 10, 20, 25, 40, 50, 100, 200)
"""A bar of the histograms may stand for so many parts: the first of these with which all results find room."""

WIDEST_PCT = 1000.0
MOST_DOUBT_PCT = 30.0
"""A wider interval is shown as this wide to both sides: nothing is known yet."""


class TwoHundredShifts(Exhibit[State]):
    """A controlled trial of three levers on a simulated line."""

    kind: ClassVar[str] = "effects"
    title: ClassVar[Text] = Text("Two hundred shifts")
    truth: ClassVar[Truth] = "simulated physics"
    limit: ClassVar[Text] = Text(
        "The line and its figures are invented, the statistics are real. No simulation runs behind "
        "the lever of that name: it only moves slots between machines, which hardly matters on this "
        "line. The interval holds for a number of shifts fixed beforehand; if you stop when you like "
        "the result, you fool yourself."
    )
    try_this: ClassVar[Text] = Text(
        "Use real-time data to call the crew where machines fail, then where they never fail. Then "
        "report only the best ten shifts."
    )
    actions: ClassVar[tuple[Action, ...]] = ACTIONS
    outputs: ClassVar[tuple[Output, ...]] = OUTPUTS
    figures: ClassVar[tuple[str, ...]] = ("gain", "doubt")
    charts: ClassVar[tuple[Chart, ...]] = CHARTS
    walkthrough: ClassVar[tuple[GuidedStep, ...]] = WALKTHROUGH
    signs: ClassVar[tuple[Sign, ...]] = SIGNS

    lever: Lever = parameter(
        "real_time",
        choices=LEVER_WORDS,
        label=Text("Lever"),
        meaning=Text("What the second line has and the first lacks. With none, both are the same."),
    )
    failures_per_h: float = parameter(
        FAILURES_PER_H,
        unit="failures/h",
        low=0.0,
        high=8.0,
        step=0.5,
        label=Text("Failures of each machine"),
        meaning=Text("Average number per hour of work. At 0 machines never fail."),
    )
    shifts: int = parameter(
        200,
        low=10,
        high=300,
        step=10,
        label=Text("Shifts on each side"),
        meaning=Text("Four hours each; the more shifts, the smaller the uncertainty."),
    )
    round_min: float = parameter(
        5.0,
        unit="min",
        low=1.0,
        high=15.0,
        step=1.0,
        expert=True,
        label=Text("The crew's round"),
        meaning=Text("Without real-time data, the repair crew finds a stopped machine only on its round."),
    )
    same_luck: bool = parameter(
        False,
        expert=True,
        label=Text("Same luck for both"),
        meaning=Text(
            "Both lines meet the same working times and failures, shift by shift. No real plant can do this."
        ),
    )

    # ---- the study

    @property
    def side(self) -> int:
        """Which results belong to the chosen lever."""
        return 1 + LEVERS.index(self.lever)

    @property
    def _plant_key(self) -> tuple[float, float, bool]:
        return (self.failures_per_h, self.round_min, self.same_luck)

    def plant(self, side: int) -> Plant:
        """How the line without a lever (side 0) or with one of them is run."""
        lever = LEVERS[side - 1] if side else "none"
        return Plant(
            self.failures_per_h,
            60 * self.round_min,
            rehearsed=lever in ("virtualization", "all"),
            placed=lever in ("simulation", "all"),
            live=lever in ("real_time", "all"),
        )

    def start(self) -> State:
        """Before the first shift."""
        return State(0, self._plant_key)

    def step(self, state: State) -> State:
        """A third of a shift, on the side that is behind; nothing once both have worked as many as asked for."""
        state = replace(state, ticks=state.ticks + 1)
        if state.plant != self._plant_key:  # another plant: what was measured says nothing of it
            state = State(state.ticks, self._plant_key, state.study, best_only=state.best_only)
        if state.fresh and state.ticks - state.fresh[0][2] > AIRBORNE_STEPS:
            state = replace(state, fresh=state.fresh[1:])
        if state.piece == 0 or state.working not in (0, self.side):
            behind = min((0, self.side), key=lambda side: len(state.results[side]))
            if len(state.results[behind]) >= self.shifts:
                return state
            state = replace(state, working=behind, piece=0, shop=None)
        return self._worked(state)

    def _worked(self, state: State) -> State:
        side, number = state.working, len(state.results[state.working])
        plant = self.plant(side)
        chance = luck(self.random(state.study, number, 0 if self.same_luck else side))
        shop = state.shop or opened(plant, chance)
        shop = advance(shop, plant, chance, SHIFT_S * (state.piece + 1) / PIECES)
        if state.piece + 1 < PIECES:
            return replace(state, piece=state.piece + 1, shop=shop)
        results = list(state.results)
        results[side] = (*results[side], shop.made)
        fresh = (*state.fresh, (side, number, state.ticks))
        return replace(state, results=tuple(results), piece=0, shop=None, fresh=fresh)

    def act(self, state: State, action: str) -> State:
        match action:
            case "repeat":
                found = [self.estimate(state, side) for side in range(1, 1 + len(LEVERS))]
                earlier = tuple(
                    new or old if len(state.results[side]) else old
                    for side, (new, old) in enumerate(zip(found, state.earlier, strict=True), 1)
                )
                return State(
                    state.ticks, self._plant_key, state.study + 1, earlier=earlier, best_only=state.best_only
                )
            case "best_only":
                return replace(state, best_only=not state.best_only)
        return super().act(state, action)

    # ---- what may be said

    def results_of(self, state: State, side: int) -> tuple[int, ...]:
        """The results of one side that count: no more than asked for."""
        return state.results[side][: self.shifts]

    def estimate(self, state: State, side: int) -> Estimate | None:
        """The gain of one side over the line without a lever."""
        return relative_gain(self.results_of(state, 0), self.results_of(state, side), self.same_luck)

    def best(self, state: State) -> tuple[int, ...]:
        """The numbers of the ten best shifts with the lever, while only they are told; else of none."""
        found = self.results_of(state, self.side)
        if not state.best_only or len(found) < BEST:
            return ()
        return tuple(sorted(range(len(found)), key=lambda number: (-found[number], number))[:BEST])

    def claimed_pct(self, state: State) -> float | None:
        """What the best ten shifts seem to prove; None while all shifts are told."""
        best, base = self.best(state), self.results_of(state, 0)
        if not best or not base:
            return None
        found = self.results_of(state, self.side)
        return 100 * (float(np.mean([found[number] for number in best])) / float(np.mean(base)) - 1)

    def readings(self, state: State) -> dict[str, float]:
        base, found = self.results_of(state, 0), self.results_of(state, self.side)
        estimate = self.estimate(state, self.side) or Estimate(0.0, -MOST_DOUBT_PCT, MOST_DOUBT_PCT)
        gain = float(np.clip(estimate.gain_pct, -100, WIDEST_PCT))
        doubt = min((estimate.high_pct - estimate.low_pct) / 2, MOST_DOUBT_PCT)
        claimed = self.claimed_pct(state)
        verdict = judged(self.estimate(state, self.side), min(len(base), len(found)))
        return {
            "gain": gain,
            "doubt": doubt,
            "low": gain - doubt,
            "high": gain + doubt,
            "claimed": gain if claimed is None else float(np.clip(claimed, -100, WIDEST_PCT)),
            "verdict": VERDICTS.index(verdict),
            "without": mean_and_doubt(base)[0],
            "with": mean_and_doubt(found)[0],
            "spread": float(np.std(base, ddof=1)) if len(base) > 1 else 0.0,
            "worked": min(len(base), len(found)),
        }

    def profile(self, state: State, output: str) -> Profile:
        """How the shifts with the lever are spread; both means are marked."""
        if output != "with":
            return super().profile(state, output)
        found = self.results_of(state, self.side)
        low, wide = window((*self.results_of(state, 0), *found))
        edges = tuple(float(low + wide * number) for number in range(BINS + 1))
        counts = np.bincount(bins_of(found, low, wide), minlength=BINS)
        marks = []
        for values, words in ((self.results_of(state, 0), WITHOUT), (found, WITH)):
            if values:
                marks.append((float(np.mean(values)), words))
        return Profile(edges, tuple(float(count) for count in counts), tuple(marks))

    # ---- what can be touched

    def parts(self, state: State) -> dict[str, PartWords]:
        return part_words(
            [self.results_of(state, side) for side in range(1 + len(LEVERS))],
            self.side,
            [self.estimate(state, side) for side in range(1, 1 + len(LEVERS))],
            self.claimed_pct(state),
            self.failures_per_h,
            self.round_min,
        )

    def touched(self, state: State, part: str) -> tuple[TwoHundredShifts, State]:
        """A lever is pulled; the machines fail or do not."""
        if part in LEVERS and part != self.lever:
            return self.having(lever=part), state
        if part == "machines":
            return self.having(failures_per_h=0.0 if self.failures_per_h else FAILURES_PER_H), state
        return self, state


def window(values: tuple[int, ...]) -> tuple[int, int]:
    """Where the histograms begin, and how many parts a bar stands for, so that all values find room."""
    if not values:
        return 400, 40
    low, high = min(values), max(values)
    for wide in BIN_PARTS:
        first = (low + high) // 2 // wide - BINS // 2
        if first * wide <= low and high < (first + BINS) * wide:
            return first * wide, wide
    return 0, BIN_PARTS[-1]


def bins_of(values: tuple[int, ...], low: int, wide: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The bar that each value falls into."""
    return np.clip((np.array(values, np.int64) - low) // wide, 0, BINS - 1)
