"""Memory that this process uses."""

from __future__ import annotations

import re
import sys
from pathlib import Path


def peak_memory_mb() -> float | None:
    """The most memory this process ever had at once; None where the system does not say."""
    status = Path("/proc/self/status")
    if status.is_file():
        # getrusage would do, but on Linux a child inherits the peak of the process that started it
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("ascii", "replace"))
        if found:
            return round(int(found[1]) / 1024, 1)
    if sys.platform == "win32":
        return None
    import resource

    unit = 2**20 if sys.platform == "darwin" else 2**10  # macOS counts bytes, the others kilobytes
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


def memory_mb() -> float | None:
    """The memory this process has now; None where the system does not say."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return None
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text("ascii", "replace"))
    return round(int(found[1]) / 1024, 1) if found else None
