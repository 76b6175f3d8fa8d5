"""Five machines in words: what can be done, readings, charts and walkthrough, and words for the machines."""

from __future__ import annotations

from collections.abc import Mapping

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..signs import Sign
from .machines import Machine

NAMES = {
    "plain": Text("One plain core"),
    "hpc": Text("High-performance computing"),
    "mixed": Text("Heterogeneous computing"),
    "learned": Text("Intelligent computing"),
    "grover": Text("Quantum computing"),
    "spiking": Text("Neuromorphic computing"),
}

PLACE_NAMES = (Text("the device"), Text("the edge"), Text("the cloud"))

ACTIONS = (
    Action(
        "again",
        Text("Bring another crate"),
        Text("The machines start again with other pumps."),
    ),
    Action(
        "measure",
        Text("Measure now"),
        Text(
            "The quantum machine stops and names a pump; if it is wrong, it starts again. If it has "
            "already named one, another crate comes."
        ),
    ),
    Action(
        "forget",
        Text("Forget the lessons"),
        Text("The ranking forgets, learns from earlier crates again and then starts looking again."),
    ),
)

OUTPUTS = (
    Output("plain_looks", Text("Looks, one core"), "looks", 0, 1024),
    Output("hpc_beats", Text("Steps, high-performance"), "beats", 0, 1600),
    Output("hpc_speedup", Text("Speed-up for the whole crate"), "×", 1, 1024),
    Output("mixed_beats", Text("Steps, heterogeneous"), "beats", 0, 520),
    Output("mixed_speedup", Text("Speed-up of the unequal cores"), "×", 1, 7.5),
    Output("learned_looks", Text("Looks, learned ranking"), "looks", 0, 1024),
    Output("lessons", Text("Crates learned from"), "crates", 0, 300),
    Output("grover_looks", Text("Looks, quantum"), "looks", 0, 1124),
    Output("grover_chance", Text("Chance if measured now"), "%", 0, 100),
    Output("spiking_looks", Text("Looks, spiking"), "looks", 0, 1024),
    Output("spiking_share", Text("Share of neurons activated"), "%", 0, 100),
    Output("found", Text("Machines that have found it"), "machines", 0, 5),
    Output("races", Text("Crates finished"), "races", 0, 1e6),
    Output("plain_mean", Text("Mean looks, one core"), "looks", 0, 1024),
    Output("learned_mean", Text("Mean looks, learned ranking"), "looks", 0, 1024),
    Output("grover_mean", Text("Mean looks, quantum"), "looks", 0, 1124),
    Output("place", Text("Best place: 0 device, 1 edge, 2 cloud"), "", 0, 2),
    Output("place_ms", Text("Whole crate there"), "ms", 0, 1024),
)

CHARTS = (
    Chart(
        Text("Steps so far"),
        ("plain_looks", "hpc_beats", "mixed_beats", "learned_looks", "grover_looks"),
        "bars",
    ),
    Chart(
        Text("Chance of the quantum machine"),
        ("grover_chance",),
        "profile",
        Text("Looks before it measures"),
    ),
)

WALKTHROUGH: tuple[GuidedStep, ...] = (
    GuidedStep(
        Text(
            "Guess which of the five finds the bad pump first, then bring a crate. They do not get the "
            "same clues. A gold block tops the pole of each that has found it."
        ),
        "again",
        (("pumps", 256), ("serial_percent", 5.0), ("stop_percent", 100.0)),
        8.0,
        ask=Text("Guess which machine finds the bad pump first, then start."),
    ),
    GuidedStep(
        Text(
            "Let the quantum machine look twice as often as is best: its gold bar rises, then falls, and "
            "the measurement fails."
        ),
        "",
        (("stop_percent", 200.0),),
        6.0,
        ask=Text("Let the quantum machine look twice as often. Is more better?"),
        press=Text("Look twice as often"),
    ),
    GuidedStep(
        Text(
            "Back to the best number, with four times as many pumps: the quantum machine needs only "
            "twice the looks."
        ),
        "",
        (("stop_percent", 100.0), ("pumps", 1024)),
        8.0,
        ask=Text("Four times as many pumps. How many looks does it need?"),
        press=Text("Four times the pumps"),
    ),
    GuidedStep(
        Text(
            "Half of the job cannot be split: sixteen cores are now not even twice as fast, and the "
            "first pole waits."
        ),
        "",
        (("serial_percent", 50.0), ("pumps", 256)),
        8.0,
        ask=Text("Half of the job cannot be split. What are sixteen cores worth?"),
        press=Text("Make half of it serial"),
    ),
)

SIGNS = (
    Sign("plain", Text("One core", context="sign")),
    Sign("hpc", Text("Many cores", context="sign")),
    Sign("mixed", Text("Unequal cores", context="sign"), "below"),
    Sign("learned", Text("Learned from before", context="sign"), "below"),
    Sign("grover", Text("Quantum", context="sign"), "below"),
    Sign("spiking", Text("Brain-like", context="sign"), "below"),
)


def part_words(
    read: Mapping[str, float], machines: Mapping[str, Machine], crates: int
) -> dict[str, PartWords]:
    """Label and reading of every machine, and of the board that says where the job is done first.

    Parameters
    ----------
    read : the exhibit's readings.
    crates : how many crates the learned ranking studies before it looks.
    """
    found = {name: PartWords(label, _progress(machines[name])) for name, label in NAMES.items()}
    if read["learned_looks"] == 0 and read["lessons"] < crates:
        lessons = round(read["lessons"])
        found["learned"] = PartWords(
            NAMES["learned"],
            Text("learning from crate {lessons} of {crates}", lessons=lessons, crates=crates),
        )
    if not machines["grover"].done:
        chance = read["grover_chance"]
        found["grover"] = PartWords(
            NAMES["grover"],
            Text(
                "after {grover_looks:.0f} looks a measurement would be right with a chance of {chance:.0f} "
                "%; touch to measure",
                grover_looks=read["grover_looks"],
                chance=chance,
            ),
        )
    best = PLACE_NAMES[round(read["place"])]
    found["place"] = PartWords(
        Text("Cloud, edge or device"),
        Text("finished first at {best}, after {place_ms:.0f} ms", place_ms=read["place_ms"], best=best),
    )
    return found


def _progress(machine: Machine) -> Text:
    steps = Text("{count} step", "{count} steps", count=machine.beats)
    looks = Text("{count} look", "{count} looks", count=machine.looks)
    if machine.found:
        return Text("found after {steps} and {looks}", steps=steps, looks=looks)
    if machine.gave_up:
        return Text("gave up after {looks}", looks=looks)
    return Text("{steps} and {looks} so far", steps=steps, looks=looks)
