"""The factory: orders before four machines, pictures on the river of information, money, and a fan of futures."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.factory.brain import DECIDES_EVERY_MIN
from ....exhibits.factory.exhibit import BREAKDOWN_AT_MIN, REPAIR_MIN, FactoryBrain
from ....exhibits.factory.shop import DAY_MIN, MACHINES, RULES
from ....exhibits.factory.state import State
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import box, cylinder, joined, spans
from ..line.layout import cross
from ..prop import Box, Changes, Prop
from .layout import (
    AMBER,
    BRIDGE_Z_M,
    COIN_HIGH_M,
    COIN_MONEY,
    COIN_X_M,
    COIN_Y_M,
    COIN_Z_M,
    CYAN,
    DAY_HALF_M,
    DAY_Y_M,
    DOCK,
    DONE_X_M,
    DONE_Y_M,
    FAN_HIGH_M,
    FAN_POINTS,
    FAN_X_M,
    FAN_Y_M,
    FAN_Z_M,
    GOLD,
    GREEN,
    INK,
    LEAD_MONEY,
    LEAD_X_M,
    LEAD_Z_M,
    MACHINE_Y_M,
    MOST_COINS,
    MOST_DONE,
    MOST_LEAD,
    NOW_X_M,
    OAK,
    PAPER,
    PICTURES_Y_M,
    PROGRAM_X_M,
    PROGRAM_Y_M,
    PROGRAM_Z_M,
    RED,
    RULE_COLOURS,
    RULE_HIGH_M,
    RULE_USED_HIGH_M,
    RULE_Y_M,
    STEEL,
    TABLE_Z_M,
    hall,
    machine_x,
    picture_x,
    rule_mesh,
    rule_x,
)
from .plant import fan, orders_shown

Row = tuple[tuple[float, float, float], tuple[float, float, float], str, float]
"""A box: place, size, colour, glow."""


class FactoryProp(Prop):
    """Goods, money and information: three rivers over one floor, and above them what might come."""

    kind = "factory"
    sky, lamps, sun = 1.35, 0.8, 0.8

    def build(self) -> None:
        lid = box(1.02, 0.24, 1.02).moved(z=-0.01).painted("#FFF3E0")
        self._orders = Instances("orders", joined([box(), lid]), 160)
        self._done = Instances("done", box(0.5, 0.5, 0.4), MOST_DONE)
        self._coins = Instances("coins", cylinder(1.1, COIN_HIGH_M * 0.86, 10), 2 * MOST_COINS + MOST_LEAD)
        self._fan = Instances("fan", box(), len(RULES) * (FAN_POINTS - 1))
        self._ends = Instances("ends", box(0.8, 0.5, 0.8).moved(z=-0.4), len(RULES))
        self._pictures = Instances("pictures", box(), 40)
        self._machines = Instances("machines", box(), 40)
        self._crosses = Instances("crosses", cross(), MACHINES + 1)
        self._office = Instances("office", box(), 32)
        self._day = Instances("day", box(), 12)
        self._signs = [Instances(rule, rule_mesh(number), 1) for number, rule in enumerate(RULES)]
        static_node("hall", hall(self.accent.day)).reparent_to(self.root)
        for instances in (
            self._orders, self._done, self._coins, self._fan, self._ends, self._pictures, self._machines,
            self._crosses, self._office, self._day, *self._signs,
        ):  # fmt: skip
            instances.path.reparent_to(self.root)
        self._changed = Changes()

    def show(self, exhibit: FactoryBrain, state: State, time_s: float) -> None:
        later_min = float(np.clip(time_s - state.ticks * STEP_S, 0, STEP_S)) * exhibit.speed
        now_min = state.plant.time_min + later_min
        self._goods(state, now_min)
        self._down(state, now_min)
        self._pass_day(exhibit, now_min)
        if self._changed("money", (state.plant.cash, state.rival.cash)):
            self._count(state.plant.cash, state.rival.cash)
        if self._changed("done", (state.plant.finished, state.plant.late)):
            self._pile(state.plant.finished, state.plant.late)
        if self._changed("fan", (state.futures, state.rule)):
            self._foresee(state)
        if self._changed(
            "pictures", (exhibit, state.history, state.picture_age_min, state.next_decision_min)
        ):
            self._remember(exhibit, state)
        if self._changed("office", (exhibit, state.rule)):
            self._decide(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        found = {}
        for machine in range(MACHINES):
            x = float(machine_x(machine))
            found[f"machine_{machine + 1}"] = Box(
                (x - 3.0, MACHINE_Y_M - 1.3, 0), (x + 3.0, MACHINE_Y_M + 1.6, 3.3)
            )
        for number, rule in enumerate(RULES):
            x = rule_x(number)
            found[f"rule_{rule}"] = Box(
                (x - 1.2, RULE_Y_M - 0.8, 0), (x + 1.2, RULE_Y_M + 0.8, RULE_USED_HIGH_M + 1.9)
            )
        west, east = PROGRAM_X_M[0] - 1.3, PROGRAM_X_M[-1] + 1.3
        found["programs"] = Box(
            (west, PROGRAM_Y_M - 1, PROGRAM_Z_M - 0.7), (east, PROGRAM_Y_M + 1, PROGRAM_Z_M + 1.8)
        )
        high = COIN_Z_M + MOST_COINS * COIN_HIGH_M
        found["money"] = Box(
            (COIN_X_M[0] - 1.4, COIN_Y_M - 1.4, 0), (LEAD_X_M + 1.4, COIN_Y_M + 1.4, min(high, 7.6))
        )
        found["pictures"] = Box(
            (float(picture_x(130)), PICTURES_Y_M - 0.9, 0), (NOW_X_M + 0.8, PICTURES_Y_M + 0.9, 2.6)
        )
        found["futures"] = Box(
            (FAN_X_M - 0.6, FAN_Y_M - 0.6, FAN_Z_M - 0.4),
            (-FAN_X_M + 0.6, FAN_Y_M + 0.3, FAN_Z_M + FAN_HIGH_M + 0.4),
        )
        return found

    def _fill(self, instances: Instances, rows: list[Row]) -> None:
        if not rows:
            return instances.set(np.zeros((0, 3)))
        positions, scales, colours, glow = zip(*rows, strict=True)
        return instances.set(positions, None, scales, [self.colour(colour) for colour in colours], glow)

    # ---- goods

    def _goods(self, state: State, now_min: float) -> None:
        """A box for each order, as high as its work here is long; rush orders glow, late ones are red."""
        rows: list[Row] = []
        for place, work_min, rush, late in orders_shown(state, now_min):
            wide = 1.08 if rush else 0.86
            colour = RED if late else self.accent.day if rush else OAK
            rows.append((place, (wide, wide, 0.22 + 0.11 * work_min), colour, 0.75 if rush else 0.3 * late))
        self._fill(self._orders, rows)

    def _down(self, state: State, now_min: float) -> None:
        """Lamps on the machines; over a broken one a cross, and a bar that grows until it is mended."""
        plant = state.plant
        broken = [until > now_min for until in plant.down_until_min]
        left = [max(0.0, 1 - (until - now_min) / REPAIR_MIN) for until in plant.down_until_min]
        working = [number is not None for number in plant.working_on]
        if not self._changed(
            "down", (broken, working, [round(share, 2) for share in left] if any(broken) else 0)
        ):
            return
        rows: list[Row] = []
        for machine in range(MACHINES):
            x, top = float(machine_x(machine)), BRIDGE_Z_M + 0.5
            high, colour = (0.9, GREEN) if working[machine] else (0.3, STEEL)
            if broken[machine]:
                high, colour = 0.5, RED
                rows.append(((x, MACHINE_Y_M - 1.18, 0.05), (5.6, 0.1, 1.05), RED, 0.4))
                rows.append(((x, MACHINE_Y_M + 0.7, TABLE_Z_M), (4.4, 0.1, 1.6), "#7A1F1A", 0.3))
                rows.append(((x, MACHINE_Y_M - 1.26, 0.35), (5.0, 0.1, 0.4), INK, 0.0))
                rows.append(
                    (
                        (x - 2.5 + 2.5 * left[machine], MACHINE_Y_M - 1.34, 0.38),
                        (5.0 * left[machine], 0.1, 0.34),
                        AMBER,
                        0.8,
                    )
                )
            rows.append(((x + 2.3, MACHINE_Y_M + 0.9, top), (0.5, 0.5, high), colour, 0.75))
        self._fill(self._machines, rows)
        at = [(float(machine_x(m)), MACHINE_Y_M - 0.6, 3.0) for m in range(MACHINES) if broken[m]]
        self._crosses.set(np.array(at).reshape(-1, 3), None, 1.5, self.colour(RED), 0.9)

    def _pile(self, finished: int, late: int) -> None:
        """Every order that has left, late ones red and in front."""
        number = np.arange(min(finished, MOST_DONE))
        at = np.column_stack(
            [
                DONE_X_M - 0.6 + 0.62 * (number % 12),
                DONE_Y_M - 3.6 + 0.6 * (number // 12 % 7),
                0.1 + 0.44 * (number // 84),
            ]
        )
        is_late = number < late
        colours = np.where(is_late[:, None], self.colour(RED), self.colour(GREEN))
        self._done.set(at, None, 1.0, colours, np.where(is_late, 0.5, 0.15))

    # ---- money

    def _count(self, cash: float, rival: float) -> None:
        """A coin for every 400: gold here, grey in the plant that takes the shortest first; debts are red.

        On the shelf a coin for every 100 that this plant is ahead; below it red ones for what it is behind.
        """
        positions, colours, scales = [], [], []
        for x, money, colour in zip(COIN_X_M, (cash, rival), (GOLD, "#B9BEC4"), strict=True):
            coins = min(abs(money) / COIN_MONEY, MOST_COINS)
            for number in range(int(np.ceil(coins))):
                positions.append((x, COIN_Y_M, COIN_Z_M + COIN_HIGH_M * number))
                scales.append((1.0, 1.0, min(1.0, coins - number)))
                colours.append(self.colour(RED if money < 0 else colour))
        lead = min(abs(cash - rival) / LEAD_MONEY, MOST_LEAD)
        for number in range(int(np.ceil(lead))):
            step = number if cash > rival else -number - 1.6
            positions.append((LEAD_X_M, COIN_Y_M, LEAD_Z_M + COIN_HIGH_M * step))
            scales.append((1.0, 1.0, min(1.0, lead - number)))
            colours.append(self.colour(GOLD if cash > rival else RED))
        if positions:
            self._coins.set(positions, None, scales, colours, 0.3)
        else:
            self._coins.set(np.zeros((0, 3)))

    # ---- information

    def _foresee(self, state: State) -> None:
        """The futures as lines of money over the next ninety minutes; the chosen one is thick and bright."""
        lines = fan(state.futures)
        if not lines:
            self._fan.set(np.zeros((0, 3)))
            self._ends.set(np.zeros((0, 3)))
            return
        starts = np.concatenate([line[:-1] for line in lines])
        ends = np.concatenate([line[1:] for line in lines])
        at, rotations, length = spans(starts, ends)
        rules = [future.rule for future in state.futures]
        chosen = np.array([rule == state.rule for rule in rules])
        own = np.array([self.colour(RULE_COLOURS[rule]) for rule in rules])
        thick = np.repeat(np.where(chosen, 0.42, 0.12), FAN_POINTS - 1)
        at[:, 1] -= np.repeat(np.where(chosen, 0.3, 0.0), FAN_POINTS - 1)
        size = np.column_stack([thick, thick, length * 1.02])
        each = FAN_POINTS - 1
        self._fan.set(
            at, rotations, size, np.repeat(own, each, axis=0), np.repeat(np.where(chosen, 0.9, 0.4), each)
        )
        tips = np.array([line[-1] for line in lines])
        self._ends.set(tips - (0, 0.3, 0), None, np.where(chosen, 1.3, 0.6), own, np.where(chosen, 0.95, 0.4))

    def _remember(self, exhibit: FactoryBrain, state: State) -> None:
        """A screen for each picture the twin has kept, laid out by its age; the one it last decided from is raised.

        The gate stands where the pictures should come from, as old as the information is set to be.
        """
        decided_min = state.next_decision_min - DECIDES_EVERY_MIN
        rows: list[Row] = []
        twin = exhibit.decider == "twin"
        for picture in state.history:
            age_min = decided_min - picture.time_min
            x = float(picture_x(age_min))
            used = twin and abs(age_min - state.picture_age_min) < 1e-6
            size = (2.3, 0.2, 1.9) if used else (1.5, 0.14, 0.95)
            rows.append(((x, PICTURES_Y_M, 0.0), size, CYAN if used else "#CDE9F0", 0.9 if used else 0.15))
        gate = float(picture_x(exhibit.age))
        colour = GREEN if exhibit.age < DECIDES_EVERY_MIN else AMBER if exhibit.age < 60 else RED
        for side in (-1, 1):
            rows.append(((gate + side * 1.5, PICTURES_Y_M, 0.0), (0.24, 0.3, 2.6), colour, 0.7))
        rows.append(((gate, PICTURES_Y_M, 2.4), (3.24, 0.3, 0.3), colour, 0.9))
        self._fill(self._pictures, rows)

    def _decide(self, exhibit: FactoryBrain, state: State) -> None:
        """The four rules on their pedestals, the one in use raised; and three programs on one bus, or not."""
        rows: list[Row] = []
        bus_y_m, bus_z_m = PROGRAM_Y_M - 0.9, PROGRAM_Z_M - 0.6
        for number, rule in enumerate(RULES):
            used = rule == state.rule
            high = RULE_USED_HIGH_M if used else RULE_HIGH_M
            x, colour = rule_x(number), RULE_COLOURS[rule]
            rows.append(((x, RULE_Y_M, 0), (1.5, 1.2, high), PAPER, 0.0))
            rows.append(((x, RULE_Y_M, high - 0.3), (1.56, 1.26, 0.3), colour, 0.9 if used else 0.1))
            by_hand = exhibit.decider == rule
            if by_hand:  # a person's hand holds it fast
                rows += [
                    ((x + side * 1.0, RULE_Y_M, 0), (0.3, 1.4, high + 0.7), INK, 0.0) for side in (-1, 1)
                ]
            self._signs[number].set(
                [(x, RULE_Y_M, high)], None, 1.35 if used else 0.9, self.colour(colour), 0.75 if used else 0.0
            )
        for number, x in enumerate(PROGRAM_X_M):
            cut = number == 0 and not exhibit.joined
            rows.append(((x, PROGRAM_Y_M, PROGRAM_Z_M), (2.4, 1.6, 1.7), "#4A525C", 0.0))
            rows += [
                (
                    (x, PROGRAM_Y_M - 0.82, PROGRAM_Z_M + 0.25 + 0.45 * row),
                    (1.9, 0.06, 0.26),
                    STEEL if cut else CYAN,
                    0.0 if cut else 0.8,
                )
                for row in range(number + 1)
            ]
            if not cut:
                rows.append(((x, bus_y_m, bus_z_m), (0.36, 0.3, 0.5), CYAN, 0.8))
        west = PROGRAM_X_M[0] if exhibit.joined else PROGRAM_X_M[1] - 1.0
        east = PROGRAM_X_M[-1]
        rows.append((((west + east) / 2, bus_y_m, bus_z_m), (east - west + 0.36, 0.3, 0.3), CYAN, 0.9))
        if not exhibit.joined:  # the end of the order program's cable hangs loose
            rows += [
                ((PROGRAM_X_M[0], PROGRAM_Y_M - 0.9, PROGRAM_Z_M + 0.2), (2.0, 0.1, 1.3), RED, 0.8),
                ((west, bus_y_m, bus_z_m - 0.3), (0.36, 0.36, 0.9), RED, 0.8),
            ]
        long_m = 0.4 * exhibit.orders_per_h  # as long as many orders come an hour
        rows.append(((DOCK[0], DOCK[1], 0), (6.0, 1.6, 0.16), STEEL, 0.0))
        rows.append(((DOCK[0] - 2.8 + long_m / 2, DOCK[1], 0.16), (long_m, 1.1, 0.5), OAK, 0.15))
        self._fill(self._office, rows)

    def _pass_day(self, exhibit: FactoryBrain, now_min: float) -> None:
        """How much of the day is over, and the minute at which a machine will fail."""
        share = min(now_min / DAY_MIN, 1.0)
        long_m = max(2 * DAY_HALF_M * share, 0.05)
        rows: list[Row] = [
            ((-DAY_HALF_M + long_m / 2, DAY_Y_M, 0.0), (long_m, 0.7, 0.1), self.accent.night, 0.8)
        ]
        rows.append(((-DAY_HALF_M + long_m, DAY_Y_M, 0.0), (0.5, 1.2, 0.7), PAPER, 0.5))
        if exhibit.daily_breakdown:
            x = -DAY_HALF_M + 2 * DAY_HALF_M * BREAKDOWN_AT_MIN / DAY_MIN
            rows += [
                ((x, DAY_Y_M, 0.0), (0.3, 0.9, 1.5), RED, 0.6),
                ((x, DAY_Y_M, 1.0), (1.2, 0.3, 0.5), RED, 0.8),
            ]
        self._fill(self._day, rows)
