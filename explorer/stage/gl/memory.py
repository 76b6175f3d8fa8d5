"""Returns temporary memory to the system, and keeps the heaps of two allocators apart."""

from __future__ import annotations

import ctypes
import mmap
import sys
from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

LARGE_BYTES = 512 * 1024
_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of malloc.h
_PROT_NONE, _MAP_FIXED_NOREPLACE, _FAILED = 0, 0x100000, ctypes.c_void_p(-1).value  # sys/mman.h
TRIES = 3


def keep_large_apart() -> None:
    """Return large blocks to the system as soon as they are freed.

    Otherwise glibc raises its threshold once a large block is freed, and puts later ones among the small
    blocks, where the holes they leave are never quite filled.
    """
    if sys.platform == "linux":
        choose = getattr(ctypes.CDLL(None), "mallopt", None)
        if choose is not None:
            choose(_MMAP_THRESHOLD, LARGE_BYTES)


def keep_heaps_apart() -> None:
    """Stop the C library and Panda3D from growing the same heap.

    Panda3D brings its own allocator, and both grow by moving the end of the data segment. Each has its own
    lock for that, and `sbrk` has none: two threads that grow both at once get the same memory. With a page
    right behind that end the system refuses to move it, and both map memory instead, which is safe.
    """
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None, use_errno=True)
    library.sbrk.restype, library.sbrk.argtypes = ctypes.c_void_p, [ctypes.c_ssize_t]
    library.mmap.restype = ctypes.c_void_p
    library.mmap.argtypes = [
        ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long,
    ]  # fmt: skip
    kind = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _MAP_FIXED_NOREPLACE
    for _ in range(TRIES):
        end = library.sbrk(0) or 0
        behind = -(-end // mmap.PAGESIZE) * mmap.PAGESIZE
        if library.mmap(behind, mmap.PAGESIZE, _PROT_NONE, kind, -1, 0) != _FAILED:
            return
        # another thread has moved the end, or the page is taken already, which serves as well


def trim_memory() -> None:
    """Return memory that the C library keeps for reuse: compiling programs leaves some ten megabytes of holes.

    Only glibc offers this; elsewhere it does nothing.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def collect_states() -> None:
    """Free unused transforms and render states: Panda3D keeps all of them until asked.

    Movement makes a hundred of them a second. `ShowBase` asks with each frame.
    """
    p3d.TransformState.garbage_collect()
    p3d.RenderState.garbage_collect()


def drop_pages(table: npt.NDArray[Any]) -> None:
    """Drop the pages of a mapped file read so far; the next access reads them again."""
    mapped = getattr(table, "_mmap", None)
    if isinstance(table, np.memmap) and mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)
