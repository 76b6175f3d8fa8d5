"""The file of a plan: left out, whole, or wrong in one place with a clear error at its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.i18n import tr
from explorer.park.load import read

SCENE = ROOT / "scenes" / "metaverse"


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SCENE, tmp_path / "scene"))


def changed(scene: Path, before: str, after: str) -> list[str]:
    """What is wrong once the file says something else."""
    file = scene / "plan.yaml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    found = read(scene, ROOT / "assets")
    assert found.park is None and all(fault.path.name == "plan.yaml" for fault in found.errors)
    return [f"{tr(fault.what, 'en')}; {tr(fault.remedy, 'en')}" for fault in found.errors]


def test_a_scene_needs_no_plan(scene: Path) -> None:
    (scene / "plan.yaml").unlink()
    park = read(scene, ROOT / "assets").park
    assert park is not None and park.plan is None
    assert park.surroundings("plaza").plan.measures == ()


@pytest.mark.parametrize(
    ("before", "after", "reported"),
    [
        (
            "halls: [factory]",
            "halls: [factroy]",
            "measures.4.halls.0: no 'factroy'; nearest known: factory",
        ),
        ("task: life, words", "task: live, words", "measures.6.task: no 'live'; nearest known: life"),
        ("source: sichuan-plan-2023", "source: sichuan", "events.4.source: no 'sichuan'"),
        ("elsewhere: [plaza, drivers", "elsewhere: [plaza", "no measure leads to 'drivers'"),
        ('date: "2023-09-08"', 'date: "8.9.2023"', "'8.9.2023' is not in the right form"),
        ("{id: rules, word", "{id: rulez, word", "'rulez' has 0 measures; give each task 1 to 8 measures"),
        ("  line: [[", "  lane: [[", "ways.lane: no 'lane'"),
        ('colour: "#159E9A"', "colour: teal", "'teal' is not in the right form"),
        ("source: vr-tuoluo-2023-09", "sauce: vr-tuoluo-2023-09", "unknown key"),
    ],
)
def test_what_is_wrong_is_said(scene: Path, before: str, after: str, reported: str) -> None:
    assert any(reported in line for line in changed(scene, before, after)), changed


def test_a_file_that_is_no_yaml_is_said(scene: Path) -> None:
    (scene / "plan.yaml").write_text("tasks: [", encoding="utf-8")
    found = read(scene, ROOT / "assets")
    assert found.park is None and found.errors[0].path.name == "plan.yaml"
