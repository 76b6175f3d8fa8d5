"""A visit that follows another one, with its own language and comfort, until its visitor takes over."""

from __future__ import annotations

from dataclasses import replace

from ..acts import Act, Aim, CatchUp, Change, Hail, Hover, LineAct, Open, Operate, Point, Touch
from ..kiosk.acts import KioskAct
from ..lesson.quiz import Quiz
from ..lesson.state import Lesson
from ..reducer import after as after_own_act
from ..state import AnyVisit
from ..state_code import mark_of
from .acts import FollowAct, Lead, LeadFrom, Rejoin
from .place import approach, shown
from .run import due_steps, fresh_run, goes_on, kept_up, run_from
from .shapes import LeaderState, Place, RunState
from .state import SILENT_S, Following

MOST_MARKS = 16


def advance(visit: AnyVisit, dt_s: float) -> AnyVisit:
    """`dt_s` seconds later, at the leader's place. Tours advance only at the leader."""
    following = visit.following
    if following is None or following.state is None:
        return visit
    visit = visit.pass_time(dt_s, 0.0)
    if following.silent_s < SILENT_S:
        playback, lesson = visit.playback, visit.lesson
        visit = replace(visit, playback=playback and playback.pass_time(dt_s), lesson=lesson.pass_time(dt_s))
    visit = approach(visit, following.state, dt_s)
    run = following.whole.run if following.whole is not None else None
    return visit if run is None else _keep_up(visit, following, run)


def listen(visit: AnyVisit, dt_s: float) -> AnyVisit:
    """The visit after `dt_s` more seconds of the leader's silence."""
    following = visit.following
    if following is None or following.state is None:
        return visit
    return replace(visit, following=replace(following, silent_s=following.silent_s + dt_s))


def after(visit: AnyVisit, act: Act) -> AnyVisit:
    """The visit after a message of the leader, or before any other act, which may leave the leader."""
    following = visit.following
    if following is None:
        return visit
    if not isinstance(act, FollowAct):
        return _wander(visit, following) if following.leads and _takes_over(act) else visit
    match act:
        case Lead(state):
            return _lead(visit, following, state)
        case LeadFrom(snapshot):
            return replace(visit, following=replace(following, snapshot=snapshot))
        case Rejoin():
            if not following.away or following.state is None:
                return visit
            back = replace(following, away=False)
            visit = replace(visit, following=back)
            return shown(visit, following.state, is_new=True) if back.leads else visit


def _takes_over(act: Act) -> bool:
    """Whether an act makes the visitor leave the leader."""
    quiet = isinstance(act, Hover | Hail | Change | Aim | CatchUp | KioskAct | LineAct)
    return not (quiet or act in (Point(None), Touch(None)))


def _wander(visit: AnyVisit, following: Following) -> AnyVisit:
    return _let_go(replace(visit, following=replace(following, away=True)))


def _let_go(visit: AnyVisit) -> AnyVisit:
    """The visit without the leader's tour and questions; the visitor continues from the same place."""
    return replace(visit, playback=None, talk=None, lesson=Lesson(), quiz=Quiz(), pointed=None)


def _lead(visit: AnyVisit, following: Following, state: LeaderState | Place) -> AnyVisit:
    """The visit after the leader's next message; an outdated one changes nothing."""
    last, before = following.state, following.whole
    if last is not None and last.session == state.session and state.number <= last.number:
        return visit
    now = replace(
        following,
        state=state,
        silent_s=0.0,
        marks=_marks(following, state),
        rests=_rests(last, state),
    )
    is_back = False
    if isinstance(state, LeaderState) and before is not None and before.session == state.session:
        is_back = state.together.gathered != before.together.gathered
        now = replace(now, away=now.away and not is_back)
    visit = replace(visit, following=now)
    if now.leads:
        return shown(visit, state, is_new=not following.leads)
    if following.leads:
        visit = _let_go(visit)
    if isinstance(state, LeaderState) and now.is_free:
        return _sent(visit, before, state)
    return visit


def _rests(last: LeaderState | Place | None, state: LeaderState | Place) -> bool:
    """Whether the leader's camera has not moved since its last message."""
    return last is not None and last.pose == state.pose


def _sent(visit: AnyVisit, before: LeaderState | None, state: LeaderState) -> AnyVisit:
    """Go to the exhibit to which the class was sent, if the errand is new."""
    errand = state.together.errand
    known = before.together.errand.number if before is not None and before.session == state.session else 0
    place = visit.park.zones.get(errand.zone)
    if errand.number == known or place is None:
        return visit
    fresh = {zone: run for zone, run in visit.runs.items() if zone != place.id}
    there = after_own_act(replace(visit, runs=fresh), Open(place.id))
    return after_own_act(there, Operate())


# ---- the run


def _marks(following: Following, state: LeaderState | Place) -> tuple[tuple[int, str], ...]:
    """Marks of readings to compare, by step; this message's replace earlier ones of the same or a later step."""
    run = state.run if isinstance(state, LeaderState) else None
    if run is None:
        return ()
    earlier = [mark for mark in following.marks if mark[0] < run.steps]
    return (*earlier, (run.steps, run.mark))[-MOST_MARKS:]


def _keep_up(visit: AnyVisit, following: Following, state: RunState) -> AnyVisit:
    """Advance the run as far as it is due, comparing it with the leader's on the way."""
    zone = visit.zone
    if zone is None:
        return visit
    run = visit.runs.get(zone)
    if run is None or not goes_on(run, state):
        began = None
        if not state.base:
            began = fresh_run(state, zone, visit.park)
        elif following.snapshot is not None and following.snapshot.id == state.base:
            began = run_from(following.snapshot, visit.park)
            if began is None:
                following = replace(following, snapshot=None)
        if began is None or began.exhibit.kind != state.kind:
            return replace(visit, following=following)  # its snapshot has not arrived yet
        run, following = began, replace(following, marks=following.marks[-1:])
    due = due_steps(state, following.silent_s)
    for steps, mark in following.marks:
        if run.steps <= steps <= due:
            run = kept_up(run, state, steps)
            if run.steps == steps:
                following = replace(following, agrees=mark_of(run) == mark)
    run = kept_up(run, state, due)
    left = tuple(mark for mark in following.marks if mark[0] > run.steps)
    if left != following.marks:
        following = replace(following, marks=left)
    if run is visit.runs.get(zone) and following is visit.following:
        return visit
    return replace(visit, following=following, runs={**visit.runs, zone: run})
