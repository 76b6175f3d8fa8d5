"""A visit that goes on in a scene as it was edited: the same place, zone, light and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from ...i18n import nearest_language
from ...park.base import SceneText
from ...park.model import Park
from ...visit import Open, Operate, Visit

WORDS = ("tours", "quiz", "claims", "glossary", "sources", "wording", "opening", "solids", "model_files")
"""Parts of a park that the stage does not draw, or that are compared by themselves."""


def carried(visit: Visit, park: Park) -> Visit:
    """A visit of the edited park that stands where another stood."""
    language = nearest_language(visit.settings.language, park.languages)
    known = {code: code for code in park.languages}
    settings = replace(visit.settings, language=known.get(visit.settings.language, language))
    fresh = Visit.begin(park, visit.mode, settings)
    if visit.zone in park.zones and visit.zone is not None:
        fresh = fresh.after(Open(visit.zone))
        zone = park.zones[visit.zone]
        if visit.operating and zone.exhibit is not None:
            fresh = fresh.after(Operate())
    return replace(
        fresh,
        pose=visit.pose,
        flight=visit.flight,
        daylight=visit.daylight,
        visited=frozenset(id for id in visit.visited if id in park.zones) | fresh.visited,
        life_s=visit.life_s,
        time_s=visit.time_s,
    )


def draws_the_same(one: Park, other: Park) -> bool:
    """Whether two parks differ in words alone, so that what draws the one can draw the other."""
    return one.grown == other.grown and one.model_files == other.model_files and _shape(one) == _shape(other)


def _shape(value: Any) -> Any:
    match value:
        case SceneText():
            return None
        case Park():
            return {key: _shape(getattr(value, key)) for key in type(value).model_fields if key not in WORDS}
        case BaseModel():
            return {key: _shape(getattr(value, key)) for key in type(value).model_fields}
        case Mapping():
            return {key: _shape(inner) for key, inner in value.items()}
        case tuple() | list():
            return [_shape(inner) for inner in value]
    return value
