"""What lives in the park is seen where its script has it, moves with time, costs few calls, and leaves the still alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

import numpy as np
import panda3d.core as p3d
import pytest

from explorer.base.geometry import Pose
from explorer.crowd import Script
from explorer.crowd.script import Walk
from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.camera import Camera
from explorer.stage.crowd.crowd import CrowdView
from explorer.stage.crowd.instances import MOST
from explorer.stage.crowd.meshes import LIMBED, TINY_PERSON, WAVING
from explorer.visit import Visit

from ..conftest import ASSETS, HEADLESS

SIZE = (320, 180)
EVERY_CALL = 20


@pytest.fixture(scope="module")
def stage(park: Park) -> Iterator[Stage]:
    made = Stage(park, ASSETS, SIZE, displays=HEADLESS, lively=True, frames="progressive")
    yield made
    made.close()


def picture(stage: Stage, visit: Visit, life_s: float) -> np.ndarray:
    stage.show(replace(visit, life_s=life_s, rest_s=60.0))
    drawn = stage.draw(finished=True)
    return np.frombuffer(drawn.pixels, np.uint8).reshape(SIZE[1], SIZE[0], 4).astype(int)


def at_the_plaza(park: Park) -> Visit:
    return replace(Visit.begin(park), pose=Pose((-12.0, -55.0, 1.0), 150, 22, 46, 40))


def test_somebody_moves_between_two_moments(stage: Stage, park: Park) -> None:
    visit = at_the_plaza(park)
    first, later, again = (picture(stage, visit, time) for time in (10.0, 14.0, 10.0))
    assert (np.abs(first - later).max(axis=2) > 40).sum() > 30
    assert (np.abs(first - again).max(axis=2) > 40).sum() < 5


def test_people_wear_colours_and_not_the_white_of_a_program_that_failed(park: Park) -> None:
    """Somebody in green, alone before the camera, is drawn green where he stands."""
    key = (0.0, -12.0, -55.0, 0.2, 0.0)
    script = Script(walks=(Walk("suit", "#1FA060", 1.0, (key, (200.0, *key[1:]))),))
    stage = Stage(park, ASSETS, SIZE, displays=HEADLESS)
    stage.scene.environment.show_crowd(script, -1.6)
    pixels = picture(stage, replace(Visit.begin(park), pose=Pose((-12.0, -55.0, 1.1), 180, 8, 7, 30)), 0.0)
    stage.close()
    blue, green, red = (pixels[70:110, 145:175, k] for k in range(3))
    assert ((green > red + 25) & (green > blue + 10)).mean() > 0.15


def test_who_is_a_few_pixels_high_is_seen_from_every_side_in_few_triangles(park: Park) -> None:
    place = (-12.0, -55.0, 0.2)
    script = Script(walks=(Walk("suit", "#D01890", 1.0, ((0.0, *place, 0.0), (200.0, *place, 0.0))),))
    stage = Stage(park, ASSETS, SIZE, displays=HEADLESS, lively=True, frames="progressive")
    environment = stage.scene.environment
    for side_deg in (0, 90, 180, 270):
        pose = Pose((place[0], place[1], 1.1), side_deg, 50, 210, 8)
        visit = replace(Visit.begin(park), pose=pose)
        environment.show_crowd(Script(), -1.6)
        nobody, still = (picture(stage, visit, time_s) for time_s in (0.0, 1.0))
        life = environment.show_crowd(script, -1.6)
        somebody = picture(stage, visit, 1.5)
        assert [name for name, one in life.bodies.items() if one.calls] == ["far tiny person"]
        middle = (slice(80, 95), slice(150, 170))
        other, seen = (
            (np.abs(one[middle] - nobody[middle]).max(axis=2) > 25).sum() for one in (still, somebody)
        )
        assert other < 2 <= seen - 6, (
            side_deg,
            "what has come are the clothes, and nothing else moves there",
        )
    stage.close()
    assert TINY_PERSON.triangles == 6


def test_the_whole_park_lives_in_few_calls(stage: Stage, park: Park) -> None:
    for pose in (park.home, at_the_plaza(park).pose):
        picture(stage, replace(Visit.begin(park), pose=pose), 30.0)
        crowd = stage.scene.environment.crowd
        assert crowd is not None and 0 < crowd.calls <= EVERY_CALL


def test_more_than_fit_into_one_call_are_drawn_in_several(park: Park) -> None:
    key = (0.0, 0.0, 0.0, 0.2, 0.0)
    walks = tuple(Walk("suit", "#1FA060", 1.0, (key, (200.0, *key[1:]))) for _ in range(MOST + 1))
    life = CrowdView(Script(walks=walks), -1.6, p3d.NodePath("lively"))
    life.see(Camera(Pose((0.0, 0.0, 0.0), 180, 20, 30, 36), 16 / 9), 720, 0.0, lamps=False)
    bodies, shades = life.bodies["suit"], life.shadows
    assert bodies.calls == ceil((MOST + 1) / bodies.fit) > 1
    assert shades.calls == ceil((MOST + 1) / shades.fit) == 2
    assert life.calls == bodies.calls + shades.calls
    life.see(Camera(Pose((900.0, 0.0, 0.0), 90, 20, 30, 36), 16 / 9), 720, 0.0, lamps=False)
    assert life.calls == 0


@pytest.mark.parametrize("kind", [*LIMBED, *WAVING])
def test_bodies_are_small_and_stand_on_their_feet(kind: str) -> None:
    body = (LIMBED | WAVING)[kind]
    assert body.triangles <= 340
    assert np.allclose(np.linalg.norm(body.mesh.normals, axis=1), 1, atol=0.02)
    if kind in ("suit", "coat", "dress", "child", "robot", "car", "truck"):
        assert abs(float(body.mesh.positions[:, 2].min())) < 0.06
