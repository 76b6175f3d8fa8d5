"""`live record` loses nothing: no file that exists, and nothing when it is told to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from explorer import __main__ as cli
from explorer.base.bootstrap import ROOT
from explorer.cli.line_tools import free_name
from explorer.net.live.rows import HEAD, read

ROWS = "".join(f"{1e9 + n / 20:.2f},line.wip,{n},good\n" for n in range(400))


def test_an_existing_recording_stays(tmp_path: Path) -> None:
    played, out = tmp_path / "played.csv", tmp_path / "day.csv"
    played.write_text(f"{HEAD}\n{ROWS}", "utf-8")
    out.write_text("what was recorded before", "utf-8")
    for name in ("day-2.csv", "day-3.csv"):
        assert cli.main(["live", "record", str(played), str(out), "--seconds", "0.2"]) == 0
        assert read(tmp_path / name)[0].value == 0.0
    assert out.read_text("utf-8") == "what was recorded before"
    assert free_name(tmp_path / "new.csv") == tmp_path / "new.csv"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no such signals")
def test_rows_are_on_the_disk_at_once_and_sigterm_ends_it_like_ctrl_c(tmp_path: Path) -> None:
    played, out = tmp_path / "played.csv", tmp_path / "day.csv"
    played.write_text(f"{HEAD}\n{ROWS}", "utf-8")
    for number, ended in ((signal.SIGTERM, out), (signal.SIGINT, tmp_path / "day-2.csv")):
        command = [sys.executable, "-m", "explorer", "live", "record", str(played), str(out)]
        # a shell that starts the tests in the background has them ignore Ctrl+C, and a child inherits it
        before = signal.signal(number, signal.SIG_DFL)
        try:
            process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        finally:
            signal.signal(number, before)
        end_s = time.monotonic() + 60.0
        while not ended.exists() or ended.read_text("utf-8").count("\n") < 10:
            assert process.poll() is None and time.monotonic() < end_s
            time.sleep(0.02)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0 and f"{ended}: {len(read(ended))} rows" in said
