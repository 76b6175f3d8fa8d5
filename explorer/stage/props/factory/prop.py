"""Three plants in rows, a pile of coins for each, the twin's picture on its rail, and forty days on a board behind them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.factory.brain import DECIDES_EVERY_MIN
from ....exhibits.factory.calendar import DAYS
from ....exhibits.factory.exhibit import FactoryBrain
from ....exhibits.factory.shop import MACHINES, Rule
from ....exhibits.factory.state import State
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.letters import Lettering, Letters
from ...primitives.meshes import box, cylinder
from ...primitives.palette import CYAN, INK, OAK, PAPER
from ..line.layout import cross
from ..prop import Box, Changes, Prop
from .layout import (
    BAR_STEP_M,
    BARS_LEFT_M,
    BELL_M,
    BOARD_HIGH_M,
    BOARD_LEFT_M,
    BOARD_RIGHT_M,
    BOARD_Y_M,
    BOARD_Z_M,
    CABLE_X_M,
    CABLE_Y_M,
    CABLE_Z_M,
    COIN_HIGH_M,
    COIN_MONEY,
    COIN_RADIUS_M,
    COIN_X_M,
    CORAL,
    CRATE_M,
    GOLD,
    GREEN,
    MACHINE_M,
    MACHINE_X_M,
    MONEY_A_M,
    MOST_BAR_M,
    MOST_COINS,
    NUMBER_COLOURS,
    PLANTS,
    RAIL_Y_M,
    RED,
    ROW_Y_M,
    SCREEN_M,
    TICKS_MIN,
    bar_x,
    board_z,
    hall,
    rail_x,
)
from .plant import orders_shown

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
                colour = RED if late else CORAL if rush else OAK
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
                colour = RED if down else GREEN if busy else "#6B7480"
                fronts.add((x, y, 0.75), (1.7, 0.1, 0.95), self.colour(colour), 0.75 if down or busy else 0.1)
                if down:
                    crosses.append((x, y - 0.3, MACHINE_M[2] + 0.7))
        if self._changed("machines", tuple(looks)):
            fronts.show_in(self._machines)
            self._crosses.set(np.array(crosses).reshape(-1, 3), None, 1.2, self.colour(RED), 0.9)

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
                coins.add((x + aside, y, PILE_HIGH_M + coin * COIN_HIGH_M), 1.0, self.colour(GOLD), 0.22)
            if calendar.days:
                place = (x, y - 2.04, 0.18)
                numbers.append(Lettering(f"{mean:,.0f}", place, 1.05, NUMBER_COLOURS[plant], 0.25))
        coins.show_in(self._coins)
        bars = InstanceList()
        for day, lead in enumerate(calendar.leads):
            self._bar(bars, day, lead, self.colour(GREEN if lead > 0 else RED), 0.5, 0.62, 0.0)
        if calendar.days > 1:
            wide, middle = DAYS * BAR_STEP_M, BARS_LEFT_M + DAYS * BAR_STEP_M / 2
            level = board_z() + _metres(calendar.lead)
            band = 2 * min(calendar.half_width / MONEY_A_M, MOST_BAR_M)
            shade = self.colour("#4A5562")
            bars.add((middle, BOARD_Y_M + 0.06, level - band / 2), (wide, 0.04, band), shade, 0.25)
            bars.add((middle, BOARD_Y_M - 0.25, level - 0.07), (wide, 0.1, 0.14), self.colour(GOLD), 0.9)
            sign = "+" if calendar.lead >= 0 else "-"
            colour = (PAPER, "#7CE0A0", "#FF8A7A")[calendar.verdict]
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
            colour = self.colour(RED if down else "#2A5360" if fresh else "#8D999C")
            rows.add((x - 1.2 + 0.8 * machine, RAIL_Y_M - 0.26, 0.5), (0.5, 0.06, bar_m), colour, 0.3)
        if not fresh:  # the origin of the picture
            far = rail_x(0.0)
            rows.add(((x + far) / 2, RAIL_Y_M, 0.32), (far - x, 0.3, 0.12), self.colour(RED), 0.5)
        rows.show_in(self._screen)

    def _plug(self, joined: bool) -> None:
        """The cable from the orders to the machines; unplugged, its end hangs loose and red."""
        left, right = CABLE_X_M[0] + 0.9, CABLE_X_M[1] - 0.6
        rows = InstanceList()
        if joined:
            middle = ((left + right) / 2, CABLE_Y_M - 0.2, CABLE_Z_M)
            rows.add(middle, (right - left, 0.3, 0.3), self.colour(CYAN), 0.9)
        else:
            rows.add((left + 0.4, CABLE_Y_M - 0.2, CABLE_Z_M), (0.8, 0.3, 0.3), self.colour(RED), 0.8)
            rows.add(
                (left + 0.75, CABLE_Y_M - 0.2, CABLE_Z_M - 0.8), (0.34, 0.34, 1.0), self.colour(RED), 0.8
            )
        rows.show_in(self._cable)


def _metres(money: float) -> float:
    """Distance of an amount from the line of equal money."""
    return float(np.clip(money / MONEY_A_M, -MOST_BAR_M, MOST_BAR_M))
