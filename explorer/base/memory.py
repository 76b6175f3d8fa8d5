"""Memory use of this process."""

from __future__ import annotations

import re
import sys
from pathlib import Path


def anonymous_mb() -> float:
    """Memory that belongs to this process alone, in MB; file pages, which the system may drop, do not count."""
    import psutil

    process = psutil.Process()
    if sys.platform == "linux":
        now = process.memory_info()
        own: int = now.rss - now.shared
    else:
        own = process.memory_full_info().uss
    return _megabytes(own)


def peak_memory_mb() -> float:
    """Peak memory of this process in MB, file pages included."""
    if sys.platform == "win32":
        import psutil

        return _megabytes(psutil.Process().memory_info().peak_wset)
    status = Path("/proc/self/status")
    if status.is_file():
        # getrusage would do, but on Linux a child inherits the peak of the process that started it
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("ascii", "replace"))
        if found:
            return round(int(found[1]) / 1024, 1)
    import resource

    unit = 1 if sys.platform == "darwin" else 2**10  # macOS counts bytes, the others kilobytes
    return _megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)


def _megabytes(size: int) -> float:
    return round(size / 2**20, 1)
