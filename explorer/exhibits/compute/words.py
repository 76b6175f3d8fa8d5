"""Texts of the search for the pump: actions, readings, charts, walkthrough, captions, and labels of parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..signs import Handle, Sign
from .crate import ENOUGH, PULSES
from .machines import CRATES, IDEAS, NAMES, Name, Sums

SHELVES = 8
MOST_TOUCHES, MOST_BEATS = 14_000, 19_000
USUAL_MOST = 8_000
"""Most searches of three crates end below this."""

MACHINE_NAMES: Mapping[Name, Text] = {
    "core": Text("One plain core"),
    "hands": Text("High-performance: many equal hands"),
    "mixed": Text("Heterogeneous: four unlike hands"),
    "learned": Text("Intelligent: has learned what to listen for"),
    "quantum": Text("Quantum: asks about all at once, on paper"),
    "brain": Text("Brain-like: only a knock costs anything"),
}
SHORT: Mapping[Name, Text] = {
    "core": Text("One core", context="sign"),
    "hands": Text("Many hands", context="sign"),
    "mixed": Text("Mixed hands", context="sign"),
    "learned": Text("Learned", context="sign"),
    "quantum": Text("Quantum", context="sign"),
    "brain": Text("Brain-like", context="sign"),
}
WHO_NAMES = {
    "core": Text("One core"),
    "hands": Text("More hands"),
    "ideas": Text("Better ideas"),
    "all": Text("All six"),
}

ACTIONS = (
    Action(
        "listen",
        Text("Listen to a pump"),
        Text("You hear the next pump of the first crate: 64 samples. When you stop, the core goes on."),
    ),
    Action("run", Text("Let all six search"), Text("All machines search the three crates again.")),
    Action("again", Text("Bring three other crates"), Text("The machines search three other crates.")),
)

OUTPUTS = (
    Output("faster", Text("Faster, many hands"), "×", 0, 100, plain=Text("faster with many hands")),
    Output("lighter", Text("Less work, best idea"), "×", 0, 300, plain=Text("less work, best idea")),
    *(Output(f"{name}_touches", Text("{name}: work", name=SHORT[name]), "samples", 0, MOST_TOUCHES) for name in NAMES),
    *(Output(f"{name}_beats", Text("{name}: time", name=SHORT[name]), "beats", 0, MOST_BEATS) for name in NAMES),
    Output("you", Text("Pumps that you listened to"), "pumps", 0, 64),
    Output("pulses", Text("Knocks in the rhythm, pump on the strip"), "knocks", 0, PULSES),
    Output("done", Text("Machines that are done"), "machines", 0, len(NAMES)),
    Output("wrong", Text("Wrong answers"), "", 0, CRATES * len(NAMES)),
)  # fmt: skip

CHARTS = (
    Chart(Text("How much faster, how much less work"), ("faster", "lighter"), "time", reach=(0.0, 20.0)),
    Chart(
        Text("Work: samples read"), tuple(f"{name}_touches" for name in NAMES), "bars", reach=(0, USUAL_MOST)
    ),
)

SIGN_WORDS: Mapping[Name, Text] = {"mixed": Text("Mixed", context="sign")}
"""Short names for signs that would overlap those of the next machine."""
SIGNS = (
    *(Sign(name, SIGN_WORDS.get(name, words), "below") for name, words in SHORT.items()),
    Sign("strip", Text("Who knocks like this?"), "above"),
)
HANDLES = {"noise": Handle("noise_percent", "up")}

WALKTHROUGH = (
    GuidedStep(
        Text("Listen to a few pumps of the crate: one keeps the beat. Then the core goes on."),
        "listen",
        (("who", "core"), ("noise_percent", 6.0), ("hands", 16), ("serial_percent", 5.0), ("lessons", 10)),
        10.0,
        ask=Text("Touch a shelf and listen. Which pump keeps the beat?"),
    ),
    GuidedStep(
        Text("Let many equal hands search the same crates, and four unlike ones."),
        values=(("who", "hands"),),
        watch_s=4.0,
        ask=Text("More hands, same crates. What do they save?"),
        near=("core", "hands", "mixed"),
        press=Text("More hands"),
    ),
    GuidedStep(
        Text("Let three better ideas search them: learned, quantum, brain-like."),
        values=(("who", "ideas"),),
        watch_s=4.0,
        ask=Text("The same crates for better ideas. What do they save?"),
        near=("learned", "quantum", "brain"),
        press=Text("Better ideas"),
    ),
    GuidedStep(
        Text("Turn up the noise: more knocks by chance in the same crates."),
        values=(("noise_percent", 15.0),),
        watch_s=8.0,
        ask=Text("Drag the knob to noisy. Which idea loses most?"),
        press=Text("More noise"),
    ),
)


def captions(sums: Mapping[Name, Sums], before: Mapping[Name, Sums]) -> tuple[Text | None, ...]:
    """Captions of the steps once their machines are done; they report the opposite where these crates show it.

    Parameters
    ----------
    sums : of the machines that have finished all three crates.
    before : of those under the previous settings.
    """
    core, noise = sums.get("core"), _more_noise(sums, before)
    if core is None:
        return None, None, None, noise
    one = Text("One by one is slow: {touches:,.0f} samples for three crates.", touches=core.touches)
    return one, _more_hands(core, sums), _better_ideas(core, sums), noise


def _more_hands(core: Sums, sums: Mapping[Name, Sums]) -> Text | None:
    if not {"hands", "mixed"} <= set(sums):
        return None
    slower = max(sums["hands"].beats, sums["mixed"].beats)
    if slower < core.beats and min(sums["hands"].touches, sums["mixed"].touches) >= core.touches:
        times = core.beats / sums["hands"].beats
        return Text(
            "More hands save time, not work: {times:.1f} times as fast, no fewer samples.", times=times
        )
    return Text("Here more hands gain nothing: each pump was first in its row.")


def _better_ideas(core: Sums, sums: Mapping[Name, Sums]) -> Text | None:
    if not set(IDEAS) <= set(sums):
        return None
    learned, quantum, brain = (sums[name].touches for name in IDEAS)
    if max(learned, quantum, brain) < core.touches:
        result = Text(
            "Better ideas save work: {learned:,.0f}, {quantum:,.0f} and {brain:,.0f} samples, not {core:,.0f}."
        )
    else:
        result = Text(
            "Not all ideas pay here: {learned:,.0f}, {quantum:,.0f} and {brain:,.0f} samples beside {core:,.0f}."
        )
    return result.having(learned=learned, quantum=quantum, brain=brain, core=core.touches)


def _more_noise(sums: Mapping[Name, Sums], before: Mapping[Name, Sums]) -> Text | None:
    if not {"brain"} <= set(sums) & set(before):
        return None
    now, then = sums["brain"].touches, before["brain"].touches
    if now > then:
        return Text(
            "Brain-like saves most while the crate is quiet: {now:,.0f} samples now, {then:,.0f} before.",
            now=now,
            then=then,
        )
    return Text("Brain-like: {now:,.0f} samples now, {then:,.0f} before.", now=now, then=then)


def part_words(
    progress: Mapping[Name, tuple[Sums, bool]],
    pump: int,
    pulses: int,
    heard: Sequence[int],
    noise_percent: float,
) -> dict[str, PartWords]:
    """Labels of all parts that can be touched.

    Parameters
    ----------
    progress : totals of the machines that have begun, and whether they are done.
    pump, pulses : pump on the strip, and number of pulses on which it was heard.
    heard : number of pumps on each shelf that the visitor has listened to.
    """
    words: dict[str, PartWords] = {
        name: PartWords(label, _progress(*progress.get(name, (None, False))))
        for name, label in MACHINE_NAMES.items()
    }
    for number, count in enumerate(heard, 1):
        words[f"shelf_{number}"] = PartWords(
            Text("Shelf {number}: eight pumps", number=number),
            Text("touch to listen to the next pump; {count} heard", count=count),
        )
    words["strip"] = PartWords(
        Text("The sound of one pump, and the rhythm"),
        Text(
            "pump {pump}: {pulses} of {all} knocks on the beat, {enough} are enough",
            pump=pump + 1,
            pulses=pulses,
            all=PULSES,
            enough=ENOUGH,
        )
        if pump >= 0
        else Text("no pump alone: {all} knocks on the beat, {enough} are enough", all=PULSES, enough=ENOUGH),
    )
    words["noise"] = PartWords(
        Text("Knob: chance knocks"), Text("{percent:.0f} % of all beats", percent=noise_percent)
    )
    return words


def _progress(sums: Sums | None, done: bool) -> Text:
    if sums is None:
        return Text("touch to let it search")
    touches, beats = (
        Text("{count:,.0f} samples", count=sums.touches),
        Text("{count:,.0f} beats", count=sums.beats),
    )
    if done:
        return Text("done after {touches} and {beats}; touch to search again", touches=touches, beats=beats)
    return Text("{touches} and {beats} so far", touches=touches, beats=beats)
