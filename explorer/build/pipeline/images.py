"""Image files of the light on the ground."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from explorer.build.pipeline.pack import as_bytes


def save_image(path: Path, linear: npt.NDArray[np.floating[Any]], brightest: float = 1.0) -> None:
    """Write light up to `brightest` as the square roots of linear values, 8 bit.

    Colours are soft enough for JPEG, at a quarter of the size; PNG keeps the edges of shadows.
    """
    picture = Image.fromarray(as_bytes(np.asarray(linear, float), brightest))
    if path.suffix == ".jpg":
        picture.save(path, quality=94, subsampling=0, optimize=True)
    else:
        picture.save(path, optimize=True)


def save_map(path: Path, planes: npt.NDArray[np.uint8]) -> None:
    """Write the four planes of a map (height, width, 4) without conversion."""
    Image.fromarray(planes).save(path, optimize=True)
