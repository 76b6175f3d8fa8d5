"""Fits a model into its place in a scene."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import Literal

import numpy as np

from ...i18n import Text
from .mesh import Floats, Mesh, NotRead

GROUND_LEVEL_M = 0.18
MOST_TIMES = 4.0
"""Maximum size of a model relative to its place, in each direction."""
LEAST_SHARE = 0.02
"""Minimum share of its place that a model must fill in at least one direction to be visible."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Position, orientation and size of a model."""

    centre_m: tuple[float, float]
    # footprint_m, height_m: the space available
    footprint_m: tuple[float, float]
    height_m: float
    heading_deg: float = 180.0  # direction of its front, clockwise from north
    up: Literal["y", "z"] = "z"  # the axis of the file that points up
    turn_deg: float = 0.0  # initial rotation, clockwise seen from above
    scale: float | None = None  # metres per unit of the file; None: as large as fits


def fitted(mesh: Mesh, placing: Placing) -> Mesh:
    """The model in metres, on the ground, centred in its footprint.

    Raises NotRead if it would be far larger than its place, or too small to see.
    """
    points, normals = (upright(array, placing.up, placing.turn_deg) for array in (mesh.points, mesh.normals))
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.array([*placing.footprint_m, placing.height_m])
    scale = placing.scale
    if scale is None:
        scale = float((room / np.maximum(high - low, 1e-300)).min())
    size = (high - low) * scale
    if (size > MOST_TIMES * room).any() or (size < LEAST_SHARE * room).all():
        measures, place = (" × ".join(f"{side:.3g}" for side in sides) for sides in (size, room))
        raise NotRead(
            Text("with this scale it measures {measures} m in a place of {place} m", measures=measures, place=place),
            Text("leave `scale` out to have it fit, or correct it (0.001 for a file in millimetres)"),
        )  # fmt: skip
    foot = np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]])
    heading = _about(180.0 - placing.heading_deg)
    rig = mesh.rig
    if rig is not None:
        whole = np.eye(4)
        whole[:3, :3] = scale * heading @ upright(np.eye(3), placing.up, placing.turn_deg).T
        whole[:3, 3] = [*placing.centre_m, GROUND_LEVEL_M] - scale * heading @ foot
        rig = rig.placed(whole)
    return replace(
        mesh,
        rig=rig,
        points=(points - foot) * scale @ heading.T + [*placing.centre_m, GROUND_LEVEL_M],
        normals=normals @ heading.T,
    )


def upright(vectors: Floats, up: Literal["y", "z"], turn_deg: float) -> Floats:
    """Points or normals of a file with z up, turned clockwise about it, (n, 3)."""
    if up == "y":
        vectors = vectors[:, [0, 2, 1]] * [1, -1, 1]
    return np.asarray(vectors @ _about(-turn_deg).T)


def _about(degrees: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Rotation about the vertical, counter-clockwise seen from above."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
