"""A scene's tables of colours in both tiers: a neutral one leaves every pixel, another one changes it as it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from explorer.base.geometry import Pose
from explorer.base.names import LIGHTS, Light
from explorer.park import Park
from explorer.park.checks.grade import NEUTRAL, SIDE
from explorer.stage import Stage

from ..conftest import HEADLESS, Pixels, resting, seen

SIZE = (160, 90)
WITH_SKY = Pose((0.0, 10.0, 6.0), 180.0, 7.0, 90.0, 45.0)
SWAP = [2, 0, 1]
TABLE = np.frombuffer(NEUTRAL, np.uint8).reshape(SIDE, SIDE, SIDE, 3)
NEARLY = TABLE.copy()
NEARLY[0, -1, 0] = (1, 255, 1)  # of pure green, which the scene has nowhere: sampled, but nothing changes


@pytest.fixture(scope="module", params=("high", "rich"))
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    from explorer.park import load
    from tests.scene import write_scene

    folder = tmp_path_factory.mktemp("toy")
    park = load(write_scene(folder / "toy"), folder / "no assets")
    # smoothing of edges judges by brightness, which a swap of channels changes
    made = Stage(
        park, folder, SIZE, displays=HEADLESS, frames="direct", quality=request.param, without=("smooth",)
    )
    yield made
    made.close()


def picture(stage: Stage, park: Park, day_phase: float, **tables: npt.NDArray[np.uint8]) -> Pixels:
    """What the stage shows of a park with these tables, by light."""
    grades = {light: tables[light].tobytes() for light in LIGHTS if light in tables}
    visit = replace(resting(park.model_copy(update={"grades": grades}), day_phase=day_phase), pose=WITH_SKY)
    stage.turn_to(visit)
    return seen(stage, visit)


@pytest.mark.parametrize("light", [0.0, 2.0])
def test_a_neutral_table_leaves_each_pixel_and_one_that_swaps_channels_swaps_them(
    graded: Stage, toy: Park, light: float
) -> None:
    name: Light = LIGHTS[int(light)]
    plain = picture(graded, toy, light)
    assert "GRADED" not in graded.context.defines, "a park without tables does not pay for them"
    assert plain.std(axis=(0, 1)).min() > 5 and np.abs(plain - plain[..., SWAP]).max() > 40
    assert np.abs(picture(graded, toy, light, **{name: NEARLY}) - plain).max() <= 1
    assert np.abs(picture(graded, toy, light, **{name: TABLE[..., SWAP]}) - plain[..., SWAP]).max() <= 1
    assert np.array_equal(picture(graded, toy, light), plain), "the usual colours come back"


def test_tables_blend_as_the_light_does(graded: Stage, toy: Park) -> None:
    plain = picture(graded, toy, 0.5)
    dark = picture(graded, toy, 0.5, day=TABLE // 2)
    assert np.abs(dark - 0.75 * plain).max() <= 2.5, "the golden hour has no table"
