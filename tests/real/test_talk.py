"""A talk in real windows on two screens: the projector comes and goes, and the clicker leads."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.real.desk import Desk, desk
from tests.real.monitors import Monitors, Pixels, monitors

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool, which `python3 -m tests` installs on a Debian-like system",
)

WIDTH, HEIGHT = 1280, 720
STILL_S = 3.0
"""So long nothing may change: on a busy machine the fine picture comes late."""


def laptop(screens: Monitors) -> Pixels:
    return screens.picture(0, 0, WIDTH, HEIGHT)


def projector(screens: Monitors) -> Pixels:
    return screens.picture(WIDTH, 0, WIDTH, HEIGHT)


def still(explorer: Desk, screens: Monitors) -> Pixels:
    """The projector's picture, once it has stood still for a while: a park that lives never does."""
    kept, since_s, patience = projector(screens), time.monotonic(), explorer.patience()
    while time.monotonic() - since_s < STILL_S:
        assert patience.lasts(), "the projector's picture never stands still"
        time.sleep(0.1)
        now = projector(screens)
        if not np.array_equal(now, kept):
            kept, since_s = now, time.monotonic()
    return kept


def black_and_back(explorer: Desk, screens: Monitors) -> None:
    """Black is on the projector alone, and goes away."""
    since = explorer.key("b")
    explorer.wait_for("black", since, on=True)
    explorer.until(lambda: int(projector(screens).max()) == 0, "the projector is black")
    assert laptop(screens).max() > 0
    since = explorer.key("period")
    explorer.wait_for("black", since, on=False)
    explorer.until(lambda: float(projector(screens).mean()) > 20, "the projector shows the park again")


def frozen_meanwhile(explorer: Desk, screens: Monitors) -> None:
    """The audience keeps its picture while the presenter goes on to the next stop."""
    since = explorer.key("f")
    explorer.wait_for("frozen", since, on=True)
    kept = still(explorer, screens)
    since = explorer.key("Next")
    explorer.wait_for("talk_stop", since, stop="goals25")
    explorer.wait_for("flight_ended", since)
    assert np.array_equal(projector(screens), kept)
    since = explorer.key("Escape")
    explorer.wait_for("frozen", since, on=False)
    explorer.until(lambda: not np.array_equal(projector(screens), kept), "the projector shows the next stop")


def test_a_talk_on_two_screens(tmp_path: Path) -> None:
    words = ("--mode", "present", "--lang", "en", "--size", f"{WIDTH}x{HEIGHT}")
    managed = shutil.which("openbox") is not None
    with (
        desk(tmp_path, *words, width=2 * WIDTH, height=HEIGHT, managed=managed) as explorer,
        monitors(explorer.display) as screens,
    ):
        explorer.wait_for("screens", apart=False)
        explorer.wait_for("talk_ready", tour="talk")
        screens.split("laptop", WIDTH, HEIGHT)
        screens.plug("projector", WIDTH, 0, WIDTH, HEIGHT)
        explorer.wait_for("screens", apart=True)
        explorer.until(lambda: float(projector(screens).mean()) > 20, "the projector shows the park")
        since = explorer.key("Next")
        explorer.wait_for("talk_started", since)
        black_and_back(explorer, screens)
        frozen_meanwhile(explorer, screens)
        since = explorer.key("Prior")
        explorer.wait_for("talk_stop", since, stop="plaza")
        before = len(explorer.read())
        screens.pull("projector")
        explorer.wait_for("screens", before, apart=False)
        explorer.until(lambda: int(projector(screens).max()) == 0, "nothing is left where the projector was")
        since = explorer.key("Right")  # the talk goes on
        explorer.wait_for("talk_stop", since, stop="goals25")
        assert not [line for line in explorer.read() if line["event"] == "error"]
        explorer.key("ctrl+q")
        assert explorer.end() == 0, explorer.output()


def pid_of_child(explorer: Desk) -> int:
    return int([line for line in explorer.read() if line["event"] == "child_started"][-1]["pid"])


def kept(place: Path) -> dict[str, Any]:
    """The checkpoint that is in the file now."""
    found: dict[str, Any] = json.loads(place.read_text("utf-8"))["checkpoint"]
    return found


def looked_up_by_keys(explorer: Desk) -> None:
    """A word is looked up by keys alone, and Space from the answer is the next stop."""
    explorer.key("slash")
    time.sleep(0.5)
    explorer.do("type", "--delay", "60", "blockchain")
    time.sleep(0.5)
    since = explorer.key("Down", "Down", "Return")
    explorer.wait_for("act", since, act="LookUp")
    time.sleep(0.3)
    since = explorer.key("space")
    explorer.wait_for("talk_stop", since, stop="line")
    assert not [line for line in explorer.read()[since:] if line.get("act") == "SetConsoleLanguage"]


def test_a_talk_on_one_screen_outlives_its_program(tmp_path: Path) -> None:
    """Looked up by keys, killed, and gone on with by Enter; then the regular end leaves nothing."""
    words = ("--mode", "present", "--supervised", "--lang", "en")
    managed = shutil.which("openbox") is not None
    place = tmp_path / "state" / "park-explorer" / "present.checkpoint.json"
    with desk(tmp_path, *words, width=1920, height=1080, managed=managed) as explorer:
        explorer.wait_for("child_ready")
        explorer.wait_for("talk_ready")
        since = explorer.key("Next")
        explorer.wait_for("talk_started", since)
        since = explorer.key("Next")
        explorer.wait_for("talk_stop", since, stop="goals25")
        looked_up_by_keys(explorer)
        explorer.until(lambda: place.exists() and kept(place)["stop"] == "line", "the stop is written down")
        assert kept(place)["talk"]["looked_up"][0]["id"] == "blockchain"
        before = len(explorer.read())
        os.kill(pid_of_child(explorer), signal.SIGKILL)
        offered = explorer.wait_for("checkpoint", before)
        assert (offered["offered"], offered["stop"]) == ("talk", "line")
        explorer.wait_for("talk_ready", before)
        explorer.wait_for("child_ready", before)
        since = explorer.key("Return")
        explorer.wait_for("talk_started", since)
        at_s = explorer.wait_for("talk_stop", since, stop="line")["at_s"]
        assert at_s > 3.0, "the clock went on meanwhile"
        assert kept(place)["talk"]["looked_up"][0]["id"] == "blockchain"
        assert not [line for line in explorer.read() if line["event"] == "error"]
        explorer.key("ctrl+q")
        assert explorer.end() == 0, explorer.output()
        (ended,) = (line for line in explorer.read() if line["event"] == "supervisor_ended")
        assert ended["why"] == "quit"
    assert not place.exists()
