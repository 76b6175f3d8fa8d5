"""Acts that a following visit receives, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .shapes import LeaderState, Place, SnapshotMessage


@dataclass(frozen=True, slots=True)
class Lead:
    """A message from the leader; with another version of the park, only its place is known."""

    state: LeaderState | Place


@dataclass(frozen=True, slots=True)
class LeadFrom:
    """The snapshot from which the leader's run continues."""

    snapshot: SnapshotMessage


@dataclass(frozen=True, slots=True)
class Rejoin:
    """Return to the leader."""


FollowAct = Lead | LeadFrom | Rejoin
