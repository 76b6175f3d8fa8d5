"""A lesson in the real window, by real keys: begun, asked, counted, revealed, paused, ended, and its sheet written."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.real.desk import Desk, desk

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool, which `python3 -m tests` installs on a Debian-like system",
)

STOPS = 6
MINIMISED_S = 6.0


def written(explorer: Desk, path: Path) -> bytes:
    """What stands in a file, once it is there."""
    return explorer.until(lambda: path.exists() and path.read_bytes(), f"no {path}") or b""


def wait_for_window(explorer: Desk, title: str) -> None:
    """Until a window whose title begins so is on the screen."""
    env = {**os.environ, "DISPLAY": explorer.display}
    search = ["xdotool", "search", "--onlyvisible", "--name", title, "windowfocus", "--sync"]
    explorer.until(
        lambda: subprocess.run(search, env=env, check=False, capture_output=True).returncode == 0,
        f"no window {title!r}",
    )


def keys(explorer: Desk, *names: str) -> int:
    """Press keys in one go; gives the length of the journal before."""
    before = len(explorer.read())
    explorer.do("key", *names)
    return before


def ends_with_sheets(explorer: Desk) -> None:
    """Keep the page for pupils and the table of answers."""
    for pressed, name in ((("space",), "sheet.pdf"), (("Tab", "Tab", "Tab", "space"), "answers.csv")):
        keys(explorer, *pressed)
        before = len(explorer.read())
        wait_for_window(explorer, "Save the")
        explorer.do("type", "--delay", 30, name)  # the dialog opens in the home folder
        explorer.key("Return")
        explorer.wait_for("saved", before)


def test_a_lesson_from_its_first_page_to_its_sheet(tmp_path: Path) -> None:
    with desk(
        tmp_path, "--mode", "teach", "--size", "1280x720", "--lang", "en", env={"HOME": str(tmp_path)}
    ) as explorer:
        explorer.wait_for("first_frame")
        explorer.do("mousemove", 640, 700)
        before = explorer.key("c", "c")  # fly, glide, cut: no waiting
        explorer.wait_for("settings", before, comfort="cut")
        before = explorer.key("Return")
        explorer.wait_for("act", before, act="StartTour")
        before = keys(explorer, "u", "Return", "1", "2", "2", "3", "exclam")
        explorer.wait_for("act", before, act="Ask")
        explorer.wait_for("act", before, act="ShowOptions")
        explorer.wait_for("act", before, act="Count", option=1, hands=-1)
        before = keys(explorer, "r", "Return")
        explorer.wait_for("act", before, act="Reveal")
        explorer.wait_for("act", before, act="NextQuestion")
        before = keys(explorer, "u", "Escape", "b", "b")
        explorer.wait_for("act", before, act="PutAway")
        explorer.wait_for("act", before, act="BigPause", on=True)
        explorer.wait_for("act", before, act="BigPause", on=False)
        before = keys(explorer, *["Next"] * STOPS)
        explorer.wait_for("tour_ended", before)
        ends_with_sheets(explorer)
        assert written(explorer, tmp_path / "sheet.pdf").startswith(b"%PDF")
        rows = written(explorer, tmp_path / "answers.csv").decode("utf-8-sig").splitlines()
        assert [row.rsplit(",", 2)[1:] for row in rows[1:5]] == [
            ["0", "0"],
            ["2", "1"],
            ["1", "0"],
            ["0", "0"],
        ]
        assert not [line for line in explorer.read() if line["event"] == "error"]
        assert "Traceback" not in explorer.output()


@pytest.mark.skipif(not shutil.which("openbox"), reason="needs a window manager that minimises")
def test_a_lesson_keeps_its_time_while_minimised_and_outlives_its_program(tmp_path: Path) -> None:
    words = ("--mode", "teach", "--supervised", "--size", "1280x720", "--lang", "en")
    place = tmp_path / "state" / "park-explorer" / "teach.checkpoint.json"

    def saved() -> dict[str, Any]:
        found: dict[str, Any] = json.loads(place.read_text("utf-8"))["checkpoint"]
        return found

    def saved_s() -> float:
        return float(sum(saved()["lesson"]["spent_s"].values()))

    with desk(tmp_path, *words, managed=True) as explorer:
        explorer.wait_for("child_ready")
        explorer.do("mousemove", 640, 700)
        began_s = time.monotonic()
        before = explorer.key("2", "8", "Return")
        explorer.wait_for("act", before, act="StartTour")
        before = explorer.key("u", "Return", "2", "2", "1")
        explorer.wait_for("act", before, act="Count", option=1)
        explorer.do("search", "--onlyvisible", "--name", "Park Explorer", "windowminimize")
        time.sleep(MINIMISED_S)
        explorer.bring_back(explorer.find("Park Explorer"))
        explorer.press_until("Escape", "act", act="PutAway")
        before = explorer.key("Next")
        explorer.wait_for("tour_stop", before, id="drivers")
        explorer.until(lambda: place.exists() and saved()["stop"] == "drivers", saved)
        assert MINIMISED_S < saved_s() <= time.monotonic() - began_s + 0.5
        before = len(explorer.read())
        child = [line for line in explorer.read() if line["event"] == "child_started"][-1]["pid"]
        os.kill(child, signal.SIGKILL)
        offered = explorer.wait_for("checkpoint", before)
        assert (offered["offered"], offered["stop"]) == ("lesson", "drivers")
        explorer.wait_for("child_ready", before)
        away_s = (
            explorer.wait_for("child_started", before)["t_s"] - explorer.wait_for("child_died", before)["t_s"]
        )
        kept_s = saved_s()
        before = explorer.key("Return")
        explorer.wait_for("act", before, act="Restore")
        explorer.until(lambda: saved_s() > kept_s, saved)
        assert saved_s() - kept_s >= away_s >= 1.0, "the bell did not wait for the program"
        lesson = saved()["lesson"]
        assert (saved()["stop"], lesson["pupils"]) == ("drivers", 28)
        assert [marks["counts"] for marks in lesson["marks"].values()] == [[1, 2, 0, 0]]
        assert not [line for line in explorer.read() if line["event"] == "error"]
        explorer.key("ctrl+q")
        assert explorer.end() == 0, explorer.output()
    assert not place.exists()
