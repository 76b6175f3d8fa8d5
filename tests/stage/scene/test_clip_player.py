"""Clips of own models in the picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from explorer.park import load
from explorer.stage import Stage
from explorer.visit import Open, Settings, ShowSpot, Visit
from tests.park.meshes.test_clips import scene

from ..conftest import HEADLESS

SIZE = (320, 180)


def test_a_part_moves_while_its_clip_plays_and_rests_after_it(tmp_path: Path) -> None:
    folder = scene(tmp_path, "pump_on")
    park = load(folder, tmp_path)
    visit = Visit.begin(park, settings=Settings(comfort="fly")).after(Open("mill"))
    visit = replace(visit, pose=park.zones["mill"].views.front.pose, flight=None, rest_s=9.0)
    playing = visit.after(ShowSpot("pump"))
    stage = Stage(park, tmp_path, SIZE, displays=HEADLESS, lively=True)
    try:

        def seen(visit: Visit) -> np.ndarray:
            stage.show(visit)
            frame = stage.draw(finished=True)
            return (
                np.frombuffer(bytes(frame.pixels), np.uint8)
                .reshape(frame.height, frame.width, 4)[..., :3]
                .astype(int)
            )

        rest = seen(visit)
        start, later = seen(playing), seen(replace(playing, life_s=3.5))
        assert np.abs(start - rest).max() < 12, "it begins where it rests"
        changed = (np.abs(later - rest).max(axis=2) > 40).mean()
        assert 0.0005 < changed < 0.3, "the part has moved, and nothing else"
        assert np.abs(seen(visit) - rest).max() < 12
    finally:
        stage.close()
