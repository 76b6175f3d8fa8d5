"""The size of a model from its own bounds; its unit of length is guessed where the scene does not give one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np

from .placing import upright
from .reading import read_mesh

UNITS_M = (1.0, 0.001, 1000.0, 0.01, 100.0)
"""Metres per unit to try: metres, millimetres, metres at a scale of 1:1000, centimetres, 1:100."""

SMALLEST_M, LARGEST_M = 4.0, 250.0
"""Longest side of a plausible building or landmark."""

PRINTED = ".stl"
"""The format of 3D printing, whose numbers are often millimetres of a small print."""


@dataclass(frozen=True, slots=True)
class Size:
    """Width, depth and height of an upright model in metres, and the metres per unit that were taken for it."""

    size_m: tuple[float, float, float]
    unit_m: float
    is_guessed: bool


def size_of(path: Path, up: Literal["y", "z"], turn_deg: float, scale: float | None) -> Size:
    """The size of a model with a scale, or with the first plausible unit if not given.

    Raises
    ------
    NotRead, OSError
        If the file cannot be read.
    """
    status = path.stat()
    sides = _sides(path, up, turn_deg, status.st_mtime_ns, status.st_size)
    unit_m = scale or _unit_m(max(sides))
    wide, deep, high = (round(side * unit_m, 2) for side in sides)
    suffix = path.suffix.lower()
    is_guessed = scale is None and (unit_m != 1 or suffix == PRINTED)
    return Size((wide, deep, high), unit_m, is_guessed)


def _unit_m(longest: float) -> float:
    return next((unit for unit in UNITS_M if SMALLEST_M <= longest * unit <= LARGEST_M), 20.0 / longest)


@lru_cache(64)
def _sides(
    path: Path, up: Literal["y", "z"], turn_deg: float, _modified: int, _bytes: int
) -> tuple[float, float, float]:
    """The sides of the box round a model, in units of the file. Read again only when the file has changed."""
    wide, deep, high = np.ptp(upright(read_mesh(path).points, up, turn_deg), axis=0)
    return float(wide), float(deep), float(high)
