"""Both presenters in the real window: the same picture on the screen, surfaces and all."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import ImageGrab

from tests.real.desk import PATIENCE_S, Desk, desk

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool, which `python3 -m tests` installs on a Debian-like system",
)

STIRS = 0.02
"""So much of the screen an exhibit that runs by itself changes."""
ALIKE_LOOKS = 4
"""So often it must look the same: on a busy machine the fine picture comes late."""

Screen = npt.NDArray[np.int16]


def grabbed(explorer: Desk) -> Screen:
    return np.asarray(ImageGrab.grab(xdisplay=explorer.display).convert("RGB"), np.int16)


def settled(explorer: Desk) -> Screen:
    """The screen once hardly anything changes any more: an exhibit that runs by itself may."""
    end = time.monotonic() + PATIENCE_S
    before, alike = grabbed(explorer), 0
    while time.monotonic() < end:
        time.sleep(0.6)
        now = grabbed(explorer)
        is_drawn = len(np.unique(now[::8, ::8].reshape(-1, 3), axis=0)) > 200
        alike = alike + 1 if is_drawn and share_off(before, now) < STIRS else 0
        if alike == ALIKE_LOOKS:
            return now
        before = now
    raise AssertionError("the screen does not come to rest")


def share_off(one: Screen, other: Screen) -> float:
    """How much of two screens differs to the eye."""
    return float((np.abs(one - other).max(axis=2) > 8).mean())


def screens(folder: Path, present: str) -> list[Screen]:
    """The park, a zone with its article, the page of keys over it, and the zone again."""
    memory = folder / "config" / "park-explorer" / "park-explorer.ini"
    memory.parent.mkdir(parents=True)
    memory.write_text("[visit]\ncomfort=cut\n", "utf-8")
    with desk(folder, "--size", "1280x720", "--lang", "en", "--present", present) as explorer:
        assert explorer.wait_for("presenter")["name"] == present
        explorer.wait_for("first_frame")
        seen = [settled(explorer)]
        before = explorer.key("4", "Return")
        explorer.wait_for("zone_opened", before)
        seen.append(settled(explorer))
        explorer.key("F1")
        seen.append(settled(explorer))
        explorer.key("Escape")
        seen.append(settled(explorer))
        assert "Traceback" not in explorer.output()
        return seen


def test_blit_shows_what_copy_shows(tmp_path: Path) -> None:
    copied, blitted = (screens(tmp_path / present, present) for present in ("copy", "blit"))
    assert share_off(copied[0], blitted[0]) < 0.002
    for one, other in zip(copied, blitted, strict=True):
        assert share_off(one, other) < STIRS
    assert share_off(copied[0], copied[1]) > 0.3, "a zone is another picture"
    assert share_off(copied[1], copied[2]) > 0.3, "the page lies over it"
