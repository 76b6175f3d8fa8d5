"""The state of the empty server."""

from __future__ import annotations

from dataclasses import dataclass

from .players import Flags


@dataclass(frozen=True, slots=True)
class State:
    """The active players, and the events of the last day."""

    ticks: int
    day: int  # days since the server was opened; `hour`: elapsed share of the next day, 0..1
    hour: float
    server: int  # number of the server
    # active, left, back, bought: one flag per player; shape (400,). Never changed in place.
    active: Flags
    left: Flags
    back: Flags
    bought: Flags
    tokens: tuple[float, ...] = ()  # tokens spent on each of the last sixty days
    # rival_until, weekend_until: last day of a rival's draw and of a free weekend
    rival_until: int = 0
    weekend_until: int = 0
