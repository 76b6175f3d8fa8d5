"""The leader's place on a follower's screen: view, light, tour, talk and questions; the camera eases after it."""

from __future__ import annotations

from dataclasses import replace
from math import dist, exp

from ...base.geometry import Pose, turn_deg
from ..lesson.state import Lesson
from ..state import AnyVisit
from ..tour.state import Before, Playback
from ..viewpoint import Viewpoint
from .shapes import LeaderState, Place, TourState

SMOOTH_S = 0.15
"""Time constant of the camera's lag: it covers two thirds of the way in this time."""
NEAR_SHARE, NEAR_DEG = 2e-4, 0.01
"""Distance to the goal, as a share of the viewing distance and in degrees, below which the camera has arrived."""
FAR_SHARE = 0.5
"""Distance to the goal (same share) above which the camera flies there."""


def shown(visit: AnyVisit, state: LeaderState | Place, *, is_new: bool) -> AnyVisit:
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
        visit = headed(visit, state)
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


def headed(visit: AnyVisit, state: LeaderState | Place) -> AnyVisit:
    """Start the flight that the leader announces."""
    goal = state.pose
    aim = visit.flight.goal if visit.flight else visit.pose
    flies = isinstance(state, Place) or state.flies
    if is_near(aim, goal):
        return visit
    if flies or is_far(visit.pose, goal):
        return visit.flying_to(goal)
    return replace(visit, flight=None)  # the leader steers: the camera eases after it


def approach(visit: AnyVisit, state: LeaderState | Place, dt_s: float) -> AnyVisit:
    """Ease toward the leader's camera, unless a flight is under way."""
    goal = state.pose
    if visit.flight is not None or visit.pose == goal:
        return visit
    if is_far(visit.pose, goal):
        return visit.flying_to(goal)
    if is_near(visit.pose, goal):
        return replace(visit, pose=goal)
    if visit.settings.comfort == "cut":
        # without motion, jump there once the leader's camera rests
        there = visit.following is not None and visit.following.rests
        return replace(visit, pose=goal, rest_s=0.0) if there else visit
    return replace(visit, pose=visit.pose.blend(goal, 1 - exp(-dt_s / SMOOTH_S)), rest_s=0.0)


def is_near(a: Pose, b: Pose) -> bool:
    """Whether two poses are visibly equal."""
    turned = max(abs(turn_deg(a.azimuth_deg, b.azimuth_deg)), abs(a.elevation_deg - b.elevation_deg))
    moved = max(dist(a.target, b.target), abs(a.distance_m - b.distance_m))
    return turned < NEAR_DEG and moved < NEAR_SHARE * b.distance_m and abs(a.fov_deg - b.fov_deg) < NEAR_DEG


def is_far(a: Pose, b: Pose) -> bool:
    """Whether a pose is too far away to ease there: more than a leader steers between two messages."""
    return dist(a.eye, b.eye) > FAR_SHARE * b.distance_m
