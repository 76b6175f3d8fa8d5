"""Both presenters in the real window show the same picture, bit for bit: the whole window, surfaces and all."""

from __future__ import annotations

import shutil
import sys

import pytest

from explorer.base.bootstrap import ROOT
from explorer.measure.bench.child import Child, Setup

from .desk import screen

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not shutil.which("Xvfb"),
    reason="needs Xvfb, which `python3 -m tests` installs on a Debian-like system",
)


def test_a_copy_of_the_window_is_the_same_by_copy_and_by_blit() -> None:
    """What is half transparent left its share in the fourth channel, and cross-fades showed it in wrong colours."""
    assets = ROOT / "assets"
    setup = Setup(ROOT / "scenes" / "metaverse", assets, assets, (640, 400), present="blit")
    with (
        screen(800, 600) as display,
        Child("presenters", setup, DISPLAY=display, QT_QPA_PLATFORM="xcb") as child,
    ):
        opened = child.answer()
        assert "blit" in opened["presenter"]["en"]
        reported = child.ask(seconds=0.3)
    assert reported["is_right"] and reported["off"] == 0.0
    assert reported["copy"]["rest"]["count"] >= 2 and reported["blit"]["rest"]["count"] >= 2
