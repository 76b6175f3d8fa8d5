"""The state of the plant that thinks ahead."""

from __future__ import annotations

from dataclasses import dataclass

from .brain import Future
from .shop import Order, Plant, Rule
from .tally import Tally


@dataclass(frozen=True, slots=True)
class State:
    """A day in the plant, the same day in a plant that follows the best simple rule, and what the twin foresaw.

    Attributes
    ----------
    orders : the whole day's orders; those that have not arrived are known to nobody in the plant.
    plant, rival : this plant, and one with the same orders and breakdowns that takes the shortest operation first.
    rule : by which the machines choose now.
    history : the pictures of the plant that the twin has kept, one for each decision.
    picture_age_min : how old the picture was that the last decision was made from.
    futures : what the twin foresaw in its last decision; empty when a person's rule decides.
    tally : what the days so far have gained over the rival, under the settings as they are.
    """

    ticks: int
    day: int
    orders: tuple[Order, ...]
    plant: Plant
    rival: Plant
    rule: Rule
    history: tuple[Plant, ...]
    next_decision_min: float
    picture_age_min: float
    futures: tuple[Future, ...]
    tally: Tally
