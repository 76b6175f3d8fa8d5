"""The surroundings of the land: water and its shore, and the horizon of the shipped park's bake."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Polygon

from explorer.base.baked_check import DAMAGED, read_json
from explorer.base.baked_format import FAR_LAND_SPAN_M, SUNS, Manifest
from explorer.build.geometry.arrays import ALWAYS
from explorer.build.geometry.lit_mesh import LitMesh, unlit
from explorer.build.geometry.material import Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pipeline.pack import Label, Packer
from explorer.build.site.plan import FAR_LEVEL_M, WATER_LEVEL_M
from explorer.build.site.site import open_water
from explorer.build.site.surroundings import (
    SHORE_COLOURS,
    SHORE_OPACITY,
    SHORE_STEPS_M,
    WATER,
    WATER_CELL_M,
)

from .land import Land
from .rows import Floats

FAR_SHORE_M = 196.0
"""Distance of the shipped park's far shore, north of its centre."""

WATER_TO_SHORE_M = 34.0
WATER_REACH = (-336.0, -560.0, 336.0, 200.0)
PLAIN_FAR_LAND = np.full((4, 4, 4), (0, 110, 255, 255), np.uint8)
"""No streets, some vegetation, open sky and sun everywhere."""


FIELDS_PX, FIELD_M, FIELD_TURN_DEG = 1024, (96.0, 54.0), 14.0
"""Size of the map of fields, and of a field along and across its rows."""
CROPS = ((0.6, 1.0), (0.68, 0.9), (0.75, 1.0), (0.8, 0.82), (0.95, 0.95), (1.0, 0.75))
"""Greenness and brightness of fields, from ripe corn to pasture."""
HEDGE_M, BEACH_M, MEADOW_M = 2.6, 5.0, 30.0

FIELDS_M = 95.0
"""Width of the fields between the shore and the foot of the hills."""
HILL_SIDES, HILL_CELL_M = 144, 320.0
HILL_WAVES = ((3, 3.0), (7, 2.6), (13, 4.0), (23, 6.0), (41, 10.0))
HILL_RISE = ((0.0, 0.0), (0.3, 0.35), (0.62, 0.78), (1.0, 1.0))
HILLS = (
    (0.0, 34.0, ("#A9BC6C", "#7E9E57", "#6A8C50")),
    (120.0, 78.0, ("#8FAA72", "#7C9B69", "#7A9870")),
    (300.0, 140.0, ("#A3B795", "#9DB297", "#A4B7A2")),
)
"""Distance behind the fields, height, and colours from meadow to forest."""


def nearer_m(land: Land) -> float:
    """How much closer the far shore is than that of the shipped park: a smaller island has less water behind it."""
    return max(0.0, FAR_SHORE_M - land.half_extent_m[1] - WATER_TO_SHORE_M)


def add_water(packer: Packer, land: Land) -> None:
    """The water around an island, in cells small enough to reflect the sky, and its turquoise shore."""
    builder = MeshBuilder(6)
    hole = land.outline.buffer(-0.3)
    west, south, east, north = WATER_REACH
    x, y = (
        v.ravel()
        for v in np.meshgrid(np.arange(west, east, WATER_CELL_M), np.arange(south, north, WATER_CELL_M))
    )
    cells = shapely.box(x, y, x + WATER_CELL_M, y + WATER_CELL_M)
    shapely.prepare(hole)
    wet = ~shapely.intersects(hole, cells)
    rings = shapely.get_coordinates(cells[wet]).reshape(-1, 5, 2)[:, :4]
    open_water = np.dstack([rings, np.full(rings.shape[:2], WATER_LEVEL_M)])
    builder.quads(
        open_water if shapely.is_ccw(shapely.get_exterior_ring(cells[0])) else open_water[:, ::-1], WATER
    )
    for cell in cells[~wet]:
        builder.plate(cell.difference(hole), WATER_LEVEL_M, WATER)
    arrays = builder.arrays().of_detail(ALWAYS)
    packer.add(unlit(arrays), Label("water", "water", "water"))
    _add_shore(packer, land.outline)


def _add_shore(packer: Packer, outline: Polygon) -> None:
    line = outline.buffer(0.2).simplify(0.06).segmentize(12).exterior
    ring: Floats = np.array(line.coords)[:-1]
    ring = ring if line.is_ccw else ring[::-1]
    ahead = np.roll(ring, -1, axis=0) - ring
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    normal = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
    mitre = normal + np.roll(normal, 1, axis=0)
    outward = mitre / np.maximum(np.sum(mitre * normal, axis=1, keepdims=True), 0.5)
    count, steps = len(ring), len(SHORE_STEPS_M)
    level = np.full(count, WATER_LEVEL_M + 0.015)
    room = _room_outside(ring, outward, outline)
    rings = [ring + outward * np.minimum(reach, room)[:, None] for reach in SHORE_STEPS_M]
    points = np.concatenate([np.column_stack([line, level]) for line in rings])
    here = np.arange(count)
    indices = []
    for step in range(steps - 1):
        inner, after = step * count + here, step * count + (here + 1) % count
        indices += [
            np.stack([inner, inner + count, after + count], axis=1),
            np.stack([inner, after + count, after], axis=1),
        ]
    corners = np.concatenate(indices)
    total = count * steps
    strip = LitMesh(
        points, np.tile([0.0, 0.0, 1.0], (total, 1)), np.repeat(np.array(SHORE_COLOURS) / 255, count, axis=0),
        np.zeros(total), np.ones(total), np.ones((total, 3)), np.zeros((total, 3)), corners,
        np.full((len(corners), len(SUNS)), 2, np.uint8), np.full(len(corners), ALWAYS, np.uint8),
    )  # fmt: skip
    opacity = np.repeat(np.array(SHORE_OPACITY, np.uint8), count)
    packer.add(strip, Label("shore", "shore", "shore"), opacity=opacity)


def _room_outside(ring: Floats, outward: Floats, outline: Polygon) -> Floats:
    """How far each point of the shore can move outwards before it comes close to another part of the shore."""
    room = np.full(len(ring), SHORE_STEPS_M[-1])
    for _ in range(8):
        away = shapely.distance(outline, shapely.points(ring + outward * room[:, None]))
        folded = away < 0.8 * room
        if not folded.any():
            break
        room[folded] *= 0.7
    for _ in range(3):  # neighbours narrow together to avoid a jagged strip
        room = np.minimum(room, (np.roll(room, 1) + np.roll(room, -1)) / 2 + 3.0)
    return room


def add_horizon(packer: Packer, shipped: Path, nearer: float, parts: tuple[str, ...]) -> bool:
    """Add parts of the shipped park's horizon, moved closer by `nearer`; returns whether they could be read."""
    try:
        manifest = read_json(Manifest, (shipped / "manifest.json").read_bytes())
        vertices = np.load(shipped / "vertices.npy", mmap_mode="r", allow_pickle=False)
        indices = np.load(shipped / "indices.npy", mmap_mode="r", allow_pickle=False)
    except DAMAGED:
        return False
    for chunk in manifest.chunks:
        if chunk.name.split("-")[0] not in parts:
            continue
        spans, starts = [], dict[int, int]()
        for span in chunk.spans:
            if span.start not in starts:
                starts[span.start] = packer.add_indices(
                    np.array(indices[span.start : span.start + span.count])
                )
            spans.append(replace(span, start=starts[span.start]))
        own = np.array(vertices[chunk.first_vertex : chunk.first_vertex + chunk.vertices])
        low = (chunk.low[0], chunk.low[1] - nearer, chunk.low[2])
        high = (chunk.high[0], chunk.high[1] - nearer, chunk.high[2])
        packer.add_chunk(replace(chunk, low=low, high=high, spans=tuple(spans)), own)
    return True


@lru_cache(2)
def far_land(shipped: Path, nearer: float) -> npt.NDArray[np.uint8]:
    """The map of the shipped park's far land, moved closer by `nearer`; a plain one if it cannot be read."""
    from PIL import Image

    try:
        manifest = read_json(Manifest, (shipped / "manifest.json").read_bytes())
        with Image.open(shipped / manifest.ground["far_land"]) as picture:
            planes = np.asarray(picture.convert("RGBA"), np.uint8)
    except DAMAGED:
        return PLAIN_FAR_LAND
    return np.asarray(np.roll(planes, -round(nearer / FAR_LAND_SPAN_M * planes.shape[0]), axis=0), np.uint8)


def far_fields(nearer: float) -> npt.NDArray[np.uint8]:
    """The map of far land without a city: a beach, meadows along it, then fields with hedges."""
    at = ((np.arange(FIELDS_PX) + 0.5) / FIELDS_PX - 0.5) * FAR_LAND_SPAN_M
    x, y = np.meshgrid(at, at)
    turn = np.radians(FIELD_TURN_DEG)
    along, across = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    column = np.floor(across / FIELD_M[1]).astype(int)
    along = along + column * 0.37 * FIELD_M[0]  # offset, so that hedges do not cross
    row = np.floor(along / FIELD_M[0]).astype(int)
    crop = np.random.default_rng(5).integers(0, len(CROPS), 4096)[(column * 61 + row * 17) % 4096]
    green, tone = np.moveaxis(np.array(CROPS)[crop], -1, 0)
    edge = np.minimum(_to_edge(along, FIELD_M[0]), _to_edge(across, FIELD_M[1]))
    hedge = np.clip((HEDGE_M - edge) / FAR_LAND_SPAN_M * FIELDS_PX + 0.5, 0, 1)  # antialiased
    shore = shapely.distance(open_water(), shapely.points(x, y + nearer))
    green, tone = green + (1.0 - green) * hedge, tone + (0.5 - tone) * hedge
    is_meadow = shore < MEADOW_M
    green = np.where(is_meadow, 0.9 * np.clip((shore - BEACH_M) / 4, 0, 1), green)
    tone = np.where(is_meadow, 1.0, tone)
    planes = np.stack([np.zeros_like(green), green, tone, tone], axis=-1)
    return np.asarray(np.round(planes * 255), np.uint8)


def _to_edge(at: Floats, step: float) -> Floats:
    """Distance to the nearest multiple of a step."""
    rest = np.mod(at, step)
    return np.minimum(rest, step - rest)


def add_hills(packer: Packer, nearer: float) -> None:
    """Wooded ridges behind the fields across the water, each paler and higher than the one before."""
    builder = MeshBuilder(7)
    west, south, east, north = open_water().bounds
    centre = np.array([(west + east) / 2, (south + north) / 2 - nearer])
    half = np.array([(east - west) / 2, (north - south) / 2]) + FIELDS_M
    bearings = np.linspace(0, 2 * np.pi, HILL_SIDES + 1)
    around = np.column_stack([np.cos(bearings), np.sin(bearings)])
    for away_m, height, tones in HILLS:
        phases = builder.random.uniform(0, 2 * np.pi, len(HILL_WAVES))
        waves = sum(
            np.cos(count * bearings + phase) / share
            for (count, share), phase in zip(HILL_WAVES, phases, strict=True)
        )
        crest = height * np.clip(0.55 + 0.45 * waves, 0.15, None)
        rows = [
            np.column_stack(
                [
                    centre + around * (half + away_m + (reach * 1.9 * crest)[:, None]),
                    FAR_LEVEL_M - 2 + crest * rise,
                ]
            )
            for reach, rise in HILL_RISE
        ]
        for (lower, upper), tone in zip(pairwise(rows), tones, strict=True):
            builder.quads(np.stack([lower[1:], lower[:-1], upper[:-1], upper[1:]], axis=1), Material(tone))
    packer.add(unlit(builder.arrays().of_detail(ALWAYS)), Label("hills", "city"), cell_m=HILL_CELL_M)
