"""The threads in which Mesa fills pixels where the processor draws, and what of the processors is theirs.

There are as many of them as processors, and the one that sorts triangles comes on top. Linux treats all alike, which
costs twice:

- Who sorts gets two thirds of one processor of two, and in the end the others wait for more to fill. So they step back:
  theirs is what nobody else wants, which is more than one processor of two.
- When ours begins to wait for them, two of them may share one processor while the other idles: such a wait is over before
  Linux looks for work to move. So while ours waits, each has a processor of its own.

A beat of the moving window takes a tenth less of both, the slowest in twenty a fifth less, one at rest an eighth less.
With a graphics card there are no such threads, and elsewhere than on Linux nothing is done.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

NAME = "llvmpipe-"
"""Mesa calls them so, each with its number behind."""

BACK = 5
"""How much nicer they are than ours: of a processor that both want, ours has three quarters."""

MOST = 4
"""With more processors than this another one is always near, and one that idles for a moment is hardly missed."""

_TASKS = Path("/proc/self/task")


@dataclass(frozen=True, slots=True)
class Filler:
    """One thread: its number in the system, that in its name, and the processors it may use."""

    thread: int
    number: int
    processors: frozenset[int]


class _Known:
    """Who fills pixels in this process.

    Attributes
    ----------
    placed : those that can be put apart, each with the processor that is then its own.
    """

    placed: tuple[tuple[Filler, int], ...] = ()


def step_back() -> None:
    """Find those that fill pixels now, and let everybody else go first: to be said when a context was opened."""
    if sys.platform != "linux":
        return
    fillers = list(_found())
    behind_ours = os.getpriority(os.PRIO_PROCESS, 0) + BACK
    for filler in fillers:
        with suppress(OSError):  # it has ended, or the system does not let us
            os.setpriority(os.PRIO_PROCESS, filler.thread, behind_ours)
    _Known.placed = tuple(_placed(fillers))


@contextmanager
def apart() -> Iterator[None]:
    """Let each have a processor of its own, while ours only waits for them."""
    # whose context was closed has ended, and its number may be somebody else's
    here = [one for one in _Known.placed if (_TASKS / str(one[0].thread)).exists()]
    for filler, own in here:
        _move(filler.thread, {own})
    try:
        yield
    finally:
        for filler, _ in here:
            _move(filler.thread, filler.processors)


def _found() -> Iterator[Filler]:
    for task in _TASKS.iterdir():
        with suppress(OSError, ValueError):  # it has just ended; it is called otherwise
            name = (task / "comm").read_text("utf-8", "replace").strip()
            if name.startswith(NAME):
                thread = int(task.name)
                processors = frozenset(os.sched_getaffinity(thread))
                yield Filler(thread, int(name.removeprefix(NAME)), processors)


def _placed(fillers: Sequence[Filler]) -> Iterator[tuple[Filler, int]]:
    """Each with a processor of its own; nobody, unless there is just one for each number."""
    processors = sorted(fillers[0].processors) if fillers else []
    numbers = {filler.number for filler in fillers}
    if 2 <= len(processors) <= MOST and numbers == set(range(len(processors))):
        yield from ((filler, processors[filler.number]) for filler in fillers)


def _move(thread: int, processors: Set[int]) -> None:
    with suppress(OSError):
        os.sched_setaffinity(thread, processors)
