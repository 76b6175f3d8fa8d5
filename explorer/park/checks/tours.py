"""Checks that everything a tour names exists: zones, views, actions, parameters and their ranges, questions, claims."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from ...exhibits.asked import domain
from ...exhibits.exhibit import STEP_S, Exhibit
from ...exhibits.sheets import KINDS as SHEETS
from ...i18n import Text, Translatable
from ..model import Question, Zone
from ..tour import Cue, Stop
from ..yaml_file import Key, YamlFile, dotted
from .names import Names

MOST_STEPS = round(120 / STEP_S)
"""Steps computed of a stop that touches parts; parts touched later are looked up in the state reached by then."""

Where = tuple[Key, ...]
Kinds = Mapping[str, type[Exhibit[Any]]]


def check_tours(
    names: Names,
    tours: Mapping[str, Mapping[int, Stop]],
    zones: Mapping[str, Zone],
    views: Collection[str] | None,
    kinds: Kinds,
) -> None:
    """Note unknown names in the tours, and values out of range.

    Parameters
    ----------
    tours : readable stops of each tour, by index.
    zones : valid zones; acts at others cannot be checked.
    views : None if they could not be read.
    kinds : exhibits used to check acts; acts at others are not checked.
    """
    questions = names.ids("quiz")
    for id, stops in tours.items():
        file, taken = names.files[f"tours/{id}"], set[str]()
        for i, stop in stops.items():
            where: Where = ("stops", i)
            if stop.id in taken:
                _fault(
                    file,
                    (*where, "id"),
                    Text("{id!r} comes twice", id=stop.id),
                    Text("give each stop its own id"),
                )
            taken.add(stop.id)
            _check_place(names, file, where, stop, views)
            if stop.spot is not None and (stop.zone is None or stop.zone in zones):
                known = [spot.id for spot in zones[stop.zone].spots] if stop.zone is not None else []
                names.need(file, (*where, "spot"), stop.spot, known, "" if known else "zones/")
            for j, question in enumerate(stop.quiz):
                names.need(file, (*where, "quiz", j), question, questions, "quiz.yaml")
            if stop.zone in zones or stop.zone is None:
                _check_acts(names, file, where, stop, zones.get(stop.zone or ""), kinds)


def check_quiz(names: Names, quiz: dict[str, Question], name: str) -> None:
    """Note unknown names in the questions of a file, and right answers that are not an option."""
    claims = names.ids("claims")
    for id, question in quiz.items():
        file = names.files[name]
        for i, zone in enumerate(question.zones):
            names.need(file, (id, "zones", i), zone, names.zones, "zones/")
        for i, claim in enumerate(question.claims):
            names.need(file, (id, "claims", i), claim, claims, "claims.yaml")
        if question.right > len(question.options):
            _out_of_range(file, (id, "right"), question.right, f"1…{len(question.options)}")


def _check_place(
    names: Names, file: YamlFile, where: Where, stop: Stop, views: Collection[str] | None
) -> None:
    if (stop.zone is None) == (stop.view is None):
        _fault(
            file,
            where,
            Text("a stop has a zone or a view"),
            Text("write one of the two", context="place"),
        )
    if stop.zone is not None:
        names.need(file, (*where, "zone"), stop.zone, names.zones, "zones/")
    if stop.view is not None:
        names.need(file, (*where, "view"), stop.view, views, "views")


def _check_acts(
    names: Names, file: YamlFile, where: Where, stop: Stop, zone: Zone | None, kinds: Kinds
) -> None:
    place = zone.exhibit if zone else None
    kind = place.exhibit_class if place and (place.kind in kinds or place.kind in SHEETS) else None
    if stop.at == "exhibit" and place is None:
        _fault(
            file,
            (*where, "at"),
            Text("there is no exhibit here"),
            Text("write `at: front`, or name a zone with an exhibit"),
        )
    _check_phones(names, file, where, stop, kind)
    _check_tries(names, file, where, stop, kind)
    last_s = 0.0
    for j, cue in enumerate(stop.acts):
        at: Where = (*where, "acts", j)
        if not last_s <= cue.at_s < stop.hold_s:
            _out_of_range(file, (*at, "at_s"), cue.at_s, f"{last_s:g}…{stop.hold_s:g} s")
        last_s = cue.at_s
        if len(cue.actions) != 1:
            _fault(
                file,
                at,
                Text("an act does exactly one thing"),
                Text("write one of press, turn, touch, pace, reset, point, say"),
            )
        if cue.point is not None:
            names.need(file, (*at, "point"), cue.point, names.zones, "zones/")
        if cue.actions in ((), ("point",), ("say",)):
            continue
        if place is None:
            _fault(
                file,
                at,
                Text("there is no exhibit here"),
                Text("name a zone with an exhibit"),
            )
        elif kind is not None:
            _check_action(names, file, at, cue, kind)
    if kind is not None and stop.state is None and any(cue.touch for cue in stop.acts):
        _check_touches(names, file, where, stop, kind)


def _check_touches(names: Names, file: YamlFile, where: Where, stop: Stop, kind: type[Exhibit[Any]]) -> None:
    """Run the acts of a stop on a fresh exhibit: each part must exist at the moment it is touched."""
    exhibit = kind()
    state, steps, pace = exhibit.start(), 0, 1
    try:
        for j, cue in enumerate(stop.acts):
            due = min(int(cue.at_s / STEP_S + 1e-9), MOST_STEPS)
            for _ in range((due - steps) * pace):
                state = exhibit.step(state)
                exhibit = exhibit.followed(state)
            steps, pace = max(due, steps), cue.pace or pace
            if cue.reset:
                exhibit = kind()
                state = exhibit.start()
            elif cue.press is not None:
                state = exhibit.act(state, cue.press)
            elif cue.turn:
                exhibit = exhibit.having(**cue.turn)
            elif cue.touch is not None:
                names.need(file, (*where, "acts", j, "touch"), cue.touch, exhibit.parts(state) or None)
                exhibit, state = exhibit.touched(state, cue.touch)
    except (KeyError, ValueError, TypeError):
        return  # an unknown act is reported at its own line


def _check_phones(
    names: Names, file: YamlFile, where: Where, stop: Stop, kind: type[Exhibit[Any]] | None
) -> None:
    """Check what phones may do at a stop: only with an exhibit on show, and never with its seed."""
    if stop.phones is None:
        return
    at: Where = (*where, "phones")
    if stop.at != "exhibit":
        _fault(
            file,
            at,
            Text("phones act on an exhibit that is on show"),
            Text("write `at: exhibit`, or leave it out"),
        )
    if kind is None:
        return
    if stop.phones.dial is not None:
        dials = [name for name in kind.model_fields if name != "seed"]
        names.need(file, (*at, "dial"), stop.phones.dial, dials)
    for j, action in enumerate(stop.phones.acts):
        names.need(file, (*at, "acts", j), action, {one.name for one in kind.actions})


def _check_tries(
    names: Names, file: YamlFile, where: Where, stop: Stop, kind: type[Exhibit[Any]] | None
) -> None:
    """Check that the parameters, actions and readings of a task exist; without an exhibit there is nothing to try."""
    for i, trial in enumerate(stop.card.tries if stop.card is not None else ()):
        at: Where = (*where, "card", "tries", i)
        if kind is None:
            if stop.zone is None:
                _fault(file, at, Text("there is no exhibit here"), Text("name a zone with an exhibit"))
            continue
        for j, action in enumerate(trial.press):
            names.need(file, (*at, "press", j), action, {one.name for one in kind.actions})
        for j, output in enumerate(trial.read):
            names.need(file, (*at, "read", j), output, {one.name for one in kind.outputs})
        _check_turn(names, file, at, trial.turn, kind)


def _check_action(names: Names, file: YamlFile, at: Where, cue: Cue, kind: type[Exhibit[Any]]) -> None:
    if cue.press is not None:
        names.need(file, (*at, "press"), cue.press, {action.name for action in kind.actions})
    _check_turn(names, file, at, cue.turn, kind)


def _check_turn(
    names: Names, file: YamlFile, at: Where, turn: Mapping[str, Any], kind: type[Exhibit[Any]]
) -> None:
    for name, value in turn.items():
        field = kind.model_fields.get(name)
        if field is None:
            names.need(file, (*at, "turn", name), name, kind.model_fields)
            continue
        try:
            kind().having(**{name: value})
        except ValidationError:
            _out_of_range(file, (*at, "turn", name), value, domain(field))


def _out_of_range(file: YamlFile, place: Where, value: object, allowed: Translatable | str) -> None:
    _fault(
        file,
        place,
        Text("{value} is out of range", value=value),
        Text("it must be {allowed}", allowed=allowed),
    )


def _fault(file: YamlFile, place: Where, what: Text, remedy: Text) -> None:
    if file.in_part(place):
        return
    name = dotted(place)
    file.fault(place, Text("{name}: {what}", name=name, what=what), remedy)
