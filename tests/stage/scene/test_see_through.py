"""See-through materials of own models in the picture: blended, the farthest first, and cut out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.park import load
from explorer.stage import Stage
from tests.park.meshes.zoo import Glb, png
from tests.scene import swap, write_scene

from ..conftest import HEADLESS, Pixels, resting, seen

SIZE = (320, 180)
RED, GREEN = [1, 0, 0, 0.5], [0, 1, 0, 0.5]
WALL = (0.0, [0, 0, 1, 1], {})


def sheets(*rows: tuple[float, list[float], dict[str, Any]]) -> Glb:
    """Sheets of 4 x 3 so far before each other, the last nearest: a colour and more of the material for each."""
    glb = Glb()
    image = np.full((8, 8, 4), 255)
    image[:, :4, 3] = 0
    glb.add("images", {"bufferView": glb.view(png(image)), "mimeType": "image/png"})
    glb.add("textures", {"source": 0})
    for z, colour, more in rows:
        points = np.array([[-2, 0, z], [2, 0, z], [2, 3, z], [-2, 3, z]], "<f4")
        uv = np.array([[0, 1], [1, 1], [1, 0], [0, 0]], "<f4")
        shading: dict[str, Any] = {"baseColorFactor": colour}
        if more.get("alphaMode") == "MASK":
            shading["baseColorTexture"] = {"index": 0}
        attributes = {"POSITION": glb.numbers(points, "VEC3"), "TEXCOORD_0": glb.numbers(uv, "VEC2")}
        glb.stand(
            {
                "attributes": attributes,
                "indices": glb.numbers(np.array([0, 1, 2, 0, 2, 3], "<u2"), "SCALAR"),
                "material": glb.add("materials", {"pbrMetallicRoughness": shading, **more}),
            }
        )
    return glb


def picture(tmp_path: Path, glb: Glb) -> tuple[Pixels, Pixels]:
    """The colours of a point on the left and one on the right of the sheets."""
    folder = write_scene(tmp_path / "toy")
    glb.write(folder / "wall.glb")
    swap(folder / "zones" / "mill.yaml", "model: mill", "model: ./wall.glb")
    toy = load(folder, tmp_path)
    stage = Stage(toy, tmp_path, SIZE, displays=HEADLESS)
    try:
        whole = seen(stage, resting(toy, "mill"))
        points = stage.project([(-21.5, 0.0, 4.0), (-18.5, 0.0, 4.0)]) * SIZE
        return tuple(whole[int(y), int(x)] for x, y in points)  # type: ignore[return-value]
    finally:
        stage.close()


BLEND = {"alphaMode": "BLEND"}


def test_a_pane_lets_through_what_is_behind_it(tmp_path: Path) -> None:
    (wall, _), (pane, _), (both, _) = (
        picture(tmp_path / name, sheets(*rows))
        for name, rows in {
            "wall": [WALL],
            "pane": [(0.5, [*RED[:3], 1], {})],
            "both": [WALL, (0.5, RED, BLEND)],
        }.items()
    )
    assert wall[2] > wall[0] + 40 and pane[0] > pane[2] + 40
    assert wall[0] + 20 < both[0] < pane[0] - 20 and pane[2] + 20 < both[2] < wall[2] - 20


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0]])
def test_the_nearest_pane_covers_the_others_whatever_their_order_in_the_file(
    tmp_path: Path, order: list[int]
) -> None:
    rows = [WALL, (0.5, RED, BLEND), (1.0, GREEN, BLEND)]
    left, _ = picture(tmp_path, sheets(*(rows[number] for number in order)))
    assert left[1] > left[0] + 15 and left[0] > 20


def test_what_is_cut_out_of_a_sheet_is_not_there(tmp_path: Path) -> None:
    left, right = picture(tmp_path, sheets(WALL, (0.5, [*RED[:3], 1], {"alphaMode": "MASK"})))
    assert left[2] > left[0] + 40, "the wall is seen through the clear half"
    assert right[0] > right[2] + 40, "and the other half hides it"


def test_a_material_that_only_says_so_is_solid(tmp_path: Path) -> None:
    left, _ = picture(tmp_path, sheets(WALL, (0.5, [*RED[:3], 1], BLEND)))
    assert left[0] > left[2] + 40
