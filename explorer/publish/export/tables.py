"""The tables of a baked park as plain numbers: metres, unit normals, linear colours.

The stage reads the same files for the graphics card; this module does not need Panda3D.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...base.baked_check import DAMAGED, check_tables, read_json
from ...base.baked_format import Chunk, Manifest, dequantise
from ...base.bootstrap import start_line
from ...i18n import Text
from ...park.model import Park

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

LIFT_M = {"joints": 0.03, "shore": 0.1}
"""Height by which these are lifted off the surface below, metres; otherwise they flicker in viewers with a
coarse depth buffer."""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """All vertices of a baked park, and the triangles of each chunk."""

    folder: Path
    manifest: Manifest
    points: Floats  # float32 array, shape (n, 3), metres, z up
    normals: Floats  # float32 array, shape (n, 3), unit vectors
    colours: Floats  # float32 array, shape (n, 4), albedo times baked sky light, linear, and opacity; 0..1
    gloss: npt.NDArray[np.uint8]  # uint8 array, shape (n,), 0 matte, 255 glass
    indices: npt.NDArray[np.uint16]

    @classmethod
    def read(cls, folder: Path, park: Park) -> Tables | None:
        """The baked park of `park`, or the one grown from its `site:`; None without either.

        Raises NotExported if it cannot be read.
        """
        own = park.grown or (folder if (folder / "manifest.json").is_file() else folder / park.models)
        if not (own / "manifest.json").is_file():
            return None
        try:
            manifest = read_json(Manifest, (own / "manifest.json").read_bytes())
            vertices = np.load(own / "vertices.npy", allow_pickle=False)
            indices = np.load(own / "indices.npy", allow_pickle=False)
            check_tables(manifest, vertices, indices)
        except DAMAGED as fault:
            raise NotExported(
                Text(
                    "The baked park {name!r} cannot be read ({fault}). Build it again: {start}",
                    name=own.name,
                    fault=fault,
                    start=start_line("bake"),
                )
            ) from fault
        return cls(
            own, manifest, _points(manifest, vertices), *_surface(vertices), vertices["gloss"], indices
        )

    def triangles(self, chunk: Chunk, glass: bool) -> Indices:
        """The triangles of a chunk, rows of three vertex indices: its glass, or all the rest.

        The two lights order the same triangles differently; the order of the day is used.
        """
        runs = [
            self.indices[span.start : span.start + span.count]
            for span in chunk.spans
            if span.light == "day" and span.glass == glass
        ]
        if not runs:
            return np.empty((0, 3), np.int64)
        return np.concatenate(runs).astype(np.int64).reshape(-1, 3) + chunk.first_vertex

    @property
    def ground_light(self) -> Path | None:
        """The image of the sky light on level ground, row 0 in the south, if its format is a common one."""
        path = self.folder / self.manifest.ground.get("ambient", "")
        return path if path.suffix in (".jpg", ".png") and path.is_file() else None


def _points(manifest: Manifest, vertices: npt.NDArray[np.void]) -> Floats:
    points = np.zeros((len(vertices), 3), np.float32)
    for chunk in manifest.chunks:
        own = slice(chunk.first_vertex, chunk.first_vertex + chunk.vertices)
        points[own] = dequantise(vertices["position"][own], chunk.low, chunk.high)
        points[own, 2] += LIFT_M.get(chunk.kind, 0.0)
    return points


def _surface(vertices: npt.NDArray[np.void]) -> tuple[Floats, Floats]:
    """Normals and colours."""
    normals = vertices["normal"].astype(np.float64)
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    # a normal that was rounded to zero has no direction: it faces up
    normals = np.where(length > 0, normals / np.maximum(length, 1), (0.0, 0.0, 1.0))
    colours = np.empty((len(vertices), 4), np.float32)
    # both are stored as square roots of linear values
    colours[:, :3] = (vertices["albedo"] / 255.0 * (vertices["ambient"] / 255.0)) ** 2
    colours[:, 3] = vertices["opacity"] / 255.0
    return normals.astype(np.float32), colours


class NotExported(ValueError):
    """Raised for a park that cannot be exported. `message` is the reason."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(str(message))
