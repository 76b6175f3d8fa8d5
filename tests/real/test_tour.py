"""A tour in the real window, with a real hand: begun by a click, gone on by a key, wandered off from, come back to, left."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import pytest

from tests.real.desk import Desk, desk

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool, which `python3 -m tests` installs on a Debian-like system",
)

WIDTH, HEIGHT = 1280, 720
START = (330, 666)  # the button at the foot, at the left: the first of the tours


def drag(explorer: Desk) -> int:
    """Drag the picture as a hand does; gives the length of the journal before."""
    before = len(explorer.read())
    explorer.do("mousemove", 640, 160, "mousedown", 1)
    for step in range(1, 9):
        explorer.do("mousemove", 640 + 12 * step, 160 + step)
        time.sleep(0.04)
    explorer.do("mouseup", 1)
    return before


def test_a_tour_is_begun_wandered_off_from_and_left(tmp_path: Path) -> None:
    by_processor = {"LIBGL_ALWAYS_SOFTWARE": "1"}
    with desk(tmp_path, "--size", f"{WIDTH}x{HEIGHT}", "--lang", "en", env=by_processor) as explorer:
        presenter = explorer.wait_for("presenter")
        assert presenter["name"] == "copy" and "CPU" in presenter["why"]
        explorer.wait_for("first_frame")
        explorer.key("c", "c", "v")  # fly, glide, cut: no waiting; and no voice
        explorer.wait_for("settings", voice=False)
        before = explorer.click(*START)
        started = explorer.wait_for("tour_started", before)
        assert started["tour"] == "show"
        assert explorer.wait_for("tour_stop", before)["stop"] == 1
        before = explorer.key("Next")
        assert explorer.wait_for("tour_stop", before)["zone"] == "line"
        explorer.wait_for_title("Production Line Twin · Park Explorer")
        before = drag(explorer)
        assert explorer.wait_for("tour_paused", before)["by"] == "wander"
        before = explorer.key("space")
        assert explorer.wait_for("tour_resumed", before)["stop"] == 2
        before = explorer.key("space")
        assert explorer.wait_for("tour_paused", before)["by"] == "hand"
        before = explorer.key("Escape")
        ended = explorer.wait_for("tour_ended", before)
        assert (ended["stop"], ended["whole"], ended["shown"]) == (2, False, 2)
        explorer.wait_for_title("Park Explorer")
        assert not [line for line in explorer.log if line["event"] == "error"]
