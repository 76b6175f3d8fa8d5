"""Autonomous motion in the park: positions of people, cars, trams, boats, drones and gulls over time.

All positions are pure functions of time that repeat after :data:`~explorer.crowd.timetable.CYCLE_S`, so any moment can
be computed in any order. Routes are in a :class:`~explorer.crowd.script.Script`, which the bake writes beside the
models, with the timetables that take long to compute. Lengths are metres, x east,
y north, z up; headings are radians anticlockwise from east.
"""

from .crowd import PRECOMPUTED, Crowd
from .script import Script
from .timetable import CYCLE_S, ROW, Moment, Rows

__all__ = ["CYCLE_S", "PRECOMPUTED", "ROW", "Crowd", "Moment", "Rows", "Script"]
