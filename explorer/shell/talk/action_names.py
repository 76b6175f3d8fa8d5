"""What a stop of a tour does by itself, in words."""

from __future__ import annotations

from ...exhibits.kinds import KINDS
from ...i18n import COMMA, tr
from ...i18n.messages import say
from ...park.model import Language, Park
from ...park.tour import Cue, Setting, Stop
from ..exhibit.parameters import knobs_of


def deed_words(cue: Cue, stop: Stop, park: Park, language: Language) -> str:
    """What an act of a stop does: which button is pressed, which dial is turned where."""
    said: list[str] = []
    if cue.press is not None:
        said.append(say("talk.deed.press", language, label=_action(cue.press, stop, park, language)))
    said += [_turned(name, value, stop, park, language) for name, value in cue.turn.items()]
    if cue.pace is not None:
        said.append(say("talk.deed.pace", language, pace=cue.pace))
    if cue.reset:
        said.append(say("talk.deed.reset", language))
    if cue.point is not None:
        zone = park.zones.get(cue.point)
        said.append(say("talk.deed.point", language, title=zone.title[language] if zone else cue.point))
    return tr(COMMA, language).join(said)


def _kind_of(stop: Stop, park: Park) -> str | None:
    place = park.zones[stop.zone].exhibit if stop.zone else None
    return place.kind if place else None


def _action(name: str, stop: Stop, park: Park, language: Language) -> str:
    kind = _kind_of(stop, park)
    actions = KINDS[kind].actions if kind else ()
    return next((tr(action.label, language) for action in actions if action.name == name), name)


def _turned(name: str, value: Setting, stop: Stop, park: Park, language: Language) -> str:
    kind = _kind_of(stop, park)
    knob = next((k for k in knobs_of(KINDS[kind]) if k.name == name), None) if kind else None
    if knob is None:
        return say("talk.deed.turn", language, label=name, value=value)
    label = tr(knob.label, language)
    if knob.kind == "switch":
        return say("talk.deed.on" if value else "talk.deed.off", language, label=label)
    return say("talk.deed.turn", language, label=label, value=knob.told(value, language))
