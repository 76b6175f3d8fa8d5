"""Opportunities Street: two curves cross on the board of each stall, coins fly from counter to counter, a mint and a sink."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.street.exhibit import NAMES, PURSE, ROUND_STEPS, TRADERS, SevenShops, State, sellers_of
from ....exhibits.street.market import CENT
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import Floats, box, cylinder
from ..prop import Box, Changes, Prop
from .layout import (
    BOARD_HIGH_M,
    BOARD_M,
    BOARD_Y_M,
    COLOURS,
    COUNTER_M,
    COUNTER_Y_M,
    FOOT_M,
    GOLD,
    GREEN,
    MINT_X_M,
    PITCH_M,
    STALLS_X_M,
    STEEL,
    TEAL,
    WAITING_M,
    boards,
    business,
    coin,
    furniture,
    price_z,
    technology,
)

FLIGHT_STEPS = 20
ARC_M = 3.2
COIN_M = 0.3
MOST_COINS = 140
PLATE_M = BOARD_M / TRADERS
HIGHEST_STACK_M = 9.0
ABOVE_M = 1.5
"""How high the strengths hover over a board."""


class StreetProp(Prop):
    """Seven stalls in a row; the mint on the left, the sink on the right."""

    kind = "street"
    sky, lamps = 1.0, 0.5

    def build(self) -> None:
        count = len(NAMES)
        self._plates = Instances("plates", box(), count * TRADERS * 2)
        self._bars = Instances("bars", box(), count + 2)
        self._stacks = Instances("stacks", cylinder(0.42, 1.0, 12), count)
        self._sold = Instances("sold", box(), count * TRADERS)
        self._coins = Instances("coins", coin(), MOST_COINS)
        self._chosen = Instances("chosen", box(), 4)
        self._strengths = {
            "technology": static_node("technology", technology()),
            "business": static_node("business", business()),
        }
        for path in (
            static_node("furniture", furniture(self.accent.day)), static_node("boards", boards(), transparent=True),
            self._plates.path, self._bars.path, self._stacks.path,
            self._sold.path, self._coins.path, self._chosen.path, *self._strengths.values(),
        ):  # fmt: skip
            path.reparent_to(self.root)
        self._changed = Changes()

    def show(self, exhibit: SevenShops, state: State, time_s: float) -> None:
        now = state.ticks + float(np.clip(time_s / STEP_S - state.ticks, 0, 1))
        if self._changed("plates", (state.values, state.costs, tuple(m.trades for m in state.markets))):
            self._draw_curves(state)
        if self._changed("prices", (state.prices, state.books, state.before)):
            self._draw_money(state)
        if self._changed("chosen", exhibit.shop):
            self._choose(NAMES.index(exhibit.shop))
        for name, path in self._strengths.items():
            path.set_pos(*strength_m(name, state.technology if name == "technology" else state.business))
        self._fly(exhibit, state, now)

    def boxes(self) -> Mapping[str, Box]:
        half, found = PITCH_M / 2 - 0.1, {}
        for name, x in zip(NAMES, map(float, STALLS_X_M), strict=True):
            found[name] = Box(
                (x - half, COUNTER_Y_M - 0.8, 0.0), (x + half, BOARD_Y_M + 0.3, FOOT_M + BOARD_HIGH_M)
            )
        for name, x in (("mint", -MINT_X_M), ("sink", MINT_X_M)):
            found[name] = Box((x - 1.8, -1.8, 0.0), (x + 1.8, 1.8, 5.3 if name == "mint" else 2.8))
        for name, path in self._strengths.items():
            x, y, z = path.get_pos()
            found[name] = Box((x - 1.1, y - 0.4, z - 1.15), (x + 1.1, y + 0.4, z + 1.15))
        return found

    def _draw_curves(self, state: State) -> None:
        """Twelve steps down for what buyers would pay, twelve up for what sellers need; bright when they have traded."""
        curves = [state.curves(shop) for shop in range(len(NAMES))]
        rank = (np.arange(TRADERS) + 0.5) * PLATE_M - BOARD_M / 2
        x = (STALLS_X_M[:, None, None] + rank[None, None]).repeat(2, axis=1)  # (shop, side, rank)
        z = price_z(np.array(curves) / CENT)
        sold = np.array([len(market.trades) for market in state.markets])
        lit = np.arange(TRADERS)[None, None] < sold[:, None, None]
        at = np.stack([x, np.full_like(x, BOARD_Y_M - 0.12), z - 0.17], axis=-1)
        own = np.array([[self.colour(COLOURS[name]), self.colour(TEAL)] for name in NAMES])[:, :, None]
        bright = own * 0.35 + 0.65
        colours = np.where(lit[..., None], bright, own)
        size = np.array((PLATE_M * 0.96, 0.3, 0.34))
        self._plates.set(
            at.reshape(-1, 3), None, np.tile(size, (x.size, 1)), colours.reshape(-1, 3),
            np.where(lit, 0.95, 0.5).repeat(2, axis=1).reshape(-1),
        )  # fmt: skip

    def _draw_money(self, state: State) -> None:
        """A gold bar at the price on each board, the sellers' purses as stacks, and a light for every unit sold."""
        count = len(NAMES)
        at = np.column_stack(
            [STALLS_X_M, np.full(count, BOARD_Y_M - 0.3), price_z(np.array(state.prices)) - 0.1]
        )
        self._bars.set(at, None, np.tile((BOARD_M + 0.3, 0.3, 0.2), (count, 1)), self.colour(GOLD), 0.9)
        purses = np.array(state.books.purses, float)
        held = np.array([purses[list(sellers_of(shop))].mean() for shop in range(count)]) / PURSE
        foot = np.column_stack([STALLS_X_M - 1.75, np.full(count, COUNTER_Y_M), np.full(count, COUNTER_M)])
        tall = np.clip(held, 0.02, HIGHEST_STACK_M)
        self._stacks.set(foot, None, np.column_stack([np.ones((count, 2)), tall]), self.colour(GOLD), 0.35)
        sold = np.array([len(market.trades) for market in state.before])
        spot = (np.arange(TRADERS) - (TRADERS - 1) / 2) * 0.35
        x = (STALLS_X_M[:, None] + spot[None]).ravel()
        lights = np.column_stack([x, np.full(x.size, COUNTER_Y_M - 0.68), np.full(x.size, 0.45)])
        on = (np.arange(TRADERS)[None] < sold[:, None]).ravel()
        high = np.where(on, 0.42, 0.1)
        self._sold.set(
            lights, None, np.column_stack([np.full((x.size, 2), 0.26), high]),
            np.where(on[:, None], self.colour(GREEN), self.colour(STEEL)), np.where(on, 0.8, 0.0),
        )  # fmt: skip

    def _choose(self, shop: int) -> None:
        x, deep = float(STALLS_X_M[shop]), 3.4
        half = PITCH_M / 2 - 0.15
        at = [(x, -2.6, 0.02), (x, -2.6 + deep, 0.02), (x - half, -0.9, 0.02), (x + half, -0.9, 0.02)]
        size = [(2 * half, 0.3, 0.14)] * 2 + [(0.3, deep, 0.14)] * 2
        self._chosen.set(at, None, size, self.colour(self.accent.night), 0.9)

    def _fly(self, exhibit: SevenShops, state: State, now: float) -> None:
        """Coins from buyers to shops, from the mint to all, and what is destroyed to the sink."""
        counter = np.column_stack(
            [STALLS_X_M, np.full(len(NAMES), COUNTER_Y_M - 1.0), np.full(len(NAMES), COUNTER_M + 0.3)]
        )
        starts, ends, ages, sizes = [], [], [], []
        for markets in (state.before, state.markets):
            for market in markets:
                for trade in market.trades:
                    age = (now - trade.tick) / FLIGHT_STEPS
                    if 0 <= age < 1:
                        starts.append(counter[trade.buyer // TRADERS])
                        ends.append(counter[trade.seller // TRADERS])
                        ages.append(age)
                        sizes.append(COIN_M)
        part = (now - state.begun_tick) / ROUND_STEPS
        mint, sink = np.array((-MINT_X_M, -1.4, 2.0)), np.array((MINT_X_M, -0.6, 2.7))
        made, lost = min(state.issued / CENT, 100.0), exhibit.sink
        for flows, start, end, much in ((made > 0, mint, None, made), (lost > 0, None, sink, lost)):
            if flows and part < 1:
                for stall in counter:
                    starts.append(stall if start is None else start)
                    ends.append(stall if end is None else end)
                    ages.append(part)
                    sizes.append(0.3 + 0.12 * float(np.sqrt(much)))
        self._coins.set(*flown(starts, ends, ages), np.array(sizes), self.colour(GOLD), 0.7)


def flown(starts: list[Floats], ends: list[Floats], ages: list[float]) -> tuple[Floats, None]:
    """Where things are on arcs between two points, `ages` from 0 to 1."""
    if not ages:
        return np.zeros((0, 3), np.float32), None
    part = np.array(ages)[:, None]
    at = np.array(starts) * (1 - part) + np.array(ends) * part
    at[:, 2] += ARC_M * 4 * (part * (1 - part))[:, 0]
    return at.astype(np.float32), None


def strength_m(name: str, shop: str) -> tuple[float, float, float]:
    """Where a strength is: over the board of its shop, or waiting on the quay."""
    if not shop:
        return WAITING_M[name]
    side = -1.25 if name == "technology" else 1.25
    return float(STALLS_X_M[NAMES.index(shop)]) + side, BOARD_Y_M, FOOT_M + BOARD_HIGH_M + ABOVE_M
