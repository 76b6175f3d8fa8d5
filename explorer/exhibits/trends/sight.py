"""What a headset costs: sharpness from pixels and field of view, bits from pixels and refresh rate, and what a gaze saves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ...i18n import Text

Floats = npt.NDArray[np.float64]

EYES, BITS_A_PIXEL = 2, 24
FALL_OFF_DEG = 2.3
"""The angle from the gaze at which the eye's own resolution has halved, by the textbook formula 1 / (1 + e / E2)."""

CELL_DEG = 0.5
"""The view is added up in squares of this size."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A way into the house, by the rate that its name or its requirement promises."""

    label: Text
    gbit_s: float


LANES = (
    Lane(Text("100-megabit line"), 0.1),
    Lane(Text("Gigabit optical network"), 1.0),
    Lane(Text("10-gigabit optical network"), 10.0),
    Lane(Text("5G, required peak"), 20.0),
)
"""From narrow to wide. Optical lanes carry their rate in their name; 20 Gbit/s is the required peak of IMT-2020."""


@dataclass(frozen=True, slots=True)
class Fovea:
    """How pixels are thinned out away from the gaze."""

    clear_deg: float  # up to here from the gaze nothing is thinned
    coarsest: int  # the most pixels, along one side, that are drawn as one block

    def block(self, away_deg: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """Pixels along the side of the block that is drawn as one, so far from the gaze."""
        grown = 1 + np.maximum(np.asarray(away_deg, float) - self.clear_deg, 0) / FALL_OFF_DEG
        return np.minimum(np.floor(grown + 1e-9), self.coarsest).astype(np.int64)

    def block_at(self, away_deg: float) -> int:
        """The same for one place; quicker."""
        return min(math.floor(1 + max(away_deg - self.clear_deg, 0) / FALL_OFF_DEG + 1e-9), self.coarsest)


def sharpness_ppd(pixels: float, fov_deg: float) -> float:
    """Pixels per degree, taken as the same everywhere in the view."""
    return pixels / fov_deg


def raw_gbit_s(pixels: float, rate_hz: float) -> float:
    """What both eyes' square pictures weigh, before any compression."""
    return EYES * pixels**2 * BITS_A_PIXEL * rate_hz / 1e9


def lanes_wide_enough(gbit_s: float) -> int:
    """How many of `LANES` can carry it."""
    return sum(lane.gbit_s >= gbit_s for lane in LANES)


@lru_cache(maxsize=256)
def share_kept(fov_deg: float, gaze_deg: tuple[float, float], fovea: Fovea) -> float:
    """The share of the pixels of a square view that is still drawn: a block of n by n counts as one pixel.

    Parameters
    ----------
    gaze_deg : to the right of and above the middle of the view.
    """
    return float(np.mean(1.0 / fovea.block(_away_deg(fov_deg, gaze_deg)) ** 2))


@lru_cache(maxsize=64)
def saving_in_theory(fov_deg: float) -> float:
    """How many times fewer pixels the eye's own fall-off would need, gaze ahead, without any margin."""
    return float(1 / np.mean((1 + _away_deg(fov_deg, (0.0, 0.0)) / FALL_OFF_DEG) ** -2))


def _away_deg(fov_deg: float, gaze_deg: tuple[float, float]) -> Floats:
    cells = math.ceil(fov_deg / CELL_DEG)
    middle = (np.arange(cells) + 0.5) / cells * fov_deg - fov_deg / 2
    return np.asarray(np.hypot(middle[None] - gaze_deg[0], middle[:, None] - gaze_deg[1]))
