"""Headings of a scene's articles and names of its kinds of statements; plain defaults where it gives none."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..i18n import Text, Translatable
from .base import Content, Id, Mark, Name, SceneText

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

    word: Name
    who: SceneText


class Wording(Content):
    """The headings of a scene's articles, and the names of its kinds of statements and of the sections they stand in.

    Attributes
    ----------
    statements, views, facts, business : headings of the rows of an article. `fact` is one of the facts, in the search.
    kinds : what the statements of kind P, F and V are.
    sections : the parts of the document that the statements were read from.
    lesson_goal : what pupils can do after the lesson.
    sheet_note : the last line of the printed sheet; without it, the notice of the park.
    """

    statements: Name | None = None
    views: Name | None = None
    facts: Name | None = None
    fact: Name | None = None
    business: Name | None = None
    kinds: dict[Mark, StatementKind] = Field(default_factory=dict, max_length=3)
    sections: dict[Id, Name] = Field(default_factory=dict, max_length=50)
    lesson_goal: SceneText | None = None
    sheet_note: SceneText | None = None

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
