"""Seven shops, two suitcases, a tap and a drain: a strength moves one shop, new coins move the prices of all seven."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from ...base.total import total
from ...i18n import Text
from ..exhibit import Exhibit, PartWords, parameter
from ..signs import Sign
from .market import CENT, RECENT_ROUNDS, Books, Change, Opening, Sold, State, Strength, Whole, crossings
from .words import (
    ACTIONS,
    CHARTS,
    HANDLES,
    MOST,
    MOST_TOKENS,
    OUTPUTS,
    PLACES,
    SHOPS,
    SIGNS,
    TRADERS,
    WALKTHROUGH,
    captions,
    part_words,
    signs_of_shops,
)

NAMES = tuple(SHOPS)
PEOPLE = TRADERS * len(NAMES)
PURSE = 100 * CENT
RAIN = 100 * CENT
COINS = 4 * CENT
"""Amount that one turn of the tap gives each person per round."""
FEE = 0.22
"""Share of each payment taken by one turn of the drain: at the initial price level it equals a turn of the tap."""
MOST_TURNS = 2

ROUND_STEPS = 10
QUIET_ROUNDS = 30
"""Rounds traded before a visit starts: by then purses and prices are in balance."""

VALUES, COSTS = (0.13, 0.645), (0.065, 0.58)
"""Ranges of the uniformly distributed limits, as shares: of the buyer's purse; for sellers, of the initial purse
times price level.
"""
TECHNOLOGY, BUSINESS = 0.5, 2.0
"""Factors by which the strengths change costs and values."""
FOLLOWS = 0.5
"""Share of the difference by which level and price tags follow the prices of a round."""

Place = Literal["quay", "games", "entertainment", "retail", "education", "healthcare", "tourism", "industry"]


class SevenShops(Exhibit[State]):
    """Eighty-four people who sell in one shop and buy in any; a visitor brings a strength, or money."""

    kind = "street"
    title = Text("Seven shops, a tap and a drain")
    truth = "simulated people"
    limit = Text(
        "A game with play tokens: auctions and books are real, people and their wishes are invented. That "
        "a strength helps is built in, not found. No credit, no saving, no trade with the outside world. "
        "It says nothing about any market, currency or virtual currency; it is no forecast and no offer."
    )
    try_this = Text(
        "Drag a suitcase to a shop: more is sold there. Then let coins rain: prices climb in all seven."
    )
    actions = ACTIONS
    outputs = OUTPUTS
    figures = ("level", "turnover")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    near_signs = tuple(signs_of_shops().values())
    handles = HANDLES

    technology: Place = parameter(
        "quay",
        label=Text("Technology"),
        meaning=Text("The shop that this strength is brought to: it halves what its sellers need."),
        choices=PLACES,
    )
    tap: int = parameter(
        0,
        low=0,
        high=MOST_TURNS,
        step=1,
        label=Text("Tap, in turns"),
        meaning=Text("Each turn gives everybody four play tokens in every round, three times a second."),
    )
    drain: int = parameter(
        0,
        low=0,
        high=MOST_TURNS,
        step=1,
        label=Text("Drain, in turns"),
        meaning=Text("Each turn takes 22 % of every payment out of the game."),
    )
    business: Place = parameter(
        "quay",
        expert=True,
        label=Text("Business applications"),
        meaning=Text(
            "The shop that this strength is brought to: its goods are worth twice as much to buyers."
        ),
        choices=PLACES,
    )

    def start(self) -> State:
        """The street after some quiet rounds that are not shown."""
        quay = Strength("quay", "quay", -ROUND_STEPS)
        zeros = (0.0,) * len(NAMES)
        state = State(
            ticks=0,
            round=0,
            round_tick=0,
            books=Books((PURSE,) * PEOPLE, -PURSE * PEOPLE),
            prices=(BASE_PRICE,) * len(NAMES),
            prices_before=(BASE_PRICE,) * len(NAMES),
            recent=(),
            level=1.0,
            opening=Opening((), (BASE_PRICE,) * len(NAMES), 1.0),
            technology=quay,
            business=quay,
            turns=(0, 0),
            rain_tick=-1,
            change=Change("", 0, zeros, 1.0),
        )
        levels, tags = [], []
        for _ in range(QUIET_ROUNDS):
            state = _traded(state, self.random(state.round))
            levels.append(state.level)
            tags.append(state.prices)
        late = QUIET_ROUNDS // 2
        usual = float(np.mean(np.array(tags[late:])))
        opening = Opening(state.books.purses, (usual,) * len(NAMES), float(np.mean(levels[late:])))
        return replace(state, opening=opening, change=Change("", 0, state.sold, 1.0))

    def step(self, state: State) -> State:
        """Advance a step; every tenth is a round of trade in all shops."""
        state = replace(self._noticed(state), ticks=state.ticks + 1)
        if state.ticks % ROUND_STEPS:
            return state
        if self.tap:
            state = replace(state, books=state.books.issued(COINS * self.tap))
        return _traded(state, self.random(state.round), FEE * self.drain)

    def readings(self, state: State) -> dict[str, float]:
        prices = dict(zip(NAMES, state.prices, strict=True))
        sold = dict(zip(NAMES, state.sold, strict=True))
        chosen = self.technology if self.technology != "quay" else self.business
        helped = "industry" if chosen == "quay" else chosen
        return {
            "level": min(MOST, state.level / state.opening.level),
            "turnover": round(total(sold.values())),
            "money": min(MOST, total(state.books.purses) / (PURSE * PEOPLE)),
            "price": min(MOST_TOKENS, prices[helped]),
            **{f"sold_{name}": number for name, number in sold.items()},
            "issued": min(1e9, (-state.books.tap - PURSE * PEOPLE) / CENT),
            "drained": min(1e9, state.books.drain / CENT),
            "balance": state.books.balance / CENT,
        }

    def act(self, state: State, action: str) -> State:
        """Rain coins on everyone; or restore purses and prices to the start of the visit."""
        state = self._noticed(state)
        match action:
            case "rain":
                state = _changed(state, "rain")
                return replace(state, books=state.books.issued(RAIN), rain_tick=state.ticks)
            case "restore":
                books, opening = state.books.as_in(state.opening.purses), state.opening
                state = replace(state, books=books, level=opening.level, prices=opening.prices, rain_tick=-1)
                return _changed(replace(state, prices_before=opening.prices), "restore")
        return super().act(state, action)

    def caption(self, state: State, number: int) -> Text | None:
        readings = self.readings(state)
        return captions(state, self.technology, readings["level"], readings["turnover"])[number]

    def signs_now(self, state: State) -> tuple[Sign, ...]:
        """Suitcases, tap, drain and balloon, and each shop with a strength."""
        helped = dict.fromkeys((self.technology, self.business))
        return (*SIGNS, *(sign for name, sign in signs_of_shops().items() if name in helped))

    def parts(self, state: State) -> dict[str, PartWords]:
        """The shops, the suitcases, tap, drain and balloon."""
        prices, sold = (dict(zip(NAMES, each, strict=True)) for each in (state.prices, state.sold))
        return part_words(
            self.readings(state), prices, sold, self.technology, self.business, (self.tap, self.drain)
        )

    def touched(self, state: State, part: str) -> tuple[SevenShops, State]:
        """Bring technology to a shop or remove it; move a suitcase on; turn tap or drain; rain coins."""
        places = tuple(PLACES)
        match part:
            case "technology" | "business":
                following = places[(places.index(getattr(self, part)) + 1) % len(places)]
                return self.having(**{part: following}), state
            case "tap" | "drain":
                return self.having(**{part: (getattr(self, part) + 1) % (MOST_TURNS + 1)}), state
            case "balloon":
                return self, self.act(state, "rain")
        if part in SHOPS:
            return self.having(technology="quay" if part == self.technology else part), state
        return self, state

    def _noticed(self, state: State) -> State:
        """Note where the suitcases are and how far tap and drain are open."""
        technology = _brought(state.technology, self.technology, state.ticks)
        business = _brought(state.business, self.business, state.ticks)
        if technology is not state.technology:
            state = replace(_changed(state, "technology"), technology=technology)
        if business is not state.business:
            state = replace(_changed(state, "business"), business=business)
        if state.turns != (self.tap, self.drain):
            name = "tap" if state.turns[0] != self.tap else "drain"
            state = replace(_changed(state, name), turns=(self.tap, self.drain))
        return state


def _brought(strength: Strength, place: str, tick: int) -> Strength:
    """The strength on its way to a place, from this step on."""
    return strength if strength.at == place else Strength(place, strength.at, tick)


def _changed(state: State, name: str) -> State:
    """Remember the street before this change."""
    sold = tuple(total(each) / len(state.recent) for each in zip(*state.recent, strict=True))
    change = Change(name, state.ticks, sold, min(MOST, state.level / state.opening.level))
    return replace(state, change=change)


def _traded(state: State, random: np.random.Generator, fee: float = 0.0) -> State:
    """Trade one round: each person is sent to a shop to buy, each shop clears at one price, and the tags follow."""
    sent = random.permutation(PEOPLE).reshape(len(NAMES), TRADERS)
    tastes, needs = _wishes(random), _wishes(random)
    purses = np.array(state.books.purses, np.int64)
    values = (VALUES[0] + (VALUES[1] - VALUES[0]) * tastes) * purses[sent]
    costs = (COSTS[0] + (COSTS[1] - COSTS[0]) * needs) * PURSE * state.level
    if state.business.at != "quay":
        values[NAMES.index(state.business.at)] *= BUSINESS
    if state.technology.at != "quay":
        costs[NAMES.index(state.technology.at)] *= TECHNOLOGY
    pays = np.minimum(values, purses[sent]).astype(np.int64)
    asks = np.maximum(costs, 1.0).astype(np.int64)
    buying, selling = np.argsort(-pays, axis=1, kind="stable"), np.argsort(asks, axis=1, kind="stable")
    met = crossings(np.take_along_axis(pays, buying, 1), np.take_along_axis(asks, selling, 1))
    served = np.arange(TRADERS) < met.sold[:, None]
    buyers = np.take_along_axis(sent, buying, 1)[served]
    sellers = (np.arange(len(NAMES))[:, None] * TRADERS + selling)[served]
    cents: Whole = np.repeat(met.cents, met.sold)
    now = met.cents / CENT
    level = state.level + FOLLOWS * (float(np.median(now)) / BASE_PRICE - state.level)
    tags = tuple((np.array(state.prices) + FOLLOWS * (now - np.array(state.prices))).tolist())
    sold: Sold = tuple(met.sold.tolist())
    change = state.change
    if len(change.first) < RECENT_ROUNDS:
        change = replace(change, first=(*change.first, total(sold)))
    return replace(
        state,
        round=state.round + 1,
        round_tick=state.ticks,
        books=state.books.paid(buyers, sellers, cents, fee),
        prices=tags,
        prices_before=state.prices,
        recent=(*state.recent, sold)[-RECENT_ROUNDS:],
        level=level,
        change=change,
    )


def _wishes(random: np.random.Generator) -> np.ndarray:
    """Shares spread evenly over each dozen, so that no shop is favoured, in random order."""
    return random.permuted(np.tile(SPREAD, (len(NAMES), 1)), axis=1)


SPREAD = (np.arange(TRADERS) + 0.5) / TRADERS


def _base_price() -> float:
    """Crossing of a shop's curves while all have the initial purse, in tokens."""
    values, costs = (
        (PURSE * (low + (high - low) * SPREAD)).astype(np.int64) for low, high in (VALUES, COSTS)
    )
    return int(crossings(values[None, ::-1], costs[None]).cents[0]) / CENT


BASE_PRICE = _base_price()
