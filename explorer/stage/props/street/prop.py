"""Opportunities Street: seven shops with queues and price tags, two suitcases, a tap, a drain, and a balloon over them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.street.exhibit import NAMES, ROUND_STEPS, SevenShops
from ....exhibits.street.market import State, Strength
from ....exhibits.street.words import TRADERS
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.letters import Lettering, Letters
from ...primitives.meshes import Floats, ball, box, pane
from ...primitives.palette import GOLD, INK, PAPER
from ..prop import Box, Changes, Prop
from .layout import (
    AXIS,
    AXIS_X_M,
    BALLOON_M,
    CASE_COLOURS,
    CASE_M,
    DRAIN_X_M,
    EMBLEM,
    FAR_M,
    HIGH_M,
    LAMPS,
    PITCH_M,
    POLE_X_M,
    POLE_Y_M,
    ROOF_M,
    SHOP_M,
    SHOPS_X_M,
    SIDE_Y_M,
    SPOUT_M,
    TAG_M,
    TAP_X_M,
    WALL_Y_M,
    WHEEL_M,
    WINDOW_M,
    balloon_radius,
    case,
    case_place,
    coin,
    lamp_place,
    person,
    queue_place,
    street,
    tag_z,
    wheel,
    window_place,
)

FLIGHT_STEPS = 9
RAIN_STEPS = 80
DROPS = 58
MOST_COINS = 80
COIN_M = 0.24
MOST_ON_TAG = 999
CLEAR = 0.1
"""Relative change of a price from which its tag changes colour."""
DEARER, CHEAPER = "#FF8A5C", "#5FD6AE"
LIT, UNLIT = "#FFB01E", "#7E93A0"
COATS = ("#5F6C7B", "#A8574B", "#5F7F5A", "#8A6FA8", "#B98546", "#3F7C94")
CASES = ("technology", "business")


class StreetProp(Prop):
    """Shops in a row behind their queues; the tap on the left, the drain on the right, the suitcases in front."""

    kind = "street"
    sky, lamps, sun = 1.15, 0.32, 0.9

    def build(self) -> None:
        self._people = self.add(Instances("people", person(), len(NAMES) * TRADERS))
        self._windows = self.add(Instances("windows", pane(), len(NAMES) * TRADERS))
        self._tags = self.add(Instances("tags", box(), 3 * len(NAMES)))
        self._prices, self._level = self.add(Letters("prices")), self.add(Letters("level"))
        self._balloon = self.add(Instances("balloon", ball(1.0, 16, 9), 1))
        self._basket = self.add(Instances("basket", box(), 7))
        self._coins = self.add(Instances("coins", coin(), MOST_COINS))
        self._wheels = self.add(Instances("wheels", wheel(), 2))
        self._marks = self.add(Instances("marks", box(), len(LAMPS) + 2))
        self._cases = {name: self.add(static_node(name, case(name))) for name in CASES}
        axis = self.add(Letters("axis"))
        self.add(static_node("street", street(self.accent.day)))
        axis.show(
            Lettering(f"×{mark}", (AXIS_X_M, POLE_Y_M - 0.05, float(tag_z(mark)) - 0.3), 0.62, PAPER, 0.9)
            for mark in AXIS
        )
        self._changed = Changes()
        self._radius_m = balloon_radius(1.0)

    def show(self, exhibit: SevenShops, state: State, time_s: float) -> None:
        now = state.ticks + float(np.clip(time_s / STEP_S - state.ticks, 0, 1))
        part = float(np.clip((now - state.round_tick) / ROUND_STEPS, 0, 1)) if state.ticks else 1.0
        if self._changed("people", (state.round, state.sold, round(part, 2))):
            self._queue(state, part)
        if self._changed("tags", (state.prices, state.prices_before, round(part, 2))):
            self._price(state, part)
        if self._changed("balloon", (state.level, self._rains(state))):
            self._inflate(state)
        if self._changed("wheels", (exhibit.tap, exhibit.drain)):
            self._turn(exhibit)
        self._carry(exhibit, state, now)
        self._fly(exhibit, state, now, part)

    def boxes(self) -> Mapping[str, Box]:
        found = {}
        for number, (name, x) in enumerate(zip(NAMES, map(float, SHOPS_X_M), strict=True)):
            half, high = SHOP_M[0] / 2 + 0.1, HIGH_M[number] + ROOF_M + 1.3 * EMBLEM
            found[name] = Box((x - half, -2.8, 0.0), (x + half, WALL_Y_M + SHOP_M[1], high))
        found["tap"] = Box((TAP_X_M - 1.8, SIDE_Y_M - 1.8, 0.0), (TAP_X_M + 2.4, SIDE_Y_M + 1.8, 5.1))
        found["drain"] = Box((DRAIN_X_M - 1.9, SIDE_Y_M - 1.9, 0.0), (DRAIN_X_M + 1.9, SIDE_Y_M + 1.9, 3.7))
        x, y, z = BALLOON_M
        around = self._radius_m
        found["balloon"] = Box(
            (x - around, y - around, z - around - 1.1), (x + around, y + around, z + around)
        )
        wide, deep, high = CASE_M
        for name, path in self._cases.items():
            x, y, z = path.get_pos()
            found[name] = Box(
                (x - wide / 2 - 0.1, y - deep / 2 - 0.1, z),
                (x + wide / 2 + 0.1, y + deep / 2 + 0.1, z + high + 0.4),
            )
        return found

    # ---- buyers

    def _queue(self, state: State, part: float) -> None:
        """People and lit windows before each shop, one for each sale; new people come up, served ones leave."""
        people, windows = InstanceList(), InstanceList()
        wide, high = WINDOW_M
        for shop, (before, now) in enumerate(zip(state.sold_before, state.sold, strict=True)):
            stood, stands = round(before), round(now)
            for number in range(TRADERS):
                x, z = window_place(shop, number)
                lit = number < stands
                windows.add(
                    (x, WALL_Y_M - 0.03, z), (wide, 1.0, high), self.colour(LIT if lit else UNLIT), 0.8 * lit
                )
                there = 1.0 if number < min(stood, stands) else part if number < stands else 1 - part
                if number >= max(stood, stands) or there <= 0.02:
                    continue
                x, y = queue_place(shop, number)
                tall = (1.42 + 0.16 * ((5 * number + 3 * shop) % 4)) * (0.4 + 0.6 * there)
                coat = self.colour(COATS[(number * 5 + shop * 2) % len(COATS)])
                people.add((x, y - FAR_M * (1 - there), 0.02), tall, coat, 0.12)
        people.show_in(self._people)
        windows.show_in(self._windows)

    # ---- prices

    def _price(self, state: State, part: float) -> None:
        """A tag on each pole at the height of its price, with a bar up from the starting height."""
        tags, numbers = InstanceList(), list[Lettering]()
        eased = part * part * (3 - 2 * part)
        shown = np.array(state.prices_before) * (1 - eased) + np.array(state.prices) * eased
        ratios = shown / max(float(np.mean(state.opening.prices)), 1e-6)
        base = float(tag_z(1.0))
        wide, deep, high = TAG_M
        for x, price, ratio in zip(SHOPS_X_M, shown, ratios, strict=True):
            z, at = float(tag_z(ratio)), float(x) + POLE_X_M
            colour = self.colour(DEARER if ratio > 1 + CLEAR else CHEAPER if ratio < 1 - CLEAR else GOLD)
            tags.add((at, POLE_Y_M - 0.2, z - high / 2), (wide, deep, high), colour, 0.45)
            low, top = min(base, z), max(base, z)
            tags.add((at, POLE_Y_M, low), (0.3, 0.14, max(top - low, 0.02)), colour, 0.6)
            numbers.append(
                Lettering(_tokens(float(price)), (at, POLE_Y_M - 0.3, z - 0.29), 0.58, "#2B2416", 0.05)
            )
        tags.show_in(self._tags)
        self._prices.show(numbers)

    def _inflate(self, state: State) -> None:
        """The price level as the balloon's size and number; gold at the start, coral above, green below."""
        level = state.level / state.opening.level
        self._radius_m = radius = balloon_radius(level)
        x, y, z = BALLOON_M
        colour = self.colour(DEARER if level > 1 + CLEAR else CHEAPER if level < 1 - CLEAR else GOLD)
        self._balloon.set([(x, y, z)], None, np.array([(radius, radius * 0.9, radius)]), colour, 0.4)
        basket = InstanceList()
        foot = z - radius - 1.0
        basket.add((x, y, foot), (0.95, 0.8, 0.55), self.colour("#8A5A2B"), 0.1)
        basket.add((x, y, foot + 0.55), (0.75, 0.6, 0.14), self.colour(GOLD), 0.6)
        for aside in (-0.4, 0.4):
            basket.add((x + aside, y, foot + 0.5), (0.06, 0.06, 0.85), self.colour(INK))
        basket.show_in(self._basket)
        size = 0.62 * radius
        place = (x, y - radius * 0.92, z - size / 2)
        self._level.show([Lettering(f"×{min(level, 99.9):.1f}", place, size, "#2B2416", 0.05)])

    # ---- moving parts

    def _carry(self, exhibit: SevenShops, state: State, now: float) -> None:
        """Suitcases fly to the shops that need them, and the ground before those shops takes their colour."""
        for name in CASES:
            strength: Strength = getattr(state, name)
            wanted = getattr(exhibit, name)
            end = np.array(case_place(name, wanted))
            part = 1.0
            if strength.at == wanted:
                part = float(np.clip((now - strength.tick) / FLIGHT_STEPS, 0, 1))
            start = np.array(case_place(name, strength.came_from))
            eased = 1 - (1 - part) ** 3
            at = start + (end - start) * eased
            at[2] += 1.5 * np.sin(np.pi * eased)
            self._cases[name].set_pos(*map(float, at))
        if self._changed("cases", (exhibit.technology, exhibit.business, exhibit.tap, exhibit.drain)):
            marks = InstanceList()
            for name in CASES:
                place = getattr(exhibit, name)
                if place in NAMES:
                    x = float(SHOPS_X_M[NAMES.index(place)])
                    half = 0.5 if exhibit.technology == exhibit.business else 1.0
                    aside = {"technology": -1, "business": 1}[name] * (1 - half) * PITCH_M / 2
                    size = (half * (PITCH_M - 0.3), 2.4, 0.05)
                    marks.add((x + aside, -1.75, 0.01), size, self.colour(CASE_COLOURS[name]), 0.55)
            turns = {"tap": exhibit.tap, "drain": exhibit.drain}
            for name, number in LAMPS:
                lit = number < turns[name]
                marks.add(
                    lamp_place(name, number),
                    (0.5, 0.16, 0.5),
                    self.colour("#5CE08A" if lit else "#39414A"),
                    0.9 * lit,
                )
            marks.show_in(self._marks)

    def _turn(self, exhibit: SevenShops) -> None:
        """A valve's wheel turns a quarter for each step, and lies back when shut."""
        angles = np.radians([45.0 + 60.0 * turns for turns in (exhibit.tap, exhibit.drain)])
        turned = [((np.cos(a), 0, np.sin(a)), (0, 1, 0), (-np.sin(a), 0, np.cos(a))) for a in angles]
        self._wheels.set([WHEEL_M["tap"], WHEEL_M["drain"]], np.array(turned, np.float32))

    def _rains(self, state: State) -> bool:
        return state.rain_tick >= 0 and state.ticks - state.rain_tick < RAIN_STEPS

    def _fly(self, exhibit: SevenShops, state: State, now: float, part: float) -> None:
        """Coins from the tap to every shop, from every shop to the drain, and from the sky over the street."""
        places, sizes = list[Floats](), list[float]()
        shops = np.column_stack([SHOPS_X_M - 0.4, np.full(len(NAMES), -0.3), np.full(len(NAMES), 1.4)])
        drain = np.array((DRAIN_X_M, SIDE_Y_M, 1.4))
        for turns, out in ((exhibit.tap, True), (exhibit.drain, False)):
            for shop in shops if turns else ():
                start, end = (np.array(SPOUT_M), shop) if out else (shop, drain)
                at = start * (1 - part) + end * part
                at[2] += 0.16 * abs(float(end[0] - start[0])) * 4 * part * (1 - part)
                places.append(at)
                sizes.append(COIN_M * (0.9 + 0.4 * turns))
        for number in range(4 * exhibit.tap):  # a stream under the spout
            fallen = (now / 12 + number / (4 * exhibit.tap)) % 1.0
            x, y, z = SPOUT_M
            places.append(np.array((x + 0.1 * np.sin(5 * number), y - 0.1, z - 0.5 - fallen * 1.1)))
            sizes.append(COIN_M)
        if self._rains(state):
            places += _rain((now - state.rain_tick) / RAIN_STEPS)
            sizes += [COIN_M * 1.15] * DROPS
        at = np.array(places).reshape(-1, 3)
        self._coins.set(at, None, np.array(sizes), self.colour(GOLD), 0.7)


def _rain(part: float) -> list[Floats]:
    """Coins that fall on the whole street, each at its own time; before and after its fall a coin is under the ground."""
    number = np.arange(DROPS)
    x = (number * 0.618 % 1 - 0.5) * 36.0
    y = -2.9 + 2.6 * (number * 0.414 % 1)
    fallen = np.clip(2.2 * part - 1.2 * (number * 0.755 % 1), 0, 1)
    z = np.where((fallen > 0) & (fallen < 1), 11.0 - 10.6 * fallen * fallen, -0.6)
    return list(np.column_stack([x, y, z]))


def _tokens(price: float) -> str:
    """A price as text for a tag, which has room for four digits."""
    if price >= MOST_ON_TAG:
        return f"{MOST_ON_TAG}+"
    return f"{price:.0f}" if price >= 9.95 else f"{price:.1f}"
