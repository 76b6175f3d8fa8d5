"""Light without ray tracing: voxels for the sky and between lamps and walls, projected samples for the sun's shadows.

All objects are sampled into voxels of 1 m. A sky sample goes a few growing steps in twenty directions; one
that reaches the ground takes the colour reflected there by day. numpy only: eight buildings take half a second.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.base.baked_format import SUNS, LightName
from explorer.build.geometry.arrays import Arrays
from explorer.build.geometry.mesh_builder import Lamp
from explorer.build.light import daylight
from explorer.build.light.blur import blurred
from explorer.build.light.daylight import LAMP_GAIN, sun_direction

from .lighting import GroundPictures, Singles

Integers = npt.NDArray[np.int32]

SUN_COLOUR, SKY_TOP, SKY_EDGE, SHADE = (
    colour.astype(np.float32)
    for colour in (daylight.SUN_COLOUR, daylight.SKY_TOP, daylight.SKY_EDGE, daylight.SHADE)
)
WALL = np.array([0.40, 0.385, 0.35], np.float32)
"""Light reflected by a wall by day."""

CELL_M = 1.0
SAMPLE_M = 0.52
LAYERS, MARGIN = 64, 24
"""Layers of voxels, and a margin of air around them, so that steps need no bounds check."""

LOOKS, GROUND_LOOKS = 20, 40
STEPS_M = (1.0, 2.0, 3.2, 5.0, 8.0, 13.0, 21.0)
FREE_OF_LAMP_M, FREE_OF_WALL_M = 0.9, 1.6
"""Voxels this close to a lamp or to the lit point do not block light."""

LAMP_STEPS = 6
BORDER_PX = 6
GROUND_CELL_M = 1.4
SHADOW_PX = 864
SOFT = ((0.0, 5.0, 0.6), (5.0, 14.0, 1.0), (14.0, 99.0, 1.8))
"""Height range of samples, from and to, and the softness of their shadow."""


def samples(points: npt.NDArray[Any], step_m: float) -> tuple[Singles, Integers, Singles]:
    """Points about `step_m` apart on triangles (n, 3, 3), the triangle of each, and the area it represents."""
    edges = np.linalg.norm(np.roll(points, -1, axis=1) - points, axis=2)
    longest = edges.max(axis=1)
    area = np.linalg.norm(np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0]), axis=1) / 2
    order = (edges.argmax(axis=1)[:, None] + np.arange(3)) % 3
    corners = np.take_along_axis(points, order[:, :, None], axis=1).astype(np.float32)
    along = np.maximum(1, np.ceil(longest / step_m)).astype(int)
    across = np.maximum(1, np.ceil(2 * area / np.maximum(longest, 1e-6) / step_m)).astype(int)
    key = along * 4096 + across
    by_key = np.argsort(key, kind="stable")
    out: list[tuple[Singles, Integers, Singles]] = []
    for rows in np.split(by_key, np.flatnonzero(np.diff(key[by_key])) + 1):
        a, b = int(along[rows[0]]), int(across[rows[0]])
        v, u = np.meshgrid((np.arange(b) + 0.5) / b, (np.arange(a) + 0.5) / a)
        third = v.ravel()
        weights = np.stack([(1 - third) * (1 - u.ravel()), (1 - third) * u.ravel(), third], axis=1)
        if a * b == 1:
            weights = np.full((1, 3), 1 / 3)
        places = (weights.astype(np.float32) @ corners[rows]).reshape(-1, 3)
        share = np.repeat(area[rows] / (a * b), a * b).astype(np.float32)
        out.append((places, np.repeat(rows, a * b).astype(np.int32), share))
    return tuple(np.concatenate(columns) for columns in zip(*out, strict=True))  # type: ignore[return-value]


def resized(picture: Singles, height: int, width: int) -> Singles:
    """An image resized bilinearly."""
    y = np.clip((np.arange(height) + 0.5) / height * picture.shape[0] - 0.5, 0, picture.shape[0] - 1)
    x = np.clip((np.arange(width) + 0.5) / width * picture.shape[1] - 0.5, 0, picture.shape[1] - 1)
    row, column = (
        np.minimum(y.astype(int), picture.shape[0] - 2),
        np.minimum(x.astype(int), picture.shape[1] - 2),
    )
    down, right = (y - row).astype(np.float32), (x - column).astype(np.float32)
    more = (None,) * (picture.ndim - 2)
    down, right = down[(slice(None), None, *more)], right[(None, slice(None), *more)]
    rows = picture[row] * (1 - down) + picture[row + 1] * down
    return np.asarray(rows[:, column] * (1 - right) + rows[:, column + 1] * right, np.float32)


@dataclass(slots=True)
class Field:
    """All objects as voxels, and the light between them."""

    half_m: tuple[float, float]  # extent of the field from the centre
    lamps: Sequence[Lamp]
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(min(4, os.cpu_count() or 1)))
    _points: Singles = field(default_factory=lambda: np.zeros((0, 3), np.float32))
    _area: Singles = field(default_factory=lambda: np.zeros(0, np.float32))
    _emission: Singles = field(default_factory=lambda: np.zeros((0, 3), np.float32))
    _solid: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    _shape: tuple[int, int, int] = (0, 0, 0)
    _bounce: Singles = field(default_factory=lambda: np.zeros((0, 0, 3), np.float32))
    _suns: dict[LightName, Future[Singles]] = field(default_factory=dict)
    glow: Singles = field(default_factory=lambda: np.zeros((0, 0, 3), np.float32))

    @classmethod
    def of(
        cls, casters: Arrays, half_m: tuple[float, float], lamps: Sequence[Lamp], ground: npt.NDArray[Any]
    ) -> Field:
        """The field of all objects, over ground of colours (ny, nx, 3), one per metre."""
        self = cls(half_m, lamps)
        columns, rows = self.size
        self._points, triangle, self._area = samples(casters.points, SAMPLE_M)
        self._emission = casters.emission[triangle].astype(np.float32)
        self._shape = (rows + 2 * MARGIN, columns + 2 * MARGIN, LAYERS + 2 * MARGIN)
        solid = np.zeros(self._shape, bool)
        cell = np.floor(self._points + self._corner).astype(np.int32)
        inside = (cell >= 0).all(axis=1) & (cell < [self._shape[1], self._shape[0], LAYERS + MARGIN]).all(
            axis=1
        )
        kept = cell[inside & (self._points[:, 2] > 0.45)]
        solid[kept[:, 1], kept[:, 0], kept[:, 2]] = True
        self._solid = solid.ravel()
        self._suns = {light: self._pool.submit(self._sun_on_ground, light) for light in SUNS}
        day = resized(self._suns["day"].result(), rows, columns)[..., None]
        sun = day * np.float32(sun_direction("day")[2]) * SUN_COLOUR
        self._bounce = np.asarray(ground.astype(np.float32) ** 2 * (sun + SHADE) * 0.9, np.float32)
        self.glow = self._spread_glow()
        return self

    @property
    def size(self) -> tuple[int, int]:
        """Cells along x and y."""
        return int(2 * self.half_m[0] / CELL_M), int(2 * self.half_m[1] / CELL_M)

    @property
    def _corner(self) -> Singles:
        return np.array([self.half_m[0] + MARGIN, self.half_m[1] + MARGIN, MARGIN], np.float32)

    @property
    def _picture_size(self) -> tuple[int, int]:
        """Height and width of the ground textures."""
        return int(SHADOW_PX * self.half_m[1] / self.half_m[0]), SHADOW_PX

    # The sun

    def _sun_on_ground(self, light: LightName) -> Singles:
        """The share of sun on the ground: samples projected along the sun, softer from higher up."""
        (height, width), (half_x, half_y) = self._picture_size, self.half_m
        cell = 2 * half_x / width
        sun = sun_direction(light).astype(np.float32)
        up = self._points[:, 2] - np.float32(0.25)
        column = ((self._points[:, 0] - sun[0] / sun[2] * up + half_x) / cell).astype(np.int32)
        row = ((self._points[:, 1] - sun[1] / sun[2] * up + half_y) / cell).astype(np.int32)
        inside = (column >= 0) & (column < width) & (row >= 0) & (row < height) & (up > 0.05)
        share = np.ones((height, width), np.float32)
        for low, high, soft in SOFT:
            some = inside & (up >= low) & (up < high)
            covered = np.bincount(
                row[some] * width + column[some], weights=self._area[some], minlength=width * height
            )
            dark = np.clip(
                covered.reshape(height, width).astype(np.float32) / np.float32(cell * cell) * 2.2, 0, 1
            )
            share *= 1 - np.clip(blurred(dark, max(0.75, soft * 0.25 / cell)) * 1.5 - 0.12, 0, 1)
        return share

    # The sky

    def sky(self, points: Singles, normals: Singles, looks: int = LOOKS) -> tuple[Singles, Singles]:
        """The open share of the sky over points (n, 3), and the colour of the light that reaches them by day."""
        open_sky, colour = np.zeros(len(points), np.float32), np.zeros((len(points), 3), np.float32)

        def look(rows: npt.NDArray[np.int64]) -> None:
            if len(rows):
                part = slice(int(rows[0]), int(rows[-1]) + 1)
                open_sky[part], colour[part] = self._looked(points[part], normals[part], looks)

        list(self._pool.map(look, np.array_split(np.arange(len(points)), max(2, len(points) // 12000))))
        return open_sky, colour

    def _looked(self, points: Singles, normals: Singles, looks: int) -> tuple[Singles, Singles]:
        columns, rows = self.size
        number = np.arange(looks) + 0.5
        z = 1 - 2 * number / looks
        turn, radius = np.pi * (1 + 5**0.5) * number, np.sqrt(1 - z * z)
        ways = np.stack([radius * np.cos(turn), radius * np.sin(turn), z], axis=1).astype(np.float32)
        starts = points + normals * np.float32(0.75) + self._corner
        least, most = np.float32(MARGIN), (columns + MARGIN - 1.0, rows + MARGIN - 1.0, LAYERS + MARGIN - 1.0)
        starts = np.clip(starts, least, np.array(most, np.float32))
        total, open_sky = np.zeros(len(points), np.float32), np.zeros(len(points), np.float32)
        colour = np.zeros((len(points), 3), np.float32)
        bounce, east, north = self._bounce.reshape(-1, 3), self._shape[2], self._shape[1] * self._shape[2]
        for way in ways:
            weight = normals @ way
            some = np.flatnonzero(weight > 0.04)
            if not len(some):
                continue
            x, y, up = starts[some].T
            weight = weight[some]
            hit = np.zeros(len(some), bool)
            for step in STEPS_M:
                dx, dy, dz = way * np.float32(step)
                at = (
                    (y + dy).astype(np.int32) * north
                    + (x + dx).astype(np.int32) * east
                    + (up + dz).astype(np.int32)
                )
                hit |= self._solid[at]
            if way[2] < -1e-3:
                end = (up - np.float32(MARGIN + 0.2)) / -way[2]
                i = np.clip(x + way[0] * end - MARGIN, 0, columns - 1).astype(np.int32)
                j = np.clip(y + way[1] * end - MARGIN, 0, rows - 1).astype(np.int32)
                light = bounce[j * columns + i]
                light[hit] = WALL
            else:
                sky = SKY_EDGE + (SKY_TOP - SKY_EDGE) * np.float32(math.sqrt(max(float(way[2]), 0.0)))
                light = np.where(hit[:, None], WALL, sky)
                open_sky[some] += weight * ~hit
            colour[some] += light * weight[:, None]
            total[some] += weight
        total = np.maximum(total, np.float32(1e-6))
        return open_sky / total, colour / total[:, None]

    # The night

    def lamp_light(self, points: Singles, normals: Singles) -> Singles:
        """Light from lamps on points, (n, 3); walls in between block it."""
        out = np.zeros((len(points), 3), np.float32)
        order = np.argsort(points[:, 0], kind="stable")
        eastward, sorted_x = points[order], points[order, 0]
        facing, found = normals[order], np.zeros_like(out)
        for lamp in self.lamps:
            low, high = np.searchsorted(sorted_x, (lamp.at[0] - lamp.radius_m, lamp.at[0] + lamp.radius_m))
            if high <= low:
                continue
            towards = np.array(lamp.at, np.float32) - eastward[low:high]
            square = (towards * towards).sum(axis=1)
            near = np.flatnonzero(square < lamp.radius_m**2)
            towards, square = towards[near], square[near]
            distance = np.sqrt(np.maximum(square, 1e-6))
            turned = (facing[low:high][near] * towards).sum(axis=1) / distance
            lit = turned > 0.02
            near, towards, square, distance, turned = (
                v[lit] for v in (near, towards, square, distance, turned)
            )
            if not len(near):
                continue
            fading = np.clip(1 - square / np.float32(lamp.radius_m**2), 0, 1)
            strength = lamp.intensity * turned * fading / (square + np.float32(2.5))
            strong = np.flatnonzero(strength > 0.004)
            strength[strong] *= self._is_free(
                eastward[low:high][near[strong]], towards[strong], distance[strong]
            )
            found[low + near] += strength[:, None].astype(np.float32) * np.array(lamp.colour, np.float32)
        out[order] = found
        return out

    def _is_free(self, points: Singles, towards: Singles, distance: Singles) -> npt.NDArray[np.bool_]:
        """Whether nothing blocks the lamp, at `towards` from each point."""
        starts = points + self._corner
        reach = np.array(self._shape[1::-1], np.float32) - 1
        free = np.ones(len(points), bool)
        east, north = self._shape[2], self._shape[1] * self._shape[2]
        for number in range(LAMP_STEPS):
            # from just off the lit surface to just before the lamp
            along = FREE_OF_WALL_M + (distance - FREE_OF_WALL_M - FREE_OF_LAMP_M) * (
                number / (LAMP_STEPS - 1)
            )
            share = np.clip(along / np.maximum(distance, 1e-6), 0, 1)[:, None]
            at = starts + towards * share
            x, y = (
                np.clip(at[:, 0], 0, reach[0]).astype(np.int32),
                np.clip(at[:, 1], 0, reach[1]).astype(np.int32),
            )
            up = np.clip(at[:, 2], 0, LAYERS + 2 * MARGIN - 1).astype(np.int32)
            hit = self._solid[y * north + x * east + up]
            free &= ~(hit & (along > FREE_OF_WALL_M * 0.9) & (along < distance - FREE_OF_LAMP_M * 0.9))
        return free

    def _spread_glow(self) -> Singles:
        """Emitted light spread over the ground with two blur radii, one cell per metre."""
        (columns, rows), (half_x, half_y) = self.size, self.half_m
        some = self._emission.sum(axis=1) > 0.02
        points, light = self._points[some], self._emission[some] * self._area[some][:, None]
        light = light * np.exp(-np.maximum(points[:, 2] - 1, 0) / 5)[:, None]
        i = np.clip(points[:, 0] + half_x, 0, columns - 1).astype(int)
        j = np.clip(points[:, 1] + half_y, 0, rows - 1).astype(int)
        planes = [
            np.bincount(j * columns + i, weights=light[:, k], minlength=columns * rows) for k in range(3)
        ]
        grid = np.stack(planes, axis=1).reshape(rows, columns, 3).astype(np.float32)
        return blurred(grid, 2.2) * np.float32(0.5) + blurred(grid, 5.5) * np.float32(0.9)

    def glow_at(self, points: Singles, normals: Singles) -> Singles:
        """The light of nearby emitters on points, (n, 3)."""
        columns, rows = self.size
        i = np.clip(points[:, 0] + self.half_m[0], 0, columns - 1).astype(int)
        j = np.clip(points[:, 1] + self.half_m[1], 0, rows - 1).astype(int)
        fading = 0.16 * np.exp(-np.maximum(points[:, 2], 0) / 4) * (1 - 0.5 * np.abs(normals[:, 2]))
        return np.asarray(self.glow[j, i] * fading[:, None], np.float32)

    # The ground

    def ground(self) -> GroundPictures:
        """The textures of the level ground."""
        (height, width), (half_x, half_y) = self._picture_size, self.half_m
        columns, rows = (int(cells / GROUND_CELL_M) for cells in self.size)
        x, y = np.meshgrid(
            (np.arange(columns) + 0.5) / columns * 2 * half_x - half_x,
            (np.arange(rows) + 0.5) / rows * 2 * half_y - half_y,
        )
        points = np.stack([x.ravel(), y.ravel(), np.zeros(columns * rows)], axis=1).astype(np.float32)
        up = np.tile(np.array([0, 0, 1], np.float32), (len(points), 1))
        _, colour = self.sky(points, up, GROUND_LOOKS)
        ambient = resized(blurred(colour.reshape(rows, columns, 3), 0.7), height, width)
        night = resized(self.glow, height, width) * np.float32(0.55) + self._lamps_on_ground()
        suns = {light: job.result().copy() for light, job in self._suns.items()}
        self._pool.shutdown()
        for picture, edge in ((ambient, 0.95), (night, 0.0), *((share, 0.95) for share in suns.values())):
            for band in (np.s_[:BORDER_PX], np.s_[-BORDER_PX:], np.s_[:, :BORDER_PX], np.s_[:, -BORDER_PX:]):
                picture[band] = edge
        return GroundPictures(ambient, night, suns)

    def _lamps_on_ground(self) -> Singles:
        """Pools of lamplight, blocked by objects; half the resolution of the textures."""
        (height, width), (half_x, half_y) = self._picture_size, self.half_m
        high, wide = height // 2, width // 2
        cell = 2 * half_x / wide
        out = np.zeros((high, wide, 3), np.float32)
        for lamp in self.lamps:
            reach, column, row = (
                int(lamp.radius_m / cell) + 1,
                int((lamp.at[0] + half_x) / cell),
                int((lamp.at[1] + half_y) / cell),
            )
            x0, x1, y0, y1 = (
                max(column - reach, 0),
                min(column + reach, wide),
                max(row - reach, 0),
                min(row + reach, high),
            )
            if x1 <= x0 or y1 <= y0:
                continue
            x = (np.arange(x0, x1, dtype=np.float32) + 0.5) * np.float32(cell) - np.float32(half_x)
            y = (np.arange(y0, y1, dtype=np.float32) + 0.5) * np.float32(cell) - np.float32(half_y)
            up = np.float32(lamp.at[2] - 0.3)
            square = (x[None] - lamp.at[0]) ** 2 + (y[:, None] - lamp.at[1]) ** 2 + up * up
            fading = np.clip(1 - square / np.float32(lamp.radius_m**2), 0, 1)
            strength = LAMP_GAIN * lamp.intensity * up / np.sqrt(square) * fading / (square + np.float32(2.5))
            strong = np.argwhere(strength > 0.01)
            if len(strong):
                points = np.column_stack(
                    [x[strong[:, 1]], y[strong[:, 0]], np.full(len(strong), 0.3, np.float32)]
                )
                towards = np.array(lamp.at, np.float32) - points
                free = self._is_free(points, towards, np.linalg.norm(towards, axis=1).astype(np.float32))
                strength[strong[:, 0], strong[:, 1]] *= free
            out[y0:y1, x0:x1] += strength[..., None] * np.array(lamp.colour, np.float32)
        return resized(blurred(out, 0.7), height, width)

    def each(self, job: Callable[[Any], Any], things: Sequence[Any]) -> list[Any]:
        """Map a job over things, in threads."""
        return list(self._pool.map(job, things))
