"""A grammar of buildings: nine genes describe one; area, daylight, cost and height are measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

GENES = ("width", "depth", "floors", "storey_height", "setback", "core", "windows", "court", "twist")
"""Each from 0 to 1."""

LOWEST = np.array([12.0, 10.0, 2.0, 2.8, 0.0, 0.08, 0.15, 0.0, -0.05])
HIGHEST = np.array([52.0, 50.0, 30.0, 4.2, 0.03, 0.22, 0.85, 0.5, 0.05])
"""Sizes for genes of 0 and 1: m, m, storeys, m, share per storey, share, share, share, radians per storey."""

NARROWEST = 0.3
"""Least width after all setbacks, as a share of the ground floor's."""


class Measures(NamedTuple):
    """Measures of some buildings, one number for each."""

    area_m2: Numbers
    daylight: Numbers
    cost_yuan: Numbers
    height_m: Numbers


class Brief(NamedTuple):
    """A brief: the requested floor area, least daylight, highest cost and height."""

    area_m2: float
    daylight: float
    cost_yuan: float
    height_m: float


@dataclass(frozen=True, slots=True)
class Storey:
    """One storey as a box with a court in the middle: sizes in metres, height above ground, rotation in radians."""

    width_m: float
    depth_m: float
    court_width_m: float
    court_depth_m: float
    floor_m: float
    height_m: float
    turn_rad: float


def sizes(genes: Numbers) -> Numbers:
    """Sizes encoded by genes; shape (..., 9), storeys rounded."""
    found: Numbers = LOWEST + genes * (HIGHEST - LOWEST)
    found[..., 2] = np.floor(found[..., 2])
    return found


def measured(genes: Numbers) -> Measures:
    """Area, daylight, cost and height of buildings; genes of shape (n, 9).

    The area excludes the core. Daylight is 1 - exp(-4 x glass height / depth of the room), an invented formula after
    the rule of thumb that light reaches some storey heights deep. Costs are invented: 3,200 yuan a square metre, a
    facade that costs more with glass, and height.
    """
    width, depth, floors, storey, setback, core, windows, court, _ = sizes(genes).T
    number = np.arange(int(HIGHEST[2]))[:, None]
    built = number < floors
    shrunk = np.maximum(NARROWEST, 1 - setback * number) * built
    area = (width * depth * shrunk**2 * (1 - court**2) * (1 - core)).sum(axis=0)
    facade = (2 * (width + depth) * shrunk * (1 + court) * storey).sum(axis=0)
    room_depth = np.minimum(width, depth) * (1 - court) / 2
    daylight = 1 - np.exp(-4 * windows * storey / room_depth)
    cost = 3200 * area + facade * (900 + 900 * windows) + 9000 * floors**1.6
    return Measures(area, daylight, cost, floors * storey)


def shortfalls(found: Measures, brief: Brief) -> Numbers:
    """Deviation of buildings from a brief in area, daylight, cost and height; shape (n, 4), 0 where it is met."""
    return np.stack(
        [
            2 * np.abs(found.area_m2 / brief.area_m2 - 1),
            3 * np.maximum(0.0, brief.daylight - found.daylight),
            2 * np.maximum(0.0, found.cost_yuan / brief.cost_yuan - 1),
            2 * np.maximum(0.0, found.height_m / brief.height_m - 1),
        ],
        axis=-1,
    )


def storeys(genes: Numbers) -> tuple[Storey, ...]:
    """The storeys of one building, for drawing; genes of shape (9,)."""
    width, depth, floors, height, setback, _, _, court, twist = (float(x) for x in sizes(genes))
    built: list[Storey] = []
    for number in range(int(floors)):
        shrunk = max(NARROWEST, 1 - setback * number)
        wide, deep = width * shrunk, depth * shrunk
        built.append(Storey(wide, deep, wide * court, deep * court, number * height, height, number * twist))
    return tuple(built)
