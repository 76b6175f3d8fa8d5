"""Editing in a real window: a zone is dragged with the mouse, the scene is saved, and the file says where it stands."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from tests.scene import swap, write_scene

from .desk import desk

pytestmark = pytest.mark.real

MILL = (265, 300)
"""Where the mill is in a window of 1280 x 720 pixels that edits."""


def test_a_zone_is_dragged_and_found_in_its_file(tmp_path: Path) -> None:
    scene = write_scene(tmp_path / "toy")
    for zone in ("mill", "barn"):
        swap(scene / "zones" / f"{zone}.yaml", f"model: {zone}\n", "")
    mill = scene / "zones" / "mill.yaml"
    before = mill.read_text("utf-8")
    with desk(tmp_path, "--edit", "--scene", str(scene), "--size", "1280x720", "--lang", "en") as at:
        at.wait_for("first_frame")
        at.click(*MILL)
        time.sleep(1.0)
        at.do("mousemove", *MILL, "mousedown", 1)
        for step in range(1, 9):
            at.do("mousemove", MILL[0] + 8 * step, MILL[1] + 16 * step)
            time.sleep(0.05)
        at.do("mouseup", 1)
        assert mill.read_text("utf-8") == before, "nothing is written before it is saved"

        def is_saved() -> bool:
            at.do("key", "ctrl+s")
            return mill.read_text("utf-8") != before

        at.until(is_saved, at.output, 0.5)
        assert not [line for line in at.read() if line["event"] == "error"]
    place = yaml.safe_load(mill.read_text("utf-8"))["place"]
    assert place["centre_m"][1] < -5, "it came nearer to the camera, which stands in the south"
    assert place["label_m"][:2] == place["centre_m"]
    lines = zip(before.splitlines(), mill.read_text("utf-8").splitlines(), strict=True)
    changed = [new.split(":")[0].strip() for old, new in lines if old != new]
    assert changed == ["place", "front", "exhibit"], "all else stays as it was"
