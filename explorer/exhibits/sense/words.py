"""Texts of the perception studio."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ...i18n import Text
from ..exhibit import GuidedStep, PartWords
from ..signs import Handle, Hot, Sign

DEVICES = {
    "camera": Text("Camera"),
    "motion": Text("Motion sensor"),
    "sound": Text("Microphones"),
    "touch": Text("Touch pads"),
    "gaze": Text("Your gaze"),
}

TELLS = {
    "camera": Text("sees the ball"),
    "motion": Text("feels the ball's velocity"),
    "sound": Text("hears two directions"),
    "touch": Text("feels the ball"),
    "gaze": Text("helps"),
}

SILENT = {
    "camera": Text("on, sees only the wall"),
    "motion": Text("on"),
    "sound": Text("on, listening"),
    "touch": Text("on, nothing touches a pad"),
    "gaze": Text("on, ignored: looks elsewhere"),
}

MUTED = Text("off; touch to switch it on")

WALKTHROUGH: tuple[GuidedStep, ...] = (
    GuidedStep(
        Text("The camera alone: behind the wall it is blind, the ghost drifts away and the ellipse grows."),
        "",
        (("wall_m", 1.6), ("noise", 1.0), ("drift_m_s", 0.08)),
        8.0,
        ask=Text("The camera alone. What happens behind the wall?"),
        press=Text("Widen the wall"),
    ),
    GuidedStep(
        Text("Add the motion sensor: now the ghost keeps up, even where the camera sees nothing."),
        "motion",
        (),
        8.0,
        ask=Text("Add the motion sensor. Does the ghost keep up?"),
    ),
    GuidedStep(
        Text("Add the microphones: the ellipse shrinks again."),
        "sound",
        (),
        8.0,
        ask=Text("Add the microphones. Does the ellipse shrink?"),
    ),
    GuidedStep(
        Text(
            "Now switch the camera off, the best of them: together, the two weak ones still keep up with "
            "the ball."
        ),
        "camera",
        (),
        8.0,
        ask=Text("Switch the camera off. Can the two weak ones keep up?"),
    ),
)

HANDLES = {"wall": Handle("wall_m", "right")}

SIGNS = (
    Sign("wall", Text("Ball hidden", context="sign"), hot=Hot("hidden", least=1)),
    Sign("wall", Text("Wall", context="sign")),
    Sign("camera", Text("Camera", context="sign")),
    Sign("motion", Text("Motion", context="sign")),
    Sign("sound", Text("Sound", context="sign")),
    Sign("touch", Text("Touch", context="sign")),
    Sign("gaze", Text("Gaze", context="sign")),
)


def part_words(
    read: Mapping[str, float], on: Collection[str], reporting: Collection[str], wall_m: float
) -> dict[str, PartWords]:
    """Label and reading of every part; `on` and `reporting` name channels."""
    found = {
        name: PartWords(label, TELLS[name] if name in reporting else SILENT[name] if name in on else MUTED)
        for name, label in DEVICES.items()
    }
    found["wall"] = PartWords(
        Text("Wall"),
        Text("hides {wall_m:.1f} m of 2.8 m from the camera", wall_m=wall_m)
        if wall_m > 0
        else Text("pushed aside"),
    )
    hidden = read["hidden"] > 0
    found["ball"] = PartWords(
        Text("The ball"),
        Text("behind the wall") if hidden else Text("in the open"),
    )
    found["ghost"] = PartWords(
        Text("Where the filter believes it to be"),
        Text("off by {error:.2f} m, uncertainty {doubt:.2f} m", error=read["error"], doubt=read["doubt"]),
    )
    return found
