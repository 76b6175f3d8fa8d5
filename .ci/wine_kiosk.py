"""A minute of a supervised show that is killed twice; run by the Python of the bundle. Ends with an error if it is not kept on.

usage: python.exe wine_kiosk.py PARK-EXPLORER.EXE LOG
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

SHOW_S, PATIENCE_S = 60.0, 300.0


def lines(log: Path, event: str) -> list[dict[str, Any]]:
    """The lines of the log about an event."""
    if not log.exists():
        return []
    read = (json.loads(line) for line in log.read_text("utf-8").splitlines() if line.endswith("}"))
    return [line for line in read if line["event"] == event]


def wait_for(log: Path, event: str, count: int) -> dict[str, Any]:
    """The line of that number about an event."""
    end_s = time.monotonic() + PATIENCE_S
    while len(found := lines(log, event)) < count:
        if time.monotonic() > end_s:
            raise SystemExit(
                f"FAILED: no {event} number {count}:\n{log.read_text('utf-8') if log.exists() else 'no log'}"
            )
        time.sleep(0.2)
    return found[count - 1]


def main(program: str, log: Path) -> None:
    began_s = time.monotonic()
    words = ["run", "--mode", "kiosk", "--pin", "2468", "--supervised", "--ledger", "off", "--log", str(log)]
    show = subprocess.Popen([program, *words])
    for number in (1, 2):
        wait_for(log, "first_frame", number)
        pid = wait_for(log, "child_started", number)["pid"]
        left = [child.pid for child in psutil.Process(pid).children(recursive=True)]
        print(f"kill {pid}, which has started {left}", flush=True)
        psutil.Process(pid).kill()
        wait_for(log, "child_ready", number + 1)
        if remaining := [other for other in left if psutil.pid_exists(other)]:
            raise SystemExit(f"FAILED: {remaining} outlived the show that had started them")
    time.sleep(max(SHOW_S - (time.monotonic() - began_s), 10.0))
    child = wait_for(log, "child_started", 3)["pid"]
    hows = [line["how"] for line in lines(log, "child_died")]
    print("ends:", hows, flush=True)
    if len(hows) != 2 or {"slow", "hung"} & set(hows) or not psutil.pid_exists(child):
        raise SystemExit("FAILED: a good show was ended")
    psutil.Process(wait_for(log, "supervisor_started", 1)["pid"]).kill()
    end_s = time.monotonic() + PATIENCE_S
    while psutil.pid_exists(child):
        if time.monotonic() > end_s:
            raise SystemExit("FAILED: the show outlived its supervisor")
        time.sleep(0.2)
    show.wait()
    print(f"kept on for {time.monotonic() - began_s:.0f} s, killed twice, gone with its supervisor")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
