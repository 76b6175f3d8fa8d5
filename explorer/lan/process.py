"""A process beside the show: started, watched, and started again. Its job comes on its input, never on its command line.

Both ends are here. A process ends when its input is closed, so that none outlives the one that started it, however that ended.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any

from ..bootstrap import ROOT

AGAIN_AFTER_S = (0.5, 1.0, 2.0, 5.0, 10.0)
"""So long it waits before each further start; a process that has run for a minute counts as fresh."""
FRESH_S = 60.0
END_S = 2.0
"""So long a process is given to end by itself."""


class ProcessBeside:
    """Keeps one process at work.

    Attributes
    ----------
    reported : what it has reported since its last start, merged; empty until it is ready.
    starts : how often it was started.

    Parameters
    ----------
    name : of the module of `explorer.lan` that it runs, such as `broker`.
    job : what it gets at each start; a function, since a later start may get another.
    package : the package whose `__main__` runs it.
    """

    def __init__(
        self,
        name: str,
        job: Callable[[], Mapping[str, Any]],
        package: str = "explorer.lan",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name, self._job, self._package, self._clock = name, job, package, clock
        self.reported: dict[str, Any] = {}
        self.starts, self._in_a_row = 0, 0
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self._listener: Thread | None = None
        self._began_s = self._again_s = clock()
        self._closed = False

    @property
    def is_ready(self) -> bool:
        """Whether it runs and has reported something."""
        return bool(self.reported) and self.is_running

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """Its number in the system."""
        return self._process.pid if self._process is not None else None

    def look(self) -> bool:
        """Start it if it does not run and it is time to; read what it reports. Once a frame; never waits.

        Returns whether anything has changed.
        """
        changed = self._read()
        if self._closed or self.is_running:
            return changed
        now = self._clock()
        if self._process is not None:  # it has ended by itself
            self._let_go()
            self._in_a_row = 0 if now - self._began_s > FRESH_S else self._in_a_row + 1
            self._again_s = now + AGAIN_AFTER_S[min(self._in_a_row, len(AGAIN_AFTER_S) - 1)]
            return True
        if now >= self._again_s:
            self._start()
            return True
        return changed

    def wait_until_ready(self, seconds: float = 60.0) -> dict[str, Any]:
        """What it reports first. TimeoutError if that takes longer; for commands and tests, not for a window."""
        end_s = time.monotonic() + seconds
        while not self.is_ready:
            self.look()
            if time.monotonic() > end_s:
                raise TimeoutError(self.name)
            time.sleep(0.01)
        return self.reported

    def close(self) -> None:
        """End it."""
        self._closed = True
        process = self._process
        if process is not None:
            _hang_up(process)
            try:
                process.wait(END_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            self._let_go()

    def _start(self) -> None:
        self._began_s = self._clock()
        self.starts += 1
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", self._package, self.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            start_new_session=os.name != "nt",  # Ctrl+C on the terminal is for the show
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert process.stdin is not None and process.stdout is not None
        self._listener = Thread(target=_listen, args=(process.stdout, self._lines), daemon=True)
        self._listener.start()
        try:
            process.stdin.write(json.dumps(dict(self._job())).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            return  # it is gone already, and the next look sees that

    def _read(self) -> bool:
        changed = False
        while True:
            try:
                line = self._lines.get_nowait()
            except Empty:
                return changed
            try:
                report = json.loads(line)
            except ValueError:
                continue
            if isinstance(report, dict):
                self.reported.update(report)
                changed = True

    def _let_go(self) -> None:
        process, listener = self._process, self._listener
        self._process = self._listener = None
        self.reported = {}
        if process is not None and process.stdout is not None:
            _hang_up(process)
            if listener is not None:
                listener.join()
            process.stdout.close()
        self._lines = SimpleQueue()


def _hang_up(process: subprocess.Popen[bytes]) -> None:
    """Close the input of a process; one that died before it got its job leaves a job behind, which cannot be sent any more."""
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()


def _listen(out: IO[bytes], lines: SimpleQueue[bytes]) -> None:
    for line in out:
        lines.put(line)


# ---- the other end


def first_line() -> dict[str, Any]:
    """The job of this process."""
    job: dict[str, Any] = json.loads(sys.stdin.readline())
    return job


def report(**what: object) -> None:
    """Tell the process that started this one."""
    print(json.dumps(what), flush=True)


async def until_closed() -> None:
    """Wait until the process that started this one closes the input, or is gone."""
    loop, gone = asyncio.get_running_loop(), asyncio.Event()

    def listen() -> None:
        while sys.stdin.readline():
            pass
        loop.call_soon_threadsafe(gone.set)

    Thread(target=listen, daemon=True).start()
    await gone.wait()
