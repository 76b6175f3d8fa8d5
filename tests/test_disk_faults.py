"""No fault of the disk, at whichever call, leaves something half-written that is read later."""

from __future__ import annotations

import shutil
import sys

import pytest

from tests import disk_faults

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="stands before the C library of Linux"),
    pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler"),
]


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("file", 9),
        ("event log", 20),
        ("settings", 20),
        ("autosave", 20),
        pytest.param("content pack", 50, marks=pytest.mark.slow),
        pytest.param("last good scene", 40, marks=pytest.mark.slow),
        pytest.param("visit database", 80, marks=pytest.mark.slow),
        pytest.param("new visit database", 100, marks=pytest.mark.slow),
        pytest.param("saving", 100, marks=pytest.mark.slow),
    ],
)
def test_what_was_there_or_what_was_to_be_written_and_nothing_between(name: str, least: int) -> None:
    (found,) = disk_faults.run([name]).values()
    count, faults = found
    assert count >= least and faults == []
