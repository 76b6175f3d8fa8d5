"""Whether a process still lives."""

from __future__ import annotations

import psutil


def gone(pid: int) -> bool:
    """Whether a process has ended; one that ended and was not waited for counts as ended."""
    try:
        return psutil.Process(pid).status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return True
