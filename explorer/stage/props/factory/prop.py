"""Three plants in rows, a pile of coins for each, the twin's picture on its rail, and forty days on a board behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.factory.brain import DECIDES_EVERY_MIN
from ....exhibits.factory.calendar import DAYS, State
from ....exhibits.factory.exhibit import FactoryBrain
from ....exhibits.factory.shop import MACHINES, Order, Plant, Rule, priority
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.letters import Lettering, Letters
from ...primitives.meshes import Mesh, box, cylinder, joined
from ...primitives.palette import (
    BETTER,
    BLUE,
    BLUE_DARK,
    CREAM,
    CYAN,
    GOLD,
    INK,
    IRON,
    LEAF,
    LEMON,
    OAK,
    PAPER,
    PAPER_2,
    POPPY,
    STEEL_DIM,
    WORSE,
)
from ..line.layout import cross
from ..prop import Box, Changes, Prop

CORAL, WATER = "#EE6C4D", "#7FC4D6"
PLANTS = ("habit", "rule", "twin")
COLOURS = {"habit": STEEL_DIM, "rule": BLUE, "twin": GOLD}
NUMBER_COLOURS = {"habit": IRON, "rule": BLUE_DARK, "twin": "#8A5A00"}

ROW_Y_M = {"habit": 4.4, "rule": 0.0, "twin": -4.4}
MACHINE_X_M = tuple(-16.6 + 7.0 * machine for machine in range(MACHINES))
MACHINE_M = (3.0, 2.0, 2.0)
ROW_WIDE_M, ROW_DEEP_M, ROW_X_M = 28.6, 3.2, -7.4
CRATE_M, CRATES_WIDE, CRATES_DEEP, MOST_CRATES = 0.74, 2, 3, 30
"""Orders wait in crates left of their machine: two wide, three deep, layer on layer."""

COIN_X_M = {"habit": 10.8, "rule": 14.8, "twin": 18.8}
COIN_MONEY, COIN_HIGH_M, COIN_RADIUS_M, MOST_COINS = 400.0, 0.145, 1.45, 36

BOARD_Y_M, BOARD_Z_M, BOARD_HIGH_M = 7.2, 3.3, 3.8
BOARD_LEFT_M, BOARD_RIGHT_M = -21.0, 21.0
BARS_LEFT_M, BAR_STEP_M = -12.6, 0.78
MONEY_A_M, MOST_BAR_M = 1000.0, 1.75
"""Money per day for a metre on the board, and the length at which bars are cut."""

RAIL_Y_M, NOW_X_M, RAIL_M_A_MIN = -9.4, 3.8, 0.33
TICKS_MIN = (0, 15, 30, 45, 60)
SCREEN_M = (4.0, 0.3, 2.9)
BELL_M = (9.6, -9.0)
CABLE_X_M = (-23.6, -20.2)
CABLE_Y_M, CABLE_Z_M = -4.6, 1.1


def crate_at(plant: str, machine: int, number: int) -> tuple[float, float, float]:
    """Position of a waiting order: the next to be taken is in front at the foot."""
    layer, rest = divmod(number, CRATES_WIDE * CRATES_DEEP)
    row, column = divmod(rest, CRATES_WIDE)
    x = MACHINE_X_M[machine] - MACHINE_M[0] / 2 - 0.55 - column * CRATE_M
    return x, ROW_Y_M[plant] + (row - 1) * CRATE_M, 0.1 + layer * CRATE_M


def rail_x(age_min: float) -> float:
    """Position on the rail of a picture of this age; fresh ones on the right."""
    return NOW_X_M - RAIL_M_A_MIN * age_min


def bar_x(day: int) -> float:
    """Position of a day's bar on the board."""
    return BARS_LEFT_M + (day + 0.5) * BAR_STEP_M


def board_z() -> float:
    """Height of the line of equal money."""
    return BOARD_Z_M + BOARD_HIGH_M / 2


def hall() -> Mesh:
    """Three rows of machines, the feet of the piles, the board, the rail and the bell."""
    meshes: list[Mesh] = []
    for plant in PLANTS:
        y, colour = ROW_Y_M[plant], COLOURS[plant]
        meshes.append(box(ROW_WIDE_M, ROW_DEEP_M, 0.08).moved(ROW_X_M, y).painted(PAPER_2, 0.04))
        meshes.append(box(ROW_WIDE_M, 0.22, 0.12).moved(ROW_X_M, y - ROW_DEEP_M / 2).painted(colour, 0.2))
        meshes.append(box(0.5, ROW_DEEP_M, 0.3).moved(ROW_X_M - ROW_WIDE_M / 2, y).painted(colour, 0.35))
        for x in MACHINE_X_M:
            wide, deep, high = MACHINE_M
            meshes += [
                box(wide, deep, high).moved(x, y, 0.08).painted(PAPER, 0.06),
                box(wide + 0.2, deep + 0.2, 0.32).moved(x, y, high + 0.02).painted(colour, 0.2),
                box(wide + 0.1, deep + 0.1, 0.25).moved(x, y, 0.08).painted(INK),
            ]
        x = COIN_X_M[plant]
        meshes.append(box(4.0, 0.1, 1.35).moved(x, y - 1.95, 0.02).painted(CREAM, 0.25))
        meshes.append(cylinder(COIN_RADIUS_M + 0.35, 0.3, 22).moved(x, y).painted(OAK))
        meshes.append(cylinder(COIN_RADIUS_M + 0.4, 0.1, 22).moved(x, y, 0.24).painted(colour, 0.2))
    middle, wide = (BOARD_LEFT_M + BOARD_RIGHT_M) / 2, BOARD_RIGHT_M - BOARD_LEFT_M
    meshes += [
        box(wide + 0.6, 0.2, BOARD_HIGH_M + 0.5).moved(middle, BOARD_Y_M + 0.2, BOARD_Z_M - 0.25).painted("#2A3038"),
        box(0.5, 0.4, BOARD_Z_M).moved(BOARD_LEFT_M + 2, BOARD_Y_M + 0.3).painted(INK),
        box(0.5, 0.4, BOARD_Z_M).moved(BOARD_RIGHT_M - 2, BOARD_Y_M + 0.3).painted(INK),
        box(40 * BAR_STEP_M + 0.4, 0.08, 0.08)
        .moved(BARS_LEFT_M + 20 * BAR_STEP_M, BOARD_Y_M - 0.02, board_z() - 0.04)
        .painted(PAPER, 0.7),
    ]  # fmt: skip
    long = RAIL_M_A_MIN * 60
    meshes.append(box(long + 4.6, 2.2, 0.12).moved(NOW_X_M - long / 2, RAIL_Y_M).painted(WATER, 0.1))
    meshes.append(box(long + 1.0, 0.16, 0.2).moved(NOW_X_M - long / 2, RAIL_Y_M).painted(INK))
    meshes += [
        box(0.16, 0.7, 0.14).moved(rail_x(minute), RAIL_Y_M - 1.3).painted(INK) for minute in TICKS_MIN
    ]
    x, y = BELL_M
    meshes += [
        cylinder(0.3, 1.4, 8).moved(x, y).painted(INK),
        cylinder(0.95, 0.9, 14, top=0.35).moved(x, y, 1.3).painted(LEMON, 0.25),
        cylinder(0.16, 0.3, 8).moved(x, y, 2.2).painted(INK),
    ]
    meshes.append(box(1.9, 1.6, 2.2).moved(CABLE_X_M[0], CABLE_Y_M).painted(IRON))
    meshes += [
        box(1.4, 0.06, 0.24).moved(CABLE_X_M[0], CABLE_Y_M - 0.82, 0.6 + 0.5 * row).painted(CORAL, 0.5)
        for row in range(3)
    ]
    meshes.append(box(1.3, 1.2, 1.5).moved(CABLE_X_M[1], CABLE_Y_M).painted(IRON))
    return joined(meshes)


class Shown(NamedTuple):
    """An order: its place, and whether it is a rush order or late."""

    place: tuple[float, float, float]
    rush: bool
    late: bool


def orders_shown(name: str, plant: Plant, orders: Sequence[Order], rule: Rule, now_min: float) -> list[Shown]:
    """Every order in a plant, waiting ones in the order in which its rule would take them."""
    found = []
    for machine in range(MACHINES):
        number = plant.working_on[machine]
        if number is not None:
            order = orders[number]
            minutes = order.route[plant.done_operations[number]][1]
            done = min(max(1 - (plant.ends_min[machine] - now_min) / minutes, 0.0), 1.0)
            x = MACHINE_X_M[machine] + (done - 0.5) * (MACHINE_M[0] - 0.7)
            found.append(_shown((x, ROW_Y_M[name], MACHINE_M[2] + 0.34), order, now_min))

        def urgency(entry: tuple[float, int]) -> float:
            came_min, waiting = entry
            return priority(rule, orders[waiting], plant.done_operations[waiting], came_min, now_min)

        for place, (_, waiting) in enumerate(sorted(plant.queues[machine], key=urgency)[:MOST_CRATES]):
            found.append(_shown(crate_at(name, machine, place), orders[waiting], now_min))
    return found


def _shown(place: tuple[float, float, float], order: Order, now_min: float) -> Shown:
    return Shown(place, order.rush, now_min > order.due_min)


MOST_ORDERS = 180
STALE = "#C9D2D4"
PILE_HIGH_M = 0.35


class FactoryProp(Prop):
    """Grey habit, blue rule and the golden twin get the same orders; the money each earns in a day is its pile."""

    kind = "factory"
    sky, lamps, sun = 1.35, 0.8, 0.8

    def build(self) -> None:
        self._crates = self.add(Instances("crates", box(), MOST_ORDERS))
        self._coins = self.add(
            Instances("coins", cylinder(COIN_RADIUS_M, COIN_HIGH_M * 0.86, 10), 3 * MOST_COINS)
        )
        self._machines = self.add(Instances("machines", box(), 3 * MACHINES))
        self._crosses = self.add(Instances("crosses", cross(), 3 * MACHINES))
        self._bars = self.add(Instances("bars", box(), 2 * DAYS + 4))
        self._screen = self.add(Instances("screen", box(), 12))
        self._cable = self.add(Instances("cable", box(), 6))
        self._money, self._numbers = self.add(Letters("money")), self.add(Letters("ticks"))
        self.add(static_node("hall", hall()))
        self._numbers.show(
            Lettering(str(minute), (rail_x(minute), RAIL_Y_M - 2.0, 0.1), 0.85, INK, 0.1)
            for minute in TICKS_MIN[::2]
        )
        self._age_min = 0.0
        self._pile_tops_m = dict.fromkeys(PLANTS, PILE_HIGH_M)
        self._changed = Changes()

    def show(self, exhibit: FactoryBrain, state: State, time_s: float) -> None:
        later_min = float(np.clip(time_s - state.ticks * STEP_S, 0, STEP_S)) * exhibit.speed
        now_min = state.twin.time_min + later_min
        self._age_min = exhibit.age
        if self._changed("crates", (state.plants, state.chosen, round(now_min, 2))):
            self._stack(state, now_min)
        self._down(state, now_min)
        if self._changed("calendar", (state.calendar.settings, state.calendar.days, state.calendar.before)):
            self._count(state)
        if self._changed("screen", (exhibit.age, state.picture_age_min, state.next_decision_min)):
            self._look(exhibit, state)
        if self._changed("cable", exhibit.joined):
            self._plug(exhibit.joined)

    def boxes(self) -> Mapping[str, Box]:
        found, (wide, deep, high) = {}, MACHINE_M
        for machine, x in enumerate(MACHINE_X_M):
            y = ROW_Y_M["twin"]
            found[f"machine_{machine + 1}"] = Box(
                (x - wide / 2, y - deep / 2 - 0.1, 0), (x + wide / 2, y + deep / 2, high + 1.2)
            )
        for plant in PLANTS:
            x, y = COIN_X_M[plant], ROW_Y_M[plant]
            found[plant] = Box((x - 1.8, y - 1.8, 0.0), (x + 1.8, y + 1.8, self._pile_tops_m[plant]))
        x = rail_x(self._age_min)
        found["screen"] = Box((x - 2.1, RAIL_Y_M - 0.6, 0.1), (x + 2.1, RAIL_Y_M + 0.5, 3.2))
        found["bell"] = Box((BELL_M[0] - 1.1, BELL_M[1] - 1.1, 0), (BELL_M[0] + 1.1, BELL_M[1] + 1.1, 2.6))
        found["cable"] = Box(
            (CABLE_X_M[0] - 1.0, CABLE_Y_M - 0.9, 0), (CABLE_X_M[1] + 0.7, CABLE_Y_M + 0.9, 2.3)
        )
        found["calendar"] = Box(
            (BOARD_LEFT_M, BOARD_Y_M - 0.3, BOARD_Z_M),
            (BOARD_RIGHT_M, BOARD_Y_M + 0.3, BOARD_Z_M + BOARD_HIGH_M),
        )
        return found

    # ---- the day shown

    def _stack(self, state: State, now_min: float) -> None:
        """A crate for each order: rush orders are coral with a glow, late ones red."""
        crates = InstanceList()
        rules: tuple[Rule, Rule, Rule] = ("fifo", "shortest", state.chosen)
        for name, plant, rule in zip(PLANTS, state.plants, rules, strict=True):
            for place, rush, late in orders_shown(name, plant, state.orders, rule, now_min):
                colour = POPPY if late else CORAL if rush else OAK
                crates.add(place, CRATE_M * 0.86, self.colour(colour), 0.45 if rush else 0.25 * late)
        crates.show_in(self._crates)

    def _down(self, state: State, now_min: float) -> None:
        """The front of each machine: green at work, dark when idle, red when down, with a cross over it."""
        fronts, crosses = InstanceList(), []
        looks = []
        for name, plant in zip(PLANTS, state.plants, strict=True):
            for machine, x in enumerate(MACHINE_X_M):
                down = plant.down_until_min[machine] > now_min
                busy = plant.working_on[machine] is not None
                looks.append((down, busy))
                y = ROW_Y_M[name] - MACHINE_M[1] / 2 - 0.06
                colour = POPPY if down else LEAF if busy else "#6B7480"
                fronts.add((x, y, 0.75), (1.7, 0.1, 0.95), self.colour(colour), 0.75 if down or busy else 0.1)
                if down:
                    crosses.append((x, y - 0.3, MACHINE_M[2] + 0.7))
        if self._changed("machines", tuple(looks)):
            fronts.show_in(self._machines)
            self._crosses.set(np.array(crosses).reshape(-1, 3), None, 1.2, self.colour(POPPY), 0.9)

    # ---- money

    def _count(self, state: State) -> None:
        """Piles and their numbers; a bar for each day's lead, and across them the mean with its interval."""
        calendar = state.calendar
        coins, numbers = InstanceList(), list[Lettering]()
        for plant, mean in zip(PLANTS, calendar.means, strict=True):
            x, y = COIN_X_M[plant], ROW_Y_M[plant]
            count = min(round(mean / COIN_MONEY), MOST_COINS)
            self._pile_tops_m[plant] = PILE_HIGH_M + count * COIN_HIGH_M
            for coin in range(count):
                aside = 0.05 * np.sin(coin * 2.4)
                coins.add((x + aside, y, PILE_HIGH_M + coin * COIN_HIGH_M), 1.0, self.colour(LEMON), 0.22)
            if calendar.days:
                place = (x, y - 2.04, 0.18)
                numbers.append(Lettering(f"{mean:,.0f}", place, 1.05, NUMBER_COLOURS[plant], 0.25))
        coins.show_in(self._coins)
        bars = InstanceList()
        for day, lead in enumerate(calendar.leads):
            self._bar(bars, day, lead, self.colour(LEAF if lead > 0 else POPPY), 0.5, 0.62, 0.0)
        if calendar.days > 1:
            wide, middle = DAYS * BAR_STEP_M, BARS_LEFT_M + DAYS * BAR_STEP_M / 2
            level = board_z() + _metres(calendar.lead)
            band = 2 * min(calendar.half_width / MONEY_A_M, MOST_BAR_M)
            shade = self.colour("#4A5562")
            bars.add((middle, BOARD_Y_M + 0.06, level - band / 2), (wide, 0.04, band), shade, 0.25)
            bars.add((middle, BOARD_Y_M - 0.25, level - 0.07), (wide, 0.1, 0.14), self.colour(LEMON), 0.9)
            sign = "+" if calendar.lead >= 0 else "-"
            colour = (PAPER, BETTER, WORSE)[calendar.verdict]
            place = ((BOARD_LEFT_M + BARS_LEFT_M) / 2, BOARD_Y_M - 0.1, board_z() - 0.85)
            numbers.append(Lettering(f"{sign}{abs(calendar.lead):.0f}", place, 1.9, colour, 0.85))
        bars.show_in(self._bars)
        self._money.show(numbers)

    def _bar(
        self,
        bars: InstanceList,
        day: int,
        money: float,
        colour: object,
        glow: float,
        share: float,
        y_m: float,
    ) -> None:
        high = max(abs(_metres(money)), 0.06)
        foot = board_z() if money > 0 else board_z() - high
        bars.add((bar_x(day), BOARD_Y_M - 0.08 - y_m, foot), (BAR_STEP_M * share, 0.12, high), colour, glow)  # type: ignore[arg-type]

    # ---- information

    def _look(self, exhibit: FactoryBrain, state: State) -> None:
        """The twin's picture at its age on the rail: bars as high as the queues in it; an old one is grey."""
        decided_min = state.next_decision_min - DECIDES_EVERY_MIN
        wanted_min = decided_min - exhibit.age
        old_enough = [picture for picture in state.history if picture.time_min <= wanted_min + 1e-9]
        picture = (old_enough or state.history or (state.twin,))[-1 if old_enough else 0]
        x, fresh = rail_x(exhibit.age), exhibit.age < DECIDES_EVERY_MIN
        wide, deep, high = SCREEN_M
        rows = InstanceList()
        rows.add((x, RAIL_Y_M, 0.2), (wide, deep, high), self.colour("#2A3038" if fresh else "#7F8A8E"))
        face = self.colour(CYAN if fresh else STALE)
        rows.add((x, RAIL_Y_M - 0.2, 0.45), (wide - 0.5, 0.06, high - 0.5), face, 0.8 if fresh else 0.15)
        for machine in range(MACHINES):
            waiting = min(len(picture.queues[machine]), 12)
            bar_m = 0.12 + 0.15 * waiting
            down = picture.down_until_min[machine] > picture.time_min
            colour = self.colour(POPPY if down else "#2A5360" if fresh else "#8D999C")
            rows.add((x - 1.2 + 0.8 * machine, RAIL_Y_M - 0.26, 0.5), (0.5, 0.06, bar_m), colour, 0.3)
        if not fresh:  # the origin of the picture
            far = rail_x(0.0)
            rows.add(((x + far) / 2, RAIL_Y_M, 0.32), (far - x, 0.3, 0.12), self.colour(POPPY), 0.5)
        rows.show_in(self._screen)

    def _plug(self, joined: bool) -> None:
        """The cable from the orders to the machines; unplugged, its end hangs loose and red."""
        left, right = CABLE_X_M[0] + 0.9, CABLE_X_M[1] - 0.6
        rows = InstanceList()
        if joined:
            middle = ((left + right) / 2, CABLE_Y_M - 0.2, CABLE_Z_M)
            rows.add(middle, (right - left, 0.3, 0.3), self.colour(CYAN), 0.9)
        else:
            rows.add((left + 0.4, CABLE_Y_M - 0.2, CABLE_Z_M), (0.8, 0.3, 0.3), self.colour(POPPY), 0.8)
            rows.add(
                (left + 0.75, CABLE_Y_M - 0.2, CABLE_Z_M - 0.8), (0.34, 0.34, 1.0), self.colour(POPPY), 0.8
            )
        rows.show_in(self._cable)


def _metres(money: float) -> float:
    """Distance of an amount from the line of equal money."""
    return float(np.clip(money / MONEY_A_M, -MOST_BAR_M, MOST_BAR_M))
