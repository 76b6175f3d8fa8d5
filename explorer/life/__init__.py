"""What moves in the park by itself: people, cars, trams, boats, drones, gulls. Time in, places out.

Everything is a pure function of time that repeats after :data:`~explorer.life.timetable.CYCLE_S`: any moment can be
asked for, in any order, and gives the same places. Who goes where is told by a :class:`~explorer.life.script.Script`,
which the bake writes beside the models. Lengths are metres, x east, y north, z up; headings are radians
anticlockwise from east.
"""

from .living import Living
from .script import Script
from .timetable import CYCLE_S, Moment

__all__ = ["CYCLE_S", "Living", "Moment", "Script"]
