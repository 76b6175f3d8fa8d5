"""The editor's checks, on a toy scene and on the scene that is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.i18n import tr
from explorer.park.check import characters, check, words
from tests.scene import swap, write_scene

LATER = """districts:
  - id: later
    title: {en: Later, zh: 以后}
    lead: {en: One day, zh: 将来}
    accent: {day: "#35B07A", night: "#58E890"}
    polygon_m: [[60, 60], [90, 60], [90, 90]]
"""


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    return write_scene(tmp_path / "toy")


def reported(folder: Path) -> list[str]:
    return [f.as_text() for f in check(folder, folder).faults if "solids" not in tr(f.what, "en")]


def test_a_good_scene_has_nothing_to_tell(scene: Path) -> None:
    assert reported(scene) == []
    line = check(scene, scene).line()
    assert line == "claims 2/2 · zones 2 · texts en 100 % zh 100 % · 0 errors · 1 warning"  # no baked solids


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("claims.yaml", "C02:", "C03:", "C02 is missing"),
        ("claims.yaml", "C02:", "C03:", "C03 is none of the 2 statements expected"),
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
        ("park.yaml", "districts:\n", LATER, "no zone stands in 'later'; lists leave it out"),
        ("glossary.yaml", "zones: [mill, barn]", "zones: [mill]", "wheel.zones: leaves out 'barn'"),
        ("zones/barn.yaml", "centre_m: [20, 0]", "centre_m: [900, 0]", "place.centre_m: outside the park"),
        ("zones/barn.yaml", "label_m: [20, 0,", "label_m: [20, 900,", "place.label_m: outside the park"),
        (
            "zones/barn.yaml",
            "label_m: [20, 0, 13]",
            "label_m: [20, 0, -9]",
            "place.label_m: outside the park",
        ),
    ],
)
def test_what_an_editor_would_find(scene: Path, file: str, old: str, new: str, expected: str) -> None:
    swap(scene / file, old, new)
    assert any(expected in t for t in reported(scene)), reported(scene)


def test_a_missing_text_is_counted(scene: Path) -> None:
    swap(scene / "zones/barn.yaml", "{en: It grinds., zh: 它磨粉。}", "{en: It grinds.}")
    report = check(scene, scene)
    assert report.errors == 1
    assert report.percent("en") == 100 and report.percent("zh") < 100


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("claims.yaml", "zone: mill", "zone: [mill, barn]"),
        ("claims.yaml", "zone: mill", "zone: {mill: barn}"),
        ("park.yaml", "  overview:", "  en: 3\n  zh:"),
        ("glossary.yaml", "wheel:", "en: {zh: a}\nzh:"),
        ("park.yaml", "claims_expected: 2", "claims_expected: true"),
        ("park.yaml", "claims_expected: 2", "claims_expected: 0b_"),
    ],
)
def test_an_ordinary_slip_is_an_error_with_a_place(scene: Path, file: str, old: str, new: str) -> None:
    swap(scene / file, old, new)
    report = check(scene, scene)
    assert report.errors and all(":1:1: " not in f.as_text() or f.line == 1 for f in report.faults)
    assert isinstance(report.line("zh"), str) and report.to_json()["errors"] == report.errors


def test_ids_that_look_like_languages_are_ids(scene: Path) -> None:
    """A scene whose only views are named `en` and `zh` is a scene like any other."""
    view = "{target_m: [0, 0, 2], azimuth_deg: 180, elevation_deg: 30, distance_m: 150}"
    text = (scene / "park.yaml").read_text("utf-8")
    start, end = text.index("  overview:"), text.index("walk:")
    (scene / "park.yaml").write_text(text[:start] + f"  en: {view}\n  zh: {view}\n" + text[end:], "utf-8")
    swap(scene / "park.yaml", "start: overview", "start: en")
    assert reported(scene) == []


def test_claims_that_are_missing_are_reported_in_one_line(scene: Path) -> None:
    swap(scene / "park.yaml", "claims_expected: 2", "claims_expected: 900")
    missing = [line for line in reported(scene) if "are missing" in line]
    assert len(missing) == 1
    assert "C03, C04, C05, C06, C07 and 893 more are missing" in missing[0]


def test_a_baked_model_that_is_not_there_is_a_warning(scene: Path) -> None:
    swap(scene / "park.yaml", "models: none", "models: park")
    swap(scene / "zones/mill.yaml", "model: mill", "model: servic")
    swap(scene / "zones/barn.yaml", "model: barn", "model: net")
    (fault,) = [f for f in check(scene, ROOT / "assets").faults if "no baked model" in tr(f.what, "en")]
    assert fault.path.name == "mill.yaml" and fault.weight == "warning" and fault.line > 1
    assert "'servic'" in tr(fault.what, "en") and "models/house.glb" in tr(fault.remedy, "en")
    swap(scene / "zones/mill.yaml", "model: servic", "model: net")
    (fault,) = [f for f in check(scene, ROOT / "assets").faults if "no baked model" in tr(f.what, "en")]
    assert fault.path.name == "barn.yaml"  # of two that ask for the same one, the first gets it


def test_an_exhibit_where_nobody_sees_it_is_a_warning(scene: Path) -> None:
    text = "{en: A., zh: 甲。}"
    barn = scene / "zones/barn.yaml"
    barn.write_text(
        f"{barn.read_text('utf-8')}exhibit: {{kind: line, centre_m: [900, 0, 0], size_m: [8, 8, 4], "
        f"see: {text}, learn: {text}, real: {text}}}\n",
        "utf-8",
    )
    (line,) = reported(scene)
    assert "exhibit.centre_m: outside the park" in line


def test_a_scene_of_another_subject_needs_no_claims(scene: Path) -> None:
    swap(scene / "park.yaml", "claims_expected: 2", "claims_expected: 0")
    (scene / "claims.yaml").write_text("{}", "utf-8")
    assert reported(scene) == []


def test_the_baked_park_without_its_buildings_is_a_warning(scene: Path) -> None:
    """Its ground has dark places where they stood: a park of own models is better off without it."""
    swap(scene / "park.yaml", "models: none", "models: park")
    (fault,) = [f for f in check(scene, ROOT / "assets").faults if f.path.name == "park.yaml"]
    assert "no zone has a building of 'park'" in tr(fault.what, "en") and "`models: none`" in tr(
        fault.remedy, "en"
    )
    swap(scene / "zones/barn.yaml", "model: barn", "model: net")
    assert not [f for f in check(scene, ROOT / "assets").faults if f.path.name == "park.yaml"]


def test_chinese_is_set_as_chinese(scene: Path) -> None:
    swap(scene / "zones/barn.yaml", "number: 2", "number: two")
    report = check(scene, scene)
    assert "number：应为整数，而不是'two'。请写纯数字，不带单位与引号" in report.faults[0].as_text("zh")
    assert "展区2 · 文本：英文100%，中文100% · " in report.line("zh") and "1处错误 · 0处提醒" in report.line(
        "zh"
    )
    assert report.line().endswith("1 error · 0 warnings")


def test_counting() -> None:
    assert words("The [[vr|virtual reality]] of 5G-A, at 3.5 %.") == 7
    assert characters("虚拟 [[vr|现实]]，好。") == 7


def test_the_shipped_scene_is_complete() -> None:
    report = check(ROOT / "scenes" / "metaverse", ROOT / "assets")
    assert [f.as_text() for f in report.faults] == []
    assert report.line() == "claims 184/184 · zones 20 · texts en 100 % zh 100 % · 0 errors · 0 warnings"


def test_an_icon_that_is_not_there_leads_to_those_of_its_words(scene: Path) -> None:
    swap(scene / "zones/barn.yaml", "icon: globe", "icon: hospital-bed")
    (line,) = reported(scene)
    assert "nearest known: hospital, bed" in line
