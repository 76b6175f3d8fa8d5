"""What work costs, on a machine that others keep busy: calls that are counted, or time beside a yardstick in turns with it."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

SLACK = 2.0
"""So much more than its limit may a piece of work take: others disturb it and the yardstick unequally."""


def yardstick() -> float:
    """Work of the kind that the park does, small arrays and plain Python: a millisecond where the limits were set."""
    values, total = np.linspace(0.0, 1.0, 1000), 0.0
    for number in range(240):
        values = np.sqrt(values * values + 0.25 * number) / (number + 1.0)
        total += sum(float(value) for value in values[:20])
    return total


def yardsticks(work: Callable[[], object], turns: int) -> float:
    """How many yardsticks a piece of work takes: the least of the medians of three rounds, since others can only add to it.

    Both run in turns, by the processor's time of this thread (by the clock on Windows, which counts that in
    hundredths of a second only).
    """
    now_s = time.perf_counter if sys.platform == "win32" else time.thread_time
    spent, measured = [], []
    for _ in range(turns):
        for times, piece in ((measured, yardstick), (spent, work)):
            begun_s = now_s()
            piece()
            times.append(now_s() - begun_s)
    rounds = [slice(turns * n // 3, turns * (n + 1) // 3) for n in range(3)]
    return min(statistics.median(spent[part]) / statistics.median(measured[part]) for part in rounds)


def calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls in this thread, those of C too: the same number on every machine."""
    count = 0

    def profile(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
