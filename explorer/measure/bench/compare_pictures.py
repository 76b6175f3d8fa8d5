"""Perceptual comparison of two images of the park, drawn by different drivers."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

BLOCK_PX = 8
"""Block size for averaging, since drivers differ slightly at edges."""
MOST_MEAN, BLOCK_OFF, MOST_BLOCKS = 9.0, 16.0, 0.03
"""Limits, out of 255: the mean difference, that from which a block differs, and the share of differing blocks. One sample
per pixel instead of four gives a mean of 5, and hardly any differing block."""

Pixels = npt.NDArray[np.uint8]


class Difference(NamedTuple):
    """The difference of two images: the mean, out of 255, and the share of blocks that clearly differ."""

    mean: float
    blocks: float

    @property
    def is_right(self) -> bool:
        """Whether it is within the limits."""
        return self.mean <= MOST_MEAN and self.blocks <= MOST_BLOCKS


def difference(one: Pixels, other: Pixels) -> Difference:
    """The difference of two images, shape (height, width, colours); the largest possible if their sizes differ."""
    if one.shape != other.shape:
        return Difference(255.0, 1.0)
    mean = np.abs(one.astype(np.int16) - other).mean()
    apart = np.abs(_blocks(one) - _blocks(other)).max(axis=2)
    return Difference(round(float(mean), 3), round(float((apart > BLOCK_OFF).mean()), 4))


def largest(differences: list[Difference]) -> Difference:
    """The maximum of each figure."""
    return Difference(max(d.mean for d in differences), max(d.blocks for d in differences))


def read_pictures(path: Path) -> dict[str, Pixels]:
    """Images by name, as `write_pictures` wrote them."""
    with np.load(path) as kept:
        return {name: kept[name] for name in kept.files}


def write_pictures(path: Path, pictures: dict[str, Pixels]) -> None:
    """Write images by name to an `.npz` file."""
    np.savez(path, **pictures)  # type: ignore[arg-type]


def _blocks(pixels: Pixels) -> npt.NDArray[np.float64]:
    height, width = (max(side // BLOCK_PX, 1) for side in pixels.shape[:2])
    rows = np.array_split(pixels.astype(float), height, axis=0)
    means = np.stack([row.mean(axis=0) for row in rows])
    columns = np.array_split(means, width, axis=1)
    return np.stack([column.mean(axis=1) for column in columns], axis=1)
