"""What a presenter adds to a talk: notes in place of those of the scene, and own slides and videos after a stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from ...base.pictures import PictureKey, PictureKind
from ..codec import Count, Name, Unreadable, adapter

LONGEST_NOTE = 4000
MOST_SLIDES = 100
"""Most own slides of a talk."""
MOST_NOTES = 200


@dataclass(frozen=True, slots=True)
class OwnNote:
    """The presenter's note on a stop, in place of that of the scene."""

    stop: Name  # id of the stop
    text: Annotated[str, Field(max_length=LONGEST_NOTE)]


@dataclass(frozen=True, slots=True)
class OwnSlide:
    """A picture, a page of a PDF or a video that is shown after a stop."""

    stop: Name  # id of the stop
    path: Annotated[str, Field(max_length=2000)]
    kind: PictureKind
    page: Count = 0  # of a PDF, from 0

    @property
    def picture(self) -> PictureKey:
        """Its picture."""
        return PictureKey(self.path, self.kind, self.page)


@dataclass(frozen=True, slots=True)
class OwnParts:
    """All that a presenter has added to a talk."""

    notes: Annotated[tuple[OwnNote, ...], Field(max_length=MOST_NOTES)] = ()
    slides: Annotated[tuple[OwnSlide, ...], Field(max_length=MOST_SLIDES)] = ()

    def note_at(self, stop: str) -> str | None:
        """The presenter's note on a stop; None where that of the scene stands."""
        return next((note.text for note in self.notes if note.stop == stop), None)

    def slides_at(self, stop: str) -> tuple[OwnSlide, ...]:
        """The slides after a stop, in order."""
        return tuple(slide for slide in self.slides if slide.stop == stop)

    def with_note(self, stop: str, text: str | None) -> OwnParts:
        """With another note on a stop; None: with that of the scene."""
        notes = tuple(note for note in self.notes if note.stop != stop)
        added = () if text is None else (OwnNote(stop, text[:LONGEST_NOTE]),)
        return OwnParts((*notes, *added)[-MOST_NOTES:], self.slides)

    def with_slides(self, stop: str, slides: tuple[OwnSlide, ...]) -> OwnParts:
        """With other slides after a stop."""
        others = tuple(slide for slide in self.slides if slide.stop != stop)
        return OwnParts(self.notes, (*others, *slides)[:MOST_SLIDES])

    def written(self) -> str:
        """As JSON, for the small file beside the scene and for the event log."""
        return adapter(OwnParts).dump_json(self).decode()

    @classmethod
    def read(cls, text: str) -> OwnParts:
        """The parts in a text. Raises Unreadable if it is damaged."""
        try:
            parts: OwnParts = adapter(OwnParts).validate_json(text)
        except ValueError as fault:
            raise Unreadable(str(fault)) from None
        return parts
