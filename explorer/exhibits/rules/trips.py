"""Parcels on their way through the maze, and the walls that turn with the rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..exhibit import STEP_S
from .export import Parcel, Road, rule_for

LEGS: dict[Road, tuple[tuple[str, float], ...]] = {
    "exempt": (("to_1", 1.0), ("at_1", 0.5), ("west", 6.0)),
    "contract": (("to_1", 1.0), ("at_1", 0.5), ("to_2", 1.0), ("at_2", 0.5), ("east", 5.0)),
    "assessment": (
        ("to_1", 1.0), ("at_1", 0.5), ("to_2", 1.0), ("at_2", 0.5), ("to_3", 1.2), ("at_3", 0.5), ("north", 1.5),
    ),
}  # fmt: skip
"""Legs of each road, with their duration in seconds."""

WALL_LEGS = ("to_2", "west", "to_3", "east")
"""The leg barred by each of the four walls; a wall is raised unless a parcel has to pass it."""

WALL_S = 0.6


class Trip(NamedTuple):
    """A parcel on its way, with the steps since it was sent."""

    parcel: Parcel
    ticks: int = 0

    @property
    def road(self) -> Road:
        return rule_for(self.parcel).road

    @property
    def leg(self) -> tuple[str, float]:
        """The present leg of its road, and the progress along it, 0..1."""
        left_s = self.ticks * STEP_S
        for name, seconds in LEGS[self.road]:
            if left_s < seconds:
                return name, left_s / seconds
            left_s -= seconds
        return LEGS[self.road][-1][0], 1.0

    @property
    def arrived(self) -> bool:
        return self.ticks * STEP_S >= sum(seconds for _, seconds in LEGS[self.road])


def barred(trips: Sequence[Trip]) -> tuple[bool, ...]:
    """For each wall, whether no parcel has to pass it."""
    ways = {name for trip in trips for name, _ in LEGS[trip.road]}
    return tuple(leg not in ways for leg in WALL_LEGS)


def moved(walls: Sequence[float], trips: Sequence[Trip]) -> tuple[float, ...]:
    """How far each wall is raised one step later, 0..1."""
    most = STEP_S / WALL_S
    return tuple(at + max(-most, min(most, goal - at)) for at, goal in zip(walls, barred(trips), strict=True))
