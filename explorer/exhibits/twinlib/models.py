"""The shelf: five kinds of model of a machine that warms up, fitted to a trace and weighed against each other.

Temperatures are percent of a process's range above the hall; power is 0..1; times are whole seconds from a cold start.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Power = Sequence[tuple[float | Array, float | Array]]
"""When the power changes (s) and by how much; arrays of shape (candidates, 1) for many plans at once."""

HALL_K = 293.0
"""Temperature of the hall."""

SHELF: Mapping[str, tuple[tuple[float, float], ...]] = {
    "first": ((60.0, 120.0), (20.0, 80.0)),
    "two": ((60.0, 120.0), (20.0, 80.0), (5.0, 40.0)),
    "delay": ((60.0, 120.0), (20.0, 80.0), (2.0, 30.0)),
    "integ": ((0.2, 3.0),),
    "rad": ((60.0, 160.0), (20.0, 80.0), (1.0, 60.0)),
}
"""Models of the library and the ranges of their parameters.

first : first order: gain (%), time constant (s).
two : two lags one behind the other: gain (%), both time constants (s).
delay : first order after a dead time: gain (%), time constant (s), dead time (s).
integ : heat that stays: rate (% per second).
rad : oven that also radiates: gain (%), time constant (s), radiated at the end of the range (%).
"""

TEST_POWER: Power = ((0.0, 1.0), (100.0, -1.0), (140.0, 0.5))
"""What the machine is driven with while it is watched: full, off, half."""

WATCH_S = 200
"""The longest that a machine can be watched, in its seconds."""

GRID = 8
"""Points along each parameter of the grid with which a fit begins."""


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


def holding_power(model: str, parameters: Array, target: float, span_k: float) -> float:
    """The power (0..1) at which a model says that the temperature stays at `target`."""
    if model == "integ":
        return 0.0
    loss = target
    if model == "rad":
        hot, end = 1.0 + span_k * target / 100.0 / HALL_K, 1.0 + span_k / HALL_K
        loss += float(parameters[2]) * (hot**4 - 1.0) / (end**4 - 1.0)
    return min(1.0, loss / float(parameters[0]))


@dataclass(frozen=True, slots=True)
class Fit:
    """A model with its best parameters so far; `misfit` is the sum of squared errors (%^2)."""

    model: str
    parameters: Array
    misfit: float


def candidates(model: str, best: Array | None, random: np.random.Generator, count: int = 48) -> Array:
    """Parameters worth a try: a grid over the whole range at first, then clouds round the best, wide to narrow."""
    low, high = np.array(SHELF[model]).T
    if best is None:
        axes = [np.linspace(a, b, GRID) for a, b in SHELF[model][1:]]
        shapes = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, len(axes)) if axes else None
        middle = np.full((1 if shapes is None else len(shapes), 1), (low[0] + high[0]) / 2.0)
        return middle if shapes is None else np.hstack([middle, shapes])
    width = np.geomspace(0.25, 0.002, count)[:, None] * (high - low)
    cloud = best + width * random.standard_normal((count, len(low)))
    return np.vstack([best, np.clip(cloud, low, high)])


def improve(
    fit: Fit | None,
    model: str,
    trace: Array,
    span_k: float,
    random: np.random.Generator,
    power: Power = TEST_POWER,
) -> Fit:
    """A fit at least as good as `fit`, after one more round of tries on all of the trace.

    In linear models the gain follows from the other parameters by least squares, kept in its range.
    """
    tried = candidates(model, None if fit is None else fit.parameters, random)
    if model == "rad":
        if fit is None:
            tried = np.vstack(
                [np.hstack([np.full((len(tried), 1), g), tried[:, 1:]]) for g in (75.0, 105.0, 140.0)]
            )
        answers = respond(model, tried, power, len(trace), span_k)
    else:
        answers = respond(model, tried, power, len(trace), span_k)
        size = (answers * answers).sum(1)
        scale = (answers @ trace) / np.where(size > 0.0, size, 1.0)
        gain = np.clip(tried[:, 0] * scale, *SHELF[model][0])
        answers = answers * (gain / tried[:, 0])[:, None]
        tried = np.column_stack([gain, tried[:, 1:]])
    misfits = ((answers - trace) ** 2).sum(1)
    best = int(misfits.argmin())
    return Fit(model, tried[best], float(misfits[best]))


def fit_all(trace: Array, span_k: float, seed: int, rounds: int = 12) -> dict[str, Fit]:
    """Every model of the shelf, fitted in one go."""
    random = np.random.default_rng(seed)
    fits: dict[str, Fit] = {}
    for model in SHELF:
        for _ in range(rounds):
            fits[model] = improve(fits.get(model), model, trace, span_k, random)
    return fits


def probabilities(fits: Mapping[str, Fit], samples: int) -> dict[str, float]:
    """How probable each model is, by Akaike weights; parameters and the noise's variance are counted.

    K. P. Burnham and D. R. Anderson, "Model Selection and Multimodel Inference", 2002, sections 2.2 and 2.9.
    """
    scores = {
        model: samples * math.log(max(fit.misfit, 1e-12) / samples) + 2.0 * (len(fit.parameters) + 1)
        for model, fit in fits.items()
    }
    best = min(scores.values())
    weights = {model: math.exp(-0.5 * (score - best)) for model, score in scores.items()}
    total = sum(weights.values())
    return {model: weight / total for model, weight in weights.items()}
