"""Seven call auctions: each shop has one price per round, where its two curves cross; and their books, prices and sales."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ...base.total import total

CENT = 100
"""Hundredths per token; integers let the books balance exactly."""

Whole = npt.NDArray[np.int64]


class Crossings(NamedTuple):
    """Crossing of the curves of each shop: price in hundredths, and units sold."""

    cents: Whole
    sold: Whole


def crossings(values: Whole, costs: Whole) -> Crossings:
    """The market-clearing price in each shop, and the units sold.

    Parameters
    ----------
    values : each buyer's highest price, a row per shop, from high to low.
    costs : each seller's lowest price, from low to high; same shape.
    """
    shops, people = np.arange(len(values)), values.shape[1]
    sold = (values >= costs).sum(axis=1)
    last, following = np.maximum(sold - 1, 0), np.minimum(sold, people - 1)
    highest, lowest = values[shops, last], costs[shops, last]
    # a buyer or seller who is not served would neither pay the price nor sell at it
    others = (sold > 0) & (sold < people)
    highest = np.where(others, np.minimum(highest, costs[shops, following]), highest)
    lowest = np.where(others, np.maximum(lowest, values[shops, following]), lowest)
    return Crossings((highest + lowest) // 2, sold)


@dataclass(frozen=True, slots=True)
class Books:
    """The purses, the tap and the drain, in hundredths; their sum is always zero."""

    purses: tuple[int, ...]
    tap: int  # minus the total ever issued
    drain: int = 0  # total ever withdrawn

    @property
    def balance(self) -> int:
        """Sum of all accounts: zero, unless a posting was unbalanced."""
        return total(self.purses) + self.tap + self.drain

    def issued(self, cents: int) -> Books:
        """The books after the tap gave each person `cents`."""
        return replace(
            self, purses=tuple(p + cents for p in self.purses), tap=self.tap - cents * len(self.purses)
        )

    def paid(self, buyers: Whole, sellers: Whole, cents: Whole, fee: float) -> Books:
        """The books after each buyer paid a seller, and the drain took a share of each payment.

        Parameters
        ----------
        buyers, sellers, cents : for each payment the payer, the payee and the amount; each person buys and sells at most once.
        """
        lost = np.rint(cents * fee).astype(np.int64)
        purses = np.array(self.purses, np.int64)
        purses[buyers] -= cents
        purses[sellers] += cents - lost
        return replace(self, purses=tuple(purses.tolist()), drain=self.drain + int(lost.sum()))

    def as_in(self, purses: tuple[int, ...]) -> Books:
        """The books with these purses; the tap issues or withdraws the difference."""
        return replace(self, purses=purses, tap=self.tap - total(purses) + total(self.purses))


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
    return tuple(total(each) / len(last) for each in zip(*last, strict=True))
