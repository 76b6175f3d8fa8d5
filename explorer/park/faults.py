"""What is wrong with a scene, where, and what to do about it, in both languages of the park."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .model import Language


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence in both languages."""

    en: str
    zh: str

    def in_(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in one place of one file. Lines and columns count from 1."""

    path: Path
    line: int
    column: int
    what: Said
    remedy: Said
    weight: Literal["error", "warning"] = "error"

    def told(self, language: Language = "en") -> str:
        """`path:line:column: what: remedy`, the path as seen from the working folder."""
        return f"{shown(self.path)}:{self.line}:{self.column}: {self.what.in_(language)}: {self.remedy.in_(language)}"


class ParkError(Exception):
    """A scene that cannot be opened, with everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(f.told() for f in faults))


def shown(path: Path) -> str:
    """A path as a person would write it here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
