"""Pictures of exhibits at work lie in a scene under their language and their zone."""

from __future__ import annotations

from pathlib import Path

from explorer.park import load
from explorer.park.at_work import FOLDER, picture_of
from explorer.park.check import check
from tests.scene import write_scene


def test_a_picture_belongs_to_a_zone_and_a_language(tmp_path: Path) -> None:
    scene = write_scene(tmp_path / "toy")
    assert load(scene, scene).at_work == {}, "a scene needs none"
    for name in ("en/mill.webp", "en/mil.png", "en/mill.txt", "xx/mill.webp"):
        file = scene / FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    park = load(scene, scene)
    assert picture_of(park, "mill", "en") == scene / FOLDER / "en" / "mill.webp"
    assert picture_of(park, "mill", "zh") == picture_of(park, "mill", "en"), (
        "better in another language than none"
    )
    faults = [what for fault in check(scene, scene).faults if (what := str(fault.what)).startswith(FOLDER)]
    assert faults == [f"{FOLDER}/en/mil.png: no zone is called 'mil'"]
