"""State of following another visit; imports no visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ... import __version__

if TYPE_CHECKING:
    from .shapes import LeaderState, Place, SnapshotMessage

SILENT_S = 3.0
"""Silence after which a leader counts as gone; it sends at least one message a second."""

Standing = Literal["waits", "silent", "other version", "other scene", "free", "away", "follows"]


@dataclass(frozen=True, slots=True)
class Following:
    """What a follower knows of its leader."""

    # its last message; None before the first. Of a leader with another version or scene only the place is known.
    state: LeaderState | Place | None = None
    silent_s: float = 0.0  # seconds since that message
    snapshot: SnapshotMessage | None = None  # the last snapshot of its run received
    away: bool = False  # whether the visitor has left the leader
    agrees: bool | None = None  # whether its run gave the same readings here; None: not compared yet
    # marks of its readings at steps that are not computed here yet
    marks: tuple[tuple[int, str], ...] = ()
    rests: bool = False  # whether its camera has not moved since the previous message

    @property
    def whole(self) -> LeaderState | None:
        """The state of a leader with the same version and scene."""
        from .shapes import LeaderState

        return self.state if isinstance(self.state, LeaderState) else None

    @property
    def mode(self) -> str:
        """The leader's mode; "" if unknown."""
        return self.whole.mode if self.whole is not None else ""

    @property
    def is_free(self) -> bool:
        """Whether the leader lets all screens explore freely."""
        return self.whole is not None and self.whole.together.free

    @property
    def is_paused(self) -> bool:
        """Whether the class is paused, including screens that have left the leader."""
        state = self.whole
        return state is not None and state.lesson is not None and state.lesson.paused

    @property
    def leads(self) -> bool:
        """Whether the visit is at the leader's place."""
        return self.state is not None and not self.away and not self.is_free

    @property
    def standing(self) -> Standing:
        """Status towards the leader; the most important applies."""
        if self.state is None:
            return "waits"
        if self.silent_s > SILENT_S:
            return "silent"
        if self.away:
            return "away"
        if self.is_free:
            return "free"
        if self.whole is not None:
            return "follows"
        return "other scene" if self.state.program == __version__ else "other version"
