"""Costs of a headset: sharpness from pixels and field of view, bits from pixels and refresh rate, and savings by gaze."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ...base.total import total
from ...i18n import Text

Floats = npt.NDArray[np.float64]

EYES, BITS_A_PIXEL = 2, 24
FALL_OFF_DEG = 2.3
"""Eccentricity at which the eye's resolution has halved, by the textbook formula 1 / (1 + e / E2)."""

CELL_DEG = 0.5
"""Side of the squares by which the view is integrated."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A connection to the house, with the rate of its name or requirement."""

    label: Text
    gbit_s: float


LANES = (
    Lane(Text("100-megabit line"), 0.1),
    Lane(Text("Gigabit optical network"), 1.0),
    Lane(Text("10-gigabit optical network"), 10.0),
    Lane(Text("5G, required peak"), 20.0),
)
"""From slow to fast. Optical lanes have their rate in their name; 20 Gbit/s is the required peak of IMT-2020."""


@dataclass(frozen=True, slots=True)
class Fovea:
    """How pixels are merged away from the gaze."""

    clear_deg: float  # angle from the gaze with full resolution
    coarsest: int  # largest side of a block, in pixels

    def block(self, away_deg: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """Side of a block, in pixels, at an angle from the gaze."""
        grown = 1 + np.maximum(np.asarray(away_deg, float) - self.clear_deg, 0) / FALL_OFF_DEG
        return np.minimum(np.floor(grown + 1e-9), self.coarsest).astype(np.int64)

    def block_at(self, away_deg: float) -> int:
        """The same for a single angle; faster."""
        return min(math.floor(1 + max(away_deg - self.clear_deg, 0) / FALL_OFF_DEG + 1e-9), self.coarsest)


def sharpness_ppd(pixels: float, fov_deg: float) -> float:
    """Pixels per degree, assumed uniform over the view."""
    return pixels / fov_deg


def raw_gbit_s(pixels: float, rate_hz: float) -> float:
    """Data rate of both eyes' square images, before any compression."""
    return EYES * pixels**2 * BITS_A_PIXEL * rate_hz / 1e9


def lanes_wide_enough(gbit_s: float) -> int:
    """Number of `LANES` that can carry it."""
    return total(lane.gbit_s >= gbit_s for lane in LANES)


@lru_cache(maxsize=256)
def share_kept(fov_deg: float, gaze_deg: tuple[float, float], fovea: Fovea) -> float:
    """Share of the pixels of a square view that is drawn: a block of n by n counts as one pixel.

    Parameters
    ----------
    gaze_deg : to the right of and above the centre of the view.
    """
    return float(np.mean(1.0 / fovea.block(_away_deg(fov_deg, gaze_deg)) ** 2))


@lru_cache(maxsize=64)
def saving_in_theory(fov_deg: float) -> float:
    """Factor by which the eye's own fall-off would reduce the pixels, gaze ahead, without any margin."""
    return float(1 / np.mean((1 + _away_deg(fov_deg, (0.0, 0.0)) / FALL_OFF_DEG) ** -2))


def _away_deg(fov_deg: float, gaze_deg: tuple[float, float]) -> Floats:
    cells = math.ceil(fov_deg / CELL_DEG)
    middle = (np.arange(cells) + 0.5) / cells * fov_deg - fov_deg / 2
    return np.asarray(np.hypot(middle[None] - gaze_deg[0], middle[:, None] - gaze_deg[1]))
