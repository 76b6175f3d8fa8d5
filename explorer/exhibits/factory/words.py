"""Texts of the factory: actions, outputs, charts, walkthrough, captions, and labels of parts."""

from __future__ import annotations

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..mixins import Condition
from ..signs import Handle, Sign
from .calendar import DAYS, Calendar, State
from .shop import MACHINES

MOST_MONEY = 100_000

ACTIONS = (
    Action(
        "rush_order",
        Text("Add a rush order"),
        Text(
            "In all three plants an order arrives that pays three times as much and is due in half the time."
        ),
    ),
    Action(
        "break_machine",
        Text("Break a machine"),
        Text(
            "A working machine, picked at random, takes no new order for forty minutes, in all three plants."
        ),
        breaks=True,
    ),
    Action("again", Text("Count the days again"), Text("The same forty days are played once more.")),
)

VERDICTS = (
    Text("not yet clear"),
    Text("surely ahead of the best rule"),
    Text("surely behind the best rule"),
)

OUTPUTS = (
    Output(
        "twin_day",
        Text("Twin: money a day"),
        "money",
        -MOST_MONEY,
        MOST_MONEY,
        plain=Text("the twin earns a day"),
    ),
    Output(
        "lead",
        Text("Twin ahead of best rule, a day"),
        "money",
        -MOST_MONEY,
        MOST_MONEY,
        plain=Text("more than the best rule"),
    ),
    Output("interval", Text("95 % interval, ±"), "money", 0, MOST_MONEY),
    Output("verdict", Text("What that says"), "", 0, len(VERDICTS) - 1, VERDICTS),
    Output("days", Text("Days counted"), "days", 0, DAYS, counts=True),
    Output("rule_day", Text("Shortest first: money a day"), "money", -MOST_MONEY, MOST_MONEY),
    Output("habit_day", Text("First come: money a day"), "money", -MOST_MONEY, MOST_MONEY),
    Output("age", Text("Age of the picture in use"), "min", 0, 90),
    Output("open", Text("Orders in the twin's plant"), "orders", 0, 400),
    Output("down", Text("Machines down"), "", 0, MACHINES),
)

CONDITIONS = {
    f"machine_{number}": Condition(Text("1: it works, 0: it is down until it works again or the day ends"))
    for number in range(1, MACHINES + 1)
}

CHARTS = (
    Chart(
        Text("Twin ahead of the best rule, day by day"),
        ("lead",),
        "profile",
        Text("day"),
        (-3_000.0, 3_000.0),
    ),
    Chart(Text("Money a day"), ("habit_day", "rule_day", "twin_day"), "bars"),
)

SIGNS = (
    Sign("habit", Text("Habit", context="plant")),
    Sign("rule", Text("Rule", context="plant")),
    Sign("twin", Text("Twin", context="plant")),
    Sign("screen", Text("Drag back in time"), "below"),
    Sign("bell", Text("Rush order"), "below"),
    Sign("cable", Text("Unplug"), "left"),
)
HANDLES = {"screen": Handle("age", "left")}

WALKTHROUGH = (
    GuidedStep(
        Text("Three plants, the same orders: first come, shortest first, and a twin that plays ahead."),
        "again",
        (("age", 0.0), ("joined", True), ("orders_per_h", 11.5), ("daily_breakdown", True)),
        3.0,
        ask=Text("Same orders for three plants. Which pile grows tallest?"),
        press=Text("Count the days"),
    ),
    GuidedStep(
        Text("Let forty days pass: every five minutes the twin plays ninety minutes ahead."),
        values=(("age", 0.0),),
        watch_s=9.0,
        ask=Text("Let forty days pass. How far ahead is the twin?"),
        press=Text("Watch"),
    ),
    GuidedStep(
        Text("Slide the twin's picture back an hour: the same forty days once more."),
        values=(("age", 60.0),),
        watch_s=12.0,
        ask=Text("Show the twin an hour-old picture. Who is ahead now?"),
        press=Text("Back an hour"),
        near=("screen", "habit", "rule", "twin"),
    ),
    GuidedStep(
        Text("Unplug the order program, with a fresh picture: the twin knows no dates and no prices."),
        values=(("joined", False), ("age", 0.0)),
        watch_s=12.0,
        ask=Text("Unplug the orders. How much of the lead is left?"),
        press=Text("Unplug the orders"),
    ),
)


def captions(calendar: Calendar, age_min: float) -> tuple[Text, ...]:
    """Captions of the steps once their days are counted; they report the opposite where the days show it."""
    lead, sure = calendar.lead, calendar.verdict
    unclear = Text(
        "Not yet clear: {lead:+,.0f} a day, give or take {width:,.0f}.", lead=lead, width=_width(calendar)
    )
    ahead = Text("The twin looks ahead: {lead:,.0f} a day more than the best rule.", lead=lead)
    behind = Text("Here the best rule earns {loss:,.0f} a day more than the twin.", loss=-lead)
    stale = Text(
        "With a picture {age_min:.0f} min old it loses {loss:,.0f} a day against the rule.",
        age_min=age_min,
        loss=-lead,
    )
    apart = (
        Text("Programs apart: no dates, no prices. What is left of the lead is not clear."),
        Text("Programs apart: no dates, no prices. Of its lead, {lead:,.0f} a day is left.", lead=lead),
        Text("Programs apart: no dates, no prices, and {loss:,.0f} a day behind the rule.", loss=-lead),
    )
    return (
        Text("Same orders, three ways to choose."),
        (unclear, ahead, behind)[sure],
        (unclear, ahead, stale)[sure],
        apart[sure],
    )


def _width(calendar: Calendar) -> float:
    return min(calendar.half_width, float(MOST_MONEY))


def part_words(state: State, *, age_min: float, joined: bool) -> dict[str, PartWords]:
    """Labels of all parts that can be touched in the factory."""
    calendar = state.calendar
    words = {f"machine_{number + 1}": _machine(state, number) for number in range(MACHINES)}
    names = (
        ("habit", Text("Habit: first come, first served")),
        ("rule", Text("Rule: shortest work first")),
        ("twin", Text("Twin: plays ninety minutes ahead")),
    )
    for (name, label), mean in zip(names, calendar.means, strict=True):
        words[name] = PartWords(
            label,
            Text(
                "{money:,.0f} a day, {count} day",
                "{money:,.0f} a day, {count} days",
                money=mean,
                count=calendar.days,
            )
            if calendar.days
            else Text("no day counted yet"),
        )
    words["screen"] = PartWords(
        Text("The twin's picture of its plant"),
        Text("up to date") if age_min < 5 else Text("{age_min:.0f} min old", age_min=age_min),
    )
    words["bell"] = PartWords(Text("Bell: a rush order"), Text("touch to ring"))
    words["cable"] = PartWords(
        Text("Cable from orders to machines"),
        Text("plugged in") if joined else Text("unplugged: the twin knows no dates and no prices"),
    )
    words["calendar"] = PartWords(
        Text("Forty days, twin against best rule"),
        Text("{lead:+,.0f} a day, give or take {width:,.0f}", lead=calendar.lead, width=_width(calendar))
        if calendar.days > 1
        else Text("no day counted yet"),
    )
    return words


def _machine(state: State, number: int) -> PartWords:
    label = Text("Machine {number}", number=number + 1)
    waiting = len(state.twin.queues[number])
    if state.twin.broken[number]:
        left_min = state.twin.down_until_min[number] - state.twin.time_min
        return PartWords(
            label,
            Text("down for {left_min:.0f} min, {waiting} waiting", left_min=left_min, waiting=waiting),
        )
    if state.twin.working_on[number] is not None:
        return PartWords(label, Text("working, {waiting} waiting", waiting=waiting))
    return PartWords(label, Text("idle, {waiting} waiting", waiting=waiting))
