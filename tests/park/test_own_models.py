"""Models that are files of a scene: how they stand, and what `check` says of them."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from explorer.i18n import tr
from explorer.park import load
from explorer.park.check import check
from explorer.park.faults import Fault
from explorer.park.meshes.mesh import Mesh, NotRead
from explorer.park.meshes.reading import read_mesh
from explorer.park.own_models import own_model
from tests.park.meshes.zoo import Glb, plain_box, textured_wall
from tests.scene import swap, write_scene

MODEL_LINE = 8


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    folder = write_scene(tmp_path / "toy")
    (folder / "models").mkdir()
    swap(folder / "zones" / "mill.yaml", "model: mill", "model: ./models/hut.glb")
    plain_box().write(folder / "models" / "hut.glb")  # 2 wide, 3 high, 4 deep; y up
    return folder


def reported(scene: Path) -> list[Fault]:
    return [f for f in check(scene, scene).faults if f.path.name == "mill.yaml"]


def put(scene: Path, line: str) -> None:
    swap(scene / "zones" / "mill.yaml", "model: ./models/hut.glb", f"model: ./models/hut.glb\n{line}")


def standing(scene: Path) -> Mesh:
    zone = load(scene, scene).zones["mill"]
    return own_model(zone, scene / "models" / "hut.glb")


def size_m(mesh: Mesh) -> list[float]:
    return [round(float(side), 3) for side in np.ptp(mesh.points, axis=0)]


def test_a_model_fills_its_place_and_stands_on_the_ground(scene: Path) -> None:
    mesh = standing(scene)
    assert size_m(mesh) == [5, 10, 7.5], "4 units deep fill 10 m"
    assert mesh.points[:, 2].min() == pytest.approx(0.18)
    assert (mesh.points.min(axis=0) + mesh.points.max(axis=0))[:2].tolist() == pytest.approx([-40, 0])
    assert reported(scene) == []


def test_which_axis_points_up_can_be_said(scene: Path) -> None:
    put(scene, "up: z")
    assert size_m(standing(scene)) == [6, 9, 12], "4 units high fill 12 m"
    assert reported(scene) == []


def test_a_model_is_turned_clockwise_before_it_is_fitted(scene: Path) -> None:
    before = standing(scene)
    put(scene, "turn_deg: 90")
    after = standing(scene)
    assert size_m(after) == [10, 5, 7.5]
    north = before.points[:, 1].argmax()
    assert after.points[north, 0] == pytest.approx(-15), "what was in the north is in the east"


def test_metres_for_a_unit_can_be_said(scene: Path) -> None:
    put(scene, "scale: 1.5")
    assert size_m(standing(scene)) == [3, 6, 4.5]
    swap(scene / "zones" / "mill.yaml", "scale: 1.5", "scale: fit")
    assert size_m(standing(scene)) == [5, 10, 7.5]


@pytest.mark.parametrize("scale", [1000, 0.001])
def test_what_would_be_huge_or_not_seen_at_all_is_reported(scene: Path, scale: float) -> None:
    put(scene, f"scale: {scale}")
    with pytest.raises(NotRead, match="with this scale it measures"):
        standing(scene)
    (fault,) = reported(scene)
    assert fault.line == MODEL_LINE and "scale" in tr(fault.remedy, "en")


@pytest.mark.parametrize(
    "line", ["up: x", "scale: 0", "scale: -1", "scale: .nan", "scale: big", "turn_deg: .inf"]
)
def test_a_value_that_cannot_be_is_an_error_at_its_line(scene: Path, line: str) -> None:
    put(scene, line)
    (fault,) = reported(scene)
    assert (fault.weight, fault.line) == ("error", MODEL_LINE + 1)


def test_what_counts_for_files_alone_is_reported_elsewhere(scene: Path) -> None:
    swap(scene / "zones" / "barn.yaml", "model: barn", "model: barn\nup: z\nturn_deg: 20")
    said = [f for f in check(scene, scene).faults if f.path.name == "barn.yaml"]
    assert [f.line for f in said] == [9, 10] and all(
        "not a file of the scene" in tr(f.what, "en") for f in said
    )


def test_check_opens_each_model_once(scene: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def counted(path: Path, keeps_textures: bool, keeps_clips: bool | None) -> Mesh:
        opened.append(path)
        return read_mesh(path, keeps_textures, keeps_clips)

    monkeypatch.setattr("explorer.park.meshes.reading.read_mesh", counted)
    assert reported(scene) == []
    assert [path.name for path in opened] == ["hut.glb"]


def test_all_models_of_a_scene_have_a_limit_together(scene: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.park.own_models.MOST_TRIANGLES", 12 + 11)
    swap(scene / "zones" / "barn.yaml", "model: barn", "model: ./models/hut.glb")
    assert reported(scene) == [], "the first of them is shown"
    (fault,) = (f for f in check(scene, scene).faults if f.path.name == "barn.yaml")
    assert "24 triangles; 23 is the limit for all" in tr(fault.what, "en")


def broken() -> Glb:
    glb = plain_box()
    glb.document["extensionsRequired"] = ["KHR_draco_mesh_compression"]
    return glb


@pytest.mark.parametrize(
    ("make", "what", "remedy"),
    [
        (broken, "is not shown, a plain block stands there.*Draco", "untick Compression"),
        (lambda: textured_wall(b"no picture"), "'facade' is left out", "change the file"),
    ],
)
def test_check_tells_at_the_line_of_the_model_what_is_not_seen(
    scene: Path, make: object, what: str, remedy: str
) -> None:
    make().write(scene / "models" / "hut.glb")  # type: ignore[operator]
    (fault,) = reported(scene)
    assert (fault.weight, fault.line) == ("warning", MODEL_LINE)
    assert re.search(what, tr(fault.what, "en")) and remedy in tr(fault.remedy, "en")
    assert tr(fault.what, "zh") != tr(fault.what, "en")


def test_textures_of_a_scene_have_a_limit_together(scene: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    textured_wall().write(scene / "models" / "hut.glb")
    swap(scene / "zones" / "barn.yaml", "model: barn", "model: ./models/hut.glb")
    assert reported(scene) == []
    monkeypatch.setattr("explorer.park.own_models.MOST_BYTES_IN_ALL", 64 * 64 * 4 * 4 / 3)
    assert reported(scene) == [], "the first of them is drawn as it is"
    (fault,) = (f for f in check(scene, scene).faults if f.path.name == "barn.yaml")
    assert fault.weight == "warning" and "drawn smaller" in tr(fault.what, "en")
