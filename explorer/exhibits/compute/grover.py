"""Grover's search: quantum computing on a vector of amplitudes, one more way to find one bad pump."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from .machines import Array, Machine


def grover_look(amplitudes: Array, bad: int) -> Array:
    """Amplitudes after one look: the bad pump's sign turned, then all mirrored at their mean.

    L. K. Grover, "A fast quantum mechanical algorithm for database search", STOC 1996.
    """
    turned = amplitudes.copy()
    turned[bad] = -turned[bad]
    mirrored: Array = 2.0 * turned.mean() - turned
    return mirrored


def grover_chance(pumps: int, looks: int) -> float:
    """The probability of measuring the bad pump after `looks`, in closed form: sin^2((2 k + 1) theta).

    M. Boyer, G. Brassard, P. Hoyer, A. Tapp, "Tight bounds on quantum searching", 1998.
    """
    return math.sin((2 * looks + 1) * math.asin(1.0 / math.sqrt(pumps))) ** 2


def best_looks(pumps: int) -> int:
    """After how many looks to measure: the whole part of pi/4 sqrt(N)."""
    return max(1, math.floor(math.pi / 4.0 * math.sqrt(pumps)))


def chance_curve(pumps: int) -> tuple[float, ...]:
    """Percent chance of success after 0, 1, 2 ... looks, up to three times the best number."""
    amplitudes = np.full(pumps, pumps**-0.5)
    chances = [100.0 * float(amplitudes[0] ** 2)]
    for _ in range(3 * best_looks(pumps)):
        amplitudes = grover_look(amplitudes, 0)
        chances.append(100.0 * float(amplitudes[0] ** 2))
    return tuple(chances)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grover(Machine):
    """Grover's search on a vector of real amplitudes; a wrong measurement begins it again.

    Attributes
    ----------
    amplitudes : one a pump; their squares sum to one.
    this_try : looks since the last measurement.
    measured : the pump measured last, -1 before.
    """

    amplitudes: Array
    this_try: int = 0
    measured: int = -1

    @classmethod
    def of(cls, pumps: int) -> Self:
        """All pumps equally likely."""
        return cls(amplitudes=np.full(pumps, pumps**-0.5))

    def chance(self, bad: int) -> float:
        """The probability that a measurement now gives the bad pump."""
        return min(1.0, float(self.amplitudes[bad] ** 2))

    def beat(self, bad: int, stop: int, random: np.random.Generator) -> Self:
        """One look, or the measurement once `stop` looks are over."""
        if self.this_try >= stop:
            return self.measure(bad, random)
        return replace(
            self,
            beats=self.beats + 1,
            looks=self.looks + 1,
            amplitudes=grover_look(self.amplitudes, bad),
            this_try=self.this_try + 1,
        )

    def measure(self, bad: int, random: np.random.Generator) -> Self:
        """A measurement and one plain look that checks it; after as many looks as pumps it gives up."""
        pumps = len(self.amplitudes)
        chances = self.amplitudes**2
        pump = int(random.choice(pumps, p=chances / chances.sum()))
        looks = self.looks + 1
        return replace(
            self,
            beats=self.beats + 1,
            looks=looks,
            found=pump == bad,
            gave_up=pump != bad and looks >= pumps,
            amplitudes=self.amplitudes if pump == bad else np.full(pumps, pumps**-0.5),
            this_try=self.this_try if pump == bad else 0,
            measured=pump,
        )
