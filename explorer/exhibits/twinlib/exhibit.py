"""Which book fits this oven? A twin from the right book bakes good parts at once; without one it must observe first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from ...i18n import Text
from ..exhibit import (
    STEP_S,
    Exhibit,
    PartWords,
    Profile,
    parameter,
)
from .books import (
    INDUSTRIES,
    LONGEST_WATCH_S,
    Book,
    Industry,
    Machine,
    cloud,
    machines_like,
    piece,
    pieces_of,
)
from .models import BAKE_S, TARGET, Array, Outcome, judge, power_of, respond
from .words import (
    ACTIONS,
    BOOK_NAMES,
    CHARTS,
    HANDLES,
    OUTPUTS,
    OVEN_NAMES,
    SIGNS,
    WALKTHROUGH,
    captions,
    part_words,
)

OVENS = 10
"""Ovens per batch, with one part in each."""
WATCH_S_A_SECOND, BAKE_S_A_SECOND = 10.0, 45.0
PART_EVERY_S, FIRST_PART_S = 0.22, 1.5
PREPARE: tuple[tuple[Book, Industry], ...] = (
    ("solder", "solder"),
    *(("library", industry) for industry in INDUSTRIES),
    *(("none", industry) for industry in INDUSTRIES),
)
"""Clouds of the walkthrough, computed first, in idle steps."""

MACHINE, NOISE, WHICH = range(3)

Phase = Literal["weigh", "watch", "bake", "rest"]
PHASES: tuple[Phase, ...] = ("weigh", "watch", "bake", "rest")
Tray = Literal["own", "other", "library", "none"]
TRAYS: tuple[Tray, ...] = ("own", "other", "library", "none")


@dataclass(frozen=True, slots=True)
class Oven:
    """One oven: its true behaviour, its measurements, its recipe, and the resulting part."""

    parameters: Array
    seen: Array  # measured temperatures, percent of the range
    recipe: int
    # promised, run: temperatures expected by the likeliest candidate and actual ones, over the recipe
    promised: Array
    run: Array
    outcome: Outcome
    likely: tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A batch of ten ovens and its phase, and the trays with the last parts for each kind of prior knowledge."""

    ticks: int
    batch: int  # number of the batch; each has other ovens
    industry: Industry  # true industry of the ovens
    # book, seconds of observation, noise and oven, at the start of the batch
    asked: tuple[Book, float, float, str]
    phase: Phase
    since_s: float  # seconds of the visit since the phase began
    # pieces of the book's cloud computed; `prepared`: completed clouds of `PREPARE`
    made: int
    prepared: int
    ovens: tuple[Oven, ...]  # ovens computed so far; the first is the one shown
    # outcomes of the last batch for each kind of prior knowledge, `none` for a part still in the oven
    trays: dict[Tray, tuple[Outcome, ...]] = field(default_factory=dict)

    @property
    def machine(self) -> Machine:
        """The typical machine of the ovens' industry."""
        return INDUSTRIES[self.industry]

    @property
    def tray(self) -> Tray:
        """The tray for the parts of this batch."""
        book = self.asked[0]
        if book in ("library", "none"):
            return "library" if book == "library" else "none"
        return "own" if book == self.industry else "other"

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The finished parts of this batch."""
        return self.trays.get(self.tray, ())


class TwinLib(Exhibit[State]):
    """Three books, no book, or all three: each is a cloud of candidates, which measurements weight and which then plan."""

    kind = "twinlib"
    title = Text("Which book fits this oven?")
    truth = "simulated physics"
    limit = Text(
        "The ovens are simulated and are each of a kind that a book describes; real ones are none "
        "exactly. Weighing and planning are real. The differences between the three industries are "
        "invented, and the result depends on them; so are temperatures and times."
    )
    try_this = Text("Put a book on the oven: the wrong one spoils parts, the right one bakes gold.")
    actions = ACTIONS
    outputs = OUTPUTS
    signs = SIGNS
    handles = HANDLES
    figures = ("good", "watched")
    charts = CHARTS
    walkthrough = WALKTHROUGH

    book: Book = parameter(
        "steel",
        choices=BOOK_NAMES,
        label=Text("Book"),
        meaning=Text("What is known of the oven before it is watched."),
    )
    watch_s: float = parameter(
        0.0,
        low=0.0,
        high=float(LONGEST_WATCH_S),
        step=5.0,
        unit="s",
        label=Text("Watch first"),
        meaning=Text("Seconds of the oven's warming up that are measured before the recipe is planned."),
        ends=(Text("bake at once"), Text("a minute")),
    )
    oven: Literal["steel", "plastic", "solder", "unknown"] = parameter(
        "solder",
        choices=OVEN_NAMES,
        label=Text("Oven"),
        meaning=Text("Of which industry the ten ovens are; under the cloth nobody knows."),
    )
    noise_percent: float = parameter(
        3.0,
        low=1.0,
        high=10.0,
        step=0.5,
        unit="%",
        expert=True,
        label=Text("Sensor noise"),
        meaning=Text("Standard deviation of a measurement, as a percentage of the temperature range."),
    )

    def start(self) -> State:
        return self._begun(0, 0, 0, {})

    def step(self, state: State) -> State:
        state = replace(state, ticks=state.ticks + 1, since_s=state.since_s + STEP_S)
        if state.asked != self._asked():
            return self._begun(state.ticks, state.batch + 1, state.prepared, state.trays)
        match state.phase:
            case "weigh":
                return self._weighed(state)
            case "watch" if state.since_s * WATCH_S_A_SECOND >= self.watch_s:
                return replace(state, phase="bake", since_s=0.0)
            case "bake":
                return self._baked(state)
            case "rest":
                return self._prepared(state)
        return state

    def act(self, state: State, action: str) -> State:
        match action:
            case "bake":
                return self._begun(state.ticks, state.batch + 1, state.prepared, state.trays)
            case "clear":
                return self._begun(state.ticks, state.batch + 1, state.prepared, {})
        return super().act(state, action)

    def readings(self, state: State) -> dict[str, float]:
        outcomes = state.outcomes
        first = state.ovens[0] if state.ovens else None
        likely = first.likely if first and state.phase in ("bake", "rest") else (0.0, 0.0, 0.0)
        return {
            "good": outcomes.count("good"),
            "watched": self.watched_s(state),
            "burnt": outcomes.count("burnt"),
            "raw": outcomes.count("raw"),
            "parts": len(outcomes),
            "temperature": state.machine.celsius(float(self.run_of(state)[-1])),
            "steel": 100 * min(likely[0], 1.0),
            "plastic": 100 * min(likely[1], 1.0),
            "solder": 100 * min(likely[2], 1.0),
            "phase": PHASES.index(state.phase),
        }

    def watched_s(self, state: State) -> float:
        """Time the ovens have been observed so far."""
        if state.phase == "weigh":
            return 0.0
        return min(state.since_s * WATCH_S_A_SECOND, self.watch_s) if state.phase == "watch" else self.watch_s

    def baked_s(self, state: State) -> float:
        """Progress of the recipe, in seconds of the oven."""
        if state.phase in ("weigh", "watch"):
            return 0.0
        return min(state.since_s * BAKE_S_A_SECOND, BAKE_S - 1.0) if state.phase == "bake" else BAKE_S - 1.0

    def run_of(self, state: State) -> Array:
        """Temperature of the oven shown so far: as measured while observed, true while baking."""
        if not state.ovens:
            return np.zeros(1)
        first = state.ovens[0]
        if state.phase == "watch":
            return np.concatenate([np.zeros(1), first.seen[: int(self.watched_s(state))]])
        return first.run[: int(self.baked_s(state)) + 1]

    def profile(self, state: State, output: str) -> Profile:
        if output != "temperature":
            return super().profile(state, output)
        run = self.run_of(state)
        marks = ((0.0, Text("target {celsius:.0f} °C", celsius=state.machine.celsius(TARGET))),)
        return Profile(
            tuple(map(float, range(len(run)))), tuple(state.machine.celsius(float(t)) for t in run), marks
        )

    def caption(self, state: State, number: int) -> Text | None:
        if len(state.outcomes) < OVENS:
            return None
        return captions(self.book, state.industry, self.watch_s, state.outcomes.count("good"))[number]

    def parts(self, state: State) -> dict[str, PartWords]:
        """The books, all of them, the empty slot, the oven, the clock and the trays."""
        first = state.ovens[0] if state.ovens else None
        likely = first.likely if first and self.book == "library" else None
        counts: dict[str, tuple[int, int]] = {
            tray: (outcomes.count("good"), len(outcomes)) for tray, outcomes in state.trays.items()
        }
        return part_words(self.book, self.oven, self.watch_s, likely, counts)

    def touched(self, state: State, part: str) -> tuple[TwinLib, State]:
        """Put a book on the oven; replace the oven by an unknown one; extend the observation by the clock."""
        if part in BOOK_NAMES:
            return self.having(book=part), state
        if part == "oven":
            return self.having(oven="unknown"), self.act(state, "bake")
        if part == "clock":
            following = next((s for s in (0.0, 15.0, 30.0, 60.0) if s > self.watch_s), 0.0)
            return self.having(watch_s=following), state
        if part.startswith("tray"):
            return self, self.act(state, "bake")
        return self, state

    # ---- a batch

    def _asked(self) -> tuple[Book, float, float, str]:
        return self.book, self.watch_s, self.noise_percent, self.oven

    def _begun(self, ticks: int, batch: int, prepared: int, trays: dict[Tray, tuple[Outcome, ...]]) -> State:
        """Ten cold ovens."""
        names: tuple[Industry, ...] = tuple(INDUSTRIES)
        drawn = names[int(self.random(batch, WHICH).integers(len(names)))]
        industry: Industry = drawn if self.oven == "unknown" else self.oven
        state = State(ticks, batch, industry, self._asked(), "weigh", 0.0, 0, prepared, ())
        return replace(state, trays={**trays, state.tray: ()})

    def _weighed(self, state: State) -> State:
        """Compute one more piece of the book's cloud, or measure and plan for one more oven."""
        span_k = state.machine.span_k
        if state.made < pieces_of(self.book):
            piece(self.book, state.made, span_k)
            return replace(state, made=state.made + 1)
        ovens = (*state.ovens, self._oven(state, len(state.ovens)))
        if len(ovens) < OVENS:
            return replace(state, ovens=ovens)
        return replace(state, ovens=ovens, phase="watch", since_s=0.0)

    def _oven(self, state: State, number: int) -> Oven:
        machine, seconds = state.machine, int(self.watch_s)
        parameters = machines_like(machine, self.random(state.batch, number, MACHINE), 1)
        clean = respond(machine.kind, parameters, ((0.0, 1.0),), max(seconds, 1), machine.span_k)[0, :seconds]
        noise = self.random(state.batch, number, NOISE).standard_normal(seconds)
        seen = clean + self.noise_percent * noise
        known = cloud(self.book, machine.span_k)
        weights = known.weights(seen, self.noise_percent)
        recipe = known.recipe(weights)
        run = respond(machine.kind, parameters, power_of(recipe), BAKE_S, machine.span_k)[0]
        steel, plastic, solder = (known.likely(weights, name) for name in INDUSTRIES)
        return Oven(
            parameters,
            seen,
            recipe,
            self._promised(recipe, machine),
            run,
            judge(run),
            (steel, plastic, solder),
        )

    def _promised(self, recipe: int, machine: Machine) -> Array:
        """Prediction of the book's typical machine for the recipe, shown as a ghost; empty unless a single book is chosen."""
        if self.book == "none" or self.book == "library":  # noqa: PLR1714  # mypy narrows no tuple
            return np.zeros(0)
        typical = INDUSTRIES[self.book]
        ghost = respond(
            typical.kind, np.array([typical.parameters]), power_of(recipe), BAKE_S, machine.span_k
        )
        return np.asarray(ghost[0])

    def _baked(self, state: State) -> State:
        """Advance the recipe by a step; parts come out one by one, judged by their true temperature."""
        out = int((state.since_s - FIRST_PART_S) / PART_EVERY_S) + 1 if state.since_s >= FIRST_PART_S else 0
        if state.since_s * BAKE_S_A_SECOND >= BAKE_S:
            state, out = replace(state, phase="rest", since_s=0.0), OVENS
        outcomes = tuple(oven.outcome for oven in state.ovens[: min(out, OVENS)])
        if outcomes == state.outcomes:
            return state
        return replace(state, trays={**state.trays, state.tray: outcomes})

    def _prepared(self, state: State) -> State:
        """In idle steps, compute a piece of a cloud that the walkthrough will need."""
        left = state.prepared
        for book, industry in PREPARE:
            count = pieces_of(book)
            if left < count:
                piece(book, left, INDUSTRIES[industry].span_k)
                return replace(state, prepared=state.prepared + 1)
            left -= count
        return state
