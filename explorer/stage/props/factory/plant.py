"""The orders in one of the three plants and their places: numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ....exhibits.factory.shop import MACHINES, Order, Plant, Rule, priority
from .layout import MACHINE_M, MACHINE_X_M, MOST_CRATES, ROW_Y_M, crate_at


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
