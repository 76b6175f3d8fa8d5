"""A scene in memory: changes are all or nothing, checked as the loader would, undone to the byte, and saved whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.base.bootstrap import ROOT
from explorer.editor import saving
from explorer.editor.document import DELETE, Change, NoSuchPlace, SceneDocument
from explorer.editor.new_scene import new_scene
from explorer.i18n import Text

from ..small_scene import write_small_scene

RENAME = Text("Rename")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_scene(tmp_path_factory.mktemp("scenes") / "small", ("en", "zh"), 2)


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written, tmp_path / "small")


def on_disk(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and ".saved" not in p.parts
    }


def title(document: SceneDocument, words: str) -> bool:
    return document.apply([Change("zones/zone-1.yaml", ("title", "en"), words)], RENAME).is_applied


def test_a_change_shows_in_the_scene_and_not_on_the_disk(folder: Path) -> None:
    document, before = SceneDocument.open(folder), on_disk(folder)
    assert not document.is_changed and not document.can_undo
    assert title(document, "Gate")
    assert document.scene is not None
    assert document.scene.zones["zone-1"].title["en"] == "Gate"
    assert document.value("zones/zone-1.yaml", ("title", "en")) == "Gate"
    assert document.undo_label == RENAME
    assert document.changed_files == ("zones/zone-1.yaml",)
    assert on_disk(folder) == before
    assert document.save().problem is None
    assert not document.is_changed
    text = (folder / "zones/zone-1.yaml").read_text("utf-8")
    assert text == before["zones/zone-1.yaml"].decode().replace('{en: "Zone 1"', '{en: "Gate"')
    assert SceneDocument.open(folder).value("zones/zone-1.yaml", ("title", "en")) == "Gate"


def test_what_could_not_be_opened_is_refused_with_its_place(folder: Path) -> None:
    document = SceneDocument.open(folder)
    good = Change("zones/zone-2.yaml", ("title", "en"), "Fine")
    bad = Change("zones/zone-1.yaml", ("title", "zh"), " ")
    result = document.apply([good, bad], RENAME)
    assert not result.is_applied
    found = result.located[0]
    assert (found.file, found.path) == ("zones/zone-1.yaml", ("title", "zh"))
    assert "empty text" in str(found.fault.what)
    assert not document.is_changed and not document.can_undo
    assert document.value("zones/zone-2.yaml", ("title", "en")) != "Fine"


def test_a_broken_scene_can_be_mended_step_by_step(folder: Path) -> None:
    path = folder / "zones/zone-1.yaml"
    path.write_text(
        path.read_text("utf-8").replace("icon: factory", "icon: NO\nstrange: 1"), encoding="utf-8"
    )
    document = SceneDocument.open(folder)
    assert document.is_broken and document.scene is None
    assert {found.path for found in document.located} == {("icon",), ("strange",)}
    assert document.apply([Change("zones/zone-1.yaml", ("strange",), DELETE)], RENAME).is_applied
    assert not document.apply([Change("zones/zone-1.yaml", ("accent",), "red")], RENAME).is_applied
    assert document.apply([Change("zones/zone-1.yaml", ("icon",), "factory")], RENAME).is_applied
    assert not document.is_broken and document.scene is not None


def test_a_place_that_is_not_there_is_an_error_of_the_caller(folder: Path) -> None:
    document = SceneDocument.open(folder)
    with pytest.raises(NoSuchPlace):
        document.apply([Change("zones/zone-1.yaml", ("related", 7, "zone"), "x")], RENAME)


def test_files_come_and_go(folder: Path) -> None:
    document, before = SceneDocument.open(folder), on_disk(folder)
    words = {"en": "Round", "zh": "一圈"}
    stop = {"id": "a", "zone": "zone-1", "hold_s": 10, "caption": words, "spoken": words}
    tour = {"kind": "show", "title": words, "lead": words, "stops": [stop]}
    assert document.apply([Change("tours/round.yaml", (), tour)], Text("Add a tour")).is_applied
    assert document.scene is not None and "round" in document.scene.tours
    assert (document.text("tours/round.yaml") or "").startswith("# A tour")
    assert document.save().problem is None
    gone = [
        Change("zones/zone-2.yaml", (), DELETE),
        Change("park.yaml", ("walk", 1), DELETE),
        Change("zones/zone-1.yaml", ("related",), DELETE),
    ]
    assert document.apply(gone, Text("Remove zone")).is_applied
    assert document.save().problem is None
    assert "zones/zone-2.yaml" not in on_disk(folder)
    while document.undo():
        pass
    assert document.save().problem is None
    assert on_disk(folder) == before


PLACES = (
    ("title", "en"),
    ("lead", "zh"),
    ("number",),
    ("accent",),
    ("related",),
    ("related", 0, "flow", "en"),
    ("turn_deg",),
    ("exhibit",),
)
VALUES = st.sampled_from(["Mill", "", "#112233", 5, 999, None, {"en": "a", "zh": "b"}, DELETE, [], True])


@given(edits=st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=6))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_undo_restores_every_byte(written: Path, edits: list[tuple[tuple[str | int, ...], object]]) -> None:
    document = SceneDocument.open(written)
    start = {name: document.text(name) for name in document.files}
    states = [start]
    for path, value in edits:
        try:
            is_applied = document.apply([Change("zones/zone-1.yaml", path, value)], RENAME).is_applied
        except NoSuchPlace:
            continue
        assert not document.is_broken
        now = {name: document.text(name) for name in document.files}
        assert is_applied or now == states[-1]
        if now != states[-1]:
            states.append(now)
    for state in reversed(states[:-1]):
        assert document.undo()
        assert {name: document.text(name) for name in document.files} == state
    assert not document.can_undo and not document.is_changed
    for state in states[1:]:
        assert document.redo()
        assert {name: document.text(name) for name in document.files} == state


def test_twenty_savings_are_kept(folder: Path) -> None:
    name = "zones/zone-1.yaml"
    for number in range(22):
        before = (folder / name).read_bytes()
        done = saving.save(folder, {name: before}, {name: b"# %d\n" % number + before}, lambda written: True)
        assert done.problem is None
    copies = saving.savings(folder)
    assert len(copies) == 20
    assert (copies[-1] / "before" / name).read_bytes().startswith(b"# 20\n")
    assert (copies[-1] / "after" / name).read_bytes().startswith(b"# 21\n")
    assert "park.yaml" in SceneDocument.open(folder).files
    assert all(not name.startswith(".") for name in SceneDocument.open(folder).files)


KILLED = """
import os, sys
from pathlib import Path
from explorer.editor import saving
at = int(sys.argv[2])
real, count = os.rename, [0]
def killed(*args, **kwargs):
    count[0] += 1
    if count[0] > at:
        os._exit(9)
    return real(*args, **kwargs)
os.rename = os.replace = killed
folder = Path(sys.argv[1])
before = saving.read_files(folder)
after = {name: raw.replace(b"Zone", b"Hall") for name, raw in before.items() if b"Zone" in raw}
saving.save(folder, {name: before[name] for name in after}, after, lambda written: True)
"""


@pytest.mark.parametrize("renames", [0, 1])
def test_a_killed_program_loses_nothing(folder: Path, renames: int) -> None:
    before = on_disk(folder)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), str(renames)], cwd=ROOT, check=False, timeout=60
    )
    assert done.returncode == 9
    assert not SceneDocument.open(folder).is_broken
    now = {name: raw for name, raw in on_disk(folder).items() if name.endswith(".yaml")}
    after = {name: raw.replace(b"Zone", b"Hall") for name, raw in before.items()}
    assert now == (before if renames == 0 else after)


def test_a_full_disk_and_a_closed_folder_lose_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document, before = SceneDocument.open(folder), on_disk(folder)
    title(document, "Gate")

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, os.strerror(28), str(path))

    with monkeypatch.context() as patch:
        patch.setattr(saving, "write_bytes", full)
        problem = document.save().problem
    assert problem is not None and "disk is full" in str(problem)
    assert document.is_changed and on_disk(folder) == before
    assert saving.savings(folder) == []
    assert document.save().problem is None and not document.is_changed


def test_what_another_program_writes_is_noticed(folder: Path) -> None:
    document = SceneDocument.open(folder)
    title(document, "Gate")
    other = folder / "zones/zone-2.yaml"
    other.write_text(other.read_text("utf-8").replace("Zone 2", "Mill"), encoding="utf-8")
    found = document.changed_elsewhere()
    assert found.files == ("zones/zone-2.yaml",) and not found.conflicts
    document.reload(found.files, Text("Changed elsewhere"))
    assert document.scene is not None
    assert document.scene.zones["zone-2"].title["en"] == "Mill"
    assert document.changed_files == ("zones/zone-1.yaml",)
    same = folder / "zones/zone-1.yaml"
    same.write_text(same.read_text("utf-8").replace("Zone 1", "Door"), encoding="utf-8")
    assert document.changed_elsewhere().conflicts == ("zones/zone-1.yaml",)
    problem = document.save().problem
    assert problem is not None and "zones/zone-1.yaml" in str(problem)
    assert "Door" in same.read_text("utf-8")
    theirs = same.read_bytes()
    assert document.save(over=True).problem is None
    assert "Gate" in same.read_text("utf-8")
    kept = saving.savings(folder)[-1] / "before" / "zones/zone-1.yaml"
    assert kept.read_bytes() == theirs, "what was replaced can be had again"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), {"en": "\ud800", "zh": "a"}),
        (("title", "en"), "a\udfff"),
        (("\ud800",), 1),
        (("k" * 1100,), 1),
        ((), {"k" * 1100: 1}),
        (("related",), [{"\udc00": 1}]),
    ],
    ids=["group", "text", "half a key", "long key", "long key of a file", "key of an item"],
)
def test_what_no_file_can_hold_is_refused_in_words(
    folder: Path, path: tuple[str | int, ...], value: object
) -> None:
    document, before = SceneDocument.open(folder), on_disk(folder)
    done = document.apply([Change("zones/zone-1.yaml", path, value)], RENAME)
    assert not done.is_applied and not document.is_changed
    (found,) = done.located
    assert found.file == "zones/zone-1.yaml" and found.fault.as_text("zh").isprintable()
    assert on_disk(folder) == before


def test_a_saving_that_cannot_be_completed_is_told(folder: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(folder), "2"], cwd=ROOT, check=False, timeout=60)
    left = [n for n in ("zones/zone-1.yaml", "zones/zone-2.yaml") if b"Zone" in (folder / n).read_bytes()]
    (name,) = left
    (folder / name).write_text((folder / name).read_text("utf-8").replace("Zone", "Mill"), "utf-8")
    torn = SceneDocument.open(folder).torn
    assert torn is not None and torn.files == (name,)
    assert b"Hall" in (torn.copy / name).read_bytes()
    assert SceneDocument.open(folder).torn is None, "said once"


def test_parts_of_savings_that_were_killed_go_after_an_hour(folder: Path) -> None:
    home = folder / saving.FOLDER
    for name, age_s in (("old.part", 2 * saving.PART_S), ("new.part", 1.0)):
        (home / name).mkdir(parents=True)
        os.utime(home / name, (time.time() - age_s,) * 2)
    SceneDocument.open(folder)
    assert [path.name for path in home.iterdir()] == ["new.part"]


def test_a_scene_with_a_site_is_edited_without_waiting_for_its_buildings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.build.grown.grown.cache_folder", lambda: tmp_path / "cache")
    for name, text in new_scene("small", "Small", ("en",), 2).items():
        path = tmp_path / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    document = SceneDocument.open(tmp_path / "small")
    assert document.scene is not None and not document.is_grown and not document.located
    assert document.apply([Change("zones/zone-1.yaml", ("building", "kind"), "dome")], RENAME).is_applied
    assert document.scene.zones["zone-1"].building is not None
    assert document.scene.zones["zone-1"].place.centre_m != document.scene.zones["zone-2"].place.centre_m
    assert not (tmp_path / "cache" / "grown").exists(), "no park was made"
