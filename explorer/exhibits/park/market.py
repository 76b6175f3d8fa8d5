"""Firms and plots find each other: deferred acceptance, a few proposals at a time."""

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
"""How far above the average (in spreads of taste) a plot must be for a firm to come at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Firms that ask for plots in the order of their wishes; a plot keeps the best that has asked so far.

    D. Gale and L. S. Shapley, "College admissions and the stability of marriage", Amer. Math. Monthly 69, 1962.
    """

    # what each plot is worth to each firm, shape (firms, plots); at 0 or less the firm would rather stay away, and
    # minus infinity is a plot that is not there
    liking: Array
    rating: Array  # what each firm is worth to each plot, shape (plots, firms)
    # wishes, lengths: plots in the order in which a firm asks for them, and how many it would take
    wishes: Whole
    lengths: Whole
    asked: Whole  # how many each firm has asked already
    holder: Whole  # the firm that each plot holds, or `NOWHERE`
    free: tuple[int, ...]  # firms that must ask again
    proposals: int = 0  # how often was asked

    @classmethod
    def of(cls, liking: Array, rating: Array) -> Self:
        """A market in which nobody has asked yet."""
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
        """Whether nobody has to ask any more."""
        return not self.free

    def ask(self, proposals: int) -> Self:
        """The market after at most so many proposals."""
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
        """The plots that firms keep while they ask: what they had before, unless there is no such plot any more."""
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
        """How many pairs of firm and plot would both rather have each other than what they have."""
        firms, plots = self.liking.shape
        housed = np.flatnonzero(homes != NOWHERE)
        own = np.zeros(firms)
        own[housed] = self.liking[housed, homes[housed]]
        kept = np.full(plots, -np.inf)
        kept[homes[housed]] = self.rating[homes[housed], housed]
        return int(((self.liking > np.maximum(own, 0.0)[:, None]) & (kept[None, :] < self.rating.T)).sum())

    def suits(self, homes: Whole) -> Array:
        """How well each firm's plot suits it: better than this share of plots at full rent; 0 without a plot.

        Unlike the place on a list of wishes this does not change when the list grows longer.
        """
        found = np.zeros(len(homes))
        for firm in np.flatnonzero(homes != NOWHERE):
            found[firm] = NormalDist().cdf(self.liking[firm, homes[firm]] + PICKY)
        return found
