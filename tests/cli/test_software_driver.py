"""A program that finds no OpenGL on Windows starts itself again with the software driver."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence

import pytest

from explorer import __main__ as cli
from explorer.base import software_driver
from explorer.base.bootstrap import ROOT
from explorer.base.software_driver import SoftwareDriverNeeded
from explorer.base.supervisor.watchdog_pipe import WatchdogPipe
from explorer.stage import NoGraphics
from explorer.stage.gl.context import Context

HEARTBEAT = (
    "from explorer.base.supervisor.watchdog_pipe import answered; import os; "
    "assert os.environ['QT_OPENGL'] == 'software'; "
)


@pytest.fixture(autouse=True)
def nothing_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_OPENGL", "")  # so that what a test chooses is undone


def test_what_cannot_draw_asks_for_it_only_where_it_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(software_driver, "is_offered", lambda: False)
    with pytest.raises(NoGraphics, match="no such module"):
        Context(("p3nothing",))
    monkeypatch.setattr(software_driver, "is_offered", lambda: True)
    with pytest.raises(SoftwareDriverNeeded):
        Context(("p3nothing",))


def test_the_same_words_are_run_again_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[Sequence[str], str]] = []

    def needed(words: Sequence[str]) -> int:
        raise SoftwareDriverNeeded

    def run(command: Sequence[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        started.append((command, os.environ["QT_OPENGL"]))
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(cli, "dispatch", needed)
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(sys, "orig_argv", ["python", "-m", "explorer", "still"])
    assert cli.main(["still"]) == 3
    assert started == [([sys.executable, "-m", "explorer", "still"], "software")]


def test_the_supervisor_hears_the_one_that_was_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setattr(
        sys, "orig_argv", ["python", "-c", HEARTBEAT + "answered().beat(); raise SystemExit(7)"]
    )
    ours, theirs = socket.socketpair()
    with ours:
        assert cli.start_with_software_driver(WatchdogPipe(theirs)) == 7
        ours.settimeout(60.0)
        assert [ours.recv(9), ours.recv(9)] == [b".", b""], "a heartbeat, then the end"
