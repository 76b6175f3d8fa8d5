"""The baked park belongs to the code beside it, is small enough to ship and is whole."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from explorer.base.baked_check import read_json
from explorer.base.baked_format import Manifest
from explorer.build.geometry.arrays import DETAIL_CODES
from explorer.build.geometry.material import PAPER
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pipeline import bake as baking
from explorer.build.pipeline.assemble import Part
from explorer.build.pipeline.bake import bake, recipe_of
from explorer.build.site.plan import read_letters
from explorer.crowd import PRECOMPUTED, Script

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "assets"
SCENE = ROOT / "scenes" / "metaverse"
MOST_BYTES = 25_000_000


def manifest() -> Manifest:
    return read_json(Manifest, (ASSETS / "park" / "manifest.json").read_bytes())


def test_the_park_was_baked_by_this_code() -> None:
    assert manifest().recipe == recipe_of(64, 2048, read_letters(SCENE)), (
        "the asset is older than its code: run python3 -m explorer bake"
    )


def test_other_letters_ask_for_a_new_bake() -> None:
    letters = read_letters(SCENE)
    renamed = {**letters, "plaza": {**letters["plaza"], "zh": "市民广场"}}
    assert recipe_of(64, 2048, renamed) != recipe_of(64, 2048, letters)


def test_the_assets_are_small_enough_to_ship() -> None:
    assert sum(file.stat().st_size for file in ASSETS.rglob("*") if file.is_file()) <= MOST_BYTES


def test_the_origin_of_every_asset_is_reported() -> None:
    """A line of CREDITS that begins with a file or a folder speaks for it and for all in it."""
    credits = (ASSETS / "CREDITS").read_text(encoding="utf-8")
    reported = re.findall(r"^(\S+)  ", credits, re.MULTILINE)
    for file in ASSETS.rglob("*"):
        name = file.relative_to(ASSETS).as_posix()
        if file.is_file() and name != "CREDITS":
            assert any(
                name == entry or (entry.endswith("/") and name.startswith(entry)) for entry in reported
            ), name


def test_the_park_is_whole() -> None:
    reported = manifest()
    folder = ASSETS / "park"
    files = {"manifest.json", "vertices.npy", "indices.npy", "solids.npy", "life.json", *PRECOMPUTED.values()}
    files |= set(reported.ground.values())
    assert {file.name for file in folder.iterdir()} == files
    vertices, indices = np.load(folder / "vertices.npy"), np.load(folder / "indices.npy")
    assert sum(chunk.vertices for chunk in reported.chunks) == len(vertices)
    assert max(span.start + span.count for chunk in reported.chunks for span in chunk.spans) == len(indices)


def test_the_near_and_the_far_shape_of_a_building_change_at_one_distance() -> None:
    boxes: dict[str, set[tuple[float, ...]]] = {}
    details: dict[str, set[str]] = {}
    for chunk in manifest().chunks:
        if chunk.kind == "building" and not chunk.language:
            name = chunk.name.split("-")[0]
            boxes.setdefault(name, set()).add((*chunk.low, *chunk.high))
            details.setdefault(name, set()).add(chunk.detail)
    assert all(len(reported) == 1 for reported in boxes.values())
    assert all(reported == {"near", "far"} for reported in details.values())


def _one_house() -> list[Part]:
    builder = MeshBuilder(1)
    builder.box(0, 4, 0, 4, 0, 4, PAPER)
    arrays = builder.arrays()
    arrays.detail[:] = DETAIL_CODES["always"]
    return [Part("house", "building", builder, arrays, zone="plaza")]


def test_a_bake_takes_the_place_of_an_older_one_when_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "park"
    out.mkdir()
    (out / "manifest.json").write_text('{"recipe": "of old"}', encoding="utf-8")
    (tmp_path / "park.fresh").mkdir()
    (tmp_path / "park.fresh" / "broken off").touch()
    monkeypatch.setattr(baking, "assemble", lambda letters: _one_house())
    monkeypatch.setattr(baking, "build_script", lambda parts, solids: Script())
    reported = bake(SCENE, out, rays=4, ground_px=32)
    assert [folder.name for folder in tmp_path.iterdir()] == ["park"]
    assert not (out / "broken off").exists()
    assert reported == bake(SCENE, out, rays=4, ground_px=32)


def test_a_bake_that_fails_leaves_the_older_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "park"
    out.mkdir()
    (out / "manifest.json").write_text('{"recipe": "of old"}', encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(baking, "assemble", lambda letters: _one_house())
    monkeypatch.setattr(baking, "build_script", lambda parts, solids: Script())
    monkeypatch.setattr(baking, "write_images", fail)
    with pytest.raises(OSError, match="full"):
        bake(SCENE, out, rays=4, ground_px=32)
    assert (out / "manifest.json").read_text(encoding="utf-8") == '{"recipe": "of old"}'
