"""A talk, a lesson or a tour as it was given: one value, from which handouts, decks and films are written.

Nothing in it is computed: it holds what the visit knows, each stop as it was left. A checkpoint keeps the same stops.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from ..park.model import Language, Park
from ..park.tour import Stop, Tour
from .codec import Name, TourOfPark, Written
from .daylight import Daylight
from .lesson.state import Lesson
from .mode import EXPLORE
from .settings import Settings
from .shown import Shown, with_stop
from .state import AnyVisit, VisitState
from .talk.state import Talk
from .viewpoint import Viewpoint

GivenKind = Literal["talk", "lesson", "tour"]


class Given(Written):
    """A talk, a lesson or a tour as it was given."""

    tour: TourOfPark
    language: Language  # of the audience
    stops: tuple[Shown, ...]  # those shown, each as it was left, in the order of the showing
    talk: Talk | None = None  # times, detours, questions and promises, marks of the pen
    lesson: Lesson | None = None  # hands counted, results of the pairs
    given_on: Name = ""  # the day, e.g. 2026-03-01; a visit knows no calendar

    @property
    def kind(self) -> GivenKind:
        """What it was."""
        return "talk" if self.talk is not None else "lesson" if self.lesson is not None else "tour"

    def stop_of(self, shown: Shown) -> Stop | None:
        """The stop of the tour that was shown; None if the scene has lost it since."""
        return next((stop for stop in self.tour.stops if stop.id == shown.stop), None)

    def misfit(self, park: Park) -> str | None:
        """The first zone in it that the park lacks; None if it fits. A lost stop is left out of what is written."""
        return next((missing for shown in self.stops if (missing := shown.misfit(park))), None)


def given_of(visit: VisitState, given_on: str = "") -> Given | None:
    """The talk, lesson or tour of a visit as given so far; None if there was none."""
    talk = visit.talk if visit.talk is not None and visit.talk.begun else None
    lesson = visit.lesson if visit.lesson.tour is not None else None
    tour = _tour_of(visit, talk, lesson)
    stops = with_present_stop(visit).shown
    if tour is None or not stops:
        return None
    return Given(
        tour=tour, language=visit.settings.language, stops=stops, talk=talk,
        lesson=lesson if talk is None else None, given_on=given_on,
    )  # fmt: skip


def _tour_of(visit: VisitState, talk: Talk | None, lesson: Lesson | None) -> Tour | None:
    if talk is not None:
        return talk.tour
    if lesson is not None:
        return lesson.tour
    playing = visit.playback or visit.toured
    return playing.tour if playing is not None else None


def shown_now(visit: VisitState) -> Shown | None:
    """The present stop as it stands; None without a tour. Of a detour, the stop is taken as it was before."""
    playback = visit.playback
    if playback is None:
        return None
    stop = playback.stop
    planned = Viewpoint.of_stop(visit.park, stop)
    away = visit.zone != stop.zone
    run = visit.runs.get(stop.zone) if stop.zone is not None else None
    pose = visit.goal
    return Shown(
        stop.id,
        stop.zone,
        planned.operating if away else visit.operating,
        planned.pose if away else pose,
        visit.daylight.goal,
        visit.life_s,
        visit.time_s,
        replace(run, undo=()) if run is not None else None,
    )


def with_present_stop(visit: AnyVisit) -> AnyVisit:
    """The visit with its present stop kept, as it stands: it is about to be left."""
    here = shown_now(visit)
    if here is None or not _counts(visit):
        return visit
    return replace(visit, shown=with_stop(visit.shown, here))


def _counts(visit: VisitState) -> bool:
    """Whether the stop in view is part of a show: not of the loop of a booth, nor of a talk before its start.

    A talk in a park without tours leads along the same loop, and counts.
    """
    playback, talk = visit.playback, visit.talk
    if playback is None:
        return False
    return talk.begun if talk is not None else not playback.loops


def as_shown(park: Park, shown: Shown, language: Language) -> VisitState:
    """The visit in which a stop was left, at rest, in a language: what is drawn of it."""
    settings = Settings(language=language, comfort="cut", day_phase=shown.day_phase)
    fresh = VisitState.fresh(park, EXPLORE, settings)
    runs = {shown.zone: shown.run} if shown.zone is not None and shown.run is not None else {}
    return replace(
        fresh,
        pose=shown.pose,
        zone=shown.zone,
        operating=shown.operating,
        runs=runs,
        daylight=Daylight.at(settings),
        life_s=shown.life_s,
        time_s=shown.at_s,
    )
