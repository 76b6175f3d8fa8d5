"""The plant that thinks ahead: a job shop whose twin plays the next ninety minutes before it decides."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

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
    seed_parameter,
)
from .brain import DECIDES_EVERY_MIN, as_it_was, best, look_ahead
from .shop import DAY_MIN, MACHINES, RULES, Plant, Rule, draw_day, draw_order, play
from .state import State
from .tally import Tally
from .words import ACTIONS, CHARTS, RULE_WORDS, WALKTHROUGH, part_words, worth

OLDEST_MIN = 120.0
COMES_AT_MIN = 90.0
"""So far the first day is when the visitor comes: orders wait at every machine, and money has come in."""
BREAKDOWN_AT_MIN = 200.0
BREAKDOWN_MACHINE = 1
REPAIR_MIN = 40.0

ORDERS, RUSH, BREAKDOWN = range(3)


class FactoryBrain(Exhibit[State]):
    """A plant of four machines, its orders, its money, and a twin with more or less fresh information."""

    kind: ClassVar[str] = "factory"
    title: ClassVar[Text] = Text("The plant that thinks ahead")
    truth: ClassVar[Truth] = "simulated physics"
    limit: ClassVar[Text] = Text(
        "The factory is simulated, the look-ahead is real. No set-up times, no transport, no wages; "
        "the twin knows the working times exactly but no future orders. One day proves nothing: days "
        "differ by more than the twin gains. The numbers describe this model, not any Chinese "
        "factory."
    )
    try_this: ClassVar[Text] = Text(
        "Let the twin decide with fresh information, then make it an hour old: the same brain now "
        "earns less than a simple rule."
    )
    actions: ClassVar[tuple[Action, ...]] = ACTIONS
    figures: ClassVar[tuple[str, ...]] = ("lead", "mean_lead")
    charts: ClassVar[tuple[Chart, ...]] = CHARTS
    walkthrough: ClassVar[tuple[GuidedStep, ...]] = WALKTHROUGH
    outputs: ClassVar[tuple[Output, ...]] = (
        Output("cash", Text("Cash today"), "money", -100_000, 50_000),
        Output("lead", Text("Lead over shortest-first"), "money", -100_000, 100_000),
        Output("open", Text("Orders in the factory"), "orders", 0, 300),
        Output("late", Text("Finished late"), "%", 0, 100),
        Output("age", Text("Age of the picture in use"), "min", 0, OLDEST_MIN + 20),
        Output(
            "rule",
            Text("Rule in use"),
            "",
            1,
            len(RULES),
            tuple(RULE_WORDS[rule] for rule in RULES),
        ),
        Output("spread", Text("Best minus worst future"), "money", 0, 100_000),
        Output("down", Text("Machines down"), "", 0, MACHINES),
        Output("days", Text("Days counted"), "days", 0, 100_000),
        Output("mean_lead", Text("Mean lead of those days"), "money", -100_000, 100_000),
        Output("interval", Text("95 % interval of the mean, ±"), "money", 0, 100_000),
    )

    seed: int = seed_parameter(21)
    """Of the first hundred seeds the one nearest to the median, for fresh and hour-old pictures and from 4 to 54 days."""

    age: float = parameter(
        0.0,
        low=0.0,
        high=OLDEST_MIN,
        step=5.0,
        unit="min",
        label=Text("Age of the information"),
        meaning=Text("How old the twin's picture of the factory is."),
    )
    decider: Literal["twin", "fifo", "shortest", "due", "ratio"] = parameter(
        "twin",
        label=Text("Who decides"),
        meaning=Text(
            "The twin, or one rule all day: first come, shortest operation, earliest due date, least "
            "time for the work left."
        ),
        choices={"twin": Text("The twin"), **RULE_WORDS},
    )
    joined: bool = parameter(
        True,
        label=Text("Software linked"),
        meaning=Text(
            "Whether the order software is linked to machines and warehouse. If not, the twin knows no "
            "dates and no prices."
        ),
    )
    orders_per_h: float = parameter(
        12.3,
        low=6.0,
        high=14.0,
        step=0.1,
        unit="1/h",
        expert=True,
        label=Text("Orders an hour"),
        meaning=Text("The mean number, from the next day on."),
    )
    daily_breakdown: bool = parameter(
        True,
        expert=True,
        label=Text("A breakdown each day"),
        meaning=Text("Machine 2 fails at minute 200 for forty minutes, without warning."),
    )
    speed: float = parameter(
        5.0,
        low=1.0,
        high=240.0,
        step=1.0,
        unit="min/s",
        expert=True,
        label=Text("Speed", context="of time"),
        meaning=Text("Minutes in the factory in one second of the visit."),
    )

    def start(self) -> State:
        """The first day in full swing, an hour and a half after a morning with an empty plant."""
        return self._until(self._morning(ticks=0, day=0, tally=Tally(self._settings())), COMES_AT_MIN)

    def step(self, state: State) -> State:
        """The plant goes on, up to the end of the day at most; then the next morning comes."""
        state = replace(state, ticks=state.ticks + 1)
        if state.tally.settings != self._settings():
            state = replace(state, tally=Tally(self._settings()))
        if self.decider != "twin":
            state = replace(state, rule=self.decider, futures=(), picture_age_min=0.0)
        target_min = min(DAY_MIN, state.plant.time_min + self.speed * STEP_S)
        state = self._until(state, target_min)
        if target_min < DAY_MIN:
            return state
        tally = state.tally.plus(state.plant.cash - state.rival.cash)
        return self._morning(state.ticks, state.day + 1, tally)

    def readings(self, state: State) -> dict[str, float]:
        """Money is this model's; rules count from 1: first come, shortest, due date, critical ratio."""
        values = [future.value for future in state.futures]
        return {
            "cash": state.plant.cash,
            "lead": state.plant.cash - state.rival.cash,
            "open": state.plant.open,
            "late": 100 * state.plant.late / max(1, state.plant.finished),
            "age": state.picture_age_min,
            "rule": 1 + RULES.index(state.rule),
            "spread": max(values) - min(values) if values else 0.0,
            "down": sum(state.plant.broken),
            "days": state.tally.days,
            "mean_lead": state.tally.mean,
            "interval": min(100_000.0, state.tally.half_width),
        }

    def act(self, state: State, action: str) -> State:
        """The plant after a rush order came or a machine broke; the rival is hit in the same way."""
        if action == "rush_order":
            number = state.plant.arrived
            order = draw_order(self.random(state.ticks, RUSH, number), state.plant.time_min, rush=True)
            orders = (*state.orders[:number], order, *state.orders[number:])
            return self._played(replace(state, orders=orders), state.plant.time_min)
        if action == "break_machine":
            whole = [machine for machine, down in enumerate(state.plant.broken) if not down]
            if not whole:
                return state
            return broken(state, whole[self.random(state.ticks, BREAKDOWN).integers(len(whole))])
        return super().act(state, action)

    def profile(self, state: State, output: str) -> Profile:
        """What each rule would be worth, as the twin saw it in its last decision; empty if it makes none."""
        if output != "spread":
            raise KeyError(output)
        return worth(state)

    def parts(self, state: State) -> dict[str, PartWords]:
        """Machines, rules, programs, money, pictures and futures."""
        return part_words(state, by_twin=self.decider == "twin", joined=self.joined)

    def touched(self, state: State, part: str) -> tuple[FactoryBrain, State]:
        """A machine that is touched breaks; a rule decides from now on, touched again or the futures: the twin."""
        kind, _, name = part.partition("_")
        if kind == "machine":
            machine = int(name) - 1
            return self, state if state.plant.broken[machine] else broken(state, machine)
        if kind == "rule":
            return self.having(decider="twin" if self.decider == name else name), state
        if kind == "futures" and self.decider != "twin":
            return self.having(decider="twin"), state
        if kind == "programs":
            return self.having(joined=not self.joined), state
        return self, state

    def _settings(self) -> tuple[float | str | bool, ...]:
        """What a day's result depends on, besides chance."""
        return (self.age, self.decider, self.joined, self.orders_per_h, self.daily_breakdown)

    def _morning(self, ticks: int, day: int, tally: Tally) -> State:
        orders = draw_day(self.random(day, ORDERS), self.orders_per_h / 60)
        rule: Rule = "fifo" if self.decider == "twin" else self.decider
        return State(ticks, day, orders, Plant(), Plant(), rule, (), 0.0, 0.0, (), tally)

    def _until(self, state: State, until_min: float) -> State:
        """Both plants at a later time of the day, with the decisions on the way."""
        while state.next_decision_min < until_min:
            state = self._decided(self._played(state, state.next_decision_min))
        return self._played(state, until_min)

    def _played(self, state: State, until_min: float) -> State:
        """Both plants at a later time, each under its rule."""
        return replace(
            state,
            plant=play(state.plant, state.orders, until_min, state.rule),
            rival=play(state.rival, state.orders, until_min, "shortest"),
        )

    def _decided(self, state: State) -> State:
        """The state after the ten minutes' decision."""
        now_min = state.next_decision_min
        if self.daily_breakdown and now_min == BREAKDOWN_AT_MIN:
            state = broken(state, BREAKDOWN_MACHINE)
        kept = [past for past in state.history if past.time_min >= now_min - OLDEST_MIN - DECIDES_EVERY_MIN]
        history = (*kept, state.plant)
        state = replace(state, history=history, next_decision_min=now_min + DECIDES_EVERY_MIN)
        if self.decider != "twin":
            return state
        picture = as_it_was(history, now_min - self.age)
        futures = look_ahead(picture, state.orders, self.joined)
        return replace(state, rule=best(futures), futures=futures, picture_age_min=now_min - picture.time_min)


def broken(state: State, machine: int) -> State:
    """The state with a machine down in both plants; what is in it is finished first."""

    def down(plant: Plant) -> Plant:
        until_min = list(plant.down_until_min)
        until_min[machine] = plant.time_min + REPAIR_MIN
        return replace(plant, down_until_min=tuple(until_min))

    return replace(state, plant=down(state.plant), rival=down(state.rival))
