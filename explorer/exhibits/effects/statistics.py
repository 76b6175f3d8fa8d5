"""A relative gain with its 95 % interval, and the verdict on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from ..students_t import t_975

FEWEST = 5
"""Fewest values per side for a verdict."""

MATTERS_PCT = 0.5
"""A gain or loss that certainly stays below this is negligible."""

Verdict = Literal["few", "gain", "loss", "open", "nothing"]
VERDICTS: tuple[Verdict, ...] = ("few", "gain", "loss", "open", "nothing")


class Estimate(NamedTuple):
    """A relative gain in per cent, with the ends of its 95 % interval."""

    gain_pct: float
    low_pct: float
    high_pct: float


def mean_and_doubt(values: Sequence[float]) -> tuple[float, float]:
    """The mean, and half the width of its 95 % interval; the width is 0 for fewer than two values."""
    found = np.asarray(values, float)
    if len(found) < 2:
        return float(found.mean()) if len(found) else 0.0, 0.0
    return float(found.mean()), t_975(len(found) - 1) * float(found.std(ddof=1)) / len(found) ** 0.5


def relative_gain(without: Sequence[float], having: Sequence[float], paired: bool) -> Estimate | None:
    """Relative gain of the second sample over the first; None with fewer than two values on a side.

    The interval is that of a ratio of means to first order (the delta method), with Student's t. Samples with common
    random numbers are `paired`: their common variation cancels. Otherwise the degrees of freedom are those of the
    smaller sample less one, which errs on the wide side.
    """
    n = min(len(without), len(having))
    if n < 2:
        return None
    a, b = np.asarray(without, float), np.asarray(having, float)
    if paired:
        a, b = a[:n], b[:n]
    ratio = float(b.mean() / a.mean())
    own = _variance(b[:n] - ratio * a[:n]) / n
    apart = _variance(b) / len(b) + ratio**2 * _variance(a) / len(a)
    half = 100 * t_975(n - 1) * float(np.sqrt(own if paired else apart)) / float(a.mean())
    gain = 100 * (ratio - 1)
    return Estimate(gain, gain - half, gain + half)


def _variance(values: npt.NDArray[np.float64]) -> float:
    return float(values.var(ddof=1))


def judged(found: Estimate | None, count: int) -> Verdict:
    """Verdict on an estimate from `count` values on the smaller side."""
    if found is None or count < FEWEST:
        return "few"
    if max(-found.low_pct, found.high_pct) < MATTERS_PCT:
        return "nothing"
    if found.low_pct > 0:
        return "gain"
    return "loss" if found.high_pct < 0 else "open"
