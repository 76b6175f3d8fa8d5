"""The result of one check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...base.bootstrap import gettext

State = Literal["good", "note", "bad"]
SIGNS: dict[State, str] = {"good": "✓", "note": "!", "bad": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check. `remedy` is empty if nothing needs to be done."""

    state: State
    subject: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        line = SIGNS[self.state] + gettext(" {subject}: ", subject=self.subject) + self.what
        return f"{line}\n    → {self.remedy}" if self.remedy else line
