"""The parts of the leader's visit that a follower copies besides the run: place, light, tour, talk, lesson, quiz."""

from __future__ import annotations

from dataclasses import replace

from ...park.model import Park
from ..daylight import Daylight
from ..lesson.quiz import Quiz
from ..lesson.state import Lesson, Marks
from ..state import AnyVisit
from ..talk.state import Talk
from ..tour.state import Before, Playback
from ..viewpoint import Viewpoint
from .camera import headed
from .shapes import LeaderState, LessonState, Place, TalkState, TourState
from .state import pose_of


def shown(visit: AnyVisit, state: LeaderState | Place, *, is_new: bool) -> AnyVisit:
    """The visit at the leader's place.

    Parameters
    ----------
    is_new : whether the visit was elsewhere until now.
    """
    zone = visit.park.zones.get(state.zone) if state.zone is not None else None
    operating = state.operating and zone is not None and zone.exhibit is not None
    here = Viewpoint(zone.id if zone else None, pose_of(state.pose), operating)
    if is_new or (visit.zone, visit.operating) != (here.zone, here.operating):
        visit = visit.standing_at(here).flying_to(here.pose)
    else:
        visit = headed(visit, state)
    if isinstance(state, Place):
        return visit
    parts = visit.run.exhibit.parts(visit.run.state) if visit.run and state.picked else {}
    return replace(
        _lit(visit, state.day_phase),
        pointed=state.pointed if state.pointed in visit.park.zones else None,
        picked=state.picked if state.picked in parts else None,
        playback=_playback(visit, state.tour),
        talk=_talk(visit, state.talk),
        lesson=lesson_of(visit.park, state.lesson),
        quiz=_quiz(visit, state.quiz),
    )


def _lit(visit: AnyVisit, day_phase: float) -> AnyVisit:
    """The visit in the leader's light; the visitor's settings stay unchanged."""
    if abs(visit.daylight.goal - day_phase) < 1e-3:
        return visit
    now = replace(visit.settings, day_phase=visit.daylight.goal, auto_day_cycle=False)
    daylight: Daylight = visit.daylight.after(now, replace(now, day_phase=day_phase))
    return replace(visit, daylight=daylight, rest_s=0.0)


def _playback(visit: AnyVisit, state: TourState | None) -> Playback | None:
    tour = visit.park.tours.get(state.tour) if state is not None else None
    if state is None or tour is None or state.stop >= len(tour.stops):
        return None
    playback = visit.playback
    if playback is None or playback.tour is not tour:
        playback = Playback(tour, Before(visit.history_as_left, visit.at, visit.picked))
    cues = tour.stops[state.stop].acts
    return replace(
        playback,
        index=state.stop,
        time_s=state.time_s,
        done=sum(cue.at_s <= state.time_s for cue in cues),
        pace=state.pace,
        auto=False,
        paused_by=state.paused_by,
        shown=playback.shown | {state.stop},
    )


def _talk(visit: AnyVisit, state: TalkState | None) -> Talk | None:
    tour = visit.park.tours.get(state.tour) if state is not None else None
    if state is None or tour is None:
        return None
    shown = {name: getattr(state, name) for name in type(state).model_fields if name != "tour"}
    return replace(visit.talk or Talk(tour), tour=tour, **shown)


def lesson_of(park: Park, state: LessonState | None) -> Lesson:
    """The leader's lesson, as far as it is valid in this park."""
    tour = park.tours.get(state.tour) if state is not None else None
    if state is None or tour is None or state.index >= len(tour.stops):
        return Lesson()
    marks = {
        id: Marks(counts, park.quiz[id].right)
        for id, counts in state.marks.items()
        if id in park.quiz and len(counts) == len(park.quiz[id].options)
    }
    asked = state.asked if state.asked is not None and state.asked.question in park.quiz else None
    return Lesson(
        tour,
        state.pupils,
        {stop: state.spent_s.get(stop, 0.0) for stop in (s.id for s in tour.stops) if stop in state.spent_s},
        state.index,
        task=state.task,
        asked=asked,
        marks=marks,
        paused=state.paused,
        over=state.over,
    )


def _quiz(visit: AnyVisit, quiz: Quiz | None) -> Quiz:
    known = quiz is not None and all(id in visit.park.quiz for id in (*quiz.questions, *quiz.answers))
    return quiz if quiz is not None and known and 0 <= quiz.at <= len(quiz.questions) else Quiz()
