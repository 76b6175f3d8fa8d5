"""State of the park without walls."""

from __future__ import annotations

from dataclasses import dataclass

from .market import Market, Whole
from .sun import Account, Array, Flows, Sun

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
