"""A small power balance: roofs, firms, a battery, and the grid for the difference."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

ONE_WAY = 0.95
"""Efficiency of charging the battery, and again of discharging it."""

QUIET_KW, WORKING_KW = 8.0, 30.0
"""Load of a firm at night, and its additional load in working hours. Invented."""


class Flows(NamedTuple):
    """Power in kilowatts: `battery_kw` into the battery (negative: out of it), `grid_kw` from the grid (negative: to it).

    solar + grid = load + battery, always.
    """

    solar_kw: float
    load_kw: float
    battery_kw: float
    grid_kw: float


@dataclass(frozen=True, slots=True)
class Account:
    """Energy in the battery, and totals since the beginning, in kilowatt-hours."""

    battery_kwh: float = 0.0
    load_kwh: float = 0.0
    bought_kwh: float = 0.0

    @property
    def own_share(self) -> float:
        """Share of the firms' energy supplied by roofs and battery, 0..1."""
        return 1.0 - self.bought_kwh / self.load_kwh if self.load_kwh > 0.0 else 0.0


def load_kw(firms: int, hour: float) -> float:
    """Load of the firms: higher in working hours, with smooth transitions at eight and six."""
    working = 1.0 / (1.0 + math.exp(-(hour - 8.0) * 3.0)) - 1.0 / (1.0 + math.exp(-(hour - 18.0) * 3.0))
    return firms * (QUIET_KW + WORKING_KW * working)


def balance(
    account: Account, solar_kw: float, load_kw: float, capacity_kwh: float, hours: float
) -> tuple[Account, Flows]:
    """The account after `hours` of constant power: first the battery, then the grid."""
    inside = min(account.battery_kwh, capacity_kwh)
    over = solar_kw - load_kw
    if over >= 0.0:
        battery_kw = min(over, (capacity_kwh - inside) / ONE_WAY / hours)
        inside += battery_kw * ONE_WAY * hours
    else:
        battery_kw = -min(-over, inside * ONE_WAY / hours)
        inside += battery_kw / ONE_WAY * hours
    grid_kw = load_kw + battery_kw - solar_kw
    after = Account(
        min(capacity_kwh, max(0.0, inside)),
        account.load_kwh + load_kw * hours,
        account.bought_kwh + max(0.0, grid_kw) * hours,
    )
    return after, Flows(solar_kw, load_kw, battery_kw, grid_kw)
