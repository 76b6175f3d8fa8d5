"""Whether the rich tier really shows the park: some drivers take a pass and draw nothing, without a word of it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SIZE = (96, 54)
LEAST_SPREAD = 3.0
"""Of 255: how much the brightness of a picture varies at least, if there is a park in it. By night it is about 20."""


def is_blank(pixels: npt.NDArray[np.uint8]) -> bool:
    """Whether nothing can be distinguished in a picture, an array (height, width, channels)."""
    return float(pixels[..., :3].mean(axis=2).std()) < LEAST_SPREAD
