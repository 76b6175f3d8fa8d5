"""Model results for the tasks of a lesson, over a few seeds, for the teacher's sheet. Always computed, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import NamedTuple

from ...exhibits.exhibit import STEP_S
from ...park.model import Park
from ...park.tour import Tour, Trial

SEEDS = range(1, 6)


class Spread(NamedTuple):
    """Spread of a reading over the seeds."""

    low: float
    median: float
    high: float


Values = Mapping[str, tuple[Mapping[str, Spread], ...]]
"""By id of a stop: for each of its trials, the spread of each reading."""


class ModelValues:
    """Computes the trials of a lesson one run at a time; a window computes one per frame.

    Attributes
    ----------
    done : whether all runs are computed.
    """

    def __init__(self, park: Park, tour: Tour) -> None:
        self._park = park
        self._stops = {stop.id: stop for stop in tour.stops if stop.zone and stop.card and stop.card.tries}
        self._left = [
            (id, at, seed)
            for id, stop in self._stops.items()
            if stop.card is not None
            for at in range(len(stop.card.tries))
            for seed in SEEDS
        ]
        self._read: dict[tuple[str, int], list[dict[str, float]]] = {}

    @property
    def done(self) -> bool:
        return not self._left

    def compute_next(self) -> None:
        """Compute the next run."""
        id, at, seed = self._left.pop(0)
        stop = self._stops[id]
        assert stop.zone is not None and stop.card is not None
        exhibit = self._park.fresh_exhibit(self._park.zones[stop.zone])
        if exhibit is None:
            return
        trial = stop.card.tries[at]
        exhibit = exhibit.having(seed=seed, **trial.turn)
        state, steps = exhibit.start(), round(trial.after_s / STEP_S)
        for press in trial.press or (None,):
            state = state if press is None else exhibit.act(state, press)
            for _ in range(steps):
                state = exhibit.step(state)
        readings = exhibit.readings(state)
        self._read.setdefault((id, at), []).append({name: readings[name] for name in trial.read})

    @property
    def values(self) -> Values:
        """The results so far."""
        return {
            id: tuple(
                _spreads(trial, self._read.get((id, at), [])) for at, trial in enumerate(stop.card.tries)
            )
            for id, stop in self._stops.items()
            if stop.card is not None
        }


def model_values(park: Park, tour: Tour) -> Values:
    """All results, computed at once."""
    computed = ModelValues(park, tour)
    while not computed.done:
        computed.compute_next()
    return computed.values


def _spreads(trial: Trial, found: list[dict[str, float]]) -> dict[str, Spread]:
    columns = {name: [readings[name] for readings in found] for name in trial.read} if found else {}
    return {name: Spread(min(column), median(column), max(column)) for name, column in columns.items()}
