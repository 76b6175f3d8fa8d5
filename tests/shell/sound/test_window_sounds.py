"""A window is heard: slowly changing loops, short answers, one key; nothing of it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.base.bootstrap import ROOT
from explorer.shell.sound import Sounds
from explorer.shell.sound.player import Player
from explorer.visit import TEACH, Open, Settings
from explorer.visit.acts import Operate, Turn

from ..windows import Windows, draw_frames

HEARD = Settings(comfort="cut", sound=True)


class Heard:
    """Plays nothing, and keeps what it was asked to play."""

    def __init__(self) -> None:
        self.loops: dict[str, float] = {}
        self.history: list[dict[str, float]] = []
        self.played: list[str] = []
        self.closed = False

    def begin(self) -> Iterator[None]:
        yield

    def set_loops(self, levels: Mapping[str, float]) -> None:
        self.loops = dict(levels)
        self.history.append(self.loops)

    def play(self, name: str, level: float) -> None:
        self.played.append(name)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def heard() -> Heard:
    """What the window plays."""
    return Heard()


def ready(heard: Heard) -> Sounds:
    """The sounds of a window, with everything loaded."""
    sounds = Sounds(Path(), heard)
    for _ in sounds.prepare():
        pass
    return sounds


def test_loops_come_and_go_slowly(open_window: Windows, heard: Heard) -> None:
    window = open_window(settings=HEARD, sounds=ready(heard))
    draw_frames(window, 40)
    window.do(Open("line"))
    draw_frames(window, 40)
    assert heard.loops["works"] == max(heard.loops.values())
    for before, after in zip(heard.history, heard.history[1:], strict=False):
        for loop in {*before, *after}:
            assert abs(after.get(loop, 0.0) - before.get(loop, 0.0)) < 0.1
    window.do(Open("street"))
    draw_frames(window, 60)
    assert "works" not in heard.loops


def test_a_dial_that_is_dragged_does_not_rattle(open_window: Windows, heard: Heard) -> None:
    window = open_window(settings=HEARD, sounds=ready(heard))
    window.do(Open("line"))
    window.do(Operate())
    heard.played.clear()
    for step in range(20):
        window.do(Turn("loss", 60 if step % 2 else 100))
    assert heard.played == ["tick"]


def test_one_key_turns_it_off_and_on(open_window: Windows, heard: Heard, qtbot: QtBot) -> None:
    window = open_window(settings=HEARD, sounds=ready(heard))
    draw_frames(window, 20)
    assert heard.loops
    qtbot.keyClick(window.viewport, Qt.Key.Key_H)
    draw_frames(window, 30)
    assert not window.visit.settings.sound and heard.loops == {}
    qtbot.keyClick(window.viewport, Qt.Key.Key_H)
    draw_frames(window, 30)
    assert heard.loops and heard.played[-1] == "motif"


def test_in_a_class_the_key_still_brings_everybody_back(
    open_window: Windows, heard: Heard, qtbot: QtBot
) -> None:
    window = open_window(TEACH, settings=replace(HEARD, sound=False), sounds=ready(heard))
    draw_frames(window, 3)
    qtbot.keyClick(window.viewport, Qt.Key.Key_H)
    assert not window.visit.settings.sound
    assert heard.loops == {}


def test_a_closed_window_is_silent(open_window: Windows, heard: Heard) -> None:
    window = open_window(settings=HEARD, sounds=ready(heard))
    draw_frames(window, 5)
    window.end()
    assert heard.closed


@pytest.mark.parametrize("folder", [ROOT / "assets" / "sound", Path("/nowhere")])
def test_without_a_sound_device_nothing_fails(folder: Path, open_window: Windows) -> None:
    player = Player(folder)
    window = open_window(settings=HEARD, sounds=Sounds(folder, player))
    for _ in Sounds(folder, player).prepare():
        pass
    draw_frames(window, 3)
    window.do(Open("line"))
    draw_frames(window, 3)
    player.play("tap", 0.5)
    player.close()
    player.close()


NO_SERVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, qCritical, qWarning
from explorer.shell.event_log.event_log import EventLog
from explorer.shell.sound.player import Player, qt_warnings_logged

application = QCoreApplication([])
with EventLog(Path(sys.argv[1]) if sys.argv[1:] else None):
    for _ in Player(Path()).begin():
        pass
    with qt_warnings_logged():
        qWarning("no device")
        qCritical("a fault")
"""


@pytest.mark.parametrize("is_logged", [True, False])
def test_what_qt_says_of_devices_is_in_the_event_log_and_not_on_the_terminal(
    is_logged: bool, tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    words = [sys.executable, "-c", NO_SERVER, *([str(log)] if is_logged else [])]
    nowhere = {**os.environ, "PULSE_SERVER": f"unix:{tmp_path}/none", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, env=nowhere, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == "a fault\n"
    if is_logged:
        assert '"logger": "qt", "what": "no device"' in log.read_text("utf-8")
