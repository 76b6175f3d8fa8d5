"""The state of who places two workers best: three lines on show, whole shifts counted beside, and the simulation's search."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from .line import Lines, Plant
from .placing import HABIT, Placing
from .search import Search
from .shop import Shop

HABITUAL, YOURS, SIMULATED = SIDES = range(3)
"""The three lines: as always, as the visitor wants it, as the simulation found it."""


class Asked(NamedTuple):
    """What the whole shifts of a line depend on, besides chance."""

    placing: Placing
    plant: Plant
    same_luck: bool


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """Shifts being worked: of which lines, and how far they are."""

    sides: tuple[int, ...]
    lines: Lines


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Three lines of the same machines.

    Attributes
    ----------
    stand : where the workers are, two of each line, counted in machines from the left: they walk.
    day, shops : the number of the shift on show, and the lines in it.
    study : how often the shifts were counted again, with other luck.
    asked, results : of each line, what its whole shifts depend on, and the parts made in each.
    count : the shifts being worked.
    search : the simulation's search, from its first moment on, or None; it is over when it has a result.
    known : searches that were finished for other plants.
    """

    ticks: int
    stand: tuple[float, ...]
    shops: tuple[Shop, ...]
    asked: tuple[Asked, ...]
    day: int = 0
    study: int = 0
    results: tuple[tuple[int, ...], ...] = ((), (), ())
    count: Count | None = field(default=None, repr=False)
    search: Search | None = field(default=None, repr=False)
    known: tuple[Search, ...] = field(default=(), repr=False)

    @property
    def searching(self) -> bool:
        """Whether the simulation is trying placings now."""
        return self.search is not None and not self.search.over

    @property
    def found(self) -> Placing:
        """Where the simulation has its workers: as by habit until it has found something better."""
        return self.search.best if self.search is not None and self.search.over else HABIT
