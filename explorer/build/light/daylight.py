"""Constants of sun, sky and lamps that all light computations share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from explorer.base.baked_format import SUNS, LightName

SUN_SPREAD = 0.020
"""Angular radius of the sun, radians; larger than in reality, for shadows that soften with distance."""

SUN_COLOUR = np.array([1.05, 0.945, 0.777])
SKY_TOP = np.array([0.62, 0.76, 0.98])
SKY_EDGE = np.array([1.0, 0.95, 0.88])
BELOW_HORIZON = np.array([0.62, 0.58, 0.52])
SHADE = 0.55 * np.array([0.85, 0.9, 1.0])

EMISSIVE_GAIN = 3.0
LAMP_GAIN = 1.8
"""Gains of emitting surfaces and of lamps in the light on other surfaces at night."""


def sun_direction(light: LightName) -> npt.NDArray[np.float64]:
    """The unit vector towards the sun."""
    direction = np.array(SUNS[light])
    return np.asarray(direction / np.linalg.norm(direction))
