"""The living plan tree, the park's table of contents: a bough bends down, its leaves open, and a lit path leads to a hall."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import dist
from typing import Self

from pydantic import PrivateAttr

from ...base.total import total
from ...i18n import Text
from ..exhibit import (
    STEP_S,
    Chart,
    Exhibit,
    PartWords,
    parameter,
)
from ..mixins import NOWHERE, Arrow, ByArrows, ShowsTheWay, Surroundings, WayOut, ZoneFacts
from ..plan import Event, Line
from ..signs import Handle, Sign
from .words import (
    ACTIONS,
    DATES,
    FIRST_YEAR,
    LAST_YEAR,
    OUTPUTS,
    WALKTHROUGH,
    captions,
    events_words,
    halls_words,
    safeguard_words,
    task_words,
    trunk_words,
)

LATEST, YEARS_A_SECOND = 2026.9, 0.5
BEND_S, UNFOLD_S = 0.6, 0.4
CALL_S, SHAKE_S = 0.5, 1.5
PATH_M_S, LONGEST_PATH_S = 25.0, 1.2
NONE = -1
LONG_AGO_S = 1_000.0
HANDLES = {"plan": Handle("turn_deg", "right")}


@dataclass(frozen=True, slots=True)
class State:
    """The open leaf, the bend of the boughs, and the progress of the years."""

    ticks: int
    # bough, leaf: open task and open measure, or `NONE`
    bough: int
    leaf: int
    bent: tuple[float, ...]  # how far each bough is bent down, 0..1, before easing
    # open_s, called_s, shaken_s: seconds since a leaf was opened, the whole tree was called, grey leaves were
    # shaken
    open_s: float
    called_s: float
    shaken_s: float
    # year, playing: position in the years, and whether they advance
    year: float
    playing: bool
    dialled: float  # last value of the dial


def _month(year: float) -> int:
    """The month of a year, counted from the first one."""
    return int((year - FIRST_YEAR) * 12 + 1e-6)


class PlanTree(ShowsTheWay, ByArrows, Exhibit[State]):
    """Tasks as boughs, measures as leaves, years as rings; each leaf leads to a hall of the park, or says that it has none."""

    kind = "plaza"
    title = Text("The living plan tree")
    truth = "published figures"
    limit = Text(
        "The wording of the measures is from one source. Dates are those found in public sources; "
        "the list is not complete. The park chose which hall stands for a measure; what a measure "
        "cost or achieved is not shown."
    )
    try_this = Text("Touch a bough. Its leaves come down, and a lit path leads to a hall.")
    actions = ACTIONS
    outputs = OUTPUTS
    figures = ("date", "grey")
    charts = (
        Chart(Text("Events so far"), ("events",)),
        Chart(Text("Events so far, by who acted"), ("national", "local", "world"), "bars"),
    )
    walkthrough = WALKTHROUGH
    handles = HANDLES

    year: float = parameter(
        LATEST,
        low=float(FIRST_YEAR),
        high=LATEST,
        step=0.1,
        label=Text("Year"),
        meaning=Text("Lights what had happened by then."),
        ends=(Text("{year}", year=str(FIRST_YEAR)), Text("{year}", year=str(LAST_YEAR))),
        names=[
            DATES[_month(FIRST_YEAR + step / 10)] for step in range(round((LATEST - FIRST_YEAR) * 10) + 1)
        ],
    )

    turn_deg: float = parameter(
        0.0,
        low=-20.0,
        high=20.0,
        step=2.0,
        unit="°",
        expert=True,
        label=Text("Turn the tree"),
        meaning=Text("Up to this angle no leaf covers another."),
        ends=(Text("to the left"), Text("to the right")),
    )

    _park: Surroundings = PrivateAttr(default=NOWHERE)

    @property
    def park(self) -> Surroundings:
        """The surrounding park, with the plan."""
        return self._park

    def placed_in(self, surroundings: Surroundings) -> Self:
        placed = self.model_copy()
        placed._park = surroundings
        return placed

    # ---- content of the plan

    def halls(self, leaf: int) -> list[ZoneFacts]:
        """The zones that represent a measure."""
        by_id = {zone.id: zone for zone in self.park.zones}
        return [by_id[hall] for hall in self.park.plan.measures[leaf].halls if hall in by_id]

    def way(self, leaf: int) -> Line:
        """The corners of the route from the tree to the first hall of a measure (metres east and north); () without a hall."""
        halls = self.halls(leaf) if leaf != NONE else []
        if not halls:
            return ()
        here = [zone.centre_m for zone in self.park.zones if zone.id == self.park.here]
        return self.park.plan.ways.get(halls[0].id, (*here, halls[0].centre_m))

    def happened(self, state: State) -> tuple[Event, ...]:
        """The events until now."""
        return tuple(event for event in self.park.plan.events if event.year <= state.year)

    def grey(self) -> list[int]:
        """The measures without a hall in this park."""
        return [leaf for leaf in range(len(self.park.plan.measures)) if not self.halls(leaf)]

    # ---- the run

    def start(self) -> State:
        up = (0.0,) * len(self.park.plan.tasks)
        return State(0, NONE, NONE, up, LONG_AGO_S, LONG_AGO_S, LONG_AGO_S, self.year, False, self.year)

    def step(self, state: State) -> State:
        state = self._dialled(state)
        year, playing = state.year, state.playing
        if playing:
            year = min(year + YEARS_A_SECOND * STEP_S, LATEST)
            playing = year < LATEST
        change = STEP_S / BEND_S
        bent = tuple(
            min(1.0, now + change) if bough == state.bough else max(0.0, now - change)
            for bough, now in enumerate(state.bent)
        )
        open_s, called_s, shaken_s = (
            min(since_s + STEP_S, LONG_AGO_S) for since_s in (state.open_s, state.called_s, state.shaken_s)
        )
        return replace(
            state,
            ticks=state.ticks + 1,
            bent=bent,
            open_s=open_s,
            called_s=called_s,
            shaken_s=shaken_s,
            year=year,
            playing=playing,
        )

    def followed(self, state: State) -> Self:
        shown = _on_dial(state.year)
        return self if shown == self.year else self.model_copy(update={"year": shown})

    def act(self, state: State, action: str) -> State:
        state = self._dialled(state)  # a dial turned just before applies first
        leaves = len(self.park.plan.measures)
        match action:
            case "play":
                again = not state.playing and state.year >= LATEST - 0.05
                return replace(
                    state, playing=not state.playing, year=float(FIRST_YEAR) if again else state.year
                )
            case "next":
                return self._opened(state, (state.leaf + 1) % leaves) if leaves else state
            case "go":
                return state
            case "all":
                return replace(state, bough=NONE, leaf=NONE, called_s=0.0)
            case "missing":
                return replace(state, bough=NONE, leaf=NONE, shaken_s=0.0)
        return super().act(state, action)

    def way_out(self, state: State, name: str) -> WayOut | None:
        """An open leaf leads to its hall when touched again, and so does *Go there*."""
        if state.leaf == NONE or name not in ("go", f"leaf_{state.leaf + 1}"):
            return None
        halls = self.halls(state.leaf)
        return WayOut(halls[0].id, self.way(state.leaf)) if halls else None

    def readings(self, state: State) -> dict[str, float]:
        sides = [event.side for event in self.happened(state)]
        halls = self.halls(state.leaf) if state.leaf != NONE else []
        corners = self.way(state.leaf)
        return {
            "date": min(_month(state.year), OUTPUTS[0].high),
            "measure": state.leaf + 1,
            "hall": halls[0].number if halls else 0,
            "way": total(dist(a, b) for a, b in pairwise(corners)),
            "grey": len(self.grey()),
            "events": len(sides),
            "national": sides.count("national"),
            "local": sides.count("local"),
            "world": sides.count("world"),
        }

    def signs_now(self, state: State) -> tuple[Sign, ...]:
        """A sign at each bough; at the open one, signs of its leaves."""
        plan = self.park.plan
        leaves = tuple(
            Sign(f"leaf_{leaf + 1}", plan.measures[leaf].words, "below") for leaf in self.leaves(state.bough)
        )
        boughs = tuple(
            Sign(f"task_{n + 1}", task.word) for n, task in enumerate(plan.tasks) if n != state.bough
        )
        return (*leaves, *boughs)

    def caption(self, state: State, number: int) -> Text | None:
        halls = self.halls(state.leaf) if state.leaf != NONE else []
        done = self.happened(state)
        return captions(
            self.park.plan,
            len(self.grey()),
            state.leaf != NONE,
            halls[0].title if halls else None,
            done[-1] if done and not state.playing else None,
        )[number]

    # ---- parts

    def parts(self, state: State) -> dict[str, PartWords]:
        """The boughs, the leaves of the open one, the trunk, the stakes and the rings of years."""
        plan, done = self.park.plan, self.happened(state)
        words = {f"task_{n + 1}": task_words(plan, n, state.leaf) for n in range(len(plan.tasks))}
        for leaf in self.leaves(state.bough):
            words[f"leaf_{leaf + 1}"] = PartWords(plan.measures[leaf].words, halls_words(self.halls(leaf)))
        words["plan"] = trunk_words(plan)
        words["safeguards"] = safeguard_words(plan)
        words["events"] = events_words(done[-1] if done else None, len(done), len(plan.events))
        return words

    def touched(self, state: State, part: str) -> tuple[Self, State]:
        """Lower a bough with its first hall, or raise it; open a leaf; call all by the trunk; advance the rings by one."""
        state = self._dialled(state)
        kind, _, number = part.partition("_")
        if kind == "task":
            return self, self._bough_touched(state, int(number) - 1)
        if kind == "leaf" and int(number) - 1 != state.leaf:
            return self, self._opened(state, int(number) - 1)
        if kind == "plan":
            return self, self.act(state, "all")
        if kind == "events":
            ahead = [event.year for event in self.park.plan.events if event.year > state.year]
            year = min(ahead[0] + 1e-6, LATEST) if ahead else float(FIRST_YEAR)
            return self, replace(state, year=year, playing=False)
        return super().touched(state, part)

    def part_by_arrow(self, state: State, way: Arrow) -> str | None:
        """Left and right select a bough; up and down select a leaf of the open one."""
        step = 1 if way in ("right", "up") else -1
        boughs = len(self.park.plan.tasks)
        if way in ("left", "right") and boughs > 1:
            here = state.bough if state.bough != NONE else -1 if step > 0 else boughs
            return f"task_{(here + step) % boughs + 1}"
        leaves = self.leaves(state.bough)
        if way in ("left", "right") or len(leaves) < 2:
            return None
        here = leaves.index(state.leaf) if state.leaf in leaves else -1
        return f"leaf_{leaves[(here + step) % len(leaves)] + 1}"

    def leaves(self, bough: int) -> list[int]:
        """The measures of a task."""
        return [leaf for leaf, measure in enumerate(self.park.plan.measures) if measure.task == bough]

    def _bough_touched(self, state: State, bough: int) -> State:
        leaves = self.leaves(bough)
        if state.bough == bough or not leaves:
            return replace(state, bough=NONE, leaf=NONE)
        return self._opened(state, next((leaf for leaf in leaves if self.halls(leaf)), leaves[0]))

    def _opened(self, state: State, leaf: int) -> State:
        return replace(state, bough=self.park.plan.measures[leaf].task, leaf=leaf, open_s=0.0)

    def _dialled(self, state: State) -> State:
        """Apply a dial that was turned since the last step; ignore one that only followed the years."""
        if self.year == state.dialled:
            return state
        if self.year == _on_dial(state.year):
            return replace(state, dialled=self.year)
        return replace(state, year=self.year, playing=False, dialled=self.year)


def _on_dial(year: float) -> float:
    """A year as shown by the dial."""
    return round(min(max(year, FIRST_YEAR), LATEST), 1)
