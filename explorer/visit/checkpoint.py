"""Checkpoints of a talk or a lesson: what a restart after a crash needs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..park.model import Park
from ..park.tour import Tour
from .codec import Name, Written
from .lesson.state import Lesson
from .shown import Shown
from .state import VisitState
from .talk.state import Talk


class Checkpoint(Written):
    """Progress of a talk or of a lesson."""

    stop: Name | None = None  # the present stop; None after the last one of a talk
    talk: Talk | None = None
    lesson: Lesson | None = None
    shown: tuple[Shown, ...] = ()  # the stops before, as they were left

    @property
    def tour(self) -> Tour:
        """The tour that is narrated or taught."""
        shown = self.talk or self.lesson
        assert shown is not None and shown.tour is not None, "a checkpoint that fits has a talk or a lesson"
        return shown.tour

    @property
    def time_s(self) -> float:
        """Seconds of the talk's clock, or since the lesson began."""
        if self.talk is not None:
            return self.talk.elapsed_s
        return self.lesson.going_s if self.lesson is not None else 0.0

    @property
    def number(self) -> int | None:
        """The index of its stop; None after the last one."""
        return None if self.stop is None else [stop.id for stop in self.tour.stops].index(self.stop)

    def misfit(self, park: Park) -> str | None:
        """The first name in it that the park lacks; None if it fits."""
        if self.talk is None and (self.lesson is None or self.lesson.tour is None):
            return "talk or lesson"
        if self.stop not in {None, *(stop.id for stop in self.tour.stops)}:
            return f"stop {self.stop}"
        shown = self.talk or self.lesson
        left = (missing for each in self.shown if (missing := each.misfit(park)))
        return (shown.misfit(park) if shown is not None else None) or next(left, None)


@dataclass(frozen=True, slots=True)
class Restore:
    """Resume from a checkpoint that fits the park."""

    checkpoint: Checkpoint


def progress(visit: VisitState) -> tuple[object, float] | None:
    """Content of a checkpoint except the clock, and the clock; None if not needed. Cheap enough for every frame."""
    talk, lesson, playback = visit.talk, visit.lesson, visit.playback
    if talk is not None and talk.running:
        held = (
            talk.tour, playback and playback.index, talk.looked_up, talk.logged, len(talk.strokes), talk.caption,
            talk.language, talk.own,
        )  # fmt: skip
        return held, talk.elapsed_s
    if lesson.going:
        return (lesson.tour, lesson.index, lesson.pupils, lesson.marks, lesson.points), lesson.going_s
    return None


def checkpoint_of(visit: VisitState) -> Checkpoint | None:
    """The checkpoint of the talk or lesson in progress; None without one. What hides the view is left out of it."""
    talk, lesson, playback = visit.talk, visit.lesson, visit.playback
    if talk is not None and talk.running:
        plain = replace(
            talk, black=False, frozen=False, laser=False, spotlight=False, pen=False, pointer=None, slide=None
        )
        return Checkpoint(
            stop=playback.stop.id if playback is not None else None, talk=plain, shown=visit.shown
        )
    if lesson.tour is not None and lesson.going:
        return Checkpoint(
            stop=lesson.tour.stops[lesson.index].id, lesson=lesson.at_stop(0), shown=visit.shown
        )
    return None
