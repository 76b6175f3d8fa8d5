"""Both presenters in the real window: the same picture on the screen, surfaces and all."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import ImageGrab

from tests.real.desk import Desk, desk

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool, which `python3 -m tests` installs on a Debian-like system",
)

STIRS = 0.02
"""So much of the screen an exhibit that runs by itself changes."""
ANOTHER = 0.3
"""So much of the screen is different where a zone or a page has opened or closed."""
ALIKE_LOOKS = 4
"""So often they must look the same. On a busy machine the fine picture comes late, and later in one than in the other."""

Screen = npt.NDArray[np.int16]


def grabbed(explorer: Desk) -> Screen:
    return np.asarray(ImageGrab.grab(xdisplay=explorer.display).convert("RGB"), np.int16)


def share_off(one: Screen, other: Screen) -> float:
    """How much of two screens differs to the eye."""
    return float((np.abs(one - other).max(axis=2) > 8).mean())


def same(windows: Sequence[Desk], before: Screen | None = None, most: float = STIRS) -> Screen:
    """The screen, once all windows show the same for a while.

    Parameters
    ----------
    before : what was on the screen before the last key: it is something else now.
    most : so much of two screens may differ.
    """
    patience = [window.patience() for window in windows]
    alike, off = 0, 1.0
    while alike < ALIKE_LOOKS:
        assert any(one.lasts() for one in patience), f"the screens differ by {off}, or have not changed"
        time.sleep(0.6)
        first, *others = (grabbed(window) for window in windows)
        off = max(share_off(first, other) for other in others)
        is_drawn = len(np.unique(first[::8, ::8].reshape(-1, 3), axis=0)) > 200
        is_another = before is None or share_off(before, first) > ANOTHER
        alike = alike + 1 if is_drawn and is_another and off < most else 0
    return first


@contextmanager
def opened(folder: Path, present: str) -> Iterator[Desk]:
    """A window without flights, with a presenter."""
    memory = folder / "config" / "park-explorer" / "park-explorer.ini"
    memory.parent.mkdir(parents=True)
    memory.write_text("[visit]\ncomfort=cut\n", "utf-8")
    with desk(folder, "--size", "1280x720", "--lang", "en", "--present", present) as explorer:
        assert explorer.wait_for("presenter")["name"] == present
        explorer.wait_for("first_frame")
        yield explorer
        assert "Traceback" not in explorer.output()


def test_blit_shows_what_copy_shows(tmp_path: Path) -> None:
    """The park, a zone with its article, the page of keys over it, and the zone again."""
    with opened(tmp_path / "copy", "copy") as copy, opened(tmp_path / "blit", "blit") as blit:
        both = (copy, blit)
        park = same(both, most=0.002)
        for window in both:
            before = window.key("4", "Return")
            window.wait_for("zone_opened", before)
        zone = same(both, park)
        for window in both:
            window.key("F1")
        page = same(both, zone)
        for window in both:
            window.key("Escape")
        assert share_off(same(both, page), zone) < ANOTHER
