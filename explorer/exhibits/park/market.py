"""Matching of firms and plots by deferred acceptance, a few proposals at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Whole = NDArray[np.int64]

NOWHERE = -1

PICKY = 1.0
"""Least attraction of a plot that a firm accepts, above the average in units of the spread of taste."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """A market in which firms propose to plots in order of preference; a plot keeps the best proposal so far.

    D. Gale and L. S. Shapley, "College admissions and the stability of marriage", Amer. Math. Monthly 69, 1962.
    """

    # value of each plot to each firm, shape (firms, plots); at 0 or less the firm prefers to stay away, minus
    # infinity marks a missing plot
    liking: Array
    rating: Array  # value of each firm to each plot, shape (plots, firms)
    # wishes, lengths: plots in a firm's order of preference, and number of acceptable ones
    wishes: Whole
    lengths: Whole
    asked: Whole  # number of plots each firm has proposed to
    holder: Whole  # firm held by each plot, or `NOWHERE`
    free: tuple[int, ...]  # firms that must propose again
    proposals: int = 0  # number of proposals

    @classmethod
    def of(cls, liking: Array, rating: Array) -> Self:
        """A market before the first proposal."""
        firms, plots = liking.shape
        return cls(
            liking=liking,
            rating=rating,
            wishes=np.argsort(-liking, axis=1, kind="stable"),
            lengths=(liking > 0.0).sum(1),
            asked=np.zeros(firms, np.int64),
            holder=np.full(plots, NOWHERE, np.int64),
            free=tuple(range(firms)),
        )

    @property
    def settled(self) -> bool:
        """Whether no firm has a proposal left to make."""
        return not self.free

    def ask(self, proposals: int) -> Self:
        """The market after at most `proposals` more."""
        asked, holder, free, made = self.asked.copy(), self.holder.copy(), list(self.free), 0
        while free and made < proposals:
            firm = free.pop()
            if asked[firm] >= self.lengths[firm]:
                continue
            plot = self.wishes[firm, asked[firm]]
            asked[firm] += 1
            made += 1
            rival = holder[plot]
            if rival == NOWHERE or self.rating[plot, firm] > self.rating[plot, rival]:
                holder[plot] = firm
                if rival != NOWHERE:
                    free.append(int(rival))
            else:
                free.append(firm)
        return replace(self, asked=asked, holder=holder, free=tuple(free), proposals=self.proposals + made)

    def homes(self) -> Whole:
        """The plot of each firm, or `NOWHERE`."""
        homes = np.full(len(self.liking), NOWHERE, np.int64)
        taken = self.holder != NOWHERE
        homes[self.holder[taken]] = np.flatnonzero(taken)
        return homes

    def kept(self, homes: Whole) -> Whole:
        """The plots firms keep during the matching: their earlier ones, except plots that no longer exist."""
        firms = len(self.liking)
        kept = np.full(firms, NOWHERE, np.int64)
        known = min(firms, len(homes))
        kept[:known] = homes[:known]
        kept[kept >= firms] = NOWHERE
        housed = np.flatnonzero(kept != NOWHERE)
        gone = housed[~np.isfinite(self.liking[housed, kept[housed]])]
        kept[gone] = NOWHERE
        return kept

    def blocking(self, homes: Whole) -> int:
        """Number of blocking pairs: a firm and a plot that both prefer each other to their match."""
        firms, plots = self.liking.shape
        housed = np.flatnonzero(homes != NOWHERE)
        own = np.zeros(firms)
        own[housed] = self.liking[housed, homes[housed]]
        kept = np.full(plots, -np.inf)
        kept[homes[housed]] = self.rating[homes[housed], housed]
        return int(((self.liking > np.maximum(own, 0.0)[:, None]) & (kept[None, :] < self.rating.T)).sum())

    def suits(self, homes: Whole) -> Array:
        """Satisfaction of each firm: share of plots at full rent that its plot beats; 0 without a plot.

        Unlike the rank in a list of preferences, this does not change when the list grows longer.
        """
        found = np.zeros(len(homes))
        for firm in np.flatnonzero(homes != NOWHERE):
            found[firm] = NormalDist().cdf(self.liking[firm, homes[firm]] + PICKY)
        return found
