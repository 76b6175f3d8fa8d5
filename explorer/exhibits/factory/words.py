"""What a visitor reads in the factory: actions, charts, the walkthrough, and words for what can be touched."""

from __future__ import annotations

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, PartWords, Profile
from .shop import MACHINES, RULES, Rule
from .state import State

RULE_WORDS: dict[str, Text] = {
    "fifo": Text("First come"),
    "shortest": Text("Shortest first"),
    "due": Text("Earliest due date"),
    "ratio": Text("Least time left"),
}

ACTIONS = (
    Action(
        "rush_order",
        Text("Add a rush order"),
        Text("An order arrives that pays three times as much and is due in half the time."),
    ),
    Action(
        "break_machine",
        Text("Break a machine"),
        Text("A working machine, picked at random, takes no new order for forty minutes."),
        breaks=True,
    ),
)

CHARTS = (
    Chart(Text("Lead over shortest-first"), ("lead",)),
    Chart(
        Text("What each rule would earn in the next ninety minutes"),
        ("spread",),
        "profile",
        Text("rule (1–4)"),
    ),
)

WALKTHROUGH = (
    GuidedStep(
        Text(
            "The twin decides with fresh information. Every ten minutes it plays out four futures; the "
            "thick line is its choice."
        ),
        values=(("decider", "twin"), ("age", 0.0), ("joined", True), ("speed", 5.0)),
        watch_s=4.0,
    ),
    GuidedStep(
        Text("Add a rush order. It arrives in orange with a white lid and waits at its first machine."),
        "rush_order",
        watch_s=2.0,
    ),
    GuidedStep(
        Text("Break a machine. A cross appears over it, and the orange bar grows until it is repaired."),
        "break_machine",
        watch_s=3.0,
    ),
    GuidedStep(
        Text(
            "Make the information an hour old. The gate moves back, and the twin uses the older screen "
            "at its next decision."
        ),
        values=(("age", 60.0),),
        watch_s=4.0,
    ),
    GuidedStep(
        Text(
            "Let sixteen days pass, and read the mean lead with its interval: with old pictures the "
            "brain earns less than the rule."
        ),
        values=(("speed", 240.0),),
        watch_s=40.0,
    ),
)


def worth(state: State) -> Profile:
    """The value of each future less that of the worst, one bar for each rule."""
    if not state.futures:
        return Profile((0.5, 4.5), (0.0,))
    values = {future.rule: future.value for future in state.futures}
    worst = min(values.values())
    edges = tuple(number + 0.5 for number in range(len(RULES) + 1))
    chosen = 1.0 + RULES.index(state.rule)
    return Profile(edges, tuple(values[rule] - worst for rule in RULES), ((chosen, RULE_WORDS[state.rule]),))


def part_words(state: State, *, by_twin: bool, joined: bool) -> dict[str, PartWords]:
    """Words for everything that can be touched in the factory."""
    words = {f"machine_{number + 1}": _machine(state, number) for number in range(MACHINES)}
    words |= {
        f"rule_{rule}": PartWords(RULE_WORDS[rule], _rule(state, rule, by_twin=by_twin)) for rule in RULES
    }
    words["programs"] = PartWords(
        Text("Three programs: orders, machines, warehouse"),
        Text("linked on one bus") if joined else Text("orders cut off: the twin knows no dates, no prices"),
    )
    lead = state.plant.cash - state.rival.cash
    words["money"] = PartWords(
        Text("Money today: this factory, shortest-first, lead"),
        Text(
            "{cash:,.0f}; {cash2:,.0f}; {lead:+,.0f}",
            cash=state.plant.cash,
            cash2=state.rival.cash,
            lead=lead,
        ),
    )
    words["pictures"] = PartWords(
        Text("River of information"),
        Text("decided from a picture {picture_age_min:.0f} min old", picture_age_min=state.picture_age_min)
        if by_twin
        else Text("not in use"),
    )
    values = [future.value for future in state.futures]
    words["futures"] = PartWords(
        Text("Futures of ninety minutes"),
        Text("best minus worst: {values:,.0f}", values=max(values) - min(values))
        if values
        else Text("none played out"),
    )
    return words


def _machine(state: State, number: int) -> PartWords:
    label = Text("Machine {number}", number=number + 1)
    waiting = len(state.plant.queues[number])
    if state.plant.broken[number]:
        left_min = state.plant.down_until_min[number] - state.plant.time_min
        return PartWords(
            label,
            Text("down for {left_min:.0f} min, {waiting} waiting", left_min=left_min, waiting=waiting),
        )
    busy = state.plant.working_on[number] is not None
    return PartWords(
        label,
        Text("working, {waiting} waiting", waiting=waiting)
        if busy
        else Text("idle, {waiting} waiting", waiting=waiting),
    )


def _rule(state: State, rule: Rule, *, by_twin: bool) -> Text:
    if state.rule != rule:
        return Text("not in use", context="rule")
    if by_twin:
        return Text("in use, chosen by the twin")
    return Text("in use all day, set by hand")
