"""Layout of the needle's terrace, and its static meshes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...primitives.meshes import Floats, Mesh, box, cylinder, joined, spans
from ...primitives.palette import INK, OAK, PAPER, PAPER_2, STEEL_DARK

TRACK_M, TRACK_DEEP_M, TRACK_Y_M, TRACK_Z_M, TRACK_POINTS = (10.4, 3.9, -9.4, 0.28, 96)
"""Half width, half depth and middle of the figure of eight before the needle; a lap is one full circuit."""

OFF_M = 0.7
"""Metres on the terrace for one metre off the line."""

LAPS_X_M, LAPS_STEP_M, LAPS_Y_M, LAPS_Z_M = 5.5, 0.66, -0.6, 1.4
FULL_M = 6.5
"""Height of a lap's column at full cost, and that cost; a crash is one step higher."""

MODEL_X_M, MODEL_STEP_M, MODEL_Y_M, MODEL_Z_M, MODEL_M = -12.2, 2.6, -0.6, 1.4, 4.6
MODEL_FULL = (20.0, 2.0, 4.0)
"""Values of a bar of full length: tipping N/m, friction N s/m, mass kg."""

GATE_Y_M, GATE_Z_M, GATE_HALF_M, FULL_N = -0.75, 7.6, 4.2, 40.0
"""The gauge of force over the door: its position and half width, and the force at its ends."""

THREAD_END = (-9.6, -0.9, 6.2)

RED, GOLD = "#E5352B", "#F2BE2E"


def on_track(share: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Points of the track at shares of a lap, shape (n, 3), and the direction to the left of it, shape (n, 3)."""
    t = 2 * np.pi * np.atleast_1d(np.asarray(share, float)) + 2.35
    zero = np.zeros_like(t)
    at = np.column_stack([TRACK_M * np.sin(t), TRACK_Y_M + TRACK_DEEP_M * np.sin(2 * t), zero + TRACK_Z_M])
    way = np.column_stack([TRACK_M * np.cos(t), 2 * TRACK_DEEP_M * np.cos(2 * t), zero])
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    return at.astype(np.float32), np.column_stack([-way[:, 1], way[:, 0], zero]).astype(np.float32)


def frames(left: Floats) -> Floats:
    """Rotations whose y points along the track and whose x points to the right of it, shape (n, 3, 3)."""
    along = np.column_stack([left[:, 1], -left[:, 0], np.zeros(len(left))])
    up = np.tile((0.0, 0.0, 1.0), (len(left), 1))
    return np.stack([-left, along, up], axis=-1).astype(np.float32)


def leaning(rotations: Floats, angle: npt.ArrayLike) -> Floats:
    """Those rotations with a lean to the right by an angle, in radians."""
    c, s = np.cos(np.atleast_1d(angle)), np.sin(np.atleast_1d(angle))
    zero, one = np.zeros_like(c), np.ones_like(c)
    lean = np.stack(
        [
            np.stack([c, zero, s], axis=-1),
            np.stack([zero, one, zero], axis=-1),
            np.stack([-s, zero, c], axis=-1),
        ],
        axis=-2,
    )
    return np.asarray(rotations @ lean, np.float32)


def machine() -> Mesh:
    """A body on one wheel with a mast: it tips to its sides."""
    wheel = cylinder(0.42, 0.24, 14).turned(np.array(((0, 0, -1), (0, 1, 0), (1, 0, 0)))).moved(0.12, 0, 0.42)
    return joined(
        [
            wheel.painted(INK),
            box(0.9, 1.7, 0.7).moved(z=0.75).painted(OAK),
            box(0.62, 1.2, 0.26).moved(z=1.45).painted(PAPER),
            cylinder(0.09, 1.5, 8).moved(z=1.7).painted(STEEL_DARK),
            box(0.5, 0.5, 0.42).moved(z=3.1).painted(PAPER, 0.2),
        ]
    )


def terrace(accent: str) -> Mesh:
    """The track, the plinths of columns and bars, and the frame of the force gauge."""
    points, _ = on_track(np.arange(TRACK_POINTS) / TRACK_POINTS)
    start, rotations, lengths = spans(points, np.roll(points, -1, axis=0))
    meshes = []
    for (x, y, z), turn, length in zip(start.tolist(), rotations, lengths.tolist(), strict=True):
        meshes.append(box(0.34, 0.34, length * 1.03).turned(turn).moved(x, y, z).painted(accent, 0.45))
    gate, left = on_track([0.0])
    x, y, z = gate[0].tolist()
    meshes.append(box(2.6, 0.7, 0.05).turned(frames(left)[0]).moved(x, y, z - 0.2).painted(PAPER, 0.4))
    meshes.append(box(0.9, 0.75, 0.06).turned(frames(left)[0]).moved(x, y, z - 0.2).painted(INK))
    wide = LAPS_STEP_M * 12
    meshes.append(
        box(wide + 0.4, 1.2, LAPS_Z_M).moved(LAPS_X_M + wide / 2 - LAPS_STEP_M / 2, LAPS_Y_M).painted(PAPER_2)
    )
    for number in range(3):
        x = MODEL_X_M + MODEL_STEP_M * number
        meshes.append(box(MODEL_STEP_M - 0.3, 1.2, MODEL_Z_M).moved(x, MODEL_Y_M).painted(PAPER_2))
        meshes.append(
            box(MODEL_STEP_M - 0.3, 0.1, MODEL_M + 0.4).moved(x, MODEL_Y_M + 0.55, MODEL_Z_M).painted(INK)
        )
    meshes.append(
        box(2 * GATE_HALF_M + 0.6, 0.2, 1.5).moved(0, GATE_Y_M - 3.6, GATE_Z_M - 0.35).painted(INK, 0.05)
    )
    for side in (-1, 1):
        meshes.append(
            box(0.3, 0.3, GATE_Z_M - 0.2).moved(side * (GATE_HALF_M - 0.3), GATE_Y_M - 3.45).painted(OAK)
        )
    meshes.append(box(0.08, 0.1, 1.3).moved(0, GATE_Y_M - 3.75, GATE_Z_M - 0.25).painted(PAPER, 0.4))
    return joined(meshes)
