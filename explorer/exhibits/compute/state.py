"""State of the search for the pump with the rhythm: crates, progress of each machine, and pumps the visitor heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Name = Literal["core", "hands", "mixed", "learned", "quantum", "brain"]
NAMES: tuple[Name, ...] = ("core", "hands", "mixed", "learned", "quantum", "brain")
HANDS: tuple[Name, ...] = ("hands", "mixed")
IDEAS: tuple[Name, ...] = ("learned", "quantum", "brain")

CRATES = 3
"""Crates searched in succession: with one alone, luck decides too often."""


class Sums(NamedTuple):
    """Totals of touches and beats over all three crates."""

    touches: float
    beats: float


NOTHING = Sums(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class State:
    """Three crates and six machines."""

    ticks: int
    batch: int  # number of this set of three crates
    beats: Mapping[Name, float]  # beats of each machine's search; a missing one has not begun
    rules: tuple[float, ...]  # rules, who: settings at the start of the searches, and the machines requested
    who: str
    at: Name = "core"  # machine at the crate shown
    # pumps the visitor listened to in the first crate, in order; the core continues after them
    heard: tuple[int, ...] = ()
    turn_s: float = 0.0  # remaining pause of the core for the visitor
    # totals of the machines under the previous settings
    before: Mapping[Name, Sums] = field(default_factory=dict)
