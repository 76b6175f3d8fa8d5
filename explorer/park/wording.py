"""Headings of a scene's articles and names of its kinds of statements; plain defaults where it gives none."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..i18n import Text, Translatable
from .base import Content, Id, Key, Mark, Name, SceneText

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
