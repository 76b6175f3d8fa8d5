"""Memory that was needed for a while only goes back to the system."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from explorer.base.bootstrap import ROOT
from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.gl.context import Context
from explorer.stage.gl.memory import drop_pages, trim_memory
from explorer.stage.gl.render_target import DepthMap
from explorer.stage.stage import TRIM_AGAIN_S
from explorer.visit import Visit

from ..conftest import HEADLESS

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be asked")


def anonymous_mb(kind: str = "Anon") -> float:
    """Memory of this process that no file stands for; with "File" that of mapped files."""
    found = re.search(rf"Rss{kind}:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert found
    return int(found[1]) / 1024


@on_linux
def test_holes_between_small_blocks_are_given_back() -> None:
    take, free = ctypes.CDLL(None).malloc, ctypes.CDLL(None).free
    take.restype, take.argtypes, free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
    blocks = []
    for _ in range(2000):
        blocks.append(take(32_000))
        ctypes.memset(blocks[-1], 1, 32_000)
    last = take(40_000)  # holds the end of the heap, so that nothing goes back by itself
    for block in blocks:
        free(block)
    before_mb = anonymous_mb()
    trim_memory()
    assert before_mb - anonymous_mb() > 40
    free(last)


@on_linux
def test_a_large_block_goes_back_at_once_though_one_was_freed_before() -> None:
    """In a process of its own: where other tests have left a hole as large, the block would lie in that."""
    code = (
        "import numpy as np\n"
        "from explorer.stage.gl.memory import LARGE_BYTES, keep_large_apart\n"
        "from tests.stage.gl.test_memory import anonymous_mb\n"
        "keep_large_apart()\n"
        "for _ in range(2):\n"
        "    block = np.ones(40 * LARGE_BYTES, np.uint8)\n"
        "    held_mb = anonymous_mb()\n"
        "    del block\n"
        "    assert held_mb - anonymous_mb() > 15\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@on_linux
def test_neither_heap_moves_the_end_that_both_would_share() -> None:
    """Both would do it unlocked: what one thread was given, Panda3D gave another. In a process of its own."""
    code = (
        "import ctypes\n"
        "import panda3d.core as p3d\n"
        "from explorer.stage.gl.config import configure\n"
        "if {apart}: configure()\n"
        "library = ctypes.CDLL(None)\n"
        "library.sbrk.restype, library.sbrk.argtypes = ctypes.c_void_p, [ctypes.c_ssize_t]\n"
        "library.malloc.restype, library.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]\n"
        "def moved(use):\n"
        "    before = library.sbrk(0)\n"
        "    for _ in range(300): use()\n"
        "    return library.sbrk(0) != before\n"
        "held = []\n"
        "print(moved(lambda: library.malloc(90_000)))\n"
        "print(moved(lambda: held.append(p3d.PTA_uchar.empty_array(90_000))))\n"
    )
    for apart, moves in ((False, ["True", "True"]), (True, ["False", "False"])):
        reported = subprocess.run(
            [sys.executable, "-c", code.format(apart=apart)], cwd=ROOT, check=True, capture_output=True, text=True
        )  # fmt: skip
        assert reported.stdout.split() == moves


@on_linux
def test_a_forgotten_table_is_read_again(tmp_path: Path) -> None:
    np.save(tmp_path / "table.npy", np.arange(4_000_000))
    table = np.load(tmp_path / "table.npy", mmap_mode="r")
    total = int(table.sum())
    read_mb = anonymous_mb("File")
    drop_pages(table)
    assert read_mb - anonymous_mb("File") > 20
    assert int(table.sum()) == total
    drop_pages(np.zeros(3))  # nothing is mapped here


def test_the_map_of_the_sun_is_narrow_and_has_no_colours() -> None:
    context = Context(HEADLESS)
    try:
        depths = DepthMap(context, "sun", 64)
        depths.draw()
        given = depths.output.get_fb_properties()
        assert given.depth_bits == 16
        assert given.color_bits == 0 or not context.driver.is_software
    finally:
        context.close()


def test_what_one_visitor_needed_goes_back_before_the_next(
    stage: Stage, park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[None] = []
    visit = Visit.begin(park)
    stage.show(visit)
    monkeypatch.setattr(stage.context, "trim", lambda: calls.append(None))
    stage.show(visit.advance(5.0))
    assert not calls
    stage.show(visit)
    assert len(calls) == 1
    for seconds in (TRIM_AGAIN_S - 0.1, TRIM_AGAIN_S, TRIM_AGAIN_S + 0.1, TRIM_AGAIN_S + 9.0):
        stage.show(visit.advance(seconds))
    assert len(calls) == 2, "what went while the next one began"


COMPILED = """
import ctypes
from explorer.stage.gl.context import Context
from explorer.stage.gl.opengl import release_compiler
from explorer.stage.gl.render_target import RenderTarget
from explorer.stage.gl.shaders import shader


class Info(ctypes.Structure):
    _fields_ = [("before", ctypes.c_size_t * 7), ("small", ctypes.c_size_t), ("behind", ctypes.c_size_t * 2)]


ask = ctypes.CDLL(None).mallinfo2
ask.restype = Info
context = Context(("p3headlessgl",))
target = RenderTarget(context, "picture", (8, 8), 0)
target.draw()
gsg = context.gsg


def compiled(vertex, fragment):
    program = shader(vertex, fragment)
    program.prepare_now(gsg.prepared_objects, gsg)
    assert not program.get_error_flag()
    return ask().small / 2**20


before = compiled("flat.vert", "flat.frag")
release_compiler()
print(before, ask().small / 2**20, compiled("cached_layer.vert", "cached_layer.frag"))
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="only a newer glibc tells")
def test_the_compiler_is_forgotten_and_comes_back_when_needed() -> None:
    reported = subprocess.run(
        [sys.executable, "-c", COMPILED], capture_output=True, text=True, check=True, cwd=ROOT
    )
    before, forgotten, again = map(float, reported.stdout.split())
    assert before - forgotten > 3
    assert again - forgotten > 3
