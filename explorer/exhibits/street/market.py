"""Seven call auctions and the books behind them: each shop has one price a round, where its two curves cross."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

CENT = 100
"""Tokens are counted in whole hundredths, so that books can balance exactly."""

Whole = npt.NDArray[np.int64]


class Crossings(NamedTuple):
    """Where the two curves of each shop meet: the price in hundredths, and how many units are sold at it."""

    cents: Whole
    sold: Whole


def crossings(values: Whole, costs: Whole) -> Crossings:
    """The price in each shop at which as many want to buy as to sell, and how many do.

    Parameters
    ----------
    values : what each buyer would pay at most, a row for each shop, from high to low.
    costs : what each seller asks at least, from low to high; as many.
    """
    shops, people = np.arange(len(values)), values.shape[1]
    sold = (values >= costs).sum(axis=1)
    last, following = np.maximum(sold - 1, 0), np.minimum(sold, people - 1)
    highest, lowest = values[shops, last], costs[shops, last]
    # who is not served would neither pay the price nor sell at it
    others = (sold > 0) & (sold < people)
    highest = np.where(others, np.minimum(highest, costs[shops, following]), highest)
    lowest = np.where(others, np.maximum(lowest, values[shops, following]), lowest)
    return Crossings((highest + lowest) // 2, sold)


@dataclass(frozen=True, slots=True)
class Books:
    """Everybody's purse, the tap and the drain, in hundredths. Together they are always nothing."""

    purses: tuple[int, ...]
    tap: int  # below nothing by all that was ever issued
    drain: int = 0  # all that was ever taken out

    @property
    def balance(self) -> int:
        """What all accounts add up to: nothing, or a posting was not double."""
        return sum(self.purses) + self.tap + self.drain

    def issued(self, cents: int) -> Books:
        """After the tap gave so much to each."""
        return replace(
            self, purses=tuple(p + cents for p in self.purses), tap=self.tap - cents * len(self.purses)
        )

    def paid(self, buyers: Whole, sellers: Whole, cents: Whole, fee: float) -> Books:
        """After each buyer paid a seller, and the drain took a share of each payment.

        Parameters
        ----------
        buyers, sellers, cents : for each payment who pays, who is paid, and how much; nobody buys or sells twice.
        """
        lost = np.rint(cents * fee).astype(np.int64)
        purses = np.array(self.purses, np.int64)
        purses[buyers] -= cents
        purses[sellers] += cents - lost
        return replace(self, purses=tuple(purses.tolist()), drain=self.drain + int(lost.sum()))

    def as_in(self, purses: tuple[int, ...]) -> Books:
        """After the tap gave or took what makes everybody's purse the given one."""
        return replace(self, purses=purses, tap=self.tap - sum(purses) + sum(self.purses))
