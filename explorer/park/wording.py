"""Headings of a scene's articles, names of its kinds of statements with plain defaults, and how its sources are cited."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..i18n import Language, Text, Translatable, tr
from .base import Certainty, Content, Count, Id, Key, Mark, Name, Part, SceneText

Heading = Literal["statements", "views", "facts", "fact", "business"]

PLAIN: dict[Heading, Text] = {
    "statements": Text("Statements"),
    "views": Text("Views"),
    "facts": Text("More facts"),
    "fact": Text("Fact"),
    "business": Text("Why it matters"),
}
"""Default headings."""

PLAIN_KINDS: dict[Mark, Text] = {
    "P": Text("Statement", context="kind of a statement"),
    "F": Text("Background", context="kind of a statement"),
    "V": Text("View", context="kind of a statement"),
}
PLAIN_SPEAKERS: dict[Mark, Text] = {
    "P": Text("what the source says itself"),
    "F": Text("what the source states as known"),
    "V": Text("what the author of the source thinks or expects"),
}


PASSAGES: dict[str, Text] = {
    "title": Text("{section}, title"),
    "byline": Text("{section}, author and date"),
    "paragraph": Text("{section}, ¶{number}"),
    "bullet": Text("{section}, bullet {number}"),
    "technology": Text("{section}, technology {number}"),
}
CERTAINTIES: dict[str, Text] = {
    "A": Text("from the official text or site"),
    "B": Text("one credible report, not the official text"),
}


class Passage(Content):
    """A place in the document that the statements were read from; park.yaml names its sections."""

    section: Annotated[Id, Key("Section", "an id of wording: sections:", refers="sections")]
    part: Annotated[Part, Key("Part", "title, byline, or paragraph, bullet or technology and a number")]
    sentence: Annotated[Count | None, Key("Sentence", "its number in that part")] = Field(None, ge=1, le=20)


class StatementKind(Content):
    """A kind of statement: one word for it, and who speaks."""

    word: Annotated[Name, Key("Word")]
    who: Annotated[SceneText, Key("Who speaks")]


class Wording(Content):
    """The headings of a scene's articles, and the names of its kinds of statements and of the sections they stand in."""

    statements: Annotated[
        Name | None,
        Key("Statements", "headings of the rows of an article. fact is one of the facts, in the search"),
    ] = None
    views: Annotated[
        Name | None,
        Key("Views", "headings of the rows of an article. fact is one of the facts, in the search"),
    ] = None
    facts: Annotated[
        Name | None,
        Key("More facts", "headings of the rows of an article. fact is one of the facts, in the search"),
    ] = None
    fact: Annotated[Name | None, Key("One fact")] = None
    business: Annotated[
        Name | None,
        Key("Why it matters", "headings of the rows of an article. fact is one of the facts, in the search"),
    ] = None
    kinds: Annotated[
        dict[Mark, StatementKind], Key("Kinds of statements", "what the statements of kind P, F and V are")
    ] = Field(default_factory=dict, max_length=3)
    sections: Annotated[
        dict[Id, Name], Key("Sections", "the parts of the document that the statements were read from")
    ] = Field(default_factory=dict, max_length=50)
    lesson_goal: Annotated[
        SceneText | None, Key("Goal of the lesson", "what pupils can do after the lesson")
    ] = None
    sheet_note: Annotated[
        SceneText | None,
        Key(
            "Last line of the sheet", "the last line of the printed sheet; without it, the notice of the park"
        ),
    ] = None

    def heading(self, part: Heading) -> Translatable:
        """A heading of the articles."""
        return getattr(self, part) or PLAIN[part]

    def kind(self, mark: Mark) -> Translatable:
        """One word for a kind of statement."""
        return self.kinds[mark].word if mark in self.kinds else PLAIN_KINDS[mark]

    def speaker(self, mark: Mark) -> Translatable:
        """Who speaks in a kind of statement."""
        return self.kinds[mark].who if mark in self.kinds else PLAIN_SPEAKERS[mark]

    def marked(self, mark: Mark) -> Text:
        """A kind of statement, preceded by its letter."""
        return Text("{mark} · {kind}", mark=mark, kind=self.kind(mark))


MONTHS = (
    Text("Jan"), Text("Feb"), Text("March"), Text("April"), Text("May"), Text("June"),
    Text("July"), Text("Aug"), Text("Sept"), Text("Oct"), Text("Nov"), Text("Dec"),
)  # fmt: skip


def place_in_source(at: Passage, wording: Wording, language: Language) -> str:
    """Place in the source document: `The Goals, ¶1, sentence 4`, “目标”第1段第4句."""
    kind, _, number = at.part.partition(" ")
    section = wording.sections[at.section][language]
    place = tr(PASSAGES[kind], language, section=section, number=number)
    if at.sentence is None:
        return place
    return place + tr(Text(", sentence {number}"), language, number=at.sentence)


def date_text(date: str, language: Language) -> str:
    """`2023-09-08` as 8 Sept 2023 or 2023年9月8日; also a month or a year alone."""
    year, *rest = (int(part) for part in date.split("-"))
    if not rest:
        return tr(Text("{year}", year=str(year)), language)
    if len(rest) == 1:
        return tr(Text("{month} {year}", month=MONTHS[rest[0] - 1], year=str(year)), language)
    return tr(Text("{day} {month} {year}", day=rest[1], month=MONTHS[rest[0] - 1], year=str(year)), language)


def certainty_text(certainty: Certainty, language: Language) -> str:
    """How certain a fact is."""
    return tr(CERTAINTIES[certainty], language)
