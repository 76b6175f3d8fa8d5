"""State of the street: books and prices, recent sales, and recent changes."""

from __future__ import annotations

from dataclasses import dataclass

from .market import Books

RECENT_ROUNDS = 6
"""Rounds over which sales are averaged, two seconds: a single round is too random."""

Sold = tuple[int, ...]
Means = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The visitor's last change, and the street before it."""

    name: str  # an action, or the parameter that was set
    tick: int
    sold: Means  # mean sales of each shop per round
    level: float  # price level
    first: Sold = ()  # sales of all shops in each of the first rounds after it


@dataclass(frozen=True, slots=True)
class Strength:
    """Position of a strength, its origin, and the time of departure."""

    at: str
    came_from: str
    tick: int


@dataclass(frozen=True, slots=True)
class Opening:
    """Purses, prices and price level at the start of the visit."""

    purses: tuple[int, ...]
    prices: Means
    level: float


@dataclass(frozen=True, slots=True)
class State:
    """The street after its last round of trade."""

    ticks: int
    round: int  # number of rounds; `round_tick`: time of the last one
    round_tick: int
    books: Books
    # prices, prices_before: price tag of each shop after the last round and the one before, in tokens
    prices: Means
    prices_before: Means
    recent: tuple[Sold, ...]  # sales of each shop in the last rounds, the newest last
    level: float  # prices relative to the start of the visit; sellers ask for more as it rises
    opening: Opening  # the street at the start of the visit
    # technology, business: the two strengths
    technology: Strength
    business: Strength
    turns: tuple[int, int]  # turns of tap and drain at the last step
    rain_tick: int  # time of the last rain of coins, -1 if never
    change: Change  # the last change

    @property
    def sold(self) -> Means:
        """Mean sales of each shop per round, over the last rounds."""
        return means(self.recent)

    @property
    def sold_before(self) -> Means:
        """The same one round earlier."""
        return means(self.recent[:-1] or self.recent)


def means(rounds: tuple[Sold, ...]) -> Means:
    """Mean of each shop over the last half of the stored rounds."""
    last = rounds[-RECENT_ROUNDS // 2 :]
    return tuple(sum(each) / len(last) for each in zip(*last, strict=True))
