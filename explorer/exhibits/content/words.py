"""Texts of the brief that builds: actions, charts, walkthrough, and labels of its parts."""

from __future__ import annotations

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, PartWords
from ..signs import Handle, Hot, Sign

ACTIONS = (
    Action("stop", Text("Stop the search"), Text("Finish by hand.")),
    Action(
        "go_on",
        Text("Go on searching"),
        Text("From the building that stands there."),
    ),
    Action(
        "restart",
        Text("Start from another building"),
        Text("Throw the best away and search again from scratch."),
    ),
    Action(
        "wider",
        Text("Make it wider"),
        Text("By 4 m; stops the search."),
    ),
    Action(
        "narrower",
        Text("Make it narrower"),
        Text("By 4 m; stops the search.", context="narrower"),
    ),
    Action(
        "taller",
        Text("Add a storey"),
        Text("On top; stops the search."),
    ),
    Action(
        "lower",
        Text("Take a storey away"),
        Text("From the top; stops the search."),
    ),
    Action(
        "more_glass",
        Text("More glass"),
        Text("In the facade; stops the search."),
    ),
    Action(
        "less_glass",
        Text("Less glass"),
        Text("In the facade; stops the search.", context="less glass"),
    ),
)

CHARTS = (
    Chart(
        Text("How far the building is from the brief"),
        ("missing_area", "missing_daylight", "missing_cost", "missing_height"),
        "bars",
        reach=(0, 2),
    ),
    Chart(Text("Total shortfall over time"), ("gap",), reach=(0, 2)),
)

WALKTHROUGH = (
    GuidedStep(
        Text(
            "12,000 m² under 60 m with a daylight of 0.7: four lamps turn green, and the building lights up."
        ),
        action="restart",
        values=(("area_m2", 12_000.0), ("daylight", 0.7), ("height_m", 60.0), ("budget_myuan", 130.0)),
        watch_s=20.0,
        part="tower",
        ask=Text("12,000 m² under 60 m, and bright. Can the search find it?"),
        press=Text("Start the search"),
    ),
    GuidedStep(
        Text(
            "Now ask for 30,000 m² under 45 m with a daylight of 0.6: the lamps never all turn green, "
            "and one bar is red."
        ),
        values=(("area_m2", 30_000.0), ("daylight", 0.6), ("height_m", 45.0)),
        watch_s=16.0,
        part="tower",
        ask=Text("Now 30,000 m² under 45 m. Is that still possible?"),
        press=Text("Ask for more"),
    ),
    GuidedStep(
        Text("Allow 90 m: only the brief has changed, and the search improves again."),
        values=(("height_m", 90.0),),
        watch_s=16.0,
        part="limit",
        ask=Text("Allow 90 m. Does it find one now?"),
        press=Text("Allow 90 m"),
    ),
    GuidedStep(
        Text("Finish by hand: add a storey. The ghosts are gone, and the bars show what it costs."),
        action="taller",
        part="tower",
        ask=Text("Finish by hand: add a storey. What does it cost?"),
    ),
)

NAMES = {
    "area": (Text("Floor area"), Text("{number:,.0f} m²")),
    "daylight": (Text("Daylight"), Text("{number:.2f}")),
    "cost": (Text("Cost"), Text("{number:.0f} million CNY")),
    "height": (Text("Height"), Text("{number:.0f} m")),
    "limit": (Text("Height limit"), Text("{number:.0f} m")),
}
"""Names of the parts of a brief, and formats of their numbers."""

HANDLES = {
    "area": Handle("area_m2", "up"),
    "daylight": Handle("daylight", "up"),
    "height": Handle("height_m", "up"),
    "limit": Handle("height_m", "up"),
}

SIGNS = (
    Sign("tower", Text("Brief met", context="sign"), "right", hot=Hot("gap", most=0.005)),
    Sign("tower", Text("Best so far", context="sign")),
    Sign("area", Text("Area", context="sign"), "left"),
    Sign("daylight", Text("Daylight", context="sign"), "left"),
    Sign("limit", Text("Height limit"), "right"),
    Sign("tried_left", Text("Being tried", context="sign")),
)
NEAR_SIGNS = (
    Sign("cost", Text("Cost", context="sign"), "right"),
    Sign("label", Text("Made by a machine", context="sign"), "right"),
)
"""Signs shown only from nearby: the board and the plate beside it are too small for them from afar."""


def words_of_part(part: str, found: float, asked: float, missing: float) -> PartWords:
    """One part of the brief: actual value, request, and whether it is missed."""
    label, amount = NAMES[part]
    verdict = Text("missed") if missing > MISSED else Text("met")
    have, want = amount.having(number=found), amount.having(number=asked)
    return PartWords(label, Text("{have}, brief {want}: {verdict}", have=have, want=want, verdict=verdict))


MISSED = 0.0025
"""Shortfall above which a part of the brief counts as missed: a quarter of the tolerance of all four."""


def words_of_best(
    gap: float, met: float, searching: bool, by_hand: bool, evaluated: int, restarts: int
) -> PartWords:
    """The best building so far, whether search or hand works on it, and the number of restarts."""
    search = Text("search running") if searching else Text("search stopped")
    who = Text("finished by hand") if by_hand else search
    result = Text("Meets the brief") if gap < met else Text("Shortfall {gap:.2f}", gap=gap)
    if gap >= met and restarts:
        result = Text("{result}, stuck and restarted {restarts}×", result=result, restarts=restarts)
    return PartWords(
        Text("The best so far"),
        Text("{result}; {who}, {evaluated:,} tried", result=result, who=who, evaluated=evaluated),
    )


def words_of_tried(least: float | None) -> PartWords:
    """Four buildings of the last generation: the smallest shortfall of them; None before the first."""
    label = Text("Being tried")
    if least is None:
        return PartWords(label, Text("Nothing: the search is stopped"))
    return PartWords(label, Text("Best of four: shortfall {least:.2f}", least=least))


def words_of_label(number: str) -> PartWords:
    """The label that marks the building as generated."""
    return PartWords(
        Text("Label: made by a machine"),
        Text("Hidden label, number {number}", number=number),
    )
