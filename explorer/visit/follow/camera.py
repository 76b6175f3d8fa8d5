"""The camera of a follower: it flies as the leader's does, or comes after it smoothly, as its own comfort has it."""

from __future__ import annotations

from dataclasses import replace
from math import dist, exp

from ...core.geometry import Pose, turn_deg
from ..state import AnyVisit
from .shapes import LeaderState, Place
from .state import pose_of

SMOOTH_S = 0.15
"""The camera covers two thirds of what it is behind in so many seconds."""
NEAR_SHARE, NEAR_DEG = 2e-4, 0.01
"""Closer than this, in distances to what it looks at and degrees, it is there."""
FAR_SHARE = 0.5
"""A camera that is further off flies there."""


def headed(visit: AnyVisit, state: LeaderState | Place) -> AnyVisit:
    """On the way to where the leader flies, once it says so."""
    goal = pose_of(state.pose)
    aim = visit.flight.goal if visit.flight else visit.pose
    flies = isinstance(state, Place) or state.flies
    if is_near(aim, goal):
        return visit
    if flies or is_far(visit.pose, goal):
        return visit.flying_to(goal)
    return replace(visit, flight=None)  # the leader steers: from here on the camera comes after it


def approach(visit: AnyVisit, state: LeaderState | Place, dt_s: float) -> AnyVisit:
    """Closer to where the leader's camera stands, if it does not fly there."""
    goal = pose_of(state.pose)
    if visit.flight is not None or visit.pose == goal:
        return visit
    if is_far(visit.pose, goal):
        return visit.flying_to(goal)
    if is_near(visit.pose, goal):
        return replace(visit, pose=goal)
    if visit.settings.comfort == "cut":
        # without motion it is there once the leader's rests
        there = visit.following is not None and visit.following.rests
        return replace(visit, pose=goal, rest_s=0.0) if there else visit
    return replace(visit, pose=visit.pose.blend(goal, 1 - exp(-dt_s / SMOOTH_S)), rest_s=0.0)


def is_near(a: Pose, b: Pose) -> bool:
    """Whether nobody would see the difference."""
    turned = max(abs(turn_deg(a.azimuth_deg, b.azimuth_deg)), abs(a.elevation_deg - b.elevation_deg))
    moved = max(dist(a.target, b.target), abs(a.distance_m - b.distance_m))
    return turned < NEAR_DEG and moved < NEAR_SHARE * b.distance_m and abs(a.fov_deg - b.fov_deg) < NEAR_DEG


def is_far(a: Pose, b: Pose) -> bool:
    """Whether it is a way to fly, more than a leader steers between two messages."""
    return dist(a.eye, b.eye) > FAR_SHARE * b.distance_m
