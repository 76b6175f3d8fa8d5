"""How a visit follows another one: a value that knows no visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ...core.geometry import Pose

if TYPE_CHECKING:
    from .shapes import LeaderState, Place, PoseNumbers, SnapshotMessage

SILENT_S = 3.0
"""A leader says something each second; one that says nothing for so long is away."""

Standing = Literal["waits", "silent", "other version", "other scene", "free", "away", "follows"]


@dataclass(frozen=True, slots=True)
class Following:
    """What is known of the leader."""

    # its last message; None: none has come yet. Of a leader with another version or scene only the place is known.
    state: LeaderState | Place | None = None
    silent_s: float = 0.0  # seconds since then
    snapshot: SnapshotMessage | None = None  # the last snapshot of its run that has come
    away: bool = False  # whether the visitor has wandered off
    agrees: bool | None = None  # whether its run came out the same here; None: not compared yet
    # what its readings were at some steps that are still to come here
    marks: tuple[tuple[int, str], ...] = ()
    rests: bool = False  # whether its camera has not moved since the message before
    other_scene: bool = False  # whether the leader is of this version, and has another scene

    @property
    def whole(self) -> LeaderState | None:
        """The state of a leader of this very version and scene."""
        from .shapes import LeaderState

        return self.state if isinstance(self.state, LeaderState) else None

    @property
    def mode(self) -> str:
        """The leader's mode; "" where it is not known."""
        return self.whole.mode if self.whole is not None else ""

    @property
    def is_free(self) -> bool:
        """Whether the leader has let all look around."""
        return self.whole is not None and self.whole.together.free

    @property
    def is_paused(self) -> bool:
        """Whether a class is to look to the front, those as well who have wandered off."""
        state = self.whole
        return state is not None and state.lesson is not None and state.lesson.paused

    @property
    def leads(self) -> bool:
        """Whether the visit is where the leader is."""
        return self.state is not None and not self.away and not self.is_free

    @property
    def standing(self) -> Standing:
        """How the visit stands to its leader, the most important first."""
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
        return "other scene" if self.other_scene else "other version"


def pose_of(numbers: PoseNumbers) -> Pose:
    """A pose as a message has it."""
    x, y, z, azimuth_deg, elevation_deg, distance_m, fov_deg = numbers
    return Pose((x, y, z), azimuth_deg, elevation_deg, distance_m, fov_deg)
