"""All that moves in a park, worked out once from its script."""

from __future__ import annotations

import numpy as np

from .air import drones, gulls
from .script import Script
from .timetable import Timetable
from .traffic import is_truck, traffic
from .tram import trams
from .walkers import walkers
from .water import boats


class Living:
    """The timetables of a script.

    Parameters
    ----------
    script : who goes where.
    water_level_m : the level of the water.

    Attributes
    ----------
    people, trams, vehicles, boats, drones, gulls : Timetable
        Asked for a time, each tells places (n, 3), ways (n, 2), distances gone and speeds (n,).
    trucks : shape (n,), which of the vehicles are trucks.
    """

    def __init__(self, script: Script, water_level_m: float) -> None:
        nobody = Timetable(np.zeros((1, 0, 3)), np.zeros((1, 0, 2)))
        self.script = script
        self.people = walkers(script.walks)
        self.trams = trams(script.tramway) if script.tramway else nobody
        self.vehicles = (
            traffic(script.lane, self.trams if script.tramway else None) if script.lane else nobody
        )
        self.trucks = is_truck(len(self.vehicles))
        self.boats = boats(script.boats, water_level_m)
        self.drones = drones(script.flights)
        self.gulls = gulls(script.gulls) if script.gulls else nobody
