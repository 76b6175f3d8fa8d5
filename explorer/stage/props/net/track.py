"""Where things are on the racetrack: metres along its middle line, from the start on the near straight."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...primitives.meshes import Floats

STRAIGHT_M, MIDDLE_M = 26.0, 14.4
"""The straights, and the radius of the bends of the middle line."""

BEND_M = np.pi * MIDDLE_M
LOOP_M = 2 * (STRAIGHT_M + BEND_M)

FARTHEST_KM = 8_820.0
"""What is so far from Shanghai (Frankfurt) stands at the end of the loop."""

FIRST_M, LAST_M = 3.0, 132.0


def along_m(map_km: float) -> float:
    """How far along the track something stands that is that far away: by the square root of the distance."""
    return FIRST_M + (LAST_M - FIRST_M) * float(np.sqrt(min(map_km, FARTHEST_KM * 1.05) / FARTHEST_KM))


def spot(metres: npt.ArrayLike, radius: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Where a lane is: x, y, and the turn in degrees of something that stands across it.

    Parameters
    ----------
    metres : along the middle line, clockwise from above, from the middle of the straight on the right.
    radius : of the lane's bends; lanes of all radii are abreast at the same metres.
    """
    s = np.asarray(metres, float) % LOOP_M
    r, half = np.asarray(radius, float), STRAIGHT_M / 2
    first, far, second = half + BEND_M, half + BEND_M + STRAIGHT_M, half + 2 * BEND_M + STRAIGHT_M
    bend = np.where(s < far, np.clip(s - half, 0, BEND_M), BEND_M + np.clip(s - far, 0, BEND_M))
    angle = bend / MIDDLE_M
    middle = np.select(
        [s < half, s < first, s < far, s < second],
        [s, half + 0 * s, half - (s - first), -half + 0 * s],
        s - LOOP_M,
    )
    return r * np.cos(angle), -(middle + r * np.sin(angle)), -np.degrees(angle)
