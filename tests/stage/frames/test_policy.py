"""The frame policies: chosen by name or by the driver, each right on this machine, and one of them may be missing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

import explorer.stage
from explorer.bootstrap import ROOT
from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.frames.direct import DirectFrames
from explorer.stage.frames.policy import POLICIES, PolicyName, policy_maker
from explorer.stage.frames.progressive import ProgressiveFrames
from explorer.stage.software_gl.pipelined import PipelinedFrames
from tests.scene import write_scene

from ..conftest import ASSETS, HEADLESS, HEIGHT, LONGEST_S, WIDTH, resting, seen

STAGE = Path(explorer.stage.__file__).parent


def test_the_driver_decides_unless_one_is_named() -> None:
    assert set(POLICIES) == set(get_args(PolicyName))
    assert policy_maker(None, is_software=True) is PipelinedFrames
    assert policy_maker(None, is_software=False) is DirectFrames
    for is_software in (True, False):
        assert policy_maker("direct", is_software) is DirectFrames
        assert policy_maker("progressive", is_software) is ProgressiveFrames
        assert policy_maker("pipelined", is_software) is PipelinedFrames


@pytest.mark.parametrize("name", get_args(PolicyName))
def test_each_settles_on_the_same_picture(park: Park, stage: Stage, name: PolicyName) -> None:
    other = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames=name)
    try:
        visit = resting(park, "forum")
        end_s = time.monotonic() + LONGEST_S
        other.show(visit)
        while not other.draw().changed or not other.finished:
            assert time.monotonic() < end_s
            time.sleep(0.002)
            if other.finished:
                break
        frame = other.draw()
        found = np.frombuffer(frame.pixels, np.uint8).reshape(frame.height, frame.width, 4)[..., 2::-1]
        assert np.abs(found.astype(int) - seen(stage, visit)).max() <= 2
        assert not other.draw().changed
    finally:
        other.close()


def test_the_program_works_without_the_folder_for_software_rendering(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("explorer.stage.software_gl"):
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Absent())
from explorer.park import load
from explorer.stage import Stage
from explorer.visit import Visit
park = load(Path({str(write_scene(tmp_path / "toy"))!r}), Path("none"))
for name in (None, "progressive", "pipelined", "direct"):
    stage = Stage(park, Path("none"), (64, 36), displays=("p3headlessgl",), lively=True, frames=name)
    visit = Visit.begin(park)
    for _ in range(20):
        visit = visit.advance(0.1)
        stage.show(visit)
        frame = stage.draw()
    print(type(stage.frames).__name__, frame.width, len(set(bytes(frame.pixels))) > 8)
    stage.close()
print(*(name for name in sys.modules if "software_gl" in name))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "ProgressiveFrames 64 True", "ProgressiveFrames 64 True", "ProgressiveFrames 64 True", "DirectFrames 64 True", "",
    ]  # fmt: skip


def test_only_the_table_of_policies_names_that_folder() -> None:
    naming = {
        path.relative_to(STAGE).as_posix()
        for path in STAGE.rglob("*.py")
        if re.search(r"software_gl", path.read_text("utf-8")) and path.parent.name != "software_gl"
    }
    assert naming == {"frames/policy.py"}


@pytest.mark.parametrize("command", ["run", "bench"])
def test_it_can_be_named_on_the_command_line(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "explorer", command, "--help"],
        cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip
    assert f"--frames {{{','.join(get_args(PolicyName))}}}" in done.stdout
