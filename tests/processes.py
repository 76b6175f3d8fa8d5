"""Other processes, on every system: whether one still lives, what ends or stops it, where it listens, what it writes."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

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


def log_lines(path: Path) -> list[dict[str, Any]]:
    """The lines of an event log that others are writing: the last one may not be whole yet, and one who was killed left half."""
    if not path.exists():
        return []
    found = []
    for line in path.read_bytes().split(b"\n")[:-1]:
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def free_port() -> int:
    """A port that nobody listens at, and that no system gives away by itself before it is used here."""
    while True:
        port = random.SystemRandom().randrange(10_000, 32_000)
        with (
            suppress(OSError),
            socket.socket() as one,
            socket.socket(type=socket.SOCK_DGRAM) as other,
        ):
            one.bind(("127.0.0.1", port))
            other.bind(("127.0.0.1", port))
            return port
