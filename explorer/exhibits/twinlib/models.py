"""Five kinds of machine that warm up, and the recipes, full power for a while and then less, by which each bakes a part.

Temperatures are percent of a process's range above ambient; power is 0..1; times are whole seconds from a cold start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Power = Sequence[tuple[float | Array, float | Array]]
"""Times (s) and sizes of changes of power; arrays of shape (candidates, 1) for many plans at once."""

HALL_K = 293.0
"""Ambient temperature of the hall."""

SHELF: Mapping[str, tuple[tuple[float, float], ...]] = {
    "first": ((60.0, 120.0), (20.0, 80.0)),
    "two": ((60.0, 120.0), (20.0, 80.0), (5.0, 40.0)),
    "delay": ((60.0, 120.0), (20.0, 80.0), (2.0, 30.0)),
    "integ": ((0.2, 3.0),),
    "rad": ((60.0, 160.0), (20.0, 80.0), (1.0, 60.0)),
}
"""The kinds and the ranges of their parameters.

first : first order: gain (%), time constant (s).
two : two lags one behind the other: gain (%), both time constants (s).
delay : first order after a dead time: gain (%), time constant (s), dead time (s).
integ : heat that stays: rate (% per second).
rad : oven that also radiates: gain (%), time constant (s), radiated at the end of the range (%).
"""


def _step(model: str, parameters: Array, since_s: Array) -> Array:
    """Response to a unit step of power, `since_s` after it; parameters of shape (candidates, n).

    Textbook step responses (K. J. Astrom and T. Hagglund, "Advanced PID Control", 2006, chapter 2).
    """
    gain = parameters[:, :1]
    if model == "delay":
        since_s = since_s - parameters[:, 2:3]
    since_s = np.maximum(since_s, 0.0)
    if model == "integ":
        return gain * since_s
    slow = parameters[:, 1:2]
    if model != "two":
        return gain * -np.expm1(-since_s / slow)
    # equal time constants are a removable singularity
    fast = np.where(np.abs(parameters[:, 2:3] - slow) < 1e-3, slow - 1e-3, parameters[:, 2:3])
    lag = (slow * np.exp(-since_s / slow) - fast * np.exp(-since_s / fast)) / (slow - fast)
    answer: Array = gain * (1.0 - lag)
    return answer


def respond(model: str, parameters: Array, power: Power, seconds: int, span_k: float) -> Array:
    """Temperature at 0, 1, 2 ... s, for many candidates at once; shape (candidates, seconds).

    Parameters
    ----------
    parameters : shape (candidates, n).
    span_k : the process's range in kelvin; radiation depends on it.
    """
    at_s = np.arange(seconds, dtype=float)[None, :]
    if model == "rad":
        return _radiate(parameters, power, seconds, span_k)
    total: Array = np.zeros((1, seconds))
    for switch_s, jump in power:
        total = total + jump * _step(model, parameters, at_s - switch_s)
    return total


def _radiate(parameters: Array, power: Power, seconds: int, span_k: float) -> Array:
    """First order with an added loss by radiation, in steps of one second (Euler).

    The loss grows with the fourth power of the absolute temperature (Stefan-Boltzmann).
    """
    at_s = np.arange(seconds, dtype=float)[None, :]
    drive = np.zeros((1, seconds))
    for switch_s, jump in power:
        drive = drive + jump * (at_s >= switch_s)
    gain, slow, radiated = parameters.T
    rows = max(len(parameters), len(drive))
    drive = np.broadcast_to(drive, (rows, seconds)).T
    per_percent = span_k / 100.0 / HALL_K
    factor = radiated / ((1.0 + span_k / HALL_K) ** 4 - 1.0)
    out = np.empty((seconds, rows))
    now = np.zeros(rows)
    for second in range(seconds):
        out[second] = now
        squared = (1.0 + per_percent * now) ** 2
        now = now + (gain * drive[second] - now - factor * (squared * squared - 1.0)) / slow
    return out.T


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
