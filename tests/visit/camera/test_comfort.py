"""Every authored path is easy on the stomach: no slow swing, no fast turn, no wall in the way."""

from __future__ import annotations

from itertools import permutations
from math import sin, tau

import pytest

from explorer.base.bootstrap import ROOT
from explorer.base.geometry import Pose
from explorer.park import Park, load
from explorer.visit import Visit
from explorer.visit.camera.bounds import Room
from explorer.visit.camera.flight import TURN_LIMIT_DEG_S
from explorer.visit.tour.check import SWAY_HZ, reversals, sway_hz, turn_rate_deg_s

STEP_S = 1 / 30


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


def authored(park: Park) -> dict[str, Pose]:
    """Every place that a visitor can be flown to."""
    return {n: v.pose for n, v in park.views.items()} | {
        z.id: z.views.front.pose for z in park.zones.values()
    }


def path(park: Park, start: Pose, goal: Pose) -> list[Pose]:
    visit = Visit.begin(park)
    from dataclasses import replace

    visit = replace(visit, pose=start).flying_to(goal)
    poses = [visit.pose]
    while visit.moving:
        visit = visit.advance(STEP_S)
        poses.append(visit.pose)
    return poses


def test_every_authored_path(park: Park) -> None:
    room, cuts = Room(park), []
    for (a, start), (b, goal) in permutations(authored(park).items(), 2):
        poses = path(park, start, goal)
        if len(poses) == 1:
            cuts.append((a, b))
            continue
        assert [f for f in sway_hz(poses, STEP_S) if SWAY_HZ[0] <= f <= SWAY_HZ[1]] == [], (a, b)
        assert turn_rate_deg_s(poses, STEP_S) <= TURN_LIMIT_DEG_S * 1.35, (a, b)
        assert (len(poses) - 1) * STEP_S <= 3.2, (a, b)
        assert not room.blocked(p.eye for p in poses), (a, b)
        assert poses[-1] == goal
    assert cuts == [], "no way over the buildings between these views"


def test_no_authored_view_stands_in_a_wall(park: Park) -> None:
    room = Room(park)
    for name, pose in authored(park).items():
        assert not room.blocked([pose.eye]), name
        assert room.limited(pose) == pose, name


def test_the_measure_finds_a_swing() -> None:
    for hz in (0.25, 0.35):
        swing = [Pose((0, 0, 0), 3 * sin(tau * hz * i * STEP_S), 20, 50) for i in range(300)]
        assert any(SWAY_HZ[0] <= f <= SWAY_HZ[1] for f in sway_hz(swing, STEP_S))
    fast = [Pose((0, 0, 0), 3 * sin(tau * 1.0 * i * STEP_S), 20, 50) for i in range(300)]
    assert not any(SWAY_HZ[0] <= f <= SWAY_HZ[1] for f in sway_hz(fast, STEP_S))
    straight = [Pose((i, 0, 0), 10, 20, 50) for i in range(100)]
    assert sway_hz(straight, STEP_S) == []


def test_reversals() -> None:
    assert reversals([0, 1, 2, 1, 0, 1], 0.5) == [2, 4]
    assert reversals([0, 0.1, 0, 0.1], 0.5) == []
