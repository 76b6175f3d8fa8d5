"""The plant that thinks ahead: a job shop whose twin plays the next ninety minutes before it decides."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from ..exhibit import (
    STEP_S,
    Action,
    Chart,
    Exhibit,
    Label,
    Output,
    PartWords,
    Profile,
    Trial,
    Truth,
    parameter,
    seed_parameter,
)
from .brain import DECIDES_EVERY_MIN, as_it_was, best, look_ahead
from .shop import DAY_MIN, MACHINES, RULES, Plant, Rule, draw_day, draw_order, play
from .state import State
from .tally import Tally
from .words import ACTIONS, CHARTS, EXPERIMENT, RULE_WORDS, part_words, worth

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
    title: ClassVar[Label] = Label("The plant that thinks ahead", "会推演的工厂")
    truth: ClassVar[Truth] = "simulated physics"
    limit: ClassVar[Label] = Label(
        "The factory is simulated, the look-ahead is real. No set-up times, no transport, no wages; the twin knows the "
        "working times exactly but no future orders. One day proves nothing: days differ by more than the twin gains. "
        "The numbers describe this model, not any Chinese factory.",
        "工厂是模拟的，推演是真的。不计换型、运输和工资；孪生准确知道加工时间，但不知道未来订单。"
        "只看一天说明不了问题：天与天的差别比孪生多赚的还大。数字只说明这个模型，不代表中国任何工厂。",
    )
    try_this: ClassVar[Label] = Label(
        "Let the twin decide with fresh information, then make it an hour old: the same brain now earns less than a simple "
        "rule.",
        "先让孪生用新鲜信息决策，再把信息改成一小时前的：同一个大脑，赚得反而不如简单规则多。",
    )
    actions: ClassVar[tuple[Action, ...]] = ACTIONS
    figures: ClassVar[tuple[str, ...]] = ("lead", "mean_lead")
    charts: ClassVar[tuple[Chart, ...]] = CHARTS
    experiment: ClassVar[tuple[Trial, ...]] = EXPERIMENT
    outputs: ClassVar[tuple[Output, ...]] = (
        Output("cash", Label("Cash today", "今日现金"), "money", -100_000, 50_000),
        Output("lead", Label("Lead over shortest-first", "比“短者先做”多赚"), "money", -100_000, 100_000),
        Output("open", Label("Orders in the factory", "在厂订单"), "orders", 0, 300),
        Output("late", Label("Finished late", "误期率"), "%", 0, 100),
        Output("age", Label("Age of the picture in use", "所用画面的时延"), "min", 0, OLDEST_MIN + 20),
        Output(
            "rule",
            Label("Rule in use", "当前规则"),
            "",
            1,
            len(RULES),
            tuple(RULE_WORDS[rule] for rule in RULES),
        ),
        Output("spread", Label("Best minus worst future", "最好与最差推演之差"), "money", 0, 100_000),
        Output("down", Label("Machines down", "停机台数"), "", 0, MACHINES),
        Output("days", Label("Days counted", "统计天数"), "days", 0, 100_000),
        Output("mean_lead", Label("Mean lead of those days", "平均每天多赚"), "money", -100_000, 100_000),
        Output(
            "interval", Label("95 % interval of the mean, ±", "平均值的95%误差范围，±"), "money", 0, 100_000
        ),
    )

    seed: int = seed_parameter(21)
    """Of the first hundred seeds the one nearest to the median, for fresh and hour-old pictures and from 4 to 54 days."""

    age: float = parameter(
        0.0,
        low=0.0,
        high=OLDEST_MIN,
        step=5.0,
        unit="min",
        label=Label("Age of the information", "信息时延"),
        meaning=Label("How old the twin's picture of the factory is.", "孪生看到的是多久以前的工厂。"),
    )
    decider: Literal["twin", "fifo", "shortest", "due", "ratio"] = parameter(
        "twin",
        label=Label("Who decides", "由谁决定"),
        meaning=Label(
            "The twin, or one rule all day: first come, shortest operation, earliest due date, least time for the work left.",
            "由孪生推演，或整天只用一条规则：先到先做、短者先做、交期早者先做、余时紧者先做。",
        ),
        choices={"twin": Label("The twin", "孪生"), **RULE_WORDS},
    )
    joined: bool = parameter(
        True,
        label=Label("Software linked", "软件打通"),
        meaning=Label(
            "Whether the order software is linked to machines and warehouse. If not, the twin knows no dates and no prices.",
            "订单软件是否与机器、仓库软件打通；不打通，孪生就不知道交期和价钱。",
        ),
    )
    orders_per_h: float = parameter(
        12.3,
        low=6.0,
        high=14.0,
        step=0.1,
        unit="1/h",
        expert=True,
        label=Label("Orders an hour", "每小时订单"),
        meaning=Label("The mean number, from the next day on.", "平均订单数，从第二天起生效。"),
    )
    daily_breakdown: bool = parameter(
        True,
        expert=True,
        label=Label("A breakdown each day", "每天一次故障"),
        meaning=Label(
            "Machine 2 fails at minute 200 for forty minutes, without warning.",
            "2号机在第200分钟突然停机，四十分钟后恢复。",
        ),
    )
    speed: float = parameter(
        5.0,
        low=1.0,
        high=240.0,
        step=1.0,
        unit="min/s",
        expert=True,
        label=Label("Speed", "时间倍率"),
        meaning=Label("Minutes in the factory in one second of the visit.", "参观一秒相当于工厂里的几分钟。"),
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
