"""Whether two pictures of the park are the same to the eye, though two drivers drew them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

BLOCK_PX = 8
"""Blocks of so many pixels are averaged: each driver draws edges a little otherwise."""
MOST_MEAN, BLOCK_OFF, MOST_BLOCKS = 9.0, 16.0, 0.03
"""Off on average, what makes a block differ, and the share of blocks that may; of 255. With one sample a pixel instead of
four the park is 5 off on average, and in hardly any block."""

Pixels = npt.NDArray[np.uint8]


class Difference(NamedTuple):
    """How much two pictures differ: on average, of 255, and in which share of their blocks clearly."""

    mean: float
    blocks: float

    @property
    def is_right(self) -> bool:
        """Whether they show the same."""
        return self.mean <= MOST_MEAN and self.blocks <= MOST_BLOCKS


def difference(one: Pixels, other: Pixels) -> Difference:
    """The difference of two pictures, shape (height, width, colours); of two sizes, all of it."""
    if one.shape != other.shape:
        return Difference(255.0, 1.0)
    mean = np.abs(one.astype(np.int16) - other).mean()
    apart = np.abs(_blocks(one) - _blocks(other)).max(axis=2)
    return Difference(round(float(mean), 3), round(float((apart > BLOCK_OFF).mean()), 4))


def largest(differences: list[Difference]) -> Difference:
    """The largest figures of several."""
    return Difference(max(d.mean for d in differences), max(d.blocks for d in differences))


def read_pictures(path: Path) -> dict[str, Pixels]:
    """Pictures by name, as `write_pictures` wrote them."""
    with np.load(path) as kept:
        return {name: kept[name] for name in kept.files}


def write_pictures(path: Path, pictures: dict[str, Pixels]) -> None:
    """Write pictures by name to a file of numpy's."""
    np.savez(path, **pictures)  # type: ignore[arg-type]


def _blocks(pixels: Pixels) -> npt.NDArray[np.float64]:
    height, width = (max(side // BLOCK_PX, 1) for side in pixels.shape[:2])
    rows = np.array_split(pixels.astype(float), height, axis=0)
    means = np.stack([row.mean(axis=0) for row in rows])
    columns = np.array_split(means, width, axis=1)
    return np.stack([column.mean(axis=1) for column in columns], axis=1)
