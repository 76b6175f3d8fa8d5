"""The chain from a hand to its image: delays of the stages, output at the end, and prediction."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..exhibit import STEP_S

Numbers = npt.NDArray[np.float64]
Route = Literal["smooth", "sharp"]

SUBSTEPS = 8
SUBSTEP_S = STEP_S / SUBSTEPS
"""Sampling interval of a hand: 240 times a second."""

KEPT = 97
"""Samples kept, the latest last: 0.4 s, for the longest chain and the longest memory of the prediction."""

REACH_M = np.array([0.8, 0.3])
"""Reach of a hand from the middle, across and up."""

STAGES = ("capture", "network", "render", "decode", "display")
OLD_MS = {"capture": 20.0, "network": 30.0, "render": 36.0, "decode": 10.0, "display": 24.0}
NEW_MS = {"capture": 4.0, "network": 3.0, "render": 4.0, "decode": 2.0, "display": 3.0}
SWITCH_OF = {
    "capture": "overlay",
    "network": "network",
    "render": "cloud",
    "decode": "display",
    "display": "display",
}
"""The switch that replaces each stage; the fifth, prediction, shortens none of them."""


def stages_ms(on: Collection[str]) -> dict[str, float]:
    """Duration of each stage in milliseconds, with some switches on. Remote rendering adds another network transfer."""
    found = {stage: (NEW_MS if SWITCH_OF[stage] in on else OLD_MS)[stage] for stage in STAGES}
    if "cloud" in on:
        found["network"] *= 2
    return found


def route_at(route: Route, phase_s: npt.ArrayLike) -> Numbers:
    """Position of the object on its route, metres across and up, shape (..., 2); a phase advances with time at speed 1."""
    s = np.asarray(phase_s, float)
    if route == "smooth":
        across, up = 0.5 * np.sin(2 * s) + 0.2 * np.sin(5.3 * s), 0.1 * np.sin(1.3 * s)
    else:
        across, up = 0.6 * _zigzag(0.5 * s), 0.15 * _zigzag(s)
    return np.stack([across, up], axis=-1)


def aged(past_m: Numbers, ages_s: npt.ArrayLike) -> Numbers:
    """The positions at these ages, interpolated between samples; shape of the ages, and 2.

    Parameters
    ----------
    past_m : shape (n, 2), one sample per `SUBSTEP_S`, the latest last; ages before the first give the first.
    """
    at = len(past_m) - 1 - np.asarray(ages_s, float) / SUBSTEP_S
    numbers = np.arange(len(past_m))
    return np.stack([np.interp(at, numbers, past_m[:, axis]) for axis in (0, 1)], axis=-1)


def predicted(past_m: Numbers, delay_s: float, memory_s: float, later_s: float = 0.0) -> Numbers:
    """The present position, predicted from what came through the chain by extrapolating a least-squares line.

    Parameters
    ----------
    delay_s : age of the newest sample that came through.
    memory_s : length of the past before that sample to which the line is fitted.
    later_s : time since the last sample of `past_m`.
    """
    count = max(3, round(memory_s / SUBSTEP_S) + 1)
    ages = delay_s + SUBSTEP_S * np.arange(count)
    seen = aged(past_m, ages)
    centred = ages.mean() - ages
    slope = centred @ (seen - seen.mean(axis=0)) / (centred @ centred)
    guess: Numbers = seen.mean(axis=0) + slope * (ages.mean() + later_s)
    return np.clip(guess, -REACH_M, REACH_M)


def _zigzag(turns: Numbers) -> Numbers:
    """Triangle wave between -1 and 1, starting at 0, with period 1."""
    found: Numbers = 1 - 4 * np.abs((turns + 0.25) % 1.0 - 0.5)
    return found
