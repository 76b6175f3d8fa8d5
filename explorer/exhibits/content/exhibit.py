"""The brief that builds: a visible search tries buildings until one meets the brief, or shows what prevents it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace

import numpy as np

from ...base.total import total
from ...i18n import Text
from ..exhibit import Exhibit, Output, PartWords, parameter
from .building import GENES, Brief, Numbers, measured, shortfalls
from .words import (
    ACTIONS,
    CHARTS,
    HANDLES,
    NEAR_SIGNS,
    SIGNS,
    WALKTHROUGH,
    words_of_best,
    words_of_label,
    words_of_part,
    words_of_tried,
)

CHILDREN = 8
POOL = 24
"""Size of the population; each generation tries to improve eight of its buildings."""

BEST = 3
"""Number of best buildings of the pool, one of which attracts each child."""

WEIGHTS = (0.4, 0.9)
CROSSOVER = 0.6
"""Share of genes in which a child differs from the building it may replace."""

ALIKE = 0.02
"""Spread of what the pool misses below which the search is stuck and restarts."""

NEARBY = 0.1
"""Spread of the pool, in genes, about the building from which a search continues."""

MET = 0.01
"""Total shortfall below which a brief counts as met."""

BRIEF_PARTS = ("area", "daylight", "cost", "height")

BY_HAND = {
    "wider": ("width", 0.1),
    "narrower": ("width", -0.1),
    "taller": ("floors", 1 / 28),
    "lower": ("floors", -1 / 28),
    "more_glass": ("windows", 0.15),
    "less_glass": ("windows", -0.15),
}
"""Manual changes by a visitor: the gene, and the amount."""

FOUNDER, OFFSPRING = 1, 2  # purposes of random numbers


@dataclass(frozen=True, slots=True)
class State:
    """The best building so far and those tried last."""

    ticks: int
    genes: Numbers  # of the best, shape (9,)
    # pool, pool_gaps: population of the search, shape (24, 9), and total shortfalls, shape (24,)
    pool: Numbers
    pool_gaps: Numbers
    tried: Numbers  # the genes of the last generation, shape (8, 9)
    # generation, evaluated: number of generations and of buildings so far
    generation: int
    evaluated: int
    restarts: int  # number of restarts for this brief
    # brief, missing: the request, and the best building's shortfalls
    brief: Brief
    missing: tuple[float, ...]
    searching: bool  # False once a visitor has stopped the search
    by_hand: bool  # whether the building was changed by hand since the search last ran

    @property
    def gap(self) -> float:
        """Total shortfall; 0 when the brief is met."""
        return total(self.missing)


class BuildingBrief(Exhibit[State]):
    """Differential evolution over nine genes of a building, eight children a generation, slowed down to be seen.

    Storn and Price, "Differential evolution", Journal of Global Optimization 11, 1997; each child is drawn towards one of
    the best as in Zhang and Sanderson, "JADE", IEEE Transactions on Evolutionary Computation 13, 2009. A pool that has
    run out of differences without an answer is thrown away and drawn again; the best building of all stays.
    """

    kind = "content"
    title = Text("The brief that builds")
    truth = "real arithmetic"
    limit = Text(
        "A true search over an invented grammar of buildings, not a language model and not an "
        "architect. When it gets stuck it starts again; what it has not found may still exist. "
        "Daylight and cost are rules of thumb made for this model; structure, wind, use and law are "
        "left out."
    )
    try_this = Text(
        "Let it meet the brief, then ask for 30,000 m² under 45 m with a daylight of 0.6: see which "
        "bars never reach their mark."
    )
    actions = ACTIONS
    outputs = (
        Output("area", Text("Floor area"), "m²", 0, 72_000),
        Output("daylight", Text("Daylight (0 to 1)"), "", 0, 1),
        Output("cost", Text("Cost"), "million CNY", 0, 300),
        Output("height", Text("Height"), "m", 5, 130),
        Output("gap", Text("Total shortfall"), "", 0, 150, plain=Text("still missing")),
        *(
            Output(f"missing_{part}", Text("Shortfall: {part}", part=name), "", 0, 100)
            for part, name in zip(
                BRIEF_PARTS,
                (Text("floor area"), Text("daylight"), Text("cost"), Text("height")),
                strict=True,
            )
        ),
        Output(
            "blocking",
            Text("Largest shortfall (0 none, 1 area, 2 light, 3 cost, 4 height)"),
            "",
            0,
            4,
        ),
        Output("generation", Text("Generation"), "", 0, 1e6, counts=True),
        Output("evaluated", Text("Buildings tried"), "", 0, 1e7, counts=True),
        Output("restarts", Text("Stuck and started again"), "", 0, 1e6, counts=True),
    )

    figures = ("gap", "evaluated")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    near_signs = NEAR_SIGNS
    handles = HANDLES

    area_m2: float = parameter(
        12_000.0,
        unit="m²",
        low=2000.0,
        high=40_000.0,
        step=500.0,
        label=Text("Floor area"),
        meaning=Text("Usable floor area, all storeys together."),
    )
    daylight: float = parameter(
        0.7,
        low=0.3,
        high=0.95,
        step=0.05,
        label=Text("Daylight"),
        ends=(Text("dim"), Text("bright")),
        meaning=Text("At least this much of full daylight indoors, by the model's rule."),
    )
    height_m: float = parameter(
        60.0,
        unit="m",
        low=15.0,
        high=120.0,
        step=1.0,
        label=Text("Height allowed"),
        meaning=Text("The roof may be no higher."),
    )
    budget_myuan: float = parameter(
        130.0,
        unit="million CNY",
        low=10.0,
        high=300.0,
        step=5.0,
        expert=True,
        label=Text("Budget"),
        meaning=Text("The building may cost no more, at the model's prices."),
    )
    steps_per_generation: int = parameter(
        4,
        low=1,
        high=30,
        step=1,
        expert=True,
        label=Text("Steps for a generation"),
        meaning=Text("Thirtieths of a second for each generation; fewer is faster."),
    )

    @property
    def brief(self) -> Brief:
        """The current brief."""
        return Brief(self.area_m2, self.daylight, 1e6 * self.budget_myuan, self.height_m)

    def start(self) -> State:
        return self._started(0)

    def step(self, state: State) -> State:
        state = replace(state, ticks=state.ticks + 1)
        if state.brief != self.brief:
            state = self._founded(state, state.genes, self._drawn(state.ticks))
        if state.searching and state.ticks % self.steps_per_generation == 0:
            state = self._bred(state)
        return state

    def act(self, state: State, action: str) -> State:
        match action:
            case "stop":
                return replace(state, searching=False)
            case "go_on":
                near = self.random(state.ticks, OFFSPRING).normal(0.0, NEARBY, (POOL, len(GENES)))
                pool = np.clip(state.genes + near, 0.0, 1.0)
                return replace(self._founded(state, state.genes, pool), searching=True, by_hand=False)
            case "restart":
                return replace(self._started(state.ticks + 1), ticks=state.ticks)
            case hand if hand in BY_HAND:
                gene, change = BY_HAND[hand]
                genes = state.genes.copy()
                place = GENES.index(gene)
                genes[place] = np.clip(genes[place] + change, 0.0, 1.0)
                missing = _missing(genes[None], self.brief)[0]
                return replace(
                    state,
                    genes=genes,
                    missing=_values(missing),
                    brief=self.brief,
                    searching=False,
                    by_hand=True,
                )
            case _:
                return super().act(state, action)

    def readings(self, state: State) -> dict[str, float]:
        found = measured(state.genes[None])
        missing = zip(BRIEF_PARTS, state.missing, strict=True)
        return {
            "area": float(found.area_m2[0]),
            "daylight": float(found.daylight[0]),
            "cost": float(found.cost_yuan[0]) / 1e6,
            "height": float(found.height_m[0]),
            "gap": state.gap,
            **{f"missing_{part}": value for part, value in missing},
            "blocking": 0 if state.gap < MET else 1 + int(np.argmax(state.missing)),
            "generation": state.generation,
            "evaluated": state.evaluated,
            "restarts": state.restarts,
        }

    def parts(self, state: State) -> dict[str, PartWords]:
        found = self.readings(state)
        missing = shortfalls(measured(state.tried), state.brief).sum(axis=1)
        left, right = np.split(missing, 2)
        asked = (self.area_m2, self.daylight, self.budget_myuan, self.height_m)
        return {
            "tower": words_of_best(
                state.gap, MET, state.searching, state.by_hand, state.evaluated, state.restarts
            ),
            **{
                part: words_of_part(part, found[part], wanted, short)
                for part, wanted, short in zip(BRIEF_PARTS, asked, state.missing, strict=True)
            },
            "limit": words_of_part("limit", found["height"], self.height_m, state.missing[3]),
            "tried_left": words_of_tried(float(left.min()) if state.searching else None),
            "tried_right": words_of_tried(float(right.min()) if state.searching else None),
            "label": words_of_label(produced(state.genes)),
        }

    def touched(self, state: State, part: str) -> tuple[BuildingBrief, State]:
        """Start or stop the search at the building; touching the ghosts restarts it from another building."""
        match part:
            case "tower":
                return self, self.act(state, "stop" if state.searching else "go_on")
            case "tried_left" | "tried_right":
                return self, self.act(state, "restart")
        return self, state

    def label(self, state: State) -> str:
        """The hidden label for the metadata of the building's file, as JSON.

        Its form follows GB 45438-2025, "Labeling method for content generated by artificial intelligence". A building
        changed by hand keeps the label: most of it is still generated.
        """
        entry = {
            "Label": "1",
            "ContentProducer": "Content Foundry",
            "ProduceID": produced(state.genes),
            "ReservedCode1": "",
            "ContentPropagator": "",
            "PropagateID": "",
            "ReservedCode2": "",
        }
        return json.dumps({"AIGC": entry})

    def _started(self, tick: int) -> State:
        """A search from random buildings."""
        pool = self._drawn(tick)
        nothing = State(
            ticks=tick,
            genes=pool[0],
            pool=pool,
            pool_gaps=np.zeros(POOL),
            tried=pool[:CHILDREN],
            generation=0,
            evaluated=0,
            restarts=0,
            brief=self.brief,
            missing=(),
            searching=True,
            by_hand=False,
        )
        best = _missing(pool, self.brief).sum(axis=1).argmin()
        return self._founded(nothing, pool[best], pool)

    def _drawn(self, tick: int) -> Numbers:
        """A pool of random buildings."""
        return self.random(tick, FOUNDER).random((POOL, len(GENES)))

    def _founded(self, state: State, genes: Numbers, pool: Numbers) -> State:
        """Start the search for the present brief from one building, which is added to a pool."""
        pool = np.concatenate([genes[None], pool[1:]])
        missing = _missing(pool, self.brief)
        return replace(
            state,
            genes=genes,
            missing=_values(missing[0]),
            brief=self.brief,
            pool=pool,
            pool_gaps=missing.sum(axis=1),
            evaluated=state.evaluated + POOL,
            restarts=0,
        )

    def _bred(self, state: State) -> State:
        """Advance one generation: each of eight children may replace one building in the pool."""
        random = self.random(state.ticks, OFFSPRING)
        pool, gaps = state.pool, state.pool_gaps
        if state.gap >= MET and np.ptp(gaps) < ALIKE:
            pool = random.random(pool.shape)
            gaps = _missing(pool, self.brief).sum(axis=1)
            state = replace(state, restarts=state.restarts + 1, evaluated=state.evaluated + POOL)
        mine = (np.arange(CHILDREN) + CHILDREN * state.generation) % POOL
        good = pool[random.choice(np.argsort(gaps)[:BEST], CHILDREN)]
        one, other = pool[random.integers(0, POOL, (2, CHILDREN))]
        weight = random.uniform(*WEIGHTS, (CHILDREN, 1))
        crossed = random.random((CHILDREN, len(GENES))) < CROSSOVER
        child = pool[mine] + weight * (good - pool[mine]) + weight * (one - other)
        tried = np.clip(np.where(crossed, child, pool[mine]), 0.0, 1.0)
        found = _missing(tried, self.brief).sum(axis=1)
        kept = found <= gaps[mine]
        pool, gaps = pool.copy(), gaps.copy()
        pool[mine[kept]], gaps[mine[kept]] = tried[kept], found[kept]
        best = int(gaps.argmin())
        better = float(gaps[best]) < state.gap
        return replace(
            state,
            genes=pool[best] if better else state.genes,
            missing=_values(_missing(pool[best][None], self.brief)[0]) if better else state.missing,
            pool=pool,
            pool_gaps=gaps,
            tried=tried,
            generation=state.generation + 1,
            evaluated=state.evaluated + CHILDREN,
        )


def _missing(genes: Numbers, brief: Brief) -> Numbers:
    """Shortfalls of buildings against a brief, shape (n, 4)."""
    return shortfalls(measured(genes), brief)


def _values(missing: Numbers) -> tuple[float, ...]:
    return tuple(float(part) for part in missing)


def produced(genes: Numbers) -> str:
    """The number of a building in its label: the first 16 digits of the SHA-256 of its genes."""
    return hashlib.sha256(genes.tobytes()).hexdigest()[:16]
