"""A visit on a tour: its progress, detours of the visitor, and restoring the earlier state."""

from __future__ import annotations

from dataclasses import replace

from ...base.refused import Refused
from ...park.tour import Cue
from ..acts import Act
from ..exhibit_run import Running
from ..given import with_present_stop
from ..kiosk.attract_camera import slow_flight
from ..state import AnyVisit
from ..state_code import opened_at
from ..viewpoint import Viewpoint
from .acts import (
    TOUR_PACES,
    EndTour,
    ForgetTour,
    NextStop,
    PauseTour,
    PreviousStop,
    ResumeTour,
    SetAutoAdvance,
    SetTourPace,
    StartTour,
    ToStop,
    TourAct,
)
from .prepared import tour_named
from .state import Before, Playback, Runs, Toured

SAME_MOMENT_S = 1e-9
"""Tolerance within which an event is due: sums of small steps are never exact."""


def advance(visit: AnyVisit, dt_s: float) -> AnyVisit:
    """The visit `dt_s` seconds later. Acts of the tour happen at their exact moment, however long the step is."""
    left_s = dt_s
    while (playback := visit.playback) is not None:
        due_s = playback.due_in_s
        if due_s is None or due_s > left_s + SAME_MOMENT_S:
            break
        visit = _pass_time(visit, due_s)
        left_s = max(left_s - due_s, 0.0)
        playback = visit.playback or playback
        cue = playback.cue
        visit = _do_cue(visit, playback, cue) if cue else _go_on(visit, playback)
    return _pass_time(visit, left_s)


def after(visit: AnyVisit, act: Act) -> AnyVisit:
    """The visit after an act on the tour. Without a tour, only its start changes anything.

    Raises KeyError if the park has no such tour.
    """
    if not isinstance(act, TourAct):
        return visit
    if isinstance(act, StartTour):
        return _start(visit, act)
    if isinstance(act, ForgetTour):
        return _forget(visit)
    playback = visit.playback
    if playback is None:
        return visit
    match act:
        case EndTour():
            return _end(visit, playback, whole=playback.last and playback.share >= 1)
        case ToStop(stop):
            return _go_to_stop(visit, playback, stop) if 0 <= stop < len(playback.tour.stops) else visit
        case NextStop():
            return _go_on(visit, playback)
        case PreviousStop():
            return _go_to_stop(visit, playback, max(playback.index - 1, 0))
        case PauseTour():
            return _pause(visit, playback) if playback.playing else visit
        case ResumeTour():
            return _resume(visit, playback)
        case SetTourPace(pace):
            if pace not in TOUR_PACES:
                return visit
            return replace(visit, playback=replace(playback, pace=pace))
        case SetAutoAdvance(auto):
            return replace(visit, playback=replace(playback, auto=auto))


def wander_off(before: AnyVisit, visit: AnyVisit) -> AnyVisit:
    """`visit`, after an act of the visitor on `before`: a playing tour pauses, the card of an ended one closes.

    In a booth the visitor finds the stop's exhibit fresh, as its card does, or as they had left it before the tour.
    """
    playback = before.playback
    if playback is None or playback.paused_by == "wander":
        return _forget(visit)
    held = playback.held if playback.paused_by else before.run
    paused = replace(visit, playback=replace(playback, paused_by="wander", held=held))
    zone = playback.stop.zone
    if visit.kiosk is None or zone is None:
        return paused
    own = {zone: run} if (run := playback.own_runs.get(zone)) is not None else {}
    others = {id: run for id, run in visit.runs.items() if id != zone}
    here = Viewpoint(paused.zone, paused.pose, paused.operating)
    return replace(paused, runs=others | own, picked=None).standing_at(here)


def _pass_time(visit: AnyVisit, dt_s: float) -> AnyVisit:
    """The visit after `dt_s`, without acts of the tour."""
    playback = visit.playback
    if playback is None:
        return visit.pass_time(dt_s, dt_s)
    # the exhibit keeps the tour's pace; after wandering off, the visitor's
    run_s = {None: dt_s * playback.pace, "hand": 0.0, "wander": dt_s}[playback.paused_by]
    return replace(visit.pass_time(dt_s, run_s), playback=playback.pass_time(dt_s))


def _do_cue(visit: AnyVisit, playback: Playback, cue: Cue) -> AnyVisit:
    """Do an act of the stop."""
    visit = replace(visit, playback=playback.at_cue(cue))
    if cue.point is not None:
        return replace(visit, pointed=cue.point)
    if cue.say is not None:
        return visit

    def done(run: Running) -> Running:
        if cue.press is not None:
            run = run.done(cue.press)
        for name, value in cue.turn.items():
            run = run.turned(name, value)
        if cue.touch is not None:
            run = run.touched(cue.touch)
        if cue.pace is not None:
            run = replace(run, pace=cue.pace)
        return run.reset() if cue.reset else run

    try:
        return visit.with_run(done)
    except (KeyError, ValueError):
        return visit  # `check` reports an act unknown to the exhibit; the show continues without it


def _start(visit: AnyVisit, act: StartTour) -> AnyVisit:
    tour, former = tour_named(visit.park, act.tour), visit.playback
    if former is None:
        before = Before(visit.history_as_left, visit.at, visit.picked)
    else:  # after several tours, return to the view before the first one
        before = former.before
        visit = replace(visit, runs=former.restored_runs(visit.runs))
    if visit.talk is None or not visit.talk.begun:
        visit = replace(visit, shown=())  # of an earlier tour
    index = act.stop if 0 <= act.stop < len(tour.stops) else 0
    visit = replace(visit, playback=None)
    chosen = visit.mode.tour is None or (visit.kiosk is not None and visit.kiosk.phase != "attract")
    return _go_to_stop(visit, Playback(tour, before, auto=tour.auto, loops=tour.loops and not chosen), index)


def _go_to_stop(visit: AnyVisit, playback: Playback, index: int) -> AnyVisit:
    """Go to the start of a stop, with its exhibit fresh or in the state that the stop specifies."""
    if visit.playback is not None and visit.playback.index != index:
        visit = with_present_stop(visit)
    playback = playback.at_stop(index, visit.runs)
    stop = playback.stop
    runs = {zone: run for zone, run in visit.runs.items() if zone != stop.zone}
    if stop.zone is not None and stop.state is not None:
        runs |= _as_saved(visit, stop.zone, stop.state)
    begun = replace(visit, runs=runs, playback=playback, toured=None, pointed=None, picked=None)
    return _show(begun, playback)


def _as_saved(visit: AnyVisit, zone: str, code: str) -> Runs:
    """The run that a stop begins with, by its zone; empty if its code is invalid here, which `check` reports."""
    try:
        return {zone: opened_at(visit.park, visit.park.zones[zone], code).run}
    except Refused:
        return {}


def _show(visit: AnyVisit, playback: Playback) -> AnyVisit:
    """Show the viewpoint of the present stop, or fly there."""
    viewpoint = Viewpoint.of_stop(visit.park, playback.stop)
    return slow_flight(visit.standing_at(viewpoint).flying_to(viewpoint.pose))


def _go_on(visit: AnyVisit, playback: Playback) -> AnyVisit:
    following = playback.following
    return _end(visit, playback, whole=True) if following is None else _go_to_stop(visit, playback, following)


def _forget(visit: AnyVisit) -> AnyVisit:
    return visit if visit.toured is None else replace(visit, toured=None)


def _pause(visit: AnyVisit, playback: Playback) -> AnyVisit:
    return replace(visit, playback=replace(playback, paused_by="hand", held=visit.run))


def _resume(visit: AnyVisit, playback: Playback) -> AnyVisit:
    if playback.playing:
        return visit
    going_on = replace(playback, paused_by=None, held=None)
    if playback.paused_by == "hand":
        return replace(visit, playback=going_on)
    zone = playback.stop.zone
    runs = {**visit.runs, zone: playback.held} if zone and playback.held else visit.runs
    back = replace(visit, playback=going_on, runs=runs, pointed=playback.pointing, picked=None)
    return _show(back, going_on)


def _end(visit: AnyVisit, playback: Playback, *, whole: bool) -> AnyVisit:
    visit, before = with_present_stop(visit), playback.before
    viewpoint = before.history[before.at]
    home = replace(
        visit, playback=None, runs=playback.restored_runs(visit.runs), history=before.history, at=before.at,
        pointed=None, toured=Toured(playback.tour, playback.index, whole, visit.time_s),
    )  # fmt: skip
    return replace(home.standing_at(viewpoint), picked=before.picked).flying_to(viewpoint.pose)
