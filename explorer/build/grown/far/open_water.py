"""Water of a real site that reaches the edge of its map and goes on beyond it: a sea, a lake, or a river."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from explorer.build.geometry.arrays import ALWAYS
from explorer.build.geometry.lit_mesh import unlit
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pipeline.pack import Label, Packer
from explorer.build.site.plan import WATER_LEVEL_M
from explorer.build.site.surroundings import WATER

REACH_M, CELL_M = 1500.0, 170.0
NEAR_M, NEAR_CELL_M = 510.0, 56.7
"""Near the site its surface has smaller cells, since the sky is reflected at their corners."""

TOUCH_M = 2.0
"""Largest distance from the edge of the map at which water reaches it."""

WIDE_M = 25.0
"""Minimum length of the edge of the map along which water goes on as a sea: less is a river or a pond."""

RIVER_FROM_M, RIVER_REACH_M, RIVER_STEP_M = 2.0, 900.0, 15.0
"""Least width of a river at the edge of the map, how far it goes on, and the length of its pieces."""

BACK_M = 30.0
"""Distance from the edge at which a river's direction is measured."""
BENDS = ((16.0, 105.0), (9.0, 47.0))
"""Size of a river's bends to both sides, and their length as a wave number's inverse, metres."""
MOST_OBLIQUE = 0.5
"""Least share of a river's direction that leads straight out of the map."""


def open_water(water: BaseGeometry, map_m: tuple[float, float, float, float]) -> BaseGeometry:
    """The water that goes on beyond the map, with its continuation.

    Parameters
    ----------
    water : all water of the map.
    map_m : west, south, east and north edge of the map.
    """
    if water.is_empty:
        return Polygon()
    west, south, east, north = map_m
    parts: list[BaseGeometry] = []
    for piece in getattr(water, "geoms", [water]):
        runs = []
        for strip, outward in _edges(map_m):
            touching = piece.intersection(strip)
            if not touching.is_empty and max(np.ptp(np.reshape(touching.bounds, (2, 2)), axis=0)) >= WIDE_M:
                runs.append(_onward(touching.bounds, outward))
        for x, y in ((west, south), (west, north), (east, south), (east, north)):
            if runs and piece.distance(Point(x, y)) < TOUCH_M:
                far_x, far_y = (-REACH_M if x == west else REACH_M), (-REACH_M if y == south else REACH_M)
                runs.append(box(min(x, far_x), min(y, far_y), max(x, far_x), max(y, far_y)))
        parts += [piece, *runs] if runs else []
    return unary_union(parts).buffer(0.5).buffer(-0.5) if parts else Polygon()


def _edges(map_m: tuple[float, float, float, float]) -> list[tuple[Polygon, tuple[int, int]]]:
    """The strips along the four edges of a map, and the direction out of it at each."""
    west, south, east, north = map_m
    return [
        (box(west, south, west + TOUCH_M, north), (-1, 0)),
        (box(east - TOUCH_M, south, east, north), (1, 0)),
        (box(west, south, east, south + TOUCH_M), (0, -1)),
        (box(west, north - TOUCH_M, east, north), (0, 1)),
    ]


def rivers_onward(water: BaseGeometry, map_m: tuple[float, float, float, float]) -> BaseGeometry:
    """The rivers beyond the map, each as wide as at its edge, in its direction and then in gentle bends.

    Parameters
    ----------
    water : the water of the map that is no sea.
    map_m : west, south, east and north edge of the map.
    """
    courses = []
    for strip, (x, y) in _edges(map_m):
        touching, outward = water.intersection(strip), np.array([x, y], float)
        inner = affinity.translate(strip, -x * BACK_M, -y * BACK_M).buffer(TOUCH_M)
        for run in getattr(touching, "geoms", [touching]):
            low, high = np.reshape(run.bounds, (2, 2)) if not run.is_empty else np.zeros((2, 2))
            width = float((high - low) @ np.abs(outward[::-1]))
            if width < RIVER_FROM_M:
                continue
            mouth = (low + high) / 2
            behind = water.intersection(inner).intersection(run.buffer(2 * BACK_M))
            from_ = np.array(behind.centroid.coords[0]) if not behind.is_empty else mouth - outward
            ahead = (mouth - from_) / max(float(np.linalg.norm(mouth - from_)), 1e-6)
            if ahead @ outward < MOST_OBLIQUE:
                ahead = outward
            courses.append(_course(mouth, ahead, width * float(ahead @ outward)))
    return unary_union(courses)


def _course(mouth: np.ndarray, ahead: np.ndarray, width_m: float) -> Polygon:
    """A river from the edge of the map on."""
    way = np.arange(-RIVER_STEP_M, RIVER_REACH_M, RIVER_STEP_M)
    aside = sum(size * (1 - np.cos(way / length)) for size, length in BENDS) * np.clip(
        way / BENDS[0][1], 0, 1
    )
    line = mouth + way[:, None] * ahead + np.asarray(aside)[:, None] * [-ahead[1], ahead[0]]
    return LineString(line).buffer(width_m / 2, cap_style="flat")


def _onward(bounds: tuple[float, float, float, float], outward: tuple[int, int]) -> Polygon:
    """A rectangle continued to the horizon."""
    x0, y0, x1, y1 = bounds
    x, y = (step * REACH_M for step in outward)
    return box(x if x < 0 else x0, y if y < 0 else y0, x if x > 0 else x1, y if y > 0 else y1)


def add_cells(builder: MeshBuilder, water: BaseGeometry, reach_m: float, step_m: float) -> None:
    """A surface of water in square cells, as far as `reach_m` from the middle."""
    shapely.prepare(water)
    for x in np.arange(-reach_m, reach_m, step_m):
        for y in np.arange(-reach_m, reach_m, step_m):
            cell = box(x, y, x + step_m, y + step_m)
            if water.intersects(cell):
                builder.plate(water.intersection(cell), WATER_LEVEL_M, WATER)


def add_open_water(packer: Packer, sea: BaseGeometry) -> None:
    """Its surface, in cells small enough for haze."""
    if sea.is_empty:
        return
    builder, near = MeshBuilder(6), box(-NEAR_M, -NEAR_M, NEAR_M, NEAR_M)
    for part, reach, step in (
        (sea.intersection(near), NEAR_M, NEAR_CELL_M),
        (sea.difference(near), REACH_M, CELL_M),
    ):
        add_cells(builder, part, reach, step)
    packer.add(unlit(builder.arrays().of_detail(ALWAYS)), Label("open_water", "water", "water"))
