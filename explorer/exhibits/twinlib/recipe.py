"""Recipes: what a process asks of its machine, the power planned with a model, and what the part turns out to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .models import HALL_K, Array, Fit, Power, holding_power, respond

HALL_C = HALL_K - 273.0
Outcome = Literal["none", "good", "underdone", "burnt"]
OUTCOMES: tuple[Outcome, ...] = ("none", "good", "underdone", "burnt")

BAKE_S = 180
"""Length of a recipe, in seconds of the machine."""

HOLD_FROM_S = 120
"""From when on the part must be at the target."""

TARGET = 60.0
"""Target temperature, percent of the range."""

BAND = 10.0
"""How far from the target spoils the part, percent of the range."""


@dataclass(frozen=True, slots=True)
class Process:
    """An industry's process and the machine that carries it out; invented, of plausible size.

    Attributes
    ----------
    span_k : the temperature range above the hall, in kelvin.
    truth : the model that the closed machine really follows, and its parameters.
    """

    span_k: float
    truth: str
    parameters: tuple[float, ...]

    def celsius(self, percent: float) -> float:
        """A temperature of percent of the range, in degrees Celsius."""
        return HALL_C + self.span_k * percent / 100.0


PROCESSES: Mapping[str, Process] = {
    "heat_treatment": Process(700.0, "two", (90.0, 40.0, 18.0)),
    "moulding": Process(200.0, "delay", (90.0, 40.0, 15.0)),
    "soldering": Process(370.0, "rad", (130.0, 45.0, 40.0)),
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Full power for `full_s`, then `hold` (0..1) to the end; `promised` is the temperature that the model expects."""

    full_s: float
    hold: float
    promised: Array

    @property
    def power(self) -> Power:
        return ((0.0, 1.0), (self.full_s, self.hold - 1.0))


def plan(fit: Fit, span_k: float) -> Recipe:
    """The recipe that a model promises most of: on target while held, and not above it before."""
    hold = holding_power(fit.model, fit.parameters, TARGET, span_k)
    full_s = np.arange(1.0, BAKE_S)[:, None]
    power: Power = ((0.0, 1.0), (full_s, hold - 1.0))
    expected = respond(fit.model, fit.parameters[None, :], power, BAKE_S, span_k)
    off = expected - TARGET
    cost = (off[:, HOLD_FROM_S:] ** 2).sum(1) + (np.maximum(off, 0.0) ** 2).sum(1)
    best = int(cost.argmin())
    return Recipe(float(full_s[best, 0]), hold, expected[best])


def judge(temperature: Array) -> Outcome:
    """What a part is after a whole recipe: burnt if ever too hot, underdone if too cold while held."""
    if temperature.max() > TARGET + BAND:
        return "burnt"
    if temperature[HOLD_FROM_S:].min() < TARGET - BAND:
        return "underdone"
    return "good"
