"""All motion in a park, computed once from its script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from .air import drones, gulls
from .script import Point2, Sailing, Script
from .timetable import CYCLE_S, Floats, Loop, Moment, Rows, Timetable, smoothed
from .tram import CAR_HALF_M, trams
from .walkers import walkers

ROUND_S = 240.0
STEP_S = 0.25
SLOTS = 60
"""Number of cars that would fill the lane, each `ROUND_S / SLOTS` behind the one before it."""

FASTEST_MPS = 10.0
TRUCK_EVERY = 4
CAR_HALF_LENGTH_M, TRUCK_HALF_LENGTH_M = 2.15, 3.6
KEPT_FREE_S = 1.0
"""Minimum time between a car and a tram, before and behind."""

BOAT_STEP_S = 1.0
LINE_STEP_M = 1.0
HULL_M = 4.0
"""Length of a hull, over which it follows a bend."""


def traffic(lane: tuple[Point2, ...], tram_cars: Timetable | None) -> Timetable:
    """The vehicles of a lane, at level 0, in the order in which they pass a point of it."""
    loop = Loop(lane)
    shares = np.arange(0, ROUND_S, STEP_S) / ROUND_S
    starts = np.arange(SLOTS) / SLOTS
    steady = loop.steady(FASTEST_MPS)
    share = (shares[:, None] - starts[None]) % 1.0
    way = np.interp(share * (len(steady) - 1), np.arange(len(steady)), steady)
    positions = np.concatenate([loop.at(way), np.zeros((*way.shape, 1))], axis=-1)
    directions = loop.directions(way, 1.4)
    free = np.ones(SLOTS, bool) if tram_cars is None else ~_met(positions, directions, tram_cars)
    return Timetable(positions[:, free], directions[:, free], ROUND_S)


def is_truck(count: int) -> npt.NDArray[np.bool_]:
    """The mask of trucks among `count` vehicles."""
    return np.asarray(np.arange(count) % TRUCK_EVERY == TRUCK_EVERY - 1)


def _met(positions: Floats, directions: Floats, tram_cars: Timetable) -> npt.NDArray[np.bool_]:
    """The mask of vehicles that would come too close to a tram."""
    met = np.zeros(positions.shape[1], bool)
    half = TRUCK_HALF_LENGTH_M + 0.4
    reach_x, reach_y = (half * np.abs(directions[..., axis]) + 1.4 for axis in (0, 1))
    for late_s in np.arange(-KEPT_FREE_S, KEPT_FREE_S + 0.1, 0.5):
        trams = tram_cars.positions_at(np.arange(len(positions)) * STEP_S + late_s)
        near_x, near_y = (
            np.abs(positions[:, :, None, axis] - trams[:, None, :, axis])
            < reach[..., None] + CAR_HALF_M[axis]
            for axis, reach in enumerate((reach_x, reach_y))
        )
        met |= (near_x & near_y).any(axis=(0, 2))
    return met


def lamps(moment: Moment, half_length_m: Floats) -> tuple[Floats, Floats]:
    """Positions of front and rear lamps, shape (n, 3) each."""
    ahead = np.concatenate([moment.directions, np.zeros((len(moment), 1))], axis=1) * half_length_m[:, None]
    up = np.array([0.0, 0.0, 0.7])
    return moment.positions + ahead + up, moment.positions - ahead + up


def boats(sailings: Sequence[Sailing], level_m: float) -> Timetable:
    """The boats in their order, at the level of the water."""
    at = np.arange(0, CYCLE_S, BOAT_STEP_S)
    positions, directions = np.zeros((len(at), len(sailings), 3)), np.zeros((len(at), len(sailings), 2))
    for number, sailing in enumerate(sailings):
        loop = Loop(_rounded(sailing), LINE_STEP_M)
        way = (at / sailing.period_s + sailing.ahead) * loop.length_m
        positions[:, number, :2] = loop.at(way)
        directions[:, number] = loop.directions(way, HULL_M)
    positions[..., 2] = level_m
    return Timetable(positions, directions)


def _rounded(sailing: Sailing) -> Floats:
    """The line with its corners rounded over 24 m."""
    loop = Loop(sailing.line, LINE_STEP_M)
    fine = loop.at(np.arange(0, loop.length_m, LINE_STEP_M))
    for _ in range(2):
        fine = smoothed(fine, 24)
    return fine


PRECOMPUTED = {"people": "people.npy", "vehicles": "vehicles.npy"}
"""The timetables that take long to compute, and the files in which the bake writes them."""


class Crowd:
    """The timetables of a script.

    Parameters
    ----------
    script : routes of everything that moves.
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
