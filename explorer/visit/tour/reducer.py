"""A visit on a tour: how it goes on by itself, how a visitor wanders off, and how everything comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...park.tour import Cue
from ..exhibit_run import Running
from ..viewpoint import Spot
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
from .playback import Before, Playback, Toured

if TYPE_CHECKING:
    from ..visit import Visit

SAME_MOMENT_S = 1e-9
"""What is due sooner than this is due now: sums of small steps are never exact."""


def advanced(visit: Visit, dt_s: float) -> Visit:
    """The visit `dt_s` seconds later. Every act of the tour is done at its very moment, however long the step is."""
    left_s = dt_s
    while (playback := visit.playback) is not None:
        due_s = playback.due_in_s
        if due_s is None or due_s > left_s + SAME_MOMENT_S:
            break
        visit = _passed(visit, due_s)
        left_s = max(left_s - due_s, 0.0)
        playback = visit.playback or playback
        cue = playback.cue
        visit = _cued(visit, playback, cue) if cue else _next(visit, playback)
    return _passed(visit, left_s)


def after(visit: Visit, act: TourAct) -> Visit:
    """The visit after an act on the tour. Without a tour, only its start changes anything.

    Raises
    ------
    KeyError
        If the park has no such tour.
    """
    if isinstance(act, StartTour):
        return _started(visit, act)
    if isinstance(act, ForgetTour):
        return _forgotten(visit)
    playback = visit.playback
    if playback is None:
        return visit
    match act:
        case EndTour():
            return _ended(visit, playback, whole=playback.last and playback.share >= 1)
        case ToStop(stop):
            return _at_stop(visit, playback, stop) if 0 <= stop < len(playback.tour.stops) else visit
        case NextStop():
            return _next(visit, playback)
        case PreviousStop():
            return _at_stop(visit, playback, max(playback.index - 1, 0))
        case PauseTour():
            return _paused(visit, playback) if playback.playing else visit
        case ResumeTour():
            return _resumed(visit, playback)
        case SetTourPace(pace):
            if pace not in TOUR_PACES:
                return visit
            return replace(visit, playback=replace(playback, pace=pace))
        case SetAutoAdvance(auto):
            return replace(visit, playback=replace(playback, auto=auto))


def wandered(before: Visit, visit: Visit) -> Visit:
    """`visit`, which came from `before` by an act of the visitor's own: the tour waits for its return.

    Of a tour that is over nothing more is said.
    """
    playback = before.playback
    if playback is None or playback.paused_by == "wander":
        return _forgotten(visit)
    held = playback.held if playback.paused_by else before.run
    return replace(visit, playback=replace(playback, paused_by="wander", held=held))


def _passed(visit: Visit, dt_s: float) -> Visit:
    """With time gone by, and nothing else."""
    playback = visit.playback
    if playback is None:
        return visit.passed(dt_s, dt_s)
    # the exhibit keeps the tour's time; after wandering off it keeps the visitor's
    run_s = {None: dt_s * playback.pace, "hand": 0.0, "wander": dt_s}[playback.paused_by]
    return replace(visit.passed(dt_s, run_s), playback=playback.passed(dt_s))


def _cued(visit: Visit, playback: Playback, cue: Cue) -> Visit:
    """With an act of the stop done."""
    visit = replace(visit, playback=playback.at_cue(cue))
    if cue.point is not None:
        return replace(visit, pointed=cue.point)

    def done(run: Running) -> Running:
        if cue.press is not None:
            run = run.done(cue.press)
        for name, value in cue.turn.items():
            run = run.turned(name, value)
        if cue.pace is not None:
            run = replace(run, pace=cue.pace)
        return run.reset() if cue.reset else run

    try:
        return visit.with_run(done)
    except (KeyError, ValueError):
        return visit  # `check` tells of an act that the exhibit does not know; a show goes on without it


def _started(visit: Visit, act: StartTour) -> Visit:
    tour, former = visit.park.tours[act.tour], visit.playback
    if former is None:
        before = Before(visit.trail_kept, visit.at, visit.picked)
    else:  # what the visitor looked at before the first of several tours is what comes back
        before = former.before
        visit = replace(visit, runs=former.given_back(visit.runs))
    index = act.stop if 0 <= act.stop < len(tour.stops) else 0
    return _at_stop(visit, Playback(tour, before, auto=tour.auto), index)


def _at_stop(visit: Visit, playback: Playback, index: int) -> Visit:
    """At the start of a stop, its exhibit set up fresh."""
    playback = playback.at_stop(index, visit.runs)
    runs = {zone: run for zone, run in visit.runs.items() if zone != playback.stop.zone}
    begun = replace(visit, runs=runs, playback=playback, toured=None, pointed=None, picked=None)
    return _shown(begun, playback)


def _shown(visit: Visit, playback: Playback) -> Visit:
    """Standing, or flying to where one stands, at the present stop."""
    spot = Spot.of_stop(visit.park, playback.stop)
    return visit.standing_at(spot).flying_to(spot.pose)


def _next(visit: Visit, playback: Playback) -> Visit:
    following = playback.following
    return _ended(visit, playback, whole=True) if following is None else _at_stop(visit, playback, following)


def _forgotten(visit: Visit) -> Visit:
    return visit if visit.toured is None else replace(visit, toured=None)


def _paused(visit: Visit, playback: Playback) -> Visit:
    return replace(visit, playback=replace(playback, paused_by="hand", held=visit.run))


def _resumed(visit: Visit, playback: Playback) -> Visit:
    if playback.playing:
        return visit
    going_on = replace(playback, paused_by=None, held=None)
    if playback.paused_by == "hand":
        return replace(visit, playback=going_on)
    zone = playback.stop.zone
    runs = {**visit.runs, zone: playback.held} if zone and playback.held else visit.runs
    back = replace(visit, playback=going_on, runs=runs, pointed=playback.pointing, picked=None)
    return _shown(back, going_on)


def _ended(visit: Visit, playback: Playback, *, whole: bool) -> Visit:
    before = playback.before
    spot = before.trail[before.at]
    home = replace(
        visit, playback=None, runs=playback.given_back(visit.runs), trail=before.trail, at=before.at,
        pointed=None, toured=Toured(playback.tour, playback.index, whole, visit.time_s),
    )  # fmt: skip
    return replace(home.standing_at(spot), picked=before.picked).flying_to(spot.pose)
