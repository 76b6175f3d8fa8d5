"""A Gaussian blur with numpy alone."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt


def blurred(picture: npt.NDArray[np.floating], radius_px: float) -> npt.NDArray[np.float32]:
    """The image after a Gaussian blur of its first two axes."""
    reach = max(1, math.ceil(3 * radius_px))
    steps = np.arange(-reach, reach + 1)
    weights = np.exp(-0.5 * (steps / max(radius_px, 1e-3)) ** 2)
    weights /= weights.sum()
    out = np.asarray(picture, np.float32)
    for axis in (0, 1):
        margin = [(reach, reach) if axis == number else (0, 0) for number in range(out.ndim)]
        padded = np.pad(out, margin, mode="edge")
        length = out.shape[axis]
        out = np.zeros_like(out)
        for start, weight in enumerate(weights):
            window = padded[start : start + length] if axis == 0 else padded[:, start : start + length]
            out += np.float32(weight) * window
    return out
