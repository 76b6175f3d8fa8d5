"""Find the bad pump: five kinds of computing race through the same crate, next to a single plain core."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np

from ...i18n import Text
from ..exhibit import (
    STEP_S,
    Action,
    Chart,
    Exhibit,
    GuidedStep,
    Output,
    PartWords,
    Profile,
    Truth,
    parameter,
)
from ..signs import Sign
from .grover import best_looks, chance_curve
from .machines import Array, Ranked, knocks, learn, measure_pumps, mixed_beats, split_beats
from .places import PLACES, finish_ms
from .race import Race
from .words import ACTIONS, CHARTS, OUTPUTS, SIGNS, WALKTHROUGH, part_words

REST_S = 4.0
"""How long a finished race stays on show before the next crate comes."""

LESSONS_PER_STEP = 5
"""Crates of earlier days that the ranking learns from in one step."""

CRATE, KNOCK, MEASUREMENT, LESSON = range(4)  # purposes of random numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputeState:
    """The race, what the ranking has learned, and the looks of all races before.

    Attributes
    ----------
    due : part of a beat that has passed since the last one.
    rest_s : how long the finished race has been on show.
    weights, lessons : of the learned ranking, and the crates it has learned from.
    rules : what the race was begun with; other rules bring another crate.
    races : races finished.
    plain_sum, ranked_sum, grover_sum : looks in all finished races.
    """

    ticks: int
    race: Race
    due: float
    rest_s: float
    weights: Array
    lessons: int
    rules: tuple[float, ...]
    races: int = 0
    plain_sum: int = 0
    ranked_sum: int = 0
    grover_sum: int = 0


class Compute(Exhibit[ComputeState]):
    """Five kinds of computing look for one bad pump among many; the counters race.

    All machines share one clock, but not one task: see `limit` for what some are given and others are not.
    """

    kind: ClassVar[str] = "compute"
    title: ClassVar[Text] = Text("Find the bad pump: five machines")
    truth: ClassVar[Truth] = "real arithmetic"
    limit: ClassVar[Text] = Text(
        "Five separate demonstrations, not a fair contest. The learned ranking is given four "
        "measurements of each pump, the neuromorphic machine hears the pumps knock, the quantum "
        "machine asks about all pumps at once; the other three can only look at one pump after "
        "another. An ordinary core makes one look a step, the four unlike cores 4, 2, 1 and ½. The "
        "quantum machine is simulated exactly, without noise or error correction. Pumps, cores and "
        "delays are invented."
    )
    try_this: ClassVar[Text] = Text(
        "Let the quantum machine look twice as often as is best: set its stop to 200 % and watch its "
        "chance rise, then fall."
    )
    actions: ClassVar[tuple[Action, ...]] = ACTIONS
    outputs: ClassVar[tuple[Output, ...]] = OUTPUTS
    figures: ClassVar[tuple[str, ...]] = ("found", "grover_chance")
    charts: ClassVar[tuple[Chart, ...]] = CHARTS
    walkthrough: ClassVar[tuple[GuidedStep, ...]] = WALKTHROUGH
    signs: ClassVar[tuple[Sign, ...]] = SIGNS

    pumps: int = parameter(
        256,
        low=16,
        high=1024,
        step=16,
        unit="pumps",
        label=Text("Pumps in the crate"),
        meaning=Text("One of them is bad."),
    )
    serial_percent: float = parameter(
        5.0,
        low=0.0,
        high=50.0,
        step=1.0,
        unit="%",
        label=Text("What cannot be split"),
        meaning=Text("Share of the job that one core must do alone before the others can start."),
    )
    stop_percent: float = parameter(
        100.0,
        low=10.0,
        high=300.0,
        step=10.0,
        unit="%",
        label=Text("Quantum stop"),
        meaning=Text("After how many looks the quantum machine measures; 100 % is the best number."),
    )
    workers: int = parameter(
        16,
        low=1,
        high=1000,
        step=1,
        unit="workers",
        expert=True,
        label=Text("Equal cores"),
        meaning=Text("Cores of the high-performance machine."),
    )
    stealing: bool = parameter(
        True,
        expert=True,
        label=Text("Work stealing"),
        meaning=Text("A core with nothing to do takes half of the longest queue."),
    )
    lessons: int = parameter(
        300,
        low=0,
        high=300,
        step=10,
        unit="crates",
        expert=True,
        label=Text("Lessons"),
        meaning=Text("Earlier crates that the ranking learns from before it looks."),
    )
    activity_percent: float = parameter(
        1.0,
        low=0.0,
        high=10.0,
        step=0.5,
        unit="%",
        expert=True,
        label=Text("Chance knocks"),
        meaning=Text("How often a good pump knocks by chance, per step."),
    )
    looks_per_s: float = parameter(
        5.0,
        low=1.0,
        high=30.0,
        step=1.0,
        unit="1/s",
        expert=True,
        label=Text("Pace"),
        meaning=Text("Steps in one second of your visit."),
    )
    cloud_way_ms: float = parameter(
        150.0,
        low=0.0,
        high=500.0,
        step=10.0,
        unit="ms",
        expert=True,
        label=Text("Way to the cloud"),
        meaning=Text(
            "There and back. The board sends the job to device, edge or cloud, wherever it is finished first."
        ),
    )

    def start(self) -> ComputeState:
        return ComputeState(
            ticks=0,
            race=self._race(0),
            due=0.0,
            rest_s=0.0,
            weights=np.zeros(4),
            lessons=0,
            rules=self._rules(),
        )

    def step(self, state: ComputeState) -> ComputeState:
        state = self._learned(state)
        race = state.race
        if state.rules != self._rules() or state.rest_s >= REST_S:
            state = self._next_crate(state)
        elif race.over:
            state = replace(state, rest_s=state.rest_s + STEP_S)
        else:
            due = state.due + self.looks_per_s * STEP_S
            if due >= 1.0 - 1e-9:
                due -= 1.0
                state = self._counted(replace(state, race=self._beat(state)))
            state = replace(state, due=due)
        return replace(state, ticks=state.ticks + 1)

    def act(self, state: ComputeState, action: str) -> ComputeState:
        race = state.race
        match action:
            case "again":
                return self._next_crate(state)
            case "measure":
                if race.grover.done:  # it has measured already: another crate
                    return self._next_crate(state)
                grover = race.grover.measure(race.bad, self.random(state.ticks, MEASUREMENT))
                return self._counted(replace(state, race=replace(race, grover=grover)))
            case "forget":
                # a race that was over has been counted; it must not run, and count, a second time
                race = self._race(race.crate + 1) if race.over else replace(race, ranked=Ranked())
                return replace(state, race=race, rest_s=0.0, weights=np.zeros(4), lessons=0)
        return super().act(state, action)

    def readings(self, state: ComputeState) -> dict[str, float]:
        race, races = state.race, max(1, state.races)
        serial = self.serial_percent / 100.0
        times = [finish_ms(place, race.pumps, self.cloud_way_ms) for place in PLACES]
        best = min(range(len(times)), key=times.__getitem__)
        return {
            "plain_looks": race.plain.looks,
            "hpc_beats": race.split.beats,
            "hpc_speedup": race.pumps / split_beats(race.pumps, serial, race.workers),
            "mixed_beats": race.mixed.beats,
            "mixed_speedup": race.pumps / mixed_beats(race.pumps, self.stealing),
            "learned_looks": race.ranked.looks,
            "lessons": state.lessons,
            "grover_looks": race.grover.looks,
            "grover_chance": 100.0 * race.grover.chance(race.bad),
            "spiking_looks": race.spiking.looks,
            "spiking_share": 100.0 * race.spiking.updates / max(1, race.spiking.dense),
            "found": race.found,
            "races": state.races,
            "plain_mean": state.plain_sum / races,
            "learned_mean": state.ranked_sum / races,
            "grover_mean": state.grover_sum / races,
            "place": best,
            "place_ms": times[best],
        }

    def profile(self, state: ComputeState, output: str) -> Profile:
        """The chance after every number of looks; marked where the machine is, and where it stops."""
        if output != "grover_chance":
            return super().profile(state, output)
        race = state.race
        chances = chance_curve(race.pumps)
        marks = (
            (float(race.grover.this_try), Text("now")),
            (float(self.stop_looks(race.pumps)), Text("stops here")),
        )
        return Profile(tuple(float(looks) for looks in range(len(chances))), chances, marks)

    def parts(self, state: ComputeState) -> dict[str, PartWords]:
        """The machines before their towers, and the board of places."""
        return part_words(self.readings(state), state.race.machines, self.lessons)

    def touched(self, state: ComputeState, part: str) -> tuple[Self, ComputeState]:
        """The quantum machine measures, the learned ranking forgets."""
        action = {"grover": "measure", "learned": "forget"}.get(part)
        return (self, self.act(state, action)) if action else super().touched(state, part)

    def stop_looks(self, pumps: int) -> int:
        """After how many looks the quantum machine measures."""
        return max(1, round(best_looks(pumps) * self.stop_percent / 100.0))

    def _race(self, crate: int) -> Race:
        """A new crate."""
        return Race.of(self.random(crate, CRATE), crate, self.pumps, self.workers)

    def _next_crate(self, state: ComputeState) -> ComputeState:
        race = self._race(state.race.crate + 1)
        return replace(state, race=race, due=0.0, rest_s=0.0, rules=self._rules())

    def _rules(self) -> tuple[float, ...]:
        """All settings that decide a race; once it runs they cannot change."""
        return (
            self.pumps,
            self.workers,
            self.serial_percent,
            self.stop_percent,
            self.stealing,
            self.activity_percent,
        )

    def _learned(self, state: ComputeState) -> ComputeState:
        """The state after some more lessons; with fewer lessons allowed than taken it forgets and starts again."""
        weights, lessons = state.weights, state.lessons
        if lessons > self.lessons:
            weights, lessons = np.zeros(4), 0
        for lesson in range(lessons, min(self.lessons, lessons + LESSONS_PER_STEP)):
            random = self.random(lesson, LESSON)
            bad = int(random.integers(self.pumps))
            weights = learn(weights, measure_pumps(random, self.pumps, bad), bad, lesson)
            lessons = lesson + 1
        return replace(state, weights=weights, lessons=lessons)

    def _beat(self, state: ComputeState) -> Race:
        """The race one beat on; machines that have stopped stay as they are."""
        race = state.race
        bad = race.bad
        plain = race.plain if race.plain.done else race.plain.beat(bad)
        split, mixed, ranked = race.split, race.mixed, race.ranked
        if not split.done:
            split = split.beat(bad, race.pumps, self.serial_percent / 100.0, race.workers)
        if not mixed.done:
            mixed = mixed.beat(bad, self.stealing)
        if not ranked.done and state.lessons >= self.lessons:
            ranked = ranked.beat(bad, race.measured, state.weights)
        grover, spiking = race.grover, race.spiking
        if not grover.done:
            grover = grover.beat(bad, self.stop_looks(race.pumps), self.random(state.ticks, MEASUREMENT))
        if not spiking.done:
            knocking = knocks(self.random(state.ticks, KNOCK), race.pumps, bad, self.activity_percent / 100.0)
            spiking = spiking.beat(bad, knocking)
        return replace(
            race, plain=plain, split=split, mixed=mixed, ranked=ranked, grover=grover, spiking=spiking
        )

    @staticmethod
    def _counted(state: ComputeState) -> ComputeState:
        """The state with the race's looks added to the sums, if that was its last beat."""
        race = state.race
        if not race.over:
            return state
        return replace(
            state,
            races=state.races + 1,
            plain_sum=state.plain_sum + race.plain.looks,
            ranked_sum=state.ranked_sum + race.ranked.looks,
            grover_sum=state.grover_sum + race.grover.looks,
        )
