"""Faults of a scene: what is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..i18n import Language, Text, tr

Weight = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at one place of a file. Lines and columns count from 1."""

    path: Path
    line: int
    column: int
    what: Text
    remedy: Text
    weight: Weight = "error"

    def to_json(self) -> dict[str, str | int]:
        """The fault as plain JSON data."""
        return {
            "path": printable(self.path.as_posix()),
            "line": self.line,
            "column": self.column,
            "weight": self.weight,
            "what": printable(str(self.what)),
            "remedy": printable(str(self.remedy)),
        }

    def as_text(self, language: Language = "en") -> str:
        """`path:line:column: what: remedy`, with the path relative to the working folder."""
        return f"{shown(self.path)}:{self.line}:{self.column}: {self.sentence(language)}"

    def sentence(self, language: Language = "en") -> str:
        """What is wrong, and what to do."""
        # both contain words of the file: a key may hold characters that colour a terminal or break the line
        return printable(tr(Text("{what}: {remedy}", what=self.what, remedy=self.remedy), language))


class ParkError(Exception):
    """Raised for a scene that cannot be opened; holds all its faults."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(f.as_text() for f in faults))


def printable(text: str) -> str:
    """A text with control and invisible characters escaped."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def cut(text: str, most: int = 40) -> str:
    """The beginning of a text, with a mark if it was longer than `most`."""
    return text if len(text) <= most else text[: most - 3] + "..."


def shown(path: Path) -> str:
    """A path as shown to users, with slashes on every system."""
    try:
        return printable(path.resolve().relative_to(Path.cwd()).as_posix())
    except (OSError, RuntimeError, ValueError):
        return printable(path.as_posix())
