"""The line to the supervisor, from the shell's end: silent as soon as the window's frame clock is."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.base.supervisor.watchdog_pipe import WatchdogPipe
from explorer.park import load
from explorer.shell.app import heartbeat as module
from explorer.shell.app.heartbeat import Heartbeat

from ...scene import write_scene
from ..fake_stage import FakePicture, FakeStage
from ..windows import Windows


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, WatchdogPipe]]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    line = WatchdogPipe(theirs)
    yield ours, line
    line.close()
    ours.close()


def heard(ours: socket.socket) -> int:
    with suppress(BlockingIOError):
        return len(ours.recv(4096))
    return 0


def test_a_page_without_a_beat_of_its_own_is_spoken_for(
    qtbot: QtBot, ends: tuple[socket.socket, WatchdogPipe]
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    heartbeat = Heartbeat(ends[1], page)
    heartbeat.stop()  # it would still tick when the line has gone, and tell the application of all tests to end
    for _ in range(3):
        heartbeat.tick()
    assert heard(ends[0]) == 3


def test_a_window_whose_beat_fails_falls_silent(
    open_window: Windows, tmp_path: Path, ends: tuple[socket.socket, WatchdogPipe]
) -> None:
    class Failing(FakeStage):
        fails = False

        def draw(self) -> FakePicture:
            if Failing.fails:
                raise ValueError
            return super().draw()

    window = open_window(park=load(write_scene(tmp_path / "toy"), Path("nowhere")), stage=Failing)
    heartbeat = Heartbeat(ends[1], window)
    heartbeat.stop()
    window.frame_clock.start()  # no event loop runs here: it ticks only when told to
    for _ in range(2):
        window.frame_clock.tick()
        heartbeat.tick()
    assert heard(ends[0]) == 2
    Failing.fails = True
    for _ in range(3):
        with pytest.raises(ValueError):
            window.frame_clock.tick()
        heartbeat.tick()
    assert heard(ends[0]) == 0
    window.end()


def test_who_is_left_alone_leaves(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ends: tuple[socket.socket, WatchdogPipe]
) -> None:
    left: list[int] = []
    monkeypatch.setattr(module.QApplication, "exit", left.append)
    page = QWidget()
    qtbot.addWidget(page)
    heartbeat = Heartbeat(ends[1], page)
    heartbeat.stop()
    heartbeat.tick()
    assert left == []
    ends[0].close()
    heartbeat.tick()
    assert left == [0]
