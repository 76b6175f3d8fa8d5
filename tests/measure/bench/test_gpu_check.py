"""The check of a graphics card: its limit of time, what it calls right, and the one file it writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.base import software_driver
from explorer.base.bootstrap import ROOT
from explorer.i18n import Text, Verbatim, tr
from explorer.measure.bench import gpu_check
from explorer.measure.bench.adapters import adapters
from explorer.measure.bench.child import Setup
from explorer.measure.bench.compare_pictures import Pixels, difference, largest, read_pictures, write_pictures
from explorer.measure.bench.gpu_check import (
    CARD_SIZES,
    PROCESSOR_SIZES,
    Check,
    lines_of,
    report_of,
    software_environment,
    without_paths,
)
from explorer.measure.bench.gpu_steps import Done, Outcome, Step, StepFailed, run_steps
from tests.scene import write_scene

CARD = {
    "through": "GLX", "name": "NVIDIA GeForce RTX 3060/PCIe/SSE2", "is_software": False, "vendor": "NVIDIA Corporation",
    "version": [4, 6], "is_core": True, "samples": 4, "largest_px": 32768,
}  # fmt: skip
PROCESSOR = {**CARD, "name": "llvmpipe (LLVM 19.1.7, 256 bits)", "is_software": True, "through": "EGL"}


class Clock:
    """Time that passes only when a step takes it."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s

    def step(self, name: str, needs_s: float, takes_s: float, made: list[tuple[str, float]]) -> Step:
        def run(left_s: float) -> Outcome:
            made.append((name, left_s))
            self.now_s += takes_s
            return Outcome("right")

        return Step(name, Verbatim(name), needs_s, run)  # type: ignore[arg-type]


# ---- the limit


def test_a_step_that_needs_more_time_than_is_left_is_skipped_and_named() -> None:
    clock, made = Clock(), list[tuple[str, float]]()
    steps = [
        clock.step("long", 5, 7, made),
        clock.step("longer", 6, 6, made),
        clock.step("short", 2, 2, made),
    ]
    done = run_steps(steps, 10.0, clock_s=clock)
    assert made == [("long", 10.0), ("short", 3.0)]
    assert [one.outcome.state for one in done] == ["right", "skipped", "right"]
    assert tr(done[1].outcome.why, "en") == "not enough time: 3 s were left"
    assert [one.took_s for one in done] == [7.0, 0.0, 2.0]
    assert clock() <= 10.0


@pytest.mark.parametrize("limit_s", [0.5, 3.0, 20.0, 61.0])
def test_whatever_the_limit_every_step_is_named_and_none_is_begun_that_does_not_fit(limit_s: float) -> None:
    clock, made = Clock(), list[tuple[str, float]]()
    steps = [clock.step(str(number), number % 5 + 1, number % 5 + 1, made) for number in range(20)]
    done = run_steps(steps, limit_s, clock_s=clock)
    assert [one.step.name for one in done] == [str(number) for number in range(20)]
    assert clock() <= limit_s
    assert {one.step.name for one in done if one.outcome.state == "right"} == {name for name, _ in made}


def test_what_was_ended_because_the_time_was_over_has_not_failed() -> None:
    clock = Clock()

    def end(left_s: float) -> Outcome:
        clock.now_s += left_s
        raise StepFailed("exit code -9")

    done = run_steps([Step("slow", Text("graphics driver"), 2, end)], 10.0, clock_s=clock)
    assert done[0].outcome.state == "skipped"
    assert "time" in tr(done[0].outcome.why, "en")


def test_a_step_that_hangs_leaves_time_for_the_others() -> None:
    clock, made = Clock(), list[tuple[str, float]]()

    def hang(left_s: float) -> Outcome:
        clock.now_s += left_s
        raise StepFailed("exit code -9")

    steps = [Step("hangs", Text("graphics driver"), 5, hang), clock.step("next", 5, 5, made)]
    done = run_steps(steps, 300.0, clock_s=clock)
    assert [one.outcome.state for one in done] == ["failed", "right"]
    assert made == [("next", 30.0)] and clock() == 35.0


def test_what_fails_stops_nothing() -> None:
    def fail(left_s: float) -> Outcome:
        raise StepFailed("exit code -11")

    clock, made = Clock(), list[tuple[str, float]]()
    shown: list[str] = []
    steps = [Step("crash", Text("graphics driver"), 1, fail), clock.step("next", 1, 1, made)]
    done = run_steps(steps, 10.0, lambda step: shown.append(step.name), clock)
    assert [one.outcome.state for one in done] == ["failed", "right"]
    assert str(done[0].outcome.why) == "exit code -11"
    assert shown == ["crash", "next"]


# ---- which pictures are the same


def park_like(seed: int = 1) -> Pixels:
    """Large areas and fine edges."""
    numbers = np.random.default_rng(seed)
    areas = numbers.integers(40, 220, (9, 16, 3), np.uint8).repeat(20, axis=0).repeat(20, axis=1)
    areas[::7, ::5] = 255 - areas[::7, ::5]
    return areas


def test_pictures_of_two_drivers_are_the_same_to_the_eye() -> None:
    one = park_like()
    assert difference(one, one) == (0.0, 0.0)
    noisy = np.clip(one + np.random.default_rng(2).normal(0, 3, one.shape), 0, 255).astype(np.uint8)
    assert difference(one, noisy).is_right


@pytest.mark.parametrize(
    "spoil",
    [
        lambda pixels: pixels[::-1],  # upside down
        lambda pixels: pixels[:, ::-1],
        lambda pixels: pixels[..., ::-1],  # red for blue
        np.zeros_like,  # nothing drawn
        lambda pixels: (pixels * 0.85).astype(np.uint8),  # another light
        lambda pixels: pixels[:90],
        lambda pixels: np.where(np.arange(320)[None, :, None] < 40, np.uint8(0), pixels),  # a part is missing
    ],
)
def test_a_wrong_picture_is_wrong(spoil: Callable[[Pixels], Pixels]) -> None:
    assert not difference(park_like(), spoil(park_like())).is_right


def test_the_largest_of_several_differences() -> None:
    same, wrong = difference(park_like(), park_like()), difference(park_like(), park_like(3))
    assert largest([same, wrong]) == wrong and largest([same]).is_right


def test_pictures_are_written_and_read(tmp_path: Path) -> None:
    write_pictures(tmp_path / "some.npz", {"day": park_like(), "night": park_like(4)})
    kept = read_pictures(tmp_path / "some.npz")
    assert set(kept) == {"day", "night"} and np.array_equal(kept["night"], park_like(4))


# ---- its steps, with answers of drivers that are not here


class Answers:
    """Answers instead of processes that measure.

    Attributes
    ----------
    asked : what was asked for.
    wrong : the policy whose pictures are wrong.
    """

    def __init__(self, driver: dict[str, Any], wrong: str = "", ms: float = 8.0) -> None:
        self.driver, self.wrong, self.ms = driver, wrong, ms
        self.asked: list[tuple[str, tuple[int, int], str | None]] = []

    def __call__(
        self, setup: Setup, left_s: float, environment: Any = None, task: str = "gpu", **question: Any
    ) -> dict[str, Any]:
        what = question.get("do", task)
        self.asked.append((what, setup.size, setup.frames))
        moving = {"median_ms": self.ms, "p95_ms": self.ms * 1.5}
        if what == "probe":
            return {"found": [self.driver], "refused": []}
        if what == "draw":
            is_wrong = self.wrong and setup.frames == self.wrong and not environment
            write_pictures(Path(question["file"]), {"day": park_like(9 if is_wrong else 1)})
            return {
                "renderer": "llvmpipe" if environment else self.driver["name"],
                "is_software": bool(environment),
            }
        if what == "speed":
            return {"moving": moving, "anonymous_mb": 400.0, "renderer": self.driver["name"]}
        if what == "switch":
            times = {name: {"first_ms": 9.0, "again_ms": 5.0} for name in ("resize", "language", "light")}
            return {"switches": times, "quality_ms": {"lite": 900.0}, "is_right": True, "off_afterwards": 0.0}
        opened = {"platform": "xcb", "size": list(setup.size), "presenter": {"en": "shown by blit"}}
        both = {"copy": {"moving": moving}, "blit": {"moving": moving}}
        return {"opened": opened, **both, "off": 0.0, "blocks_off": 0.0, "is_right": True}


def checked(folder: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> dict[str, Done]:
    """The steps of a check with these answers, by name."""
    monkeypatch.setattr(gpu_check, "has_window", lambda: True)
    monkeypatch.setattr(gpu_check, "can_join_window", lambda: True)
    one = Check(Setup(folder, folder, folder, (64, 36)), folder, answers)
    return {done.step.name: done for done in run_steps(one.steps(), 300.0)}


@pytest.mark.parametrize(("driver", "sizes"), [(CARD, CARD_SIZES), (PROCESSOR, PROCESSOR_SIZES)])
def test_a_card_is_measured_at_1080p_and_4k_and_a_processor_smaller(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    driver: dict[str, Any],
    sizes: tuple[tuple[int, int], ...],
) -> None:
    answers = Answers(driver)
    done = checked(tmp_path, answers, monkeypatch)
    measured = [size for what, size, _ in answers.asked if what == "speed"]
    assert measured == [size for size in sizes for _ in range(2)]
    assert {one.outcome.state for one in done.values()} <= {"right", "measured", "skipped"}
    says_so = any("No graphics card draws here" in line for line in lines_of(list(done.values()), "en"))
    assert says_so == driver["is_software"]


def test_every_policy_is_compared_and_the_wrong_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_check, "software_environment", lambda: {"LIBGL_ALWAYS_SOFTWARE": "1"})
    done = checked(tmp_path, Answers(CARD, wrong="pipelined"), monkeypatch)
    states = {name: one.outcome.state for name, one in done.items() if name.startswith("pictures_")}
    assert states == {
        "pictures_direct": "right",
        "pictures_progressive": "right",
        "pictures_pipelined": "wrong",
    }
    assert "llvmpipe" in tr(done["pictures_pipelined"].outcome.why, "en")


def test_where_no_processor_draws_for_comparison_the_policies_are_compared_with_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_check, "software_environment", lambda: None)
    done = checked(tmp_path, Answers(CARD, wrong="progressive"), monkeypatch)
    assert done["reference"].outcome.state == "skipped"
    assert done["pictures_direct"].outcome.state == "measured"
    assert done["pictures_progressive"].outcome.state == "wrong"
    assert done["pictures_pipelined"].outcome.state == "right"


@pytest.mark.parametrize(("ms", "holds"), [(8.0, True), (11.0, True), (12.0, False), (40.0, False)])
def test_sixty_a_second_is_held_if_95_of_100_frames_are_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ms: float, holds: bool
) -> None:
    done = checked(tmp_path, Answers(CARD, ms=ms), monkeypatch)
    for name in ("speed_1920x1080_texture", "speed_3840x2160_copy"):
        outcome = done[name].outcome
        assert outcome.figures["holds_60"] == holds
        assert tr(outcome.lines[0], "en") == f"60 frames a second: {'yes' if holds else 'no'}"


def test_a_software_driver_is_asked_for_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    on_linux = software_environment("linux")
    assert on_linux is not None and on_linux["LIBGL_ALWAYS_SOFTWARE"] == "1"
    assert software_environment("darwin") is None
    monkeypatch.setattr(software_driver, "file", lambda: tmp_path / software_driver.FILE)
    assert software_environment("win32") == {"QT_OPENGL": "software"}
    monkeypatch.setattr(software_driver, "file", lambda: None)
    assert software_environment("win32") is None


def test_without_a_screen_its_steps_are_skipped_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Answers(CARD)
    checked(tmp_path, answers, monkeypatch)
    monkeypatch.setattr(gpu_check, "has_window", lambda: False)
    one = Check(Setup(tmp_path, tmp_path, tmp_path, (64, 36)), tmp_path, answers)
    skipped = {done.step.name for done in run_steps(one.steps(), 300.0) if done.outcome.state == "skipped"}
    assert skipped >= {"presenters", "speed_1920x1080_texture", "speed_3840x2160_texture"}
    assert "speed_1920x1080_copy" not in skipped


# ---- the file


def test_the_file_says_it_in_words_first_and_holds_every_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = list(checked(tmp_path, Answers(CARD), monkeypatch).values())
    report = json.loads(json.dumps(report_of(done, 300.0, "metaverse")))
    assert list(report)[:3] == ["kind", "format", "summary"]
    assert "NVIDIA GeForce RTX 3060" in report["summary"][1]
    assert [step["name"] for step in report["steps"]] == [one.step.name for one in done]
    assert report["steps"][0]["figures"]["found"] == [CARD]
    for language in ("zh", "de"):
        assert list(lines_of(done, language)) != report["summary"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("no file /home/anna/park/x.bam", "no file /home/…/park/x.bam"),
        ("/Users/anna/park failed", "/Users/…/park failed"),
        (json.dumps("C:\\Users\\anna\\park"), '"C:\\\\Users\\\\…\\\\park"'),
        (f"{ROOT}/assets: gone", "…/assets: gone"),
        (f"{Path.home()}/driver.log", "…/driver.log"),
        ("llvmpipe (LLVM 19.1.7, 256 bits)", "llvmpipe (LLVM 19.1.7, 256 bits)"),
    ],
)
def test_no_path_of_a_user_is_in_it(written: str, kept: str) -> None:
    assert without_paths(written) == kept


@pytest.mark.skipif(sys.platform != "linux", reason="the bus is read as files")
def test_the_adapters_of_the_machine_are_listed(tmp_path: Path) -> None:
    rows = (
        ("00:02.0", "0x030000", "0x8086", "0x3e9b"),
        ("01:00.0", "0x030200", "0x10de", "0x2503"),
        ("00:1f.0", "0x060100", "0x8086", "0x1"),  # no display
    )
    for name, *values in rows:
        (tmp_path / name).mkdir()
        for key, value in zip(("class", "vendor", "device"), values, strict=True):
            (tmp_path / name / key).write_text(f"{value}\n")
    assert adapters(tmp_path) == ["Intel 8086:3e9b", "NVIDIA 10de:2503"]
    assert adapters(tmp_path / "nothing") == []


@pytest.mark.slow
def test_the_real_thing_without_a_screen(tmp_path: Path) -> None:
    scene = write_scene(tmp_path / "toy")
    file = tmp_path / "check.json"
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    words = ["bench", "--gpu-check", "--within", "36000", "--scene", str(scene), "-o", str(file)]
    done = subprocess.run(
        [sys.executable, "-m", "explorer", *words],
        check=False, cwd=ROOT, capture_output=True, text=True, env={**environment, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(file.read_text("utf-8"))
    steps = {step["name"]: step for step in report["steps"]}
    assert {step["state"] for step in steps.values()} <= {"right", "measured", "skipped"}
    driver = steps["driver"]
    assert driver["state"] == "skipped" or driver["figures"]["found"][0]["version"] >= [3, 2]
    assert steps["presenters"]["state"] == "skipped"
    assert str(tmp_path) not in file.read_text("utf-8") and str(ROOT) not in file.read_text("utf-8")
    assert report["summary"][0] in done.stdout and "check.json" in done.stdout
