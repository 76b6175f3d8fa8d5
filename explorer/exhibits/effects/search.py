"""The simulation's search: hill climbing from habit, each placing tested on the same five virtual half shifts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from .line import SHIFT_S, Key, Lines, Plant
from .placing import HABIT, Placing, anywhere, neighbours

TRIES, BATCH = 160, 20
VIRTUAL_SHIFTS, VIRTUAL_S = 5, SHIFT_S / 2


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """A search so far."""

    key: Key  # its random key, also for choices among equals
    plant: Plant
    # trying, lines: placings under test, and their lines
    trying: tuple[Placing, ...]
    lines: Lines
    # best placing so far; best_made and base_made: parts that it and habit make in a virtual half shift
    best: Placing = HABIT
    best_made: float = 0.0
    base_made: float = 0.0
    tried: frozenset[Placing] = field(default=frozenset(), repr=False)  # all placings tested

    @staticmethod
    def begun(key: Key, plant: Plant) -> Search:
        """A search that tests habit and its neighbours first."""
        trying = (HABIT, *_next(key, HABIT, frozenset((HABIT,)), BATCH - 1))
        return Search(key, plant, trying, _lines(key, plant, trying))

    @property
    def over(self) -> bool:
        """Whether all tests are done."""
        return not self.trying

    @property
    def promised_pct(self) -> float:
        """Gain of the best placing over habit on the virtual shifts."""
        return 100 * (self.best_made / self.base_made - 1) if self.base_made else 0.0

    def later(self, rows: int) -> Search:
        """Advance the lines under test by up to `rows` rows; when they are finished, choose the next ones."""
        lines = self.lines.later(rows)
        return self.judged(lines.results.mean(axis=1)) if lines.over else replace(self, lines=lines)

    def judged(self, made: npt.NDArray[np.float64]) -> Search:
        """Evaluate the finished test, and choose the next placings."""
        base_made = self.base_made or float(made[0])
        best, best_made = self.best, self.best_made or base_made
        if made.max() > best_made:
            best, best_made = self.trying[int(made.argmax())], float(made.max())
        tried = self.tried | frozenset(self.trying)
        trying = _next(self.key, best, tried, min(BATCH, TRIES - len(tried)))
        lines = _lines(self.key, self.plant, trying) if trying else self.lines
        return Search(self.key, self.plant, trying, lines, best, best_made, base_made, tried)


def _lines(key: Key, plant: Plant, trying: tuple[Placing, ...]) -> Lines:
    count = len(trying)
    return Lines.begun(trying, (plant,) * count, (key,) * count, VIRTUAL_SHIFTS, VIRTUAL_S)


def _next(key: Key, best: Placing, tried: frozenset[Placing], count: int) -> tuple[Placing, ...]:
    """Placings to test next: other workers first, then other racks in random order; random ones once all neighbours
    are known.
    """
    if count <= 0:
        return ()
    draw = np.random.default_rng((*key, len(tried)))
    near = [placing for placing in neighbours(best) if placing not in tried]
    workers = [placing for placing in near if placing.racks == best.racks]
    racks = [placing for placing in near if placing.racks != best.racks]
    chosen = [*workers, *(racks[int(number)] for number in draw.permutation(len(racks)))][:count]
    while len(chosen) < count:
        placing = anywhere(draw)
        if placing not in tried and placing not in chosen:
            chosen.append(placing)
    return tuple(chosen)
