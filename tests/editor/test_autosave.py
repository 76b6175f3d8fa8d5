"""What was not saved outlives the program: it is found at the next start, whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.editor.autosave import Autosave
from explorer.editor.change import Change
from explorer.editor.document import SceneDocument
from explorer.editor.zones import without_zone
from explorer.i18n import Text

from ..small_scene import write_small_scene

STEP = Text("Change")
ONE, TWO = "zones/zone-1.yaml", "zones/zone-2.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_small_scene(tmp_path / "small", ("en", "zh"), 3)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "state" / "unsaved"


def edited(folder: Path, home: Path) -> SceneDocument:
    """A document with a zone renamed and another one that is gone, as its autosave has it."""
    document = SceneDocument.open(folder)
    document.apply([Change(ONE, ("title", "zh"), "大门")], STEP)
    assert document.apply(without_zone(document, "zone-2"), STEP).is_applied
    assert Autosave(folder, home).keep(document)
    return document


def test_what_was_left_is_found_and_restored_as_one_step(folder: Path, home: Path) -> None:
    before = edited(folder, home)
    fresh, autosave = SceneDocument.open(folder), Autosave(folder, home)
    left = autosave.found(fresh)
    assert left is not None and set(left.files) >= {ONE, TWO} and not left.changed_since
    fresh.put(left.files, STEP)
    assert {name: fresh.raw(name) for name in fresh.files} == {
        name: before.raw(name) for name in before.files
    }
    assert fresh.undo() and not fresh.is_changed and not fresh.can_undo


def test_it_waits_for_an_answer_through_another_start_and_more_edits(folder: Path, home: Path) -> None:
    edited(folder, home)
    fresh, autosave = SceneDocument.open(folder), Autosave(folder, home)
    assert autosave.found(fresh) is not None
    fresh.apply([Change("zones/zone-3.yaml", ("icon",), "leaf")], STEP)
    autosave.keep(fresh)
    again = Autosave(folder, home).found(SceneDocument.open(folder))
    assert again is not None and {ONE, TWO, "zones/zone-3.yaml"} <= set(again.files)
    autosave.answered()
    assert Autosave(folder, home).found(SceneDocument.open(folder)) is None


def test_what_is_saved_or_undone_leaves_nothing(folder: Path, home: Path) -> None:
    document, autosave = edited(folder, home), Autosave(folder, home)
    while document.undo():
        autosave.keep(document)
    assert not list(home.glob("*.json"))
    document = edited(folder, home)
    assert document.save().problem is None
    assert autosave.found(SceneDocument.open(folder)) is None, "it is what the files say"


def test_files_that_changed_since_are_named(folder: Path, home: Path) -> None:
    edited(folder, home)
    path = folder / ONE
    path.write_text(path.read_text("utf-8").replace("Zone 1", "Theirs"), "utf-8")
    left = Autosave(folder, home).found(SceneDocument.open(folder))
    assert left is not None and left.changed_since == (ONE,)


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"files": 3}', b'{"files": {"../x.yaml": ["", "a"], "park.yaml": [1, 2]}}']
)
def test_a_damaged_autosave_is_none(folder: Path, home: Path, damage: bytes) -> None:
    edited(folder, home)
    (file,) = home.glob("*.json")
    file.write_bytes(damage)
    assert Autosave(folder, home).found(SceneDocument.open(folder)) is None


def test_nowhere_to_write_keeps_nobody_from_editing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    document, autosave = SceneDocument.open(folder), Autosave(folder, tmp_path / "taken")
    document.apply([Change(ONE, ("icon",), "leaf")], STEP)
    assert not autosave.keep(document)
    assert autosave.found(document) is None
