"""What the driver is asked at start, and what follows: fewer samples, buffers for vertices, an honest refusal."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from explorer.base.bootstrap import ROOT
from explorer.base.names import PolicyName
from explorer.i18n import tr
from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.gl import context as host_module
from explorer.stage.gl.context import Context, colour_properties
from explorer.stage.gl.probe import Answers, ask, display_system, driver_of, most_samples
from explorer.stage.gl.render_target import RenderTarget
from tests.scene import write_scene

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, resting, seen

NVIDIA = Answers(
    "NVIDIA GeForce RTX 3060/PCIe/SSE2", (4, 6), "4.6.0 NVIDIA 550.54.14", "NVIDIA Corporation", 2, 32, 32768, 32768
)  # fmt: skip


def all_open(samples: int) -> bool:
    return True


@pytest.mark.parametrize(
    ("answers", "is_software", "is_core", "samples", "largest_px"),
    [
        (NVIDIA, False, False, 8, 32768),
        (replace(NVIDIA, profile=1, version_text="3.2.0 NVIDIA 550.54.14"), False, True, 8, 32768),
        (Answers("Apple M2", (4, 1), "4.1 Metal - 88", "Apple", 1, 4, 16384, 16384), False, True, 4, 16384),
        (Answers("Intel HD Graphics 3000 OpenGL Engine", (3, 3), "3.3 INTEL-10.2", "Intel Inc.", None, 8, 8192, 4096),
         False, True, 8, 4096),
        (Answers("softpipe", (3, 3), "3.3 (Compatibility Profile) Mesa 25.0.7", "Mesa", 2, 1, 16384, 16384),
         True, False, 0, 16384),
        (Answers("llvmpipe (LLVM 3.6, 256 bits)", (3, 3), "3.3 (Core Profile) Mesa 11.2.2", "VMware, Inc.", 1, 0, 8192, 8192),
         True, True, 0, 8192),
        (Answers("llvmpipe (LLVM 19.1.7, 256 bits)", (4, 5), "4.5 (Compatibility Profile) Mesa 25", "Mesa", None, 4, None, None),
         True, False, 4, 1024),
        (Answers("SVGA3D; build: RELEASE;  LLVM;", (4, 1), "4.1 (Core Profile) Mesa 22.3.6", "VMware, Inc.", 1, 2, 16384, 8192),
         False, True, 2, 8192),
        (Answers("a driver that says nothing", (3, 2)), False, True, 8, 1024),
    ],
)  # fmt: skip
def test_what_a_driver_answers(
    answers: Answers, is_software: bool, is_core: bool, samples: int, largest_px: int
) -> None:
    assert not answers.is_too_old
    driver = driver_of(answers, all_open)
    assert (driver.name, driver.vendor, driver.version) == (answers.renderer, answers.vendor, answers.version)
    assert (driver.is_software, driver.is_core, driver.samples, driver.largest_px) == (
        is_software,
        is_core,
        samples,
        largest_px,
    )


@pytest.mark.parametrize(
    ("version", "is_too_old"), [((1, 1), True), ((2, 1), True), ((3, 1), True), ((3, 2), False), ((4, 0), False)]
)  # fmt: skip
def test_what_is_too_old(version: tuple[int, int], is_too_old: bool) -> None:
    assert replace(NVIDIA, version=version).is_too_old == is_too_old


@pytest.mark.parametrize(
    ("promised", "given", "samples", "tried"),
    [
        (16, {2, 4, 8}, 8, [8]),
        (8, {2, 4}, 4, [8, 4]),
        (4, {2}, 2, [4, 2]),  # promises more than it has
        (4, set(), 0, [4, 2]),
        (2, {2, 4}, 2, [2]),
        (1, {2, 4}, 0, []),
        (0, {2, 4}, 0, []),
        (None, {4}, 4, [8, 4]),
    ],
)
def test_where_many_samples_are_refused_fewer_are_tried(
    promised: int | None, given: set[int], samples: int, tried: list[int]
) -> None:
    asked: list[int] = []

    def opens(wanted: int) -> bool:
        asked.append(wanted)
        return wanted in given

    assert most_samples(promised, opens) == samples
    assert asked == tried


def test_the_words_for_what_joins_opengl_to_the_screen() -> None:
    assert display_system("p3headlessgl", "linux") == "EGL"
    named = {platform: display_system("pandagl", platform) for platform in ("linux", "win32", "darwin")}
    assert named == {"linux": "GLX", "win32": "WGL", "darwin": "Cocoa"}


def test_a_context_is_asked_and_what_it_promises_it_has() -> None:
    context = Context(HEADLESS)
    try:
        driver = context.driver
        assert driver.version >= (3, 2) and driver.largest_px >= 1024 and driver.vendor
        answers = ask(driver.name, driver.version)
        assert answers.profile in (1, 2) and driver.is_core == (answers.profile == 1)
        assert answers.samples is not None and driver.samples <= max(answers.samples, 0)
        target = RenderTarget(context, "samples", (16, 16), driver.samples)
        target.draw()
        assert target.output.get_fb_properties().multisamples == driver.samples
        assert colour_properties(driver.samples).multisamples == driver.samples
    finally:
        context.close()


@pytest.mark.parametrize("name", get_args(PolicyName))
def test_with_one_sample_a_pixel_it_is_the_same_park_with_harder_edges(
    park: Park, stage: Stage, monkeypatch: pytest.MonkeyPatch, name: PolicyName
) -> None:
    monkeypatch.setattr(host_module, "ask", lambda *known: replace(ask(*known), samples=0))
    visit = resting(park, "forum")
    smooth = seen(stage, visit)
    other = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames=name)
    try:
        hard = seen(other, visit)
        assert other.driver.samples == other.frames.status.rest.samples == 0
        assert tr(other.state, "en").endswith("1 samples a pixel")
        assert other.thumbnail(visit.pose, 64, 36) is not None
    finally:
        other.close()
    off = np.abs(hard - smooth)
    assert 0 < off.mean() < 10, "edges differ, and nothing else: the day has harder contrasts than it had"
    assert np.median(off) <= 1


DRAWN = """
import sys
from dataclasses import replace
from pathlib import Path
import numpy as np
from explorer.park import load
from explorer.stage import Stage
from explorer.visit import Visit
park = load(Path(sys.argv[1]), Path("none"))
for name in ("direct", "progressive", "pipelined"):
    stage = Stage(park, Path("none"), (64, 36), displays=("p3headlessgl",), frames=name)
    stage.show(replace(Visit.begin(park), rest_s=9.0))
    pixels = np.frombuffer(stage.draw(finished=True).pixels, np.uint8).reshape(36, 64, 4)
    thumbnail = stage.thumbnail(Visit.begin(park).pose, 32, 18)
    print(stage.driver.name.split()[0], stage.driver.samples, stage.frames.status.rest.samples,
          len(np.unique(pixels)) > 8, len(np.unique(np.frombuffer(thumbnail.pixels, np.uint8))) > 8, sep="|")
    stage.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Mesa's drivers are chosen by name")
@pytest.mark.parametrize(("driver", "samples"), [("softpipe", "0"), ("llvmpipe", "4")])
def test_a_driver_without_several_samples_draws_the_park_with_one(
    tmp_path: Path, driver: str, samples: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRAWN, str(write_scene(tmp_path / "toy"))],
        check=False, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "GALLIUM_DRIVER": driver},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = [line.split("|") for line in done.stdout.splitlines() if "|" in line]
    if lines[0][0] != driver:
        pytest.skip(f"{lines[0][0]} draws here, not {driver}")
    assert lines == [[driver, samples, samples, "True", "True"]] * 3
