"""Wooded hills behind the fields, and villages at their foot."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from explorer.build.geometry.arrays import ALWAYS
from explorer.build.geometry.lit_mesh import OWN_LIGHT, unlit
from explorer.build.geometry.material import WARM, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pipeline.pack import Label, Packer

from ..arrange import NOTHING
from ..rows import Floats, Heights

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

VILLAGES, HOUSES, VILLAGE_M = 7, 14, 34.0
"""Villages in the fields, houses in each, and their spread."""
WALLS, ROOFS = ("#EFE7DA", "#E6DACA", "#DFD9CF"), ("#A67C6C", "#9A746A", "#8F766C", "#AE8A78")
LAND_FIELDS_M = 210.0
"""Width of the fields between a meadow or a square and the foot of the hills."""


def ridge(builder: MeshBuilder, bearings: Floats) -> Floats:
    """The rise and fall of a ridge along its bearings, about zero."""
    phases = builder.random.uniform(0, 2 * np.pi, len(HILL_WAVES))
    waves = [
        np.cos(count * bearings + phase) / share
        for (count, share), phase in zip(HILL_WAVES, phases, strict=True)
    ]
    return np.asarray(sum(waves))


def add_hills(
    packer: Packer,
    middle: Floats,
    half: Floats,
    level_m: float,
    heights: Heights | None = None,
    free: BaseGeometry = NOTHING,
) -> None:
    """Wooded ridges behind the fields, each paler and higher than the one before, and villages at their foot.

    Parameters
    ----------
    half : half the width and depth of the fields, (2,).
    heights : the relief of the fields.
    free : ground without hills and villages.
    """
    builder = MeshBuilder(7)
    bearings = np.linspace(0, 2 * np.pi, HILL_SIDES + 1)
    around = np.column_stack([np.cos(bearings), np.sin(bearings)])
    for away_m, height, tones in HILLS:
        crest = height * np.clip(0.55 + 0.45 * ridge(builder, bearings), 0.15, None)
        rows = [
            np.column_stack(
                [
                    middle + around * (half + away_m + (reach * 1.9 * crest)[:, None]),
                    level_m - 2 + crest * rise,
                ]
            )
            for reach, rise in HILL_RISE
        ]
        segments = shapely.linestrings(np.stack([rows[0][:-1, :2], rows[-1][:-1, :2]], axis=1))
        is_kept = ~shapely.intersects(free, segments)
        for (lower, upper), tone in zip(pairwise(rows), tones, strict=True):
            quads = np.stack([lower[1:], lower[:-1], upper[:-1], upper[1:]], axis=1)
            builder.quads(quads[is_kept], Material(tone))
    packer.add(unlit(builder.arrays().of_detail(ALWAYS)), Label("hills", "city"), cell_m=HILL_CELL_M)
    houses = MeshBuilder(7)
    _add_villages(houses, middle, half, level_m, heights, free)
    packer.add(
        unlit(houses.arrays().of_detail(ALWAYS), OWN_LIGHT), Label("villages", "life"), cell_m=HILL_CELL_M
    )


def _add_villages(
    builder: MeshBuilder,
    middle: Floats,
    half: Floats,
    level_m: float,
    heights: Heights | None,
    free: BaseGeometry,
) -> None:
    """Gabled houses in loose groups where the fields end, a few windows lit at night."""
    random = builder.random
    for village in range(VILLAGES):
        bearing = 2 * np.pi * (village + random.uniform(0.15, 0.85)) / VILLAGES
        centre = middle + np.array([np.cos(bearing), np.sin(bearing)]) * (half - 8)
        if free.distance(shapely.Point(*centre)) < VILLAGE_M + 10:
            continue
        for _ in range(HOUSES):
            x, y = centre + random.normal(0, VILLAGE_M / 2, 2)
            wide, deep, tall = random.uniform(6, 10), random.uniform(5, 7), random.uniform(3.2, 5.5)
            up = float(heights(np.array([x]), np.array([y]))[0]) if heights is not None else 0.0
            with builder.at(
                float(x), float(y), level_m + up, float(np.degrees(bearing) + 90 * random.integers(2))
            ):
                wall, roof = Material(str(random.choice(WALLS))), Material(str(random.choice(ROOFS)))
                builder.box(-wide / 2, wide / 2, -deep / 2, deep / 2, 0, tall, wall, skip="-z+z")
                crest = tall + deep * 0.42
                for side in (-1, 1):
                    eave = side * (deep / 2 + 0.4)
                    slope = [
                        [-wide / 2, eave, tall - 0.2],
                        [wide / 2, eave, tall - 0.2],
                        [wide / 2, 0, crest],
                        [-wide / 2, 0, crest],
                    ]
                    builder.quads([slope if side < 0 else slope[::-1]], roof)
                    gable = [
                        [side * wide / 2, -deep / 2, tall],
                        [side * wide / 2, deep / 2, tall],
                        [side * wide / 2, 0, crest],
                    ]
                    builder.triangles([gable if side > 0 else gable[::-1]], wall)
                for at in (-wide / 4, wide / 4):
                    if random.random() < 0.5:
                        builder.box(
                            at - 0.5,
                            at + 0.5,
                            -deep / 2 - 0.04,
                            -deep / 2,
                            1.2,
                            2.6,
                            Material("#5E6C72").lit(WARM, 0.9),
                            skip="+y",
                        )
