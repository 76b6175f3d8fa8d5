"""Which shelf fits, in words: what can be done, its readings, charts and experiment, and what is read off its parts."""

from __future__ import annotations

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from .models import WATCH_S

PROCESS_NAMES = {
    "heat_treatment": Text("Heat treatment: furnace"),
    "moulding": Text("Moulding: press"),
    "soldering": Text("Soldering: oven"),
}

MODEL_NAMES = {
    "first": Text("First order"),
    "two": Text("Two lags"),
    "delay": Text("Dead time"),
    "integ": Text("Integrator"),
    "rad": Text("Radiating oven"),
}

OUTCOME_NAMES = {
    "none": Text("None yet"),
    "good": Text("Good"),
    "underdone": Text("Underdone"),
    "burnt": Text("Burnt"),
}

DECISION = Text("Decision")

ACTIONS = (
    Action(
        "decide",
        Text("Decide now"),
        Text("The likeliest model plans the recipe, and a part goes in."),
    ),
    Action(
        "again",
        Text("Next machine"),
        Text("Another machine of the same kind, cold, with no measurements yet."),
    ),
)

OUTPUTS = (
    Output("watched_s", Text("Watched"), "s", 0, WATCH_S),
    Output("temperature_c", Text("Temperature, measured"), "°C", -600, 1400),
    Output("promised_c", Text("Temperature, planned"), "°C", 0, 1100),
    Output("first_percent", Text("First order"), "%", 0, 100),
    Output("two_percent", Text("Two lags"), "%", 0, 100),
    Output("delay_percent", Text("Dead time"), "%", 0, 100),
    Output("integ_percent", Text("Integrator"), "%", 0, 100),
    Output("rad_percent", Text("Radiating oven"), "%", 0, 100),
    Output("phase", Text("0 watch, 1 run, 2 look at the part"), "", 0, 2),
    Output("chosen", Text("Model chosen (1 to 5; 0 none yet)"), "", 0, 5),
    Output("hottest_off_k", Text("Hottest so far, above target"), "K", -450, 450),
    Output(
        "outcome",
        Text("Part: 0 none yet, 1 good, 2 underdone, 3 burnt"),
        "",
        0,
        3,
    ),
    Output("machines", Text("Machines so far"), "", 1, 1e6),
    Output("parts", Text("Parts made"), "parts", 0, 1e6),
    Output("good_percent", Text("Good parts"), "%", 0, 100),
)

CHARTS = (
    Chart(
        Text("How likely each model is"),
        ("first_percent", "two_percent", "delay_percent", "integ_percent", "rad_percent"),
    ),
    Chart(
        Text("Temperature of the machine"),
        ("temperature_c",),
        "profile",
        Text("Seconds of the machine (s)"),
    ),
)

WALKTHROUGH = (
    GuidedStep(
        Text(
            "Decide after 12 s: a wrong book slides out. Watch the curve leave the planned one, and the "
            "part come out spoilt."
        ),
        action="again",
        values=(("process", "heat_treatment"), ("noise_percent", 3.0), ("decide_s", 12.0)),
        watch_s=21.0,
    ),
    GuidedStep(
        Text(
            "Decide after 150 s: by then the power has been full, off and half. Nearly always the right "
            "book and a good part."
        ),
        action="again",
        values=(("decide_s", 150.0),),
        watch_s=35.0,
    ),
    GuidedStep(
        Text("Now solder: another machine, and after 150 s another book is the right one."),
        values=(("process", "soldering"),),
        watch_s=16.0,
    ),
    GuidedStep(
        Text(
            "Solder again, but decide after 50 s: the book is still the wrong one, and yet the part is "
            "good. A wrong model can be good enough."
        ),
        action="again",
        values=(("decide_s", 50.0),),
        watch_s=25.0,
    ),
)


def words_of_book(model: str, likely: float, chosen: bool) -> PartWords:
    """A model of the shelf: how likely it is, and whether it was decided for."""
    percent = 100 * likely
    return PartWords(
        MODEL_NAMES[model],
        Text("Likelihood: {percent:.0f} %; chosen", percent=percent)
        if chosen
        else Text("Likelihood: {percent:.0f} %", percent=percent),
    )


def words_of_trace(celsius: float, baking: bool) -> PartWords:
    """What the board shows, and the temperature measured last."""
    label = Text("Run of the recipe") if baking else Text("Trace and five fits")
    return PartWords(label, Text("Measured: {celsius:.0f} °C", celsius=celsius))


def words_of_clock(watched_s: int, decide_s: float, watching: bool) -> PartWords:
    """How long the machine has been watched, and when it will be decided."""
    label = Text("Time watched")
    if watching:
        return PartWords(
            label,
            Text(
                "{watched_s} s of {decide_s:.0f} s; touch to decide", watched_s=watched_s, decide_s=decide_s
            ),
        )
    return PartWords(label, Text("Decided after {watched_s} s", watched_s=watched_s))


def words_of_machine(process: str, number: int) -> PartWords:
    """Which machine it is."""
    return PartWords(
        PROCESS_NAMES[process], Text("Machine {number}", context="one of several", number=number)
    )


def words_of_part(outcome: str) -> PartWords:
    """What the part turned out to be."""
    return PartWords(Text("The part"), OUTCOME_NAMES[outcome])


def words_of_tally(good: int, parts: int) -> PartWords:
    """How many parts were good."""
    return PartWords(Text("Parts made"), Text("{good} good of {parts}", good=good, parts=parts))
