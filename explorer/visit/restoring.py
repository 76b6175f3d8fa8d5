"""Conversion of a visit to its checkpoint, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..park.model import Park
from .acts import Act
from .checkpoint import Checkpoint, LessonCheckpoint, Restore, SavedLeg, SavedLookUp, TalkCheckpoint
from .lesson.state import Lesson, Marks
from .state import AnyVisit, VisitState
from .talk import reducer as talking
from .talk.acts import JumpTo, TalkThrough
from .talk.state import Leg, LookedUp, Talk
from .tour import reducer as touring
from .tour.acts import EndTour, StartTour


def progress(visit: VisitState) -> tuple[object, float] | None:
    """Content of a checkpoint except the clock, and the clock; None if not needed. Cheap enough for every frame."""
    talk, lesson = visit.talk, visit.lesson
    if talk is not None and talk.running:
        held = (talk.tour, talking.stop_of(visit), talk.looked_up, talk.caption, talk.language)
        return held, talk.elapsed_s
    if lesson.going:
        return (lesson.tour, lesson.index, lesson.pupils, lesson.marks, lesson.points), lesson.going_s
    return None


def checkpoint_of(visit: VisitState) -> Checkpoint | None:
    """The checkpoint of the talk or lesson in progress; None without one."""
    talk, lesson = visit.talk, visit.lesson
    if talk is not None and talk.running:
        stops, at = talk.tour.stops, talking.stop_of(visit)

        def name(stop: int | None) -> str | None:
            return None if stop is None else stops[stop].id

        return TalkCheckpoint(
            tour=talk.tour.id,
            stop=name(at),
            time_s=talk.elapsed_s,
            legs=tuple(
                SavedLeg(stop=name(leg.stop), strayed=leg.strayed, zone=leg.zone, began_s=leg.began_s,
                         lasted_s=leg.lasted_s)
                for leg in talk.legs
            ),
            looked_up=tuple(SavedLookUp(kind=it.kind, id=it.id, at_s=it.at_s) for it in talk.looked_up),
            caption=talk.caption,
            language=talk.language,
        )  # fmt: skip
    if lesson.tour is not None and lesson.going:
        return LessonCheckpoint(
            tour=lesson.tour.id,
            stop=lesson.tour.stops[lesson.index].id,
            pupils=lesson.pupils,
            spent_s=dict(lesson.spent_s),
            marks={id: marks.counts for id, marks in lesson.marks.items()},
            points=lesson.points,
        )
    return None


def misfit(checkpoint: Checkpoint, park: Park) -> str | None:
    """The first name in a checkpoint that the park lacks, for the log; None if it fits."""
    tour = park.tours.get(checkpoint.tour)
    if tour is None:
        return f"tour {checkpoint.tour}"
    stops: set[str | None] = {None, *(stop.id for stop in tour.stops)}
    if checkpoint.stop not in stops:
        return f"stop {checkpoint.stop}"
    if isinstance(checkpoint, TalkCheckpoint):
        zones: set[str | None] = {None, *park.zones}
        gone = [f"stop {leg.stop}" for leg in checkpoint.legs if leg.stop not in stops]
        gone += [f"zone {leg.zone}" for leg in checkpoint.legs if leg.zone not in zones]
    elif tour.kind != "lesson":
        gone = [f"lesson {tour.id}"]
    else:
        gone = [f"stop {stop}" for stop in checkpoint.spent_s if stop not in stops]
        gone += [
            f"question {id}"
            for id, counts in checkpoint.marks.items()
            if id not in park.quiz or len(counts) != len(park.quiz[id].options)
        ]
    return gone[0] if gone else None


def number_of(checkpoint: Checkpoint, park: Park) -> int | None:
    """The index of its stop; None after the last one."""
    stops = [stop.id for stop in park.tours[checkpoint.tour].stops]
    return None if checkpoint.stop is None else stops.index(checkpoint.stop)


def after(visit: AnyVisit, act: Act) -> AnyVisit:
    """The visit after `Restore`: the talk or lesson of a fitting checkpoint, at the beginning of its stop."""
    if not isinstance(act, Restore):
        return visit
    checkpoint = act.checkpoint
    if isinstance(checkpoint, TalkCheckpoint):
        return _restore_talk(visit, checkpoint)
    number = number_of(checkpoint, visit.park) or 0
    begun = touring.after(visit, StartTour(checkpoint.tour, number))
    quiz = visit.park.quiz
    marks = {id: Marks(counts, quiz[id].right) for id, counts in checkpoint.marks.items()}
    tour = visit.park.tours[checkpoint.tour]
    lesson = Lesson(
        tour, checkpoint.pupils, checkpoint.spent_s, number, marks=marks, points=checkpoint.points
    )
    return replace(begun, lesson=lesson)


def _restore_talk(visit: AnyVisit, checkpoint: TalkCheckpoint) -> AnyVisit:
    tour = visit.park.tours[checkpoint.tour]
    numbers: Mapping[str | None, int | None] = {None: None, **{s.id: i for i, s in enumerate(tour.stops)}}
    legs = (
        Leg(numbers[leg.stop], leg.strayed, leg.zone, leg.began_s, leg.lasted_s) for leg in checkpoint.legs
    )
    talk = Talk(
        tour,
        begun=True,
        elapsed_s=checkpoint.time_s,
        legs=tuple(legs),
        looked_up=tuple(LookedUp(it.kind, it.id, it.at_s) for it in checkpoint.looked_up),
        caption=checkpoint.caption,
        language=checkpoint.language,
    )
    ready = replace(talking.after(visit, TalkThrough(tour.id)), talk=talk)
    number = numbers[checkpoint.stop]
    if number is not None:
        return talking.after(ready, JumpTo(number))
    return touring.after(talking.after(ready, JumpTo(len(tour.stops) - 1)), EndTour())
