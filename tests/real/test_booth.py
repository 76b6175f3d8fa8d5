"""A booth on a virtual screen with a window manager: it calls, asks and begins anew; only staff get out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageGrab
from PySide6.QtGui import QColor

from explorer.shell.style.theme import Look, Theme
from tests.real.desk import Desk, desk

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux")
    or not all(shutil.which(program) for program in ("Xvfb", "xdotool", "openbox")),
    reason="needs Xvfb, xdotool and openbox",
)

PIN = "24680"
WIDTH, HEIGHT = 1280, 720
MIDDLE = (440, 120, 840, 600)
LOOKS: tuple[Look, ...] = ("light", "dark")
PAPER = 0.2
"""So much of the middle of the screen is bare paper where a surface lies on it."""


def geometry(booth: Desk) -> str:
    """Where the window is, as xdotool tells it; nothing if there is none."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "Park Explorer|探园", "getwindowgeometry"],
        env={**os.environ, "DISPLAY": booth.display}, check=False, capture_output=True, text=True,
    )  # fmt: skip
    return found.stdout


def paper(booth: Desk) -> float:
    """How much of the middle of the screen is bare paper: a surface, for a picture is never so even.

    In a booth the day passes, and the paper is light or dark with it.
    """
    seen = np.asarray(ImageGrab.grab(bbox=MIDDLE, xdisplay=booth.display).convert("RGB"), np.int16)
    papers = [np.array(QColor(Theme(look).colour("surface")).getRgb()[:3], np.int16) for look in LOOKS]  # type: ignore[index]
    return max(float((np.abs(seen - bare).max(axis=2) <= 2).mean()) for bare in papers)


def comes_to_rest(booth: Desk) -> bool:
    """Whether a surface lies in the middle of the screen, and neither comes nor goes."""
    looks = []
    for _ in range(4):
        looks.append(paper(booth))
        time.sleep(0.2)
    # the dimmed park beside it moves, and a few of its pixels have the colour of dark paper
    return min(looks) > 0.0 and max(looks) - min(looks) < 0.005


def wait_until_it_fills_the_screen(booth: Desk) -> None:
    """Until the window takes all of the screen; the window manager has a moment to see to it."""
    whole = ("Position: 0,0", f"Geometry: {WIDTH}x{HEIGHT}")
    booth.until(lambda: all(words in geometry(booth) for words in whole), lambda: geometry(booth), 0.1)


def test_a_day_in_a_booth(tmp_path: Path) -> None:
    words = ("--mode", "kiosk", "--quiet", "3", "--countdown", "8", "--ledger", "off")
    with desk(tmp_path, *words, managed=True, env={"PARK_EXPLORER_PIN": PIN}) as booth:
        booth.wait_for("booth", what="begun", phase="attract")
        booth.wait_for("first_frame")
        wait_until_it_fills_the_screen(booth)

        # a pointer that moves lets the tour wait, a click takes over what is seen
        for x in range(300, 400, 20):
            booth.do("mousemove", x, 250)
            time.sleep(0.1)
        booth.wait_for("tour_paused")
        at = booth.click(640, 300)
        booth.wait_for("booth", at, what="touched", phase="explore")

        # no key leads out
        at = booth.keys("alt+F4", "ctrl+q", "F11", "F3", "Escape", "Escape", "Escape")
        booth.wait_for("booth", at, what="asked", why="silence")
        wait_until_it_fills_the_screen(booth)

        at = booth.key("Return")  # the keyboard is on "I'm here"
        booth.wait_for("booth", at, what="stayed", why="Stay")
        booth.wait_for("booth", at, what="asked")
        booth.wait_for("booth", at, what="reset", why="silence")
        booth.wait_for("tour_started", at, tour="show")


def test_staff_get_out_by_their_number(tmp_path: Path) -> None:
    with desk(
        tmp_path, "--mode", "kiosk", "--ledger", "off", managed=True, env={"PARK_EXPLORER_PIN": PIN}
    ) as booth:
        booth.wait_for("first_frame")
        booth.do("mousemove", 25, 25, "mousedown", 1)
        booth.wait_for("booth", what="touched")
        booth.wait_for("staff", what="asked")
        booth.until(lambda: comes_to_rest(booth) and paper(booth) > PAPER, "no number pad")
        booth.do("mouseup", 1)
        pad = paper(booth)
        at = booth.keys(*PIN, "Return")
        booth.wait_for("staff", at, what="let in")
        booth.until(
            lambda: comes_to_rest(booth) and abs(paper(booth) - pad) > 0.02, "nothing came after the number"
        )
        booth.keys(
            "Tab", "Tab", "Tab", "Return"
        )  # from the way back, past settings and phones, to the way out
        assert booth.end() == 0
        assert booth.read()[-1]["event"] == "end"
        assert not any(PIN in str(line) for line in booth.log)
        assert PIN not in booth.output()
