"""Seven shops and a mint: prices that nobody sets, and money that must not only be made but also destroyed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Literal, Self

import numpy as np

from ...i18n import Text
from ..exhibit import Action, Chart, Exhibit, GuidedStep, Output, PartWords, Truth, parameter
from ..signs import Sign
from .market import CENT, Books, Market, crossing
from .words import ACTIONS, CHARTS, SHOPS, SIGNS, WALKTHROUGH, part_words

NAMES = tuple(SHOPS)
TRADERS = 12
PEOPLE = TRADERS * len(NAMES)
PURSE = 100 * CENT
GIFT = 100 * CENT

ROUND_STEPS = 15
QUOTES = 10
"""Prices named in each shop in each step."""

VALUES, COSTS = (0.13, 0.645), (0.065, 0.58)
"""Limits are uniform between these shares of the purse at the start: of one's own for buyers, of prices for sellers."""

TECHNOLOGY, BUSINESS = 0.5, 2.0
"""What the strengths make of costs and of values."""

FOLLOWS = 0.3
"""The share of the way that the price level follows the prices of a round."""

MOST = 9999.0
WISHES, ROUND, QUOTE = 1, 2, 3  # purposes of random numbers

Shop = Literal["games", "entertainment", "retail", "education", "healthcare", "tourism", "industry"]


@dataclass(frozen=True, slots=True)
class State:
    """A round of trade under way, and the books of all rounds before.

    Attributes
    ----------
    markets : the seven shops of this round.
    before : the same at the end of the last round.
    values, costs : what each person would pay and ask at most and at least in this round, in hundredths.
    level : prices against those at the start.
    technology, business : the shop where each strength is, "" if it is at home.
    issued : what the mint gave each person in this round, in hundredths.
    """

    ticks: int
    round: int
    begun_tick: int
    books: Books
    markets: tuple[Market, ...]
    before: tuple[Market, ...]
    values: tuple[int, ...]
    costs: tuple[int, ...]
    prices: tuple[float, ...]
    level: float = 1.0
    technology: str = ""
    business: str = ""
    issued: int = 0

    def curves(self, shop: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The limits in a shop in this round: of buyers from high to low, of sellers from low to high."""
        market = self.markets[shop]
        buyers = (*market.buyers, *(trade.buyer for trade in market.trades))
        values = tuple(sorted((self.values[person] for person in buyers), reverse=True))
        return values, tuple(sorted(self.costs[person] for person in sellers_of(shop)))


class SevenShops(Exhibit[State]):
    """Eighty-four people who sell in one shop and buy in any, a mint, and a sink."""

    kind: ClassVar[str] = "street"
    title: ClassVar[Text] = Text("Seven shops and a mint")
    truth: ClassVar[Truth] = "simulated people"
    limit: ClassVar[Text] = Text(
        "A game with play tokens: the auction and the books are real, people and their wishes are "
        "invented, and they bid at random. That a strength helps is built in, not found. No credit, "
        "no saving, no trade with the outside world. It says nothing about any market, currency or "
        "virtual currency; it is no forecast and no offer."
    )
    try_this: ClassVar[Text] = Text(
        "Let the mint run without a sink and watch prices climb in every shop. Then destroy a fifth "
        "of every payment: prices come back down, and then hold."
    )
    actions: ClassVar[tuple[Action, ...]] = ACTIONS
    outputs: ClassVar[tuple[Output, ...]] = (
        Output("level", Text("Price level"), "×", 0, MOST),
        Output("money", Text("Tokens per person, compared with the start"), "×", 0, MOST),
        Output("price", Text("Price in the chosen shop"), "tokens", 0, 100 * MOST),
        Output("crossing", Text("Market-clearing price there"), "tokens", 0, 100 * MOST),
        *(
            Output(f"trades_{name}", Text("Sold: {label}", label=label), f"of {TRADERS}", 0, TRADERS)
            for name, label in SHOPS.items()
        ),
        Output("turnover", Text("Sold in all shops"), f"of {PEOPLE}", 0, PEOPLE),
        Output("issued", Text("Play tokens issued"), "tokens", 0, 1e9),
        Output("destroyed", Text("Play tokens destroyed"), "tokens", 0, 1e9),
        Output("balance", Text("Sum of all accounts"), "tokens", 0, 0),
    )
    figures: ClassVar[tuple[str, ...]] = ("level", "turnover")
    charts: ClassVar[tuple[Chart, ...]] = CHARTS
    walkthrough: ClassVar[tuple[GuidedStep, ...]] = WALKTHROUGH
    signs: ClassVar[tuple[Sign, ...]] = SIGNS

    shop: Shop = parameter(
        "industry",
        label=Text("Shop"),
        meaning=Text("The shop to which a strength is brought."),
        choices=SHOPS,
    )
    issue: float = parameter(
        0.0,
        low=0.0,
        high=10.0,
        step=0.5,
        unit="tokens",
        label=Text("Tokens issued per round"),
        meaning=Text("Play tokens the mint gives each person in a round."),
    )
    sink: float = parameter(
        0.0,
        low=0.0,
        high=20.0,
        step=1.0,
        unit="%",
        label=Text("Destroyed of each payment"),
        meaning=Text("The share of each payment that is destroyed."),
    )

    def start(self) -> State:
        """The first round, after one that nobody counts has set the prices."""
        books = Books((PURSE,) * PEOPLE, -PURSE * PEOPLE)
        first = State(0, 0, 0, books, (), (), (), (), (BASE_PRICE,) * len(NAMES))
        opened = self._opened(first)
        markets = opened.markets
        for tick in range(ROUND_STEPS):
            markets = self._quoted(opened, markets, -ROUND_STEPS + tick)
        return self._opened(
            replace(opened, prices=_prices(markets, opened.prices), before=markets), first=True
        )

    def step(self, state: State) -> State:
        ticks = state.ticks + 1
        state = replace(state, ticks=ticks, markets=self._quoted(state, state.markets, ticks))
        return self._closed(state) if ticks - state.begun_tick >= ROUND_STEPS else state

    def readings(self, state: State) -> dict[str, float]:
        chosen = NAMES.index(self.shop)
        values, costs = state.curves(chosen)
        sold = [len(market.trades) for market in state.before]
        given = (-state.books.mint - PURSE * PEOPLE) / CENT
        return {
            "level": min(MOST, state.level),
            "money": min(MOST, sum(state.books.purses) / (PURSE * PEOPLE)),
            "price": min(100 * MOST, state.prices[chosen]),
            "crossing": min(100 * MOST, crossing(values, costs)[0] / CENT),
            **{f"trades_{name}": sold[number] for number, name in enumerate(NAMES)},
            "turnover": sum(sold),
            "issued": min(1e9, given),
            "destroyed": min(1e9, state.books.sink / CENT),
            "balance": state.books.balance / CENT,
        }

    def act(self, state: State, action: str) -> State:
        match action:
            case "technology":
                return self._limited(replace(state, technology=self.shop))
            case "business":
                return self._limited(replace(state, business=self.shop))
            case "gift":
                given = replace(state, books=state.books.issued(GIFT), issued=state.issued + GIFT)
                return self._limited(given)
            case "send_home":
                return self._limited(replace(state, technology="", business=""))
        return super().act(state, action)

    def parts(self, state: State) -> dict[str, PartWords]:
        """The shops, the mint, the sink and both strengths."""
        helped = {"technology": state.technology, "business": state.business}
        return part_words(self.readings(state), dict(zip(NAMES, state.prices, strict=True)), helped)

    def touched(self, state: State, part: str) -> tuple[Self, State]:
        """A shop is chosen; a strength comes to the chosen shop; the mint gives, the sink opens or shuts."""
        if part in SHOPS:
            return (self, state) if part == self.shop else (self.having(shop=part), state)
        if part in ("technology", "business"):
            return self, self.act(state, part)
        if part == "mint":
            return self, self.act(state, "gift")
        if part == "sink":
            return self.having(sink=0.0 if self.sink else 10.0), state
        return super().touched(state, part)

    # ---- a round

    def _opened(self, state: State, first: bool = False) -> State:
        """The next round: the mint gives, everybody is sent to a shop to buy, and all limits are set."""
        number = state.round if first else state.round + 1
        issued = round(self.issue * CENT) if state.before else 0
        sent = self.random(number, ROUND).permutation(PEOPLE).tolist()
        markets = tuple(
            Market(tuple(sent[shop * TRADERS : (shop + 1) * TRADERS]), sellers_of(shop))
            for shop in range(len(NAMES))
        )
        books = state.books.issued(issued) if issued else state.books
        opened = replace(
            state, round=number, begun_tick=state.ticks, books=books, markets=markets, issued=issued
        )
        return self._limited(opened)

    def _limited(self, state: State) -> State:
        """The state with limits as purses, prices and strengths are now; standing offers lapse."""
        tastes, needs = _wishes(self.random(state.round, WISHES))
        at, wish = np.empty(PEOPLE, int), np.empty(PEOPLE)
        for shop, market in enumerate(state.markets):
            here = sorted((*market.buyers, *(trade.buyer for trade in market.trades)))
            at[here], wish[here] = shop, tastes[shop * TRADERS : (shop + 1) * TRADERS]
        purses = np.array(state.books.purses, float)
        worth = np.where(at == _place(state.business), BUSINESS, 1.0)
        eased = np.where(np.arange(PEOPLE) // TRADERS == _place(state.technology), TECHNOLOGY, 1.0)
        values = np.minimum(wish * purses * worth, purses).astype(int)
        costs = np.maximum(needs * PURSE * state.level * eased, 1).astype(int)
        markets = tuple(replace(market, bid=None, ask=None) for market in state.markets)
        return replace(state, values=tuple(values.tolist()), costs=tuple(costs.tolist()), markets=markets)

    def _quoted(self, state: State, markets: tuple[Market, ...], tick: int) -> tuple[Market, ...]:
        random = self.random(tick + ROUND_STEPS, QUOTE)
        return tuple(market.quoted(state.values, state.costs, QUOTES, tick, random) for market in markets)

    def _closed(self, state: State) -> State:
        """All payments are posted, the price level follows, and the next round begins."""
        trades = [trade for market in state.markets for trade in market.trades]
        books = state.books.paid(trades, self.sink / 100)
        prices = _prices(state.markets, state.prices)
        now = float(np.median(prices)) / BASE_PRICE
        level = state.level + FOLLOWS * (now - state.level)
        return self._opened(replace(state, books=books, prices=prices, level=level, before=state.markets))


def sellers_of(shop: int) -> tuple[int, ...]:
    """Who sells in a shop."""
    return tuple(range(shop * TRADERS, (shop + 1) * TRADERS))


def _place(name: str) -> int:
    return NAMES.index(name) if name else -1


def _prices(markets: tuple[Market, ...], before: tuple[float, ...]) -> tuple[float, ...]:
    """The price in each shop, in tokens: half as it was, half the mean of the later half of the round's trades."""
    found = []
    for market, last in zip(markets, before, strict=True):
        late = market.trades[len(market.trades) // 2 :]
        now = sum(trade.cents for trade in late) / len(late) / CENT if late else last
        found.append((last + now) / 2)
    return tuple(found)


def _wishes(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """What everybody would pay, as a share of the own purse, and what everybody needs, as a share of one at the start.

    The shares are spread evenly over each dozen, so that no shop is favoured, and dealt out anew in each round.
    """
    spread = (np.arange(TRADERS) + 0.5) / TRADERS
    tastes, needs = (np.concatenate([random.permutation(spread) for _ in NAMES]) for _ in range(2))
    return VALUES[0] + (VALUES[1] - VALUES[0]) * tastes, COSTS[0] + (COSTS[1] - COSTS[0]) * needs


def _base_price() -> float:
    """Where the curves of a shop cross at the start, in tokens."""
    spread = (np.arange(TRADERS) + 0.5) / TRADERS * PURSE
    values, costs = (low * PURSE + (high - low) * spread for low, high in (VALUES, COSTS))
    return crossing(values.tolist(), costs.tolist())[0] / CENT


BASE_PRICE = _base_price()
