"""Checkpoints of a talk or a lesson: what a restart after a crash needs, as plain values for a file."""

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
"""Most entries in a checkpoint file: far more than a show makes; a larger file is rejected."""

Clock = Annotated[float, Field(ge=0, le=DAY_S, allow_inf_nan=False)]
Hands = Annotated[int, Field(ge=0, le=999)]


class Saved(Content):
    """Base of checkpoint values. The validator is built at first use: most visits write no checkpoint."""

    model_config = ConfigDict(defer_build=True)


class SavedLeg(Saved):
    """A stretch of a talk; its stop is stored by name."""

    stop: Id | None
    strayed: bool
    zone: Id | None
    began_s: Clock
    lasted_s: Clock


class SavedLookUp(Saved):
    """An item the presenter looked up."""

    kind: Matter
    id: Annotated[str, Field(max_length=200)]
    at_s: Clock


class TalkCheckpoint(Saved):
    """Progress of a talk."""

    kind: Literal["talk"] = "talk"
    tour: Id
    stop: Id | None  # the present stop; None after the last one
    time_s: Clock  # time on the talk's clock
    legs: Annotated[tuple[SavedLeg, ...], Field(max_length=MOST)]
    looked_up: Annotated[tuple[SavedLookUp, ...], Field(max_length=MOST)]
    caption: bool
    language: Language | None


class LessonCheckpoint(Saved):
    """Progress of a lesson."""

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
        """Seconds since the lesson began."""
        return sum(self.spent_s.values())


Checkpoint = TalkCheckpoint | LessonCheckpoint


@dataclass(frozen=True, slots=True)
class Restore:
    """Resume from a checkpoint that fits the park."""

    checkpoint: Checkpoint
