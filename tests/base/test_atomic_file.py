"""A file is there as a whole or not at all, even if others write it too."""

from __future__ import annotations

import os
import stat
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from explorer.base.atomic_file import LEFT_OVER_S, check_file, replacing, write_bytes, write_text


def test_two_that_write_the_same_file_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    with ExitStack() as last:
        mine = last.enter_context(replacing(path))
        mine.write(b"mi")
        with replacing(path) as other:
            other.write(b"the other one")
        assert path.read_bytes() == b"the other one"
        mine.write(b"ne")
    assert path.read_bytes() == b"mine" and list(tmp_path.iterdir()) == [path]


def test_one_that_fails_takes_nothing_from_the_other(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    with replacing(path) as other:
        with pytest.raises(OSError, match="full"), replacing(path) as mine:
            mine.write(b"mi")
            raise OSError(28, "full")
        other.write(b"whole")
    assert path.read_bytes() == b"whole" and list(tmp_path.iterdir()) == [path]


def test_what_a_killed_program_left_is_deleted_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "mine.part").write_text("of somebody else")
    with pytest.MonkeyPatch.context() as killed:
        killed.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(KeyboardInterrupt), replacing(folder / "old.csv"):
            raise KeyboardInterrupt
        with pytest.raises(KeyboardInterrupt), replacing(folder / "fresh.csv"):
            raise KeyboardInterrupt
    for file in folder.iterdir():
        if not file.name.startswith("fresh"):
            os.utime(file, (time.time() - LEFT_OVER_S - 60,) * 2)
    folder = folder.rename(tmp_path / "renamed")  # as a later program: it looks once into each folder
    write_text(folder / "a.txt", "x")
    assert sorted(file.name.split(".")[0] for file in folder.iterdir()) == ["a", "fresh", "mine"]


@pytest.mark.parametrize("name", ["r" * 250, "泵" * 80])
def test_a_long_name_can_be_written(tmp_path: Path, name: str) -> None:
    check_file(tmp_path / name)
    write_text(tmp_path / name, "x")
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("before")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write_text(tmp_path / "link.txt", "after")
    assert (tmp_path / "link.txt").is_symlink() and (tmp_path / "real.txt").read_text() == "after"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_secret_is_never_open_and_keeps_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "passwords"
    with replacing(file, 0o600) as part:
        (here,) = tmp_path.iterdir()
        assert stat.S_IMODE(here.stat().st_mode) == 0o600
        part.write(b"a")
    if os.geteuid() == 0:
        os.chown(file, 65534, 65534)
    before = file.stat()
    write_bytes(file, b"ab", 0o600)
    after = file.stat()
    assert (after.st_uid, after.st_gid, stat.S_IMODE(after.st_mode)) == (before.st_uid, before.st_gid, 0o600)
    assert file.read_bytes() == b"ab" and after.st_ino != before.st_ino
