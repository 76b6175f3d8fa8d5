"""What a visitor reads at the two hundred shifts: actions, readings, charts, the walkthrough, words for what can be touched."""

from __future__ import annotations

from collections.abc import Sequence

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..signs import Sign
from .state import LEVERS
from .statistics import MATTERS_PCT, Estimate, Verdict, judged, mean_and_doubt

LEVER_WORDS = {
    "none": Text("None"),
    "virtualization": Text("Virtualisation"),
    "simulation": Text("Simulation"),
    "real_time": Text("Real-time data"),
    "all": Text("All three"),
}
LEVERS_IN_SENTENCES = {
    "none": Text("none", context="a lever in a sentence"),
    "virtualization": Text("virtualisation"),
    "simulation": Text("simulation"),
    "real_time": Text("real-time data"),
    "all": Text("all three"),
}
LEVER_MEANS = {
    "none": Text("nothing is changed"),
    "virtualization": Text("the change of product is rehearsed on a virtual line"),
    "simulation": Text("the slots between machines are shared out differently"),
    "real_time": Text("the crew is called ten seconds after a stop"),
    "all": Text("rehearsed, slots moved, crew called at once"),
}
WITHOUT, WITH = Text("without"), Text("with")

VERDICT_WORDS: dict[Verdict, Text] = {
    "few": Text("too few shifts to say anything"),
    "gain": Text("a gain"),
    "loss": Text("a loss"),
    "open": Text("no clear effect"),
    "nothing": Text("no effect that matters (under {MATTERS_PCT} %)", MATTERS_PCT=MATTERS_PCT),
}

ACTIONS = (
    Action(
        "best_only",
        Text("Report only the best ten"),
        Text(
            "The ten best shifts with the lever against the average without it: how a brochure gets its "
            "percentage. Press again for all shifts."
        ),
        breaks=True,
    ),
    Action(
        "repeat",
        Text("Repeat the study"),
        Text("The same comparison with different luck. The last result stays as a white mark."),
    ),
)

OUTPUTS = (
    Output("gain", Text("Gain"), "%", -100, 1000),
    Output("doubt", Text("Uncertainty: half of the 95 % interval"), "%", 0, 30),
    Output("low", Text("Interval from"), "%", -130, 1000),
    Output("high", Text("Interval to"), "%", -100, 1030),
    Output("claimed", Text("Gain as reported"), "%", -100, 1000),
    Output(
        "verdict",
        Text("Verdict (0 too few, 1 gain, 2 loss, 3 unclear, 4 no effect)"),
        "",
        0,
        4,
    ),
    Output("without", Text("Parts per shift without"), "parts", 0, 2100),
    Output("with", Text("Parts per shift with"), "parts", 0, 2100),
    Output("spread", Text("Spread from shift to shift"), "parts", 0, 500),
    Output("worked", Text("Shifts compared"), "", 0, 300),
)

CHARTS = (
    Chart(Text("Gain and its interval, shift by shift"), ("low", "gain", "high")),
    Chart(
        Text("Shifts with the lever"),
        ("with",),
        "profile",
        Text("parts per shift"),
    ),
)

WALKTHROUGH = (
    GuidedStep(
        Text(
            "No lever: two identical lines. Watch the interval close in on zero, and see what chance "
            "alone can claim."
        ),
        values=(("lever", "none"), ("failures_per_h", 4.0), ("shifts", 200), ("same_luck", False)),
        watch_s=12.0,
        ask=Text("Two identical lines. What can chance alone claim?"),
        press=Text("Compare them"),
    ),
    GuidedStep(
        Text(
            "Real-time data calls the crew at once: about 50 % more output, and the glass bars move away "
            "from the solid ones."
        ),
        values=(("lever", "real_time"),),
        watch_s=12.0,
        ask=Text("Now with real-time data. Does output change?"),
        press=Text("Use real-time data"),
    ),
    GuidedStep(
        Text("The same lever in a plant whose machines never fail: it does nothing, and the sign says so."),
        values=(("failures_per_h", 0.0),),
        watch_s=10.0,
        ask=Text("Machines that never fail. Does the lever still help?"),
        press=Text("No more failures"),
    ),
    GuidedStep(
        Text(
            "Machines fail again, and the lever is simulation. Here it only moves slots, and that hardly "
            "matters: the sign says “no clear effect”. Even after 300 shifts the uncertainty would be "
            "larger than the effect."
        ),
        values=(("failures_per_h", 4.0), ("lever", "simulation")),
        watch_s=14.0,
        ask=Text("Failures again, with simulation. Is there a clear effect?"),
        press=Text("Use simulation"),
    ),
    GuidedStep(
        Text("Now report only the best ten shifts: an impressive figure with nothing behind it."),
        "best_only",
        watch_s=4.0,
        ask=Text("Report only the best ten shifts. What do they prove?"),
    ),
)

SIGNS = (
    Sign("without", Text("Without the lever", context="sign"), "below"),
    Sign("with", Text("With the lever", context="sign"), "below"),
    Sign("difference", Text("The difference", context="sign"), reading="gain"),
    Sign("virtualization", Text("Virtualisation", context="sign")),
    Sign("simulation", Text("Simulation", context="sign")),
    Sign("real_time", Text("Real-time data", context="sign")),
    Sign("machines", Text("Machines and a crew", context="sign")),
)


def part_words(
    results: Sequence[tuple[int, ...]],
    side: int,
    estimates: Sequence[Estimate | None],
    claimed_pct: float | None,
    failures_per_h: float,
    round_min: float,
) -> dict[str, PartWords]:
    """Words for everything that can be touched.

    Parameters
    ----------
    results : parts made in each shift, first without a lever, then with each; `side` : of the present lever.
    estimates : what is known of each lever.
    claimed_pct : what the ten best shifts seem to say; None if all shifts are reported.
    """
    base = results[0]
    verdicts = [
        _verdict(found, min(len(base), len(results[number]))) for number, found in enumerate(estimates, 1)
    ]
    words = {
        "without": PartWords(Text("Shifts without the lever"), _mean(base)),
        "with": PartWords(
            Text("Shifts with: {lever}", lever=LEVERS_IN_SENTENCES[LEVERS[side - 1]]),
            _mean(results[side]),
        ),
        "difference": PartWords(Text("The difference"), _difference(verdicts[side - 1], claimed_pct)),
    }
    for lever, said in zip(LEVERS, verdicts, strict=True):
        means = LEVER_MEANS[lever]
        words[lever] = PartWords(LEVER_WORDS[lever], Text("{means}; {said}", means=means, said=said))
    words["machines"] = PartWords(
        Text("Six machines and a crew"),
        Text(
            "each fails {often:g} times an hour, the crew checks every {round_min:g} min",
            often=failures_per_h,
            round_min=round_min,
        )
        if failures_per_h
        else Text("they never fail"),
    )
    return words


def _mean(values: tuple[int, ...]) -> Text:
    if len(values) < 2:
        return Text("no shift yet")
    mean, doubt = mean_and_doubt(values)
    return Text(
        "{count} shifts, {mean:.0f} ± {doubt:.1f} parts on average", count=len(values), mean=mean, doubt=doubt
    )


def _verdict(found: Estimate | None, count: int) -> Text:
    """What may be said of a lever, from `count` shifts on the smaller side."""
    if found is None:
        return Text("not tried in this plant yet")
    doubt = (found.high_pct - found.low_pct) / 2
    verdict = VERDICT_WORDS[judged(found, count)]
    return Text(
        "{gain_pct:+.1f} % ± {doubt:.1f}: {verdict}", gain_pct=found.gain_pct, doubt=doubt, verdict=verdict
    )


def _difference(said: Text, claimed: float | None) -> Text:
    if claimed is None:
        return said
    return Text(
        "reported: {claimed:+.0f} %, from the ten best shifts; all shifts: {said}", claimed=claimed, said=said
    )
