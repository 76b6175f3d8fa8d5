"""Pages of libraries go back to the system, and nothing that was written to does."""

from __future__ import annotations

import ctypes
import mmap
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.stage.software_gl import pages
from explorer.stage.software_gl.pages import LEAST_BYTES, MOST_MB, give_back_files, keep_few, of_files_mb

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which pages a process has")


def in_process(code: str) -> str:
    """In a process of its own: here, libraries were used by other tests."""
    code = f"from explorer.stage.software_gl.pages import *\nimport numpy, panda3d.core, PySide6.QtWidgets\n{code}"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_pages_of_libraries_go_and_come_back_when_needed() -> None:
    before, after, later = map(
        float,
        in_process(
            "before = of_files_mb(); give_back_files(); after = of_files_mb()\n"
            "import pyqtgraph, numpy.linalg\n"
            "assert abs(numpy.linalg.det(numpy.eye(3) * 2) - 8) < 1e-9\n"
            "print(before, after, of_files_mb())"
        ).split(),
    )
    assert before - after > 30
    assert later > after


def test_what_was_written_to_a_page_stays(tmp_path: Path) -> None:
    """As a loader does: a private mapping, written to, then made read only."""
    file = tmp_path / "library.so"
    file.write_bytes(b"file" * (2 * LEAST_BYTES // 4))
    with file.open("r+b") as opened:
        mapped = mmap.mmap(opened.fileno(), 0, flags=mmap.MAP_PRIVATE)
    mapped[LEAST_BYTES : LEAST_BYTES + 4] = b"mine"
    start = ctypes.addressof(ctypes.c_char.from_buffer(mapped))
    protect = ctypes.CDLL(None).mprotect
    protect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    assert protect(start, len(mapped), mmap.PROT_READ) == 0
    give_back_files()
    assert mapped[LEAST_BYTES : LEAST_BYTES + 4] == b"mine"
    assert mapped[:4] == b"file"
    assert protect(start, len(mapped), mmap.PROT_READ | mmap.PROT_WRITE) == 0


def test_nothing_is_done_while_they_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(pages, "give_back_files", lambda: asked.append(True))
    for megabytes in (MOST_MB - 1, MOST_MB + 1):
        monkeypatch.setattr(pages, "of_files_mb", lambda megabytes=megabytes: megabytes)
        keep_few()
    assert len(asked) == 1
    assert of_files_mb() > 1
