"""Patience with other processes: as long as they get on, whatever the clock says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from explorer.base.bootstrap import ROOT

from .processes import PATIENCE_S, STILL_S, Patience

DAY_S = 24 * 3600.0


def patience_with(share: float, log: Path | None = None) -> tuple[float, float]:
    """When patience with a process ends that gets a share of a processor, and how much it has used by then.

    Parameters
    ----------
    log : what it writes into all the time.
    """
    now_s = 0.0
    patience = Patience(1, log=log, clock=lambda: now_s, processor_s=lambda pid: now_s * share)
    while patience.lasts() and now_s < DAY_S:
        now_s += 5.0
        if log is not None:
            log.write_bytes(b"x" * int(now_s))
    return now_s, now_s * share


def test_a_slow_process_is_waited_for_by_its_work_and_one_that_stands_still_is_given_up(
    tmp_path: Path,
) -> None:
    quick_s, _ = patience_with(2.0)
    assert PATIENCE_S < quick_s <= PATIENCE_S + 10
    slow_s, used_s = patience_with(0.02)
    assert slow_s > 40 * PATIENCE_S and PATIENCE_S < used_s <= PATIENCE_S + 1
    stalled_s, _ = patience_with(0.0)
    assert STILL_S < stalled_s <= STILL_S + 10
    assert patience_with(0.0, tmp_path / "log")[0] == DAY_S


def test_a_test_that_hangs_is_ended(tmp_path: Path) -> None:
    hangs = tmp_path / "test_hangs.py"
    hangs.write_text(
        "import time, pytest\n@pytest.mark.timeout(1)\ndef test_it(): time.sleep(3600)\n", "utf-8"
    )
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "--rootdir", str(tmp_path), str(hangs)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "Timeout" in done.stdout, done.stdout + done.stderr
