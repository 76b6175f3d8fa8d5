"""The models of a park as planes of differences, which deflate well; `unpack` in `page/viewer.js` reads them.

A file holds chunks. Its head lists them; its body holds, plane by plane (the low bytes of all numbers, then the next ones),
each deflated separately: indices, as distances below the lowest number not yet used; positions in centimetres, colours as
numbers of a table, normals as numbers of a sorted table, gathered light, open sky, the lamps of halls that burn by day. All
light at night is in another file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ...base.baked_format import Chunk
from ...park.meshes.mesh import BLENDED
from ...stage.gl.programs import yields
from ...stage.scene.build import PLACEHOLDER, casts_shadow
from ...stage.scene.clear_view import REACH_M
from ...stage.scene.clearing import CLEARED
from ...stage.scene.detail import KIND_FACTOR, haze_depth
from ...stage.scene.models import ModelData
from ...visit.light import LIGHTS
from .folder import Folder

STEP_M, ACROSS, COARSE = 0.01, (2, 2, 1), {"city": 8, "tree": 2}
"""Step of heights; how many of them make a step east and north; factors for kinds that are far away or soft."""

NORMAL_STEP, LIGHT_STEP, TINT_STEP, SKY_STEP, LAMP_STEP = 4, 5, 12, 16, 8
"""Steps to which bytes are rounded; the difference cannot be seen beside the desktop's picture."""

BEND_STEP = 84
STEPS = [STEP_M, BEND_STEP, LIGHT_STEP, TINT_STEP, SKY_STEP, LAMP_STEP]
LEAST_LAMP = 0.075
"""Light of a hall's lamps by day, linear, below which it is left out."""

FOOT_STEPS = 2
"""Steps of a metre to which the foot of a tree is rounded."""

MOST_FIRST = 260_000
"""Vertices of the first file: about 1.1 MB. A larger park of an author's models comes zone by zone."""

Bytes = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.void]


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """A chunk whose vertices are in the order of their first use."""

    chunk: Chunk
    zone: str
    vertices: Rows
    runs: list[npt.NDArray[np.int64]]  # indices: matte, then glass; never, always, sometimes in the sun
    mover: int | None = None  # the node of its file with which it moves
    is_clear: bool = False  # whether it is seen through

    @property
    def indices(self) -> npt.NDArray[np.int64]:
        return np.concatenate(self.runs)


def write_models(models: ModelData, folder: Folder) -> dict[str, int]:
    """Write all chunks: `first`, `letters/LANGUAGE`, `fine/ZONE`, and `night/` of each. Returns vertices by file."""
    files: dict[str, list[_Piece]] = {"first": []}
    count = 0
    for baked, owners, vertices in models.sources:
        for chunk in baked.manifest.chunks:
            if chunk.zone and chunk.zone not in owners:
                continue
            piece = replace(
                _piece(chunk, owners.get(chunk.zone, ""), vertices, baked.indices),
                mover=baked.movers.get(chunk.name),
                is_clear=baked.clear.get(chunk.name) == BLENDED,
            )
            if not len(piece.indices):
                continue
            name = f"letters/{chunk.language}" if chunk.language else "first"
            if chunk.detail == "near" and not chunk.language:
                name = f"fine/{piece.zone or '-'}"
            elif name == "first":
                count += len(piece.vertices)
                if count > MOST_FIRST and chunk.detail == "always" and piece.zone:
                    name = f"fine/{piece.zone}"
            files.setdefault(name, []).append(piece)
    for name, pieces in files.items():
        head, body = _packed(pieces)
        folder.packed(name, head, *body)
        folder.packed(
            f"night/{name}", {"steps": STEPS}, *_light(np.concatenate([p.vertices["night"] for p in pieces]))
        )
    return {name: sum(len(p.vertices) for p in pieces) for name, pieces in files.items()}


def _piece(chunk: Chunk, zone: str, vertices: Rows, indices: npt.NDArray[np.uint16]) -> _Piece:
    spans = [
        [s for s in chunk.spans if s.light == "day" and s.glass == glass and s.sun == sun]
        for glass in (False, True)
        for sun in range(3)
    ]
    runs = [
        np.concatenate([indices[s.start : s.start + s.count] for s in some] or [indices[:0]]).astype(np.int64)
        for some in spans
    ]
    together = np.concatenate(runs)
    used, first = np.unique(together, return_index=True)
    order = used[np.argsort(first)]
    number = np.zeros(chunk.vertices, np.int64)
    number[order] = np.arange(len(order))
    own = vertices[chunk.first_vertex : chunk.first_vertex + chunk.vertices][order]
    return _Piece(chunk, zone, own, [number[run] for run in runs])


def _packed(pieces: list[_Piece]) -> tuple[dict[str, Any], list[bytes]]:
    """Head and planes of a file."""
    vertices = np.concatenate([piece.vertices for piece in pieces])
    codes = np.concatenate([np.maximum.accumulate(np.r_[-1, p.indices])[:-1] + 1 - p.indices for p in pieces])
    yielding = np.concatenate([np.full(len(p.vertices), yields(p.chunk)) for p in pieces])
    colours = vertices["colour"].copy()
    # the shore and see-through parts of own models have no gloss: their opacity takes that place
    seen_through = np.concatenate(
        [np.full(len(p.vertices), p.chunk.surface == "shore" or p.is_clear) for p in pieces]
    )
    colours[seen_through, 3] = vertices["night"][seen_through, 3]
    feet, foot_of = _feet(vertices[yielding])
    colours[yielding, 3] = 0
    table, colour_of = np.unique(colours, axis=0, return_inverse=True)
    # windows of the far city are drawn along its walls: their normals are exact
    step = np.concatenate(
        [np.full(len(p.vertices), 1 if p.chunk.kind == "city" else NORMAL_STEP) for p in pieces]
    )
    facing = np.clip(np.rint(vertices["facing"][:, :3] / step[:, None]) * step[:, None], -127, 127).astype(
        np.int8
    )
    normals, normal_of = np.unique(facing, axis=0, return_inverse=True)
    coarse = np.concatenate([np.full(len(p.vertices), COARSE.get(p.chunk.kind, 1)) for p in pieces])
    grid = np.outer(coarse, ACROSS)
    steps = np.rint(vertices["position"] / (STEP_M * grid)).astype(np.int64) * grid
    body = [
        *_planes(codes, 2),
        *(plane for axis in range(3) for plane in _planes(_zigzag(steps[:, axis]), 3)),
        *_planes(colour_of.ravel(), 2),
        table.tobytes(),
        *_planes(normal_of.ravel(), 2),
        *(_differences(axis) for axis in normals.T),
        *_light(vertices["ambient"]),
        _differences(vertices["ambient"][:, 3] / SKY_STEP),
        *_planes(_zigzag(foot_of), 2),
        _differences(np.where(yielding, 0, vertices["facing"][:, 3].astype(float)) / BEND_STEP),
        _differences(np.concatenate([_lamps(p.vertices) for p in pieces]) / LAMP_STEP),
    ]
    head = {
        "vertices": len(vertices),
        "indices": len(codes),
        "colours": len(table),
        "normals": len(normals),
        "feet": feet,
        "foot": [FOOT_STEPS, REACH_M],
        "steps": STEPS,
        "yielding": len(foot_of),
        "chunks": [_row(piece) for piece in pieces],
    }
    return head, body


def _row(piece: _Piece) -> dict[str, Any]:
    """What the page knows of a chunk; only what differs from the usual."""
    chunk = piece.chunk
    group = chunk.surface if chunk.surface != "ground" else chunk.kind
    if chunk.surface == "solid":
        group = "city" if chunk.kind == "city" else "yields" if yields(chunk) else "solid"
    if piece.is_clear:
        group = "clear"
    row = {
        "z": piece.zone,
        "g": group,
        "d": chunk.detail,
        "k": f"{piece.zone}/{chunk.kind}",
        "f": KIND_FACTOR.get(chunk.kind, 1.0),
        "h": min(round(haze_depth(chunk), 4), 1e9),
        "lit": chunk.kind == "letters",
        "clears": chunk.kind in (PLACEHOLDER, CLEARED),
        "casts": chunk.surface == "solid"
        and casts_shadow(chunk)
        and piece.mover is None
        and not piece.is_clear,
        "mirrored": chunk.mirrored,
        "low": _rounded(chunk.low),
        "high": _rounded(chunk.high),
        "tint": _tint(piece.vertices),
        "n": len(piece.vertices),
        "runs": [len(run) for run in piece.runs],
    }
    kept = {key: value for key, value in row.items() if value not in (False, "", [])}
    return kept if piece.mover is None else kept | {"m": piece.mover}


def _lamps(vertices: Rows) -> npt.NDArray[np.float64]:
    """Strength of the lamps that also burn by day, where the sky is closed: bytes, 0 where it is too weak to be seen."""
    strength = vertices["night"][:, :3].max(axis=1).astype(float)
    closed = 1 - vertices["ambient"][:, 3] / 255
    seen = 4 * LIGHTS["day"].indoors * (closed * strength / 255) ** 2 > LEAST_LAMP
    return np.asarray(np.where(seen, strength, 0.0))


def _tint(vertices: Rows) -> list[float]:
    """Their mean colour, the strongest part 1."""
    mean = vertices["night"][_lamps(vertices) > 0, :3].astype(float).sum(axis=0)
    return [round(float(part), 2) for part in mean / mean.max()] if mean.any() else []


def _rounded(place: tuple[float, float, float]) -> list[float]:
    return [round(part, 2) for part in place]


def _feet(vertices: Rows) -> tuple[list[list[int]], npt.NDArray[np.int64]]:
    """Feet of what makes way (east, north, height), and the number of its foot for each vertex."""
    offset = np.stack([vertices["facing"][:, 3], vertices["night"][:, 3].astype(int) - 128], axis=1)
    places = vertices["position"][:, :2] - offset * (REACH_M / 127)
    rows = np.c_[np.rint(places * FOOT_STEPS), vertices["colour"][:, 3]].astype(np.int64)
    found, foot_of = np.unique(rows, axis=0, return_inverse=True)
    return found.tolist(), foot_of.ravel().astype(np.int64)


def _zigzag(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Differences, small ones of either sign as small numbers."""
    steps = np.diff(numbers, prepend=0)
    return (steps << 1) ^ (steps >> 63)


def _planes(numbers: npt.NDArray[np.int64], count: int) -> list[bytes]:
    return [((numbers >> 8 * plane) & 255).astype(np.uint8).tobytes() for plane in range(count)]


def _differences(numbers: npt.NDArray[Any]) -> bytes:
    return bytes(np.diff(np.r_[0, np.rint(numbers)]).astype(np.int64).astype(np.uint8))


def _light(colours: Bytes) -> list[bytes]:
    """Colours of light in steps, as differences of green, red less green, blue less green."""
    red, green, blue = colours[:, :3].T.astype(float)
    rows = (green / LIGHT_STEP, (red - green) / TINT_STEP, (blue - green) / TINT_STEP)
    return [_differences(row) for row in rows]
