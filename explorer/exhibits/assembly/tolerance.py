"""Two hundred thousand virtual pumps: the spread of their gaps, and how well a scanner sorts them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from ...base.total import total
from .geometry import Sizes

PUMPS = 200_000
PUMPS_A_STEP = 4_000

GAP_LOW_MM, GAP_HIGH_MM = 0.05, 0.30
"""Limits of the gap."""

WEIGHTS = (1.0, 1.0, 1.0, 0.5, 0.5)
"""Tolerance of housing, collar, spacer and the two bearings, relative to the one set."""

SIGMAS = 3.0
"""The tolerance is three standard deviations of a size (process capability Cp = 1)."""

SCANNER_SD_MM = 0.01
"""Standard deviation of one measured gap, the mean of many rays."""

GUARDS_MM = tuple(round(-0.04 + 0.01 * i, 2) for i in range(9))
"""Guard bands for which errors are counted: how far inside the limits a measured gap must lie."""

BIN_EDGES_MM = np.linspace(-0.35, 0.70, 71)


@dataclass(frozen=True, slots=True)
class Batch:
    """Pumps built so far with one tolerance."""

    tolerance_mm: float
    built: int = 0
    good: int = 0
    # gaps beyond `BIN_EDGES_MM` count in the outer bins
    histogram: tuple[int, ...] = (0,) * (len(BIN_EDGES_MM) - 1)
    # bad pumps that the scanner passes, for each of `GUARDS_MM`
    missed: tuple[int, ...] = (0,) * len(GUARDS_MM)
    false_alarms: tuple[int, ...] = (0,) * len(GUARDS_MM)  # good pumps that it rejects, likewise

    @property
    def yield_share(self) -> float:
        """The share of good pumps among those built; 0 before the first."""
        return self.good / max(1, self.built)

    def plus(self, draw: np.random.Generator) -> Batch:
        """The batch with `PUMPS_A_STEP` more pumps, or fewer if it is nearly full."""
        number = min(PUMPS_A_STEP, PUMPS - self.built)
        if number <= 0:
            return self
        gaps_mm = draw_gaps(draw, self.tolerance_mm, number)
        measured_mm = gaps_mm + draw.normal(0, SCANNER_SD_MM, number)
        good = (gaps_mm > GAP_LOW_MM) & (gaps_mm < GAP_HIGH_MM)
        guards_mm = np.array(GUARDS_MM)[:, None]
        passes = (measured_mm > GAP_LOW_MM + guards_mm) & (measured_mm < GAP_HIGH_MM - guards_mm)
        inside_mm = np.clip(gaps_mm, BIN_EDGES_MM[0], BIN_EDGES_MM[-1])
        return replace(
            self,
            built=self.built + number,
            good=self.good + int(good.sum()),
            histogram=added(self.histogram, np.histogram(inside_mm, BIN_EDGES_MM)[0]),
            missed=added(self.missed, (passes & ~good).sum(axis=1)),
            false_alarms=added(self.false_alarms, (~passes & good).sum(axis=1)),
        )


def added(counts: tuple[int, ...], more: NDArray[np.int64]) -> tuple[int, ...]:
    """Element-wise sum of the counts."""
    return tuple(count + int(new) for count, new in zip(counts, more, strict=True))


def draw_gaps(draw: np.random.Generator, tolerance_mm: float, number: int) -> NDArray[np.float64]:
    """Gaps of pumps with random sizes, in millimetres: each size is normal about its nominal value."""
    deviations = draw.standard_normal((len(WEIGHTS), number))
    signs = np.array([1, -1, -1, -1, -1]) * np.array(WEIGHTS) * tolerance_mm / SIGMAS
    gaps_mm: NDArray[np.float64] = Sizes().gap_mm + signs @ deviations
    return gaps_mm


def draw_sizes(draw: np.random.Generator, tolerance_mm: float) -> Sizes:
    """Random sizes of one pump."""
    deviations = draw.standard_normal(len(WEIGHTS)) * np.array(WEIGHTS) * tolerance_mm / SIGMAS
    return Sizes(*(float(d) for d in deviations))


def gap_sd_mm(tolerance_mm: float) -> float:
    """Standard deviation of the gap: independent sizes add in squares (root sum square, e.g. Drake 1999, ch. 9)."""
    return tolerance_mm / SIGMAS * math.sqrt(total(weight**2 for weight in WEIGHTS))


def computed_yield(tolerance_mm: float) -> float:
    """The share of good pumps from the normal distribution, without building any."""
    gaps = NormalDist(Sizes().gap_mm, gap_sd_mm(tolerance_mm))
    return gaps.cdf(GAP_HIGH_MM) - gaps.cdf(GAP_LOW_MM)


def worst_case_mm(tolerance_mm: float) -> tuple[float, float]:
    """The smallest and largest gap with every size at its worst limit."""
    reach_mm = tolerance_mm * total(WEIGHTS)
    return Sizes().gap_mm - reach_mm, Sizes().gap_mm + reach_mm
