"""A grown park is drawn like a baked one: land, buildings and letters by day, lamps at night; its zones are hit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from explorer.park import Park, load
from explorer.stage import Stage
from tests.grown_scene import write_grown_scene

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, difference, resting, seen

LUMINANCE = np.array([0.30, 0.59, 0.11])


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Park, Stage]]:
    folder = tmp_path_factory.mktemp("grown")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("explorer.grow.grown.cache_folder", lambda: folder / "cache")
        buildings = {"house": "{kind: house}", "gate": "{kind: gate}", "cafe": "{kind: pavilion}"}
        park = load(write_grown_scene(folder / "scene", buildings), ASSETS)
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames="progressive")
    yield park, stage
    stage.close()


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
