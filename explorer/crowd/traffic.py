"""Cars and trucks on one closed lane. All keep the same time to each other, and a place that a tram would cross stays
empty, so that nobody ever has to brake for anybody."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .loop import Floats, Loop
from .script import Point2
from .timetable import Moment, Timetable
from .tram import CAR_HALF_M

ROUND_S = 240.0
STEP_S = 0.25
SLOTS = 60
"""So many cars would fill the lane, each `ROUND_S / SLOTS` behind the one before it."""

FASTEST_MPS = 10.0
TRUCK_EVERY = 4
CAR_HALF_LENGTH_M, TRUCK_HALF_LENGTH_M = 2.15, 3.6
KEPT_FREE_S = 1.0
"""A car is clear of a tram by this time at least, before and behind."""


def traffic(lane: tuple[Point2, ...], tram_cars: Timetable | None) -> Timetable:
    """The vehicles of a lane, on level 0, in the order in which they pass a point of it."""
    loop = Loop(lane)
    shares = np.arange(0, ROUND_S, STEP_S) / ROUND_S
    starts = np.arange(SLOTS) / SLOTS
    steady = loop.steady(FASTEST_MPS)
    share = (shares[:, None] - starts[None]) % 1.0
    way = np.interp(share * (len(steady) - 1), np.arange(len(steady)), steady)
    places = np.concatenate([loop.at(way), np.zeros((*way.shape, 1))], axis=-1)
    ways = loop.ways(way, 1.4)
    free = np.ones(SLOTS, bool) if tram_cars is None else ~_met(places, ways, tram_cars)
    return Timetable(places[:, free], ways[:, free], ROUND_S)


def is_truck(count: int) -> npt.NDArray[np.bool_]:
    """Which of so many vehicles are trucks."""
    return np.asarray(np.arange(count) % TRUCK_EVERY == TRUCK_EVERY - 1)


def _met(places: Floats, ways: Floats, tram_cars: Timetable) -> npt.NDArray[np.bool_]:
    """Which vehicles would come too near to a tram."""
    met = np.zeros(places.shape[1], bool)
    half = TRUCK_HALF_LENGTH_M + 0.4
    reach_x, reach_y = (half * np.abs(ways[..., axis]) + 1.4 for axis in (0, 1))
    for late_s in np.arange(-KEPT_FREE_S, KEPT_FREE_S + 0.1, 0.5):
        trams = tram_cars.places_at(np.arange(len(places)) * STEP_S + late_s)
        near_x, near_y = (
            np.abs(places[:, :, None, axis] - trams[:, None, :, axis]) < reach[..., None] + CAR_HALF_M[axis]
            for axis, reach in enumerate((reach_x, reach_y))
        )
        met |= (near_x & near_y).any(axis=(0, 2))
    return met


def lamps(moment: Moment, half_length_m: Floats) -> tuple[Floats, Floats]:
    """Where the front and the rear lamps are, shape (n, 3) each."""
    ahead = np.concatenate([moment.ways, np.zeros((len(moment), 1))], axis=1) * half_length_m[:, None]
    up = np.array([0.0, 0.0, 0.7])
    return moment.places + ahead + up, moment.places - ahead + up
