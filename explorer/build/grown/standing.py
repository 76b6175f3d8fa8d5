"""Buildings with their letters: built once in local coordinates, then moved to their lots.

Built models are cached in memory: moving a building rebuilds nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from explorer.build.geometry.arrays import ALWAYS, Arrays
from explorer.build.geometry.material import PAPER, PAPER_3
from explorer.build.geometry.mesh_builder import Lamp, MeshBuilder
from explorer.build.site.plan import GROUND_LEVEL_M
from explorer.base.baked_format import Glow
from explorer.crowd.script import Flag

from .catalogue import CATALOGUE, Build
from .letters import can_write, set_up
from .rows import BuildingRow, Lot

FINE_M = 0.42
LETTER_DEPTH_M, HAN_LIFT = 0.35, 0.12
MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class _Model:
    """A building in local coordinates: its front faces -y, z = 0 is the ground. Letters by language."""

    arrays: Arrays
    letters: tuple[tuple[str, Arrays], ...]
    lamps: tuple[Lamp, ...]
    glows: tuple[Glow, ...]
    flags: tuple[Flag, ...]


@dataclass(slots=True)
class Standing:
    """A building on its lot. `letters`: zone, language, triangles."""

    lot: Lot
    arrays: Arrays
    letters: list[tuple[str, str, Arrays]]
    lamps: list[Lamp]
    glows: list[Glow]
    flags: list[Flag]


def buildings_of(lots: Sequence[Lot]) -> list[Standing]:
    """All buildings of the catalogue, on their lots."""
    return [_placed(lot) for lot in lots if lot.row.kind in CATALOGUE]


def _placed(lot: Lot) -> Standing:
    model = _model(replace(lot.row, related=(), room_m=None, centre_m=None, heading_deg=None))
    angle = math.radians(lot.turn_deg)
    cosine, sine = math.cos(angle), math.sin(angle)
    turn = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])
    shift = np.array([*lot.xy, GROUND_LEVEL_M])

    def put(arrays: Arrays) -> Arrays:
        return replace(arrays, points=arrays.points @ turn.T + shift, normals=arrays.normals @ turn.T)

    def at(place: tuple[float, float, float]) -> tuple[float, float, float]:
        x, y, z = (round(float(v), 3) for v in np.array(place) @ turn.T + shift)
        return (x, y, z)

    return Standing(
        lot,
        put(model.arrays),
        [(lot.id, language, put(arrays)) for language, arrays in model.letters],
        [replace(lamp, at=at(lamp.at)) for lamp in model.lamps],
        [replace(glow, at=at(glow.at)) for glow in model.glows],
        [replace(flag, at=at(flag.at)) for flag in model.flags],
    )


@lru_cache(MOST_KEPT)
def _model(row: BuildingRow) -> _Model:
    build, builder = Build.of(row), MeshBuilder(row.seed)
    CATALOGUE[row.kind](builder, build)
    arrays = builder.arrays().with_detail(FINE_M)
    letters = tuple(_letters(row, build))
    return _Model(arrays, letters, tuple(builder.lamps), tuple(builder.glows), tuple(builder.flags))


def _letters(row: BuildingRow, build: Build) -> list[tuple[str, Arrays]]:
    """The letters of a building in each of its languages."""
    if not row.has_sign or not build.signs:
        return []
    drawable = [(language, text) for language, text in row.letters if can_write(text, language)]
    out: list[tuple[str, Arrays]] = []
    for language, text in row.letters:
        code, words = (language, text) if (language, text) in drawable else (drawable or [("", "")])[0]
        builder = MeshBuilder(60)
        for sign in build.signs:
            x, y, z = sign.at
            lift = HAN_LIFT * sign.cap_m if any(ord(letter) > 0x2E80 for letter in words) else 0.0
            with builder.at(x, y, z + lift):
                length = set_up(builder, words, code, sign.cap_m, LETTER_DEPTH_M, build.lettering)
                if sign.has_board:
                    half, low = length / 2 + 0.7, -0.3 - lift
                    builder.chamfered_box(
                        -half, half, 0.02, 0.2, low, low + 1.3 * sign.cap_m + 0.3, PAPER, 0.03
                    )
                if sign.plinth_m:
                    half, deep = length / 2 + 0.6, sign.plinth_m / 2
                    builder.chamfered_box(-half, half, -deep, deep, -0.4 - lift, -lift, PAPER_3, 0.05)
        arrays = builder.arrays()
        if len(arrays):
            detail = np.where(arrays.detail == 0, ALWAYS, arrays.detail).astype(np.uint8)
            out.append((language, replace(arrays, detail=detail)))
    return out
