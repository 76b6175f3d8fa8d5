"""Texts of the pump: actions, readings, charts, walkthrough, and labels of its parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ...base.total import total
from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..signs import Handle, Hot, Sign
from .expert import ARROWS, PIPELINE_MS
from .geometry import ORDER, Name
from .tolerance import PUMPS

PART_NAMES: dict[Name, Text] = {
    "bearing": Text("Bearing"),
    "spacer": Text("Spacer"),
    "shaft": Text("Shaft"),
    "gear": Text("Gear"),
}

ACTIONS = (
    Action(
        "add_gear",
        Text("Let the gear down"),
        Text("It slides down until it touches something."),
    ),
    Action(
        "take_out",
        Text("Take a part out"),
        Text("Takes out the part that went in last."),
    ),
    Action(
        "ask_expert",
        Text("Ask the expert"),
        Text("An arrow shows the next part; the farther the expert, the later it comes."),
    ),
    Action(
        "add_bearing",
        Text("Let a bearing down"),
        Text("It slides down until it touches something."),
    ),
    Action(
        "add_spacer",
        Text("Let the spacer down"),
        Text("It slides down until it touches something."),
    ),
    Action(
        "add_shaft",
        Text("Let the shaft down"),
        Text("It slides down until it touches something."),
    ),
    Action(
        "build_pumps",
        Text("Build 200,000 pumps"),
        Text("Each with its own random sizes; a simulated scanner sorts them."),
    ),
)

OUTPUTS = (
    Output("built", Text("Pumps built"), "pumps", 0, PUMPS),
    Output("yield", Text("Pumps with a good gap"), "%", 0, 100, plain=Text("pumps that fit")),
    Output("computed", Text("Good gaps, by calculation"), "%", 80, 100),
    Output("worst_low", Text("Worst case, smallest gap"), "mm", -0.32, 0.17),
    Output("worst_high", Text("Worst case, largest gap"), "mm", 0.17, 0.66),
    Output("missed", Text("Bad pumps passed"), "in 10,000", 0, 10_000),
    Output("false_alarms", Text("Good pumps rejected"), "in 10,000", 0, 10_000),
    Output("fitted", Text("Parts in place"), "of 5", 0, len(ORDER)),
    Output("off", Text("Rejected part, out of place by"), "mm", -100, 150),
    Output("scan", Text("Gap of the pump on the table"), "mm", -1, 1),
    Output("delay", Text("Delay of the expert's arrow"), "ms", PIPELINE_MS, 200),
    Output("arrow", Text("Part the arrow shows (1–4)"), "", 0, len(ARROWS)),
    Output("arrow_off", Text("Arrow, off target by"), "mm", 0, 20),
)

CHARTS = (
    Chart(
        Text("Gaps of all pumps"),
        ("yield",),
        "profile",
        Text("Gap, mm"),
        reach=(0, 20),
    ),
    Chart(
        Text("What the scanner gets wrong, of 10,000"),
        ("missed", "false_alarms"),
        "bars",
        reach=(0, 140),
    ),
)

WALKTHROUGH: tuple[GuidedStep, ...] = (
    GuidedStep(
        Text("The gear first: it falls to the bottom and is rejected; the red bar shows how far."),
        "add_gear",
        (("tolerance", 0.05), ("guard", 0.0)),
        4.0,
        ask=Text("Put the pump together. Try the gear first: does it stay?"),
    ),
    GuidedStep(
        Text("Ask the expert in Frankfurt: the arrow comes about 170 ms late, but points at the right part."),
        "ask_expert",
        (("distance", 8820.0),),
        3.0,
        ask=Text("Ask an expert in Frankfurt. Which part does the arrow point at?"),
    ),
    GuidedStep(
        Text("Let down the bearing that the arrow points at: it stays in its place."),
        "add_bearing",
        (),
        3.0,
        ask=Text("Let the bearing down. Does it stay?"),
    ),
    GuidedStep(
        Text(
            "Tolerance 0.05 mm: the red ruler shows that the worst case does not fit, yet hardly any "
            "pump is outside the limits."
        ),
        "build_pumps",
        (("tolerance", 0.05), ("guard", 0.0)),
        4.0,
        ask=Text("Build 200,000 pumps at 0.05 mm. How many do not fit?"),
        near=("pumps", "worst"),
    ),
    GuidedStep(
        Text("Loosen it to 0.12 mm: the hill spreads and spills over the limits, shown in red."),
        "",
        (("tolerance", 0.12),),
        4.0,
        ask=Text("Loosen it to 0.12 mm. What spills over the limits?"),
        near=("pumps", "worst"),
        press=Text("Set 0.12 mm"),
    ),
)

HANDLES = {"worst": Handle("tolerance", "right"), "expert": Handle("distance", "right")}

SIGNS = (
    Sign("housing", Text("Assembled", context="sign"), hot=Hot("fitted", least=5)),
    Sign("housing", Text("Pump, cut open", context="sign")),
    Sign("bearing", Text("Bearing", context="sign")),
    Sign("shaft", Text("Shaft", context="sign")),
    Sign("gear", Text("Gear", context="sign")),
    Sign("pumps", Text("All pumps", context="sign")),
    Sign("worst", Text("Worst case", context="sign")),
    Sign("expert", Text("The expert", context="sign")),
)


def part_words(
    read: Mapping[str, float], seated: Collection[Name], refused: Name | None, tolerance_mm: float
) -> dict[str, PartWords]:
    """Label and reading of all parts that can be touched.

    Parameters
    ----------
    read : the exhibit's readings.
    seated, refused : parts in their place, and the one that did not reach it.
    """
    found: dict[str, PartWords] = {}
    for name, label in PART_NAMES.items():
        count, whole = total(other == name for other in seated), ORDER.count(name)
        if name == refused:
            reading = Text("rejected: {off:+.0f} mm from its place", off=read["off"])
        elif count == whole:
            reading = Text("in its place")
        elif whole > 1:
            reading = Text("{count} of {whole} in place; touch to let one down", count=count, whole=whole)
        else:
            reading = Text("waiting; touch to let it down")
        found[name] = PartWords(label, reading)
    fitted = round(read["fitted"])
    gap = Text(", gap {scan:.3f} mm", scan=read["scan"]) if fitted == len(ORDER) else Text("")
    found["housing"] = PartWords(
        Text("Housing, cut open"),
        Text("{fitted} of {count} parts in place{gap}", fitted=fitted, count=len(ORDER), gap=gap),
    )
    found["pumps"] = PartWords(
        Text("200,000 pumps"),
        Text(
            "{built:,.0f} built, {share:.2f} % with a good gap; touch to build again",
            built=read["built"],
            share=read["yield"],
        ),
    )
    found["worst"] = PartWords(
        Text("Worst-case ruler"),
        Text(
            "all sizes ±{tolerance_mm:.2f} mm at once: gap {worst_low:.2f} to {worst_high:.2f} mm",
            tolerance_mm=tolerance_mm,
            worst_low=read["worst_low"],
            worst_high=read["worst_high"],
        ),
    )
    found["expert"] = PartWords(
        Text("The expert"),
        Text("arrow comes {delay:.0f} ms late; touch to ask", delay=read["delay"]),
    )
    return found
