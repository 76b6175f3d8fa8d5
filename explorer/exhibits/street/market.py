"""Seven call auctions and their books: each shop has one price per round, where its two curves cross."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

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
        return sum(self.purses) + self.tap + self.drain

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
        return replace(self, purses=purses, tap=self.tap - sum(purses) + sum(self.purses))
