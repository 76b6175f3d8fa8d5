"""A frame cut into bands of whole rows, so that it can be drawn in time slices and stays the same to the last bit.

Each band is the whole frame, clipped by OpenGL's scissors: triangles meet the same rows of the same grid.
Panda3D takes the scissors as fractions and rounds them down to whole rows in single precision, so a frame may
only be cut at rows for which that arithmetic is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from ...base.geometry import Rect

MARGIN = 0.03
"""Things this far outside a band, in frame heights, are drawn too: ripples move reflections a little."""

REACH_ROWS = 4
ULPS = (0, 1, -1)
"""Offsets tried for a cut: rows about the wanted one, and steps of precision about each row's fraction."""


@dataclass(frozen=True, slots=True)
class Band:
    """Some rows of a frame, counted from the top, and the scissors that cover exactly these."""

    first: int
    end: int
    # low, high: the same rows in fractions of the height, as OpenGL's scissors take them
    low: float
    high: float

    @property
    def seen(self) -> Rect:
        """The part of the frame whose objects may show in the band."""
        return Rect(0.0, max(self.low - MARGIN, 0.0), 1.0, min(self.high + MARGIN, 1.0))


@cache
def bands(height: int, shares: tuple[float, ...]) -> tuple[Band, ...]:
    """Cut a frame near these shares of its height; fewer bands where the height does not allow all cuts.

    Parameters
    ----------
    shares : from the top, each larger than the one before, between 0 and 1.
    """
    for number in range(min(len(shares) + 1, height), 1, -1):
        cuts = _cuts(0, np.float32(0), height, _fewer(shares, number))
        if cuts:
            rows = [0, *(row for row, _ in cuts), height]
            scissors = [0.0, *(float(share) for _, share in cuts), 1.0]
            ends = zip(pairwise(rows), pairwise(scissors), strict=True)
            return tuple(Band(first, end, low, high) for (first, end), (low, high) in ends)
    return (Band(0, height, 0.0, 1.0),)


def _fewer(shares: tuple[float, ...], number: int) -> tuple[float, ...]:
    """Cuts for `number` bands: neighbouring bands are merged evenly."""
    all_of_them = (0.0, *shares, 1.0)
    wanted = np.arange(1, number) * ((len(shares) + 1) / number)
    return tuple(np.interp(wanted, np.arange(len(all_of_them)), all_of_them).tolist())


Cuts = tuple[tuple[int, np.float32], ...]


@cache
def _cuts(first: int, low: np.float32, height: int, wanted_shares: tuple[float, ...]) -> Cuts | None:
    """Exact cuts after row `first`, near these shares of the height: rows and their fractions; None if impossible."""
    if not wanted_shares:
        return () if _rows(height, np.float32(1 - low)) == height - first else None
    wanted = round(height * wanted_shares[0])
    for row in sorted(range(wanted - REACH_ROWS, wanted + REACH_ROWS + 1), key=lambda row: abs(row - wanted)):
        for ulps in ULPS if first < row < height else ():
            share = np.float32(row / height)
            share = np.float32(share + ulps * np.spacing(share))
            if _rows(height, share) == row and _rows(height, np.float32(share - low)) == row - first:
                beyond = _cuts(row, share, height, wanted_shares[1:])
                if beyond is not None:
                    return ((row, share), *beyond)
    return None


def _rows(height: int, share: np.float32) -> int:
    """Whole rows as Panda3D computes them."""
    return int(np.float32(height) * share)
