"""A visit that follows another one, with its own language and comfort, until its visitor takes over.

The leader's messages give its place (view, light, tour, talk and questions) and its run; the camera eases after the leader's, and
the run is never computed beyond what the leader has reached.
"""

from __future__ import annotations

from dataclasses import replace
from math import dist, exp

from ...base.geometry import Pose, turn_deg
from ...base.refused import Refused
from ...park.model import Park
from ..acts import Act, Aim, CatchUp, Change, Hover, LineAct, Open, Operate, Point, Touch
from ..exhibit_run import PastAct, Running
from ..kiosk.acts import KioskAct
from ..lesson.quiz import Quiz
from ..lesson.state import Lesson
from ..reducer import after as after_own_act
from ..run_snapshot import id_of, run_of
from ..state import AnyVisit
from ..state_code import mark_of
from ..tour.state import Before, Playback
from ..viewpoint import Viewpoint
from .acts import FollowAct, Lead, LeadFrom, Rejoin
from .shapes import LeaderState, Place, RunState, SnapshotMessage, TourState
from .state import SILENT_S, Following

DELAY_S = 0.15
"""Delay of a follower, which makes its run smooth between messages."""
SMOOTH_S = 0.15
"""Time constant of the camera's lag: it covers two thirds of the way in this time."""
NEAR_SHARE, NEAR_DEG = 2e-4, 0.01
"""Distance to the goal, as a share of the viewing distance and in degrees, below which the camera has arrived."""
FAR_SHARE = 0.5
"""Distance to the goal (same share) above which the camera flies there."""
MOST_MARKS = 16
"""Most marks of readings that are kept until the run has come to their steps."""


def advance(visit: AnyVisit, dt_s: float) -> AnyVisit:
    """`dt_s` seconds later, at the leader's place. Tours advance only at the leader."""
    following = visit.following
    if following is None or following.state is None:
        return visit
    visit = visit.pass_time(dt_s, 0.0)
    if following.silent_s < SILENT_S:
        playback, lesson = visit.playback, visit.lesson
        visit = replace(visit, playback=playback and playback.pass_time(dt_s), lesson=lesson.pass_time(dt_s))
    visit = _approach(visit, following.state, dt_s)
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
            return _shown(visit, following.state, is_new=True) if back.leads else visit


def _takes_over(act: Act) -> bool:
    """Whether an act makes the visitor leave the leader."""
    quiet = isinstance(act, Hover | Change | Aim | CatchUp | KioskAct | LineAct)
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
        return _shown(visit, state, is_new=not following.leads)
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


# ---- the place


def _shown(visit: AnyVisit, state: LeaderState | Place, *, is_new: bool) -> AnyVisit:
    """The visit at the leader's place.

    Parameters
    ----------
    is_new : whether the visit was elsewhere until now.
    """
    zone = visit.park.zones.get(state.zone) if state.zone is not None else None
    operating = state.operating and zone is not None and zone.exhibit is not None
    here = Viewpoint(zone.id if zone else None, state.pose, operating)
    if is_new or (visit.zone, visit.operating) != (here.zone, here.operating):
        visit = visit.standing_at(here).flying_to(here.pose)
    else:
        visit = _headed(visit, state)
    if isinstance(state, Place):
        return visit
    parts = visit.run.exhibit.parts(visit.run.state) if visit.run and state.picked else {}
    return replace(
        _lit(visit, state.day_phase),
        pointed=state.pointed if state.pointed in visit.park.zones else None,
        picked=state.picked if state.picked in parts else None,
        playback=_playback(visit, state.tour),
        talk=state.talk,
        lesson=state.lesson or Lesson(),
        quiz=state.quiz,
    )


def _lit(visit: AnyVisit, day_phase: float) -> AnyVisit:
    """The visit in the leader's light; the visitor's settings stay unchanged."""
    if abs(visit.daylight.goal - day_phase) < 1e-3:
        return visit
    now = replace(visit.settings, day_phase=visit.daylight.goal, auto_day_cycle=False)
    daylight = visit.daylight.after(now, replace(now, day_phase=day_phase))
    return replace(visit, daylight=daylight, rest_s=0.0)


def _playback(visit: AnyVisit, state: TourState | None) -> Playback | None:
    if state is None:
        return None
    playback = visit.playback
    if playback is None or playback.tour is not state.tour:
        playback = Playback(state.tour, Before(visit.history_as_left, visit.at, visit.picked))
    return replace(
        playback,
        index=state.stop,
        time_s=state.time_s,
        done=sum(cue.at_s <= state.time_s for cue in state.tour.stops[state.stop].acts),
        pace=state.pace,
        auto=False,
        paused_by=state.paused_by,
        shown=playback.shown | {state.stop},
    )


# ---- the camera


def _headed(visit: AnyVisit, state: LeaderState | Place) -> AnyVisit:
    """Start the flight that the leader announces."""
    goal = state.pose
    aim = visit.goal
    flies = isinstance(state, Place) or state.flies
    if _is_near(aim, goal):
        return visit
    if flies or _is_far(visit.pose, goal):
        return visit.flying_to(goal)
    return replace(visit, flight=None)  # the leader steers: the camera eases after it


def _approach(visit: AnyVisit, state: LeaderState | Place, dt_s: float) -> AnyVisit:
    """Ease toward the leader's camera, unless a flight is under way."""
    goal = state.pose
    if visit.flight is not None or visit.pose == goal:
        return visit
    if _is_far(visit.pose, goal):
        return visit.flying_to(goal)
    if _is_near(visit.pose, goal):
        return replace(visit, pose=goal)
    if visit.settings.comfort == "cut":
        # without motion, jump there once the leader's camera rests
        there = visit.following is not None and visit.following.rests
        return replace(visit, pose=goal, rest_s=0.0) if there else visit
    return replace(visit, pose=visit.pose.blend(goal, 1 - exp(-dt_s / SMOOTH_S)), rest_s=0.0)


def _is_near(a: Pose, b: Pose) -> bool:
    """Whether two poses are visibly equal."""
    turned = max(abs(turn_deg(a.azimuth_deg, b.azimuth_deg)), abs(a.elevation_deg - b.elevation_deg))
    moved = max(dist(a.target, b.target), abs(a.distance_m - b.distance_m))
    return turned < NEAR_DEG and moved < NEAR_SHARE * b.distance_m and abs(a.fov_deg - b.fov_deg) < NEAR_DEG


def _is_far(a: Pose, b: Pose) -> bool:
    """Whether a pose is too far away to ease there: more than a leader steers between two messages."""
    return dist(a.eye, b.eye) > FAR_SHARE * b.distance_m


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
    if run is None or not _goes_on(run, state):
        began = None
        if not state.base:
            began = _fresh_run(state, zone, visit.park)
        elif following.snapshot is not None and following.snapshot.id == state.base:
            began = _run_from(following.snapshot, visit.park)
            if began is None:
                following = replace(following, snapshot=None)
        if began is None or began.exhibit.kind != state.kind:
            return replace(visit, following=following)  # its snapshot has not arrived yet
        run, following = began, replace(following, marks=following.marks[-1:])
    due = _due_steps(state, following.silent_s)
    for steps, mark in following.marks:
        if run.steps <= steps <= due:
            run = _caught_up(run, state, steps)
            if run.steps == steps:
                following = replace(following, agrees=mark_of(run) == mark)
    run = _caught_up(run, state, due)
    left = tuple(mark for mark in following.marks if mark[0] > run.steps)
    if left != following.marks:
        following = replace(following, marks=left)
    if run is visit.runs.get(zone) and following is visit.following:
        return visit
    return replace(visit, following=following, runs={**visit.runs, zone: run})


def _run_from(snapshot: SnapshotMessage, park: Park) -> Running | None:
    """The run of a snapshot; None if it is invalid in this park."""
    zone = park.zones.get(snapshot.zone)
    standing = park.fresh_exhibit(zone) if zone is not None else None
    if standing is None or id_of(snapshot.text) != snapshot.id:
        return None
    try:
        return run_of(snapshot.text, standing)
    except Refused:
        return None


def _fresh_run(state: RunState, zone: str, park: Park) -> Running | None:
    """The run of a state at its start; None if the park has no such exhibit there."""
    place = park.zones.get(zone)
    standing = park.fresh_exhibit(place) if place is not None else None
    if standing is None or standing.kind != state.kind:
        return None
    try:
        return Running.of(standing.having(**dict(state.start)))
    except ValueError:
        return None


def _due_steps(state: RunState, silent_s: float) -> int:
    """Steps to be shown `silent_s` after the message."""
    if not state.goes:
        return state.steps
    return state.steps + min(round((silent_s - DELAY_S) * state.rate), 0)


def _goes_on(run: Running, state: RunState) -> bool:
    """Whether a run is an earlier stage of the leader's."""
    return _left(run, state) is not None


def _caught_up(run: Running, state: RunState, steps: int) -> Running:
    """An earlier stage of the leader's run, advanced as far as it is due; unchanged if an act is invalid here."""
    left = _left(run, state) or ()
    due = max(steps, run.steps)
    try:
        later = run.continued([act for act in left if act.step <= due], due)
    except (KeyError, ValueError):
        return run
    if later is not run and later.other is not None and state.other_steps is not None:
        behind = state.steps - due
        later = replace(later, other=later.other.walked(state.other_steps - behind))
    if (later.paused, later.pace) != (state.paused, state.pace):
        later = later.halted(state.paused).at_pace(state.pace)
    return later


def _left(run: Running, state: RunState) -> tuple[PastAct, ...] | None:
    """The acts of the leader's run that are missing here; None if this is no earlier stage of it."""
    acts = tuple(PastAct(*act) for act in state.acts)
    past, count = run.past, len(run.past.acts)
    same_start = past.base == state.base and (past.start == state.start or bool(state.base))
    if run.exhibit.kind != state.kind or not same_start or run.steps > state.steps:
        return None
    if past.acts == acts[:count]:
        left = acts[count:]
    elif (
        count <= len(acts) and past.acts[:-1] == acts[: count - 1] and acts[count - 1].replaces(past.acts[-1])
    ):
        left = acts[count - 1 :]
    else:
        return None
    return None if left and left[0].step < run.steps else left
