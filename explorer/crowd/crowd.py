"""All that moves in a park, computed once from its script."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .air import drones, gulls
from .script import Script
from .timetable import Rows, Timetable
from .traffic import ROUND_S, boats, is_truck, traffic
from .tram import trams
from .walkers import walkers

PRECOMPUTED = {"people": "people.npy", "vehicles": "vehicles.npy"}
"""The timetables that take long to compute, and the files in which the bake writes them."""


class Crowd:
    """The timetables of a script.

    Parameters
    ----------
    script : what goes where.
    water_level_m : the level of the water.
    precomputed : the rows of timetables that need not be computed, as named in `PRECOMPUTED`.

    Attributes
    ----------
    people, trams, vehicles, boats, drones, gulls : Timetable
        At a time, each gives positions (n, 3), directions (n, 2), distances travelled and speeds (n,).
    trucks : shape (n,), which of the vehicles are trucks.
    """

    def __init__(
        self, script: Script, water_level_m: float, precomputed: Mapping[str, Rows] | None = None
    ) -> None:
        empty = Timetable(np.zeros((1, 0, 3)), np.zeros((1, 0, 2)))
        precomputed = precomputed or {}
        self.script = script
        self.people = (
            Timetable.of(precomputed["people"]) if "people" in precomputed else walkers(script.walks)
        )
        self.trams = trams(script.tramway) if script.tramway else empty
        if "vehicles" in precomputed:
            self.vehicles = Timetable.of(precomputed["vehicles"], ROUND_S)
        else:
            met = self.trams if script.tramway else None
            self.vehicles = traffic(script.lane, met) if script.lane else empty
        self.trucks = is_truck(len(self.vehicles))
        self.boats = boats(script.boats, water_level_m)
        self.drones = drones(script.flights)
        self.gulls = gulls(script.gulls) if script.gulls else empty
