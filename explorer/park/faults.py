"""What is wrong with a scene, where, and what to do about it, in both languages of the park."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .base import Language

Weight = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence in both languages."""

    en: str
    zh: str

    def in_(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    @property
    def printable(self) -> Said:
        """The same, on one line, with invisible characters written as a programmer would."""
        return Said(printable(self.en), printable(self.zh))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in one place of one file. Lines and columns count from 1."""

    path: Path
    line: int
    column: int
    what: Said
    remedy: Said
    weight: Weight = "error"

    def __post_init__(self) -> None:
        # words of the file stand in both: a key may hold what would colour a terminal, or break the line
        object.__setattr__(self, "what", self.what.printable)
        object.__setattr__(self, "remedy", self.remedy.printable)

    def to_json(self) -> dict[str, str | int]:
        """The same for machines."""
        return {
            "path": printable(str(self.path)),
            "line": self.line,
            "column": self.column,
            "weight": self.weight,
            "what": self.what.en,
            "remedy": self.remedy.en,
        }

    def told(self, language: Language = "en") -> str:
        """`path:line:column: what: remedy`, the path as seen from the working folder."""
        return f"{shown(self.path)}:{self.line}:{self.column}: {self.sentence(language)}"

    def sentence(self, language: Language = "en") -> str:
        """What is wrong, and what to do. Chinese has colons enough in both."""
        stop = "。" if language == "zh" else ": "
        return self.what.in_(language) + stop + self.remedy.in_(language)


class ParkError(Exception):
    """A scene that cannot be opened, with everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(f.told() for f in faults))


def printable(text: str) -> str:
    """A text without control characters: what cannot be seen is written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def cut(text: str, most: int = 40) -> str:
    """The beginning of a text that may be very long."""
    return text if len(text) <= most else text[: most - 3] + "..."


def shown(path: Path) -> str:
    """A path as a person would write it here."""
    try:
        return printable(path.resolve().relative_to(Path.cwd()).as_posix())
    except (OSError, RuntimeError, ValueError):
        return printable(str(path))
