"""What is said at the living plan tree."""

from __future__ import annotations

from ...i18n import Listed, Text, Translatable
from ..exhibit import Action, GuidedStep, PartWords
from .graph import Graph, way
from .plan import EVENTS, ISSUERS, MEASURES, PRINCIPLES, SAFEGUARDS, TASKS, Dated

GROUPS = {
    "issuer": (Text("Issuer"), ISSUERS),
    "principle": (Text("Principle"), PRINCIPLES),
    "safeguard": (Text("Safeguard"), SAFEGUARDS),
    "task": (Text("Task"), TASKS),
    "measure": (Text("Measure"), tuple(measure.label for measure in MEASURES)),
}

ACTIONS: tuple[Action, ...] = (
    Action(
        "play",
        Text("Let the years run, or stop them"),
        Text("Half a year per second, from 2022 to 2026; at the end, press again to start over."),
    ),
    Action(
        "next",
        Text("Pick the next in the plan"),
        Text("Issuers, principles, safeguards, tasks and measures, one after the other."),
    ),
    Action(
        "shake",
        Text("Shake the tree"),
        Text("Everything is pushed; see it find its place again."),
    ),
)

WALKTHROUGH: tuple[GuidedStep, ...] = (
    GuidedStep(
        Text(
            "Pick statement C62, three to five clusters: it comes forward, and the lit path leads to the "
            "zone that covers it."
        ),
        "",
        (("claim", 62),),
        5.0,
    ),
    GuidedStep(
        Text("Go beyond the briefing: three more tasks light up, with eight of the fourteen measures."),
        "",
        (("beyond", True),),
        5.0,
    ),
    GuidedStep(
        Text(
            "Let the years run. The inner ring is China, with high posts for provinces and cities; the "
            "outer ring is the world."
        ),
        "play",
        (("year", 2022.0),),
        10.0,
    ),
)


def name_words(plan: Graph, name: str) -> Translatable:
    """What a node is called."""
    if name == "plan":
        return Text("The plan")
    if name in plan.zones:
        return plan.zones[name].title
    if name.startswith("C"):
        return Text("Statement {name}", name=name)
    group, number = name.rsplit("_", 1)
    return GROUPS[group][1][int(number) - 1]


def way_words(plan: Graph, picked: str) -> Listed:
    """The way from a node to the zone that tells it."""
    return Listed(tuple(name_words(plan, name) for name in way(plan, picked)), Text(" → "))


def part_words(plan: Graph, picked: str, last: Dated | None, happened: int) -> dict[str, PartWords]:
    """What each part is and reads."""
    words = {
        "plan": PartWords(
            Text("The plan 2023–2025"),
            Text(
                "dated 29 August 2023 by the briefing, public on 8 September, ended with 2025; touch to shake"
            ),
        )
    }
    for part, group, rest in (
        ("issuer", Text("Issuers"), Text("{count} of them; touch for the next", context="issuers", count=5)),
        ("principle", Text("Principles"), Text("{count} of them; touch for the next", count=5)),
        ("safeguard", Text("Safeguards"), Text("{count} of them; touch for the next", count=3)),
    ):
        mine = picked.startswith(part)
        words[f"{part}s"] = PartWords(group, name_words(plan, picked) if mine else rest)
    for number, task in enumerate(TASKS):
        measures = [at + 1 for at, measure in enumerate(MEASURES) if measure.task == number]
        mine = picked in {f"measure_{at}" for at in measures}
        told = (
            name_words(plan, picked)
            if mine
            else Text("measures {measures} to {measures2}", measures=measures[0], measures2=measures[-1])
        )
        if number >= 2 and not mine:
            told = Text("{told}; the briefing says little about them", told=told)
        words[f"task_{number + 1}"] = PartWords(task, told)
    words["picked"] = PartWords(name_words(plan, picked), way_words(plan, picked))
    if last is None:
        told = Text("nothing yet")
    else:
        told = Text(
            "{date}: {label} ({happened} of {count})",
            date=last.date,
            happened=happened,
            count=len(EVENTS),
            label=last.label,
        )
    words["events"] = PartWords(Text("What has happened so far"), told)
    return words
