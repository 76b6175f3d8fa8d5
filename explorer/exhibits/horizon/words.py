"""Texts of the loop: actions, charts, walkthrough, and labels of parts."""

from __future__ import annotations

from collections.abc import Sequence

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, PartWords
from ..signs import Handle, Hot, Sign
from .control import Body

LATEST = Text("last")

ACTIONS = (
    Action(
        "push",
        Text("Push the machine"),
        Text("Pushes it off the line at 1.5 m/s."),
        breaks=True,
    ),
    Action(
        "forget",
        Text("Back to the first guess"),
        Text("The twin forgets what it has learned; the lap starts again."),
        breaks=True,
    ),
    Action(
        "renew",
        Text("Renew the machine"),
        Text("All wear is gone, but the model does not know it yet. The lap starts again."),
    ),
)

CHARTS = (
    Chart(
        Text("Cost of each lap; a crash fills the scale"),
        ("cost",),
        "profile",
        Text("Lap", context="chart"),
        reach=(0, 10),
    ),
    Chart(Text("Metres off the line"), ("off",)),
)

WALKTHROUGH = (
    GuidedStep(
        Text(
            "Lap 1 on a first guess that is wrong on purpose: the golden twin glides, the machine "
            "crashes. The model learns; lap 2 succeeds."
        ),
        "forget",
        (("link", True), ("limit_n", 40.0), ("wear", 0.0)),
        9.0,
        ask=Text("The first lap runs on a wrong guess. Who crashes?"),
        press=Text("Run the first lap"),
    ),
    GuidedStep(
        Text("Reset the model and cut the link: nothing comes back from the machine, and every lap crashes."),
        "forget",
        (("link", False),),
        8.0,
        ask=Text("Cut the link. Can the model still learn?"),
        press=Text("Cut the link"),
    ),
    GuidedStep(
        Text("Reconnect it, with force limited to 7 N: the machine is saved, but each lap costs more."),
        values=(("link", True), ("limit_n", 7.0)),
        watch_s=14.0,
        ask=Text("Reconnect, with only 7 N of force. What does safety cost?"),
        press=Text("Limit to 7 N"),
    ),
    GuidedStep(
        Text("Limited to 5.5 N: too little. Nothing can save it now, however good the model."),
        values=(("limit_n", 5.5),),
        watch_s=8.0,
        ask=Text("Only 5.5 N. Can a good model still save it?"),
        press=Text("Limit to 5.5 N"),
    ),
)

HANDLES = {"limit": Handle("limit_n", "up")}

SIGNS = (
    Sign("laps", Text("The last lap crashed", context="sign"), "below", hot=Hot("crashed", least=1)),
    Sign("laps", Text("Cost of each lap", context="sign"), "below"),
    Sign("link", Text("Real to virtual", context="sign")),
    Sign("model", Text("What the twin knows", context="sign")),
    Sign("limit", Text("Force limit", context="sign")),
)


def words_of_machine(off_m: float, crashed: bool, lap: int) -> PartWords:
    """The real machine."""
    if crashed:
        reading = Text("Lap {lap}: crashed", lap=lap)
    else:
        reading = Text("Lap {lap}: {off_m:.2f} m off the line", lap=lap, off_m=abs(off_m))
    return PartWords(Text("The machine; touch to push it"), reading)


def words_of_twin(gap_m: float) -> PartWords:
    """The golden twin: prediction of this lap's model."""
    return PartWords(
        Text("The twin, as the model predicts it"),
        Text("{gap_m:.2f} m from the machine", gap_m=abs(gap_m)),
    )


def words_of_link(on: bool, measured: int) -> PartWords:
    """The thread of data from the machine to the model."""
    reading = (
        Text(
            "Connected: {measured} measurement in this lap",
            "Connected: {measured} measurements in this lap",
            measured=measured,
        )
        if on
        else Text("Cut: the model learns nothing")
    )
    return PartWords(
        Text("Link from real to virtual; touch to cut or reconnect"),
        reading,
    )


def words_of_model(model: Body, body: Body) -> PartWords:
    """Estimated and true parameters of the machine, side by side."""
    tips, mass, rubs = -model.stiffness_n_m, model.mass_kg, model.friction_n_s_m
    true_tips, true_mass, true_rubs = -body.stiffness_n_m, body.mass_kg, body.friction_n_s_m
    return PartWords(
        Text("Model (gold) and machine (white): tipping force, friction, mass"),
        Text(
            "{tips:.1f} of {true_tips:.1f} N/m, {rubs:.1f} of {true_rubs:.1f} N·s/m, {mass:.1f} of "
            "{true_mass:.1f} kg",
            tips=tips,
            true_tips=true_tips,
            rubs=rubs,
            true_rubs=true_rubs,
            mass=mass,
            true_mass=true_mass,
        ),
    )


def words_of_laps(last: Sequence[tuple[int, float, float, bool]]) -> PartWords:
    """The row of laps: the last one, if any."""
    label = Text("Cost of recent laps; the white line is the best possible")
    if not last:
        return PartWords(label, Text("No lap finished yet"))
    number, cost, ideal, crashed = last[-1]
    if crashed:
        return PartWords(label, Text("Lap {number}: crash", number=number))
    return PartWords(
        label,
        Text("Lap {number}: {cost:.2f}, best {ideal:.2f}", number=number, cost=cost, ideal=ideal),
    )


def words_of_limit(limit_n: float, needed_n: float, saves: bool) -> PartWords:
    """The gate of force: enough to save the machine, or too little."""
    verdict = Text("enough to hold it") if saves else Text("too little, nothing can save it")
    return PartWords(
        Text("Safety limit on force"),
        Text(
            "allowed: {limit_n:.1f} N; needed at the start: over {needed_n:.1f} N; {verdict}",
            limit_n=limit_n,
            needed_n=needed_n,
            verdict=verdict,
        ),
    )
