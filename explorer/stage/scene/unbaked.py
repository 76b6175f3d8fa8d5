"""Meshes without a bake, converted to a baked park, so that the node tree has only one kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from ...base.baked_format import VERTEX, Chunk, LightName, Manifest, Span, Surface, quantise
from ...park.meshes.mesh import OPAQUE
from ...park.meshes.skin import Skin
from .baked import Baked, Skinned

WATER_LEVEL_M = -1.6
BRIGHTEST_NIGHT = 4.0
"""Light that a vertex stores as 255, as in a bake."""

MOST_TRIANGLES = 20_000
"""A mesh with more triangles is split: a chunk has 16-bit indices."""

LIGHT_NAMES: tuple[LightName, ...] = ("day", "dusk")

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The mesh of one thing.

    Attributes
    ----------
    positions, normals, albedo
        Shape (n, 3); metres, unit vectors, sRGB 0..1.
    night
        Shape (n, 3): linear light at night; None for none.
    skin : its texture, if any; then its night is the light that falls on it.
    uv, glow
        Shape (n, 2) and (n, 3): texture coordinates, and emitted light, linear. Only with a texture.
    opacity : shape (n,): how much of what is behind a vertex is hidden; None for all.
    clear : OPAQUE, CUT_OUT or BLENDED of park/meshes/mesh.py.
    mover : the node of its file with which it moves; -1 for none.
    indices
        Shape (m, 3): vertex numbers.
    """

    name: str
    positions: Floats
    normals: Floats
    albedo: Floats
    indices: npt.NDArray[np.int64]
    zone: str = ""
    kind: str = "building"
    surface: Surface = "solid"
    night: Floats | None = None
    skin: Skin | None = None
    uv: Floats | None = None
    glow: Floats | None = None
    mover: int = -1
    opacity: Floats | None = None
    clear: int = OPAQUE


def faceted(name: str, polygons: Iterable[tuple[npt.ArrayLike, npt.ArrayLike]], zone: str = "") -> Part:
    """Flat convex polygons, each (points, colour), counter-clockwise from outside."""
    positions, normals, albedo, indices, count = [], [], [], [], 0
    for points, colour in polygons:
        ring = np.asarray(points, np.float32)
        normal = np.cross(ring[1] - ring[0], ring[2] - ring[0])
        normal /= max(float(np.linalg.norm(normal)), 1e-9)
        positions.append(ring)
        normals.append(np.tile(normal, (len(ring), 1)))
        albedo.append(np.tile(np.asarray(colour, np.float32), (len(ring), 1)))
        fan = np.arange(1, len(ring) - 1)
        indices.append(np.stack([np.zeros_like(fan), fan, fan + 1], axis=1) + count)
        count += len(ring)
    return Part(
        name,
        np.concatenate(positions).astype(np.float32),
        np.concatenate(normals).astype(np.float32),
        np.concatenate(albedo).astype(np.float32),
        np.concatenate(indices).astype(np.int64),
        zone,
    )


def packed(parts: Iterable[Part]) -> Baked:
    """The parts as a baked park without a folder: open sky above everything, and no light maps."""
    chunks: list[Chunk] = []
    vertices = [np.zeros(0, VERTEX)]
    indices = [np.zeros(0, np.uint16)]
    vertex_count = index_count = 0
    skins: dict[str, Skinned] = {}
    movers: dict[str, int] = {}
    clear: dict[str, int] = {}
    for part in parts:
        for piece in _cut(part):
            low, high = piece.positions.min(axis=0), piece.positions.max(axis=0)
            sun: Literal[0, 2] = 0 if piece.kind == "studio" else 2
            spans = tuple(Span(light, False, sun, index_count, piece.indices.size) for light in LIGHT_NAMES)
            chunks.append(
                Chunk(
                    name=piece.name,
                    zone=piece.zone,
                    kind=piece.kind,
                    surface=piece.surface,
                    detail="always",
                    language="",
                    mirrored=False,
                    low=(float(low[0]), float(low[1]), float(low[2])),
                    high=(float(high[0]), float(high[1]), float(high[2])),
                    first_vertex=vertex_count,
                    vertices=len(piece.positions),
                    spans=spans,
                )
            )
            vertices.append(_vertices(piece, low, high))
            if piece.mover >= 0:
                movers[piece.name] = piece.mover
            if piece.clear != OPAQUE:
                clear[piece.name] = piece.clear
            if piece.skin is not None and piece.uv is not None:
                glow = piece.glow if piece.glow is not None else np.zeros_like(piece.positions)
                skins[piece.name] = Skinned(piece.skin, piece.uv, _bytes_of_night(glow))
            indices.append(piece.indices.astype(np.uint16).ravel())
            vertex_count += len(piece.positions)
            index_count += piece.indices.size
    manifest = Manifest("", {}, (1.0, 1.0), WATER_LEVEL_M, tuple(chunks))
    return Baked(
        Path(),
        manifest,
        np.concatenate(vertices),
        np.concatenate(indices),
        skins=skins,
        movers=movers,
        clear=clear,
    )


def _vertices(part: Part, low: Floats, high: Floats) -> npt.NDArray[np.void]:
    out = np.zeros(len(part.positions), VERTEX)
    out["position"] = quantise(part.positions, low, high)
    normals = np.clip(np.nan_to_num(part.normals), -1, 1)
    out["normal"] = np.rint(normals * 127)
    out["albedo"] = np.rint(np.clip(part.albedo, 0, 1) * 255)
    # a wall sees half the sky and some light from the ground
    upward = 0.62 + 0.30 * normals[:, 2:3]
    out["ambient"] = np.rint(np.sqrt(upward) * 255)
    out["open_sky"] = 200
    out["opacity"] = 255 if part.opacity is None else np.rint(np.clip(part.opacity, 0, 1) * 255)
    if part.night is not None:
        out["night"] = _bytes_of_night(part.night)
    return out


def _bytes_of_night(light: Floats) -> npt.NDArray[np.uint8]:
    """Linear light as a vertex stores it."""
    return np.asarray(np.rint(np.sqrt(np.clip(light / BRIGHTEST_NIGHT, 0, 1)) * 255), np.uint8)


def _cut(part: Part) -> Iterator[Part]:
    if len(part.positions) <= 0xFFFF:
        yield part
        return
    for start in range(0, len(part.indices), MOST_TRIANGLES):
        yield only(
            replace(part, name=f"{part.name} {start // MOST_TRIANGLES}"),
            slice(start, start + MOST_TRIANGLES),
        )


def only(part: Part, chosen: slice | npt.NDArray[np.bool_]) -> Part:
    """A copy with some of the triangles, and the vertices they use."""
    used, indices = np.unique(part.indices[chosen], return_inverse=True)
    return replace(
        part,
        positions=part.positions[used],
        normals=part.normals[used],
        albedo=part.albedo[used],
        indices=indices.reshape(-1, 3),
        night=None if part.night is None else part.night[used],
        uv=None if part.uv is None else part.uv[used],
        glow=None if part.glow is None else part.glow[used],
        opacity=None if part.opacity is None else part.opacity[used],
    )
