"""What comes to a visit that follows another one, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .shapes import LeaderState, Place, SnapshotMessage


@dataclass(frozen=True, slots=True)
class Lead:
    """The leader is here now; with another version of the park only its place is known."""

    state: LeaderState | Place


@dataclass(frozen=True, slots=True)
class LeadFrom:
    """The snapshot has come that the leader's run goes on from."""

    snapshot: SnapshotMessage


@dataclass(frozen=True, slots=True)
class Rejoin:
    """Back to the leader, from wherever one has wandered."""


FollowAct = Lead | LeadFrom | Rejoin
