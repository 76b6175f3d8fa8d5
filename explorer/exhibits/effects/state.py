"""The state of the study of two hundred shifts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .line import Shop
from .statistics import Estimate

Lever = Literal["none", "virtualization", "simulation", "real_time", "all"]
LEVERS: tuple[Lever, ...] = ("none", "virtualization", "simulation", "real_time", "all")


@dataclass(frozen=True, slots=True)
class State:
    """The results of a study so far, and the shift being worked.

    Attributes
    ----------
    plant : failures an hour, crew's round in minutes, and whether both sides meet the same luck.
    study : how often the study was started again.
    results : parts made in each shift; first without a lever, then with each of `LEVERS`.
    earlier : what the last study said of each lever.
    working : the number of the results that the shift in hand belongs to; `piece` : how much of it is done.
    fresh : results that are new: which, its number, and the step it was finished in.
    best_only : whether only the best ten shifts with the lever are reported.
    """

    ticks: int
    plant: tuple[float, float, bool]
    study: int = 0
    results: tuple[tuple[int, ...], ...] = ((),) * (1 + len(LEVERS))
    earlier: tuple[Estimate | None, ...] = (None,) * len(LEVERS)
    working: int = 0
    piece: int = 0
    shop: Shop | None = None
    fresh: tuple[tuple[int, int, int], ...] = ()
    best_only: bool = False
