"""The state of the empty server."""

from __future__ import annotations

from dataclasses import dataclass

from .players import Flags


@dataclass(frozen=True, slots=True)
class State:
    """Who is there, and what happened on the last day."""

    ticks: int
    day: int  # days since the server was opened; `hour`: how much of the next one is over, 0..1
    hour: float
    server: int  # how often a new one was opened
    # active, left, back, bought: one flag a player; shape (400,). Never changed in place.
    active: Flags
    left: Flags
    back: Flags
    bought: Flags
    tokens: tuple[float, ...] = ()  # what was spent on each of the last sixty days
    # rival_until, weekend_until: the last day, by number, of a rival's draw and of a free weekend
    rival_until: int = 0
    weekend_until: int = 0
