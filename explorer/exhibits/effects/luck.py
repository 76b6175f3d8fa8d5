"""All random events of a line, so that several lines can be given the same."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .placing import STATIONS

ROWS = 64
"""Rows drawn at a time."""

SPREAD = 0.3
"""Working times are uniform within this share of the mean, to both sides."""

Floats = npt.NDArray[np.float64]
Key = tuple[int, ...]


class Luck(NamedTuple):
    """Some rows of random events, each of shape (rows, machines, shifts).

    Part k meets row k + m at machine m, counted from 0.
    """

    work: Floats  # working times as shares of their mean
    # time after a change of product during which this work would still be done twice, exponential with mean 1
    slip: Floats
    fail: Floats  # uniform 0..1: whether the machine fails within this work; at: when, likewise
    at: Floats
    repair: Floats  # duration of a repair, exponential with mean 1


@lru_cache(maxsize=64)  # 77 KB each
def rows_of(key: Key, block: int, shifts: int) -> Luck:
    """The rows of one block for some shifts; equal keys give equal rows."""
    draw = np.random.default_rng((*key, block))
    shape = (ROWS, STATIONS, shifts)
    work, fail, at = draw.random((3, *shape))
    slip, repair = draw.standard_exponential((2, *shape))
    return Luck(1 - SPREAD + 2 * SPREAD * work, slip, fail, at, repair)


@lru_cache(maxsize=4)
def side_by_side(keys: tuple[Key, ...], block: int, shifts: int) -> Luck:
    """The rows of several lines as columns, line after line."""
    found = [rows_of(key, block, shifts) for key in keys]
    return Luck(*(np.concatenate(each, axis=2) for each in zip(*found, strict=True)))
