"""Texts of the three lines: actions, readings, charts, steps, captions, and labels of parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..signs import Handle, Sign
from .line import HELPED, MEANS_S, OLD
from .placing import HABIT, POSSIBLE, Placing
from .search import TRIES
from .shop import DOWN
from .state import HABITUAL, SIMULATED, YOURS, State
from .statistics import MATTERS_PCT, VERDICTS, Estimate, Verdict, judged, mean_and_doubt

WIDEST_PCT = 300.0
MOST_DOUBT_PCT = 30.0
"""Widest interval shown, to each side; a wider one is drawn as this: nothing is known yet."""

SLOWEST = frozenset(sorted(range(len(MEANS_S)), key=lambda m: -MEANS_S[m])[:2])
"""The two machines a good eye chooses to help."""

VERDICT_WORDS: dict[Verdict, Text] = {
    "few": Text("not counted yet"),
    "gain": Text("a gain"),
    "loss": Text("a loss"),
    "open": Text("not yet clear"),
    "nothing": Text("no difference that matters (under {MATTERS_PCT} %)", MATTERS_PCT=MATTERS_PCT),
}

ACTIONS = (
    Action(
        "search",
        Text("Ask the simulation"),
        Text(
            "It tries {TRIES} placements on virtual half shifts, from habit on, and keeps the best: about five "
            "seconds.",
            TRIES=TRIES,
        ),
    ),
    Action("repeat", Text("Count again"), Text("Twenty other shifts on all three lines, with other luck.")),
)

OUTPUTS = (
    Output(
        "gain_you", Text("Your line: gain over habit"), "%", -100, WIDEST_PCT, plain=Text("you, over habit")
    ),
    Output("doubt_you", Text("Your gain, ±"), "%", 0, MOST_DOUBT_PCT),
    Output("verdict_you", Text("What that says of you"), "", 0, 4, tuple(VERDICT_WORDS[v] for v in VERDICTS)),
    Output(
        "gain_simulation",
        Text("Simulation: gain over habit"),
        "%",
        -100,
        WIDEST_PCT,
        plain=Text("the simulation, over habit"),
    ),
    Output("doubt_simulation", Text("The simulation's gain, ±"), "%", 0, MOST_DOUBT_PCT),
    Output(
        "verdict_simulation",
        Text("What that says of the simulation"),
        "",
        0,
        4,
        tuple(VERDICT_WORDS[v] for v in VERDICTS),
    ),
    Output("gain_lead", Text("Simulation ahead of you"), "%", -100, WIDEST_PCT),
    Output("doubt_lead", Text("Its lead, ±"), "%", 0, MOST_DOUBT_PCT),
    Output(
        "verdict_lead",
        Text("What that says of the lead"),
        "",
        0,
        4,
        tuple(VERDICT_WORDS[v] for v in VERDICTS),
    ),
    Output("habit", Text("Habit: parts a shift"), "parts", 0, 2600),
    Output("you", Text("You: parts a shift"), "parts", 0, 2600),
    Output("simulation", Text("Simulation: parts a shift"), "parts", 0, 2600),
    Output("shifts", Text("Shifts counted"), "", 0, 20),
    Output("tried", Text("Placements tried"), "", 0, TRIES),
    Output("promised", Text("Promised by the search"), "%", 0, WIDEST_PCT),
    Output("claimed", Text("Your gain as reported"), "%", -100, WIDEST_PCT),
    Output("stopped", Text("Machines stopped now"), "", 0, 18),
)

CHARTS = (
    Chart(Text("Gain over habit"), ("gain_you", "gain_simulation"), reach=(-10.0, 40.0)),
    Chart(Text("Parts a shift"), ("habit", "you", "simulation"), "bars", reach=(0.0, 1400.0)),
)

SIGNS = (
    Sign("habit", Text("Habit", context="line"), "right"),
    Sign("you", Text("You", context="line"), "right", reading="gain_you"),
    Sign("simulation", Text("Simulation", context="line"), "right"),
    Sign("worker_2", Text("Drag a worker"), "below"),
    Sign("eye", Text("Ask the simulation")),
    Sign("rehearse", Text("Rehearse", context="tool"), "below"),
    Sign("live", Text("Live data", context="tool")),
)
SIGNS_WITH_RESULT = tuple(
    replace(sign, reading="gain_simulation") if sign.part == "simulation" else sign for sign in SIGNS
)
"""Signs after the simulation has run: its line shows a figure."""
HANDLES = {
    "worker_1": Handle("first", "right", 0.62),
    "worker_2": Handle("second", "right", 0.62),
    **{f"rack_{gap + 1}": Handle(f"rack_{gap + 1}", "up", 0.25) for gap in range(len(HABIT.racks))},
}

BY_EYE = (("first", 2), ("second", 5), *((f"rack_{gap + 1}", 4) for gap in range(len(HABIT.racks))))
PLAIN = (("rehearsed", False), ("live", False), ("same_luck", True), ("best_only", False))

WALKTHROUGH = (
    GuidedStep(
        Text("By eye: your two workers go to the two slowest machines."),
        values=(*BY_EYE, *PLAIN, ("old", True)),
        watch_s=5.0,
        ask=Text("Your workers go to the slowest machines. Does that help?"),
        press=Text("Help the slowest"),
    ),
    GuidedStep(
        Text("The simulation tries placements on a virtual line and sets its own."),
        "search",
        (("old", True), *PLAIN),
        10.0,
        ask=Text("Ask the simulation. Where does it put its workers?"),
    ),
    GuidedStep(
        Text("The plant is renewed: machine 3 no longer stops. Both are compared again."),
        values=(("old", False), *BY_EYE, *PLAIN),
        watch_s=16.0,
        ask=Text("Now nothing ever stops. Is the simulation still ahead?"),
        press=Text("Renew the plant"),
    ),
    GuidedStep(
        Text("The old machine again, each line with luck of its own, and only your best five shifts."),
        values=(("old", True), *BY_EYE, *PLAIN[:2], ("same_luck", False), ("best_only", True)),
        watch_s=6.0,
        ask=Text("Only your best five shifts: what would a brochure say?"),
        press=Text("Report the best five"),
    ),
)

Estimates = Sequence[Estimate | None]


def captions(
    placing: Placing, found: Estimates, shifts: int, tried: int, claimed: float | None, old: bool
) -> tuple[Text | None, ...]:
    """Captions of the steps once their shifts are counted; they report the opposite where the shifts show it.

    Parameters
    ----------
    found : gains of the visitor over habit, the simulation over habit, and the simulation over the visitor.
    """
    you, simulation, lead = found
    if you is None or simulation is None or lead is None:
        return (None,) * len(WALKTHROUGH)
    return (
        _of_you(you, placing, shifts),
        _of_simulation(simulation, shifts, tried),
        None if old else _of_lead(lead, shifts),
        None
        if claimed is None
        else Text(
            "Your best five would claim {claimed:+.0f} %. All {shifts} shifts say {gain:+.1f} %, give or take {doubt:.1f}.",
            claimed=claimed,
            shifts=shifts,
            gain=you.gain_pct,
            doubt=_doubt(you),
        ),
    )  # fmt: skip


def _of_you(you: Estimate, placing: Placing, shifts: int) -> Text:
    by_eye = placing.helped == SLOWEST and placing.racks == HABIT.racks
    values: dict[str, Any] = {"gain": you.gain_pct, "doubt": _doubt(you)}
    match judged(you, shifts):
        case "gain" if by_eye:
            return Text("By eye: help the two slowest. {gain:.1f} % more.", **values)
        case "gain":
            return Text("Your placement: {gain:.1f} % more.", **values)
        case "loss":
            return Text("Your placement: {loss:.1f} % less.", loss=-you.gain_pct)
        case "nothing":
            return Text("No difference that matters: {gain:+.1f} %, give or take {doubt:.1f}.", **values)
    return Text("Not yet clear: {gain:+.1f} %, give or take {doubt:.1f}.", **values)


def _of_simulation(simulation: Estimate, shifts: int, tried: int) -> Text | None:
    if not tried:
        return None
    values: dict[str, Any] = {
        "tried": tried,
        "possible": POSSIBLE,
        "gain": simulation.gain_pct,
        "doubt": _doubt(simulation),
    }
    if judged(simulation, shifts) == "gain":
        return Text("The simulation tried {tried} of {possible:,} placements: {gain:.0f} % more.", **values)
    return Text(
        "The simulation tried {tried} of {possible:,} placements: {gain:+.1f} %, give or take {doubt:.1f}.",
        **values,
    )


def _of_lead(lead: Estimate, shifts: int) -> Text:
    match judged(lead, shifts):
        case "nothing":
            return Text("Where nothing fails, your eye is as good.")
        case "gain":
            return Text(
                "Where nothing fails, the simulation is {lead:.1f} % ahead of you.", lead=lead.gain_pct
            )
        case "loss":
            return Text("Where nothing fails, you are {lead:.1f} % ahead.", lead=-lead.gain_pct)
    return Text(
        "Where nothing fails, who is ahead is not yet clear: {lead:+.1f} %, give or take {doubt:.1f}.",
        lead=lead.gain_pct,
        doubt=_doubt(lead),
    )


def _doubt(found: Estimate) -> float:
    return min((found.high_pct - found.low_pct) / 2, MOST_DOUBT_PCT)


def part_words(
    state: State,
    placing: Placing,
    found: Estimates,
    claimed: float | None,
    *,
    old: bool,
    rehearsed: bool,
    live: bool,
) -> dict[str, PartWords]:
    """Labels of all parts that can be touched; `found` as in `captions`."""
    you, simulation, lead = found
    words = {
        f"worker_{number + 1}": PartWords(
            label,
            Text(
                "a part takes {helped:.1f} s there, not {mean:.1f}",
                helped=HELPED * MEANS_S[worker],
                mean=MEANS_S[worker],
            ),
        )
        for number, (label, worker) in enumerate(
            zip((Text("Your first worker"), Text("Your second worker")), placing.workers, strict=True)
        )
    }
    for gap, places in enumerate(placing.racks):
        words[f"rack_{gap + 1}"] = PartWords(
            Text("Your rack after machine {number}", number=gap + 1),
            Text(
                "places: {places}, parts in it: {parts}", places=places, parts=state.shops[YOURS].waiting[gap]
            ),
        )
    down = state.shops[YOURS].doing(OLD) == DOWN
    words["machine_3"] = PartWords(
        Text("Machine 3"),
        Text("new: nothing ever stops")
        if not old
        else Text("old: stopped, it waits for the crew")
        if down
        else Text("old: it stops about twenty times in an hour of work"),
    )
    words["habit"] = PartWords(Text("Habit: workers at machines 1 and 2"), _parts(state, HABITUAL))
    words["you"] = PartWords(Text("Your line"), _result_of(state, YOURS, you))
    words["simulation"] = PartWords(Text("The simulation's line"), _result_of(state, SIMULATED, simulation))
    words["eye"] = PartWords(Text("The simulation's eye"), _looking(state))
    taken, left = Text("in use on your line and the simulation's"), Text("not in use")
    words["rehearse"] = PartWords(
        Text("Changes of product, rehearsed on a virtual line"), taken if rehearsed else left
    )
    words["live"] = PartWords(Text("Live data call the repair crew"), taken if live else left)
    words["board"] = PartWords(
        Text("Shift by shift: gain over habit"),
        Text(
            "your best five shifts would claim {claimed:+.0f} %; the simulation against you: {said}",
            claimed=claimed,
            said=_verdict(lead, _counted(state, SIMULATED, YOURS)),
        )
        if claimed is not None
        else Text(
            "the simulation against you: {said}", said=_verdict(lead, _counted(state, SIMULATED, YOURS))
        ),
    )  # fmt: skip
    return words


def _counted(state: State, side: int, over: int = HABITUAL) -> int:
    return min(len(state.results[side]), len(state.results[over]))


def _parts(state: State, side: int) -> Text:
    made = state.results[side]
    if not made:
        return VERDICT_WORDS["few"]
    mean, _ = mean_and_doubt(made)
    return Text(
        "{mean:.0f} parts a shift, {count} shift",
        "{mean:.0f} parts a shift, {count} shifts",
        mean=mean,
        count=len(made),
    )


def _result_of(state: State, side: int, found: Estimate | None) -> Text:
    verdict = _verdict(found, _counted(state, side))
    return (
        Text("{parts}; over habit {said}", parts=_parts(state, side), said=verdict)
        if found
        else _parts(state, side)
    )


def _verdict(found: Estimate | None, counted: int) -> Text:
    if found is None:
        return VERDICT_WORDS["few"]
    return Text(
        "{gain_pct:+.1f} % ± {doubt:.1f}: {verdict}",
        gain_pct=found.gain_pct,
        doubt=_doubt(found),
        verdict=VERDICT_WORDS[judged(found, counted)],
    )


def _looking(state: State) -> Text:
    search = state.search
    if search is None:
        return Text("touch: it tries {TRIES} of {POSSIBLE:,} placements", TRIES=TRIES, POSSIBLE=POSSIBLE)
    if not search.over:
        return Text("looking: {tried} of {TRIES} placements tried", tried=len(search.tried), TRIES=TRIES)
    first, second = search.best.workers
    return Text(
        "workers to machines {first} and {second}: promised {promised:+.1f} %",
        first=first + 1,
        second=second + 1,
        promised=search.promised_pct,
    )
