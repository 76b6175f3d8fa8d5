"""The plots of the park without walls (invented), and its state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .market import Market, Whole
from .sun import Account, Array, Flows, Sun

PLOTS = 20
"""Plots per park, and firms that come with it."""

TERRACE = np.repeat([0, 1, 2], [8, 7, 5])
"""Terrace of each plot of our park: lower, middle, upper."""

BUILT_IN = np.round(np.linspace(2021, 2032, PLOTS)).astype(int)[(np.arange(PLOTS) * 7) % PLOTS]
"""Year of construction of each plot of our park, terraces mixed; the other parks are complete."""

MODEL = 8.0
"""Scale of the model of the park on its hill."""

RADIUS_M = np.array([23.0, 18.5, 14.4])
"""Radii of the arcs of plots, in metres of the model, as are the heights of the terraces."""

HEIGHT_M = np.array([0.5, 1.6, 2.7])
HALF_M = np.array([2.0, 1.25])

BEARING_DEG = np.array(
    [-62, -46, -30, -14, 14, 30, 46, 62, -72, -54, -36, -18, 20, 44, 68, -56, -28, 22, 44, 62]
)
"""Bearing of each plot on its arc: from south, towards east."""


def middles_m() -> Array:
    """Centres of the plots in metres of the model: east, north; shape (PLOTS, 2)."""
    bearing, radius = np.radians(BEARING_DEG), RADIUS_M[TERRACE]
    return np.stack([radius * np.sin(bearing), -radius * np.cos(bearing)], axis=1)


Rules = tuple[int, int, float, float, float, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkState:
    """Hour of the day, energy account, and places of the firms."""

    ticks: int
    hour: float  # hour of the day, 0..24, by the clock
    wave: int  # number of the wave of firms
    rules: Rules  # rules of the market; it opens again when they change
    market: Market  # the matching in progress, or the last one
    # homes, homes_before: plot of each firm after the last two matchings, `NOWHERE` without one
    homes: Whole
    homes_before: Whole
    # moved, moved_ticks: firms that moved after the last matching, and the step at which it ended
    moved: int
    moved_ticks: int
    # sun, lit, flows: as of the last step; `lit` is the sunlit share of each roof of our park
    sun: Sun
    lit: Array
    flows: Flows
    account: Account
