"""Checkpoints: how far a talk or a lesson has come, as much as a restart after a crash needs. Plain values for a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ..i18n import Language
from ..park.answers import Matter
from ..park.base import Content, Id
from .lesson.state import MOST_POINTS, PairPoint

DAY_S = 86_400.0
MOST = 10_000
"""More entries than any show makes; a file with more is not a checkpoint."""

Clock = Annotated[float, Field(ge=0, le=DAY_S, allow_inf_nan=False)]
Hands = Annotated[int, Field(ge=0, le=999)]


class Saved(Content):
    """A piece of a checkpoint. Its check is built when one is written or read: most visits have none."""

    model_config = ConfigDict(defer_build=True)


class SavedLeg(Saved):
    """A stretch of a talk, with its stop by name."""

    stop: Id | None
    strayed: bool
    zone: Id | None
    began_s: Clock
    lasted_s: Clock


class SavedLookUp(Saved):
    """Something that was looked up."""

    kind: Matter
    id: Annotated[str, Field(max_length=200)]
    at_s: Clock


class TalkCheckpoint(Saved):
    """How far a talk has come."""

    kind: Literal["talk"] = "talk"
    tour: Id
    stop: Id | None  # where it is; None after the last one
    time_s: Clock  # on its clock
    legs: Annotated[tuple[SavedLeg, ...], Field(max_length=MOST)]
    looked_up: Annotated[tuple[SavedLookUp, ...], Field(max_length=MOST)]
    caption: bool
    language: Language | None


class LessonCheckpoint(Saved):
    """How far a lesson has come."""

    kind: Literal["lesson"] = "lesson"
    tour: Id
    stop: Id
    pupils: Hands
    spent_s: Annotated[dict[Id, Clock], Field(max_length=MOST)]  # seconds at each stop, by its name
    # hands for each option, by question
    marks: Annotated[dict[Id, tuple[Hands, ...]], Field(max_length=MOST)]
    points: Annotated[tuple[PairPoint, ...], Field(max_length=MOST_POINTS)] = ()  # results of pairs

    @property
    def time_s(self) -> float:
        """Since it began."""
        return sum(self.spent_s.values())


Checkpoint = TalkCheckpoint | LessonCheckpoint


@dataclass(frozen=True, slots=True)
class Restore:
    """Go on from a checkpoint that fits the park."""

    checkpoint: Checkpoint
