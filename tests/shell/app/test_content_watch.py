"""A scene that changes while it is on show: told in the log, and shown when nobody is looking."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.base.bootstrap import ROOT
from explorer.park.last_good import signature
from explorer.shell.app.content_watch import ContentWatch
from explorer.shell.app.shutdown import restart
from explorer.shell.event_log.event_log import EventLog

from ...scene import swap, write_scene

PATIENCE_MS = 60_000


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    return write_scene(tmp_path / "toy")


class Watched:
    """A scene on show, and the log of it."""

    def __init__(
        self, scene: Path, event_log: EventLog, log: Path, examine: list[str], renew: object
    ) -> None:
        self.log = log
        self.renewal = ContentWatch(scene, signature(scene), examine, event_log, renew)  # type: ignore[arg-type]
        self.renewal.stop()  # looks only when told to

    def looks(self, times: int = 2) -> None:
        for _ in range(times):
            self.renewal.look()

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def events(self) -> list[str]:
        return [line["event"] for line in self.lines()]


@pytest.fixture
def event_log(tmp_path: Path) -> Iterator[EventLog]:
    with EventLog(tmp_path / "log.jsonl") as event_log:
        yield event_log


def watched(
    scene: Path, event_log: EventLog, renew: object = None, examine: list[str] | None = None
) -> Watched:
    check = [sys.executable, "-m", "explorer", "check", str(scene), "--json"]
    return Watched(scene, event_log, scene.parent / "log.jsonl", examine or check, renew)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_a_broken_file_is_reported_with_its_place_once_a_change(
    qtbot: QtBot, scene: Path, event_log: EventLog
) -> None:
    show = watched(scene, event_log)
    show.looks(3)
    assert show.events() == []
    swap(scene / "park.yaml", "start: overview", "start: nowhere")
    show.looks()
    qtbot.waitUntil(lambda: bool(show.lines()), timeout=PATIENCE_MS)
    show.looks(4)
    (line,) = show.lines()
    assert (line["event"], line["count"]) == ("scene_broken", 1)
    assert line["faults"] == [f"{scene}/park.yaml:8:1: start: no 'nowhere'"]
    assert not show.renewal.waiting
    swap(scene / "park.yaml", "start: nowhere", "start: overview")
    show.looks()
    qtbot.waitUntil(lambda: len(show.lines()) == 2, timeout=PATIENCE_MS)
    assert show.events()[1] == "scene_renewed"  # its text is the old one, its time is not
    assert show.renewal.waiting


def test_nothing_is_checked_while_someone_is_still_writing(
    qtbot: QtBot, scene: Path, event_log: EventLog
) -> None:
    show = watched(scene, event_log)
    for step in range(5):
        os.utime(scene / "park.yaml", ns=(step, step))
        show.looks(1)
        assert not show.renewal.is_checking
    show.looks(1)
    assert show.renewal.is_checking
    qtbot.waitUntil(lambda: not show.renewal.is_checking, timeout=PATIENCE_MS)


def test_what_is_new_comes_when_nobody_is_looking(qtbot: QtBot, scene: Path, event_log: EventLog) -> None:
    nobody, asked = False, []

    def renew() -> bool:
        asked.append(nobody)
        return nobody

    good = [sys.executable, "-c", "print('{\"faults\": []}')"]
    show = watched(scene, event_log, renew, good)
    show.looks(3)
    assert asked == []
    os.utime(scene / "park.yaml", ns=(1, 1))
    show.looks()
    qtbot.waitUntil(lambda: show.renewal.waiting, timeout=PATIENCE_MS)
    show.looks(2)
    nobody = True
    show.looks(1)
    assert asked == [False, False, True]
    assert show.lines()[-1]["waits_for"] == "a moment when nobody is looking"


@pytest.mark.parametrize(
    "examine",
    [["/no/such/program"], [sys.executable, "-c", "print('nonsense')"]],
    ids=["missing", "nonsense"],
)
def test_a_check_that_fails_is_reported_and_changes_nothing(
    qtbot: QtBot, scene: Path, event_log: EventLog, examine: list[str]
) -> None:
    show = watched(scene, event_log, examine=examine)
    os.utime(scene / "park.yaml", ns=(1, 1))
    show.looks()
    qtbot.waitUntil(lambda: bool(show.lines()), timeout=PATIENCE_MS)
    assert show.events() == ["error"]
    assert not show.renewal.waiting


def test_under_a_supervisor_a_new_start_is_asked_for(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    restart(supervised=True)
    assert codes == [75]
