"""Scenes that come with the program are found by name; a folder of that name wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.cli.argument_types import scene_named, shipped_scenes


def test_a_shipped_scene_is_found_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert {"metaverse", "pumps"} <= set(shipped_scenes())
    assert scene_named("pumps") == ROOT / "scenes" / "pumps"
    assert scene_named("./pumps") == Path("pumps") and scene_named("pump") == Path("pump")
    (tmp_path / "pumps").mkdir()
    assert scene_named("pumps") == Path("pumps")
