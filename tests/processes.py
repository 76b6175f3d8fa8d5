"""Other processes, on every system: whether one lives or gets on, what ends or stops it, where it listens, what it writes."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import psutil

T = TypeVar("T")
PATIENCE_S = 60.0
STILL_S = 120.0
STIR_S = 0.5
LOOK_S = 1.0
"""Processes are asked no more often than this: it takes time from them."""


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


def processor_s(pid: int) -> float:
    """The processor time of a process and of all it started."""
    total_s = 0.0
    with suppress(psutil.NoSuchProcess):
        own = psutil.Process(pid)
        for process in (own, *own.children(recursive=True)):
            with suppress(psutil.Error):
                total_s += sum(process.cpu_times()[:4])  # with that of children that have ended
    return total_s


class Patience:
    """How long to wait for a process and those it started: as long as they get on, on a machine as busy as it may be.

    It ends when they have had `limit_s` of the clock and as much of the processors, or when nothing moves for a while:
    neither their processor time nor the length of `log`.

    Parameters
    ----------
    pid : the process; that of the test itself for what happens in it.
    log : a file they write.
    """

    def __init__(
        self,
        pid: int,
        limit_s: float = PATIENCE_S,
        log: Path | None = None,
        still_s: float = STILL_S,
        clock: Callable[[], float] = time.monotonic,
        processor_s: Callable[[int], float] = processor_s,
    ) -> None:
        self._pid, self._limit_s, self._log, self._still_s = pid, limit_s, log, still_s
        self._clock, self._processor_s = clock, processor_s
        self._began_s = self._looked_s = self._moved_s = clock()
        self._seen_s = self._marked_s = processor_s(pid)
        self._used_s, self._length = 0.0, self._size()

    def lasts(self) -> bool:
        """Whether to wait on."""
        now_s = self._clock()
        if now_s - self._looked_s < min(LOOK_S, self._limit_s):
            return True
        self._looked_s = now_s
        seen_s, length = self._processor_s(self._pid), self._size()
        self._used_s += max(seen_s - self._seen_s, 0.0)
        self._seen_s, self._marked_s = seen_s, min(seen_s, self._marked_s)  # less: one of them has ended
        if seen_s - self._marked_s >= STIR_S or length != self._length:
            self._marked_s, self._length, self._moved_s = seen_s, length, now_s
        if now_s - self._moved_s > self._still_s:
            return False
        return now_s - self._began_s <= self._limit_s or self._used_s <= self._limit_s

    def _size(self) -> int:
        return self._log.stat().st_size if self._log is not None and self._log.exists() else 0


def wait_until(when: Callable[[], T], what: object, patience: Patience, look_s: float = 0.05) -> T:
    """What `when` gives, as soon as it is true; fails with `what`, or what that function gives, when patience ends."""
    while not (found := when()):
        assert patience.lasts(), what() if callable(what) else what
        time.sleep(look_s)
    return found


def ended(process: subprocess.Popen[Any]) -> int:
    """The exit code of a process that is about to end."""
    wait_until(lambda: process.poll() is not None, f"{process.args} does not end", Patience(process.pid))
    return process.wait()


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
