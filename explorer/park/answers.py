"""Answers for a presenter asked by an audience: the full text, with likely questions and sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .find import Found, find, folded, read_aloud
from .model import Language, Park

Matter = Literal["zone", "claim", "beyond", "source", "term", "doubt"]

Searched = Mapping[Language, str]

MOST = 24


@dataclass(frozen=True, slots=True)
class Answer:
    """A part of the park that answers a question."""

    # kind, id: what it is; the id of a likely question is tour/stop
    kind: Matter
    id: str
    zone: str | None  # the zone that shows it; None if no zone does
    title: str  # the question, the statement, the name
    text: str  # the full text; "" if the title says all
    source: str | None = None  # name of its source; None if it is the park's own text


def answers(park: Park, words: str, language: Language) -> list[Answer]:
    """Everything that contains all of `words` in one language, likely questions first."""
    asked = folded(words).split()
    if not asked:
        return []
    doubts = [answer for answer, texts in _doubts(park, language) if _holds(texts, asked)]
    sources = [answer for answer, texts in _sources(park, language) if _holds(texts, asked)]
    found = [made for hit in find(park, words, language, tours=()) if (made := _answer(park, hit, language))]
    once = {(answer.kind, answer.id): answer for answer in (*doubts, *found, *sources)}
    return list(once.values())[:MOST]


def answer_named(park: Park, kind: Matter, id: str, language: Language) -> Answer | None:
    """The answer with this kind and id, in a language; None if the park has no such thing."""
    if kind == "doubt":
        return next((answer for answer, _ in _doubts(park, language) if answer.id == id), None)
    if kind == "source":
        return next((answer for answer, _ in _sources(park, language) if answer.id == id), None)
    zones = {"zone": id, "claim": park.claims[id].zone if id in park.claims else None}
    return _answer(park, Found(kind, id, zones.get(kind), "", "", 0), language)


def doubts_of(park: Park, tour: str, language: Language) -> list[Answer]:
    """The likely questions of a tour, in the order of its stops."""
    return [answer for answer, _ in _doubts(park, language) if answer.id.startswith(f"{tour}/")]


def _holds(texts: Searched, asked: list[str]) -> bool:
    return any(all(word in folded(text) for word in asked) for text in texts.values())


def _doubts(park: Park, language: Language) -> Iterator[tuple[Answer, Searched]]:
    for tour in park.tours.values():
        for stop in tour.stops:
            if stop.doubt is None:
                continue
            question, answer = stop.doubt.question, stop.doubt.answer
            texts = {one: f"{question[one]} {answer[one]}" for one in park.languages}
            id = f"{tour.id}/{stop.id}"
            yield Answer("doubt", id, stop.zone, question[language], answer[language]), texts


def _sources(park: Park, language: Language) -> Iterator[tuple[Answer, Searched]]:
    for source in park.sources.values():
        texts = {one: f"{source.title[one]} {source.publisher[one]} {source.url}" for one in park.languages}
        where = source.url or source.publisher[language]
        yield Answer("source", source.id, None, source.title[language], where, source.id), texts


def _answer(park: Park, hit: Found, language: Language) -> Answer | None:
    """The full answer for a search hit; None if the hit answers nothing."""
    if hit.kind in ("zone", "article"):
        zone = park.zones[hit.id]
        texts = (zone.lead, zone.business or zone.article)
        text = "\n".join(text[language] for text in texts)
        return Answer("zone", zone.id, zone.id, zone.title[language], read_aloud(text))
    if hit.kind == "claim" and hit.id in park.claims:
        claim = park.claims[hit.id]
        return Answer("claim", claim.id, claim.zone, read_aloud(claim.text[language]), "", park.briefing)
    if hit.kind == "term" and hit.id in park.glossary:
        term = park.glossary[hit.id]
        meaning = read_aloud(term.meaning[language])
        return Answer("term", term.id, term.zones[0], term.term[language], meaning)
    if hit.kind == "beyond":
        for zone in park.zones.values():
            for fact in zone.beyond:
                if fact.id == hit.id:
                    text = read_aloud(fact.text[language])
                    return Answer("beyond", fact.id, zone.id, text, "", fact.source)
    return None
