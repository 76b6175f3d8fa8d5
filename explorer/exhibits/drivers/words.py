"""Texts of the gate of drivers: the five switches, the hands, and the walkthrough."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ...base.total import total
from ...i18n import Text, Verbatim
from ..exhibit import Action, GuidedStep, PartWords
from ..signs import Handle, Hot, Sign
from .pipe import NEW_MS, OLD_MS, SWITCH_OF

SWITCHES = ("network", "cloud", "display", "overlay", "prediction")

ACTIONS: tuple[Action, ...] = (
    Action(
        "network",
        Text("Swap the network"),
        Text("One way through it: old 30 ms, new 3 ms."),
    ),
    Action(
        "cloud",
        Text("Swap where pictures are rendered"),
        Text("36 ms locally; 4 ms in the cloud, but the network is crossed twice."),
    ),
    Action(
        "display",
        Text("Swap the VR display"),
        Text("Decoding and display: old 34 ms, new 5 ms."),
    ),
    Action(
        "overlay",
        Text("Swap the AR tracking"),
        Text("Finding hand and object: old 20 ms, new 4 ms."),
    ),
    Action(
        "prediction",
        Text("AI prediction on or off"),
        Text("A line is fitted to the latest samples and extended to the present, again at every step."),
    ),
    Action(
        "all",
        Text("All five, or none"),
        Text("All are switched on; if they are, all are switched off."),
    ),
)

PILLARS = {
    "network": Text("Fast Internet"),
    "cloud": Text("Cloud computing"),
    "display": Text("Virtual reality"),
    "overlay": Text("Augmented reality"),
    "prediction": Text("Artificial intelligence"),
}
"""Meaning of each switch."""

WALKTHROUGH: tuple[GuidedStep, ...] = (
    GuidedStep(
        Text("Everything old: move your hand, or watch the robot's. The glass hand lags 120 ms behind."),
        watch_s=5.0,
        ask=Text("Move your hand. How far behind is the glass one?"),
        press=Text("Watch"),
    ),
    GuidedStep(
        Text("Render in the cloud. Almost nothing is gained: the slow network is now crossed twice."),
        "cloud",
        watch_s=5.0,
        ask=Text("Render in the cloud. Is that faster?"),
    ),
    GuidedStep(
        Text("Swap the network: now the cloud pays off, and 64 ms are left."),
        "network",
        watch_s=5.0,
        ask=Text("Swap the network. Does the cloud pay off now?"),
    ),
    GuidedStep(
        Text(
            "Add prediction: on the straights the glass hand catches up; at sharp turns it overshoots. "
            "Useful, not magic."
        ),
        "prediction",
        (("route", "sharp"),),
        6.0,
        ask=Text("Add prediction. Where does the hand still overshoot?"),
    ),
)

HANDLES = {"object": Handle("speed", "right")}

STAGES_SHOWN: dict[str, tuple[Text, str]] = {
    "capture": (Text("Capture"), "#3E7BD6"),
    "network": (Text("Network"), "#F2B632"),
    "render": (Text("Rendering"), "#8B5CD6"),
    "decode": (Text("Decoding"), "#20A8B8"),
    "display": (Text("Display"), "#EC7A2C"),
}
"""The stages of the delay: name, and colour of its block and beads."""

SIGNS = (
    Sign("chain", Text("Delay under 20 ms", context="sign"), "below", hot=Hot("delay", most=20.0)),
    Sign("stages", Verbatim(""), "above", legend=tuple(STAGES_SHOWN.values())),
    Sign("network", PILLARS["network"], "right"),
    Sign("cloud", Text("Cloud", context="sign"), "left"),
    Sign("display", Text("VR", context="sign"), "above"),
    Sign("prediction", Text("Prediction", context="sign"), "left"),
)


def part_words(on: Collection[str], found: Mapping[str, float], leads: str) -> dict[str, PartWords]:
    """Label and reading of each part, for the active switches, the readings, and the leader of the hand."""
    words = {name: PartWords(PILLARS[name], _pillar(name, name in on)) for name in SWITCHES}
    gap, aim = f"{found['gap']:.1f}", f"{found['outline']:.1f}"
    words["hand"] = PartWords(
        Text("The hand"),
        Text("your pointer moves it")
        if leads == "own"
        else Text("the robot moves it; move the pointer to take over"),
    )
    words["glass"] = PartWords(
        Text("The hand you see in the headset"),
        Text("{delay:.0f} ms old, {gap} cm off", delay=found["delay"], gap=gap),
    )
    words["object"] = PartWords(
        Text("The object and its AR outline"),
        Text("the outline is {aim} cm off", aim=aim),
    )
    words["chain"] = PartWords(
        Text("The chain of delay"),
        Text("{delay:.0f} ms in all; above about 20 ms, VR sickness becomes a risk", delay=found["delay"]),
    )
    words["stages"] = PartWords(
        Text("Where the delay comes from"),
        Text(
            "capture {capture:.0f}, network {network:.0f}, rendering {render:.0f}, decoding {decode:.0f}, "
            "display {display:.0f} ms",
            capture=found["capture"],
            network=found["network"],
            render=found["render"],
            decode=found["decode"],
            display=found["display"],
        ),
    )
    return words


def _pillar(name: str, on: bool) -> Text:
    if name == "prediction":
        return Text("on") if on else Text("off", context="pillar")
    stages = [stage for stage, switch in SWITCH_OF.items() if switch == name]
    ms = total((NEW_MS if on else OLD_MS)[stage] for stage in stages)
    return Text("new, {ms:.0f} ms", ms=ms) if on else Text("old, {ms:.0f} ms", ms=ms)
