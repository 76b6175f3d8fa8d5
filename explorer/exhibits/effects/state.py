"""State of the exhibit: three lines on show, whole shifts computed in the background, and the simulation's search."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from .line import Lines, Plant
from .placing import HABIT, Placing
from .search import Search
from .shop import Shop

HABITUAL, YOURS, SIMULATED = SIDES = range(3)
"""The three lines: by habit, by the visitor, by the simulation."""


class Asked(NamedTuple):
    """Everything the whole shifts of a line depend on, except chance."""

    placing: Placing
    plant: Plant
    same_luck: bool


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """Shifts being computed: their lines, and the progress."""

    sides: tuple[int, ...]
    lines: Lines


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Three lines of the same machines.

    Attributes
    ----------
    stand : positions of the workers, two per line, counted in machines from the left: they walk.
    day, shops : number of the shown shift, and the lines in it.
    study : number of recounts of the shifts, each with other random numbers.
    asked, results : for each line, what its whole shifts depend on, and the parts made in each.
    count : shifts being computed.
    search : the simulation's search once started, or None; it is over when it has a result.
    known : finished searches for other plants.
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
        """Whether the simulation is testing placings now."""
        return self.search is not None and not self.search.over

    @property
    def found(self) -> Placing:
        """The simulation's placing: habit until it has found a better one."""
        return self.search.best if self.search is not None and self.search.over else HABIT
