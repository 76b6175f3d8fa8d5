"""A grown park is drawn like a baked one: land, buildings and letters by day, lamps at night; its zones are hit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from explorer.base.protocols import Displaced
from explorer.build.grown.grown import finish
from explorer.park import Park
from explorer.park.load import read
from explorer.stage import Stage
from explorer.stage.frames.scene_view import SceneView
from explorer.stage.scene.baked import Baked
from explorer.stage.scene.build import unpacked
from explorer.stage.scene.scene import STEPS, Relight
from tests.grown_scene import write_grown_scene

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, Pixels, difference, resting, seen

LUMINANCE = np.array([0.30, 0.59, 0.11])


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Park, Stage]]:
    folder = tmp_path_factory.mktemp("grown")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("explorer.build.grown.grown.cache_folder", lambda: folder / "cache")
        buildings = {"house": "{kind: house}", "gate": "{kind: gate}", "cafe": "{kind: pavilion}"}
        park = read(write_grown_scene(folder / "scene", buildings), ASSETS, light_later=True).park
    assert park is not None and park.light_to_come is not None
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames="progressive")
    yield park, stage
    stage.close()


def test_light_that_comes_later_is_blended_in_and_then_all_there(grown: tuple[Park, Stage]) -> None:
    park, stage = grown
    visit = resting(park, light="night")
    plain = seen(stage, visit) @ LUMINANCE
    assert park.light_to_come is not None
    stage.relight(finish(park.light_to_come).folder)
    assert not stage.finished, "light is on its way"
    steps = []
    while not stage.finished:
        stage.show(visit)
        stage.draw(finished=True)
        steps.append(stage.scene.relight.step)
    assert sorted({*steps}) == list(range(STEPS + 1)), "each step is drawn"
    assert (seen(stage, visit) @ LUMINANCE).mean() > plain.mean() + 1, "lamps shine now"
    lit = unpacked(Baked.read(finish(park.light_to_come).folder))
    for chunk_node in stage.scene.trees[0].chunk_nodes:
        chunk = chunk_node.chunk
        own = np.frombuffer(memoryview(chunk_node.data.get_array(0)).cast("B"), lit.dtype)
        assert (own == lit[chunk.first_vertex : chunk.first_vertex + chunk.vertices]).all(), chunk.name


def test_a_zone_is_drawn_elsewhere_as_long_as_it_is_moved(grown: tuple[Park, Stage]) -> None:
    park, stage = grown
    visit, zone = resting(park), park.zones["house"]
    (x, y), heading = zone.place.centre_m, zone.place.heading_deg

    def drawn(*displaced: Displaced) -> Pixels:
        stage.displace(displaced)
        stage.show(visit)  # as long as it moves no final frame is drawn
        return seen(stage, visit)

    standing = drawn()
    there = Displaced("house", (x, y), (x, y), heading)
    assert difference(drawn(there), standing).mean() < 0.001, "put where it stands it is the same"
    elsewhere = there._replace(to_m=(x + 25.0, y - 15.0), turn_deg=40.0, scale=(1.3, 0.8))
    assert difference(drawn(elsewhere), standing).mean() > 0.01
    assert difference(drawn(), standing).mean() < 0.001


def test_light_of_another_park_is_left_alone(grown: tuple[Park, Stage]) -> None:
    park, stage = grown
    before = seen(stage, resting(park))
    stage.scene.relight.close()
    relight = Relight(Baked.read(park.grown or ASSETS), [], stage.scene.environment.ground, ())
    relight.begin(ASSETS / "park")
    while not relight.settled:
        relight.advance(is_drawn=True, at_once=False)
    assert relight.step == 0 and not difference(before, seen(stage, resting(park))).any()
    relight.close()


def test_nothing_is_missing(grown: tuple[Park, Stage]) -> None:
    assert grown[1].scene.missing == ()


def test_by_day_there_is_water_round_green_land(grown: tuple[Park, Stage]) -> None:
    park, stage = grown
    picture = seen(stage, resting(park))
    middle, corner = picture[70:150, 80:240], picture[150:, :40]
    green = (middle[..., 1] > middle[..., 2] + 25) & (middle[..., 1] >= middle[..., 0])
    assert green.mean() > 0.12
    assert (corner[..., 2] > corner[..., 0] + 40).mean() > 0.8
    assert (picture @ LUMINANCE).std() > 25


def test_at_night_lamps_shine_in_the_dark(grown: tuple[Park, Stage]) -> None:
    park, stage = grown
    bright = seen(stage, resting(park, light="night")) @ LUMINANCE
    assert np.median(bright) < 75 and np.percentile(bright, 99.7) > 120


def test_letters_change_with_the_language(grown: tuple[Park, Stage]) -> None:
    park, stage = grown
    english, chinese = (seen(stage, resting(park, "gate", language=language)) for language in ("en", "zh"))
    assert 0.001 < difference(english, chinese).mean() < 0.1


def test_each_zone_is_hit_in_the_middle_of_its_view(grown: tuple[Park, Stage]) -> None:
    park, stage = grown
    for zone in park.zones.values():
        pose = replace(zone.views.front.pose, target=(*zone.place.centre_m, 2.5))
        stage.show(replace(resting(park), pose=pose))
        hit = stage.pick(0.0, 0.0)
        assert hit is not None and hit.zone == zone.id


def test_a_stage_that_turns_to_another_park_draws_it_as_a_stage_of_its_own_would(
    grown: tuple[Park, Stage], toy: Park
) -> None:
    park, stage = grown
    stage.turn_to(resting(park))  # in the plain light again in which it came
    before = seen(stage, resting(park))
    outputs = len(stage.context.outputs)
    visit = resting(toy)
    for _ in stage.read_ahead(visit):
        time.sleep(0.01)
    stage.turn_to(visit)
    there = seen(stage, visit)
    other = Stage(toy, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames="progressive")
    assert not difference(there, seen(other, visit)).any()
    other.close()
    stage.turn_to(resting(park))
    assert not difference(before, seen(stage, resting(park))).any()
    assert len(stage.context.outputs) == outputs, "what is drawn into is given back"


def test_a_park_that_cannot_be_built_leaves_the_one_on_the_stage(
    grown: tuple[Park, Stage], toy: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    park, stage = grown
    before, outputs = seen(stage, resting(park)), stage.context.outputs
    scene = stage.scene

    def broken(self: SceneView, *given: object) -> None:
        raise OSError("no memory")

    with monkeypatch.context() as patch:
        patch.setattr(SceneView, "__init__", broken)
        with pytest.raises(OSError, match="no memory"):
            stage.turn_to(resting(toy))
    assert stage.scene is scene and stage.context.outputs == outputs
    assert not difference(before, seen(stage, resting(park))).any()
