"""The tour, the talk, the lesson and the quiz that scenes/README.md shows are right as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.park.check import check
from explorer.visit.tour.check import check_tours
from tests.grown_scene import write_grown_scene, zone_text

README = (ROOT / "scenes" / "README.md").read_text("utf-8")
FILES = {
    "A tour": "tours/walk.yaml",
    "A talk": "tours/talk.yaml",
    "A lesson": "tours/lesson.yaml",
    "A quiz": "quiz.yaml",
}
PARK = """\
format: 1
id: works
title: {en: Works}
subtitle: {en: An invented dairy}
site: island
languages: [en]
"""


def shown(what: str) -> str:
    """The YAML under a heading."""
    found = re.search(rf"^\*\*{what}\*\*[^\n]*\n\n```yaml\n(.*?)```", README, re.DOTALL | re.MULTILINE)
    assert found is not None, what
    return found[1]


@pytest.mark.parametrize("what", FILES)
def test_what_the_readme_shows_can_be_copied(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.build.grown.grown.cache_folder", lambda: tmp_path / "cache")
    text = shown(what)
    assert len(text.splitlines()) <= 12
    zone = (
        zone_text(1, "hall", "{kind: hall}")
        .replace(", zh: 厂房", "")
        .replace(", zh: 一处。", "")
        .replace(", zh: 文字。", "")
    )
    folder = write_grown_scene(tmp_path / "works", {"hall": ""}, PARK, {"hall": zone})
    (folder / "tours").mkdir()
    path = folder / FILES[what]
    path.write_text(text, "utf-8")
    report = check(folder, tmp_path / "none", check_tours)
    assert [fault.as_text() for fault in report.faults if fault.path.name == path.name] == []
