"""Which shelf fits? Five models of a library are weighed against a warming machine; the likeliest plans its recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

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
from .models import SHELF, TEST_POWER, WATCH_S, Array, Fit, improve, probabilities, respond
from .recipe import BAKE_S, OUTCOMES, PROCESSES, TARGET, Outcome, Process, Recipe, judge, plan
from .words import (
    ACTIONS,
    CHARTS,
    DECISION,
    OUTPUTS,
    PROCESS_NAMES,
    WALKTHROUGH,
    words_of_book,
    words_of_clock,
    words_of_machine,
    words_of_part,
    words_of_tally,
    words_of_trace,
)

SAMPLE_STEPS = 3
"""Steps from one second of the machine to the next."""

FEWEST = 4
"""Samples before a fit is worth a try."""

REST_S = 6.0
"""How long a finished part stays on show before the next machine comes."""

SPREAD = 0.06
"""How far machines of one kind differ, as a share of each parameter."""

MACHINE, NOISE, SEARCH = range(3)  # purposes of random numbers

Phase = Literal["watch", "bake", "rest"]
PHASES: tuple[Phase, ...] = ("watch", "bake", "rest")
MODELS = tuple(SHELF)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinLibState:
    """A closed machine, what has been measured of it, and how well each model of the shelf explains that.

    Attributes
    ----------
    number, process : which machine it is.
    parameters : what it really is; nobody in the exhibit may look.
    phase_ticks : steps since the phase began.
    truth : its temperatures without noise at whole seconds of the phase, percent of the range.
    trace : what has been measured so far while watched.
    measured : the temperature measured last.
    pending, settled : fits of the round under way, on the first `samples` of the trace, and of the last full round.
    likely : probability of each model after the last full round.
    chosen, recipe : the model decided for and what it planned.
    parts, good : parts made and good ones.
    """

    ticks: int
    number: int
    process: str
    parameters: Array
    phase: Phase
    phase_ticks: int
    truth: Array
    trace: Array
    measured: float
    pending: Mapping[str, Fit]
    samples: int
    settled: Mapping[str, Fit]
    likely: Mapping[str, float]
    chosen: Fit | None = None
    recipe: Recipe | None = None
    outcome: Outcome = "none"
    parts: int = 0
    good: int = 0


class TwinLib(Exhibit[TwinLibState]):
    """A machine warms up; a library of models is fitted to the trace; the likeliest one plans the recipe.

    Ten seconds of the machine pass in one second of the visit.
    """

    kind: ClassVar[str] = "twinlib"
    title: ClassVar[Text] = Text("Which shelf fits?")
    truth: ClassVar[Truth] = "simulated physics"
    limit: ClassVar[Text] = Text(
        "The machine is simulated and is always one of the shelf's five kinds; real ones are none "
        "exactly. Fitting and model choice are real. Temperatures and times are invented."
    )
    try_this: ClassVar[Text] = Text(
        "In heat treatment, decide after 12 s: the wrong book slides out, and the part is spoilt. "
        "Decide after 150 s: nearly always the right book and a good part. Then solder and decide "
        "after 50 s: the wrong book, and yet a good part."
    )
    actions: ClassVar[tuple[Action, ...]] = ACTIONS
    outputs: ClassVar[tuple[Output, ...]] = OUTPUTS
    figures: ClassVar[tuple[str, ...]] = ("watched_s", "good_percent")
    charts: ClassVar[tuple[Chart, ...]] = CHARTS
    walkthrough: ClassVar[tuple[GuidedStep, ...]] = WALKTHROUGH

    process: Literal["heat_treatment", "moulding", "soldering"] = parameter(
        "heat_treatment",
        choices=PROCESS_NAMES,
        label=Text("Industry and process"),
        meaning=Text("Heat treatment, moulding or soldering: each has its own machine and temperatures."),
    )
    noise_percent: float = parameter(
        3.0,
        low=0.2,
        high=10.0,
        step=0.2,
        unit="%",
        label=Text("Sensor noise"),
        meaning=Text("Standard deviation of a measurement, as a percentage of the temperature range."),
    )
    decide_s: float = parameter(
        80.0,
        low=5.0,
        high=200.0,
        step=1.0,
        unit="s",
        label=Text("Decide after"),
        meaning=Text("Seconds the machine is watched before the likeliest model is chosen."),
    )

    def start(self) -> TwinLibState:
        return self._machine(0, 0)

    def step(self, state: TwinLibState) -> TwinLibState:
        now = replace(state, ticks=state.ticks + 1, phase_ticks=state.phase_ticks + 1)
        rested = state.phase == "rest" and state.phase_ticks * STEP_S >= REST_S
        if rested or state.process != self.process:
            return self._next_machine(now)
        match state.phase:
            case "watch":
                return self._watched(now)
            case "bake":
                return self._baked(now)
        return now

    def act(self, state: TwinLibState, action: str) -> TwinLibState:
        match action:
            case "decide":
                return self._decided(state) if state.phase == "watch" else state
            case "again":
                return self._next_machine(state)
        return super().act(state, action)

    def readings(self, state: TwinLibState) -> dict[str, float]:
        process = PROCESSES[state.process]
        second = min(max(0, _second(state)), BAKE_S - 1) if state.phase == "bake" else BAKE_S - 1
        recipe, hottest, promised = state.recipe, 0.0, 0.0
        if recipe is not None:
            hottest = process.span_k * (float(state.truth[: second + 1].max()) - TARGET) / 100.0
            promised = float(recipe.promised[second])
        return {
            "watched_s": len(state.trace),
            "temperature_c": process.celsius(state.measured),
            "promised_c": process.celsius(promised),
            **{f"{model}_percent": 100.0 * state.likely[model] for model in MODELS},
            "phase": PHASES.index(state.phase),
            "chosen": 0 if state.chosen is None else 1 + MODELS.index(state.chosen.model),
            "hottest_off_k": hottest,
            "outcome": OUTCOMES.index(state.outcome),
            "machines": state.number + 1,
            "parts": state.parts,
            "good_percent": 100.0 * state.good / max(1, state.parts),
        }

    def parts(self, state: TwinLibState) -> dict[str, PartWords]:
        process, chosen = PROCESSES[state.process], state.chosen.model if state.chosen else ""
        return {
            **{model: words_of_book(model, state.likely[model], model == chosen) for model in MODELS},
            "trace": words_of_trace(process.celsius(state.measured), state.recipe is not None),
            "clock": words_of_clock(len(state.trace), self.decide_s, state.phase == "watch"),
            "machine": words_of_machine(state.process, state.number + 1),
            "part": words_of_part(state.outcome),
            "tally": words_of_tally(state.good, state.parts),
        }

    def touched(self, state: TwinLibState, part: str) -> tuple[TwinLib, TwinLibState]:
        """A book that is touched is decided for; the clock decides now; the machine makes room for the next one."""
        if state.phase == "watch" and (part == "clock" or part in state.settled):
            return self, self._decided(state, part if part in MODELS else "")
        if part in ("machine", "part"):
            return self, self._next_machine(state)
        return self, state

    def profile(self, state: TwinLibState, output: str) -> Profile:
        if output != "temperature_c":
            return super().profile(state, output)
        process, baking = PROCESSES[state.process], state.recipe is not None
        percent = state.truth[: max(1, min(_second(state) + 1, BAKE_S))] if baking else state.trace
        if state.phase == "rest":
            percent = state.truth
        marks = () if baking else ((self.decide_s, DECISION),)
        celsius = tuple(process.celsius(float(value)) for value in percent)
        return Profile(tuple(float(second) for second in range(len(celsius))), celsius, marks)

    def _machine(self, number: int, ticks: int) -> TwinLibState:
        """A cold machine of the kind asked for, a little different from all others."""
        process = PROCESSES[self.process]
        spread = self.random(number, MACHINE).uniform(1.0 - SPREAD, 1.0 + SPREAD, len(process.parameters))
        parameters = np.array(process.parameters) * spread
        even = 1.0 / len(MODELS)
        return TwinLibState(
            ticks=ticks,
            number=number,
            process=self.process,
            parameters=parameters,
            phase="watch",
            phase_ticks=0,
            truth=_behaviour(process, parameters, None),
            trace=np.empty(0),
            measured=0.0,
            pending={},
            samples=0,
            settled={},
            likely=dict.fromkeys(MODELS, even),
        )

    def _next_machine(self, state: TwinLibState) -> TwinLibState:
        return replace(self._machine(state.number + 1, state.ticks), parts=state.parts, good=state.good)

    def _measure(self, state: TwinLibState, second: int) -> float:
        noise = self.noise_percent * float(self.random(state.ticks, NOISE).standard_normal())
        return float(state.truth[second]) + noise

    def _watched(self, state: TwinLibState) -> TwinLibState:
        """Another measurement when its second comes, and one more round of fitting on one of the models."""
        second = _second(state)
        if state.phase_ticks % SAMPLE_STEPS == 0 and second < WATCH_S:
            measured = self._measure(state, second)
            state = replace(state, measured=measured, trace=np.append(state.trace, measured))
        state = self._fitted(state)
        return self._decided(state) if len(state.trace) >= self.decide_s else state

    def _fitted(self, state: TwinLibState) -> TwinLibState:
        """One model a step; all models of a round are fitted to the same samples, or they could not be compared."""
        samples = state.samples if state.pending else len(state.trace)
        if samples < FEWEST:
            return state
        model = MODELS[len(state.pending)]
        random, span_k = self.random(state.ticks, SEARCH), PROCESSES[state.process].span_k
        fit = improve(state.settled.get(model), model, state.trace[:samples], span_k, random)
        pending = {**state.pending, model: fit}
        if len(pending) < len(MODELS):
            return replace(state, pending=pending, samples=samples)
        return replace(state, pending={}, settled=pending, likely=probabilities(pending, samples))

    def _decided(self, state: TwinLibState, model: str = "") -> TwinLibState:
        """The likeliest model plans, or the one named; before anything is known it is the middle of the first book."""
        process = PROCESSES[state.process]
        if model in state.settled:
            chosen = state.settled[model]
        elif state.settled:
            chosen = state.settled[max(MODELS, key=state.likely.__getitem__)]
        else:
            middle = np.array([(low + high) / 2.0 for low, high in SHELF[MODELS[0]]])
            chosen = Fit(MODELS[0], middle, 0.0)
        recipe = plan(chosen, process.span_k)
        return replace(
            state,
            phase="bake",
            phase_ticks=0,
            truth=_behaviour(process, state.parameters, recipe),
            measured=0.0,
            chosen=chosen,
            recipe=recipe,
        )

    def _baked(self, state: TwinLibState) -> TwinLibState:
        """The recipe a step on; at its end the part is judged by its true temperature, not by the noisy one."""
        second = _second(state)
        if second >= BAKE_S:
            outcome = judge(state.truth)
            return replace(
                state,
                phase="rest",
                phase_ticks=0,
                outcome=outcome,
                parts=state.parts + 1,
                good=state.good + (outcome == "good"),
            )
        if state.phase_ticks % SAMPLE_STEPS == 0:
            return replace(state, measured=self._measure(state, second))
        return state


def _second(state: TwinLibState) -> int:
    """The last whole second of the phase that has been reached; -1 before the first measurement, at 0 s."""
    return state.phase_ticks // SAMPLE_STEPS - 1


def _behaviour(process: Process, parameters: Array, recipe: Recipe | None) -> Array:
    """What a machine really does: under test power while watched, or under a recipe; percent of the range."""
    power, seconds = (TEST_POWER, WATCH_S) if recipe is None else (recipe.power, BAKE_S)
    temperature: Array = respond(process.truth, parameters[None, :], power, seconds, process.span_k)[0]
    return temperature
