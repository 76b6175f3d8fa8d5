"""A job shop of four machines: orders arrive, wait, are processed, and earn money or a penalty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np

from ...base.total import total

MACHINES = 4
DAY_MIN = 600.0

Rule = Literal["fifo", "shortest", "due", "ratio"]
RULES: tuple[Rule, ...] = get_args(Rule)

WORK_MIN = (2, 3, 4, 6, 9)
"""Possible durations of one operation, in minutes."""

RUSH_SHARE = 0.15
PRICE, RUSH_PRICE = 100.0, 300.0
SLACK, RUSH_SLACK = 3.2, 1.6
"""Time to the due date, as a multiple of the order's work, for normal and rush orders."""

LATE_PER_MIN = 6.0
"""Cost of a minute's lateness; prices and penalties are in units of money of this model."""


@dataclass(frozen=True, slots=True)
class Order:
    """A job: its route, due date and price."""

    arrives_min: float
    due_min: float
    route: tuple[tuple[int, int], ...]
    """Machine and minutes of each operation, in order."""

    price: float

    left_min: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """Remaining work after none, one, two ... of the operations."""

    def __post_init__(self) -> None:
        work = [minutes for _, minutes in self.route]
        object.__setattr__(self, "left_min", tuple(total(work[done:]) for done in range(len(work) + 1)))

    @property
    def rush(self) -> bool:
        """Whether it is a rush order."""
        return self.price == RUSH_PRICE


@dataclass(frozen=True, slots=True)
class Plant:
    """The state of the shop."""

    time_min: float = 0.0
    arrived: int = 0  # number of the day's orders known; the rest are still to come
    done_operations: tuple[int, ...] = ()  # number of completed operations of each order that has arrived
    # orders waiting at each machine: arrival time there, and number
    queues: tuple[tuple[tuple[float, int], ...], ...] = ((),) * MACHINES
    working_on: tuple[int | None, ...] = (None,) * MACHINES  # order in each machine, or None
    # end of each machine's operation; infinity if idle
    ends_min: tuple[float, ...] = (math.inf,) * MACHINES
    # end of repair, before which a broken machine takes no order
    down_until_min: tuple[float, ...] = (0.0,) * MACHINES
    cash: float = 0.0
    finished: int = 0
    late: int = 0

    @property
    def open(self) -> int:
        """Orders in the plant: waiting, or in a machine."""
        return self.arrived - self.finished

    @property
    def broken(self) -> tuple[bool, ...]:
        """Which machines are down."""
        return tuple(until > self.time_min for until in self.down_until_min)


def draw_order(draw: np.random.Generator, arrives_min: float, rush: bool) -> Order:
    """A random order: two to four operations on different machines."""
    route = draw.permutation(MACHINES)[: draw.integers(2, MACHINES + 1)]
    work = draw.choice(WORK_MIN, size=len(route))
    slack, price = (RUSH_SLACK, RUSH_PRICE) if rush else (SLACK, PRICE)
    operations = tuple((int(machine), int(minutes)) for machine, minutes in zip(route, work, strict=True))
    return Order(arrives_min, arrives_min + float(work.sum()) * slack, operations, price)


def draw_day(draw: np.random.Generator, per_min: float) -> tuple[Order, ...]:
    """A day's orders; they arrive at random at a mean rate (a Poisson process)."""
    orders: list[Order] = []
    now_min = draw.exponential(1 / per_min)
    while now_min < DAY_MIN:
        orders.append(draw_order(draw, now_min, bool(draw.random() < RUSH_SHARE)))
        now_min += draw.exponential(1 / per_min)
    return tuple(orders)


def priority(rule: Rule, order: Order, done: int, came_min: float, now_min: float) -> float:
    """Priority of a waiting order; the lowest value goes first (the classic rules, Pinedo, "Scheduling", ch. 14).

    First in first out; shortest operation; earliest due date; critical ratio (time left over work left).
    """
    if rule == "shortest":
        return order.route[done][1]
    if rule == "due":
        return order.due_min
    if rule == "ratio":
        return (order.due_min - now_min) / order.left_min[done]
    return came_min


def play(
    plant: Plant,
    orders: Sequence[Order],
    until_min: float,
    rule: Rule,
    *,
    log: list[tuple[float, float]] | None = None,
) -> Plant:
    """The shop at a later time, with `rule` choosing the next order at every machine.

    Parameters
    ----------
    orders : the day's orders, or the known ones.
    log : receives time in minutes and cash at each finished order.
    """
    queues = [list(queue) for queue in plant.queues]
    working_on, ends_min = list(plant.working_on), list(plant.ends_min)
    down_until_min, done = plant.down_until_min, list(plant.done_operations)
    arrived, cash, finished, late = plant.arrived, plant.cash, plant.finished, plant.late
    now_min, known = plant.time_min, len(orders)

    def urgency(entry: tuple[float, int]) -> float:
        return priority(rule, orders[entry[1]], done[entry[1]], entry[0], now_min)

    repairs = sorted(time for time in down_until_min if time > now_min)
    free = [*range(MACHINES)]  # machines that may have something new to do
    while True:
        for machine in free:
            queue = queues[machine]
            if not queue or working_on[machine] is not None or down_until_min[machine] > now_min:
                continue
            # queues are in order of arrival
            best = 0 if len(queue) == 1 or rule == "fifo" else queue.index(min(queue, key=urgency))
            _, number = queue.pop(best)
            working_on[machine] = number
            ends_min[machine] = now_min + orders[number].route[done[number]][1]
        arrival = orders[arrived].arrives_min if arrived < known else math.inf
        end = min(ends_min)
        next_min = end if end < arrival else arrival
        if repairs and repairs[0] < next_min:
            next_min = repairs[0]
        if next_min > until_min:
            break
        now_min = next_min
        if end == now_min:
            machine = ends_min.index(end)
            finished_there = working_on[machine]
            assert finished_there is not None
            moved, free = finished_there, [machine]
            working_on[machine], ends_min[machine] = None, math.inf
            done[moved] += 1
        elif arrival == now_min:
            moved, free = arrived, []
            done.append(0)
            arrived += 1
        else:
            repairs.pop(0)
            free = [*range(MACHINES)]
            continue
        order = orders[moved]
        if done[moved] < len(order.route):
            following = order.route[done[moved]][0]
            queues[following].append((now_min, moved))
            free.append(following)
        else:
            lateness_min = max(0.0, now_min - order.due_min)
            cash += order.price - LATE_PER_MIN * lateness_min
            finished += 1
            late += lateness_min > 0
            if log is not None:
                log.append((now_min, cash))
        if repairs and repairs[0] <= now_min:
            free = [*range(MACHINES)]
    return Plant(
        time_min=until_min,
        arrived=arrived,
        done_operations=tuple(done),
        queues=tuple(tuple(queue) for queue in queues),
        working_on=tuple(working_on),
        ends_min=tuple(ends_min),
        down_until_min=down_until_min,
        cash=cash,
        finished=finished,
        late=late,
    )
