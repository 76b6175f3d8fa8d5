"""The state of the park without walls."""

from __future__ import annotations

from dataclasses import dataclass

from .market import Market, Whole
from .power import Account, Flows
from .sun import Array, Sun

Rules = tuple[int, int, float, float, float, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkState:
    """An hour of the day, an account of energy, and where the firms are."""

    ticks: int
    hour: float  # of the day, 0..24, by the clock
    wave: int  # how often other firms have come
    rules: Rules  # what the market was opened under; it opens again when they change
    market: Market  # the asking under way, or the last one
    # homes, homes_before: plot of each firm after the last two askings, `NOWHERE` if none
    homes: Whole
    homes_before: Whole
    # moved, moved_ticks: firms that moved after the last asking, and when it ended
    moved: int
    moved_ticks: int
    # sun, lit, flows: as of the last step; `lit` is the share of each roof of our park that the sun reaches
    sun: Sun
    lit: Array
    flows: Flows
    account: Account
