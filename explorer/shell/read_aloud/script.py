"""The text that is read aloud: the open article, or the readings of the exhibit where the visitor is."""

from __future__ import annotations

from ...i18n import Text, is_cjk, tr
from ...park.model import Language, Zone
from ...park.paragraphs import paragraphs
from ...visit import Visit
from ..exhibit.readouts import format_reading
from ..style.theme import Theme
from ..widgets import plain

ENDS = (".", "!", "?", "。", "！", "？", "…")


def script_of(visit: Visit, theme: Theme) -> str:
    """The text for the visitor's place; "" if there is nothing to read."""
    zone = visit.open_zone
    if zone is None:
        return ""
    if visit.operating and visit.run is not None:
        return _of_exhibit(visit, zone, theme)
    return _of_article(zone, theme.language)


def _of_article(zone: Zone, language: Language) -> str:
    article = paragraphs(zone.article[language])
    business = paragraphs(zone.business[language]) if zone.business is not None else []
    return _spoken([zone.title[language], zone.lead[language], *article, *business], language)


def _of_exhibit(visit: Visit, zone: Zone, theme: Theme) -> str:
    """The title, the description, then all present readings."""
    language, run, place = theme.language, visit.run, zone.exhibit
    assert run is not None
    assert place is not None
    words = [tr(place.exhibit_class.title, language), place.see[language]]
    readings = run.readings
    for output in type(run.exhibit).outputs:
        value = format_reading(output, readings[output.name], theme)
        words.append(tr(Text("{label}: {value}"), language, label=tr(output.words, language), value=value))
    return _spoken(words, language)


def _spoken(words: list[str], language: Language) -> str:
    """Sentences, each with final punctuation: a voice pauses there."""
    end = "。" if is_cjk(language) else "."
    sentences = [part for part in (plain(part).strip() for part in words) if part]
    return "\n".join(part if part.endswith(ENDS) else part + end for part in sentences)
