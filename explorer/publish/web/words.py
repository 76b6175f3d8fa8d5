"""Texts of a web edition: the page's own words, and the article of a zone as HTML, for the park and for plain pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from ...i18n import COLON, Language, Text, html_tag, language_named, tr
from ...park.base import SceneText
from ...park.model import Beyond, Claim, Park, Zone
from ...park.paragraphs import paragraphs
from ...park.wording import certainty_text, date_text, place_in_source
from .spots import spot_entry

WORDS: dict[str, Text] = {
    "look": Text("Look around"),
    "list": Text("All {count}"),
    "tour": Text("Tour"),
    "stop": Text("Stop"),
    "previous": Text("Back"),
    "next": Text("Next"),
    "next_zone": Text("Next: {title}"),
    "try": Text("Try it"),
    "close": Text("Close"),
    "day": Text("Day"),
    "golden": Text("Golden hour"),
    "dusk": Text("Dusk"),
    "night": Text("Night"),
    "light": Text("Light"),
    "language": Text("Language"),
    "plain": Text("As a plain page"),
    "hint": Text("Drag to turn, pinch to come nearer, tap a building."),
    "keys": Text("Arrow keys turn the park, + and - move nearer and away."),
    "no_3d": Text("This device does not show the 3D park. All texts and pictures are here:"),
    "damaged": Text("A part of this page did not arrive ({file}). Reload it; the texts are all here:"),
    "decimal": Text(".,", context="decimal sign and thousands separator"),
}
"""Words of `page/app.js`, by the names it uses."""

OTHER_LANGUAGE = Text("The park's texts are not translated into this language; they are shown in {language}.")
DRAFT = Text("Draft: some texts are not written yet.")

_TERM = re.compile(r"\[\[([a-z0-9-]+)(?:\|([^\]]+))?\]\]|\*\*([^*]+)\*\*")


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses on a page, as formats of an id."""

    zone: str = "{}.html"
    term: str = "glossary.html#{}"
    pictures: str = "../pictures/"  # the folder


def text_language(park: Park, language: Language) -> Language:
    """The language in which the scene speaks on a page of a language."""
    return park.title.language_for(language)


def other_language(park: Park, language: Language) -> str:
    """A note on a page in whose language the scene has no texts; "" where it has."""
    spoken = text_language(park, language)
    return "" if spoken == language else tr(OTHER_LANGUAGE, language, language=language_named(spoken))


def page_words(extra: dict[str, Text], language: Language) -> dict[str, str]:
    """The page's words in a language; those with values keep their {placeholders}."""
    found = {}
    for name, text in {**WORDS, **extra}.items():
        names = re.findall(r"\{(\w+)", text.english)
        found[name] = tr(text, language, **{value: f"{{{value}}}" for value in names})
    return found


def prose(park: Park, text: str, links: Links) -> str:
    """A text of the scene as HTML: terms of the glossary as links, stressed words."""

    def term(found: re.Match[str]) -> str:
        id, words, stressed = found.groups()
        if stressed:
            return f"<b>{stressed}</b>"
        if id not in park.glossary:
            return words or id
        return f'<a class="term" href="{links.term.format(id)}">{words or id}</a>'

    return _TERM.sub(term, escape(text))


def article(park: Park, zone: Zone, language: Language, level: int = 2, links: Links = Links()) -> str:
    """The article of a zone: text, exhibit, statements, facts, related zones, sources.

    Parameters
    ----------
    language : one of the scene; `text_language` chooses it.
    level : of the headings.
    """
    wording = park.wording

    def say(text: SceneText | None) -> str:
        return prose(park, text[language], links) if text is not None else ""

    def head(words: object) -> str:
        return f"<h{level}>{escape(str(words))}</h{level}>"

    def titled(name: str) -> str:
        return head(tr(wording.heading(name), language))  # type: ignore[arg-type]

    claims = park.claims_of(zone.id)
    parts = [f'<p class="lead">{say(zone.lead)}</p>']
    parts += [f"<p>{prose(park, text, links)}</p>" for text in paragraphs(zone.article[language])]
    if zone.business is not None:
        parts += [titled("business"), f"<p>{say(zone.business)}</p>"]
    if zone.spots:
        rows = "".join(
            spot_entry(park, zone, spot, say(spot.text), language, links.pictures) for spot in zone.spots
        )
        parts += [head(tr(Text("Look closer"), language)), rows]
    if zone.exhibit is not None:
        made = zone.exhibit
        parts.append(head(tr(made.exhibit_class.title, language)))
        parts += [f"<p>{say(text)}</p>" for text in (made.see, made.learn)]
        parts.append(f'<p class="note">{say(made.real)}</p>')
    for name, marks in (("statements", "PF"), ("views", "V")):
        own = [claim for claim in claims if claim.kind in marks]
        if own:
            rows = "".join(_claim(park, claim, say(claim.text), language) for claim in own)
            parts += [titled(name), f"<ul>{rows}</ul>"]
    numbers = {source: at for at, source in enumerate(dict.fromkeys(f.source for f in zone.beyond), 1)}
    if zone.beyond:
        rows = "".join(_fact(fact, say(fact.text), numbers, language) for fact in zone.beyond)
        parts += [titled("facts"), f"<ul>{rows}</ul>"]
    if zone.related:
        rows = "".join(
            f'<li><a href="{links.zone.format(r.zone)}">{escape(park.zones[r.zone].title[language])}</a>'
            f"{escape(tr(COLON, language))}{say(r.flow)}</li>"
            for r in zone.related
        )
        parts += [head(tr(Text("Related zones"), language)), f"<ul>{rows}</ul>"]
    if numbers:
        parts += [head(tr(Text("Sources"), language)), source_list(park, numbers, language)]
    if claims:
        parts.append(_speakers(park, {claim.kind for claim in claims}, language))
    return "\n".join(parts)


def _claim(park: Park, claim: Claim, words: str, language: Language) -> str:
    where = claim.id
    if claim.at is not None:
        where += f" · {place_in_source(claim.at, park.wording, language)}"
    return (
        f'<li id="{claim.id}"><span class="mark {claim.kind}">'
        f"{escape(tr(park.wording.kind(claim.kind), language))}</span> {words} <small>{escape(where)}</small></li>"
    )


def _fact(fact: Beyond, words: str, numbers: dict[str, int], language: Language) -> str:
    number, certainty = numbers[fact.source], escape(certainty_text(fact.certainty, language))
    day = escape(date_text(fact.date, language))
    return (
        f'<li id="{fact.id}"><span class="mark">{certainty}</span> {words} '
        f'<small><a href="#source-{fact.source}">[{number}]</a> {day}</small></li>'
    )


def _speakers(park: Park, marks: set[str], language: Language) -> str:
    """Who speaks in each kind of statement."""
    wording = park.wording
    rows = "; ".join(
        f"{tr(wording.kind(mark), language)}{tr(COLON, language)}{tr(wording.speaker(mark), language)}"
        for mark in ("P", "F", "V")
        if mark in marks
    )
    return f'<p class="note">{escape(rows)}</p>'


def source_list(park: Park, sources: Iterable[str], language: Language) -> str:
    """Sources as a numbered list with links."""
    return f"<ol>{''.join(_sources(park, sources, language))}</ol>"


def _sources(park: Park, sources: Iterable[str], language: Language) -> Iterator[str]:
    for id in sources:
        source = park.sources[id]
        title = escape(source.title[language])
        if source.url:
            title = f'<a href="{escape(source.url)}" rel="noopener">{title}</a>'
        seen = tr(Text("Last checked: {date}"), language, date=date_text(source.seen, language))
        rest = f"{source.publisher[language]}, {date_text(source.date, language)}. {seen}"
        yield f'<li id="source-{id}">{title}. {escape(rest)}</li>'


def language_tag(language: Language) -> str:
    """A `lang` attribute."""
    return f'lang="{html_tag(language)}"'
