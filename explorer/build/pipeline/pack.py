"""Packs lit parts into a baked park: chunks of vertices and indices in :mod:`explorer.base.baked_format`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from explorer.base.baked_format import (
    SUNS,
    VERTEX,
    Chunk,
    Detail,
    Manifest,
    Span,
    Surface,
    quantise,
)
from explorer.build.geometry.arrays import DETAIL_CODES
from explorer.build.geometry.lit_mesh import LitMesh
from explorer.build.geometry.shapes import Floats

MOST_VERTICES = 65_535
GLASS_GLOSS = 0.031
BRIGHTEST_NIGHT = 4.0
BENT = 2.2
"""Factor by which a bend counts: the corner of a box is a full edge."""
SUN_CLASSES: tuple[Literal[0, 1, 2], ...] = (0, 1, 2)

Rows = npt.NDArray[np.int64]
Box = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Label:
    """Name and kind of a part's chunks."""

    name: str
    kind: str
    surface: Surface = "solid"
    zone: str = ""
    language: str = ""


@dataclass(slots=True)
class Packer:
    """Collects chunks and writes them."""

    chunks: list[Chunk] = field(default_factory=list)
    _vertices: list[npt.NDArray[np.void]] = field(default_factory=list)
    _indices: list[npt.NDArray[np.uint16]] = field(default_factory=list)
    _vertex_count: int = 0
    _index_count: int = 0

    def add(
        self,
        lit: LitMesh,
        label: Label,
        mirrored: npt.NDArray[np.bool_] | None = None,
        cell_m: float = 0.0,
        opacity: npt.NDArray[np.uint8] | None = None,
        one_box: bool = False,
    ) -> None:
        """Add a part: a chunk for each detail, side of the mirror and square of `cell_m` (0: one square).

        With `one_box` all its chunks get the bounding box of the part, so that one appears when the other disappears.
        """
        box = _box(lit.points) if one_box else None
        edges = convexity(lit)
        in_water = np.zeros(len(lit.indices), bool) if mirrored is None else mirrored
        for detail, is_mirrored, rows in _groups(lit, in_water):
            for number, some in enumerate(_squares(lit, rows, cell_m)):
                for piece in _small_enough(lit, some):
                    name = f"{label.name}-{detail}{'-mirrored' if is_mirrored else ''}-{number}"
                    self._add_chunk(
                        lit, edges, piece, replace(label, name=name), detail, is_mirrored, opacity, box
                    )

    def _add_chunk(
        self,
        lit: LitMesh,
        edges: npt.NDArray[np.int8],
        rows: Rows,
        label: Label,
        detail: Detail,
        mirrored: bool,
        opacity: npt.NDArray[np.uint8] | None,
        box: Box | None,
    ) -> None:
        used, order = np.unique(lit.indices[rows], return_inverse=True)
        indices: npt.NDArray[np.uint16] = np.asarray(order.reshape(-1, 3), np.uint16)
        low, high = box or _box(lit.points[used])
        chunk = Chunk(
            name=label.name,
            zone=label.zone,
            kind=label.kind,
            surface=label.surface,
            detail=detail,
            language=label.language,
            mirrored=mirrored,
            low=_triple(low),
            high=_triple(high),
            first_vertex=self._vertex_count,
            vertices=len(used),
            spans=self._spans(lit, rows, indices, label.surface),
        )
        self.add_chunk(chunk, _vertices(lit, edges, used, low, high, opacity))

    def add_chunk(self, chunk: Chunk, vertices: npt.NDArray[np.void]) -> None:
        """Add a chunk whose indices have been added already."""
        self._vertices.append(vertices)
        self.chunks.append(replace(chunk, first_vertex=self._vertex_count, vertices=len(vertices)))
        self._vertex_count += len(vertices)

    def _spans(
        self, lit: LitMesh, rows: Rows, indices: npt.NDArray[np.uint16], surface: Surface
    ) -> tuple[Span, ...]:
        """The spans of a chunk's triangles, sorted for each light; triangles that need no sorting are stored once."""
        if surface != "solid":
            start = self.add_indices(indices)
            return tuple(Span(light, False, 2, start, indices.size) for light in SUNS)
        glass = lit.gloss[lit.indices[rows]].max(axis=1) > GLASS_GLOSS
        spans: list[Span] = []
        shared: dict[bytes, int] = {}
        for light in SUNS:
            sun = lit.sun[rows, list(SUNS).index(light)]
            for shiny in (False, True):
                for sun_class in SUN_CLASSES:
                    some = np.flatnonzero((glass == shiny) & (sun == sun_class))
                    if not len(some):
                        continue
                    run = indices[some]
                    key = run.tobytes()
                    if key not in shared:
                        shared[key] = self.add_indices(run)
                    spans.append(Span(light, shiny, sun_class, shared[key], run.size))
        return tuple(spans)

    def add_indices(self, indices: npt.NDArray[np.uint16]) -> int:
        """Add a run of vertex numbers; returns its start."""
        start = self._index_count
        self._indices.append(indices.ravel())
        self._index_count += indices.size
        return start

    def write(self, folder: Path, manifest: Manifest, solids: npt.NDArray[np.void]) -> None:
        """Write vertices, indices, solids and the manifest into `folder`."""
        np.save(folder / "vertices.npy", np.concatenate(self._vertices))
        np.save(folder / "indices.npy", np.concatenate(self._indices))
        np.save(folder / "solids.npy", solids)
        text = json.dumps(manifest.to_json(), ensure_ascii=False, separators=(",", ":"))
        (folder / "manifest.json").write_text(text.replace('{"name":', '\n{"name":') + "\n", encoding="utf-8")


def _groups(lit: LitMesh, mirrored: npt.NDArray[np.bool_]) -> Iterator[tuple[Detail, bool, Rows]]:
    for detail in ("always", "near", "far"):
        for side in (False, True):
            rows = np.flatnonzero((lit.detail == DETAIL_CODES[detail]) & (mirrored == side))
            if len(rows):
                yield detail, side, rows


def _squares(lit: LitMesh, rows: Rows, cell_m: float) -> Iterator[Rows]:
    if cell_m <= 0:
        yield rows
        return
    middle = lit.points[lit.indices[rows]].mean(axis=1)[:, :2]
    cell = np.floor(middle / cell_m).astype(np.int64)
    _, square = np.unique(cell, axis=0, return_inverse=True)
    for number in range(int(square.max()) + 1):
        yield rows[square.ravel() == number]


def _small_enough(lit: LitMesh, rows: Rows) -> Iterator[Rows]:
    """The rows, halved along their longest side until the vertices of each part fit 16-bit indices."""
    if 3 * len(rows) <= MOST_VERTICES or len(np.unique(lit.indices[rows])) <= MOST_VERTICES:
        yield rows
        return
    middle = lit.points[lit.indices[rows]].mean(axis=1)
    axis = int(np.ptp(middle, axis=0).argmax())
    order = np.argsort(middle[:, axis], kind="stable")
    half = len(rows) // 2
    yield from _small_enough(lit, rows[np.sort(order[:half])])
    yield from _small_enough(lit, rows[np.sort(order[half:])])


def convexity(lit: LitMesh) -> npt.NDArray[np.int8]:
    """How much the surface bends at each vertex, -127 a crease to 127 an edge, shape (vertices,).

    It is how far the triangles that meet in its place, those of other faces too, fall behind the face of the vertex.
    """
    _, place = np.unique(np.rint(lit.points * 200).astype(np.int64), axis=0, return_inverse=True)
    place = place.ravel()
    triangles = lit.triangles
    ahead = triangles.mean(axis=1)[:, None] - triangles
    ahead /= np.maximum(np.linalg.norm(ahead, axis=2, keepdims=True), 1e-6)
    corner = place[lit.indices].ravel()
    count = np.maximum(np.bincount(corner, minlength=place.max(initial=-1) + 1), 1)
    way = np.stack([np.bincount(corner, ahead[..., axis].ravel(), len(count)) for axis in range(3)], axis=1)
    bend = -np.einsum("ij,ij->i", (way / count[:, None])[place], lit.normals)
    return np.rint(np.clip(bend * BENT, -1, 1) * 127).astype(np.int8)  # type: ignore[no-any-return]  # clip is Any in numpy


def _vertices(
    lit: LitMesh,
    edges: npt.NDArray[np.int8],
    used: Rows,
    low: npt.ArrayLike,
    high: npt.ArrayLike,
    opacity: npt.NDArray[np.uint8] | None,
) -> npt.NDArray[np.void]:
    out = np.zeros(len(used), VERTEX)
    out["position"] = quantise(lit.points[used].astype(np.float32), low, high)
    out["normal"] = np.rint(np.clip(lit.normals[used], -1, 1) * 127).astype(np.int8)
    out["gloss"] = _share(lit.gloss[used])
    out["albedo"] = _share(lit.albedo[used])
    out["open_sky"] = _share(lit.open_sky[used])
    out["ambient"] = as_bytes(lit.ambient[used])
    out["opacity"] = 255 if opacity is None else opacity[used]
    out["night"] = as_bytes(lit.night[used], BRIGHTEST_NIGHT)
    out["spare"] = edges[used].view(np.uint8)
    return out


def _box(points: Floats) -> Box:
    return points.min(axis=0).astype(np.float32), points.max(axis=0).astype(np.float32)


def as_bytes(linear: npt.NDArray[np.floating], brightest: float = 1.0) -> npt.NDArray[np.uint8]:
    """Light up to `brightest` as the square roots of linear values, 8 bit."""
    return _share(np.sqrt(np.clip(linear / brightest, 0, 1)))


def _share(values: npt.NDArray[np.floating]) -> npt.NDArray[np.uint8]:
    return np.asarray(np.rint(np.clip(values, 0, 1) * 255), np.uint8)


def _triple(place: npt.NDArray[np.float32]) -> tuple[float, float, float]:
    return (float(place[0]), float(place[1]), float(place[2]))
