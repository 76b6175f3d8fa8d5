"""Layout of the lagging hand, in the prop's own metres, and its static meshes."""

from __future__ import annotations

import numpy as np

from ....exhibits.drivers.pipe import REACH_M
from ...primitives.meshes import Floats, Mesh, box, cylinder, joined, spans, torus
from ...primitives.palette import GOLD, GREEN

SCALE = 10.5
"""Metres of the park for one metre of the hand's world."""

MIDDLE_Z_M, FRAME_M = 8.3, 0.16
PANE_Y_M = 0.95
"""Position of the glass: high enough that the name of the gate below it is visible."""

HALF_M = REACH_M * SCALE + np.array((1.3, 1.35))
ABOVE_Z_M = float(MIDDLE_Z_M + HALF_M[1]) + FRAME_M
"""The top of the window."""

PILLARS = ("display", "overlay", "prediction", "cloud", "network")
"""Pylons from the west, in rising order."""

PILLAR_X_M = -17.2 + 8.6 * np.arange(5)
PILLAR_HIGH_M = np.array((12.0, 16.5, 20.0, 23.0, 25.0))
PILLAR_Y_M, SLOT_Y_M = 13.0, 10.36

CHAIN_X_M, CHAIN_Y_M, MS_M, MOST_MS, COMFORT_MS = -8.4, -2.9, 0.14, 120.0, 20.0

INK, PAPER, STEEL, OAK = "#2E343B", "#F3EEE6", "#8F959B", "#C68A45"

UPRIGHT = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], float)
"""A rotation that makes flat things face the visitor."""


def scene_position(at_m: np.ndarray, y: float = 0.0) -> tuple[float, float, float]:
    """A point of the hand's world in the prop's own metres."""
    return float(at_m[0]) * SCALE, y, MIDDLE_Z_M + float(at_m[1]) * SCALE


def scene_positions(at_m: np.ndarray, y: float) -> Floats:
    """Points of the hand's world in the prop's own metres, shape (n, 3)."""
    return np.column_stack(
        [at_m[:, 0] * SCALE, np.full(len(at_m), y), MIDDLE_Z_M + at_m[:, 1] * SCALE]
    ).astype(np.float32)


def hand() -> Mesh:
    """An open hand, palm to the visitor, its middle at the origin."""
    parts = [box(1.3, 0.34, 1.25).moved(z=-0.85)]
    for number, high in enumerate((0.95, 1.15, 1.05, 0.8)):
        x = -0.49 + 0.325 * number
        parts.append(cylinder(0.15, high, 7).moved(x=x, z=0.38))
    tilt = np.radians(48)
    lean = np.array([[np.cos(tilt), 0, -np.sin(tilt)], [0, 1, 0], [np.sin(tilt), 0, np.cos(tilt)]])
    parts.append(cylinder(0.17, 0.95, 7).turned(lean).moved(x=-0.55, z=-0.5))
    parts.append(cylinder(0.36, 0.5, 10).moved(z=-1.33))
    return joined(parts).scaled(1.5, 1.3, 1.5)


def gear() -> Mesh:
    """The object: a gear of the pump, facing the visitor."""
    teeth = []
    for angle in np.linspace(0, 2 * np.pi, 9)[:-1]:
        turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
        teeth.append(box(0.3, 0.26, 0.3).moved(x=0.72).turned(turn))
    parts = [cylinder(0.65, 0.3, 16).painted(GOLD), joined(teeth).painted(GOLD)]
    parts.append(cylinder(0.24, 0.36, 10).painted(INK))
    return joined(parts).turned(UPRIGHT)


def outline() -> Mesh:
    """The ring that an AR headset would draw round the object."""
    return torus(1.12, 0.1, 28, 6).turned(UPRIGHT)


def stage() -> Mesh:
    """Frame of the window with a mark each 10 cm, deck, and the ruler of the chain."""
    wide, high = HALF_M
    foot, frame = MIDDLE_Z_M - high, []
    for z in (foot, MIDDLE_Z_M + high):
        frame.append(box(2 * wide + FRAME_M, 0.3, FRAME_M).moved(y=0.8, z=z - FRAME_M / 2).painted(PAPER))
    for x in (-wide, wide):
        frame.append(box(FRAME_M, 0.3, 2 * high).moved(x, 0.8, foot).painted(PAPER))
        frame.append(box(0.4, 0.4, foot).moved(x, 0.8).painted(OAK))
    for number in range(-8, 9):
        tall = 0.5 if number % 4 == 0 else 0.26
        frame.append(box(0.07, 0.34, tall).moved(number * 0.1 * SCALE, 0.78, foot).painted(PAPER))
    long = MOST_MS * MS_M
    deck = [box(long + 1.6, 2.3, 0.22).moved(CHAIN_X_M + long / 2, CHAIN_Y_M).painted(INK)]
    for ms in range(0, int(MOST_MS) + 1, 10):
        deep = 0.8 if ms % 20 == 0 else 0.4
        x = CHAIN_X_M + ms * MS_M
        deck.append(box(0.08, deep, 0.04).moved(x, CHAIN_Y_M - 1.1 + deep / 2, 0.22).painted(PAPER, glow=0.3))
    x = CHAIN_X_M + COMFORT_MS * MS_M
    deck.append(box(0.14, 2.3, 0.06).moved(x, CHAIN_Y_M, 0.22).painted(GREEN, glow=0.8))
    deck.append(box(0.14, 0.14, 2.1).moved(x, CHAIN_Y_M + 1.0, 0.2).painted(GREEN, glow=0.8))
    deck.append(box(0.9, 0.1, 0.5).moved(x + 0.45, CHAIN_Y_M + 1.0, 1.8).painted(GREEN, glow=0.8))
    return joined(frame + deck)


def pane() -> Mesh:
    """The dark window behind the hands."""
    wide, high = HALF_M
    return (
        box(2 * wide, 0.04, 2 * high).moved(y=PANE_Y_M, z=MIDDLE_Z_M - high).painted("#1E2A33", opacity=0.8)
    )


def ribbon() -> tuple[Floats, Floats, Floats, np.ndarray]:
    """The ribbon over the pylons as short bars: positions, rotations, lengths, and the pylon that each belongs to."""
    knots_x = np.array([-23.0, *PILLAR_X_M, 19.8])
    knots_z = np.array([3.0, *(PILLAR_HIGH_M - 3.2), 24.5])
    curve = np.polynomial.Polynomial.fit(knots_x, knots_z, 4)
    x = np.linspace(knots_x[0], knots_x[-1], 31)
    line = np.column_stack([x, np.full(31, SLOT_Y_M - 0.45), curve(x)])
    at, rotations, long = spans(line[:-1], line[1:])
    return at, rotations, long, np.clip(np.searchsorted(PILLAR_X_M, x[1:] - 0.5), 0, 4)
