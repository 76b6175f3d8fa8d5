"""What a file may say is drawn, however absurd: numbers at the ends of their ranges, shapes without an area."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.park import load
from explorer.stage import Stage
from tests.scene import swap, write_scene

from .conftest import ASSETS, HEADLESS, resting, seen

CORNERS = "[-50, -50], [50, -50], [50, 50], [-50, 50]"
EXHIBIT = """\
exhibit:
  kind: line
  centre_m: [-2000, 2000, -2000]
  size_m: [0.1, 1000, 0.1]
  see: {en: A wheel., zh: 一个轮子。}
  learn: {en: It turns., zh: 它在转。}
  real: {en: It is a toy., zh: 它是玩具。}
"""


@pytest.mark.parametrize(
    "changes",
    [
        [("zones/mill.yaml", "place: {centre_m: [-20,", "place: {centre_m: [2000,")],
        [
            ("zones/mill.yaml", "footprint_m: [10, 10]", "footprint_m: [0.1, 1000]"),
            ("zones/barn.yaml", "height_m: 12", "height_m: 0.1"),
            ("zones/barn.yaml", "label_m: [20, 0, 13]", "label_m: [-2000, 2000, -2000]"),
            ("park.yaml", CORNERS, "[0, 0], [10, 10], [10, 0], [0, 10]"),
        ],
        [
            ("park.yaml", "target_m: [0, 0, 2]", "target_m: [-2000, 2000, 2000]"),
            ("park.yaml", "distance_m: 150, fov_deg: 36", "distance_m: 1.001, fov_deg: 75"),
            ("park.yaml", "high_m: [200, 200]", "high_m: [-199.9999, -199.9999]"),
            ("park.yaml", CORNERS, "[0, 0], [0, 0], [0, 0]"),
        ],
    ],
    ids=["far away", "thin", "from nowhere"],
)
def test_an_absurd_scene_is_drawn(tmp_path: Path, changes: list[tuple[str, str, str]]) -> None:
    folder = write_scene(tmp_path / "toy")
    mill = folder / "zones/mill.yaml"
    mill.write_text(mill.read_text("utf-8") + EXHIBIT, "utf-8")
    for file, old, new in changes:
        swap(folder / file, old, new)
    park = load(folder, ASSETS)
    stage = Stage(park, ASSETS, (160, 90), displays=HEADLESS)
    try:
        for view in ("", "mill", "barn"):
            picture = seen(stage, resting(park, view))
            assert picture.shape[:2] == (90, 160) and np.ptp(picture) > 0, view
            stage.pick(0.0, 0.0)
    finally:
        stage.close()
