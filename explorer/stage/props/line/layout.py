"""Layout of the production line, and its static meshes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ....exhibits.line.flow import BUFFER, STATIONS
from ...primitives.meshes import Floats, Mesh, ball, box, cylinder, joined
from ...primitives.palette import INK, LEMON, OAK, PAPER, PAPER_2, STEEL_DARK

PITCH_M = 68 / 9
"""Distance between places: the raw store, six stations, the store of finished parts."""

PLACES = STATIONS + 2
WEST_M = -PLACES / 2 * PITCH_M
SLOT_M, SLOT_FROM_M = 0.74, 4.3
ENTER_M, EXIT_M = 5.2, 6.9
MACHINE_FROM_M, MACHINE_TO_M = 4.75, 7.35
SENSOR_M = 7.45

BELT_Y_M, BELT_Z_M = -3.6, 1.05
GLASS_Y_M, GLASS_Z_M = 2.4, 5.0
PART_M = (0.6, 0.95, 0.66)
LAYER_M = PART_M[2] + 0.04

PILE_HIGH = 6
"""Layers of ghosts drawn on a place; the counter shows the full number."""

HANG_LOW = 3

CYAN = "#38C6DA"


def place_x(place: npt.ArrayLike) -> Floats:
    """West edge of a place, 0 for the raw store."""
    return np.asarray(WEST_M + PITCH_M * np.asarray(place), np.float32)


def station_x(station: npt.ArrayLike) -> Floats:
    """West edge of a station, counted from 0."""
    return place_x(np.asarray(station) + 1)


def pile(place: int, count: int) -> Floats:
    """Positions of the parts beyond the slots and the machine of a place, in layers."""
    numbers = np.arange(min(count, BUFFER * PILE_HIGH))
    return _layers(place, numbers, GLASS_Z_M + LAYER_M * (1 + numbers // BUFFER))


def hanging(place: int, count: int) -> Floats:
    """Positions of the outlines for a negative number of parts."""
    numbers = np.arange(min(count, BUFFER * HANG_LOW))
    return _layers(place, numbers, GLASS_Z_M - 0.2 - LAYER_M * (1 + numbers // BUFFER))


def _layers(place: int, numbers: npt.NDArray[np.int64], z: Floats) -> Floats:
    x = place_x(place) + SLOT_FROM_M - SLOT_M * (numbers % BUFFER)
    return np.column_stack([x, np.full(len(x), GLASS_Y_M), z]).astype(np.float32)


def hollow() -> Mesh:
    """The outline of a missing part."""
    width, depth, height = PART_M
    thin = 0.1
    flat = [box(width, thin, thin).moved(y=-depth / 2, z=z) for z in (0.0, height - thin)]
    posts = [box(thin, thin, height).moved(x=x, y=-depth / 2) for x in (-width / 2, width / 2)]
    return joined([*flat, *posts])


def cross() -> Mesh:
    """Two crossed bars, seen from the front."""
    turn = np.array([[1, 0, 1], [0, np.sqrt(2), 0], [-1, 0, 1]]) / np.sqrt(2)
    bar = box(1.5, 0.12, 0.26).moved(z=-0.13)
    return joined([bar.turned(turn), bar.turned(turn.T)])


def solid_line(accent: str) -> Mesh:
    """Belt and machines."""
    west, east = float(place_x(0)) + 0.6, float(place_x(PLACES)) - 0.6
    meshes = [
        box(east - west, 1.5, 0.14)
        .moved(x=(west + east) / 2, y=BELT_Y_M, z=BELT_Z_M - 0.16)
        .painted(STEEL_DARK)
    ]
    for side in (-1, 1):
        rail = box(east - west, 0.14, 0.34).painted(accent)
        meshes.append(rail.moved(x=(west + east) / 2, y=BELT_Y_M + side * 0.82, z=BELT_Z_M - 0.26))
    for x in np.arange(west + 0.8, east, PITCH_M / 3):
        meshes.append(box(0.16, 1.4, BELT_Z_M - 0.2).moved(x=float(x), y=BELT_Y_M).painted(INK))
    for station in range(STATIONS):
        meshes.append(_machine(accent).moved(x=float(station_x(station))))
    meshes.append(_store(float(place_x(0))))
    meshes.append(_store(float(place_x(PLACES - 1))))
    return joined(meshes)


def _machine(accent: str) -> Mesh:
    middle, width = (MACHINE_FROM_M + MACHINE_TO_M) / 2, MACHINE_TO_M - MACHINE_FROM_M
    return joined(
        [
            box(width, 2.6, 3.3).moved(x=middle, y=-1.2).painted(PAPER),
            box(width, 1.9, 1.15).moved(x=middle, y=-3.4, z=2.15).painted(PAPER),
            box(width + 0.04, 1.94, 0.16).moved(x=middle, y=-3.4, z=2.12).painted(accent),
            box(width - 0.3, 0.06, 0.86).moved(x=middle, y=-4.37, z=2.36).painted(INK),
            box(0.16, 0.16, 2.2).moved(x=MACHINE_FROM_M + 0.1, y=-4.3).painted(PAPER_2),
            box(0.16, 0.16, 2.2).moved(x=MACHINE_TO_M - 0.1, y=-4.3).painted(PAPER_2),
        ]
    )


def _store(west_m: float) -> Mesh:
    """A pallet floor beside the belt."""
    return box(5.4, 3.4, 0.16).moved(x=west_m + PITCH_M / 2, y=-0.6).painted(OAK)


def people() -> Mesh:
    """A person at each station: the eyes that the twin lacks."""
    body = joined(
        [
            cylinder(0.3, 1.15, 7, top=0.24).moved(z=0.3).painted("#E4572E"),
            cylinder(0.2, 0.5, 6).painted(INK),
            ball(0.19, 7, 4).moved(z=1.68).painted("#D9A883"),
            ball(0.22, 7, 3).moved(z=1.78).painted(LEMON),
        ]
    )
    return joined([body.moved(x=float(person_x(number)), y=PERSON_Y_M) for number in range(STATIONS)])


PERSON_Y_M = -6.3


def person_x(station: npt.ArrayLike) -> Floats:
    """Position of the person at a station."""
    return np.asarray(station_x(station) + 1.3, np.float32)


def glass_line() -> Mesh:
    """The twin: the same belt and machines in glass."""
    west, east = float(place_x(0)) + 0.6, float(place_x(PLACES)) - 0.6
    middle = (west + east) / 2
    meshes = [
        box(east - west, 1.3, 0.12).moved(x=middle, y=GLASS_Y_M, z=GLASS_Z_M - 0.14).painted(CYAN, 0.35, 0.4)
    ]
    for station in range(STATIONS):
        x = float(station_x(station)) + (MACHINE_FROM_M + MACHINE_TO_M) / 2
        width = MACHINE_TO_M - MACHINE_FROM_M
        meshes.append(box(width, 1.7, 1.9).moved(x=x, y=GLASS_Y_M, z=GLASS_Z_M).painted("#A9E4EC", 0.25, 0.2))
    return joined(meshes)


def glass_edges() -> Mesh:
    """Bright edges of the glass, and its supports."""
    west, east = float(place_x(0)) + 0.6, float(place_x(PLACES)) - 0.6
    middle = (west + east) / 2
    meshes = [
        box(east - west, 0.1, 0.12).moved(x=middle, y=GLASS_Y_M + side * 0.68, z=GLASS_Z_M - 0.12)
        for side in (-1, 1)
    ]
    width = MACHINE_TO_M - MACHINE_FROM_M
    for station in range(STATIONS):
        x = float(station_x(station)) + (MACHINE_FROM_M + MACHINE_TO_M) / 2
        for side in (-1, 1):
            for z in (0.0, 1.84):
                rail = box(width, 0.07, 0.07)
                meshes.append(rail.moved(x=x, y=GLASS_Y_M + side * 0.85, z=GLASS_Z_M + z))
            for end in (-1, 1):
                post = box(0.07, 0.07, 1.9)
                meshes.append(post.moved(x=x + end * width / 2, y=GLASS_Y_M + side * 0.85, z=GLASS_Z_M))
    edges = joined(meshes).painted("#BDF3FA", 0.6)
    posts = [
        box(0.14, 0.14, GLASS_Z_M - 0.14).moved(x=float(place_x(place)), y=GLASS_Y_M + 0.6).painted(PAPER_2)
        for place in range(1, PLACES)
    ]
    return joined([edges, *posts])
