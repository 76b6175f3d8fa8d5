"""Results of lessons over terms: counts of hands by question, without names, in a file of this computer."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from ...base.atomic_file import write_text
from ...i18n import Language, Text, tr
from ...park.model import Park
from ...visit.codec import adapter
from ...visit.lesson.state import MOST_HANDS, Lesson

FILE = "lessons.json"
MOST_LESSONS = 200
MOST_LETTERS = 30
Hands = Annotated[int, Field(ge=0, le=MOST_HANDS)]
Label = Annotated[str, Field(max_length=MOST_LETTERS)]
COLUMNS: dict[str, Text] = {
    "group": Text("Class"),
    "taught": Text("Date"),
    "question": Text("question"),
    "answered": Text("answered"),
    "right": Text("correct"),
    "share": Text("correct, %"),
}


@dataclass(frozen=True, slots=True)
class PastLesson:
    """What a class answered in a lesson."""

    taught: str  # the day, such as 2026-12-03
    park: str
    tour: str  # name of the lesson
    group: Label  # what the teacher calls the class
    pupils: Hands
    # hands for each option of each question that was asked, and how many of them are right
    answered: dict[str, Hands]
    right: dict[str, Hands]

    def share(self, question: str) -> float | None:
        """Share of right answers to a question, 0 to 1; None without any."""
        count = self.answered.get(question, 0)
        return self.right.get(question, 0) / count if count else None

    @property
    def whole_share(self) -> float | None:
        """Share of right answers of all; None without any."""
        count = sum(self.answered.values())
        return sum(self.right.values()) / count if count else None


def past_lesson(lesson: Lesson, park: Park, group: str, taught: str) -> PastLesson:
    """The counts of a lesson that is over."""
    counted = {id: marks for id, marks in lesson.marks.items() if marks.answered}
    return PastLesson(
        taught, park.id, lesson.tour.id if lesson.tour else "", group.strip()[:MOST_LETTERS], lesson.pupils,
        {id: marks.answered for id, marks in counted.items()},
        {id: marks.counts[marks.right - 1] for id, marks in counted.items()},
    )  # fmt: skip


class PastLessons:
    """The lessons kept, oldest first.

    Parameters
    ----------
    folder : where the file is; None keeps nothing beyond the program's end.

    Attributes
    ----------
    is_damaged : whether the file cannot be read; it is then left as it is.
    """

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / FILE if folder is not None else None
        self.is_damaged = False
        self.lessons: tuple[PastLesson, ...] = self._read()

    def _read(self) -> tuple[PastLesson, ...]:
        if self._path is None or not self._path.exists():
            return ()
        try:
            found: tuple[PastLesson, ...] = adapter(tuple[PastLesson, ...]).validate_json(
                self._path.read_bytes()
            )
        except (OSError, ValueError, ValidationError):
            self.is_damaged = True
            return ()
        return found

    def of(self, park: Park) -> tuple[PastLesson, ...]:
        """The lessons taught in a park."""
        return tuple(lesson for lesson in self.lessons if lesson.park == park.id)

    def keep(self, lesson: PastLesson) -> None:
        """Keep a lesson; one of the same class and day is replaced. Raises OSError."""
        others = [one for one in self.lessons if _name(one) != _name(lesson)]
        self._write((*others, lesson)[-MOST_LESSONS:])

    def drop(self, lesson: PastLesson) -> None:
        """Forget a lesson. Raises OSError."""
        self._write(tuple(one for one in self.lessons if one != lesson))

    def _write(self, lessons: tuple[PastLesson, ...]) -> None:
        if self._path is not None:
            if self.is_damaged:
                self._path.replace(self._path.with_suffix(".broken"))
                self.is_damaged = False
            self._path.parent.mkdir(parents=True, exist_ok=True)
            data = adapter(tuple[PastLesson, ...]).dump_json(lessons, indent=1).decode()
            write_text(self._path, data + "\n")
        self.lessons = lessons


def _name(lesson: PastLesson) -> tuple[str, ...]:
    return lesson.park, lesson.tour, lesson.group, lesson.taught


def compared(lessons: tuple[PastLesson, ...], park: Park) -> list[tuple[str, list[float | None]]]:
    """For each question that was asked, by its id, the share of right answers in each lesson."""
    asked = [id for id in park.quiz if any(id in lesson.answered for lesson in lessons)]
    return [(id, [lesson.share(id) for lesson in lessons]) for id in asked]


def as_csv(lessons: tuple[PastLesson, ...], park: Park, language: Language) -> str:
    """A line per lesson and question."""
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(tr(words, language) for words in COLUMNS.values())
    for lesson in lessons:
        for id, _ in compared((lesson,), park):
            count, right = lesson.answered[id], lesson.right.get(id, 0)
            words = park.quiz[id].question[language]
            rows.writerow([lesson.group, lesson.taught, words, count, right, round(100 * right / count)])
    return written.getvalue()
