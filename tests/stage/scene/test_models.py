"""What stands where models are missing, foreign or broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from explorer.build.pipeline import pack
from explorer.build.site import plan
from explorer.crowd import PRECOMPUTED
from explorer.i18n import tr
from explorer.park import Park, load
from explorer.stage import Stage
from explorer.stage.scene import unbaked
from explorer.stage.scene.baked import Baked, NotBaked
from explorer.stage.scene.unbaked import Part, packed
from tests.park.meshes.test_refusals import REFUSED
from tests.park.meshes.zoo import coloured_box, plain_box
from tests.scene import swap, write_scene

from ..conftest import ASSETS, HEADLESS, difference, resting, seen

SIZE = (160, 90)


def test_zones_without_a_model_are_blocks(toy: Park) -> None:
    stage = Stage(toy, ASSETS / "none", SIZE, displays=HEADLESS)
    try:
        (said,) = stage.warnings  # once for the whole park, not once a zone
        assert "no baked park" in said
        with_language = resting(toy, language="zh")
        picture = seen(stage, with_language)
        assert any("方块" in warning for warning in stage.warnings)
        for zone in toy.zones.values():
            x, y = stage.project([(*zone.place.centre_m, zone.place.height_m / 2)])[0]
            hit = stage.pick(2 * x - 1, 1 - 2 * y)
            assert hit is not None and hit.zone == zone.id
            block, lawn = picture[int(y * 90), int(x * 160)], picture[85, 80]
            assert np.abs(block - lawn).max() > 6
    finally:
        stage.close()


def test_one_missing_model_in_a_baked_park(park: Park) -> None:
    zones = {**park.zones, "data": park.zones["data"].model_copy(update={"model": "tower-of-babel"})}
    stage = Stage(park.model_copy(update={"zones": zones}), ASSETS, SIZE, displays=HEADLESS)
    try:
        (warning,) = stage.warnings
        assert "Data Exchange" in warning and "tower-of-babel" in warning
        stage.show(resting(park, "data"))
        hit = stage.pick(0.0, 0.0)
        assert hit is not None and hit.zone == "data"
    finally:
        stage.close()


def test_a_file_that_is_not_there_is_reported_by_its_name(tmp_path: Path) -> None:
    scene = write_scene(tmp_path / "toy")
    for id in ("mill", "barn"):
        swap(scene / f"zones/{id}.yaml", f"model: {id}\n", f"model: ./{id}.glb\n")
    plain_box().write(scene / "mill.glb")
    stage = Stage(load(scene, ASSETS), ASSETS / "none", SIZE, displays=HEADLESS)
    try:
        (warning,) = stage.warnings
        assert "'./barn.glb'" in warning and "baked" not in warning
    finally:
        stage.close()


@pytest.mark.parametrize("suffix", ["obj", "stl", "ply", "glb"])
def test_a_model_of_ones_own(tmp_path: Path, suffix: str) -> None:
    trimesh = pytest.importorskip("trimesh")
    folder = write_scene(tmp_path / "toy")
    mesh = trimesh.creation.cone(radius=400, height=1000, sections=24)  # some other unit of length
    if suffix in ("obj", "glb"):
        mesh.apply_transform(trimesh.transformations.rotation_matrix(-np.pi / 2, [1, 0, 0]))
    mesh.export(folder / f"cone.{suffix}")
    swap(folder / "zones" / "mill.yaml", "model: mill", f"model: cone.{suffix}")
    toy = load(folder, tmp_path)
    stage = Stage(toy, tmp_path, SIZE, displays=HEADLESS)
    try:
        assert not any("Mill" in warning for warning in stage.warnings)
        picture = seen(stage, resting(toy))
        base, tip = toy.zones["mill"].place, np.array([-20.0, 0.0, 11.0])
        assert base.height_m == 12
        right_of_tip = tip + np.array([4.0, 0.0, 0.0])  # a cone is slim there, a block would not be
        pixels = stage.project([tip, right_of_tip, (-20.0, 0.0, 2.0)]) * SIZE
        colours = [picture[int(y), int(x)] for x, y in pixels]
        assert np.abs(colours[1] - colours[2]).max() > 6
    finally:
        stage.close()


def test_a_broken_model_is_a_block_with_a_warning(tmp_path: Path) -> None:
    folder = write_scene(tmp_path / "toy")
    (folder / "hut.glb").write_bytes(b"this is no model")
    swap(folder / "zones" / "mill.yaml", "model: mill", "model: hut.glb")
    stage = Stage(load(folder, tmp_path), tmp_path, SIZE, displays=HEADLESS)
    stage.close()
    assert any("hut.glb" in warning for warning in stage.warnings)


@pytest.mark.parametrize("name", ["index out of range", "draco", "no area", "not a number"])
def test_a_model_that_breaks_never_takes_the_park_down(tmp_path: Path, name: str) -> None:
    folder = write_scene(tmp_path / "toy")
    make, _ = REFUSED[name]
    make().write(folder / "hut.glb")
    coloured_box().write(folder / "泵站 ü.glb")
    swap(folder / "zones" / "mill.yaml", "model: mill", "model: ./hut.glb")
    swap(folder / "zones" / "barn.yaml", "model: barn", "model: ./泵站 ü.glb")
    toy = load(folder, tmp_path)
    stage = Stage(toy, tmp_path, SIZE, displays=HEADLESS)
    try:
        ((zone, unread),) = stage.unread_models.items()
        assert zone == "mill"
        assert "hut.glb is not shown" in tr(unread, "en") and "hut.glb未能显示" in tr(unread, "zh")
        # no word of the baked park: each zone names a file
        assert list(stage.warnings) == [f"{tr(unread, 'en')} A plain block stands in its place."]
        picture = seen(stage, resting(toy))
        for x, y in ((-20.0, -5.0), (20.0, -2.0)):  # the block, and the blue box
            hit = stage.pick(*(2 * stage.project([(x, y, 4.0)])[0] - 1) * [1, -1])
            assert hit is not None and hit.zone
        x, y = (stage.project([(20.0, -5.0, 3.5)])[0] * SIZE).astype(int)
        red, _, blue = (int(value) for value in picture[y, x, :3])
        assert blue > 2 * red
    finally:
        stage.close()


def test_an_own_model_is_flat_where_its_file_has_no_normals(tmp_path: Path) -> None:
    folder = write_scene(tmp_path / "toy")
    plain_box().write(folder / "hut.glb")
    swap(folder / "zones" / "mill.yaml", "model: mill", "model: ./hut.glb")
    toy = load(folder, tmp_path)
    stage = Stage(toy, tmp_path, (640, 360), displays=HEADLESS)
    try:
        picture = seen(stage, resting(toy, "mill"))
        wall = stage.project([(-21.5, -5.0, 3.0), (-18.5, -5.0, 3.0), (-20.0, -5.0, 6.5)]) * (640, 360)
        seen_on_it = np.array([picture[int(y), int(x), :3] for x, y in wall], float)
        assert np.ptp(seen_on_it, axis=0).max() < 12, (
            "a pillow would differ from one end of a wall to the other"
        )
    finally:
        stage.close()


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotBaked):
        Baked.read(tmp_path)
    copy = Path(shutil.copytree(ASSETS / "park", tmp_path / "park"))
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    (copy / "manifest.json").write_text(json.dumps({**manifest, "format": 99}), "utf-8")
    with pytest.raises(NotBaked, match="99"):
        Baked.read(copy)


def reaching_out(folder: Path) -> None:
    indices = np.load(folder / "indices.npy")
    indices[30] = 0xFFFF
    np.save(folder / "indices.npy", indices)


def overwritten(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "indices out of range": reaching_out,
    "empty indices": overwritten("indices.npy", b""),
    "pickled vertices": overwritten("vertices.npy", b"\x80\x04N."),
    "manifest of text": overwritten("manifest.json", b"{"),
    "manifest of a list": overwritten("manifest.json", b"[]"),
    "manifest in Latin-1": overwritten("manifest.json", "é".encode("latin-1")),
    "life of a list": overwritten("life.json", b"[]"),
    "no picture": lambda folder: (folder / "ground_night.jpg").unlink(),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_bake_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(ASSETS / "park", tmp_path / "park"))
    DAMAGES[name](copy)
    with pytest.raises(NotBaked, match=r"park: damaged: .") as caught:
        Baked.read(copy)
    assert "文件已损坏" in tr(caught.value.why, "zh")


@pytest.mark.parametrize("spoilt", [b"garbage", b"", None])
def test_a_damaged_picture_of_light_ends_no_program(park: Park, tmp_path: Path, spoilt: bytes | None) -> None:
    copy = Path(shutil.copytree(ASSETS / "park", tmp_path / "park"))
    picture = copy / "ground_ambient.jpg"
    whole = bytearray(picture.read_bytes())
    whole[0xDA] = 222  # tables of codes that make no sense: Panda3D's reader would end the program
    picture.write_bytes(bytes(whole) if spoilt is None else spoilt)
    stage = Stage(park, copy, SIZE, displays=HEADLESS)
    try:
        seen(stage, resting(park))
        (warning,) = stage.warnings
        assert "ground_ambient.jpg cannot be read" in warning
    finally:
        stage.close()


def test_timetables_of_another_park_are_refused(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(ASSETS / "park", tmp_path / "park"))
    assert set(Baked.read(copy).timetables) == set(PRECOMPUTED)
    np.save(copy / PRECOMPUTED["people"], np.load(copy / PRECOMPUTED["people"])[:, 1:])
    with pytest.raises(NotBaked, match=r"people\.npy does not belong to life\.json"):
        Baked.read(copy)
    (copy / PRECOMPUTED["people"]).unlink()
    assert set(Baked.read(copy).timetables) == {"vehicles"}, "what is not kept is worked out"


def test_large_parts_are_cut() -> None:
    count = 70_000
    places = np.random.default_rng(1).uniform(-9, 9, (count, 3)).astype(np.float32)
    corners = np.arange(count - count % 3).reshape(-1, 3)
    baked = packed([Part("cloud", places, places, places * 0 + 0.5, corners, "mill")])
    assert len(baked.manifest.chunks) > 1
    assert all(chunk.vertices <= 0xFFFF for chunk in baked.manifest.chunks)
    assert sum(span.count for chunk in baked.manifest.chunks for span in chunk.spans) == corners.size * 2


def test_the_same_picture_from_either_folder(park: Park, stage: Stage) -> None:
    stage.resize(*SIZE)
    other = Stage(park, ASSETS / "park", SIZE, displays=HEADLESS)
    try:
        assert not difference(seen(stage, resting(park)), seen(other, resting(park))).any()
    finally:
        other.close()


def test_what_was_shown_before_leaves_no_trace(park: Park) -> None:
    """Neither another light nor another language stays in the shadows."""
    stage = Stage(park, ASSETS, (640, 360), displays=HEADLESS)
    try:
        fresh = seen(stage, resting(park))
        for before in ({"light": "golden"}, {"language": "zh"}, {"light": "dusk", "language": "zh"}):
            assert difference(fresh, seen(stage, resting(park, **before))).any()
            assert not difference(fresh, seen(stage, resting(park))).any()
    finally:
        stage.close()


def test_what_a_bake_decides_is_the_same_without_one() -> None:
    assert unbaked.BRIGHTEST_NIGHT == pack.BRIGHTEST_NIGHT
    assert unbaked.WATER_LEVEL_M == plan.WATER_LEVEL_M
