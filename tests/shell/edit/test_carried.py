"""A visit goes on in the park as it was edited; what is drawn stays where only words or light are another."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.build.grown.grown import JOB, PLAIN
from explorer.editor.change import Change
from explorer.editor.document import SceneDocument
from explorer.i18n import Text
from explorer.park.model import Park
from explorer.shell.edit.next_park import carried, draws_the_same
from explorer.visit import Open, Operate, Turn, Visit
from tests.park.test_tours import EXHIBIT
from tests.scene import write_scene

MILL = "zones/mill.yaml"


@pytest.fixture
def document(tmp_path: Path) -> SceneDocument:
    folder = write_scene(tmp_path / "toy")
    mill = folder / MILL
    mill.write_text(mill.read_text("utf-8") + EXHIBIT, "utf-8")
    return SceneDocument.open(folder, ROOT / "assets")


def edited(document: SceneDocument, path: tuple[str, ...], value: object) -> Park:
    assert document.apply([Change(MILL, path, value)], Text("Change")).is_applied
    assert document.scene is not None
    return document.scene


def test_an_exhibit_goes_on_unless_it_was_changed_itself(document: SceneDocument) -> None:
    assert document.scene is not None
    visit = Visit.begin(document.scene).after(Open("mill")).after(Operate())
    visit = visit.after(Turn("loss", 60.0)).advance(2.0)
    run = visit.run
    after = carried(visit, edited(document, ("title", "en"), "The great mill"))
    assert after.run is run and after.operating and after.park.zones["mill"].title["en"] == "The great mill"
    assert carried(visit, after.park, keeps_runs=False).run is not run, "a file it reads may be another one"
    renamed = edited(document, ("exhibit", "title"), {"en": "Ours", "zh": "我们的"})
    fresh = carried(after, renamed).run
    assert fresh is not None and fresh is not run and fresh.steps == 0


def test_light_that_came_meanwhile_needs_no_other_stage(document: SceneDocument, tmp_path: Path) -> None:
    assert document.scene is not None
    plain = tmp_path / f"abc{PLAIN}"
    dark = document.scene.model_copy(update={"grown": plain, "light_to_come": plain / JOB})
    lit = document.scene.model_copy(update={"grown": tmp_path / "abc", "light_to_come": None})
    other = document.scene.model_copy(update={"grown": tmp_path / "abd", "light_to_come": None})
    assert draws_the_same(dark, lit) and draws_the_same(lit, lit)
    assert not draws_the_same(dark, other) and not draws_the_same(lit, other)
