"""Tests of one file run in one process: what they prepare is prepared once, and no two real windows are open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT

from .groups import group_of

TESTS = 6
FILE = f"""
import os, pytest

@pytest.mark.parametrize("number", range({TESTS}))
def test_that_names_its_process(number):
    with open(__file__ + ".workers", "a") as file:
        file.write(os.environ["PYTEST_XDIST_WORKER"] + " ")
"""


def test_all_real_windows_are_one_group_and_another_file_is_its_own() -> None:
    assert group_of("tests/real/test_booth.py::test_a[1]") == group_of("tests/real/test_talk.py::test_b")
    web = "tests/publish/web/test_page.py::test_a"
    assert group_of(web) == group_of("tests/publish/web/test_exits.py::test_b")
    assert group_of(web) != group_of("tests/publish/film/test_film.py::test_a")
    assert group_of("tests/cli/test_cli.py::test_a") == group_of("tests/cli/test_cli.py::test_b[c::d]")
    assert group_of("tests/cli/test_cli.py::test_a") != group_of("tests/cli/test_state.py::test_a")


def test_of_two_processes_each_runs_whole_files(tmp_path: Path) -> None:
    pytest.importorskip("xdist")
    files = [tmp_path / f"test_{name}.py" for name in ("one", "two", "three", "four")]
    for file in files:
        file.write_text(FILE, "utf-8")
    words = ["-p", "tests.groups", "-n", "2", "--dist", "loadscope", "--rootdir", str(tmp_path)]
    subprocess.run(
        [sys.executable, "-m", "pytest", *words, *map(str, files)], cwd=ROOT, check=True, capture_output=True
    )
    workers = [Path(f"{file}.workers").read_text("utf-8").split() for file in files]
    assert [len(names) for names in workers] == [TESTS] * len(files)
    assert [len(set(names)) for names in workers] == [1] * len(files)
    assert len({names[0] for names in workers}) == 2
