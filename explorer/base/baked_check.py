"""Reads the files of a baked park and checks that they are complete. Changing this module requires no new bake."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache
from typing import Any, Protocol, TypeVar
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from .baked_format import VERTEX, Manifest

DAMAGED = (
    OSError, ValueError, LookupError, TypeError, AttributeError, EOFError, MemoryError, RecursionError, BadZipFile,
)  # fmt: skip
"""Exceptions that numpy, json and `read_json` raise on a damaged file."""


class Baked(Protocol):
    """A dataclass that the bake writes as JSON: a manifest, or the script of moving things."""

    @property
    def format(self) -> int: ...


Written = TypeVar("Written", bound=Baked)


def read_json(kind: type[Written], text: bytes) -> Written:
    """Read what the bake wrote as JSON, checking each value.

    Raises ValueError if the format differs, or a value is missing or of another type.
    """
    from pydantic import ValidationError

    known = next(field.default for field in fields(kind) if field.name == "format")  # type: ignore[arg-type]
    try:
        written: Written = _adapter(kind).validate_json(text)
        if b'"format"' in text and written.format == known:
            return written
        wrong = "the format is missing"
    except ValidationError as fault:
        first = fault.errors()[0]
        wrong = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    content = json.loads(text)
    found = content.get("format") if isinstance(content, dict) else None
    if found == known:
        raise ValueError(wrong)
    raise ValueError(f"{kind.__name__.lower()} of format {found!r}; this program reads {known}")


@cache
def _adapter(kind: type[Any]) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def check_tables(manifest: Manifest, vertices: npt.NDArray[np.void], indices: npt.NDArray[np.uint16]) -> None:
    """Check that all triangles of a manifest are in its tables.

    Raises ValueError if a table has another dtype, is too short, or refers to missing vertices.
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
