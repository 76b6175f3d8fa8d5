"""Whether the files of a baked park are whole. (Not in `baked_format`, since a change there asks for a new bake.)"""

from __future__ import annotations

from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from .baked_format import VERTEX, Manifest

DAMAGED = (
    OSError, ValueError, LookupError, TypeError, AttributeError, EOFError, MemoryError, RecursionError, BadZipFile,
)  # fmt: skip
"""What reading a damaged file may raise, in numpy, in json and in `Manifest.from_json`."""


def check_tables(manifest: Manifest, vertices: npt.NDArray[np.void], indices: npt.NDArray[np.uint16]) -> None:
    """Nothing, if all triangles of a manifest are in its tables.

    Raises
    ------
    ValueError
        If the tables are of another kind, too short, or name vertices that are not there.
    """
    if vertices.dtype != VERTEX or indices.dtype != np.uint16 or vertices.ndim != 1 or indices.ndim != 1:
        raise ValueError("the tables are of another format")
    for chunk in manifest.chunks:
        for span in chunk.spans:
            run = indices[span.start : span.start + span.count]
            if len(run) < span.count or span.count % 3 or (len(run) and int(run.max()) >= chunk.vertices):
                raise ValueError(f"the triangles of {chunk.name} are incomplete")
        if chunk.first_vertex < 0 or chunk.first_vertex + chunk.vertices > len(vertices):
            raise ValueError(f"the vertices of {chunk.name} are incomplete")
