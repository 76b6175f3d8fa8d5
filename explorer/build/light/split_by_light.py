"""Subdivides triangles where light does not vary linearly along their edges."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.build.geometry.arrays import Arrays, heights, longest_edges
from explorer.build.geometry.mesh_builder import Lamp
from explorer.build.geometry.shapes import Floats
from explorer.build.geometry.subdivide import halved, halved_values
from explorer.build.light.ray_tracing import World, night_light

PULL_IN = 0.06
LIFT_M = 0.04
THIN_M = 0.5
LUMINANCE = np.array([0.3, 0.6, 0.1])
TRIAL_RAYS = 20
LEVEL = 0.95
NIGHT_SHARE = 0.6
LOW_M = 7.0
"""Height below which pools and fans of lamplight show, since lamps are near."""
ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Fineness:
    """How finely a part is split: edges between the two lengths, where light deviates from linear by more than `bend`.

    Low level surfaces are seen from nearby, under lamps and with shadows of walls: they are split down
    to `floor_m`, where light deviates by more than `floor_bend`.
    """

    longest_m: float
    shortest_m: float
    bend: float
    floor_m: float = math.inf
    floor_bend: float = math.inf


def sample_points(points: Floats, face_normals: Floats) -> Floats:
    """Sample points of the corners, (n, 3, 3): slightly inside the triangle and above it."""
    centre = points.mean(axis=1, keepdims=True)
    return np.asarray(points + (centre - points) * PULL_IN + face_normals[:, None] * LIFT_M)


def split_by_light(arrays: Arrays, world: World, lamps: Sequence[Lamp], fineness: Fineness) -> Arrays:
    """The triangles with long edges halved where the light along them is not linear."""

    def brightness(points: Floats, normals: Floats) -> Floats:
        """Ambient light by day, plus the light at night where lamplight shows."""
        gathered = world.gather(points, normals, TRIAL_RAYS)
        bright = gathered.day @ LUMINANCE
        level = (normals[:, 2] > LEVEL) | (points[:, 2] < LOW_M)
        if level.any():
            night = night_light(world, lamps, points[level], normals[level], gathered.night[level])
            bright[level] += np.minimum(night @ LUMINANCE * NIGHT_SHARE, 1.0)
        return np.asarray(bright)

    normals = arrays.face_normals
    corners = sample_points(arrays.points, normals).reshape(-1, 3)
    corner_light = brightness(corners, np.repeat(normals, 3, axis=0)).reshape(-1, 3)
    settled = np.zeros(len(arrays), bool)
    for _ in range(ROUNDS):
        edge, length = longest_edges(arrays.points)
        floor = _floors(arrays)
        shortest = np.where(floor, min(fineness.floor_m, fineness.shortest_m), fineness.shortest_m)
        rows = np.flatnonzero((length > shortest) & ~settled)
        if not len(rows):
            break
        middle_light = brightness(*_middles(arrays, rows, edge[rows]))
        thin = heights(arrays.points[rows], length[rows]) < THIN_M
        bends = _bend(corner_light[rows], edge[rows], middle_light)
        bend = np.where(floor[rows], min(fineness.floor_bend, fineness.bend), fineness.bend)
        split = (bends > bend * np.where(thin, 2.5, 1)) | (
            length[rows] > fineness.longest_m * np.where(thin, 2, 1)
        )
        settled[rows[~split]] = True
        rows, middle_light = rows[split], middle_light[split]
        if not len(rows):
            break
        corner_light = halved_values(corner_light, rows, edge[rows], middle_light)
        kept = np.delete(settled, rows)
        arrays = halved(arrays, rows, edge[rows])
        settled = np.concatenate([kept, np.zeros(2 * len(rows), bool)])
    return arrays


def _floors(arrays: Arrays) -> npt.NDArray[np.bool_]:
    """The mask of low level triangles."""
    return np.asarray((arrays.face_normals[:, 2] > LEVEL) & (arrays.points[:, :, 2].max(axis=1) < LOW_M))


def _middles(
    arrays: Arrays, rows: npt.NDArray[np.int64], edge: npt.NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Sample points at the middle of each edge, and the normals there."""
    points, each = arrays.points[rows], np.arange(len(rows))
    start, end, opposite = (points[each, (edge + step) % 3] for step in range(3))
    across = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    normals = across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    middle = (start + end) / 2
    return middle + (opposite - middle) * PULL_IN + normals * LIFT_M, normals


def _bend(corner_light: Floats, edge: npt.NDArray[np.int64], middle_light: Floats) -> Floats:
    """Difference of the light at the middle of an edge from the mean of its ends."""
    each = np.arange(len(edge))
    mean = (corner_light[each, edge] + corner_light[each, (edge + 1) % 3]) / 2
    return np.asarray(np.abs(middle_light - mean))
