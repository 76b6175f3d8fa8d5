"""The whole park in one sitting, where somebody has the time: set PARK_SITTING to the folder for its pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT

FOLDER = os.environ.get("PARK_SITTING", "")


@pytest.mark.skipif(
    not FOLDER, reason="takes half an hour each; PARK_SITTING names the folder for the pictures"
)
@pytest.mark.timeout(3 * 3600)
@pytest.mark.parametrize(("language", "light"), [("en", "day"), ("zh", "dusk")])
def test_every_exhibit_is_worked_to_the_end(language: str, light: str) -> None:
    folder = Path(FOLDER) / f"{language}_{light}"
    words = ["-m", "tests.tools.sitting", "--lang", language, "--light", light, "-o", str(folder)]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
