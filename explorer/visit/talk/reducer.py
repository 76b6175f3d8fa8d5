"""A visit in a talk: what the clicker means, what the audience is shown, and where time goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from ...park.tour import Tour
from ..mode import Mode
from ..tour import reducer as touring
from ..tour.acts import (
    EndTour,
    NextStop,
    PauseTour,
    PreviousStop,
    ResumeTour,
    SetAutoAdvance,
    StartTour,
    ToStop,
)
from .acts import (
    Backward,
    Blacken,
    EndTalk,
    Freeze,
    GoOnTalking,
    JumpTo,
    LookUp,
    Onward,
    SetConsoleLanguage,
    Shine,
    ShowCaption,
    TalkAct,
    TalkThrough,
    UseLaser,
    UseSpotlight,
)
from .state import LookedUp, Talk

if TYPE_CHECKING:
    from ...park.model import Park
    from ..visit import Visit

Step = Literal["begin", "return", "next", "end"]


def tour_for(park: Park, mode: Mode, wanted: str | None = None) -> Tour | None:
    """The tour of a talk: the wanted one, else the first of the mode's kind, else any; None in a park without tours.

    Raises
    ------
    KeyError
        If the park has no tour of the wanted name.
    """
    if wanted is not None:
        return park.tours[wanted]
    tours = sorted(park.tours.values(), key=lambda tour: tour.kind != mode.tour)
    return tours[0] if tours else None


def strayed(visit: Visit) -> bool:
    """Whether the presenter has left the place of the stop; to turn its exhibit's dials is not to leave it."""
    playback = visit.playback
    return playback is not None and playback.paused_by == "wander" and visit.zone != playback.stop.zone


def step(visit: Visit) -> Step | None:
    """What *next* means now; None if it means nothing."""
    talk, playback = visit.talk, visit.playback
    if talk is None or talk.over:
        return None
    if not talk.begun:
        return "begin"
    if playback is None:
        return "end"
    if strayed(visit):
        return "return"
    return "end" if playback.last else "next"


def stop_of(visit: Visit) -> int | None:
    """The number of the stop that a talk is at; None after the last."""
    return visit.playback.index if visit.playback is not None else None


def advanced(visit: Visit, dt_s: float) -> Visit:
    """With the time that has gone by put down to what was shown."""
    talk = visit.talk
    if talk is None or not talk.running:
        return visit
    away = strayed(visit) or (visit.playback is None and visit.zone is not None)
    return replace(visit, talk=talk.passed(dt_s, stop_of(visit), away, visit.zone))


def after(visit: Visit, act: TalkAct) -> Visit:
    """The visit after an act of the presenter. Without a talk, only `TalkThrough` changes anything.

    Raises
    ------
    KeyError
        If the park has no such tour.
    """
    if isinstance(act, TalkThrough):
        waiting = touring.after(_on_tour(visit, act.tour), PauseTour())
        return replace(waiting, talk=Talk(visit.park.tours[act.tour]))
    talk = visit.talk
    if talk is None:
        return visit
    match act:
        case Onward():
            return _onward(visit, talk)
        case Backward():
            return _backward(visit, talk)
        case JumpTo(stop):
            return _jumped(visit, talk, stop) if 0 <= stop < len(talk.tour.stops) else visit
        case EndTalk():
            return replace(visit, talk=replace(talk, over=True)) if talk.begun else visit
    return replace(visit, talk=_changed(talk, act))


def _changed(talk: Talk, act: TalkAct) -> Talk:
    """The talk after what only changes itself."""
    match act:
        case Blacken(black):
            return replace(talk, black=black)
        case Freeze(frozen):
            return replace(talk, frozen=frozen)
        case UseLaser(on):
            return _pointing(replace(talk, laser=on, spotlight=talk.spotlight and not on))
        case UseSpotlight(on):
            return _pointing(replace(talk, spotlight=on, laser=talk.laser and not on))
        case Shine(at):
            return replace(talk, pointer=at if talk.points else None)
        case ShowCaption(shown):
            return replace(talk, caption=shown)
        case SetConsoleLanguage(language):
            return replace(talk, language=language)
        case LookUp(kind, id):
            return replace(talk, looked_up=(*talk.looked_up, LookedUp(kind, id, talk.elapsed_s)))
        case GoOnTalking():
            return replace(talk, over=False)
    return talk


def _pointing(talk: Talk) -> Talk:
    """A hand without laser and spotlight points at nothing."""
    return talk if talk.points else replace(talk, pointer=None)


def _onward(visit: Visit, talk: Talk) -> Visit:
    match step(visit):
        case "begin":
            begun = replace(visit, talk=replace(talk, begun=True))
            if visit.playback is None:
                return _on_tour(begun, talk.tour.id)
            return touring.after(begun, ResumeTour())
        case "return":
            return touring.after(visit, ResumeTour())
        case "next":
            return touring.after(visit, NextStop())
        case "end":
            over = replace(visit, talk=replace(talk, over=True))
            return touring.after(over, EndTour())
    return visit


def _backward(visit: Visit, talk: Talk) -> Visit:
    if visit.playback is None:
        return _jumped(visit, talk, len(talk.tour.stops) - 1) if talk.begun else visit
    return _waiting(touring.after(visit, PreviousStop()), talk)


def _jumped(visit: Visit, talk: Talk, stop: int) -> Visit:
    visit = replace(visit, talk=replace(talk, over=False))
    if visit.playback is None:
        return _waiting(_on_tour(visit, talk.tour.id, stop), talk)
    return _waiting(touring.after(visit, ToStop(stop)), talk)


def _on_tour(visit: Visit, tour: str, stop: int = 0) -> Visit:
    """At a stop of a tour that goes on by hand only, whatever it does without a presenter."""
    return touring.after(touring.after(visit, StartTour(tour, stop)), SetAutoAdvance(False))


def _waiting(visit: Visit, talk: Talk) -> Visit:
    """Before a talk begins, every stop waits."""
    return visit if talk.begun else touring.after(visit, PauseTour())
