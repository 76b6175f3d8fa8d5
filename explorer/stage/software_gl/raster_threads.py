"""Mesa's rasteriser threads, which fill pixels on a processor: their priority and CPU affinity.

There is one for each CPU, plus the thread that sorts triangles. Linux treats all alike, which costs twice:

- On two CPUs the sorting thread gets two thirds of one, and in the end the others wait for more to fill. So
they get a lower priority: the time left over is more than one CPU of two.
- When the sorting thread begins to wait for them, two of them may share one CPU while the other idles: such a
  wait is over before Linux looks for work to move. So during a wait each is pinned to its own CPU.

On other systems than Linux nothing is done.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

NAME = "llvmpipe-"
"""Prefix of their names in Mesa; a number follows."""

LOWER_BY = 5
"""Increase of their nice value over the sorting thread's, which gets three quarters of a contested CPU."""

MOST_CPUS = 4
"""Most CPUs for which pinning helps: with more, a free CPU is always near, and an idle moment of one hardly matters."""

_TASKS = Path("/proc/self/task")


@dataclass(frozen=True, slots=True)
class _Thread:
    """One thread: its system id, the number in its name, and the CPUs it may use."""

    id: int
    number: int
    cpus: frozenset[int]


class RasterThreads:
    """The rasteriser threads of this process at the time of creation; create it after a context was opened."""

    def __init__(self) -> None:
        threads = list(_found()) if sys.platform == "linux" else []
        for thread in threads:
            with suppress(OSError):  # it has ended, or the system does not allow it
                os.setpriority(os.PRIO_PROCESS, thread.id, os.getpriority(os.PRIO_PROCESS, 0) + LOWER_BY)
        cpus = sorted(threads[0].cpus) if threads else []
        # each gets its own CPU, or pinning is off
        is_one_each = sorted(thread.number for thread in threads) == list(range(len(cpus)))
        self._placed = threads if is_one_each and 2 <= len(cpus) <= MOST_CPUS else []
        self._cpus = cpus

    @contextmanager
    def pinned(self) -> Iterator[None]:
        """Pin each to its own CPU, while the sorting thread only waits for them."""
        # after its context was closed, a thread has ended and its id may be reused
        here = [thread for thread in self._placed if (_TASKS / str(thread.id)).exists()]
        for thread in here:
            _move(thread.id, {self._cpus[thread.number]})
        try:
            yield
        finally:
            for thread in here:
                _move(thread.id, thread.cpus)


def _found() -> Iterator[_Thread]:
    for task in _TASKS.iterdir():
        with suppress(OSError, ValueError):  # it has just ended; it has another name
            name = (task / "comm").read_text("utf-8", "replace").strip()
            if name.startswith(NAME):
                id = int(task.name)
                yield _Thread(id, int(name.removeprefix(NAME)), frozenset(os.sched_getaffinity(id)))


def _move(thread: int, cpus: Set[int]) -> None:
    with suppress(OSError):
        os.sched_setaffinity(thread, cpus)
