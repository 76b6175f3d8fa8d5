"""Where orders and futures are in the factory's picture: numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ....exhibits.factory.brain import LOOKS_AHEAD_MIN, Future
from ....exhibits.factory.shop import MACHINES, Order, priority
from ....exhibits.factory.state import State
from ...primitives.meshes import Floats
from .layout import (
    DOCK,
    FAN_HIGH_M,
    FAN_POINTS,
    FAN_WIDE_M,
    FAN_X_M,
    FAN_Y_M,
    FAN_Z_M,
    MACHINE_Y_M,
    MOST_WAITING,
    TABLE_Z_M,
    machine_x,
    waiting_at,
)

WAY_MIN = 2.0
"""How long an order is seen on its way to the next queue; the model itself takes no time for it."""


class Shown(NamedTuple):
    """An order: where it is, how many minutes of work wait for it there, and whether it is a rush order or late."""

    place: tuple[float, float, float]
    work_min: float
    rush: bool
    late: bool


def orders_shown(state: State, now_min: float) -> list[Shown]:
    """Every order in the plant, those that wait in the order in which the rule would take them."""
    plant, found = state.plant, []
    for machine in range(MACHINES):
        number = plant.working_on[machine]
        if number is not None:
            order = state.orders[number]
            work_min = order.route[plant.done_operations[number]][1]
            done = min(max(1 - (plant.ends_min[machine] - now_min) / work_min, 0.0), 1.0)
            place = (float(machine_x(machine)) - 1.4 + 2.8 * done, MACHINE_Y_M - 0.3, TABLE_Z_M)
            found.append(_shown(place, order, work_min, now_min))

        def urgency(entry: tuple[float, int]) -> float:
            order = state.orders[entry[1]]
            return priority(state.rule, order, plant.done_operations[entry[1]], entry[0], now_min)

        queue = sorted(plant.queues[machine], key=urgency)[:MOST_WAITING]
        for place_number, (came_min, number) in enumerate(queue):
            order, done_operations = state.orders[number], plant.done_operations[number]
            place = waiting_at(machine, place_number)
            way = (now_min - came_min) / WAY_MIN
            if way < 1:
                place = _between(_left(order, done_operations), place, max(way, 0.0))
            found.append(_shown(place, order, order.route[done_operations][1], now_min))
    return found


def fan(futures: Sequence[Future]) -> list[Floats]:
    """Each future as a line from left to right over the ninety minutes: shape (FAN_POINTS, 3).

    Its height is the money won or lost since the picture, on one scale for all.
    """
    if not futures:
        return []
    start_min, begun = futures[0].path[0]
    at_min = start_min + np.linspace(0, LOOKS_AHEAD_MIN, FAN_POINTS)
    money = [_followed(future, at_min) - begun for future in futures]
    low = min(0.0, *(float(m.min()) for m in money))
    high = max(1.0, *(float(m.max()) for m in money))
    x = FAN_X_M + FAN_WIDE_M * np.linspace(0, 1, FAN_POINTS)
    return [
        np.column_stack(
            [x, np.full(FAN_POINTS, FAN_Y_M), FAN_Z_M + FAN_HIGH_M * (m - low) / (high - low)]
        ).astype(np.float32)
        for m in money
    ]


def _followed(future: Future, at_min: npt.NDArray[np.floating]) -> Floats:
    """Cash along a future; at its end what waiting orders owe has been taken off."""
    times, cash = np.array(future.path).T
    found = np.interp(at_min, times, cash)
    found[-1] = future.value
    return np.asarray(found, np.float32)


def _left(order: Order, done: int) -> tuple[float, float, float]:
    """Where an order comes from: its last machine, or the dock."""
    if done == 0:
        return DOCK
    return float(machine_x(order.route[done - 1][0])) + 1.6, MACHINE_Y_M - 0.3, TABLE_Z_M


def _between(
    a: tuple[float, float, float], b: tuple[float, float, float], share: float
) -> tuple[float, float, float]:
    """On a low arch from one place to another."""
    x, y, z = (p + (q - p) * share for p, q in zip(a, b, strict=True))
    return x, y, z + 6.0 * share * (1 - share)


def _shown(place: tuple[float, float, float], order: Order, work_min: float, now_min: float) -> Shown:
    return Shown(place, work_min, order.rush, now_min > order.due_min)
