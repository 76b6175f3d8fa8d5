"""The editor's checks, on a toy scene and on the scene that is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.bootstrap import ROOT
from explorer.park.check import characters, check, words
from tests.scene import swap, write_scene


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    return write_scene(tmp_path / "toy")


def told(folder: Path) -> list[str]:
    return [f.told() for f in check(folder, folder).faults if "solids" not in f.what.en]


def test_a_good_scene_has_nothing_to_tell(scene: Path) -> None:
    assert told(scene) == []
    line = check(scene, scene).line()
    assert line == "claims 2/2 · zones 2 · texts en 100 % zh 100 % · 0 errors · 1 warnings"  # no baked solids


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("claims.yaml", "C02:", "C03:", "C02 is not told"),
        ("claims.yaml", "C02:", "C03:", "C03 is not a statement of the briefing"),
        (
            "zones/barn.yaml",
            "turns all day.",
            "turns " + "very " * 30 + "long.",
            "lead.en: 35 words: write 4 to 25",
        ),
        (
            "zones/barn.yaml",
            "A quiet sentence of eight words stands here. " * 9,
            "",
            "article.en: 32 words: write 90 to 160",
        ),
        ("zones/barn.yaml", "它磨粉。", "It grinds.", "business.zh: no Chinese in it"),
        ("zones/barn.yaml", "它磨粉。", '"磨,粉。"', "business.zh: half-width punctuation"),
        (
            "zones/barn.yaml",
            "distance_m: 50",
            "distance_m: 500",
            "views.front: the camera stands outside the park",
        ),
        ("glossary.yaml", "zones: [mill, barn]", "zones: [mill]", "wheel.zones: leaves out 'barn'"),
        ("zones/barn.yaml", "centre_m: [20, 0]", "centre_m: [900, 0]", "place.centre_m: outside the park"),
    ],
)
def test_what_an_editor_would_find(scene: Path, file: str, old: str, new: str, expected: str) -> None:
    swap(scene / file, old, new)
    assert any(expected in t for t in told(scene)), told(scene)


def test_a_missing_text_is_counted(scene: Path) -> None:
    swap(scene / "zones/barn.yaml", "{en: It grinds., zh: 它磨粉。}", "{en: It grinds.}")
    report = check(scene, scene)
    assert report.errors == 1
    assert report.share("en") == "100 %" and report.share("zh") != "100 %"


def test_counting() -> None:
    assert words("The [[vr|virtual reality]] of 5G-A, at 3.5 %.") == 7
    assert characters("虚拟 [[vr|现实]]，好。") == 7


def test_the_shipped_scene_is_complete() -> None:
    report = check(ROOT / "scenes" / "metaverse", ROOT / "assets")
    assert [f.told() for f in report.faults] == []
    assert report.line() == "claims 184/184 · zones 20 · texts en 100 % zh 100 % · 0 errors · 0 warnings"
