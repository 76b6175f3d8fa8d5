"""The living plan tree: the plan as a graph that settles round what is picked, and shows the way to the zone that tells it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np
from pydantic import PrivateAttr

from ...i18n import Text
from ..exhibit import (
    NOWHERE,
    STEP_S,
    Action,
    Chart,
    Exhibit,
    GuidedStep,
    Output,
    PartWords,
    Surroundings,
    Truth,
    parameter,
)
from .graph import Graph, Numbers, claim_node, graph_of, moved, way, weights
from .plan import (
    CLAIMS,
    EVENTS,
    IN_BRIEFING,
    ISSUERS,
    MEASURES,
    PRINCIPLES,
    SAFEGUARDS,
    TASKS,
    Dated,
    year_of,
)
from .words import ACTIONS, WALKTHROUGH, part_words

FIRST_YEAR, LAST_YEAR, YEARS_A_SECOND = 2022.0, 2026.9, 0.5
CALM_M_S, KICK_M_S = 0.03, 3.0
ROUND = (
    *(f"issuer_{n + 1}" for n in range(len(ISSUERS))),
    *(f"principle_{n + 1}" for n in range(len(PRINCIPLES))),
    *(f"safeguard_{n + 1}" for n in range(len(SAFEGUARDS))),
    *(f"task_{n + 1}" for n in range(len(TASKS))),
    *(f"measure_{n + 1}" for n in range(len(MEASURES))),
)
"""What *next* goes through."""

DATES = np.array([year_of(event.date) for event in EVENTS])
HIGHEST_NUMBER = 999
KICK = 1  # a purpose of random numbers


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where everything hangs, what is picked, and how far the years are.

    Attributes
    ----------
    places_m, speeds_m_s : of all nodes of the graph, shape (n, 3).
    calm : whether nothing moves any more, so that nothing is computed.
    picked : the name of a node.
    year, playing : how far the years are, and whether they run.
    dialled : what the dials said last: claim, year, beyond.
    """

    ticks: int
    places_m: Numbers
    speeds_m_s: Numbers
    calm: bool
    picked: str
    year: float
    playing: bool
    dialled: tuple[int, float, bool]


class PlanTree(Exhibit[State]):
    """Issuers, principles, tasks, measures, safeguards, statements and zones, held by springs and kept apart."""

    kind: ClassVar[str] = "plaza"
    title: ClassVar[Text] = Text("The living plan tree")
    truth: ClassVar[Truth] = "published figures"
    limit: ClassVar[Text] = Text(
        "The wording of the measures is from one source. Dates are those found in public sources; "
        "the list is not complete. Where things hang means nothing: springs and repulsion lay them "
        "out. The park chose which zone stands for a measure."
    )
    try_this: ClassVar[Text] = Text(
        "Pick a statement and follow the path to the zone that covers it. Then go beyond the "
        "briefing, and let the years run."
    )
    actions: ClassVar[tuple[Action, ...]] = ACTIONS
    outputs: ClassVar[tuple[Output, ...]] = (
        Output("measures", Text("Measures lit of 14"), "", 0, len(MEASURES)),
        Output("events", Text("Events so far"), "", 0, len(EVENTS)),
        Output("national", Text("China, national"), "", 0, len(EVENTS)),
        Output("local", Text("China, local"), "", 0, len(EVENTS)),
        Output("world", Text("International"), "", 0, len(EVENTS)),
        Output("year", Text("Year"), "", FIRST_YEAR, LAST_YEAR),
        Output("zone", Text("Zone that covers what is picked"), "", 0, HIGHEST_NUMBER),
        Output("links", Text("Steps on the way there"), "", 0, 6),
        Output("motion", Text("How much the tree moves"), "m/s", 0, 15),
    )
    figures: ClassVar[tuple[str, ...]] = ("measures", "events")
    charts: ClassVar[tuple[Chart, ...]] = (
        Chart(Text("Events so far, by who acted"), ("national", "local", "world"), "bars"),
        Chart(Text("How the tree settles"), ("motion",)),
    )
    walkthrough: ClassVar[tuple[GuidedStep, ...]] = WALKTHROUGH
    is_of_park: ClassVar[bool] = True

    claim: int = parameter(
        24,
        low=1,
        high=CLAIMS,
        step=1,
        label=Text("Statement of the briefing"),
        meaning=Text("Picks one of the 184 statements, C01 to C184."),
    )
    year: float = parameter(
        LAST_YEAR,
        low=FIRST_YEAR,
        high=LAST_YEAR,
        step=0.1,
        label=Text("Year"),
        meaning=Text("Lights what had happened by then."),
    )
    beyond: bool = parameter(
        False,
        label=Text("Beyond the briefing"),
        meaning=Text("Lights tasks 3 to 5, about which the briefing says little."),
    )

    _plan: Graph = PrivateAttr(default_factory=lambda: graph_of(NOWHERE))

    @property
    def plan(self) -> Graph:
        """What hangs on what, in the park it stands in."""
        return self._plan

    def placed_in(self, surroundings: Surroundings) -> Self:
        placed = self.model_copy()
        placed._plan = graph_of(surroundings)
        return placed

    def start(self) -> State:
        plan = self.plan
        spread = self.random(0, KICK).normal(0.0, 0.6, plan.home_m.shape)
        dialled = (self.claim, self.year, self.beyond)
        return State(
            0,
            plan.home_m + spread,
            np.zeros_like(spread),
            False,
            claim_node(self.plan, self.claim),
            self.year,
            False,
            dialled,
        )

    def step(self, state: State) -> State:
        state = self._dialled(state)
        year, playing = state.year, state.playing
        if playing:
            year = min(year + YEARS_A_SECOND * STEP_S, LAST_YEAR)
            playing = year < LAST_YEAR
        state = replace(state, ticks=state.ticks + 1, year=year, playing=playing)
        if state.calm:
            return state
        places, speeds = moved(
            self.plan, state.places_m, state.speeds_m_s, state.picked, weights(self.plan, self.beyond)
        )
        calm = _motion(speeds) < CALM_M_S
        return replace(state, places_m=places, speeds_m_s=0 * speeds if calm else speeds, calm=calm)

    def act(self, state: State, action: str) -> State:
        state = self._dialled(state)  # a dial turned just before counts first
        if action == "play":
            again = not state.playing and state.year >= LAST_YEAR
            return replace(state, playing=not state.playing, year=FIRST_YEAR if again else state.year)
        if action == "next":
            at = ROUND.index(state.picked) + 1 if state.picked in ROUND else 0
            return self._pick(state, ROUND[at % len(ROUND)])
        if action == "shake":
            return self._shaken(state, 2 * KICK_M_S)
        return super().act(state, action)

    def readings(self, state: State) -> dict[str, float]:
        sides = [event.side for event in self.happened(state)]
        path = way(self.plan, state.picked)
        zone = self.plan.zones.get(path[-1])
        return {
            "measures": sum(self.beyond or measure.task < IN_BRIEFING for measure in MEASURES),
            "events": len(sides),
            "national": sides.count("national"),
            "local": sides.count("local"),
            "world": sides.count("world"),
            "year": state.year,
            "zone": zone.number if zone else 0,
            "links": len(path) - 1,
            "motion": _motion(state.speeds_m_s),
        }

    def parts(self, state: State) -> dict[str, PartWords]:
        """The plan, its groups, its tasks, what is picked, and the ring of events."""
        done = self.happened(state)
        return part_words(self.plan, state.picked, done[-1] if done else None, len(done))

    def touched(self, state: State, part: str) -> tuple[Self, State]:
        """The plan is shaken, a group or task gives its next, the events go on by one."""
        if part == "picked":
            return self, state
        state = self._dialled(state)
        if part == "plan":
            return self, self.act(state, "shake")
        if part == "events":
            ahead = DATES[state.year < DATES]
            year = float(min(ahead[0] + 1e-6, LAST_YEAR)) if len(ahead) else FIRST_YEAR
            return self, replace(state, year=year, playing=False)
        names = self._names_of(part)
        if not names:
            return super().touched(state, part)
        at = names.index(state.picked) + 1 if state.picked in names else 0
        return self, self._pick(state, names[at % len(names)])

    def happened(self, state: State) -> tuple[Dated, ...]:
        """The events so far."""
        return tuple(event for event, date in zip(EVENTS, DATES, strict=True) if date <= state.year)

    def _names_of(self, part: str) -> list[str]:
        if part.startswith("task_"):
            task = int(part.removeprefix("task_")) - 1
            return [part, *(f"measure_{n + 1}" for n, measure in enumerate(MEASURES) if measure.task == task)]
        return [name for name in ROUND if name.startswith(part.removesuffix("s") + "_")]

    def _dialled(self, state: State) -> State:
        """A dial that was turned since the last step takes effect."""
        claim, year, beyond = state.dialled
        state = replace(state, dialled=(self.claim, self.year, self.beyond))
        if self.claim != claim:
            state = self._pick(state, claim_node(self.plan, self.claim))
        if self.year != year:
            state = replace(state, year=self.year, playing=False)
        return state if self.beyond == beyond else self._shaken(state, KICK_M_S / 2)

    def _pick(self, state: State, name: str) -> State:
        return self._shaken(replace(state, picked=name), KICK_M_S)

    def _shaken(self, state: State, kick_m_s: float) -> State:
        push = self.random(state.ticks, KICK).normal(0.0, kick_m_s, state.speeds_m_s.shape)
        return replace(state, speeds_m_s=np.clip(state.speeds_m_s + push, -7, 7), calm=False)


def _motion(speeds_m_s: Numbers) -> float:
    """The root mean square of speeds, m/s."""
    return float(np.sqrt((speeds_m_s**2).sum(axis=1).mean()))
