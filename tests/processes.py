"""Other processes, on every system: whether one still lives, and what ends or stops it."""

from __future__ import annotations

import os
import signal

import psutil


def gone(pid: int) -> bool:
    """Whether a process has ended; one that ended and was not waited for counts as ended."""
    try:
        return psutil.Process(pid).status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return True


def kill(pid: int) -> None:
    """End a process at once; it hears nothing of it."""
    psutil.Process(pid).kill()


def stop(pid: int) -> None:
    """Have a process stand still until it is killed."""
    psutil.Process(pid).suspend()


def ended_by_kill() -> str:
    """How the supervisor's log names the end of a process that was killed."""
    return f"exit {signal.SIGTERM:d}" if os.name == "nt" else "signal 9"
