"""The texts of a park and of an exhibit for phones, in the languages of the scene."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from ...base import icons
from ...exhibits.asked import bounds, unit_of, words_of
from ...exhibits.exhibit import TRUTH_WORDS, Exhibit
from ...i18n import Language, Translatable, tr
from ...i18n.units import unit_text
from ...park.find import read_aloud
from ...park.model import Park, Zone
from .messages import (
    ActionWords,
    DialWords,
    ExhibitWords,
    OutputWords,
    ParkWords,
    SourceWords,
    Words,
    ZoneWords,
)

MOST_STEPS = 1000
"""A number with more steps than this gets no slider."""
MOST_PICTURE_BYTES = 40_000
Languages = tuple[Language, ...]


def park_words(park: Park) -> ParkWords:
    """The texts for the summary of a visit: zones with their names, sentences and sources."""
    languages = park.languages
    zones = {id: _zone(park, zone, languages) for id, zone in park.zones.items()}
    cited = {id for zone in zones.values() for id in zone.sources}
    sources = {
        id: SourceWords(
            title=in_all(source.title, languages),
            publisher=in_all(source.publisher, languages),
            url=source.url,
        )
        for id, source in park.sources.items()
        if id in cited
    }
    brand = park.brand
    return ParkWords(
        languages=languages,
        title=in_all(park.title, languages),
        notice=in_all(park.notice, languages) if park.notice is not None else {},
        logo=_picture(brand.file("logo")) if brand is not None else "",
        colours=(brand.colour or "", brand.second or brand.colour or "") if brand is not None else ("", ""),
        zones=zones,
        sources=sources,
    )


def in_all(text: Translatable, languages: Languages) -> Words:
    """A text in each of the languages."""
    return {language: tr(text, language) for language in languages}


def _zone(park: Park, zone: Zone, languages: Languages) -> ZoneWords:
    own = zone.exhibit.sources if zone.exhibit else ()
    sources = (*own, *(fact.source for fact in zone.beyond), *([park.briefing] if park.briefing else []))
    return ZoneWords(
        number=zone.number,
        title=in_all(zone.title, languages),
        lead=in_all(zone.lead, languages),
        sources=tuple(dict.fromkeys(sources)),
        icon=_icon(zone.icon),
        colours=(zone.accent.day, zone.accent.night),
        district=in_all(park.district(zone.district).title, languages),
        article={
            language: read_aloud(text).strip() for language, text in in_all(zone.article, languages).items()
        },
    )


def _icon(name: str) -> str:
    """SVG of an icon in one line; "" if there is no such icon."""
    try:
        return " ".join(icons.svg(name).split())
    except (KeyError, ImportError, OSError):
        return ""


def _picture(file: Path | None) -> str:
    """An SVG or PNG file as a data URL; "" if it is too large to send to each phone."""
    try:
        data = file.read_bytes() if file is not None else b""
    except OSError:
        return ""
    if file is None or not 0 < len(data) <= MOST_PICTURE_BYTES:
        return ""
    kind = "svg+xml" if file.suffix.lower() == ".svg" else "png"
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


@lru_cache(maxsize=64)
def exhibit_words(cls: type[Exhibit[Any]], languages: Languages) -> ExhibitWords:
    """The description of an exhibit, from its class alone: one of the twenty, or one that a scene made."""
    return ExhibitWords(
        kind=cls.kind,
        title=in_all(cls.title, languages),
        limit=in_all(cls.limit, languages),
        truth=in_all(TRUTH_WORDS[cls.truth], languages),
        dials=tuple(_dial(name, cls.model_fields[name], languages) for name in dials_of(cls)),
        actions=tuple(
            ActionWords(
                name=action.name,
                label=in_all(action.label, languages),
                meaning=in_all(action.meaning, languages),
                breaks=action.breaks,
            )
            for action in cls.actions
        ),
        outputs=tuple(
            OutputWords(
                label=in_all(output.label, languages),
                unit=_unit(output.unit, languages),
                low=output.low,
                names=tuple(in_all(name, languages) for name in output.names),
                is_figure=output.name in cls.figures,
            )
            for output in cls.outputs
        ),
    )


def dials_of(kind: type[Exhibit[Any]]) -> tuple[str, ...]:
    """The parameters that phones may offer as a dial, expert ones last. Never the seed."""
    able = [name for name, field in kind.model_fields.items() if name != "seed" and _slides(field)]
    return tuple(sorted(able, key=lambda name: is_for_experts(kind.model_fields[name])))


def is_for_experts(field: FieldInfo) -> bool:
    """Whether a parameter is shown only on request."""
    return bool(_extra(field).get("expert"))


def _slides(field: FieldInfo) -> bool:
    if _shape(field) != "number":
        return True
    low, high = bounds(field)
    return low is not None and high is not None and (high - low) / _step(field) <= MOST_STEPS


def _dial(name: str, field: FieldInfo, languages: Languages) -> DialWords:
    low, high = bounds(field)
    extra, shape = _extra(field), _shape(field)
    choices = extra.get("choices") or {}
    return DialWords(
        name=name,
        shape=shape,
        label=in_all(words_of(field, "label"), languages),
        meaning=in_all(words_of(field, "meaning"), languages),
        unit=_unit(unit_of(field), languages),
        low=low or 0.0,
        high=high or 0.0,
        step=_step(field) if shape == "number" else 1.0,
        ends=tuple(in_all(end, languages) for end in extra.get("ends") or ()),
        choices=tuple((value, in_all(choices[str(value)], languages)) for value in get_args(field.annotation))
        if shape == "choice"
        else (),
        names=tuple(in_all(one, languages) for one in extra.get("names") or ()),
    )


def _shape(field: FieldInfo) -> Literal["number", "switch", "choice"]:
    if field.annotation is bool:
        return "switch"
    return "choice" if get_origin(field.annotation) is Literal else "number"


def _step(field: FieldInfo) -> float:
    low, high = bounds(field)
    step = _extra(field).get("step")
    if isinstance(step, int | float) and step > 0:
        return float(step)
    return ((high or 0.0) - (low or 0.0)) / 100 or 1.0


def _extra(field: FieldInfo) -> dict[str, Any]:
    extra = field.json_schema_extra
    return dict(extra) if isinstance(extra, dict) else {}


def _unit(unit: str, languages: Languages) -> Words:
    return {language: unit_text(unit, language) for language in languages} if unit else {}
