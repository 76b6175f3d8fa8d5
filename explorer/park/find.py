"""Search for places, statements and words in a park, in all its languages at once."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal
from unicodedata import normalize

from ..i18n import is_cjk
from .defaults.every_zone import EVERY_ZONE
from .model import Language, Park, SceneText
from .tour import KINDS as TOUR_KINDS
from .tour import one_line

Kind = Literal["zone", "tour", "district", "term", "claim", "beyond", "stop", "article"]

KINDS: tuple[Kind, ...] = ("zone", "tour", "district", "term", "claim", "beyond", "stop", "article")
NAMED: tuple[Kind, ...] = ("tour", "zone", "district", "term")
MOST = 40
POPULAR = 3
SHORTEST_TYPO, NEAR_ENOUGH = 3, 0.7
"""Shortest word for which a correction is suggested, in letters; least similarity to it, 0 to 1."""
SHORTEST_PINYIN = 2
EXCERPT_CHARACTERS, EXCERPT_CHARACTERS_CJK = 96, 44
TERM_MARK = re.compile(r"\[\[[a-z0-9-]+\|([^\]]+)\]\]|\[\[([a-z0-9-]+)\]\]|\*\*([^*]+)\*\*")


@dataclass(frozen=True, slots=True)
class Found:
    """A search hit."""

    kind: Kind  # what it is
    # of the zone, tour, district, term, claim or fact; of the zone for an article; tour/stop for a stop
    id: str
    zone: str | None  # its zone; None for a tour, a district, and a stop that shows the park
    # title, excerpt: in the language asked for; the excerpt is in the other one if only that matched
    title: str
    excerpt: str
    rank: int  # 0 is the best
    # tour, stop: the tour, for a tour and its stops; the number of the stop, from 0
    tour: str | None = None
    stop: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """A searchable thing: its names and its body text, each in every language."""

    kind: Kind
    id: str
    zone: str | None
    number: str
    names: SceneText
    body: SceneText | None
    tour: str | None = None
    stop: int = 0


def find(park: Park, words: str, language: Language, *, tours: Collection[str] | None = None) -> list[Found]:
    """Everything in the park that contains all of `words`, the best first.

    Titles rank before body texts, whole titles before parts of them; a number is the number of a zone. An
    empty query finds nothing. Latin letters without a match are read as pinyin, or as the initials of Chinese
    names.

    Parameters
    ----------
    tours : the tours that may be found, by their ids; None: all.
    """
    asked = folded(words).split()
    if not asked:
        return []
    entries = list(_entries(park, tours))
    found = [hit for entry in entries if (hit := _answer(entry, asked, language)) is not None]
    letters = _typed_letters(words)
    if not found and letters:
        read = _read_out(tuple(entry.names[one] for entry in entries for one in _chinese(entry)))
        found = [hit for entry in entries if (hit := _spelled(entry, letters, language, read)) is not None]
    found.sort(key=lambda hit: (hit.rank, KINDS.index(hit.kind)))
    once = {
        (hit.kind, hit.id): hit for hit in reversed(found)
    }  # an article has two texts, thus may match twice
    return [hit for hit in found if once[hit.kind, hit.id] is hit][:MOST]


def offered(park: Park, language: Language, *, tours: Collection[str] | None = None) -> list[Found]:
    """Everything with a name and a destination, to browse without typing: tours, zones, districts, terms.

    Parameters
    ----------
    tours : as in `find`.
    """
    entries = [entry for entry in _entries(park, tours) if entry.kind in NAMED]
    entries.sort(key=lambda entry: _place(park, entry))
    return [
        Found(e.kind, e.id, e.zone, e.names[language], e.names.beside(language), 0, e.tour, e.stop)
        for e in entries
    ]


def suggested(park: Park, words: str, tours: Collection[str] | None = None) -> str | None:
    """Correction of a query that finds nothing: the nearest word or name of the park; None if all are too different."""
    asked = folded(words).strip()
    if len(asked) < SHORTEST_TYPO:
        return None
    known: dict[str, str] = {}
    for entry in _entries(park, tours):
        for language in entry.names.languages if entry.kind in NAMED else ():
            name = read_aloud(entry.names[language])
            for word in (name, *name.split()):
                known.setdefault(folded(word), word)
    near = get_close_matches(asked[:60], known, n=1, cutoff=NEAR_ENOUGH)
    return known[near[0]] if near else None


def popular(park: Park, language: Language, *, tours: Collection[str] | None = None) -> list[Found]:
    """Three suggestions before anything is typed: the first tours, and the first place that a tour shows."""
    named = offered(park, language, tours=tours)
    ways = [hit for hit in named if hit.kind == "tour"][: POPULAR - 1]
    stops = (stop.zone for hit in ways if hit.tour for stop in park.tours[hit.tour].stops)
    shown = next((zone for zone in stops if zone is not None), None)
    places = [hit for hit in named if hit.kind == "zone"]
    places.sort(key=lambda hit: hit.zone != shown)
    return [*ways, *places][:POPULAR]


def read_aloud(text: str) -> str:
    """A text of the park without glossary marks, as read aloud."""
    return TERM_MARK.sub(lambda mark: mark[1] or mark[2] or mark[3], text)


@lru_cache(maxsize=8192)  # a park has about 1,200 texts; folding them again at every key would take 4 ms
def folded(text: str) -> str:
    """Letters normalised for comparison: full-width digits become ASCII, case is ignored."""
    return normalize("NFKC", text).casefold()


def _place(park: Park, entry: _Entry) -> tuple[int, int]:
    """Sort key of an entry among suggestions: tours by kind, zones by number."""
    number = TOUR_KINDS.index(park.tours[entry.tour].kind) if entry.tour else int(entry.number or 0)
    return NAMED.index(entry.kind), number


def _entries(park: Park, tours: Collection[str] | None) -> Iterator[_Entry]:
    for zone in park.zones.values():
        yield _Entry("zone", zone.id, zone.id, str(zone.number), zone.title, zone.lead)
        yield _Entry("article", zone.id, zone.id, "", zone.title, zone.article)
        if zone.business is not None:
            yield _Entry("article", zone.id, zone.id, "", zone.title, zone.business)
        for fact in zone.beyond:
            yield _Entry("beyond", fact.id, zone.id, "", fact.text, park.sources[fact.source].title)
    for district in park.districts:
        yield _Entry("district", district.id, None, "", district.title, district.lead)
    for claim in park.claims.values():
        yield _Entry("claim", claim.id, claim.zone, claim.id, claim.text, None)
    for term in park.glossary.values():
        yield _Entry("term", term.id, term.zones[0], "", term.term, term.meaning)
    for tour in park.tours.values():
        if tours is not None and tour.id not in tours:
            continue
        yield _Entry("tour", tour.id, None, "", tour.title, tour.lead, tour.id)
        for number, stop in enumerate(tour.stops if tour.id != EVERY_ZONE else ()):
            yield _Entry("stop", f"{tour.id}/{stop.id}", stop.zone, "", stop.caption, None, tour.id, number)


def _answer(entry: _Entry, asked: list[str], language: Language) -> Found | None:
    rank = _named(entry, asked)
    found_in: Language | None = None
    if entry.kind == "article":
        rank = None  # its title is the zone's, already found as such
    if rank is None:
        found_in = _language_found(entry, asked, language)
        if found_in is None:
            return None
        rank = 6
    name = entry.names[language]
    if entry.kind == "stop":
        name = one_line(name, language)
    if entry.kind == "beyond" and entry.body is not None:
        excerpt = entry.body[language]  # the name of its source
    elif found_in and entry.body is not None:
        excerpt = _around(read_aloud(entry.body[found_in]), asked, found_in)
    elif entry.kind in ("zone", "tour", "district", "term"):
        excerpt = entry.names.beside(language)
    else:
        excerpt = ""
    return Found(entry.kind, entry.id, entry.zone, name, excerpt, rank, entry.tour, entry.stop)


def _chinese(entry: _Entry) -> tuple[Language, ...]:
    """The languages in which pinyin can find an entry; an article uses its zone's names."""
    return tuple(one for one in entry.names.languages if is_cjk(one) and entry.kind != "article")


def _spelled(
    entry: _Entry, letters: str, language: Language, read: Mapping[str, tuple[str, ...]]
) -> Found | None:
    """The hit of an entry for a pinyin query: by its names, those of sentences last."""
    for found_in in _chinese(entry):
        at = _place_of(letters, read[entry.names[found_in]])
        if at is not None:
            rank = (2 if at == 0 else 4) if entry.kind in NAMED else 5
            name = entry.names[language]
            name = one_line(name, language) if entry.kind == "stop" else name
            excerpt = entry.names[found_in] if found_in != language and entry.kind in NAMED else ""
            return Found(entry.kind, entry.id, entry.zone, name, excerpt, rank, entry.tour, entry.stop)
    return None


def _named(entry: _Entry, asked: list[str]) -> int | None:
    """Rank of a match in an entry's names: 0 its number, 1 its whole name, ... 4 somewhere in it; None without a match."""
    whole = " ".join(asked)
    if entry.number and whole == entry.number.casefold():
        return 0
    best: int | None = None
    for language in entry.names.languages:
        name = folded(entry.names[language])
        if not all(word in name for word in asked):
            continue
        if name == whole:
            rank = 1
        elif name.startswith(whole):
            rank = 2
        elif all(_begins_a_word(word, name) for word in asked):
            rank = 3
        else:
            rank = 4
        best = rank if best is None else min(best, rank)
    if best is not None and entry.kind in ("claim", "beyond", "stop"):
        best = 5  # a sentence is not a title
    return best


def _language_found(entry: _Entry, asked: list[str], language: Language) -> Language | None:
    """The language whose name and body contain all the words; the language asked for is tried first."""
    if entry.body is None:
        return None
    for one in dict.fromkeys((entry.names.language_for(language), *entry.names.languages)):
        name, body = folded(entry.names[one]), folded(entry.body[one])
        if all(word in body or word in name for word in asked):
            return one
    return None


def _begins_a_word(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        if at == 0 or not (text[at - 1].isalnum() and text[at - 1].isascii()):
            return True
        at = text.find(word, at + 1)
    return False


def _around(text: str, asked: list[str], language: Language) -> str:
    """An excerpt of a text around the first matching word."""
    text = " ".join(text.split())  # paragraphs become one line
    room = EXCERPT_CHARACTERS_CJK if is_cjk(language) else EXCERPT_CHARACTERS
    if len(text) <= room:
        return text
    folded = text.casefold()
    places = [at for word in asked if (at := folded.find(word)) >= 0]
    start = max(0, min(places, default=0) - room // 3)
    end = min(len(text), start + room)
    if not is_cjk(language):  # cut at whole words
        start = text.rfind(" ", 0, start) + 1 if start else 0
        end = text.rfind(" ", start, end) if end < len(text) else end
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


@lru_cache(maxsize=64)
def _read_out(texts: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The syllables of Chinese texts, without tones; other characters stay.

    Pinyin queries are rare, and the names of a park are read only once: the dictionary, 55 MB, is released again.
    """
    from pypinyin import lazy_pinyin

    found = {
        text: tuple(part.casefold().replace("ü", "v") for part in lazy_pinyin(text))
        for text in dict.fromkeys(texts)
    }
    del lazy_pinyin
    for module in [name for name in sys.modules if name.partition(".")[0] == "pypinyin"]:
        del sys.modules[module]
    gc.collect()
    return found


def _typed_letters(typed: str) -> str:
    """The letters of a possible pinyin query; "" if it cannot be pinyin."""
    letters = folded(typed).replace(" ", "").replace("'", "")
    return letters if len(letters) >= SHORTEST_PINYIN and letters.isascii() and letters.isalpha() else ""


def spells(typed: str, text: str) -> int | None:
    """Index in a text of the syllable where the letters start, as whole syllables or as initials; None without a match.

    The last syllable may be incomplete.
    """
    letters = _typed_letters(typed)
    return _place_of(letters, _read_out((text,))[text]) if letters else None


def _place_of(letters: str, parts: tuple[str, ...]) -> int | None:
    """Index of the first of the syllables that the letters spell."""
    initials = "".join(part[:1] for part in parts)
    at = initials.find(letters)
    if at >= 0:
        return at
    return next((n for n in range(len(parts)) if _begins(letters, parts[n:])), None)


def _begins(letters: str, parts: tuple[str, ...]) -> bool:
    """Whether these syllables spell the letters, the first one complete."""
    return bool(parts) and letters.startswith(parts[0]) and "".join(parts[: len(letters)]).startswith(letters)
