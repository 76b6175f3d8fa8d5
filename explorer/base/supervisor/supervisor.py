"""The supervisor: a small process that keeps the explorer on the screen.

It ends when the explorer ends normally, or when it is asked to. After a kill, an error or a missing heartbeat
it starts the explorer again.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ..bootstrap import gettext
from .child import Child, Process
from .log import Log, complain
from .watchdog_pipe import AGAIN, BEAT

TICK_S = 0.25
HELD_UP_S = 1.0
"""Delay of this process from which the whole machine counts as held up (it slept), so the explorer is not blamed."""
SETTLED_S = 10.0
"""An explorer that asks for a restart sooner than this waits as after a crash."""
FIRST_S, MOST_S = 1.0, 60.0
GOOD_S = 60.0
"""Time on the screen after which the next crash counts as the first one."""
LARGEST_EXIT = 255
"""Larger codes are Windows status codes, which are always written in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Wait before a restart: one second at first, doubled after each crash that follows soon, a minute at most."""

    wait_s: float = 0.0

    def after(self, lived_s: float) -> Backoff:
        """The next wait, for a child that was on the screen for `lived_s` seconds."""
        if lived_s >= GOOD_S:
            return Backoff(FIRST_S)
        return replace(self, wait_s=min(max(2 * self.wait_s, FIRST_S), MOST_S))


@dataclass(frozen=True, slots=True)
class Limits:
    """Timeouts of the supervisor."""

    # silence during a start; doubled after each start that exceeded it, and twice the last good start
    start_s: float = 30.0
    slowest_s: float = 240.0  # whole start
    hang_s: float = 4.0  # between two heartbeats of a show that started fast; see `hang_after_s`
    longest_hang_s: float = 60.0
    grace_s: float = 3.0  # time to end when asked

    def hang_after_s(self, start_s: float) -> float:
        """Silence after which a show that took `start_s` to start counts as hung.

        The work after the first frame (lights, the first tour) is of the same kind as the start. With a fixed
        limit, a good show on a slow or busy machine would be restarted again and again.
        """
        return min(max(self.hang_s, 2 * start_s), self.longest_hang_s)

    def next_start_s(self, start_s: float) -> float:
        """Silence allowed in the next start, after one that took `start_s`: a slow or busy machine stays slow."""
        return min(max(self.start_s, 2 * start_s), self.slowest_s)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended."""

    # exited; its heartbeat stopped; its heartbeat never began; the supervisor was asked to end
    how: Literal["ended", "hung", "slow", "asked"]
    code: int | None  # its exit code, negative for a signal; None: it was still running
    lived_s: float  # since its first heartbeat; 0 if there was none

    @property
    def wanted(self) -> bool:
        """Whether the show was ended on purpose."""
        return self.how == "asked" or (self.how == "ended" and self.code == 0)

    @property
    def cause(self) -> str:
        """The cause for the log: `hung`, `slow`, `again`, `signal 9`, `exit 2`, on Windows also `exit 0xc0000005`."""
        if self.how != "ended" or self.code is None:
            return self.how
        if self.code == AGAIN:
            return "again"
        if self.code < 0:
            return f"signal {-self.code}"
        return f"exit {self.code}" if self.code <= LARGEST_EXIT else f"exit {self.code:#x}"


def wait_after(ending: Ending, backoff: Backoff) -> tuple[float, Backoff]:
    """The wait before the next start, and the backoff after it."""
    if ending.cause == "again" and ending.lived_s >= SETTLED_S:
        return 0.0, backoff
    after = backoff.after(ending.lived_s)
    return after.wait_s, after


class Supervisor:
    """Starts a command and keeps it running.

    Parameters
    ----------
    command : command to keep running; it finds the pipe with `watchdog_pipe.answered`.
    log : file that both append to; None: no log.
    """

    def __init__(
        self,
        command: Sequence[str],
        log: Path | None = None,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.command, self._limits, self._clock = list(command), limits or Limits(), clock
        self._log = Log(log, clock)
        self._asked = ""
        self._start_s = self._limits.start_s

    def run(self) -> int:
        """Keep the command running until it ends normally or this process is asked to end; returns the exit code."""
        self._log.note("supervisor_started", pid=os.getpid())
        backoff, starts = Backoff(), 0
        with self._signals():
            while True:
                starts += 1
                ending = self._once(starts)
                if ending.wanted:
                    self._log.note("supervisor_ended", why=self._asked or "quit", starts=starts)
                    return 0
                wait_s, backoff = wait_after(ending, backoff)
                self._log.note(
                    "child_died", how=ending.cause, lived_s=round(ending.lived_s, 1), again_in_s=wait_s
                )
                self._report(ending, wait_s)
                if not self._waited(wait_s):
                    self._log.note("supervisor_ended", why=self._asked, starts=starts)
                    return 0

    def _once(self, number: int) -> Ending:
        """One life of the child, from its start until it and its descendants are gone."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                child = Child(self.command, theirs)
            self._log.note("child_started", pid=child.pid, number=number)
            try:
                ending = self.watch(child.process, ours)
                if ending.how == "asked":
                    self._dismissed(child.process, ours)
                return ending
            finally:
                child.end()

    def watch(self, child: Process, ours: socket.socket) -> Ending:
        """Wait until the child ends or falls silent; returns how it ended."""
        born_s = last_s = self._clock()
        first_s: float | None = None
        hang_s = self._limits.hang_s
        is_open = True
        while True:
            before_s = self._clock()
            heard = b""
            if is_open:
                heard, is_open = listen(ours)
            else:
                time.sleep(TICK_S)
            now_s = self._clock()
            if BEAT in heard and first_s is None:
                first_s, self._start_s = now_s, self._limits.next_start_s(now_s - born_s)
                hang_s = self._limits.hang_after_s(now_s - born_s)
                self._log.note("child_ready", ms=round((now_s - born_s) * 1000))
            if now_s - before_s > TICK_S + HELD_UP_S:
                last_s, born_s = now_s, born_s + now_s - before_s
            if BEAT in heard or (heard and first_s is None):
                last_s = now_s
            lived_s = 0.0 if first_s is None else now_s - first_s
            code = child.poll()
            if code is not None:
                return Ending("ended", code, lived_s)
            if self._asked:
                return Ending("asked", None, lived_s)
            if first_s is None and (
                now_s - last_s > self._start_s or now_s - born_s > self._limits.slowest_s
            ):
                self._start_s = min(2 * self._start_s, self._limits.slowest_s)
                return Ending("slow", None, lived_s)
            if first_s is not None and now_s - last_s > hang_s:
                return Ending("hung", None, lived_s)

    def _dismissed(self, child: Process, ours: socket.socket) -> None:
        """Ask the child to end by closing the pipe, and give it time to do so."""
        with suppress(OSError):
            ours.shutdown(socket.SHUT_RDWR)
        with suppress(subprocess.TimeoutExpired):
            child.wait(self._limits.grace_s)

    def _waited(self, wait_s: float) -> bool:
        """Wait; returns whether to go on."""
        end_s = self._clock() + wait_s
        while not self._asked and (left_s := end_s - self._clock()) > 0:
            time.sleep(min(left_s, TICK_S))
        return not self._asked

    def _report(self, ending: Ending, wait_s: float) -> None:
        if ending.cause == "again":
            return
        cause = {
            "hung": gettext("no response"),
            "slow": gettext("the start took too long"),
        }.get(ending.cause, ending.cause)
        message = gettext(
            "The show has stopped ({cause}). It restarts in {wait_s:.0f} s.", cause=cause, wait_s=wait_s
        )
        complain(message)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Context in which signals to end are recorded as a request."""

        def asked(number: int, frame: object) -> None:
            self._asked = signal.Signals(number).name

        names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
        known = [signal.Signals[name] for name in names if name in signal.Signals.__members__]
        # started with nohup, it must outlive its terminal
        heard = [n for n in known if n.name != "SIGHUP" or signal.getsignal(n) != signal.SIG_IGN]
        before = {number: signal.signal(number, asked) for number in heard}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def listen(ours: socket.socket) -> tuple[bytes, bool]:
    """Listen for one tick; returns the bytes received (heartbeats, progress), and whether the pipe is still open."""
    ready, _, _ = select.select([ours], [], [], TICK_S)
    if not ready:
        return b"", True
    try:
        heard = ours.recv(4096)
    except OSError:  # reset: the child was killed
        return b"", False
    return heard, bool(heard)
