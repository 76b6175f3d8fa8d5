"""The own questions of a teacher as they are edited in a form, written beside the scene, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..base.atomic_file import write_text
from ..i18n import Language, Text
from ..park.defaults.own_questions import FILE, languages_of, read_rows
from ..park.tour import Question
from ..park.yaml_file import read_yaml
from .rewrite import rewritten

FEWEST, MOST = 2, 5
"""Answers of a question."""
HEAD = "# Own questions, written in the form before a lesson. Each may be in one language or in several.\n"
MISSING_QUESTION = Text("Write the question.")
MISSING_ANSWERS = Text("Write at least two answers.")
MISSING_RIGHT = Text("Mark the right answer: it is one of those that you wrote.")
TOO_LONG = Text("One of the texts is too long, or holds an invisible character.")


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as typed into the form, in one language."""

    zone: str
    language: Language
    question: str = ""
    options: tuple[str, ...] = ("",) * 4
    right: int = 0  # number of the right option, from 1; 0: not yet chosen
    explanation: str = ""

    @property
    def problem(self) -> Text | None:
        """What is missing before it can be saved."""
        if not self.question.strip():
            return MISSING_QUESTION
        if sum(bool(option.strip()) for option in self.options) < FEWEST:
            return MISSING_ANSWERS
        if not 1 <= self.right <= len(self.options) or not self.options[self.right - 1].strip():
            return MISSING_RIGHT
        try:
            Question.model_validate({**self.row({}), "id": "x"}, context={"languages": (self.language,)})
        except ValidationError:
            return TOO_LONG
        return None

    def row(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """The question as it is written. Its other languages stay if it has as many answers as before.

        Parameters
        ----------
        before : the question as it was written; empty for a new one.
        """
        options = [option.strip() for option in self.options if option.strip()]
        right = sum(bool(option.strip()) for option in self.options[: self.right])
        why = self.explanation.strip() or (options[right - 1] if 0 < right <= len(options) else "")
        others = before if len(before.get("options", ())) == len(options) else {}
        code = self.language
        return {
            **{key: value for key, value in before.items() if key == "claims"},
            "zones": [self.zone],
            "question": {**others.get("question", {}), code: self.question.strip()},
            "options": [
                {**(others["options"][at] if others else {}), code: option}
                for at, option in enumerate(options)
            ],
            "right": right,
            "explanation": {**others.get("explanation", {}), code: why},
        }

    @classmethod
    def of(cls, row: Mapping[str, Any], language: Language) -> Draft:
        """The form of a written question, in a language if it has it, else in its first."""
        languages = languages_of(row, (language,))
        code = language if language in languages else languages[0]
        options = tuple(str(option.get(code, "")) for option in row["options"])
        empty = ("",) * max(4 - len(options), 0)
        return cls(
            row["zones"][0], code, str(row["question"].get(code, "")), (*options, *empty), int(row["right"]),
            str(row["explanation"].get(code, "")),
        )  # fmt: skip


class OwnQuestions:
    """The own questions of a scene, and how they were before each change.

    Attributes
    ----------
    rows : the questions as they are written, by id.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.rows = folder, read_rows(folder)
        self._before: list[dict[str, Any]] = []

    @property
    def is_broken(self) -> bool:
        """Whether the file cannot be read: saving would lose what is in it."""
        path = self.folder / FILE
        return path.exists() and bool(read_yaml(path, self.folder).faults)

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    def save(self, id: str | None, draft: Draft) -> None:
        """Save a question; a new one without an id. Raises OSError."""
        name = id or next(f"own-{n}" for n in range(1, len(self.rows) + 2) if f"own-{n}" not in self.rows)
        self._write({**self.rows, name: draft.row(self.rows.get(name, {}))})

    def delete(self, id: str) -> None:
        """Delete a question. Raises OSError."""
        self._write({name: row for name, row in self.rows.items() if name != id})

    def undo(self) -> None:
        """Take the last change back. Raises OSError."""
        if self._before:
            self._write(self._before[-1])
            del self._before[-2:]  # the change taken back, and this one

    def _write(self, rows: dict[str, Any]) -> None:
        path = self.folder / FILE
        if not rows:
            path.unlink(missing_ok=True)  # an empty file would be a fault
        else:
            source = path.read_text("utf-8") if self.rows and path.exists() else HEAD
            write_text(path, rewritten(source, rows))
        self._before.append(self.rows)
        self.rows = rows
