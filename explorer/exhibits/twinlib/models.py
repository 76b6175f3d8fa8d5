"""Five kinds of machine that warm up, and the response of each to its power.

Temperatures are percent of a process's range above ambient; power is 0..1; times are whole seconds from a cold start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
