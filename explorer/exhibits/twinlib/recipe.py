"""Recipes, full power for a while and then less, and the outcome of a part under each of them."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .models import HALL_K, Array, Power, respond

Outcome = Literal["none", "good", "raw", "burnt"]

BAKE_S = 180
"""Duration of a recipe, in seconds of the machine."""
HOLD_FROM_S = 120
"""Time from which the part must be at the target."""
TARGET, BAND = 60.0, 10.0
"""Target temperature, and the deviation that spoils the part, percent of the range."""

FULL_S = np.arange(8.0, 100.0, 4.0)
HOLD = np.arange(0.42, 0.96, 0.06)
RECIPES = np.array([(full_s, hold) for full_s in FULL_S for hold in HOLD])
"""All recipes considered: seconds of full power, and the power after that (0..1)."""

Flags = NDArray[np.bool_]


def power_of(recipe: int) -> Power:
    """Power over time of a recipe."""
    full_s, hold = RECIPES[recipe]
    return ((0.0, 1.0), (float(full_s), float(hold) - 1.0))


def judge(temperature: Array) -> Outcome:
    """Outcome of a part after a whole recipe: burnt if ever too hot, raw if too cold while held."""
    if temperature.max() > TARGET + BAND:
        return "burnt"
    if temperature[HOLD_FROM_S:].min() < TARGET - BAND:
        return "raw"
    return "good"


def good_recipes(kind: str, parameters: Array, span_k: float) -> Flags:
    """Whether the part is good, for each machine and each recipe: shape (machines, recipes)."""
    if kind == "rad":
        return _good_by_steps(parameters, span_k)
    # linear kinds by superposition: full power, less the later reduction
    answer = respond(kind, parameters, ((0.0, 1.0),), BAKE_S, span_k)
    good = np.empty((len(parameters), len(RECIPES)), bool)
    for number, full_s in enumerate(FULL_S):
        late = np.zeros_like(answer)
        late[:, int(full_s) :] = answer[:, : BAKE_S - int(full_s)]
        for place, hold in enumerate(HOLD):
            run = answer + (hold - 1.0) * late
            good[:, number * len(HOLD) + place] = (run.max(axis=1) <= TARGET + BAND) & (
                run[:, HOLD_FROM_S:].min(axis=1) >= TARGET - BAND
            )
    return good


def _good_by_steps(parameters: Array, span_k: float) -> Flags:
    """The same for the radiating kind, second by second."""
    gain, slow, radiated = np.repeat(parameters, len(RECIPES), axis=0).T
    full_s, hold = np.tile(RECIPES, (len(parameters), 1)).T
    per_percent = span_k / 100.0 / HALL_K
    factor = radiated / ((1.0 + span_k / HALL_K) ** 4 - 1.0)
    now = np.zeros(len(gain))
    top, low = now, np.full(len(gain), np.inf)
    strong, weak = gain / slow, gain * hold / slow
    for second in range(BAKE_S):
        top = np.maximum(top, now)
        if second >= HOLD_FROM_S:
            low = np.minimum(low, now)
        squared = (1.0 + per_percent * now) ** 2
        now = (
            now + np.where(second < full_s, strong, weak) - (now + factor * (squared * squared - 1.0)) / slow
        )
    good: Flags = ((top <= TARGET + BAND) & (low >= TARGET - BAND)).reshape(len(parameters), -1)
    return good
