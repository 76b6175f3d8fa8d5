"""The real explorer under its supervisor, on a virtual screen: killed, stopped, and with a scene that breaks."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from explorer.base.supervisor.supervisor import Limits
from tests.processes import gone
from tests.real.desk import Desk, desk
from tests.scene import swap
from tests.small_scene import write_small_scene

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool, which `python3 -m tests` installs on a Debian-like system",
)


def lines(explorer: Desk, event: str) -> list[dict[str, Any]]:
    return [line for line in explorer.read() if line["event"] == event]


def wait_for_number(explorer: Desk, event: str, count: int) -> dict[str, Any]:
    """The line of that number with this event."""

    def look() -> bool:
        assert explorer.process.poll() is None, explorer.output()
        return len(lines(explorer, event)) >= count

    explorer.until(look, lambda: explorer.read()[-12:], 0.03)
    return lines(explorer, event)[count - 1]


def wait_for_zones(explorer: Desk, ledger: Path, count: int) -> None:
    """Wait until the journal has so many zones."""

    def look() -> bool:
        with (
            suppress(sqlite3.OperationalError),  # the file or its tables are being made
            closing(sqlite3.connect(f"{ledger.as_uri()}?mode=ro", uri=True)) as db,
        ):
            return bool(db.execute("SELECT COUNT(*) FROM zones").fetchone()[0] >= count)
        return False

    explorer.until(look, lambda: explorer.read()[-12:])


def wait_for_copy(explorer: Desk, state: Path) -> None:
    """Wait until the scene was drawn and is kept as the last good one."""
    explorer.until(
        lambda: any(not copy.suffix for copy in state.glob("park-explorer/scenes/park-*")),
        lambda: explorer.read()[-12:],
    )


def test_killed_and_stopped_it_is_back_soon_and_loses_no_visit(tmp_path: Path) -> None:
    ledger = tmp_path / "visits.sqlite3"
    scene = str(write_small_scene(tmp_path / "park"))
    words = ("--supervised", "--size", "1280x720", "--lang", "en", "--ledger", str(ledger), "--scene", scene)
    with desk(tmp_path, *words) as explorer:
        wait_for_number(explorer, "first_frame", 1)
        children = []
        for number, sent in enumerate((signal.SIGKILL, signal.SIGSTOP), 1):
            wait_for_number(explorer, "child_ready", number)
            explorer.opening = True  # each start shows it
            before = explorer.key("Tab", "Return")
            explorer.wait_for("zone_opened", before)
            wait_for_zones(explorer, ledger, number)
            children.append(lines(explorer, "child_started")[-1]["pid"])
            os.kill(children[-1], sent)
            wait_for_number(explorer, "first_frame", number + 1)
        died = lines(explorer, "child_died")
        assert [line["how"] for line in died] == ["signal 9", "hung"], "one new start was enough each time"
        waits_s = sum(line["again_in_s"] for line in died) + Limits().hang_s
        assert waits_s <= 8.0
        children.append(lines(explorer, "child_started")[-1]["pid"])
        assert [gone(pid) for pid in children] == [True, True, False]
        wait_for_number(explorer, "child_ready", 3)
        explorer.process.terminate()
        assert explorer.end() == 0
        assert gone(children[-1])
        assert lines(explorer, "supervisor_ended")[0]["why"] == "SIGTERM"
        assert not lines(explorer, "error")
    with closing(sqlite3.connect(ledger)) as db:
        endings = [row[0] for row in db.execute("SELECT ending FROM visits ORDER BY id")]
        zones = db.execute("SELECT COUNT(*) FROM zones").fetchone()[0]
    assert endings == [None, None, "quit"]
    assert zones == 2


def test_a_scene_that_breaks_keeps_the_last_good_park_and_comes_back_when_mended(tmp_path: Path) -> None:
    scene = write_small_scene(tmp_path / "park")
    file = scene / "zones" / "zone-1.yaml"
    good = file.read_text("utf-8")
    words = ("--supervised", "--mode", "kiosk", "--size", "1280x720", "--lang", "en", "--scene", str(scene))
    with desk(tmp_path, *words) as explorer:
        wait_for_number(explorer, "child_ready", 1)
        wait_for_copy(explorer, tmp_path / "state")
        swap(file, "\nnumber:", "\nnummer:")
        broken = wait_for_number(explorer, "scene_broken", 1)
        line = next(at for at, text in enumerate(good.splitlines(), 1) if text.startswith("number:"))
        assert any(f"zones/zone-1.yaml:{line}:1: nummer:" in fault for fault in broken["faults"]), broken
        # nothing happens to the show; a start that comes all the same opens the last good copy
        assert len(lines(explorer, "child_started")) == 1
        os.kill(lines(explorer, "child_started")[0]["pid"], signal.SIGKILL)
        kept = wait_for_number(explorer, "scene_kept", 1)
        assert f"zones/zone-1.yaml:{line}:1" in kept["fault"]
        wait_for_number(explorer, "first_frame", 2)
        wait_for_number(explorer, "child_ready", 2)
        # mended, and nobody is there: it comes by itself
        file.write_text(good.replace('en: "Zone 1"', 'en: "Data Harbour"', 1), "utf-8")
        wait_for_number(explorer, "scene_renewed", 1)
        wait_for_number(explorer, "child_started", 3)
        assert lines(explorer, "child_died")[-1]["how"] == "again"
        wait_for_number(explorer, "first_frame", 3)
        assert not [line for line in lines(explorer, "error") if line.get("kind") != "scene"]


def test_a_visit_to_the_booth_is_written_down_and_the_system_may_end_it(tmp_path: Path) -> None:
    ledger = tmp_path / "visits.sqlite3"
    words = ("--mode", "kiosk", "--quiet", "6", "--countdown", "3", "--size", "1280x720", "--lang", "en")
    with desk(tmp_path, *words, "--ledger", str(ledger)) as explorer:
        explorer.wait_for("first_frame")
        assert "PARK_EXPLORER_PIN" in explorer.output(), "the way out has no number yet"
        explorer.wait_for("flight_ended")  # it attracts, and nobody is there
        before = explorer.click(640, 300)
        explorer.wait_for("booth", before, phase="explore")
        before = explorer.key("l")
        explorer.wait_for("settings", before)
        explorer.wait_for("booth", before, phase="attract")
        explorer.process.terminate()
        assert explorer.end() == 0
        assert explorer.read()[-1]["event"] == "end"
    with closing(sqlite3.connect(ledger)) as db:
        visits = db.execute(
            "SELECT mode, ending, language_first, language_last, seconds FROM visits"
        ).fetchall()
    assert [row[:4] for row in visits] == [("kiosk", "silence", "en", "zh")]
    assert visits[0][4] >= 9.0, "silence and countdown are part of it"
