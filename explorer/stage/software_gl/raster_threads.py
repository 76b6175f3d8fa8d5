"""Mesa's rasteriser threads, which fill pixels where the processor draws: their priority and the CPUs they run on.

There are as many of them as CPUs, and the thread that sorts triangles comes on top. Linux treats all alike, which costs twice:

- The thread that sorts gets two thirds of one CPU of two, and in the end the others wait for more to fill. So theirs is a
  lower priority: they get what nothing else uses, which is more than one CPU of two.
- When ours begins to wait for them, two of them may share one CPU while the other idles: such a wait is over before Linux
  looks for work to move. So while ours waits, each is pinned to a CPU of its own.

Elsewhere than on Linux nothing is done.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

NAME = "llvmpipe-"
"""Mesa calls them so, each with its number behind."""

LOWER_BY = 5
"""How much higher their nice value is than ours: of a CPU that both want, ours gets three quarters."""

MOST_CPUS = 4
"""With more of them another CPU is always near, and one that idles for a moment is hardly missed."""

_TASKS = Path("/proc/self/task")


@dataclass(frozen=True, slots=True)
class _Thread:
    """One thread: its number in the system, that in its name, and the CPUs it may use."""

    id: int
    number: int
    cpus: frozenset[int]


class RasterThreads:
    """The rasteriser threads of this process as it is now: to be made when a context was opened."""

    def __init__(self) -> None:
        threads = list(_found()) if sys.platform == "linux" else []
        for thread in threads:
            with suppress(OSError):  # it has ended, or the system does not allow it
                os.setpriority(os.PRIO_PROCESS, thread.id, os.getpriority(os.PRIO_PROCESS, 0) + LOWER_BY)
        cpus = sorted(threads[0].cpus) if threads else []
        # each gets a CPU of its own, or none does
        is_one_each = sorted(thread.number for thread in threads) == list(range(len(cpus)))
        self._placed = threads if is_one_each and 2 <= len(cpus) <= MOST_CPUS else []
        self._cpus = cpus

    @contextmanager
    def pinned(self) -> Iterator[None]:
        """Pin each to a CPU of its own, while ours only waits for them."""
        # if its context was closed a thread has ended, and its number may be another one's
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
