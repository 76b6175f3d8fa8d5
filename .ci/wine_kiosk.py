"""A minute of a supervised show that is killed twice; run by the Python of the bundle. Ends with an error if it is not kept on.

usage: python.exe wine_kiosk.py PARK-EXPLORER.EXE LOG
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

SHOW_S, PATIENCE_S = 60.0, 600.0


class Show:
    """The show, and the log in which it says how it is."""

    def __init__(self, program: str, log: Path) -> None:
        words = [
            "run",
            "--mode",
            "kiosk",
            "--pin",
            "2468",
            "--supervised",
            "--ledger",
            "off",
            "--log",
            str(log),
        ]
        self._log = log
        self.began_s = time.monotonic()
        self.process = subprocess.Popen([program, *words])

    def lines(self, *events: str) -> list[dict[str, Any]]:
        """The lines about these events."""
        if not self._log.exists():
            return []
        read = (json.loads(line) for line in self._log.read_text("utf-8").splitlines() if line.endswith("}"))
        return [line for line in read if line["event"] in events]

    def ready(self, number: int) -> int:
        """Wait for a show to be on the screen for the n-th time; the number of its process."""
        end_s = time.monotonic() + PATIENCE_S
        while (pid := self._seen(number)) is None:
            if time.monotonic() > end_s:
                raise SystemExit(
                    f"FAILED: not ready {number} times: {self.lines('child_started', 'child_died', 'error')}"
                )
            time.sleep(0.2)
        return pid

    def _seen(self, number: int) -> int | None:
        """The process of the n-th show that became ready, if it has also drawn."""
        lines = self.lines("child_started", "child_ready", "first_frame")
        ready = [i for i, line in enumerate(lines) if line["event"] == "child_ready"]
        if len(ready) < number:
            return None
        start = max(i for i in range(ready[number - 1]) if lines[i]["event"] == "child_started")
        pid: int = lines[start]["pid"]
        return pid if any(line["event"] == "first_frame" for line in lines[start:]) else None


def wait_until_gone(pids: list[int]) -> None:
    """Wait until processes have ended."""
    end_s = time.monotonic() + PATIENCE_S
    while left := [pid for pid in pids if psutil.pid_exists(pid)]:
        if time.monotonic() > end_s:
            raise SystemExit(f"FAILED: {left} outlived what had started them")
        time.sleep(0.2)


def main(program: str, log: Path) -> None:
    ctypes.windll.user32.GetDesktopWindow()  # starts the desktop of Wine, which would else end with the first show
    show = Show(program, log)
    for number in (1, 2):
        pid = show.ready(number)
        started = [child.pid for child in psutil.Process(pid).children(recursive=True)]
        print(f"kill {pid}, which has started {started}", flush=True)
        psutil.Process(pid).kill()
        wait_until_gone([pid, *started])
    pid = show.ready(3)
    time.sleep(max(SHOW_S - (time.monotonic() - show.began_s), 10.0))
    ends = [(line["how"], line["lived_s"]) for line in show.lines("child_died")]
    print("ends:", ends, flush=True)  # a busy machine may take too long to start one
    if len([how for how, _ in ends if how != "slow"]) != 2 or not psutil.pid_exists(pid):
        raise SystemExit("FAILED: a good show was ended")
    psutil.Process(show.lines("supervisor_started")[0]["pid"]).kill()
    wait_until_gone([pid])
    show.process.wait()
    print(f"on for {time.monotonic() - show.began_s:.0f} s, killed twice, gone with its supervisor")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
