"""Light that another process makes: shown when it is there, reported when it cannot be made, and never in the way of an end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from explorer.build.grown.grown import JOB, PLAIN, lit_folder
from explorer.shell.app import light_to_come
from explorer.shell.app.light_to_come import LightToCome
from explorer.shell.event_log.event_log import EventLog

PATIENCE_MS = 60_000


@pytest.fixture
def job(tmp_path: Path) -> Path:
    folder = tmp_path / f"abc{PLAIN}"
    folder.mkdir()
    (folder / JOB).write_text("{}", encoding="utf-8")
    return folder / JOB


def test_it_begins_with_the_first_picture_and_says_what_went_wrong(
    job: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    shown: list[Path] = []
    pictures: list[int] = []
    with EventLog(tmp_path / "log.jsonl") as log:
        light = LightToCome(job, lambda: bool(pictures), shown.append, log)
        qtbot.wait(120)
        assert light.is_at_work and not (tmp_path / "log.jsonl").read_text("utf-8").count("light")
        pictures.append(1)
        qtbot.waitUntil(lambda: not light.is_at_work, timeout=PATIENCE_MS)
    (line,) = [
        json.loads(row) for row in (tmp_path / "log.jsonl").read_text("utf-8").splitlines() if "light" in row
    ]
    assert line["kind"] == "light" and "rows" in line["what"] and "Traceback" not in line["what"]
    assert not shown


def test_what_is_there_is_shown(job: Path, tmp_path: Path, qtbot: QtBot) -> None:
    lit_folder(job).mkdir()
    (lit_folder(job) / "manifest.json").write_text("{}", encoding="utf-8")
    shown: list[Path] = []
    with EventLog(tmp_path / "log.jsonl") as log:
        light = LightToCome(job, lambda: True, shown.append, log)
        qtbot.waitUntil(lambda: not light.is_at_work, timeout=PATIENCE_MS)
    assert shown == [tmp_path / "abc"]


def test_another_window_with_the_same_park_gets_the_light(job: Path, tmp_path: Path, qtbot: QtBot) -> None:
    lit_folder(job).mkdir()
    (lit_folder(job) / "manifest.json").write_text("{}", encoding="utf-8")
    first, second = QObject(), QObject()
    shown: list[Path] = []
    with EventLog(tmp_path / "log.jsonl") as log:
        light = LightToCome(job, lambda: False, lambda folder: pytest.fail("that window is gone"), log, first)
        light.serve(lambda: True, shown.append, second)
        first.deleteLater()
        qtbot.waitUntil(lambda: not light.is_at_work, timeout=PATIENCE_MS)
    assert shown == [lit_folder(job)]
    second.deleteLater()


def test_an_end_waits_for_nothing(
    job: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    begun = tmp_path / "begun"
    (tmp_path / "endless_maker.py").write_text(
        f"open({str(begun)!r}, 'w'); import time; time.sleep(600)", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(light_to_come, "MAKER", "endless_maker")
    with EventLog(tmp_path / "log.jsonl") as log:
        light = LightToCome(job, lambda: True, shown.append, log)
        qtbot.waitUntil(begun.exists, timeout=PATIENCE_MS)
        light.stop()
        assert not light.is_at_work
        qtbot.wait(50)
    assert not shown and "error" not in (tmp_path / "log.jsonl").read_text("utf-8")
