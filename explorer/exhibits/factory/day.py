"""A day in the plants, decision by decision: the same orders and the same breakdown for every way of deciding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .brain import DECIDES_EVERY_MIN, Future, as_it_was, best, look_ahead
from .shop import DAY_MIN, Order, Plant, Rule, play

BREAKDOWN_AT_MIN = 200.0
BREAKDOWN_MACHINE = 1
REPAIR_MIN = 40.0
OLDEST_MIN = 60.0
"""Age of the oldest snapshot the twin can be given."""


def hit(plant: Plant, machine: int, repair_min: float = REPAIR_MIN) -> Plant:
    """The plant with a machine down for `repair_min`; the order in it is finished first."""
    until_min = list(plant.down_until_min)
    until_min[machine] = plant.time_min + repair_min
    return replace(plant, down_until_min=tuple(until_min))


def by_rule(orders: Sequence[Order], rule: Rule, breaks: bool) -> float:
    """Earnings of a whole day under one rule."""
    plant = Plant()
    if breaks:
        plant = hit(play(plant, orders, BREAKDOWN_AT_MIN, rule), BREAKDOWN_MACHINE)
    return play(plant, orders, DAY_MIN, rule).cash


@dataclass(frozen=True, slots=True)
class Looking:
    """A plant whose twin looks ahead, at the time of a decision."""

    plant: Plant = field(default_factory=Plant)
    history: tuple[Plant, ...] = ()  # snapshots kept so far, the newest last
    rule: Rule = "fifo"
    picture_age_min: float = 0.0
    futures: tuple[Future, ...] = ()

    def decided(self, orders: Sequence[Order], age_min: float, joined: bool) -> Looking:
        """Decide on the basis of a snapshot of this age."""
        now_min = self.plant.time_min
        kept = [past for past in self.history if past.time_min >= now_min - OLDEST_MIN - DECIDES_EVERY_MIN]
        history = (*kept, self.plant)
        picture = as_it_was(history, now_min - age_min)
        futures = look_ahead(picture, orders, joined)
        return Looking(self.plant, history, best(futures), now_min - picture.time_min, futures)

    def later(self, orders: Sequence[Order], until_min: float) -> Looking:
        """Advance without a decision."""
        return replace(self, plant=play(self.plant, orders, until_min, self.rule))

    def next_decision(self, orders: Sequence[Order], age_min: float, joined: bool, breaks: bool) -> Looking:
        """Decide, and advance to the next decision or the end of the day; the daily breakdown comes first."""
        looking = self
        if breaks and self.plant.time_min == BREAKDOWN_AT_MIN:
            looking = replace(self, plant=hit(self.plant, BREAKDOWN_MACHINE))
        looking = looking.decided(orders, age_min, joined)
        return looking.later(orders, min(DAY_MIN, self.plant.time_min + DECIDES_EVERY_MIN))
