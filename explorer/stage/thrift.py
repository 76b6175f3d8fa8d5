"""Memory that was needed for a while only, given back to the system."""

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


def keep_large_apart() -> None:
    """Have large blocks go back to the system as soon as they are freed.

    Else glibc takes a freed one as a sign that more will come, and lays all others among the small ones, where the
    holes they leave are never quite filled again.
    """
    if sys.platform == "linux":
        choose = getattr(ctypes.CDLL(None), "mallopt", None)
        if choose is not None:
            choose(_MMAP_THRESHOLD, LARGE_BYTES)


def give_back() -> None:
    """Give back what the C library keeps for later: compiling programs leaves some ten megabytes of holes.

    Only glibc has a way to ask for it; elsewhere nothing is done.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def forget_states() -> None:
    """Let places and looks go that nothing has any more: Panda3D keeps each it ever met until it is asked.

    Whatever moves is at a new place with every picture, a hundred of them a second. `ShowBase` asks with each frame.
    """
    p3d.TransformState.garbage_collect()
    p3d.RenderState.garbage_collect()


def forget(table: npt.NDArray[Any]) -> None:
    """Let the pages of a mapped file go that were read so far; asked for again, they are read again."""
    mapped = getattr(table, "_mmap", None)
    if isinstance(table, np.memmap) and mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)
