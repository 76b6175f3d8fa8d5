"""Products that visitors turn: the same at every hour, and not seen from the park."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from explorer.base.geometry import Pose
from explorer.park import load
from explorer.park.spots.spot import product_place_m
from explorer.stage import Stage
from explorer.visit import Settings
from explorer.visit.daylight import Daylight
from tests.park.meshes.zoo import textured_wall
from tests.park.test_spots import PRODUCT, scene

from ..conftest import HEADLESS, resting, seen

SIZE = (160, 90)


def test_a_product_looks_the_same_by_day_and_night_from_its_front(tmp_path: Path) -> None:
    folder = scene(tmp_path, PRODUCT)
    textured_wall().write(folder / "pump.glb")  # red on the left, blue on the right
    toy = load(folder, tmp_path)
    stage = Stage(toy, tmp_path, SIZE, displays=HEADLESS)
    pictures = []
    try:
        for day_phase in (0.0, 3.0):
            settings = Settings(comfort="cut", day_phase=day_phase)
            visit = replace(resting(toy), settings=settings, daylight=Daylight.at(settings))
            stage.show(visit)
            stage.draw(finished=True)
            drawn = stage.thumbnail(Pose(product_place_m(0), 180.0, 5.0, 20.0, 36.0), *SIZE)
            assert drawn is not None
            picture = np.frombuffer(bytes(drawn.pixels), np.uint8).reshape(90, 160, 4)[..., 2::-1].astype(int)
            left, right = picture[45, 60], picture[45, 100]
            assert left[0] > left[2] + 60 and right[2] > right[0] + 60
            pictures.append(picture)
        assert np.abs(pictures[0] - pictures[1]).mean() < 6
    finally:
        stage.close()


def test_the_park_looks_as_without_it(tmp_path: Path) -> None:
    folder = scene(tmp_path, PRODUCT)
    pictures = []
    for there in (False, True):
        if there:
            textured_wall().write(folder / "pump.glb")
        toy = load(folder, tmp_path)
        stage = Stage(toy, tmp_path, SIZE, displays=HEADLESS)
        try:
            pictures.append(seen(stage, resting(toy)).astype(int))
        finally:
            stage.close()
    assert np.abs(pictures[0] - pictures[1]).max() <= 2
