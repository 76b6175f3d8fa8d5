"""Camera of a follower: it takes the leader's flights and eases after other moves, subject to its own comfort setting."""

from __future__ import annotations

from dataclasses import replace
from math import dist, exp

from ...base.geometry import Pose, turn_deg
from ..state import AnyVisit
from .shapes import LeaderState, Place
from .state import pose_of

SMOOTH_S = 0.15
"""Time constant of the camera's lag: it covers two thirds of the way in this time."""
NEAR_SHARE, NEAR_DEG = 2e-4, 0.01
"""Distance to the goal, as a share of the viewing distance and in degrees, below which the camera has arrived."""
FAR_SHARE = 0.5
"""Distance to the goal (same share) above which the camera flies there."""


def headed(visit: AnyVisit, state: LeaderState | Place) -> AnyVisit:
    """Start the flight that the leader announces."""
    goal = pose_of(state.pose)
    aim = visit.flight.goal if visit.flight else visit.pose
    flies = isinstance(state, Place) or state.flies
    if is_near(aim, goal):
        return visit
    if flies or is_far(visit.pose, goal):
        return visit.flying_to(goal)
    return replace(visit, flight=None)  # the leader steers: the camera eases after it


def approach(visit: AnyVisit, state: LeaderState | Place, dt_s: float) -> AnyVisit:
    """Ease toward the leader's camera, unless a flight is under way."""
    goal = pose_of(state.pose)
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
