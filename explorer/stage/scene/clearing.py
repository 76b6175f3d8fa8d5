"""Parts of baked buildings that make room for a live exhibit, cut out of their chunks when the park is read.

A building's `placeholder` is baked as a separate chunk. Where an exhibit grows out of the building itself,
such as a tree that bends its boughs, its place says which part of the building makes room: all triangles
within a radius, above a height.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ...base.baked_format import Chunk, dequantise
from ...base.geometry import Vec3
from ...park.model import Zone
from .baked import Baked

CLEARED = "cleared"
"""The kind of chunk with the parts that make room."""


def with_room(baked: Baked, zones: Iterable[Zone]) -> Baked:
    """The baked park with the parts that make room in separate chunks; unchanged if no part does."""
    places = {zone.model: zone for zone in zones if zone.model and zone.exhibit and zone.exhibit.clears}
    if not any(chunk.zone in places for chunk in baked.manifest.chunks):
        return baked
    indices = np.array(baked.indices)
    chunks = [
        piece
        for chunk in baked.manifest.chunks
        for piece in (_cut(baked, indices, chunk, places[chunk.zone]) if chunk.zone in places else (chunk,))
    ]
    glows = tuple(glow for glow in baked.manifest.glows if not _in_a_room(glow.at, places.values()))
    manifest = replace(
        baked.manifest, chunks=tuple(chunks), glows=glows
    )  # a halo cannot be hidden on its own
    return replace(baked, manifest=manifest, indices=indices)


def _in_a_room(at: Vec3, zones: Iterable[Zone]) -> bool:
    return any(
        zone.exhibit is not None
        and zone.exhibit.clears is not None
        and np.hypot(at[0] - zone.exhibit.centre_m[0], at[1] - zone.exhibit.centre_m[1])
        < zone.exhibit.clears.radius_m
        and at[2] > zone.exhibit.centre_m[2] + zone.exhibit.clears.above_m
        for zone in zones
    )


def _cut(baked: Baked, indices: npt.NDArray[np.uint16], chunk: Chunk, zone: Zone) -> Iterator[Chunk]:
    """Split a chunk: the part that stays, and the part that makes room, which comes last in each span of `indices`."""
    assert zone.exhibit and zone.exhibit.clears
    room, centre = zone.exhibit.clears, zone.exhibit.centre_m
    if chunk.kind != "building":
        yield chunk
        return
    own = baked.vertices["position"][chunk.first_vertex : chunk.first_vertex + chunk.vertices]
    points = dequantise(own, chunk.low, chunk.high)
    inside = np.hypot(points[:, 0] - centre[0], points[:, 1] - centre[1]) < room.radius_m
    inside &= points[:, 2] > centre[2] + room.above_m
    kept, cut = [], []
    for span in chunk.spans:
        part = indices[span.start : span.start + span.count].reshape(-1, 3)
        goes = inside[part].all(axis=1)
        part[:] = part[np.argsort(goes, kind="stable")]
        stays = int((~goes).sum()) * 3
        kept.append(replace(span, count=stays))
        cut.append(replace(span, start=span.start + stays, count=span.count - stays))
    yield replace(chunk, spans=tuple(kept))
    if any(span.count for span in cut):
        yield replace(chunk, name=f"{chunk.name} cleared", kind=CLEARED, spans=tuple(cut))
