"""A child process: exchanges lines with this one, is restarted when it ends, and ends with this one.

Both ends are here. Neither blocks: lines to send wait on a thread, received lines are read once a frame.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Condition, Thread
from typing import IO

from .bootstrap import ROOT

AGAIN_AFTER_S = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Waits before each further start, seconds."""
FRESH_S = 60.0
"""A process that has run this long starts with a clean record of failures, seconds."""
END_S = 2.0
"""Time for a process to exit before it is killed, seconds."""
MOST_LINES = 4000
"""Most lines queued in either direction; beyond, the oldest are dropped."""


class LineWriter:
    """Writes lines into a pipe on a thread. Of queued lines with one key only the newest is kept."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._waiting: dict[object, str] = {}
        self._count, self._is_closed = 0, False
        self._news = Condition()
        Thread(target=self._work, daemon=True).start()

    def put(self, line: str, key: str = "") -> None:
        """Queue a line; it replaces a queued one with the same key. Without a key every line is written."""
        with self._news:
            self._count += 1
            self._waiting[key or self._count] = line
            if len(self._waiting) > MOST_LINES:
                del self._waiting[next(iter(self._waiting))]
            self._news.notify()

    def close(self) -> None:
        """Close the pipe once the current line is written or the reader is gone."""
        with self._news:
            self._is_closed = True
            self._news.notify()

    def _work(self) -> None:
        with suppress(OSError):
            while (line := self._next()) is not None:
                self._pipe.write(line.encode() + b"\n")
                self._pipe.flush()
        with suppress(OSError):
            self._pipe.close()

    def _next(self) -> str | None:
        with self._news:
            self._news.wait_for(lambda: self._waiting or self._is_closed)
            return None if self._is_closed else self._waiting.pop(next(iter(self._waiting)))


class Child:
    """Keeps one process running. It ends when its input closes, so it does not outlive this process.

    Attributes
    ----------
    starts, endings : number of starts, and of ends without being asked.

    Parameters
    ----------
    words : arguments after `python`; paths in them are absolute.
    first : returns the line sent at each start; None: nothing is sent.
    environment : variables to set for it.
    is_silent : whether its error output is suppressed.
    again_after_s : the waits before each further start, after failures in a row.
    """

    def __init__(
        self,
        words: Sequence[str],
        first: Callable[[], str] | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        is_silent: bool = False,
        again_after_s: Sequence[float] = AGAIN_AFTER_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._words, self._first, self._clock = tuple(words), first, clock
        self._environment, self._again_after_s = dict(environment or {}), tuple(again_after_s)
        self._errors = subprocess.DEVNULL if is_silent else None
        self.starts, self.endings, self._in_a_row = 0, 0, 0
        self._process: subprocess.Popen[bytes] | None = None
        self._writer: LineWriter | None = None
        self._listener: Thread | None = None
        self._lines: deque[bytes] = deque(maxlen=MOST_LINES)
        self._kept: dict[str, str] = {}
        self._began_s = self._again_s = clock()
        self._is_closed = False

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """Its process id."""
        return self._process.pid if self._process is not None else None

    def look(self) -> list[bytes]:
        """Start it if it is down and due; return the lines received since the last call. Never blocks."""
        if self._process is not None and not self.is_running:
            self._let_go()
            self.endings += 1
            now = self._clock()
            self._in_a_row = 0 if now - self._began_s > FRESH_S else self._in_a_row + 1
            self._again_s = now + self._again_after_s[min(self._in_a_row, len(self._again_after_s) - 1)]
        elif self._process is None and not self._is_closed and self._clock() >= self._again_s:
            self._start()
        return [self._lines.popleft() for _ in range(len(self._lines))]

    def send(self, line: str, key: str = "", *, keep: bool = False) -> None:
        """Send a line; it replaces a queued one with the same key.

        Parameters
        ----------
        keep : whether a restarted process gets the line as well.
        """
        if keep:
            self._kept.pop(key, None)
            self._kept[key] = line
        if self._writer is not None:
            self._writer.put(line, key)

    def close(self) -> None:
        """End the process."""
        self._is_closed = True
        process = self._process
        if process is None:
            return
        if self._writer is not None:
            self._writer.close()
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._let_go()

    def _start(self) -> None:
        self._began_s = self._clock()
        self.starts += 1
        try:
            self._process = process = subprocess.Popen(
                [sys.executable, *self._words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), **self._environment},
                start_new_session=os.name != "nt",  # Ctrl+C on the terminal is for this process
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:  # out of memory or handles: try again later
            self._again_s = self._began_s + self._again_after_s[-1]
            return
        lines, out = self._lines, process.stdout
        assert process.stdin is not None and out is not None
        self._listener = Thread(target=lambda: deque(map(lines.append, out), maxlen=0), daemon=True)
        self._listener.start()
        self._writer = LineWriter(process.stdin)
        if self._first is not None:
            self._writer.put(self._first())
        for key, line in self._kept.items():
            self._writer.put(line, key)

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if self._writer is not None:
            self._writer.close()
        if self._listener is not None:
            self._listener.join()
        if process is not None and process.stdout is not None:
            process.stdout.close()
        self._writer = self._listener = None


# ---- the other end


def first_line() -> str:
    """The first line that the parent sent to this process."""
    return sys.stdin.buffer.readline().decode()


async def hear_parent(hear: Callable[[bytes], object]) -> None:
    """Pass each line from the parent process to `hear`, until the parent closes the input or is gone."""
    loop, gone = asyncio.get_running_loop(), asyncio.Event()

    def listen() -> None:
        with suppress(RuntimeError):  # the loop has already ended
            for line in sys.stdin.buffer:
                loop.call_soon_threadsafe(hear, line)
            loop.call_soon_threadsafe(gone.set)

    Thread(target=listen, daemon=True).start()
    await gone.wait()
