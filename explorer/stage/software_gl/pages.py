"""Pages of libraries that were needed once, given back: the compiler of shader programs alone has fifty megabytes of them.

A library is a mapped file. What of it was ever used counts as memory of this process until the system runs short; asked for
again, a page is mapped anew from the system's own copy, which takes a microsecond.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

MOST_MB = 66
"""A window in which nothing is new needs some sixty of them; to find out and give back takes 6 to 12 ms."""
LEAST_BYTES = 256 * 1024
"""Smaller pieces are many, and hold little."""

_ENTRY = np.dtype("=u8")
_PRESENT, _OF_FILE = (
    np.uint64(1 << 63),
    np.uint64(1 << 61),
)  # Documentation/admin-guide/mm/pagemap.rst of Linux


def keep_few() -> None:
    """Give back all pages of libraries if they have become many. Only Linux tells; elsewhere nothing is done."""
    if sys.platform == "linux" and of_files_mb() > MOST_MB:
        give_back_files()


def of_files_mb() -> float:
    """Memory of this process that is mapped files; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[2]) * mmap.PAGESIZE / 2**20
    except OSError:
        return 0.0


def give_back_files() -> None:
    """Give back all pages of mapped files that nothing was ever written to.

    What was written to, addresses that a loader filled in or calls that a graphics driver redirected, would be lost.
    """
    if not hasattr(mmap, "MADV_DONTNEED"):
        return
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    try:
        pages = os.open("/proc/self/pagemap", os.O_RDONLY)
    except OSError:
        return
    try:
        for start, end in _read_only():
            if _is_as_in_file(pages, start, end):
                advise(start, end - start, mmap.MADV_DONTNEED)
    except OSError:
        pass  # a system that keeps this to itself
    finally:
        os.close(pages)


def _read_only() -> Iterator[tuple[int, int]]:
    """Where larger pieces of files lie that cannot be written to."""
    for line in Path("/proc/self/maps").read_bytes().splitlines():
        where, may, *_, name = line.split(maxsplit=5) if b" /" in line else (b"", b"", b"")
        if may in (b"r-xp", b"r--p") and name.startswith(b"/"):
            start, end = (int(part, 16) for part in where.split(b"-"))
            if end - start >= LEAST_BYTES:
                yield start, end


def _is_as_in_file(pages: int, start: int, end: int) -> bool:
    """Whether every page that is there comes straight from the file."""
    first, count = start // mmap.PAGESIZE, (end - start) // mmap.PAGESIZE
    told = os.pread(pages, count * _ENTRY.itemsize, first * _ENTRY.itemsize)
    entries = np.frombuffer(told, _ENTRY)
    return len(entries) == count and not np.any((entries & (_PRESENT | _OF_FILE)) == _PRESENT)
