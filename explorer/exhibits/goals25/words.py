"""Texts of the map of clusters: actions, charts, walkthrough, and labels of parts."""

from __future__ import annotations

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, PartWords
from ..signs import Handle, Hot, Sign

THIRD, FIFTH = Text("3"), Text("5")

ACTIONS = (
    Action(
        "scatter",
        Text("Scatter all firms"),
        Text("Every firm starts again at a random place."),
    ),
    Action(
        "break_up",
        Text("Break up the largest cluster"),
        Text("Its firms are moved to random places."),
        breaks=True,
    ),
    Action(
        "resettle",
        Text("Move the anchors"),
        Text("The anchor companies move elsewhere; whether to follow is up to each firm."),
    ),
)

CHARTS = (
    Chart(Text("Clusters, and those with an anchor"), ("clusters", "with_anchor")),
    Chart(
        Text("Firms in each cluster; lines: 3 and 5"),
        ("largest",),
        "profile",
        Text("Clusters, the largest first"),
        reach=(0, 240),
    ),
)

WALKTHROUGH = (
    GuidedStep(
        Text("No anchors, low cost of crowding: nearly all firms gather in one or two places."),
        "scatter",
        (("anchors", 0), ("gain", 1.0), ("crowding", 0.02)),
        9.0,
        ask=Text("No anchors, cheap crowding. How many clusters form?"),
    ),
    GuidedStep(
        Text("High cost of crowding: instead of one or two big clusters, about a dozen small ones."),
        "scatter",
        (("crowding", 0.4),),
        9.0,
        ask=Text("Make crowding expensive. More clusters, or fewer?"),
    ),
    GuidedStep(
        Text("Nearby firms are worth half as much: without anchors hardly any cluster forms."),
        "scatter",
        (("gain", 0.5),),
        7.0,
        ask=Text("Neighbours are worth half as much. Do clusters still form?"),
    ),
    GuidedStep(
        Text("Same settings, four anchors: clusters form round them, and the count enters the green band."),
        values=(("anchors", 4),),
        watch_s=10.0,
        ask=Text("Set four anchors. Does the count reach the green band?"),
        press=Text("Set four anchors"),
    ),
)

DIALS = {
    "technology": (Text("Technology"), Text("a breakthrough")),
    "industry": (Text("Industry"), Text("a breakthrough")),
    "application": (Text("Application"), Text("a breakthrough")),
    "governance": (Text("Governance"), Text("a breakthrough")),
    "lines": (Text("Benchmark lines"), Text("a batch of them")),
    "factories": (Text("Benchmark factories"), Text("a batch of them")),
    "parks": (Text("Benchmark parks"), Text("a batch of them")),
    "products": (Text("Products"), Text("in use at large scale")),
}
"""Goals without a number, in the order of the dials from left to right: name, and target."""

HANDLES = {"anchors": Handle("anchors", "up")}

SIGNS = (
    Sign("counter", Text("Within 3 to 5", context="sign"), hot=Hot("in_band", least=1)),
    Sign("counter", Text("Clusters", context="sign"), reading="clusters"),
    Sign("map", Text("240 firms", context="sign"), "below"),
    Sign("anchors", Text("Anchor companies", context="sign")),
    Sign("dials", Text("Eight goals, no number", context="sign"), "below"),
)


WORDS_OF_DIALS = PartWords(
    Text("Goals without a number"),
    Text("Technology, industry, application and governance; benchmark lines, factories and parks; products"),
)
"""Label of all dials together."""


def words_of_dial(name: str) -> PartWords:
    """A goal without a number; whether it was reached is unknown."""
    label, wanted = DIALS[name]
    return PartWords(
        label,
        Text("A goal without a number: {wanted}. Reached? Not known here", wanted=wanted),
    )


def words_of_map(firms: int, outside: int, moving: int) -> PartWords:
    """The firms on the map."""
    return PartWords(
        Text("The map: 240 firms in a toy economy"),
        Text(
            "{firms} in clusters, {outside} outside; {moving} moved in the last second",
            firms=firms - outside,
            outside=outside,
            moving=moving,
        ),
    )


def words_of_count(clusters: int, low: int, high: int) -> PartWords:
    """The count relative to the target band."""
    where = (
        Text("below the band")
        if clusters < low
        else Text("above the band")
        if clusters > high
        else Text("within the band")
    )
    return PartWords(
        Text("Clusters in this model; green: 3 to 5"),
        Text("{clusters}: {where}", clusters=clusters, where=where),
    )


def words_of_anchors(anchors: int, most: int) -> PartWords:
    """The rack of anchor companies."""
    return PartWords(
        Text("Anchor companies; touch for one more"),
        Text("{anchors} of {most} on the map", anchors=anchors, most=most),
    )
