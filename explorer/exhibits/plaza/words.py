"""Texts of the plan tree."""

from __future__ import annotations

from ...i18n import LIST_SEPARATOR, Listed, Text, Translatable, Verbatim
from ..exhibit import Action, GuidedStep, Output, PartWords
from ..mixins import ZoneFacts
from ..plan import Event, Plan

FIRST_YEAR, LAST_YEAR = 2022, 2026

MONTHS = (
    Text("January"), Text("February"), Text("March"), Text("April"), Text("May", context="month"), Text("June"),
    Text("July"), Text("August"), Text("September"), Text("October"), Text("November"), Text("December"),
)  # fmt: skip

DATES = tuple(
    Text("{month} {year}", context="date", month=month, number=number, year=str(year))
    for year in range(FIRST_YEAR, LAST_YEAR + 1)
    for number, month in enumerate(MONTHS, 1)
)
"""Names of the months, from the first one on."""

ACTIONS: tuple[Action, ...] = (
    Action(
        "next",
        Text("Open the next leaf"),
        Text("The next measure comes down, and a path lights up to its hall."),
    ),
    Action(
        "play",
        Text("Let the years run, or stop them"),
        Text("Half a year per second, from 2022 to 2026; at the end, press again to start over."),
    ),
    Action("all", Text("Show the whole tree"), Text("All boughs go up and light one after the other.")),
    Action(
        "missing", Text("Shake the grey leaves"), Text("Grey leaves are measures that have no hall here.")
    ),
    Action("go", Text("Go there"), Text("Follow the lit path to the hall of the open leaf.")),
)

WALKTHROUGH: tuple[GuidedStep, ...] = (
    GuidedStep(
        Text("Each bough is a task of the plan, each leaf a measure."),
        "all",
        watch_s=4.0,
        ask=Text("Five boughs, one plan. Touch one of them."),
        press=Text("Light the boughs"),
    ),
    GuidedStep(
        Text("Open a leaf: a path leads to the hall that stands for it."),
        "next",
        watch_s=4.0,
        ask=Text("Open a leaf. Where does its path lead?"),
    ),
    GuidedStep(
        Text("Grey leaves have no hall here: the park is not the whole plan."),
        "missing",
        watch_s=3.0,
        part="plan",
        ask=Text("Some leaves are grey. What is missing here?"),
    ),
    GuidedStep(
        Text("Let the years run: a lantern lights for each thing that happened."),
        "play",
        (("year", float(FIRST_YEAR)),),
        11.0,
        ask=Text("Let the years run. What came before, what after?"),
        press=Text("Let the years run"),
    ),
)

LEAVES = (Text("none", context="leaf"), *(Text("{number}", number=leaf) for leaf in range(1, 65)))
"""Names of the open leaf."""

OUTPUTS: tuple[Output, ...] = (
    Output("date", Text("Date"), "", 0, len(DATES) - 1, DATES),
    Output("measure", Text("Open leaf"), "", 0, len(LEAVES) - 1, LEAVES),
    Output("hall", Text("Its hall"), "", 0, 999),
    Output("way", Text("Way to its hall"), "m", 0, 1_000_000),
    Output("grey", Text("Leaves without a hall"), "", 0, 64, plain=Text("measures without a hall")),
    Output("events", Text("Events so far"), "", 0, 200),
    Output("national", Text("National"), "", 0, 200),
    Output("local", Text("Local"), "", 0, 200),
    Output("world", Text("International"), "", 0, 200),
)


def halls_words(halls: list[ZoneFacts]) -> Translatable:
    """The halls of a measure, each with its number."""
    if not halls:
        return Text("no hall in this park")
    named = tuple(Text("{number} {title}", number=hall.number, title=hall.title) for hall in halls)
    return Listed(named, LIST_SEPARATOR)


def captions(
    plan: Plan, grey: int, is_open: bool, hall: Translatable | None, last: Event | None
) -> tuple[Text | None, ...]:
    """Captions of the steps after they were done.

    Parameters
    ----------
    grey : number of leaves without a hall.
    is_open, hall : whether a leaf is open, and its hall if any.
    """
    lit = (
        Text("This measure leads to a hall: {hall}.", hall=hall)
        if hall
        else Text("This measure has no hall here.")
    )
    return (
        Text(
            "One plan, {tasks} tasks, {measures} measures.",
            tasks=len(plan.tasks),
            measures=len(plan.measures),
        )
        if plan.tasks
        else None,
        lit if is_open else None,
        Text("{grey} have no hall here: the park is not the whole plan.", grey=grey) if grey else None,
        Text("The last on record: {label}.", label=last.label) if last else None,
    )


def task_words(plan: Plan, task: int, open_leaf: int) -> PartWords:
    """A bough: its full name, and its measures or the open one."""
    numbers = [place + 1 for place, measure in enumerate(plan.measures) if measure.task == task]
    if open_leaf + 1 in numbers:
        return PartWords(plan.tasks[task].label, plan.measures[open_leaf].label)
    if len(numbers) == 1:
        return PartWords(plan.tasks[task].label, Text("measure {number}", number=numbers[0]))
    return PartWords(
        plan.tasks[task].label,
        Text("measures {measures} to {measures2}", measures=numbers[0], measures2=numbers[-1]),
    )


def trunk_words(plan: Plan) -> PartWords:
    """The trunk: the plan as a whole."""
    return PartWords(
        Text("The plan"),
        Text(
            "{tasks} tasks, {measures} measures, {principles} principles, {issuers} issuers",
            tasks=len(plan.tasks),
            measures=len(plan.measures),
            principles=len(plan.principles),
            issuers=len(plan.issuers),
        ),
    )


def safeguard_words(plan: Plan) -> PartWords:
    """The stakes that support the tree."""
    named = Listed(plan.safeguards, LIST_SEPARATOR) if plan.safeguards else Text("none")
    return PartWords(Text("Safeguards"), named)


def events_words(last: Event | None, count: int, of: int) -> PartWords:
    """Events until now, the latest by name."""
    reading: Translatable = Text("nothing yet")
    if last is not None:
        reading = Text(
            "{date}: {label} ({happened} of {count})",
            date=Verbatim(last.date),
            happened=count,
            count=of,
            label=last.label,
        )
    return PartWords(Text("What has happened so far"), reading)
