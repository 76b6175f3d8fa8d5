"""Look-ahead of the factory's twin: it simulates the near future under each rule and takes the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...base.total import total
from .shop import LATE_PER_MIN, PRICE, RULES, SLACK, Order, Plant, Rule, play

DECIDES_EVERY_MIN = 5.0
LOOKS_AHEAD_MIN = 90.0


@dataclass(frozen=True, slots=True)
class Future:
    """The predicted result of a rule."""

    rule: Rule
    path: tuple[tuple[float, float], ...]  # time in minutes and cash, at each finished order
    value: float  # cash at the end, less the penalty accumulated by waiting orders


@lru_cache(maxsize=1024)
def as_standard(order: Order) -> Order:
    """The order as machines and warehouse see it: its work is known, its price and its date are not."""
    work_min = total(minutes for _, minutes in order.route)
    return Order(order.arrives_min, order.arrives_min + SLACK * work_min, order.route, PRICE)


def look_ahead(picture: Plant, orders: Sequence[Order], joined: bool = True) -> tuple[Future, ...]:
    """The next ninety minutes from a snapshot of the plant, once under each rule.

    Only the orders in the snapshot are known; an hour-old one knows nothing of the last hour. This is the rollout
    method (Bertsekas, Tsitsiklis and Wu, "Rollout Algorithms for Combinatorial Optimization", 1997).

    Parameters
    ----------
    joined : whether the order program is connected to those of machines and warehouse; if not, every order
        looks like a standard one.
    """
    known = orders[: picture.arrived]
    if not joined:
        known = [as_standard(order) for order in known]
    end_min = picture.time_min + LOOKS_AHEAD_MIN
    futures = []
    for rule in RULES:
        path = [(picture.time_min, picture.cash)]
        later = play(picture, known, end_min, rule, log=path)
        owed = total(
            max(0.0, end_min - known[number].due_min) * LATE_PER_MIN
            for queue in later.queues
            for _, number in queue
        )
        futures.append(Future(rule, tuple(path), later.cash - owed))
    return tuple(futures)


def best(futures: Sequence[Future]) -> Rule:
    """The rule of the most valuable future; the first of equals."""
    return max(futures, key=lambda future: future.value).rule


def as_it_was(history: Sequence[Plant], time_min: float) -> Plant:
    """The newest snapshot that is at least as old as `time_min`, or the oldest available."""
    old_enough = [picture for picture in history if picture.time_min <= time_min + 1e-9]
    return old_enough[-1] if old_enough else history[0]
