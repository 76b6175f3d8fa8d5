"""The plant that thinks ahead: the same orders in three plants; the twin simulates ninety minutes before it decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from ...base.total import total
from ...i18n import Text
from ..exhibit import (
    STEP_S,
    Exhibit,
    PartWords,
    Profile,
    parameter,
    seed_parameter,
)
from ..mixins import Condition, LivePlant
from .brain import DECIDES_EVERY_MIN
from .calendar import (
    BREAKDOWN_AT_MIN,
    BREAKDOWN_MACHINE,
    DAYS,
    OLDEST_MIN,
    REPAIR_MIN,
    Calendar,
    Looking,
    State,
    by_rule,
    hit,
)
from .shop import DAY_MIN, Plant, draw_day, draw_order, play
from .words import (
    ACTIONS,
    CHARTS,
    CONDITIONS,
    HANDLES,
    MOST_MONEY,
    OUTPUTS,
    SIGNS,
    WALKTHROUGH,
    captions,
    part_words,
)

COMES_AT_MIN = 300.0
"""Time of the first day when a visit starts: by then the twin is ahead of habit on nearly every day."""
AGES_MIN = (0.0, 15.0, 30.0, 60.0)
"""Ages of the snapshot that touching the screen steps through."""
DECISIONS_A_STEP = 16
BY_RULE_COUNTS_AS = 10
"""Cost of two whole days under a rule, in decisions of the twin."""

CALENDAR, RUSH, BREAKDOWN, ON_SHOW = range(4)


class FactoryBrain(LivePlant, Exhibit[State]):
    """Three plants of four machines: one day shown in all of them, and forty other days counted in the background."""

    kind = "factory"
    title = Text("The plant that thinks ahead")
    truth = "simulated physics"
    limit = Text(
        "The factory is simulated, the look-ahead is real. No set-up times, no transport, no wages; "
        "the twin knows the working times exactly but no future orders. The rival rules are simple "
        "ones, not the best scheduling known. The numbers describe this model, not a real factory."
    )
    try_this = Text(
        "Slide the twin's picture back an hour: the same look-ahead now earns less than a simple rule."
    )
    actions = ACTIONS
    figures = ("twin_day", "lead")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    outputs = OUTPUTS
    signs = SIGNS
    handles = HANDLES
    conditions: ClassVar[Mapping[str, Condition]] = CONDITIONS

    seed: int = seed_parameter(14)
    """Of the first hundred seeds, the one nearest to both medians after twenty days, for fresh and for hour-old snapshots."""

    age: float = parameter(
        0.0,
        low=0.0,
        high=OLDEST_MIN,
        step=5.0,
        unit="min",
        label=Text("Age of the picture"),
        meaning=Text("How old the twin's picture of its plant is."),
        ends=(Text("now"), Text("an hour")),
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
        11.5,
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
        high=60.0,
        step=1.0,
        unit="min/s",
        expert=True,
        label=Text("Speed", context="of time"),
        meaning=Text("Minutes of the day on show in one second of the visit."),
    )

    def start(self) -> State:
        """The first day in full operation, and an empty calendar."""
        return self._until(self._morning(0, 0, Calendar(self._twin_settings(), self._shop())), COMES_AT_MIN)

    def step(self, state: State) -> State:
        """Advance the day on show to its end at most, then begin the next; fill the calendar meanwhile."""
        calendar = state.calendar
        if (calendar.settings, calendar.shop) != (self._twin_settings(), self._shop()):
            calendar = calendar.under(self._twin_settings(), self._shop())
        state = replace(state, ticks=state.ticks + 1, calendar=self._counted(calendar))
        if state.twin.time_min >= DAY_MIN:
            return self._morning(state.ticks, state.day + 1, state.calendar)
        return self._until(state, min(DAY_MIN, state.twin.time_min + self.speed * STEP_S))

    def readings(self, state: State) -> dict[str, float]:
        """Money is in units of this model: the mean of a day, over the days counted so far."""
        calendar = state.calendar
        habit, rule, twin = calendar.means
        return {
            "twin_day": twin,
            "lead": calendar.lead,
            "interval": min(float(MOST_MONEY), calendar.half_width),
            "verdict": calendar.verdict,
            "days": calendar.days,
            "rule_day": rule,
            "habit_day": habit,
            "age": state.picture_age_min,
            "open": state.twin.open,
            "down": total(state.twin.broken),
        }

    def act(self, state: State, action: str) -> State:
        """Send a rush order or break a machine, in all plants alike; or count the days again."""
        if action == "again":
            return replace(state, calendar=Calendar(self._twin_settings(), self._shop()))
        if action == "rush_order":
            number = state.twin.arrived
            order = draw_order(self.random(state.ticks, RUSH, number), state.twin.time_min, rush=True)
            orders = (*state.orders[:number], order, *state.orders[number:])
            return self._played(replace(state, orders=orders), state.twin.time_min)
        if action == "break_machine":
            whole = [machine for machine, down in enumerate(state.twin.broken) if not down]
            if not whole:
                return state
            return broken(state, whole[self.random(state.ticks, BREAKDOWN).integers(len(whole))])
        return super().act(state, action)

    def following(self, state: State, condition: str, value: float) -> State:
        """Set machines down or up as at a real plant."""
        if condition not in CONDITIONS:
            raise KeyError(condition)
        return broken(state, int(condition.rpartition("_")[2]) - 1, DAY_MIN if value <= 0 else 0.0)

    def caption(self, state: State, number: int) -> Text | None:
        return captions(state.calendar, self.age)[number]

    def profile(self, state: State, output: str) -> Profile:
        """Lead of the twin over the best rule on each day; an empty row before the first."""
        if output != "lead":
            raise KeyError(output)
        leads = state.calendar.leads
        edges = tuple(day + 0.5 for day in range(DAYS + 1))
        return Profile(edges, (*leads, *(0.0,) * (DAYS - len(leads))))

    def parts(self, state: State) -> dict[str, PartWords]:
        """Machines, the three plants, the twin's snapshot, the bell, the cable and the calendar."""
        return part_words(state, age_min=self.age, joined=self.joined)

    def touched(self, state: State, part: str) -> tuple[FactoryBrain, State]:
        """Break a machine in all plants; age the snapshot, or make it fresh again; ring the bell; switch the cable."""
        kind, _, name = part.partition("_")
        if kind == "machine":
            machine = int(name) - 1
            return self, state if state.twin.broken[machine] else broken(state, machine)
        match part:
            case "screen":
                return self.having(age=next((age for age in AGES_MIN if age > self.age), AGES_MIN[0])), state
            case "bell":
                return self, self.act(state, "rush_order")
            case "cable":
                return self.having(joined=not self.joined), state
            case "calendar":
                return self, self.act(state, "again")
        return self, state

    def _twin_settings(self) -> tuple[float | bool, ...]:
        """What the twin's days depend on, except chance."""
        return (self.age, self.joined, *self._shop())

    def _shop(self) -> tuple[float | bool, ...]:
        """What the days of all three plants depend on."""
        return (self.orders_per_h, self.daily_breakdown)

    # ---- the calendar

    def _counted(self, calendar: Calendar) -> Calendar:
        """The calendar some decisions later; the day is computed under the rules before the twin's."""
        left = DECISIONS_A_STEP
        while left > 0 and calendar.days < DAYS:
            if calendar.looking is None:
                day = calendar.days
                orders = draw_day(self.random(day, CALENDAR), self.orders_per_h / 60)
                if day >= len(calendar.rule):
                    habit, rule = (
                        by_rule(orders, name, self.daily_breakdown) for name in ("fifo", "shortest")
                    )
                    calendar = replace(calendar, habit=(*calendar.habit, habit), rule=(*calendar.rule, rule))
                    left -= BY_RULE_COUNTS_AS
                calendar = replace(calendar, orders=orders, looking=Looking())
            assert calendar.looking is not None
            looking = calendar.looking.next_decision(
                calendar.orders, self.age, self.joined, self.daily_breakdown
            )
            left -= 1
            if looking.plant.time_min >= DAY_MIN:
                calendar = replace(
                    calendar, twin=(*calendar.twin, looking.plant.cash), orders=(), looking=None
                )
            else:
                calendar = replace(calendar, looking=looking)
        return calendar

    # ---- the day on show

    def _morning(self, ticks: int, day: int, calendar: Calendar) -> State:
        orders = draw_day(self.random(day, ON_SHOW), self.orders_per_h / 60)
        return State(ticks, day, orders, Plant(), Plant(), Plant(), "fifo", (), 0.0, 0.0, (), calendar)

    def _until(self, state: State, until_min: float) -> State:
        """Advance all plants, with the twin's decisions on the way."""
        while state.next_decision_min < until_min:
            state = self._decided(self._played(state, state.next_decision_min))
        return self._played(state, until_min)

    def _played(self, state: State, until_min: float) -> State:
        """Advance all plants, each under its rule."""
        return replace(
            state,
            habit=play(state.habit, state.orders, until_min, "fifo"),
            rule=play(state.rule, state.orders, until_min, "shortest"),
            twin=play(state.twin, state.orders, until_min, state.chosen),
        )

    def _decided(self, state: State) -> State:
        """The state after the twin's decision; the daily breakdown comes just before it."""
        now_min = state.next_decision_min
        if self.daily_breakdown and now_min == BREAKDOWN_AT_MIN:
            state = broken(state, BREAKDOWN_MACHINE)
        looking = Looking(state.twin, state.history).decided(state.orders, self.age, self.joined)
        return replace(
            state,
            history=looking.history,
            chosen=looking.rule,
            futures=looking.futures,
            picture_age_min=looking.picture_age_min,
            next_decision_min=now_min + DECIDES_EVERY_MIN,
        )


def broken(state: State, machine: int, repair_min: float = REPAIR_MIN) -> State:
    """The state with a machine down in all three plants."""
    habit, rule, twin = (hit(plant, machine, repair_min) for plant in state.plants)
    return replace(state, habit=habit, rule=rule, twin=twin)
