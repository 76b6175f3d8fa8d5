"""The line to the supervisor, from the shell's end: silent as soon as the window's beat is."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.park import load
from explorer.shell.app import heartbeat as module
from explorer.shell.app.heartbeat import Heartbeat
from explorer.supervisor.watchdog_pipe import WatchdogPipe

from ...scene import write_scene
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
    vitals = Heartbeat(ends[1], page)
    vitals._timer.stop()  # it would still tick when the line has gone, and tell the application of all tests to end
    for _ in range(3):
        vitals._tick()
    assert heard(ends[0]) == 3


def test_a_window_whose_beat_fails_falls_silent(
    open_window: Windows, tmp_path: Path, ends: tuple[socket.socket, WatchdogPipe]
) -> None:
    park = load(write_scene(tmp_path / "toy"), Path("nowhere"))
    window = open_window(park=park)
    vitals = Heartbeat(ends[1], window)
    vitals._timer.stop()
    window.pulse.start()
    window.pulse._timer.stop()  # beats only when told to; it is running for all that

    class Running:
        isActive = staticmethod(lambda: True)
        interval = staticmethod(lambda: 16)
        start = stop = staticmethod(lambda *_: None)

    window.pulse._timer = Running()  # type: ignore[assignment]
    for _ in range(2):
        window.pulse._tick()
        vitals._tick()
    assert heard(ends[0]) == 2

    def fail(dt_s: float) -> bool:
        raise ValueError

    window.pulse._beat = fail
    for _ in range(3):
        with pytest.raises(ValueError):
            window.pulse._tick()
        vitals._tick()
    assert heard(ends[0]) == 0
    window.end()


def test_who_is_left_alone_leaves(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ends: tuple[socket.socket, WatchdogPipe]
) -> None:
    left: list[int] = []
    monkeypatch.setattr(module.QApplication, "exit", left.append)
    page = QWidget()
    qtbot.addWidget(page)
    vitals = Heartbeat(ends[1], page)
    vitals._timer.stop()
    vitals._tick()
    assert left == []
    ends[0].close()
    vitals._tick()
    assert left == [0]
