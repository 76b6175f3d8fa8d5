"""What each machine knows of every pump, and where the pumps hang on a panel."""

from __future__ import annotations

import math

import numpy as np

from ....exhibits.compute.machines import LEAK, THRESHOLD, Array
from ....exhibits.compute.race import Race

MOST_CELLS = 256


class Crate:
    """A crate as a square panel: one cell a pump, or for some pumps together if there are many."""

    def __init__(self, pumps: int) -> None:
        self.pumps = pumps
        self._each = math.ceil(pumps / MOST_CELLS)
        self.count = math.ceil(pumps / self._each)
        self._columns = math.ceil(math.sqrt(self.count))

    def cell(self, pump: int) -> int:
        """The cell of a pump."""
        return pump // self._each

    def gathered(self, level: Array) -> Array:
        """One number for each cell: the largest of its pumps."""
        padded = np.full(self.count * self._each, -np.inf)
        padded[: self.pumps] = level
        found: Array = padded.reshape(self.count, self._each).max(axis=1)
        return found

    def pitch(self, side_m: float) -> float:
        """From cell to cell on a panel of that size."""
        return side_m / self._columns

    def positions(self, side_m: float) -> tuple[Array, Array]:
        """The middle of every cell: x about the panel's middle, z above its lower edge; row by row from above."""
        row, column = np.divmod(np.arange(self.count), self._columns)
        step = self.pitch(side_m)
        return (column + 0.5) * step - side_m / 2, side_m - (row + 0.5) * step


def levels(name: str, race: Race, weights: Array) -> Array:
    """How far a machine is with each pump, 0..1, shape (pumps,).

    Looked at or not; for the learned ranking also how suspicious, for the quantum machine the fourth root of its
    chance, for the spiking one how near its neuron is to firing.
    """
    level = np.zeros(race.pumps)
    if name == "hpc":
        chunk = math.ceil(race.pumps / race.workers)
        level[np.arange(race.pumps) % chunk < math.floor(race.split.each + 1e-9)] = 1.0
    elif name == "mixed":
        level[:] = 1.0
        for first, end in race.mixed.queues:
            level[first:end] = 0.0
    elif name == "learned":
        score = race.measured @ weights
        if np.any(weights):
            level = 0.55 * np.clip((score - np.median(score)) / max(float(np.ptp(score)), 1e-9) * 1.6, 0, 1)
        level[list(race.ranked.order[: race.ranked.looks])] = 1.0
    elif name == "grover":
        level = np.minimum(1.0, np.sqrt(np.abs(race.grover.amplitudes)))
    else:
        quiet = race.spiking.beats - race.spiking.touched
        level = np.clip(race.spiking.potential * LEAK**quiet / THRESHOLD, 0, 1)
        level[list(race.spiking.fired)] = 1.0
    return level
