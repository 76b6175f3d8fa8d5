"""A check that the rich tier really shows the park: some drivers run a pass and draw nothing, without an error."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SIZE = (96, 54)
LEAST_SPREAD = 3.0
"""Least variation of brightness, of 255, in a frame with a park in it. At night it is about 20."""


def is_blank(pixels: npt.NDArray[np.uint8]) -> bool:
    """Whether a frame, an array (height, width, channels), is uniform."""
    return float(pixels[..., :3].mean(axis=2).std()) < LEAST_SPREAD
