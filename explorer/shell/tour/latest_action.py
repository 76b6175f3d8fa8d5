"""The name of what a tour has just done at the exhibit of its stop."""

from __future__ import annotations

from ...exhibits.exhibit import Exhibit
from ...i18n import Text, tr
from ...park.model import Language
from ...park.tour import Cue
from ...visit import Playback, Visit
from ..exhibit.parameters import parameters_of

NEWS_S = 7.0
"""Time an action is shown, on the tour's clock."""
TOGETHER_S = 1.5
SET_UP_S = 1.0
"""Time before which actions only set up the exhibit, while the camera flies there."""


def latest_action_text(visit: Visit) -> str:
    """What the tour has just done at the exhibit of its stop; "" if nothing."""
    playback, run = visit.playback, visit.run
    if playback is None or run is None:
        return ""
    language = visit.settings.language
    words = [cue_text(cue, run.exhibit, language) for cue in _latest(playback)]
    return tr(Text(", "), language).join(filter(None, words))


def cue_text(cue: Cue, exhibit: Exhibit[object], language: Language) -> str:
    """One act of a tour in words; "" if the exhibit does not know it."""
    if cue.press is not None:
        return next((tr(a.label, language) for a in exhibit.actions if a.name == cue.press), "")
    if cue.pace is not None:
        return tr(Text("Speed ×{pace}"), language, pace=cue.pace)
    if cue.reset:
        return tr(Text("Restarted"), language)
    parts = []
    for parameter in parameters_of(type(exhibit)):
        if parameter.name in cue.turn:
            value = cue.turn[parameter.name]
            words = parameter.format_value(value, language)
            if parameter.kind == "switch":
                words = tr(Text("on", context="switch") if value else Text("off"), language)
            parts.append(
                tr(Text("{label}: {value}"), language, label=tr(parameter.label, language), value=words)
            )
    return tr(Text(", "), language).join(parts)


def _latest(playback: Playback) -> tuple[Cue, ...]:
    """The last act done at the stop, if recent, with the acts of the same moment."""
    done = playback.stop.acts[: playback.done]
    if not done or playback.time_s - done[-1].at_s > NEWS_S:
        return ()
    return tuple(cue for cue in done if cue.at_s >= max(SET_UP_S, done[-1].at_s - TOGETHER_S))
