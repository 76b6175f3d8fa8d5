"""Placing two workers best: the same line by habit, by the visitor and by a simulation, with the confidence of the
difference.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

import numpy as np

from ...base.total import total
from ...i18n import Text
from ..exhibit import (
    STEP_S,
    Exhibit,
    PartWords,
    Value,
    parameter,
    seed_parameter,
)
from ..signs import Sign
from .line import SHIFT_S, Key, Lines, Plant
from .placing import GAPS, HABIT, MOST_PLACES, STATIONS, Placing, shared_out
from .search import Search
from .shop import DOWN, Shop, later
from .state import HABITUAL, SIDES, SIMULATED, YOURS, Asked, Count, State
from .statistics import VERDICTS, Estimate, judged, relative_gain
from .words import (
    ACTIONS,
    CHARTS,
    HANDLES,
    MOST_DOUBT_PCT,
    OUTPUTS,
    SIGNS,
    SIGNS_WITH_RESULT,
    WALKTHROUGH,
    WIDEST_PCT,
    captions,
    part_words,
)

BATCH, SHIFTS = 5, 20
"""Shifts per batch, and most shifts of a line."""
BEST = 5

ROWS_A_STEP, SEARCH_ROWS_A_STEP = 44, 36
"""Rows computed per step, for shifts and for the search: about two and a half milliseconds."""
ON_SHOW_S = 60.0
"""Seconds of the shown shift in one second of the visit."""
COMES_AT_S = 1200.0
"""Time of the shown shift at the start of a visit."""
WALKS = 3.0
"""Machines a worker passes per second."""

STUDY, SEARCH, SHOW = range(3)
RACKS = tuple(f"rack_{gap + 1}" for gap in range(GAPS))


def _rack(gap: int) -> Any:
    """Parameter of a rack of the visitor's line."""
    return parameter(
        HABIT.racks[gap],
        low=1,
        high=MOST_PLACES,
        step=1,
        expert=True,
        label=Text("Rack after machine {number}", number=gap + 1),
        meaning=Text("Places on your line; the other racks give or take what makes twenty in all."),
    )


class TwoWorkers(Exhibit[State]):
    """Three equal lines; each has two spare workers and twenty waiting places, placed by habit, by you, by a simulation."""

    kind = "effects"
    title = Text("Who places two workers best?")
    truth = "simulated physics"
    limit = Text(
        "The line and its figures are invented, chosen so that an effect can be seen; simulation and "
        "statistics are real. The percentages hold for this line alone. What software and data cost is "
        "left out. The interval holds for twenty shifts fixed beforehand; if you stop when you like the "
        "result, you fool yourself."
    )
    try_this = Text("Drag your two workers to the machines that need them most. Then ask the simulation.")
    actions = ACTIONS
    outputs = OUTPUTS
    figures = ("gain_you", "gain_simulation")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES

    seed: int = seed_parameter(9)

    first: int = parameter(
        1,
        low=1,
        high=STATIONS,
        step=1,
        label=Text("First worker at machine"),
        meaning=Text("A machine with a helper takes a fifth less time for a part."),
    )
    second: int = parameter(
        2,
        low=1,
        high=STATIONS,
        step=1,
        label=Text("Second worker at machine"),
        meaning=Text("A second helper at the same machine finds nothing to do."),
    )
    old: bool = parameter(
        True,
        label=Text("Old machine 3"),
        meaning=Text(
            "It stops about twenty times in an hour of work, each other machine two or three times. With a "
            "new one the whole plant is new, and nothing ever stops."
        ),
    )
    rehearsed: bool = parameter(
        False,
        expert=True,
        label=Text("Changes rehearsed"),
        meaning=Text(
            "Another product comes every hour. On your line and the simulation's, each change was "
            "rehearsed on a virtual line: fewer mistakes."
        ),
    )
    live: bool = parameter(
        False,
        expert=True,
        label=Text("Live data"),
        meaning=Text(
            "On your line and the simulation's, a stopped machine calls the crew at once; else it waits for "
            "the crew's round, every ninety seconds."
        ),
    )
    rack_1: int = _rack(0)
    rack_2: int = _rack(1)
    rack_3: int = _rack(2)
    rack_4: int = _rack(3)
    rack_5: int = _rack(4)
    same_luck: bool = parameter(
        True,
        expert=True,
        label=Text("Same luck for all"),
        meaning=Text("All three lines meet the same working times and failures. No real plant can do this."),
    )
    best_only: bool = parameter(
        False,
        expert=True,
        label=Text("Only your best five"),
        meaning=Text(
            "Report your five best shifts against the average of habit: how a brochure gets its percentage."
        ),
    )

    def having(self, **values: Value) -> Self:
        """The exhibit with other parameters; unnamed racks are adjusted to twenty places in total."""
        made = super().having(**values)
        kept = [gap for gap, name in enumerate(RACKS) if name in values]
        if not kept:
            return made
        racks = shared_out([getattr(made, name) for name in RACKS], kept)
        return made.model_copy(update=dict(zip(RACKS, racks, strict=True)))

    # ---- the three lines

    @property
    def placing(self) -> Placing:
        """The visitor's placing of workers and places."""
        return Placing((self.first - 1, self.second - 1), shared_out([getattr(self, name) for name in RACKS]))

    def placings(self, state: State) -> tuple[Placing, Placing, Placing]:
        """Placings of the three lines."""
        return HABIT, self.placing, state.found

    def plant(self, side: int) -> Plant:
        """How a line is run: the tools on the bench apply to the visitor's and the simulated line."""
        tools = side != HABITUAL
        return Plant(self.old, self.rehearsed and tools, self.live and tools)

    def _asked(self, state: State) -> tuple[Asked, ...]:
        return tuple(
            Asked(placing, self.plant(side), self.same_luck)
            for side, placing in enumerate(self.placings(state))
        )

    def start(self) -> State:
        """Three equal lines in full operation, without counted shifts or a search."""
        places = (*HABIT.workers, self.first - 1, self.second - 1, *HABIT.workers)
        state = State(0, tuple(map(float, places)), (Shop(), Shop(), Shop()), ())
        return self._shown(replace(state, asked=self._asked(state)), COMES_AT_S)

    def step(self, state: State) -> State:
        """Move workers, advance the shown shift, and compute some rows of whole shifts or of the search."""
        state = replace(state, ticks=state.ticks + 1)
        if state.search is not None and state.search.plant != self.plant(SIMULATED):
            state = self._for_this_plant(state, state.search)
        state = self._walked(self._reset_changed(state))
        shift_s = state.shops[HABITUAL].time_s + ON_SHOW_S * STEP_S
        if shift_s > SHIFT_S:
            state = replace(state, day=state.day + 1, shops=(Shop(), Shop(), Shop()))
            shift_s = ON_SHOW_S * STEP_S
        return self._worked(self._shown(state, shift_s))

    def act(self, state: State, action: str) -> State:
        """Start the simulation; or count the shifts again with other random numbers."""
        match action:
            case "search":
                return replace(state, search=Search.begun(self.search_key(), self.plant(SIMULATED)))
            case "repeat":
                return replace(state, study=state.study + 1, results=((), (), ()), count=None)
        return super().act(state, action)

    def _for_this_plant(self, state: State, last: Search) -> State:
        """Search for the present plant, or reuse an earlier search for it."""
        plant = self.plant(SIMULATED)
        known = (*(each for each in state.known if each.plant != last.plant), *((last,) if last.over else ()))
        before = next((each for each in known if each.plant == plant), None)
        return replace(state, known=known, search=before or Search.begun(self.search_key(), plant))

    def _reset_changed(self, state: State) -> State:
        """Discard the shifts of lines that have changed."""
        asked = self._asked(state)
        if asked == state.asked:
            return state
        changed = [now != before for now, before in zip(asked, state.asked, strict=True)]
        results = tuple(() if is_new else made for made, is_new in zip(state.results, changed, strict=True))
        count = state.count
        if count is not None and any(changed[side] for side in count.sides):
            count = None
        return replace(state, asked=asked, results=results, count=count)

    def _walked(self, state: State) -> State:
        """Move each worker towards its target machine."""
        wanted = [float(worker) for placing in self.placings(state) for worker in placing.workers]
        most = WALKS * STEP_S
        stand = tuple(
            to if abs(to - at) <= most else at + most * (1 if to > at else -1)
            for at, to in zip(state.stand, wanted, strict=True)
        )
        return state if stand == state.stand else replace(state, stand=stand)

    def _shown(self, state: State, until_s: float) -> State:
        """Advance the shown shift; helpers count where they have arrived."""
        key = (self.seed, SHOW, state.day)
        shops = tuple(
            later(
                shop,
                until_s,
                helped_by(state.stand[2 * side : 2 * side + 2]),
                placing.racks,
                self.plant(side),
                key,
            )
            for side, (shop, placing) in enumerate(zip(state.shops, self.placings(state), strict=True))
        )
        return replace(state, shops=shops)

    # ---- whole shifts and the search

    def search_key(self) -> Key:
        """Key of the search's random numbers."""
        return (self.seed, SEARCH)

    def luck_key(self, state: State, batch: int, side: int) -> Key:
        """Key of a line's random numbers in a batch of shifts."""
        return (self.seed, STUDY, state.study, batch, 0 if self.same_luck else 1 + side)

    def _worked(self, state: State) -> State:
        """Compute shifts of the lines that have the fewest; once all are counted, continue the search."""
        count = state.count
        if count is None:
            sides = self._behind(state)
            if not sides:
                if state.search is None or state.search.over:
                    return state
                return replace(state, search=state.search.later(SEARCH_ROWS_A_STEP))
            batch = len(state.results[sides[0]]) // BATCH
            asked = [state.asked[side] for side in sides]
            lines = Lines.begun(
                [each.placing for each in asked],
                [each.plant for each in asked],
                [self.luck_key(state, batch, side) for side in sides],
                BATCH,
            )
            count = Count(sides, lines)
        lines = count.lines.later(ROWS_A_STEP)
        if not lines.over:
            return replace(state, count=Count(count.sides, lines))
        results = list(state.results)
        for side, made in zip(count.sides, lines.results.tolist(), strict=True):
            results[side] = (*results[side], *made)
        return replace(state, results=tuple(results), count=None)

    def _behind(self, state: State) -> tuple[int, ...]:
        """The lines with the fewest shifts, empty if all are counted; the simulated line waits for its search."""
        sides = [side for side in SIDES if side != SIMULATED or not state.searching]
        fewest = min(len(state.results[side]) for side in sides)
        return tuple(side for side in sides if len(state.results[side]) == fewest) if fewest < SHIFTS else ()

    # ---- results

    def estimate(self, state: State, side: int, over: int = HABITUAL) -> Estimate | None:
        """Gain of one line over another; None until both have been counted."""
        return relative_gain(state.results[over], state.results[side], self.same_luck)

    def estimates(self, state: State) -> tuple[Estimate | None, Estimate | None, Estimate | None]:
        """Gains of the visitor over habit, the simulation over habit, and the simulation over the visitor."""
        pairs = ((YOURS, HABITUAL), (SIMULATED, HABITUAL), (SIMULATED, YOURS))
        you, simulation, lead = (self.estimate(state, side, over) for side, over in pairs)
        return you, simulation, lead

    def best(self, state: State) -> tuple[int, ...]:
        """Indices of the visitor's best shifts while only they are shown; else empty."""
        made = state.results[YOURS]
        if not self.best_only or len(made) < SHIFTS:
            return ()
        return tuple(sorted(sorted(range(len(made)), key=lambda number: (-made[number], number))[:BEST]))

    def claimed_pct(self, state: State) -> float | None:
        """Gain claimed from the visitor's best shifts alone; None while all are shown."""
        best, base = self.best(state), state.results[HABITUAL]
        if not best or not base:
            return None
        return 100 * (
            float(np.mean([state.results[YOURS][number] for number in best])) / float(np.mean(base)) - 1
        )

    def readings(self, state: State) -> dict[str, float]:
        found: dict[str, float] = {}
        pairs = (("you", YOURS, HABITUAL), ("simulation", SIMULATED, HABITUAL), ("lead", SIMULATED, YOURS))
        for name, side, over in pairs:
            counted = min(len(state.results[side]), len(state.results[over]))
            estimate = self.estimate(state, side, over)
            known = estimate or Estimate(0.0, -MOST_DOUBT_PCT, MOST_DOUBT_PCT)
            found[f"gain_{name}"] = float(np.clip(known.gain_pct, -100, WIDEST_PCT))
            found[f"doubt_{name}"] = min((known.high_pct - known.low_pct) / 2, MOST_DOUBT_PCT)
            found[f"verdict_{name}"] = VERDICTS.index(judged(estimate, counted))
        claimed, search = self.claimed_pct(state), state.search
        habit, you, simulation = (float(np.mean(made)) if made else 0.0 for made in state.results)
        values = {
            **found,
            "habit": habit,
            "you": you,
            "simulation": simulation,
            "shifts": min(map(len, state.results)),
            "tried": len(search.tried) if search is not None else 0,
            "promised": float(np.clip(search.promised_pct, 0, WIDEST_PCT)) if search is not None else 0.0,
            "claimed": found["gain_you"] if claimed is None else float(np.clip(claimed, -100, WIDEST_PCT)),
            "stopped": total(shop.doing(m) == DOWN for shop in state.shops for m in range(STATIONS)),
        }
        return {output.name: values[output.name] for output in OUTPUTS}

    def caption(self, state: State, number: int) -> Text | None:
        if min(map(len, state.results)) < SHIFTS or state.searching or state.asked != self._asked(state):
            return None
        tried = len(state.search.tried) if state.search is not None else 0
        return captions(
            self.placing, self.estimates(state), SHIFTS, tried, self.claimed_pct(state), self.old
        )[number]

    def signs_now(self, state: State) -> tuple[Sign, ...]:
        """Invitations disappear once followed: to move a worker, and to start the simulation, whose line then shows
        its figure.
        """
        signs = SIGNS if state.search is None else SIGNS_WITH_RESULT
        moved = self.placing.workers != HABIT.workers
        return tuple(sign for sign in signs if not (moved and sign.part == "worker_2"))

    # ---- parts

    def parts(self, state: State) -> dict[str, PartWords]:
        """Workers and racks of the visitor's line, machine 3, the three lines, the eye, the tools and the board."""
        return part_words(
            state,
            self.placing,
            self.estimates(state),
            self.claimed_pct(state),
            old=self.old,
            rehearsed=self.rehearsed,
            live=self.live,
        )  # fmt: skip

    def touched(self, state: State, part: str) -> tuple[TwoWorkers, State]:
        """Move a worker one machine on, add two places to a rack, take or return a tool, or use the eye."""
        match part:
            case "worker_1":
                return self.having(first=self.first % STATIONS + 1), state
            case "worker_2":
                return self.having(second=self.second % STATIONS + 1), state
            case "machine_3":
                return self.having(old=not self.old), state
            case "rehearse":
                return self.having(rehearsed=not self.rehearsed), state
            case "live":
                return self.having(live=not self.live), state
            case "board":
                return self.having(best_only=not self.best_only), state
            case "eye" | "simulation":
                return self, self.act(state, "search")
            case _ if part in RACKS:
                return self.having(**{part: min(getattr(self, part) + 2, MOST_PLACES)}), state
        return self, state


def helped_by(stand: tuple[float, ...]) -> frozenset[int]:
    """The machines at which these workers have arrived."""
    return frozenset(int(at) for at in stand if at == int(at))
