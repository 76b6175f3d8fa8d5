"""The machine that measures: its parts, and what a process has taken of its memory."""

from __future__ import annotations

import os
import platform
import re
import sys
from importlib import metadata
from pathlib import Path

from .report import Machine

PACKAGES = ("panda3d", "PySide6-Essentials", "numpy", "pydantic", "moderngl")


def machine() -> Machine:
    """This machine as it is now; `load` is how many processes wanted a core in the last minute."""
    return Machine(
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        processor=_processor(),
        cores=_cores(),
        load=round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        python=platform.python_version(),
        packages=_versions(),
    )


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


def _cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _processor() -> str:
    table = Path("/proc/cpuinfo")
    if table.is_file():
        found = re.search(r"^model name\s*:\s*(.+)$", table.read_text("utf-8", "replace"), re.MULTILINE)
        if found:
            return found[1].strip()
    return platform.processor() or platform.machine()


def _versions() -> dict[str, str]:
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return versions
