"""Texts of the production line: actions, charts, walkthrough, and labels of parts."""

from __future__ import annotations

from ...base.total import total
from ...i18n import Text, Verbatim
from ..exhibit import Action, Chart, GuidedStep, PartWords
from ..mixins import Condition
from ..signs import Handle, Hot, Sign
from .flow import FULL, STATIONS, State

ACTIONS = (
    Action(
        "break_sensor",
        Text("Break the sensor"),
        Text("The chosen station's sensor begins to lose events."),
        breaks=True,
    ),
    Action(
        "recount",
        Text("Ask people to recount"),
        Text("Operators count what is there; the twin adopts their count."),
    ),
    Action(
        "mend_sensors",
        Text("Repair the sensors"),
        Text("All sensors report again. The twin still does not know what it missed."),
    ),
    Action(
        "swap_card",
        Text("Swap the process card"),
        Text(
            "All stations change their work steps together. The other card spreads the same work more evenly."
        ),
    ),
    Action(
        "slow_machine",
        Text("Slow or restore the machine"),
        Text("From the next part on, the chosen station takes twice as long; press again to undo."),
    ),
)

CONDITIONS = {
    **{
        f"sensor_{n}": Condition(Text("1: the sensor works, 0: it is broken")) for n in range(1, STATIONS + 1)
    },
    **{f"machine_{n}": Condition(Text("1: at full speed, 0: slowed")) for n in range(1, STATIONS + 1)},
    "card": Condition(Text("0: the first process card, 1: the second"), 0.0),
}

CHARTS = (
    Chart(Text("Gap, and ghosts in it"), ("gap", "ghosts"), reach=(0, 40)),
    Chart(Text("Parts on the line"), ("wip",)),
)

WALKTHROUGH = (
    GuidedStep(
        Text(
            "Break the sensor of station 3. On the glass line, ghost parts pile up at station 3 and "
            "holes open at station 4."
        ),
        "break_sensor",
        (("station", 3), ("loss", 100.0), ("backup", False)),
        2.0,
        ask=Text("Break sensor 3. What does the glass line believe?"),
        near=("station_2", "station_3", "station_4", "counter"),
    ),
    GuidedStep(
        Text("Wait for the red frame: the twin finds an impossible count and raises its own alarm."),
        watch_s=3.0,
        ask=Text("Wait for the red frame. When does the twin notice?"),
        press=Text("Watch"),
    ),
    GuidedStep(
        Text(
            "Let a camera help that sees 85 % of what passes. Most ghosts vanish; what it misses stays wrong."
        ),
        values=(("backup", True), ("camera", 85.0)),
        watch_s=5.0,
        ask=Text("Let a camera help. Do all the ghosts vanish?"),
        press=Text("Let the camera help"),
    ),
    GuidedStep(
        Text("Repair the sensor. New parts are reported again, but the old error remains."),
        "mend_sensors",
        watch_s=3.0,
        ask=Text("Repair the sensor. Does the old error go away?"),
    ),
    GuidedStep(
        Text("Ask people to recount: twin and line agree in all seven places."),
        "recount",
        watch_s=2.0,
        ask=Text("Ask people to recount. Do twin and line agree?"),
    ),
)


def caption(state: State, number: int) -> Text | None:
    """Captions of the third and fourth step if the camera missed nothing and no error is left; None: their own words."""
    if any(state.errors):
        return None
    return {
        2: Text("Here the camera missed none of the parts: twin and line agree."),
        3: Text("New parts are reported again. Here no error was left."),
    }.get(number)


HANDLES = {f"station_{number}": Handle("loss", "up") for number in range(1, STATIONS + 1)}

SIGNS = (
    Sign(
        "ghosts",
        Text("{count} ghost part", "{count} ghost parts", context="sign"),
        hot=Hot("ghosts", least=1),
    ),
    Sign("twin", Text("The twin, in glass", context="sign"), "right"),
    Sign("raw", Text("The real line", context="sign"), "below"),
    *(Sign(f"station_{number}", Verbatim(str(number)), "below") for number in range(1, STATIONS + 1)),
)


def part_words(state: State, times_s: tuple[float, ...]) -> dict[str, PartWords]:
    """Labels of all parts that can be touched at the line."""
    errors = state.errors
    words = {"raw": PartWords(Text("Raw store"), _difference(errors[0]))}
    for number in range(STATIONS):
        words[f"station_{number + 1}"] = PartWords(
            Text("Station {number}", number=number + 1), _station(state, number, times_s[number])
        )
    words["finished"] = PartWords(Text("Finished parts"), _difference(errors[-1]))
    gap = total(abs(error) for error in errors)
    alarm = Text("alarm on") if state.alarm else Text("no alarm")
    words["twin"] = PartWords(
        Text("The twin: a line of glass"),
        Text(
            "{errors} of 7 places agree, {alarm}", errors=total(error == 0 for error in errors), alarm=alarm
        ),
    )
    ghosts = total(error for error in errors if error > 0)
    if ghosts:
        words["ghosts"] = PartWords(Text("Ghost parts"), Text("{count} part", "{count} parts", count=ghosts))
    words["counter"] = PartWords(
        Text("Gap between twin and line"), Text("{count} part", "{count} parts", count=gap)
    )
    return words


def _station(state: State, number: int, time_s: float) -> Text:
    heard = Text("sensor broken") if number in state.broken else Text("sensor works")
    pace = Text("{time_s:.1f} s a part", time_s=time_s)
    if number == 0:
        return Text("{pace}, {heard}", pace=pace, heard=heard)
    real, in_twin = state.contents[number - 1], state.twin_contents[number - 1]
    if 0 <= in_twin <= FULL:
        return Text(
            "{real} here, the twin says {twin}; {pace}, {heard}",
            real=real,
            twin=in_twin,
            pace=pace,
            heard=heard,
        )
    return Text(
        "{real} here, the twin says {twin} (impossible); {pace}, {heard}",
        real=real,
        twin=in_twin,
        pace=pace,
        heard=heard,
    )


def _difference(error: int) -> Text:
    if error == 0:
        return Text("twin and line agree")
    if error > 0:
        return Text("the twin counts {error} too many", error=error)
    return Text("the twin counts {error} too few", error=-error)
