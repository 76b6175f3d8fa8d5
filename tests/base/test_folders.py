"""The folders of a user are those of earlier versions, so that nothing is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from explorer.base import folders

FOLDERS = {
    "XDG_CONFIG_HOME": (folders.settings_folder, ".config"),
    "XDG_STATE_HOME": (folders.state_folder, ".local/state"),
    "XDG_CACHE_HOME": (folders.cache_folder, ".cache"),
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")
@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_is_where_it_was(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, usual = FOLDERS[name]
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv(name, raising=False)
    assert folder() == tmp_path / usual / "park-explorer"
    monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    assert folder() == tmp_path / "elsewhere/park-explorer"
    assert not (tmp_path / "elsewhere").exists(), "a folder is made by those who write into it"


def test_visits_are_kept_beside_the_other_state() -> None:
    assert folders.visit_database() == folders.state_folder() / "visits.sqlite3"
