"""Splitting of triangles, so that light told in their corners is true between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.kit.rays import World
from explorer.kit.shapes import Floats
from explorer.kit.soup import Arrays

PULL_IN = 0.06
LIFT_M = 0.04
THIN_M = 0.5
LUMINANCE = np.array([0.3, 0.6, 0.1])
TRIAL_RAYS = 20
ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Fineness:
    """How far a part is split: edges between the two lengths, where light bends by more than `bend`."""

    longest_m: float
    shortest_m: float
    bend: float


def sample_points(points: Floats, face_normals: Floats) -> Floats:
    """Where the light of each corner is gathered, (n, 3, 3): a little inside the triangle and above it."""
    centre = points.mean(axis=1, keepdims=True)
    return np.asarray(points + (centre - points) * PULL_IN + face_normals[:, None] * LIFT_M)


def split_by_length(arrays: Arrays, longest_m: float) -> Arrays:
    """The triangles with their longest edges halved until none is longer than `longest_m`."""
    for _ in range(14):
        edge, length = _longest_edges(arrays.points)
        rows = np.flatnonzero(length > longest_m)
        if not len(rows):
            break
        arrays = _halved(arrays, rows, edge[rows])
    return arrays


def split_by_light(arrays: Arrays, world: World, fineness: Fineness) -> Arrays:
    """The triangles with long edges halved where the ambient light is not even along them."""
    normals = arrays.face_normals
    corner_light = _brightness(world, sample_points(arrays.points, normals).reshape(-1, 3), normals, 3)
    settled = np.zeros(len(arrays), bool)
    for _ in range(ROUNDS):
        edge, length = _longest_edges(arrays.points)
        rows = np.flatnonzero((length > fineness.shortest_m) & ~settled)
        if not len(rows):
            break
        bends, middle_light = _bend(arrays, world, rows, edge[rows], corner_light[rows], fineness.bend)
        thin = _heights(arrays.points[rows], length[rows]) < THIN_M
        split = bends | (length[rows] > fineness.longest_m * np.where(thin, 2, 1))
        settled[rows[~split]] = True
        rows, middle_light = rows[split], middle_light[split]
        if not len(rows):
            break
        corner_light = _halved_values(corner_light, rows, edge[rows], middle_light)
        kept = np.delete(settled, rows)
        arrays = _halved(arrays, rows, edge[rows])
        settled = np.concatenate([kept, np.zeros(2 * len(rows), bool)])
    return arrays


def _bend(
    arrays: Arrays,
    world: World,
    rows: npt.NDArray[np.int64],
    edge: npt.NDArray[np.int64],
    corner_light: Floats,
    limit: float,
) -> tuple[npt.NDArray[np.bool_], Floats]:
    """Whether the light at the middle of an edge differs from its ends' mean, and that light."""
    each = np.arange(len(rows))
    points = arrays.points[rows]
    start, end, opposite = (points[each, (edge + step) % 3] for step in range(3))
    normals = arrays.face_normals[rows]
    middle = (start + end) / 2
    light = _brightness(world, middle + (opposite - middle) * PULL_IN + normals * LIFT_M, normals, 1).ravel()
    mean = (corner_light[each, edge] + corner_light[each, (edge + 1) % 3]) / 2
    thin = _heights(points, np.linalg.norm(end - start, axis=1)) < THIN_M
    return np.abs(light - mean) > np.where(thin, limit * 2.5, limit), light


def _brightness(world: World, points: Floats, normals: Floats, repeats: int) -> Floats:
    gathered = world.gather(points, np.repeat(normals, repeats, axis=0), TRIAL_RAYS)
    return np.asarray((gathered.day @ LUMINANCE).reshape(-1, repeats))


def _longest_edges(points: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """For each triangle the corner where its longest edge starts, and that edge's length."""
    lengths = np.linalg.norm(np.roll(points, -1, axis=1) - points, axis=2)
    edge = lengths.argmax(axis=1)
    return edge, lengths[np.arange(len(points)), edge]


def _heights(points: Floats, length: Floats) -> Floats:
    """How high triangles stand over their longest edge: their thickness."""
    area = np.linalg.norm(np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0]), axis=1)
    return np.asarray(area / np.maximum(length, 1e-9))


def thickness(points: Floats) -> tuple[Floats, Floats]:
    """For each triangle the height over its longest edge, and that edge's length."""
    _, length = _longest_edges(points)
    return _heights(points, length), length


def _halved_values(
    values: Floats, rows: npt.NDArray[np.int64], edge: npt.NDArray[np.int64], middle: Floats | None = None
) -> Floats:
    """Corner values after halving the triangles of `rows`: first all others, then first and second halves."""
    each = np.arange(len(rows))
    chosen = values[rows]
    start, end, opposite = (chosen[each, (edge + step) % 3] for step in range(3))
    between = (start + end) / 2 if middle is None else middle
    first = np.stack([start, between, opposite], axis=1)
    second = np.stack([between, end, opposite], axis=1)
    return np.concatenate([np.delete(values, rows, axis=0), first, second])


def _halved(arrays: Arrays, rows: npt.NDArray[np.int64], edge: npt.NDArray[np.int64]) -> Arrays:
    kept = np.delete(np.arange(len(arrays)), rows)
    out = arrays.take(np.concatenate([kept, rows, rows]))
    out.points = _halved_values(arrays.points, rows, edge)
    out.normals = _halved_values(arrays.normals, rows, edge)
    return out
