"""Placing of two spare workers on a line of six machines, and of its twenty waiting places."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ...base.total import total

STATIONS, GAPS = 6, 5
PLACES = 20
MOST_PLACES = PLACES - (GAPS - 1)
"""Largest rack: all others keep one place."""

POSSIBLE = math.comb(STATIONS, 2) * math.comb(PLACES - 1, GAPS - 1)
"""Number of placings: pairs of different machines, times ways to distribute the places with no empty rack."""


class Placing(NamedTuple):
    """Machines helped by the spare workers, counted from 0, and places in the rack after each machine but the last."""

    workers: tuple[int, int]
    racks: tuple[int, ...]

    @property
    def helped(self) -> frozenset[int]:
        """The machines with a helper; a second helper at one machine has no effect."""
        return frozenset(self.workers)


HABIT = Placing((0, 1), (4, 4, 4, 4, 4))
"""The spare workers at the start of the line, equal racks."""


def shared_out(racks: Sequence[int], kept: Collection[int] = ()) -> tuple[int, ...]:
    """Restore twenty places: the smallest other racks grow, or the largest shrink, by one at a time.

    Parameters
    ----------
    kept : racks that stay unchanged as long as the others can give.
    """
    now = [max(1, min(int(places), MOST_PLACES)) for places in racks]
    while total(now) < PLACES:
        others = [gap for gap in range(GAPS) if gap not in kept] or list(range(GAPS))
        now[min(others, key=lambda gap: now[gap])] += 1
    while total(now) > PLACES:
        others = [gap for gap in range(GAPS) if gap not in kept and now[gap] > 1] or list(range(GAPS))
        now[max(others, key=lambda gap: now[gap])] -= 1
    return tuple(now)


def neighbours(placing: Placing) -> Iterator[Placing]:
    """Placings one change away: first those with one worker moved, then those with one or two places moved."""
    for number, old in enumerate(placing.workers):
        stays = placing.workers[1 - number]
        for new in range(STATIONS):
            if new not in (old, stays):
                low, high = sorted((stays, new))
                yield Placing((low, high), placing.racks)
    for giver in range(GAPS):
        for taker in range(GAPS):
            for count in (1, 2):
                if giver != taker and placing.racks[giver] > count:
                    racks = list(placing.racks)
                    racks[giver] -= count
                    racks[taker] += count
                    yield Placing(placing.workers, tuple(racks))


def anywhere(draw: np.random.Generator) -> Placing:
    """A random placing, uniformly distributed."""
    low, high = sorted(int(station) for station in draw.choice(STATIONS, 2, replace=False))
    cuts = sorted(int(cut) for cut in draw.choice(PLACES - 1, GAPS - 1, replace=False))
    edges = (-1, *cuts, PLACES - 1)
    return Placing((low, high), tuple(b - a for a, b in itertools.pairwise(edges)))
