"""The processors are there for pictures: numpy does not wait on one of them for more to reckon."""

from __future__ import annotations

import subprocess
import sys

from explorer.base.bootstrap import ROOT

WAIT_S = 0.2

PROGRAM = f"""
import time
from explorer.base import bootstrap
bootstrap.limit_threads()
import numpy as np
large = np.ones((400, 400))
large @ large
used_s = time.process_time()
time.sleep({WAIT_S})
print(time.process_time() - used_s)
"""


def test_after_a_large_product_nothing_runs_on() -> None:
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert float(said) < WAIT_S / 10
