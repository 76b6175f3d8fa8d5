"""The mesh builder: collects triangles, lamps and lines of light."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from explorer.base.baked_format import Flow, Glow, Hologram
from explorer.build.geometry import shapes
from explorer.build.geometry.arrays import DETAIL_CODES, Arrays, DetailMark
from explorer.build.geometry.material import Material, Rgb, light_of
from explorer.build.geometry.shapes import Floats
from explorer.crowd.script import Flag


@dataclass(frozen=True, slots=True)
class Lamp:
    """A point light at night: linear `colour`, intensity and range."""

    at: tuple[float, float, float]
    colour: Rgb
    intensity: float
    radius_m: float


_Noted = tuple[Floats, Floats | None, Floats, Material, int]
"""Triangles as given: corners, normals, transform, material, detail."""

FLAT_LEAST_M2, SHADED_LEAST_M2 = 1e-9, 2e-5
"""Twice the area below which a triangle is dropped: flat ones, and those with given normals."""

T = TypeVar("T")


class MeshBuilder:
    """Triangles with materials, lamps, flows and glows, written through a stack of transforms.

    Bodies are closed on the outside; they have no underside unless asked for.

    Parameters
    ----------
    seed
        Start of :attr:`random`, the only source of variation in a builder.
    """

    def __init__(self, seed: int = 1) -> None:
        self.random = np.random.default_rng(seed)
        self.lamps: list[Lamp] = []
        self.flows: list[Flow] = []
        self.glows: list[Glow] = []
        self.flags: list[Flag] = []
        self.holograms: list[Hologram] = []
        self._matrix: Floats = np.eye(4)
        self._detail: DetailMark = "auto"
        self._noted: list[_Noted] = []
        self._ready: list[Arrays] = []

    # Transforms

    @contextmanager
    def at(
        self, x: float = 0.0, y: float = 0.0, z: float = 0.0, turn_deg: float = 0.0, scale: float = 1.0
    ) -> Iterator[MeshBuilder]:
        """A local frame: moved, rotated anticlockwise about the vertical and scaled."""
        angle = math.radians(turn_deg)
        cosine, sine = math.cos(angle) * scale, math.sin(angle) * scale
        step = np.array(
            [[cosine, -sine, 0, x], [sine, cosine, 0, y], [0, 0, scale, z], [0, 0, 0, 1]], dtype=float
        )
        before = self._matrix
        self._matrix = before @ step
        try:
            yield self
        finally:
            self._matrix = before

    @contextmanager
    def frame(
        self, origin: npt.ArrayLike, ux: npt.ArrayLike, uy: npt.ArrayLike, uz: npt.ArrayLike
    ) -> Iterator[MeshBuilder]:
        """A local frame given by its origin and three axes."""
        step = np.eye(4)
        step[:3, 0], step[:3, 1], step[:3, 2], step[:3, 3] = ux, uy, uz, origin
        before = self._matrix
        self._matrix = before @ step
        try:
            yield self
        finally:
            self._matrix = before

    def point(self, place: npt.ArrayLike) -> Floats:
        """The world coordinates of a place in the current transform."""
        return np.asarray(self._matrix[:3, :3] @ np.asarray(place, float) + self._matrix[:3, 3])

    @contextmanager
    def detail(self, mark: DetailMark = "near") -> Iterator[MeshBuilder]:
        """Parts that disappear when small on the screen ("near"), never do ("always"), or replace those ("far")."""
        before, self._detail = self._detail, mark
        try:
            yield self
        finally:
            self._detail = before

    # Raw triangles

    def triangles(
        self, points: npt.ArrayLike, material: Material, normals: npt.ArrayLike | None = None
    ) -> None:
        """Triangles of shape (n, 3, 3); without `normals` they are flat."""
        corners = np.asarray(points, float).reshape(-1, 3, 3)
        if len(corners):
            shading = None if normals is None else np.asarray(normals, float).reshape(-1, 3, 3)
            self._noted.append((corners, shading, self._matrix, material, DETAIL_CODES[self._detail]))

    def quads(self, corners: npt.ArrayLike, material: Material) -> None:
        """Flat quads of shape (n, 4, 3), counter-clockwise seen from outside."""
        self.triangles(shapes.triangles_of(corners), material)

    def add(self, arrays: Arrays) -> None:
        """Add finished triangles in world coordinates; they come after all others."""
        self._ready.append(arrays)

    # Boxes and prisms

    def box(
        self,
        x0: float,
        x1: float,
        y0: float,
        y1: float,
        z0: float,
        z1: float,
        material: Material,
        skip: str = "-z",
    ) -> None:
        """A sharp-edged box without the sides named in `skip`, such as ``"-z+y"``."""
        self.triangles(np.array([x0, x1, y0, y1, z0, z1], float)[shapes.box_corners(skip)], material)

    def chamfered_box(
        self,
        x0: float,
        x1: float,
        y0: float,
        y1: float,
        z0: float,
        z1: float,
        material: Material,
        bevel: float = 0.15,
        top: Material | None = None,
    ) -> None:
        """A box with bevelled upper edges."""
        self.prism([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], z0, z1, material, bevel, top)

    def prism(
        self,
        poly: npt.ArrayLike,
        z0: float,
        z1: float,
        material: Material,
        bevel: float = 0.15,
        top: Material | None = None,
        holes: Sequence[npt.ArrayLike] = (),
        cap: bool = True,
        bottom: bool = False,
    ) -> None:
        """An upright body over a polygon, with bevelled upper edges and holes."""
        rings = [np.asarray(ring, float) for ring in (poly, *holes)]
        lids = []
        for number, given in enumerate(rings):
            right_way = shapes.counter_clockwise(given) == (number == 0)
            ring = rings[number] = given if right_way else given[::-1]
            lid = shapes.inset_ring(ring, bevel) if bevel > 0 else ring
            shoulder = z1 - bevel * 0.8
            self.quads(shapes.band_quads(ring, ring, z0, shoulder), material)
            if bevel > 0:
                self.quads(shapes.band_quads(ring, lid, shoulder, z1), material)
            lids.append(lid)
        if cap:
            self.cap(lids, z1, top or material)
        if bottom:
            self.cap(rings, z0, material, flip=True)

    def cap(self, rings: Sequence[npt.ArrayLike], z: float, material: Material, flip: bool = False) -> None:
        """A flat polygon (first ring outside, the rest holes) that faces up, or down with `flip`."""
        self.triangles(shapes.flat_triangles([np.asarray(ring, float) for ring in rings], z, flip), material)

    def plate(self, region: BaseGeometry, z: float, material: Material) -> None:
        """A shapely region as a flat plate that faces up."""
        for outside, holes in _rings_of(region, 0.01):
            self.cap([outside, *holes], z, material)

    def slab(
        self,
        region: BaseGeometry,
        z0: float,
        z1: float,
        material: Material,
        bevel: float = 0.06,
        top: Material | None = None,
        cap: bool = True,
    ) -> None:
        """A shapely region as a slab with bevelled upper edges."""
        for outside, holes in _rings_of(region, 0.05):
            self.prism(outside, z0, z1, material, bevel, top, holes, cap)

    # Round bodies

    def lathe(
        self,
        profile: npt.ArrayLike,
        sides: int,
        material: Material,
        smooth: bool = True,
        start_deg: float = 0.0,
        end_deg: float = 360.0,
    ) -> None:
        """A profile of (radius, z) rotated about the z axis; upward profiles face outward."""
        steps = np.asarray(profile, float)
        ring = shapes.circle(sides, start_deg, end_deg)
        grid = np.concatenate(
            [
                steps[:, None, :1] * ring[None],
                np.broadcast_to(steps[:, None, 1:], (len(steps), len(ring), 1)),
            ],
            axis=2,
        )
        if not smooth:
            self.triangles(shapes.grid_triangles(grid), material)
            return
        slope = np.gradient(steps, axis=0)
        normals = np.concatenate(
            [
                slope[:, None, 1:] * ring[None],
                np.broadcast_to(-slope[:, None, :1], (len(steps), len(ring), 1)),
            ],
            axis=2,
        )
        self.triangles(shapes.grid_triangles(grid), material, shapes.grid_triangles(normals))

    def cylinder(
        self,
        x: float,
        y: float,
        z0: float,
        z1: float,
        r: float,
        material: Material,
        sides: int = 12,
        top_r: float | None = None,
        cap: bool = True,
        bevel: float = 0.0,
    ) -> None:
        """An upright cylinder or cone with a lid."""
        upper = r if top_r is None else top_r
        ring = shapes.circle(sides)[:-1]
        with self.at(x, y):
            self.lathe([(r, z0), (upper, z1 - bevel)], sides, material)
            if bevel > 0:
                self.lathe([(upper, z1 - bevel), (upper - bevel, z1)], sides, material, smooth=False)
            if cap and upper > 1e-6:
                self.cap([ring * (upper - bevel)], z1, material)

    def tube(self, path: npt.ArrayLike, r: float, material: Material, sides: int = 6) -> None:
        """A round bar along a path of points; its ends are open."""
        grid, normals = shapes.tube_grid(np.asarray(path, float), r, sides)
        self.triangles(shapes.grid_triangles(grid), material, shapes.grid_triangles(normals))

    def ball(
        self,
        x: float,
        y: float,
        z: float,
        rx: float,
        rz: float,
        material: Material,
        kind: int | Literal["blob"] = 1,
        jitter: float = 0.12,
        smooth: float = 1.0,
    ) -> None:
        """A slightly uneven ball: an icosphere divided `kind` times, or a leafy ``"blob"``."""
        points, faces = shapes.unit_ball(kind)
        uneven = points * (1 + self.random.uniform(-jitter, jitter, (len(points), 1)))
        turn = self.random.uniform(0, 2 * math.pi)
        cosine, sine = math.cos(turn), math.sin(turn)
        uneven = uneven @ np.array([[cosine, sine, 0], [-sine, cosine, 0], [0, 0, 1]])
        round_normals = uneven / np.linalg.norm(uneven, axis=1, keepdims=True)
        corners = (uneven * [rx, rx, rz] + [x, y, z])[faces]
        flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        flat /= np.linalg.norm(flat, axis=1, keepdims=True)
        self.triangles(corners, material, round_normals[faces] * smooth + flat[:, None] * (1 - smooth))

    def rail(
        self, points: npt.ArrayLike, z: float, material: Material, height: float = 1.0, step: float = 2.2
    ) -> None:
        """A handrail along a line of (x, y) points, with a post every `step` metres."""
        line = np.asarray(points, float)
        self.tube(np.column_stack([line, np.full(len(line), z + height)]), 0.045, material, 4)
        reach = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        for distance in np.arange(0, reach[-1] + 0.01, step):
            x, y = np.interp(distance, reach, line[:, 0]), np.interp(distance, reach, line[:, 1])
            self.box(x - 0.04, x + 0.04, y - 0.04, y + 0.04, z, z + height, material)

    # Light

    def lamp(self, position: npt.ArrayLike, colour: str, intensity: float, radius: float) -> None:
        """A point light at night, in the current transform, with a range of `radius` metres."""
        self.lamps.append(Lamp(_triple(self.point(position)), light_of(colour), intensity, radius))

    def flow(
        self,
        points: npt.ArrayLike,
        colour: str,
        half_width_m: float = 0.4,
        source: str = "",
        target: str = "",
        on_ground: bool = False,
    ) -> None:
        """A ribbon of light along points of shape (n, 3), from one zone to another."""
        line = tuple(_triple(self.point(place)) for place in np.asarray(points, float))
        self.flows.append(Flow(source, target, colour, half_width_m, on_ground, line))

    def glow(self, position: npt.ArrayLike, colour: str, size: float) -> None:
        """A soft halo of radius `size` that shows at night."""
        self.glows.append(Glow(_triple(self.point(position)), colour, size))

    def flag(self, position: npt.ArrayLike, colour: Material) -> None:
        """A flag with its lower corner here; its cloth waves and is not baked."""
        red, green, blue = (round(part * 255) for part in colour.rgb)
        self.flags.append(Flag(_triple(self.point(position)), f"#{red:02X}{green:02X}{blue:02X}"))

    def hologram(self, zone: str, colour: str, lines: Sequence[npt.ArrayLike]) -> None:
        """Thin lines of light, each of shape (n, 3), that show only in the view of their zone."""
        points = tuple(tuple(_triple(self.point(p)) for p in np.asarray(line, float)) for line in lines)
        self.holograms.append(Hologram(zone, colour, points))

    # The result

    def arrays(self) -> Arrays:
        """Everything written so far, computed in one step: a thousand small calls of numpy would take ten times as long."""
        return Arrays.join([_worked_out(self._noted), *self._ready])


def _worked_out(noted: list[_Noted]) -> Arrays:
    if not noted:
        return Arrays.none()
    counts = np.array([len(row[0]) for row in noted])
    matrices, which = _distinct([row[2] for row in noted])
    each = np.array(matrices)[np.repeat(which, counts)]
    points = np.concatenate([row[0] for row in noted])
    points = np.matmul(points, each[:, :3, :3].transpose(0, 2, 1)) + each[:, None, :3, 3]
    across = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    length = np.linalg.norm(across, axis=1)
    normals = np.repeat((across / np.maximum(length, 1e-12)[:, None])[:, None], 3, axis=1)
    least = np.full(len(points), FLAT_LEAST_M2)
    starts = np.concatenate([[0], np.cumsum(counts)])
    for number, (_, shading, matrix, _, _) in enumerate(noted):
        if shading is not None:
            turned = shading @ matrix[:3, :3].T
            turned /= np.maximum(np.linalg.norm(turned, axis=2, keepdims=True), 1e-9)
            rows = slice(starts[number], starts[number + 1])
            normals[rows], least[rows] = turned, SHADED_LEAST_M2
    materials, used = _distinct([row[3] for row in noted])
    table = np.array([(*m.rgb, m.gloss, *m.emission) for m in materials], float)
    surface = table[np.repeat(used, counts)]
    detail = np.repeat(np.array([row[4] for row in noted], np.uint8), counts)
    kept = length > least
    return Arrays(
        points[kept], normals[kept], surface[kept, :3], surface[kept, 3], surface[kept, 4:7], detail[kept]
    )


def _distinct(things: list[T]) -> tuple[list[T], npt.NDArray[np.int64]]:
    """The distinct things (by identity), and for each thing its index among them."""
    numbers: dict[int, int] = {}
    found: list[T] = []
    which = np.empty(len(things), np.int64)
    for place, thing in enumerate(things):
        number = numbers.setdefault(id(thing), len(found))
        if number == len(found):
            found.append(thing)
        which[place] = number
    return found, which


def _triple(place: Floats) -> tuple[float, float, float]:
    rounded = np.round(place, 3)
    return (float(rounded[0]), float(rounded[1]), float(rounded[2]))


def _rings_of(region: BaseGeometry, least_area: float) -> Iterator[tuple[Floats, list[Floats]]]:
    """The outer ring and the holes of every polygon of a region, without repeated last points."""
    for part in getattr(region, "geoms", [region]):
        if isinstance(part, Polygon) and part.area > least_area:
            holes = [np.array(hole.coords)[:-1] for hole in part.interiors]
            yield np.array(part.exterior.coords)[:-1], holes
