"""The state of the search for the pump with the rhythm: which crates, how far each machine is, and what the visitor heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Name = Literal["core", "hands", "mixed", "learned", "quantum", "brain"]
NAMES: tuple[Name, ...] = ("core", "hands", "mixed", "learned", "quantum", "brain")
HANDS: tuple[Name, ...] = ("hands", "mixed")
IDEAS: tuple[Name, ...] = ("learned", "quantum", "brain")

CRATES = 3
"""So many crates are searched one after the other: in one alone luck decides too often."""


class Sums(NamedTuple):
    """Touches and beats in all three crates, so far or at the end."""

    touches: float
    beats: float


NOTHING = Sums(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class State:
    """Three crates and six machines."""

    ticks: int
    batch: int  # the number of these three crates
    beats: Mapping[Name, float]  # how long each machine has searched; one that is missing has not begun
    rules: tuple[float, ...]  # the settings that the searches were begun under, and who was asked to search
    who: str
    at: Name = "core"  # the machine that the crate in the picture is seen by
    # the pumps that the visitor listened to in the first crate, in their order; the core goes on after them
    heard: tuple[int, ...] = ()
    turn_s: float = 0.0  # for so long the core waits for the visitor
    # what the machines needed under the settings before
    before: Mapping[Name, Sums] = field(default_factory=dict)
