"""What moves in the park by itself: people, cars, trams, boats, drones, gulls. Time in, positions out.

Everything is a pure function of time that repeats after :data:`~explorer.crowd.timetable.CYCLE_S`: any moment can be
asked for, in any order, and gives the same positions. What goes where is in a :class:`~explorer.crowd.script.Script`,
which the bake writes beside the models, with the timetables that take long to compute. Lengths are metres, x east,
y north, z up; headings are radians anticlockwise from east.
"""

from .crowd import PRECOMPUTED, Crowd
from .script import Script
from .timetable import CYCLE_S, ROW, Moment, Rows

__all__ = ["CYCLE_S", "PRECOMPUTED", "ROW", "Crowd", "Moment", "Rows", "Script"]
