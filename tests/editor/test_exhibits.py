"""An exhibit that is begun in a form can be opened at once: a formula, a table from a file, a gallery, a kind of the park."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.editor.change import Change
from explorer.editor.document import SceneDocument
from explorer.editor.exhibits import (
    OFFERED,
    exhibit_of,
    gallery_of,
    kind_label,
    new_entry,
    table_of,
    with_kind,
)
from explorer.editor.forms import form_at
from explorer.editor.pieces import new_tour
from explorer.editor.saving import bring_in
from explorer.exhibits.sheets.table_file import NotRead, Table, read_table
from explorer.i18n import Text, tr
from tests.grown_scene import write_grown_scene

HALL = "zones/hall.yaml"
STEP = Text("Change")
CSV = """Wheel;Flow (m3/h);Head (m);2024;排量;Model name
open;10;20;1;3;a
open;20;18;2;4;b
closed;10;30;3;5;c
closed;20;25;4;6;d
"""


@pytest.fixture
def document(tmp_path: Path) -> SceneDocument:
    return SceneDocument.open(write_grown_scene(tmp_path / "scene"), ROOT / "assets")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "elsewhere" / "wheels.csv"
    path.parent.mkdir()
    path.write_text(CSV, "utf-8")
    return path


def test_every_kind_can_be_begun_and_changed_into_the_next(document: SceneDocument, file: Path) -> None:
    languages = document.languages
    table = table_of(languages, bring_in(document.folder, "data", file), read_table(file))
    picture = ROOT / "scenes/pumps/media/way.svg"
    blocks = {"table": table, "gallery": gallery_of(languages, [bring_in(document.folder, "media", picture)])}
    before = None
    for kind in OFFERED:
        before = exhibit_of(languages, kind, before, blocks.get(kind))
        done = document.apply([Change(HALL, ("exhibit",), before)], STEP)
        assert done.is_applied, (kind, [str(fault.what) for fault in done.faults])
        assert {"formula", "table", "gallery"} & before.keys() <= {kind}
        assert all(tr(kind_label(kind), language) for language in ("en", "de", "zh"))


def test_columns_become_dials_and_readings(document: SceneDocument, file: Path) -> None:
    made = table_of(("en",), "./x.csv", read_table(file))
    assert {name: row["column"] for name, row in made["dials"].items()} == {
        "wheel": "Wheel", "flow": "Flow (m3/h)",
    }  # fmt: skip
    assert made["dials"]["flow"] == {"label": {"en": "Flow"}, "unit": "m3/h", "column": "Flow (m3/h)"}
    assert {row["column"] for row in made["readings"].values()} == {"Head (m)", "2024", "排量"}
    assert len({*made["dials"], *made["readings"]}) == 5


@pytest.mark.parametrize(
    "columns", [{"a": (1.0, 2.0)}, {"a": ("x", "y")}, {"a": ("x", "y"), "b": ("u", "v")}]
)
def test_a_table_of_nothing_to_read_says_so(columns: dict[str, tuple[float | str, ...]]) -> None:
    with pytest.raises(NotRead, match="no columns"):
        table_of(("en",), "./x.csv", Table(columns))


def test_a_file_of_the_same_name_stays(document: SceneDocument, file: Path) -> None:
    folder = document.folder
    assert bring_in(folder, "data", file) == bring_in(folder, "data", file) == "./data/wheels.csv"
    file.write_text("other", "utf-8")
    assert bring_in(folder, "data", file) == "./data/wheels-2.csv"
    assert (folder / "data/wheels.csv").read_text("utf-8") == CSV
    assert bring_in(folder, "data", folder / "data/wheels.csv") == "./data/wheels.csv"


def test_a_formula_is_gone_on_with(document: SceneDocument) -> None:
    document.apply([Change(HALL, ("exhibit",), exhibit_of(document.languages, "formula"))], STEP)
    for part, name in (("dials", "speed"), ("readings", "cost")):
        path = ("exhibit", "formula", part)
        form = form_at(HALL, (*path, name))
        assert form is not None
        entry = new_entry(document, form, HALL, path)
        assert document.apply([Change(HALL, (*path, name), entry)], STEP).is_applied, (part, name)
    wrong = document.apply([Change(HALL, (*path, "cost", "equals"), "amount *")], STEP)
    assert not wrong.is_applied and wrong.located[0].path == (*path, "cost", "equals")
    assert document.apply([Change(HALL, (*path, "cost", "equals"), "amount * speed / 10")], STEP).is_applied


def test_what_tours_do_at_an_exhibit_goes_with_its_kind(document: SceneDocument) -> None:
    tour, changes = new_tour(document)
    document.apply([Change(HALL, ("exhibit",), exhibit_of(document.languages, "formula")), *changes], STEP)
    stop = {"zone": "hall", "at": "exhibit", "acts": [{"at_s": 2, "turn": {"amount": 100}}]}
    file = f"tours/{tour}.yaml"
    row = {**document.value(file, ("stops", 0)), **stop}
    assert document.apply([Change(file, ("stops", 0), row)], STEP).is_applied
    line = exhibit_of(document.languages, "line", document.value(HALL, ("exhibit",)))
    only = document.apply([Change(HALL, ("exhibit",), line)], STEP)
    assert not only.is_applied, "the tour sets a dial that is gone"
    assert document.apply(with_kind(document, HALL, ("exhibit",), line), STEP).is_applied
    assert "acts" not in document.value(file, ("stops", 0))


def test_notes_behind_the_parts_of_a_kind_go_with_it(document: SceneDocument) -> None:
    before = {"kind": "arcade", "notes": {"market": {"en": "A figure of ours"}}, "see": {"en": "A wheel"}}
    assert (
        "notes" not in (after := exhibit_of(document.languages, "line", before))
        and after["see"] == before["see"]
    )
