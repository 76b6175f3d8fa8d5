"""Seven double auctions: traders without a plan bid and ask at random within their limits (after Gode and Sunder, 1993)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

CENT = 100
"""Tokens are counted in whole hundredths, so that books can balance exactly."""


@dataclass(frozen=True, slots=True)
class Trade:
    """One unit changed hands: for how many hundredths, from whom to whom, and at which step."""

    cents: int
    buyer: int
    seller: int
    tick: int


@dataclass(frozen=True, slots=True)
class Market:
    """One shop in one round.

    Attributes
    ----------
    buyers, sellers : who has not traded yet, by number.
    bid, ask : the best standing offers, each with who made it.
    trades : what was traded in this round.
    """

    buyers: tuple[int, ...]
    sellers: tuple[int, ...]
    bid: tuple[int, int] | None = None
    ask: tuple[int, int] | None = None
    trades: tuple[Trade, ...] = ()

    def quoted(
        self, values: Sequence[int], costs: Sequence[int], quotes: int, tick: int, random: np.random.Generator
    ) -> Market:
        """The market after some people, drawn at random, named a price.

        Parameters
        ----------
        values, costs : the limits of everybody, by number, in hundredths.
        """
        buyers, sellers, bid, ask, trades = (
            list(self.buyers), list(self.sellers), self.bid, self.ask, list(self.trades),
        )  # fmt: skip
        draws = random.random((quotes, 4))
        for side, who, price, whose in draws.tolist():
            if not buyers or not sellers:
                break
            if side < 0.5:
                person = buyers[int(who * len(buyers))]
                offer = 1 + int(price * max(values[person], 1))
                if bid is None or offer > bid[0]:
                    bid = (min(offer, values[person]), person)
            else:
                person = sellers[int(who * len(sellers))]
                ceiling = max(2 * costs[person], *(values[b] for b in buyers)) + 1
                offer = costs[person] + int(price * (ceiling - costs[person]))
                if ask is None or offer < ask[0]:
                    ask = (offer, person)
            if bid and ask and bid[0] >= ask[0]:
                paid = ask[0] if whose < 0.5 else bid[0]
                trades.append(Trade(paid, bid[1], ask[1], tick))
                buyers.remove(bid[1])
                sellers.remove(ask[1])
                bid = ask = None
        return replace(
            self, buyers=tuple(buyers), sellers=tuple(sellers), bid=bid, ask=ask, trades=tuple(trades)
        )


def crossing(values: Sequence[float], costs: Sequence[float]) -> tuple[float, int]:
    """Where the two curves meet: the price in the middle of the last gainful pair, and how many pairs gain."""
    pairs = list(zip(sorted(values, reverse=True), sorted(costs), strict=True))
    gain = [pair for pair in pairs if pair[0] >= pair[1]]
    if not gain:
        return (pairs[0][0] + pairs[0][1]) / 2, 0
    return sum(gain[-1]) / 2, len(gain)


@dataclass(frozen=True, slots=True)
class Books:
    """Everybody's purse, the mint and the sink, in hundredths. Together they are always nothing.

    Attributes
    ----------
    mint : below nothing by all that was ever issued.
    sink : all that was ever destroyed.
    """

    purses: tuple[int, ...]
    mint: int
    sink: int = 0

    @property
    def balance(self) -> int:
        """What all accounts add up to: nothing, or a posting was not double."""
        return sum(self.purses) + self.mint + self.sink

    def issued(self, cents: int) -> Books:
        """After the mint gave so much to each."""
        return replace(
            self, purses=tuple(p + cents for p in self.purses), mint=self.mint - cents * len(self.purses)
        )

    def paid(self, trades: Sequence[Trade], fee: float) -> Books:
        """After buyers paid sellers, and a share of each payment was destroyed."""
        purses, sink = list(self.purses), self.sink
        for trade in trades:
            lost = round(trade.cents * fee)
            purses[trade.buyer] -= trade.cents
            purses[trade.seller] += trade.cents - lost
            sink += lost
        return replace(self, purses=tuple(purses), sink=sink)
