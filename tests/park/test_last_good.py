"""A scene that breaks on disk is not lost: its last good copy is opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from explorer.i18n import tr
from explorer.park import last_good
from explorer.park.last_good import opened, signature

from ..scene import swap, write_scene

NOWHERE = Path("nowhere")


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    return write_scene(tmp_path / "toy")


def drawn(scene: Path, shelf: Path) -> None:
    """Open a scene, and have it drawn."""
    opened(scene, NOWHERE, shelf).keep()


def spoil(scene: Path) -> None:
    swap(scene / "park.yaml", "start: overview", "start: nowhere")


def test_a_broken_scene_is_replaced_by_its_last_good_copy(scene: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    drawn(scene, shelf)
    assert opened(scene, NOWHERE, shelf).faults == ()
    spoil(scene)
    again = opened(scene, NOWHERE, shelf)
    assert again.reading.park is not None
    assert again.folder == scene
    assert [fault.line for fault in again.faults] == [8]
    assert again.seen == signature(scene)


def test_what_was_good_since_is_the_copy(scene: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    drawn(scene, shelf)
    swap(scene / "park.yaml", "Toy park", "New park")
    drawn(scene, shelf)
    spoil(scene)
    park = opened(scene, NOWHERE, shelf).reading.park
    assert park is not None
    assert tr(park.title, "en") == "New park"


def test_what_was_read_but_not_drawn_is_no_copy(scene: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    drawn(scene, shelf)
    swap(scene / "park.yaml", "Toy park", "Never drawn")
    assert opened(scene, NOWHERE, shelf).faults == ()
    spoil(scene)
    kept = opened(scene, NOWHERE, shelf)
    assert kept.reading.park is not None and tr(kept.reading.park.title, "en") == "Toy park"
    kept.keep()  # the copy is on show: it stays the copy
    assert (next(p for p in shelf.iterdir() if p.is_dir()) / "park.yaml").read_text("utf-8").count(
        "nowhere"
    ) == 0


def test_a_scene_that_ends_the_program_before_it_is_drawn_is_replaced_after_some_trials(
    scene: Path, tmp_path: Path
) -> None:
    shelf = tmp_path / "shelf"
    drawn(scene, shelf)
    for _ in range(10):
        assert opened(scene, NOWHERE, shelf).faults == (), "it was drawn once"
    swap(scene / "park.yaml", "Toy park", "Deadly park")
    titles = []
    for _ in range(last_good.MOST_TRIALS + 1):
        park = opened(scene, NOWHERE, shelf).reading.park
        assert park is not None
        titles.append(tr(park.title, "en"))
    assert titles == ["Deadly park"] * last_good.MOST_TRIALS + ["Toy park"]
    swap(scene / "park.yaml", "Deadly park", "Mended park")
    mended = opened(scene, NOWHERE, shelf)
    assert mended.faults == ()
    mended.keep()
    assert [path.suffix for path in shelf.iterdir()] == [""], "nothing is left of the trials"


def test_without_a_copy_a_broken_scene_is_one(scene: Path, tmp_path: Path) -> None:
    spoil(scene)
    for shelf in (None, tmp_path / "shelf"):
        found = opened(scene, NOWHERE, shelf)
        assert found.reading.park is None
        assert found.reading.errors


def test_two_scenes_of_one_name_have_two_copies(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    for place in ("a", "b"):
        drawn(write_scene(tmp_path / place / "toy"), shelf)
    assert len(list(shelf.iterdir())) == 2


def test_a_start_that_was_cut_off_between_two_copies_loses_neither(scene: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    drawn(scene, shelf)
    (copy,) = shelf.iterdir()
    copy.rename(copy.with_name(copy.name + ".old"))
    spoil(scene)
    assert opened(scene, NOWHERE, shelf).reading.park is not None


def test_what_changes_while_it_is_copied_is_not_kept(
    scene: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    copy2 = last_good.shutil.copy2

    def slow(source: Path, target: Path) -> None:
        if source.name == "park.yaml":
            spoil(scene)
        copy2(source, target)

    monkeypatch.setattr(last_good.shutil, "copy2", slow)
    found = opened(scene, NOWHERE, shelf)
    assert found.reading.park is not None
    found.keep()
    assert [path for path in shelf.iterdir() if path.is_dir()] == []


def test_a_shelf_that_cannot_be_written_keeps_no_park_closed(scene: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.write_text("a file where a folder should be")
    found = opened(scene, NOWHERE, shelf)
    assert found.reading.park is not None
    found.keep()


def test_a_signature_tells_every_change_of_content_and_no_other(scene: Path) -> None:
    before = signature(scene)
    (scene / "notes.txt").write_text("not content")
    (scene / "zones" / ".mill.yaml.swp").write_text("an editor's own")
    assert signature(scene) == before
    os.utime(scene / "park.yaml", ns=(1, 1))
    assert signature(scene) != before
    (scene / "zones" / "barn.yaml").unlink()
    assert len(signature(scene)) == len(before) - 1
