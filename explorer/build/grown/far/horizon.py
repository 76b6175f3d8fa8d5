"""What is seen far off: the town of the shipped park's bake, fields with hills and villages, a coast, or a plain."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from shapely import affinity
from shapely.geometry import box

from explorer.base.baked_check import DAMAGED, read_json
from explorer.base.baked_format import FAR_LAND_SPAN_M, Manifest
from explorer.build.geometry.arrays import ALWAYS
from explorer.build.geometry.lit_mesh import OWN_LIGHT, unlit
from explorer.build.geometry.material import SAND, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pipeline.pack import Label, Packer
from explorer.build.site.plan import FAR_LEVEL_M, GROUND_LEVEL_M, WATER_LEVEL_M
from explorer.build.site.site import open_water

from ..land import Land
from ..rows import Floats, Heights
from .hills import FIELDS_M, HILL_CELL_M, LAND_FIELDS_M, add_hills, ridge
from .open_water import add_cells
from .surroundings import WATER_REACH, nearer_m
from .town import add_town

PLAIN_FAR_LAND = np.full((4, 4, 4), (0, 110, 255, 255), np.uint8)
"""No streets, some vegetation, open sky and sun everywhere."""


FIELDS_PX, FIELD_M, FIELD_TURN_DEG = 1024, (96.0, 54.0), 14.0
"""Size of the map of fields, and of a field along and across its rows."""
CROPS = ((0.6, 1.0), (0.68, 0.9), (0.75, 1.0), (0.8, 0.82), (0.95, 0.95), (1.0, 0.75))
"""Greenness and brightness of fields, from ripe corn to pasture."""
HEDGE_M, BEACH_M, MEADOW_M = 2.6, 5.0, 30.0

SEA_M, SEA_CELL_M = 1500.0, 170.0
SEA_FROM_M, BEACH_DEEP_M = 70.0, 24.0
"""Distance of the sea from a park on land, north of it, and depth of its beach."""
ISLETS = (
    (-0.78, 400.0, 60.0, 26.0),
    (-0.36, 500.0, 96.0, 42.0),
    (-0.02, 380.0, 34.0, 14.0),
    (0.34, 560.0, 120.0, 52.0),
    (0.8, 380.0, 48.0, 20.0),
)
"""Bearing from north in radians, distance, radius and height."""
TURN_DEG = {"north": 0.0, "west": 90.0, "south": 180.0, "east": -90.0}
"""Turn of a coast, anticlockwise: it is made with the sea in the north."""
FAR_COAST = ((34.0, "#A9B79E"), (64.0, "#B4C0B8"))
"""Height and colour of its ridges."""


def add_horizon(packer: Packer, land: Land, shipped: Path, heights: Heights, sight: shapely.Geometry) -> None:
    """Add what is seen far off from a park, as its site says.

    Parameters
    ----------
    heights : the relief of the ground.
    sight : the ground under the first view of the park, where no hill may rise.
    """
    site = land.site
    if site.kind == "none" or site.horizon == "none":
        if site.kind == "island":
            add_shipped(packer, shipped, nearer_m(land), ("far",))
        return
    if site.horizon == "coast":
        _add_sea(packer, land)
    elif site.kind == "island":
        parts = ("city", "hills", "far") if site.horizon == "city" else ("far",)
        if add_shipped(packer, shipped, nearer_m(land), parts) and site.horizon == "hills":
            west, south, east, north = open_water().bounds
            middle = np.array([(west + east) / 2, (south + north) / 2 - nearer_m(land)])
            add_hills(
                packer, middle, np.array([(east - west) / 2, (north - south) / 2]) + FIELDS_M, FAR_LEVEL_M
            )
    elif site.horizon == "hills":
        west, south, east, north = land.outline.bounds
        middle = np.array([(west + east) / 2, (south + north) / 2])
        half = np.array([(east - west) / 2, (north - south) / 2]) + LAND_FIELDS_M
        add_hills(packer, middle, half, GROUND_LEVEL_M, heights, shapely.union(sight, land.sea))
    elif site.horizon == "city":
        if site.kind == "plaza":
            add_town(packer, land)
        add_shipped(packer, shipped, nearer_m(land), ("hills",))


def sea_of(land: Land) -> shapely.Geometry:
    """The sea beside a park on land that looks at a coast; empty for all others."""
    if land.site.horizon != "coast" or land.site.kind in ("island", "none"):
        return shapely.Polygon()
    turn = TURN_DEG[land.site.coast]
    north = _reach_m(land)
    x = np.linspace(-2 * SEA_M, 2 * SEA_M, 61)
    edge = north + SEA_FROM_M + 14 * np.sin(x / 95) + 9 * np.sin(x / 41 + 1)
    sea = shapely.Polygon([*zip(x, edge, strict=True), (2 * SEA_M, 2 * SEA_M), (-2 * SEA_M, 2 * SEA_M)])
    return affinity.rotate(sea, turn, (0, 0)) if turn else sea


def _reach_m(land: Land) -> float:
    """How far the land reaches towards its sea."""
    outline = affinity.rotate(land.outline, -TURN_DEG[land.site.coast], (0, 0))
    return float(outline.bounds[3])


def add_shipped(packer: Packer, shipped: Path, nearer: float, parts: tuple[str, ...]) -> bool:
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


def _add_sea(packer: Packer, land: Land) -> None:
    """Open water to the horizon, wooded islets in it, and a pale far coast in the north."""
    builder = MeshBuilder(6)
    if land.site.kind == "island":
        sea = box(-SEA_M, -SEA_M, SEA_M, SEA_M).difference(box(*WATER_REACH))
        start_m = 0.0
    else:
        sea = sea_of(land).intersection(box(-SEA_M, -SEA_M, SEA_M, SEA_M))
        start_m = _reach_m(land)
        _add_beach(packer, land)
    add_cells(builder, sea, SEA_M, SEA_CELL_M)
    packer.add(unlit(builder.arrays().of_detail(ALWAYS)), Label("sea", "water", "water"))
    _add_islets(packer, start_m, TURN_DEG[land.site.coast])
    _add_far_coast(packer, start_m, TURN_DEG[land.site.coast])


def _add_islets(packer: Packer, start_m: float, turn_deg: float) -> None:
    """Wooded islets with a rim of sand.

    Parameters
    ----------
    start_m : how far out the middle of their distances is.
    """
    builder = MeshBuilder(8)
    for bearing, away_m, radius, height in ISLETS:
        x, y = away_m * np.sin(bearing), start_m + away_m * np.cos(bearing)
        with builder.at(turn_deg=turn_deg), builder.at(x, y, WATER_LEVEL_M):
            profile = ((1.0, 0.0), (0.93, 0.05), (0.9, 0.16), (0.66, 0.55), (0.34, 0.86), (0.01, 1.0))
            tones = (SAND, *map(Material, ("#9DB06E", "#86A063", "#7B9660", "#86A06B")))
            for (lower, upper), tone in zip(pairwise(profile), tones, strict=True):
                builder.lathe([(r * radius, z * height) for r, z in (lower, upper)], 22, tone)
    packer.add(
        unlit(builder.arrays().of_detail(ALWAYS), OWN_LIGHT), Label("islets", "life"), cell_m=HILL_CELL_M
    )


def _add_far_coast(packer: Packer, start_m: float, turn_deg: float) -> None:
    """Pale ridges across the sea, lower towards their ends."""
    builder = MeshBuilder(8)
    bearings = np.linspace(np.pi * 0.12, np.pi * 0.88, 70)
    around = np.column_stack([np.cos(bearings), np.sin(bearings)]) * (SEA_M * 0.86)
    for number, (rise, tone) in enumerate(FAR_COAST):
        ends = np.sin((bearings - bearings[0]) / np.ptp(bearings) * np.pi) ** 0.5
        crest = rise * np.clip(0.5 + 0.5 * ridge(builder, 2 * bearings), 0.1, None) * ends
        foot = np.column_stack([around + np.array([0, start_m + 60 * number]), np.full(70, WATER_LEVEL_M)])
        top = foot * [1.06, 1.06, 0] + np.column_stack([np.zeros((70, 2)), WATER_LEVEL_M + crest])
        with builder.at(turn_deg=turn_deg):
            builder.quads(np.stack([foot[1:], foot[:-1], top[:-1], top[1:]], axis=1), Material(tone))
    packer.add(unlit(builder.arrays().of_detail(ALWAYS)), Label("hills", "city"), cell_m=HILL_CELL_M)


def _add_beach(packer: Packer, land: Land) -> None:
    """Sand that slopes into the water along the edge of the sea."""
    turn = TURN_DEG[land.site.coast]
    line = shapely.get_coordinates(affinity.rotate(sea_of(land), -turn, (0, 0)))[:61]
    line = line[np.abs(line[:, 0]) < SEA_M]
    builder = MeshBuilder(9)
    rows = [
        np.column_stack([line + np.array([0, shift]), np.full(len(line), z)])
        for shift, z in (
            (-BEACH_DEEP_M, GROUND_LEVEL_M + 0.05),
            (0.0, GROUND_LEVEL_M + 0.03),
            (9.0, WATER_LEVEL_M - 0.3),
        )
    ]
    for lower, upper in pairwise(rows):
        with builder.at(turn_deg=turn):
            builder.quads(np.stack([lower[:-1], lower[1:], upper[1:], upper[:-1]], axis=1), SAND)
    packer.add(
        unlit(builder.arrays().of_detail(ALWAYS)), Label("beach", "ground", "ground"), cell_m=HILL_CELL_M
    )
