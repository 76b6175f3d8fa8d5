"""Basic geometry and light of all buildings."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product

import numpy as np
import numpy.typing as npt
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from explorer.build.geometry.material import ACCENTS, GLOWS, WARM, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.shapes import Floats, grid_triangles
from explorer.build.site.plan import GROUND_LEVEL_M, ZONES, Point2

Ring = list[Point2]

FLOOR_CELL_M = 3.6


# Place and light


@contextmanager
def plot(builder: MeshBuilder, zone: str, turn_deg: float = 0.0) -> Iterator[MeshBuilder]:
    """The local frame of a zone's plot: its centre is the origin, its ground is z = 0."""
    x, y = ZONES[zone].centre_m
    with builder.at(x, y, GROUND_LEVEL_M, turn_deg):
        yield builder


def accent(zone: str, gain: float = 2.0) -> Material:
    """The accent of a zone, giving off `gain` times the light of the zone at night."""
    return ACCENTS[zone].lit(GLOWS[zone], gain)


def accent_lamp(
    builder: MeshBuilder,
    zone: str,
    place: npt.ArrayLike,
    intensity: float = 10.0,
    radius: float = 13.0,
    halo: float = 0.0,
) -> None:
    """A lamp in the colour of a zone; `halo` is the radius of the visible glow round it."""
    builder.lamp(place, GLOWS[zone], intensity, radius)
    if halo > 0:
        builder.glow(place, GLOWS[zone], halo)


def warm_lamp(
    builder: MeshBuilder, place: npt.ArrayLike, intensity: float = 12.0, radius: float = 11.0
) -> None:
    """A lamp in the warm colour of windows."""
    builder.lamp(place, WARM, intensity, radius)


# Outlines


def polar(radius: float, angle_deg: float) -> Point2:
    """The point at `radius` from the origin, `angle_deg` anticlockwise from x."""
    angle = math.radians(angle_deg)
    return (radius * math.cos(angle), radius * math.sin(angle))


def rectangle(x0: float, y0: float, x1: float, y1: float) -> Ring:
    """The corners of a rectangle, counter-clockwise."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def square(half: float) -> Ring:
    """The corners of a square about the origin, with sides of twice `half`."""
    return rectangle(-half, -half, half, half)


def regular(radius: float, sides: int, start_deg: float = 0.0) -> Ring:
    """The corners of a regular polygon about the origin."""
    return [polar(radius, start_deg + 360 * i / sides) for i in range(sides)]


def edges(ring: Ring) -> list[tuple[Point2, Point2]]:
    """The sides of a closed ring, each from its start to its end."""
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


def sector(inner: float, outer: float, start_deg: float, end_deg: float, parts: int) -> Floats:
    """The outline of a part of a circular band, shape (2 (parts + 1), 2)."""
    angles = np.radians(np.linspace(start_deg, end_deg, parts + 1))
    bow = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return np.vstack([bow * outer, bow[::-1] * inner])


def disc(x: float, y: float, radius: float, quarter: int = 14) -> Polygon:
    """A round region, each quarter of it drawn with `quarter` segments."""
    return Point(x, y).buffer(radius, quad_segs=quarter)


def annulus(inner: float, outer: float, quarter: int = 18) -> BaseGeometry:
    """A round band about the origin."""
    return disc(0, 0, outer, quarter).difference(disc(0, 0, inner, quarter))


def moved(ring: Ring, dx: float, dy: float) -> Ring:
    """The same ring, moved."""
    return [(x + dx, y + dy) for x, y in ring]


# Lines and surfaces


def floor(builder: MeshBuilder, region: BaseGeometry, z: float, material: Material) -> None:
    """A broad level floor in square cells: a single plate would be cut into long slivers, along which lamplight would show
    as streaks.
    """
    x0, y0, x1, y1 = region.bounds
    for x, y in product(np.arange(x0, x1, FLOOR_CELL_M), np.arange(y0, y1, FLOOR_CELL_M)):
        builder.plate(region.intersection(box(x, y, x + FLOOR_CELL_M, y + FLOOR_CELL_M)), z, material)


def curve(points: npt.ArrayLike, count: int) -> Floats:
    """`count` points of a smooth line (Catmull-Rom) through `points`, shape (n, 3)."""
    stations = np.asarray(points, float)
    padded = np.vstack([2 * stations[0] - stations[1], stations, 2 * stations[-1] - stations[-2]])
    along = np.linspace(0, len(stations) - 1, count)
    legs = np.minimum(along.astype(int), len(stations) - 2)
    t = (along - legs)[:, None]
    before, start, end, after = (padded[legs + i] for i in range(4))
    return np.asarray(
        0.5
        * (
            2 * start
            + (end - before) * t
            + (2 * before - 5 * start + 4 * end - after) * t**2
            + (3 * start - before - 3 * end + after) * t**3
        )
    )


def arc(start: npt.ArrayLike, end: npt.ArrayLike, rise: float, count: int = 28) -> Floats:
    """A parabola from `start` to `end`, `rise` metres above the straight line at its middle."""
    a, b = np.asarray(start, float), np.asarray(end, float)
    t = np.linspace(0, 1, count)[:, None]
    line = a + (b - a) * t
    line[:, 2] += rise * (4 * t * (1 - t))[:, 0]
    return np.asarray(line)


def swept(
    builder: MeshBuilder,
    path: npt.ArrayLike,
    plane_normal: npt.ArrayLike,
    radius: float,
    material: Material,
    sides: int = 6,
) -> None:
    """A round bar along a planar path, without twisting however steep it gets."""
    line = np.asarray(path, float)
    along = np.gradient(line, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    across = np.asarray(plane_normal, float) / np.linalg.norm(plane_normal)
    up = np.cross(across, along)
    angles = np.linspace(0, -2 * np.pi, sides + 1)
    normals = np.cos(angles)[None, :, None] * across + np.sin(angles)[None, :, None] * up[:, None]
    grid = line[:, None] + normals * radius
    builder.triangles(grid_triangles(grid), material, grid_triangles(normals))


def hoop(
    builder: MeshBuilder,
    radius: float,
    thickness: float,
    material: Material,
    centre: tuple[float, float, float] = (0, 0, 0),
    tilt_deg: float = 0.0,
    turn_deg: float = 0.0,
    start_deg: float = 0.0,
    end_deg: float = 360.0,
    sides: int = 40,
    section: int = 6,
) -> None:
    """A ring, or a part of one, of round section: flat, then tilted about x, then rotated about z."""
    if end_deg - start_deg >= 360:  # a closed ring overlaps at its seam, which would gape otherwise
        end_deg, sides = end_deg + 360 / sides, sides + 1
    angles = np.radians(np.linspace(start_deg, end_deg, sides + 1))
    tilt, turn = math.radians(tilt_deg), math.radians(turn_deg)
    x = radius * np.cos(angles)
    y, z = radius * np.sin(angles) * math.cos(tilt), radius * np.sin(angles) * math.sin(tilt)
    turned = (x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn), z)
    axis = (math.sin(tilt) * math.sin(turn), -math.sin(tilt) * math.cos(turn), math.cos(tilt))
    swept(builder, np.stack(turned, axis=1) + np.asarray(centre), axis, thickness, material, section)


def rod(
    builder: MeshBuilder,
    start: npt.ArrayLike,
    end: npt.ArrayLike,
    radius: float,
    material: Material,
    sides: int = 8,
) -> None:
    """A straight round bar with closed ends."""
    a, b = np.asarray(start, float), np.asarray(end, float)
    length = float(np.linalg.norm(b - a))
    along = (b - a) / length
    across = np.cross(along, [1, 0, 0] if abs(along[2]) > 0.9 else [0, 0, 1])
    across /= np.linalg.norm(across)
    with builder.frame(a, across, np.cross(along, across), along):
        builder.cylinder(0, 0, 0, length, radius, material, sides)
        builder.cap([regular(radius, sides)], 0, material, flip=True)


def shell(
    builder: MeshBuilder,
    surface: Callable[[float, float], Floats],
    columns: int,
    rows: int,
    material: Material,
    thickness: float = 0.35,
) -> None:
    """A thin double-sided sheet over ``surface(u, v)``, u and v 0..1; its outside is du x dv."""
    grid = np.array(
        [[surface(u, v) for v in np.linspace(0, 1, rows + 1)] for u in np.linspace(0, 1, columns + 1)]
    )
    normals = np.cross(np.gradient(grid, axis=0), np.gradient(grid, axis=1))
    normals /= np.maximum(np.linalg.norm(normals, axis=2, keepdims=True), 1e-9)
    outer, inner = grid + normals * thickness / 2, grid - normals * thickness / 2
    # grid_triangles winds along its second axis first, so u comes last in the grids.
    builder.triangles(grid_triangles(outer.swapaxes(0, 1)), material, grid_triangles(normals.swapaxes(0, 1)))
    builder.triangles(grid_triangles(inner), material, -grid_triangles(normals))
    rims = (
        (outer[0], inner[0]),
        (inner[-1], outer[-1]),
        (inner[:, 0], outer[:, 0]),
        (outer[:, -1], inner[:, -1]),
    )
    for near, far in rims:
        builder.quads(np.stack([near[:-1], near[1:], far[1:], far[:-1]], axis=1), material)


def two_sided(builder: MeshBuilder, corners: npt.ArrayLike, material: Material) -> None:
    """A cloth: a triangle or a quad that is visible from both sides."""
    face = np.asarray(corners, float)
    for side in (face, face[::-1]):
        if len(side) == 3:
            builder.triangles([side], material)
        else:
            builder.quads([side], material)
