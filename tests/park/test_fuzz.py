"""The fuzzer finds nothing; and it would, if there were something to find."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from tests.park import fuzz

MUTANTS = os.environ.get("PARK_EXPLORER_MUTANTS", "200")
SEED = os.environ.get("PARK_EXPLORER_SEED", "18")


def test_no_mutant_breaks_the_check() -> None:
    """In a process of its own, whose memory is its own."""
    words = [sys.executable, "-m", "tests.park.fuzz", "--mutants", MUTANTS, "--seed", SEED]
    done = subprocess.run(words, check=False, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 failures" in done.stdout


def test_a_seed_and_a_number_make_the_same_mutant_again(tmp_path: Path) -> None:
    scene, files = fuzz.small_scene(tmp_path / "scene")
    reported = [fuzz.mutant(3, 7, scene, tmp_path / name, files) for name in "ab"]
    assert reported[0] == reported[1]
    contents = [
        {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*.yaml")}
        for name in "ab"
    ]
    assert contents[0] == contents[1]


def test_an_exception_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scene, _ = fuzz.small_scene(tmp_path / "scene")
    assert fuzz.judged(scene)[1] is None

    def broken(*_: object) -> None:
        raise KeyError("nobody expected this")

    monkeypatch.setattr(fuzz, "check_tours", broken)
    outcome, wrong = fuzz.judged(scene)
    assert outcome == "traceback" and wrong is not None and "nobody expected this" in wrong


@pytest.mark.skipif(not hasattr(fuzz.signal, "setitimer"), reason="Windows has no such timers")
def test_a_hang_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scene, _ = fuzz.small_scene(tmp_path / "scene")

    begun = []

    def endless(*_: object) -> None:
        begun.append(True)
        while True:
            pass

    monkeypatch.setattr(fuzz, "check_tours", endless)
    assert fuzz.judged(scene, 2.0)[0] == "hang" and begun
