"""The frame policies: chosen by name or by the driver, each right on this machine, and one of them may be missing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

import explorer.stage
from explorer.base.bootstrap import ROOT
from explorer.base.names import PolicyName
from explorer.base.protocols import Driver
from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.frames.direct import DirectFrames
from explorer.stage.frames.policy import POLICIES, policy_for, policy_maker
from explorer.stage.frames.progressive import ProgressiveFrames
from explorer.stage.frames.quality import QUALITIES, fitting, quality_for
from explorer.stage.software_gl.pipelined import PipelinedFrames
from tests.scene import write_scene

from ..conftest import ASSETS, HEADLESS, HEIGHT, LONGEST_S, WIDTH, resting, seen

STAGE = Path(explorer.stage.__file__).parent


@pytest.mark.parametrize(
    ("renderer", "platform", "name"),
    [
        ("llvmpipe (LLVM 19.1.7, 256 bits)", "linux", "pipelined"),
        ("softpipe", "linux", "pipelined"),
        ("zink Vulkan 1.4(llvmpipe (LLVM 19.1.7, 256 bits) (MESA_LLVMPIPE))", "linux", "pipelined"),
        ("llvmpipe (LLVM 3.6, 256 bits)", "win32", "progressive"),
        ("D3D12 (Microsoft Basic Render Driver)", "win32", "progressive"),
        ("Apple Software Renderer", "darwin", "progressive"),
        ("Mesa Intel(R) UHD Graphics 620 (KBL GT2)", "linux", "direct"),
        ("D3D12 (NVIDIA GeForce RTX 3060)", "linux", "direct"),
        ("NVIDIA GeForce RTX 3060/PCIe/SSE2", "win32", "direct"),
        ("AMD Radeon(TM) Graphics", "win32", "direct"),
        ("Apple M2", "darwin", "direct"),
        ("Intel Iris OpenGL Engine", "darwin", "direct"),
    ],
)
def test_the_driver_decides_on_the_policy(renderer: str, platform: str, name: PolicyName) -> None:
    assert policy_for(Driver.named(renderer), platform) == name


def test_a_policy_may_be_named_whatever_the_driver() -> None:
    assert set(POLICIES) == set(get_args(PolicyName))
    for driver in (Driver("card", is_software=False), Driver("processor", is_software=True)):
        assert policy_maker("direct", driver) is DirectFrames
        assert policy_maker("progressive", driver) is ProgressiveFrames
        assert policy_maker("pipelined", driver) is PipelinedFrames
        assert policy_maker(None, driver) is policy_maker(policy_for(driver), driver)


@pytest.mark.parametrize("samples", [0, 2, 4, 8])
def test_no_frame_has_more_samples_than_the_driver(samples: int) -> None:
    driver = Driver("any", is_software=False, samples=samples)
    for name, quality in QUALITIES.items():
        if name == "auto":
            continue  # a card draws another one
        fitted = quality_for(name, driver)
        for whole, step in zip((*quality.moving, quality.rest), (*fitted.moving, fitted.rest), strict=True):
            assert step == replace(whole, samples=min(whole.samples, samples))
        assert fitted.has_interactive == quality.has_interactive


def test_left_to_choose_a_driver_without_samples_on_a_processor_draws_little() -> None:
    slow = Driver("softpipe", is_software=True, samples=0)
    assert quality_for("auto", slow) == QUALITIES["lite"]
    assert quality_for("high", slow).rest == replace(QUALITIES["high"].rest, samples=0)
    assert quality_for("auto", slow._replace(samples=4)) == QUALITIES["auto"]


@pytest.mark.parametrize(
    ("asked", "largest_px", "size"),
    [
        ((1280, 720), 16384, (1280, 720)),
        ((4096, 2160), 4096, (4096, 2160)),
        ((7680, 2160), 4096, (4096, 1152)),
        ((1080, 9600), 8192, (922, 8192)),
        ((0, -3), 4096, (1, 1)),
        ((90000, 1), 1024, (1024, 1)),
    ],
)
def test_no_frame_is_larger_than_the_driver_can_draw(
    asked: tuple[int, int], largest_px: int, size: tuple[int, int]
) -> None:
    assert fitting(asked, Driver("any", is_software=False, largest_px=largest_px)) == size


@pytest.mark.parametrize("name", get_args(PolicyName))
def test_each_settles_on_the_same_picture(park: Park, stage: Stage, name: PolicyName) -> None:
    other = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames=name)
    try:
        visit = resting(park, "street")
        if name == "direct":  # of its frames only those to be saved have depth of field
            visit = replace(visit, settings=replace(visit.settings, focus=False))
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
