"""What the pages and slides say, in one language: names, claims, readings, sources, questions. No layout, no pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...exhibits.exhibit import TRUTH_WORDS, figures_of
from ...exhibits.number_format import reading_text
from ...i18n import COLON, Text, tr
from ...park.answers import answer_named
from ...park.model import Claim, Language, Park
from ...park.tour import Stop, one_line
from ...park.wording import date_text, place_in_source
from ...shell.style.colour import accent_colours
from ...shell.style.time_format import clock_text
from ...shell.style.tokens import LIGHT
from ...shell.widgets.prose import plain
from ...shell.widgets.qr_code import ON_THE_WEB
from ...visit.given import Given
from ...visit.shown import Shown
from ...visit.talk.own import OwnSlide
from ...visit.talk.state import Logged, Stroke

MOST_CLAIMS, MOST_READINGS, MOST_SOURCES = 3, 6, 4
"""Most of them at a stop; the last page names all sources."""
LOGGED_WORDS: dict[str, Text] = {
    "question": Text("Question from the audience"),
    "promise": Text("Promised"),
}
HEADINGS: dict[str, Text] = {
    "readings": Text("What the exhibit read"),
    "sources": Text("Sources"),
    "notes": Text("Notes"),
    "doubt": Text("A likely question"),
    "contents": Text("Contents"),
    "follow-up": Text("Questions and promises"),
    "looked-up": Text("Looked up"),
}
PAGE = Text("page {page}")
VIDEO = Text("A video was shown here: {name}")
NO_PICTURE = Text("A slide was shown here that can no longer be read: {name}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants of a leave-behind."""

    language: Language
    title: str = ""  # "": that of the tour
    byline: str = ""
    footer: str = ""  # at the foot of every page
    paper: str = "a4"  # or "letter"
    notes: bool = False  # whether the presenter's notes are printed; a deck always has them as notes


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim: the text, its kind, and its place in the document."""

    mark: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A source with its address, "" for one on paper."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class StopPage:
    """A stop as it was left."""

    id: str
    title: str
    caption: str
    accent: str  # colour of its zone, on white
    minutes: str  # how long it was shown; "" if unknown
    claims: tuple[Statement, ...]
    # name of the exhibit and how far it is real; its readings as label and value
    exhibit: str
    readings: tuple[tuple[str, str], ...]
    sources: tuple[Reference, ...]
    note: str
    doubt: tuple[str, str] | None  # a likely question and its answer
    logged: tuple[str, ...]
    strokes: tuple[Stroke, ...]
    shown: Shown
    slides: tuple[OwnSlide, ...] = ()  # the presenter's own that followed it


@dataclass(frozen=True, slots=True)
class Leaf:
    """All that is written: a first page, a page a stop, a last page."""

    wanted: Wanted
    park: str
    title: str
    lead: str
    day: str
    stops: tuple[StopPage, ...]
    logged: tuple[str, ...]
    looked_up: tuple[str, ...]
    sources: tuple[Reference, ...]
    contact: tuple[str, ...]
    notice: str
    lost: tuple[str, ...] = ()  # stops that the scene no longer has
    web: Reference | None = None  # the park's web edition, if it has one

    @property
    def has_last_page(self) -> bool:
        """Whether anything is left for a page after the stops."""
        return bool(self.logged or self.looked_up or self.sources or self.contact or self.web)


def leaf_of(park: Park, given: Given, wanted: Wanted) -> Leaf:
    """The content of a show as given, in a language of the scene."""
    language, found, lost = wanted.language, [], []
    for shown in given.stops:
        stop = given.stop_of(shown)
        if stop is None:
            lost.append(shown.stop)
        else:
            found.append(_stop_page(park, given, shown, stop, language))
    talk = given.talk
    looked_up = []
    for seen in talk.looked_up if talk is not None else ():
        answer = answer_named(park, seen.kind, seen.id, language)
        if answer is not None:
            looked_up.append(" · ".join((clock_text(seen.at_s), plain(answer.title))))
    contact = park.brand.contact if park.brand is not None else None
    sources = dict.fromkeys(source for page in found for source in page.sources)
    return Leaf(
        wanted,
        park.title[language],
        wanted.title or given.tour.title[language],
        plain(given.tour.lead[language]),
        date_text(given.given_on, language) if given.given_on else "",
        tuple(found),
        tuple(_entry(given, entry, park, language) for entry in talk.logged) if talk is not None else (),
        tuple(looked_up),
        tuple(sources),
        (contact.name, *contact.lines) if contact is not None else (),
        park.notice[language] if park.notice is not None else "",
        tuple(lost),
        Reference(tr(ON_THE_WEB, language), park.link_to()) if park.web is not None else None,
    )


def _stop_page(park: Park, given: Given, shown: Shown, stop: Stop, language: Language) -> StopPage:
    zone = park.zones[stop.zone] if stop.zone is not None else None
    talk, run = given.talk, shown.run
    spent_s = talk.spent_s(given.tour.stops.index(stop)) if talk is not None else 0.0
    place = zone.exhibit if zone is not None else None
    exhibit = ""
    if run is not None and place is not None:
        kind = type(run.exhibit)
        exhibit = tr(COLON, language).join((tr(kind.title, language), tr(TRUTH_WORDS[kind.truth], language)))
    doubt = (stop.doubt.question[language], stop.doubt.answer[language]) if stop.doubt is not None else None
    return StopPage(
        stop.id,
        park.title_of(stop)[language],
        one_line(stop.caption[language], language),
        accent_colours(zone.accent.day, zone.accent.night, "light").text if zone is not None else LIGHT["primary"],
        clock_text(spent_s) if spent_s else "",
        tuple(_statement(park, claim, language) for claim in _claims(park, stop)),
        exhibit,
        _readings(shown, language),
        _references(park, stop, language),
        _note(given, stop, language),
        (plain(doubt[0]), plain(doubt[1])) if doubt is not None else None,
        tuple(_entry(given, e, park, language) for e in talk.logged if e.stop == stop.id) if talk is not None else (),
        talk.strokes_at(stop.id) if talk is not None else (),
        shown,
        tuple(slide for slide in talk.slides_shown if slide.stop == stop.id) if talk is not None else (),
    )  # fmt: skip


def _note(given: Given, stop: Stop, language: Language) -> str:
    """The presenter's own note on a stop, else that of the scene."""
    own = given.talk.own.note_at(stop.id) if given.talk is not None else None
    if own is not None:
        return own
    return plain(stop.note[language]) if stop.note is not None else ""


def slide_words(slide: OwnSlide, language: Language) -> str:
    """What a slide is called: its file, and its page; of a video, that it was one."""
    name = Path(slide.path).stem
    if slide.kind == "video":
        return tr(VIDEO.having(name=name), language)
    return name if slide.kind != "page" else f"{name} · {tr(PAGE.having(page=slide.page + 1), language)}"


def _claims(park: Park, stop: Stop) -> list[Claim]:
    """The first claims of a stop's zone: what the document says before what its author thinks."""
    claims = park.claims_of(stop.zone) if stop.zone is not None else ()
    return sorted(claims, key=lambda claim: "PFV".index(claim.kind))[:MOST_CLAIMS]


def _statement(park: Park, claim: Claim, language: Language) -> Statement:
    wording = park.wording
    place = claim.id if claim.at is None else f"{claim.id} · {place_in_source(claim.at, wording, language)}"
    return Statement(tr(wording.kind(claim.kind), language), plain(claim.text[language]), place)


def _readings(shown: Shown, language: Language) -> tuple[tuple[str, str], ...]:
    """The readings of the exhibit as it was left: those in large type first."""
    run = shown.run
    if run is None:
        return ()
    first = figures_of(type(run.exhibit))
    outputs = (*first, *(output for output in run.exhibit.outputs if output not in first))
    readings = run.readings
    return tuple(
        (tr(output.label, language), reading_text(output, readings[output.name], language))
        for output in outputs[:MOST_READINGS]
        if output.name in readings
    )


def _references(park: Park, stop: Stop, language: Language) -> tuple[Reference, ...]:
    """Sources of the exhibit's numbers and of the facts at a stop."""
    if stop.zone is None:
        return ()
    zone = park.zones[stop.zone]
    named = zone.exhibit.sources if zone.exhibit is not None else ()
    ids = dict.fromkeys((*named, *(fact.source for fact in zone.beyond)))
    found = (park.sources[id] for id in ids if id in park.sources)
    return tuple(
        Reference(
            ", ".join((source.title[language], source.publisher[language], date_text(source.date, language))),
            source.url,
        )
        for source in found
    )


def _entry(given: Given, entry: Logged, park: Park, language: Language) -> str:
    """A question or promise with its time and stop."""
    stop = next((stop for stop in given.tour.stops if stop.id == entry.stop), None)
    where = park.title_of(stop)[language] if stop is not None else ""
    head = " · ".join(filter(None, (clock_text(entry.at_s), where, tr(LOGGED_WORDS[entry.kind], language))))
    return tr(COLON, language).join(filter(None, (head, entry.text)))
