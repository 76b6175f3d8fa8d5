"""Find the pump with the beat: you, one core and five kinds of computing, counted in the same unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, NamedTuple

from ...base.total import total
from ...i18n import Text
from ..exhibit import (
    STEP_S,
    Exhibit,
    PartWords,
    parameter,
    seed_parameter,
)
from .crate import BEATS, PUMPS, RHYTHM, Crate, crate_of, telling_beats
from .machines import (
    CRATES,
    HANDS,
    IDEAS,
    NAMES,
    NOBODY,
    NOTHING,
    TELLING,
    Brain,
    Core,
    Hands,
    Heard,
    Learned,
    Machine,
    Mixed,
    Name,
    Quantum,
    State,
    Sums,
    searched,
)
from .words import (
    ACTIONS,
    CHARTS,
    HANDLES,
    OUTPUTS,
    SHELVES,
    SIGNS,
    WALKTHROUGH,
    WHO_NAMES,
    captions,
    part_words,
)

ON_SHELF = PUMPS // SHELVES
TURN_S, FOUND_S = 3.0, 1.5
"""Pause of the core after the visitor's last touch, and the shorter one once the pump is found."""
NOISES = (2.0, 6.0, 15.0)
"""Noise levels that touching the knob steps through."""
MEASURED = 3
"""Purpose of the random numbers of measurements."""

TEAMS: Mapping[str, tuple[Name, ...]] = {
    "core": ("core",),
    "hands": ("core", *HANDS),
    "ideas": ("core", *IDEAS),
    "all": NAMES,
}


class Progress(NamedTuple):
    """Progress of a machine: crate (of three), beats in it, whether all are done, and its totals."""

    place: int
    beats: float
    done: bool
    sums: Sums


class Compute(Exhibit[State]):
    """Six machines search the same three crates by the same rule; a touch is one sample read and used."""

    kind = "compute"
    title = Text("Find the pump with the beat")
    truth = "real arithmetic"
    limit = Text(
        "Pumps and sounds are invented; the searches are real. All six get the same crates, the same "
        "question and the same rule. The quantum search is worked out exactly, on paper: no quantum "
        "computer does this today. A beat is no second on any machine. Energy, price and error "
        "correction are left out, and how much better an idea is depends on the job."
    )
    try_this = Text(
        "Listen to a few pumps yourself, then let the machines search: more hands save time, better "
        "ideas save work."
    )
    actions = ACTIONS
    outputs = OUTPUTS
    figures = ("faster", "lighter")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES

    seed: int = seed_parameter(25)
    """Of the first sixty seeds, the one nearest to the medians of all machines."""

    who: Literal["core", "hands", "ideas", "all"] = parameter(
        "all",
        choices=WHO_NAMES,
        label=Text("Who searches"),
        meaning=Text("One core searches in any case, to compare with; alone if nobody else is asked."),
    )
    noise_percent: float = parameter(
        6.0,
        low=1.0,
        high=15.0,
        step=1.0,
        unit="%",
        label=Text("Chance knocks"),
        meaning=Text("How often a pump knocks by chance, in a beat."),
        ends=(Text("quiet"), Text("noisy")),
    )
    hands: int = parameter(
        16,
        low=1,
        high=64,
        step=1,
        expert=True,
        label=Text("Equal hands"),
        meaning=Text("Processors of the high-performance machine."),
    )
    serial_percent: float = parameter(
        5.0,
        low=0.0,
        high=50.0,
        step=1.0,
        unit="%",
        expert=True,
        label=Text("What cannot be split"),
        meaning=Text("Share of the job that one hand must do alone before the others can start."),
    )
    lessons: int = parameter(
        10,
        low=0,
        high=30,
        step=1,
        unit="crates",
        expert=True,
        label=Text("Lessons"),
        meaning=Text("Earlier crates that the learned machine knows the answer of."),
    )
    pace: float = parameter(
        1200.0,
        low=100.0,
        high=4000.0,
        step=100.0,
        unit="1/s",
        expert=True,
        label=Text("Pace"),
        meaning=Text("Beats of the search in one second of your visit."),
    )

    def start(self) -> State:
        return State(0, 0, dict.fromkeys(TEAMS[self.who], 0.0), self._rules(), self.who)

    def step(self, state: State) -> State:
        state = self._asked(replace(state, ticks=state.ticks + 1))
        if state.turn_s > 0:
            return self._gone_on(replace(state, turn_s=max(state.turn_s - STEP_S, 0.0)), wait="core")
        return self._gone_on(state)

    def act(self, state: State, action: str) -> State:
        match action:
            case "listen":
                heard = state.heard if state.turn_s > 0 else ()
                return self._listened(state, next((p for p in range(PUMPS) if p not in heard), None))
            case "run":
                return self._begun(state, NAMES)
            case "again":
                return replace(self._begun(state, tuple(state.beats)), batch=state.batch + 1)
        return super().act(state, action)

    def readings(self, state: State) -> dict[str, float]:
        sums = {name: self.progress(state, name).sums if name in state.beats else NOTHING for name in NAMES}
        pump, beats = self.on_strip(state)
        heard = self.crate(state).knocks[pump, :beats] if pump >= 0 else RHYTHM[:0]
        done = [name for name in state.beats if self.progress(state, name).done]
        lightest = min((sums[name].touches for name in done if name in IDEAS), default=0.0)
        hands = sums["hands"].beats if "hands" in done else 0.0
        gains = (_times(sums["core"].beats, hands), _times(sums["core"].touches, lightest))
        if "core" not in done:  # a lower bound while it is still searching
            gains = (max(gains[0], 1.0), max(gains[1], 1.0))
        return {
            "faster": gains[0],
            "lighter": gains[1],
            **{f"{name}_touches": sums[name].touches for name in NAMES},
            **{f"{name}_beats": sums[name].beats for name in NAMES},
            "you": len(state.heard),
            "pulses": int((heard & RHYTHM[: len(heard)]).sum()),
            "done": len(done),
            "wrong": total(self._wrong(state, name) for name in done),
        }

    def caption(self, state: State, number: int) -> Text | None:
        done = {name: self.progress(state, name) for name in state.beats}
        sums = {name: progress.sums for name, progress in done.items() if progress.done}
        return captions(sums, state.before)[number]

    def parts(self, state: State) -> dict[str, PartWords]:
        """The six machines, the eight shelves of the crate, the strip and the noise knob."""
        progress = {name: self.progress(state, name) for name in state.beats}
        return part_words(
            {name: (found.sums, found.done) for name, found in progress.items()},
            self.on_strip(state).pump,
            int(self.readings(state)["pulses"]),
            [total(pump // ON_SHELF == shelf for pump in state.heard) for shelf in range(SHELVES)],
            self.noise_percent,
        )

    def touched(self, state: State, part: str) -> tuple[Compute, State]:
        """Listen to the next pump on a shelf; restart a machine; advance the noise knob."""
        if part in NAMES:
            return self, replace(state, beats={**state.beats, part: 0.0}, at=part, turn_s=0.0)
        if part == "noise":
            noise = next((noise for noise in NOISES if noise > self.noise_percent), NOISES[0])
            return self.having(noise_percent=noise), state
        kind, _, number = part.partition("_")
        if kind == "shelf":
            first = (int(number) - 1) * ON_SHELF
            heard = state.heard if state.turn_s > 0 else ()
            left = (pump for pump in range(first, first + ON_SHELF) if pump not in heard)
            return self, self._listened(state, next(left, None))
        return self, state

    # ---- crates and machines

    def crate(self, state: State, place: int | None = None) -> Crate:
        """One of the three crates; by default the one shown."""
        place = self.in_picture(state)[0] if place is None else place
        return crate_of(self.seed, state.batch * CRATES + place, state.rules[0])

    def in_picture(self, state: State) -> tuple[int, float]:
        """The crate shown, and the beats for which its machine has searched it."""
        if state.turn_s > 0:  # a found pump remains visible
            return 0, state.beats["core"]
        if state.at not in state.beats:
            return 0, 0.0
        found = self.progress(state, state.at)
        return found.place, found.beats

    def machine(self, state: State, name: Name, place: int) -> Machine:
        """A machine set up for one of the three crates."""
        noise, hands, serial, lessons = state.rules
        match name:
            case "core" if state.heard and place == 0:
                rest = tuple(pump for pump in range(PUMPS) if pump not in state.heard)
                return Core((*state.heard, *rest))
            case "core":
                return Core()
            case "hands":
                return Hands(int(hands), serial / 100.0)
            case "mixed":
                return Mixed()
            case "learned":
                return Learned(telling_beats(self.seed, int(lessons), noise, TELLING))
            case "quantum":
                return Quantum((self.seed, MEASURED))
            case "brain":
                return Brain()

    def progress(self, state: State, name: Name) -> Progress:
        """Progress of a machine that has begun."""
        left, touches, beats = state.beats[name], 0.0, 0.0
        for place in range(CRATES):
            machine, crate = self.machine(state, name, place), self.crate(state, place)
            whole = searched(machine, crate)
            if left < whole.beats:
                return Progress(
                    place, left, False, Sums(touches + machine.touches(crate, left), beats + left)
                )
            left, touches, beats = left - whole.beats, touches + whole.touches, beats + whole.beats
        return Progress(CRATES - 1, whole.beats, True, Sums(touches, beats))

    def on_strip(self, state: State) -> Heard:
        """The pump whose sound is shown, and how much of it was heard; the named one once a search is over."""
        if state.turn_s > 0:
            return Heard(state.heard[-1], BEATS)
        if state.at not in state.beats:
            return NOBODY
        found = self.progress(state, state.at)
        machine, crate = self.machine(state, state.at, found.place), self.crate(state, found.place)
        return (
            Heard(searched(machine, crate).named, BEATS) if found.done else machine.heard(crate, found.beats)
        )

    def named(self, state: State) -> int:
        """The identified pump in the crate shown; -1 before."""
        pump, beats = self.on_strip(state)
        return pump if pump >= 0 and beats == BEATS and self.crate(state).over[pump] else -1

    def _wrong(self, state: State, name: Name) -> int:
        """Number of the three crates in which a machine names the wrong pump, or none."""
        return total(
            searched(self.machine(state, name, place), self.crate(state, place)).named
            != self.crate(state, place).bad
            for place in range(CRATES)
        )

    # ---- progress of the run

    def _rules(self) -> tuple[float, ...]:
        """The settings that determine a search."""
        return (self.noise_percent, float(self.hands), self.serial_percent, float(self.lessons))

    def _begun(self, state: State, names: tuple[Name, ...]) -> State:
        """Start these machines at the first of the three crates."""
        return replace(state, beats=dict.fromkeys(names, 0.0), heard=(), turn_s=0.0, before={})

    def _asked(self, state: State) -> State:
        """Add the requested machines (a request for the core keeps it alone); other settings restart all machines."""
        if state.who != self.who:
            team = TEAMS[self.who]
            kept = {name: at for name, at in state.beats.items() if self.who != "core" or name in team}
            beats = {**dict.fromkeys(team, 0.0), **kept}
            at = team[1] if self.who in ("hands", "ideas") else team[0]
            state = replace(state, who=self.who, beats=beats, at=at, turn_s=0.0)
        if state.rules != self._rules():
            progress = {name: self.progress(state, name) for name in state.beats}
            before = {name: found.sums for name, found in progress.items() if found.done}
            state = replace(
                self._begun(state, tuple(state.beats)), rules=self._rules(), before=before or state.before
            )
        return state

    def _gone_on(self, state: State, wait: str = "") -> State:
        """Advance all unfinished machines by a step, except the one that waits."""
        further = self.pace * STEP_S
        beats = {
            name: at if name == wait or self.progress(state, name).done else at + further
            for name, at in state.beats.items()
        }
        return state if beats == state.beats else replace(state, beats=beats)

    def _listened(self, state: State, pump: int | None) -> State:
        """The visitor listens to a pump of the first crate; the core continues after that pump."""
        if pump is None:
            return state
        heard = (*(state.heard if state.turn_s > 0 else ()), pump)
        found = bool(self.crate(state, 0).over[pump])
        return replace(
            state,
            heard=heard,
            beats={**state.beats, "core": float(len(heard) * BEATS)},
            at="core",
            turn_s=FOUND_S if found else TURN_S,
        )


def _times(more: float, less: float) -> float:
    """Ratio of the two; 1 without a base."""
    return more / less if more and less else 1.0
