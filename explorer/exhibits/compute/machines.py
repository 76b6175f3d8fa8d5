"""Ways to find one bad pump: one after another, split, shared by unequal cores, ranked, spiking.

Time is counted in beats. An ordinary core looks at one pump in one beat; other cores are faster or slower.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CORE_SPEEDS = (4.0, 2.0, 1.0, 0.5)
"""Looks per beat of the four unequal cores."""

SIGNS = np.array([1.6, 1.2, 0.8, 0.0])
"""How far a bad pump's four measurements stand above a good one's, in standard deviations."""

LEAK = 0.8
"""What is left of a neuron's potential after one beat."""

THRESHOLD = 2.2
"""The potential at which a neuron fires; each knock adds one."""

KNOCK_RATE = 0.6
"""How often, per beat, a bad pump knocks."""


@dataclass(frozen=True, slots=True)
class Machine:
    """How far a machine is: beats until it was done, looks at pumps, and whether it has the bad one."""

    beats: int = 0
    looks: int = 0
    found: bool = False
    gave_up: bool = False

    @property
    def done(self) -> bool:
        """Whether it has stopped, with the pump or without."""
        return self.found or self.gave_up


@dataclass(frozen=True, slots=True)
class Plain(Machine):
    """One core that looks at one pump after another."""

    def beat(self, bad: int) -> Self:
        """One more look."""
        return replace(self, beats=self.beats + 1, looks=self.looks + 1, found=self.looks == bad)


# ---------------------------------------------------------------- high-performance: equal workers


def amdahl(serial_share: float, workers: int) -> float:
    """How many times faster `workers` finish a job of which `serial_share` (0..1) cannot be split.

    G. M. Amdahl, "Validity of the single processor approach", AFIPS 1967.
    """
    return 1.0 / (serial_share + (1.0 - serial_share) / workers)


def split_beats(pumps: int, serial_share: float, workers: int) -> float:
    """Beats until `workers` have seen every pump: Amdahl's law with whole pumps a worker."""
    each = math.ceil(pumps / workers)
    return each + serial_share * (pumps - each)  # exact for one worker


@dataclass(frozen=True, slots=True)
class Split(Machine):
    """Equal workers with an equal share of the pumps each, after what cannot be split.

    Attributes
    ----------
    serial_beats : beats spent on the part that only one worker can do.
    each : looks that every worker has had, the current one in part.
    """

    serial_beats: float = 0.0
    each: float = 0.0

    def beat(self, bad: int, pumps: int, serial_share: float, workers: int) -> Self:
        """One beat: first of the part that cannot be split, then of the rest on all workers."""
        alone = min(1.0, max(0.0, serial_share * pumps - self.serial_beats))
        chunk = math.ceil(pumps / workers)
        each = min(float(chunk), self.each + (1.0 - alone) / (1.0 - serial_share))
        whole = math.floor(each + 1e-9)
        full, rest = divmod(pumps, chunk)
        return replace(
            self,
            beats=self.beats + 1,
            looks=full * whole + min(rest, whole),
            found=bad % chunk < whole,
            serial_beats=self.serial_beats + alone,
            each=each,
        )


# ---------------------------------------------------------------- heterogeneous: unequal cores


@dataclass(frozen=True, slots=True)
class Mixed(Machine):
    """Unequal cores; one that has run dry may take the back half of the longest queue.

    Work stealing: R. D. Blumofe and C. E. Leiserson, J. ACM 46(5), 1999.

    Attributes
    ----------
    queues : first and past-the-last pump that each core still has before it.
    credit : parts of a look that each core has in hand.
    core_looks : looks by each core.
    """

    queues: tuple[tuple[int, int], ...] = ()
    credit: tuple[float, ...] = ()
    core_looks: tuple[int, ...] = ()

    @classmethod
    def of(cls, pumps: int) -> Self:
        """Every core with the same number of pumps, give or take one."""
        cores = len(CORE_SPEEDS)
        edges = [pumps * core // cores for core in range(cores + 1)]
        return cls(
            queues=tuple(pairwise(edges)),
            credit=(0.0,) * cores,
            core_looks=(0,) * cores,
        )

    def beat(self, bad: int, stealing: bool) -> Self:
        """One beat on every core."""
        queues, looks, credit = list(self.queues), list(self.core_looks), list(self.credit)
        found = self.found
        for core, speed in enumerate(CORE_SPEEDS):
            credit[core] += speed
            while credit[core] >= 1.0:
                if queues[core][0] == queues[core][1] and not (stealing and _steal(queues, core)):
                    credit[core] = 0.0
                    break
                first, end = queues[core]
                queues[core] = (first + 1, end)
                found = found or first == bad
                looks[core] += 1
                credit[core] -= 1.0
        return replace(
            self,
            beats=self.beats + 1,
            looks=sum(looks),
            found=found,
            queues=tuple(queues),
            credit=tuple(credit),
            core_looks=tuple(looks),
        )


def _steal(queues: list[tuple[int, int]], thief: int) -> bool:
    """Moves the back half of the longest queue; the pump at its head stays where it is being looked at."""
    victim = max(range(len(queues)), key=lambda core: queues[core][1] - queues[core][0])
    first, end = queues[victim]
    if end - first < 2:
        return False
    middle = (first + end + 1) // 2
    queues[victim], queues[thief] = (first, middle), (middle, end)
    return True


@lru_cache(maxsize=128)
def mixed_beats(pumps: int, stealing: bool) -> int:
    """Beats until the unequal cores have seen every pump."""
    machine = Mixed.of(pumps)
    while machine.looks < pumps:
        machine = machine.beat(-1, stealing)
    return machine.beats


# ---------------------------------------------------------------- intelligent: a learned ranking


def measure_pumps(random: np.random.Generator, pumps: int, bad: int) -> Array:
    """Four measurements of each pump, in standard deviations; shape (pumps, 4)."""
    measured = random.standard_normal((pumps, len(SIGNS)))
    measured[bad] += SIGNS
    return measured


def learn(weights: Array, measured: Array, bad: int, lessons_before: int) -> Array:
    """Weights after one more crate whose bad pump is known.

    One step of stochastic gradient ascent on the log-likelihood of the softmax choice (conditional logit,
    D. McFadden 1974); the rate falls as 1/n.
    """
    score = measured @ weights
    share = np.exp(score - score.max())
    share /= share.sum()
    rate = 1.0 / (2.0 + 0.15 * lessons_before)
    updated: Array = weights + rate * (measured[bad] - share @ measured)
    return updated


@dataclass(frozen=True, slots=True)
class Ranked(Machine):
    """A learned ranking: it looks at the most suspicious pump first."""

    order: tuple[int, ...] = ()

    def beat(self, bad: int, measured: Array, weights: Array) -> Self:
        """One look; the ranking is made before the first."""
        order = self.order or tuple(int(i) for i in np.argsort(-(measured @ weights), kind="stable"))
        return replace(
            self,
            beats=self.beats + 1,
            looks=self.looks + 1,
            found=order[self.looks] == bad,
            order=order,
        )


# ---------------------------------------------------------------- neuromorphic: spiking neurons


def knocks(random: np.random.Generator, pumps: int, bad: int, activity: float) -> NDArray[np.intp]:
    """The pumps that knock in one beat: good ones with probability `activity`, the bad one with `KNOCK_RATE`."""
    chance = np.full(pumps, activity)
    if bad >= 0:
        chance[bad] = KNOCK_RATE
    return np.flatnonzero(random.random(pumps) < chance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spiking(Machine):
    """Leaky integrate-and-fire neurons, one a pump, that are touched only when their pump knocks.

    The leak since the last knock is worked out at the next one (W. Gerstner et al., "Neuronal Dynamics", 2014,
    section 1.3, in discrete time). Each spike costs one look that checks the pump.

    Attributes
    ----------
    potential, touched : of each neuron, at the beat when it was last touched.
    updates : neurons touched so far.
    dense : neurons that a machine without events would have touched.
    fired : neurons that fired in this beat.
    """

    potential: Array
    touched: NDArray[np.int64]
    updates: int = 0
    dense: int = 0
    fired: tuple[int, ...] = ()

    @classmethod
    def of(cls, pumps: int) -> Self:
        """All neurons at rest."""
        return cls(potential=np.zeros(pumps), touched=np.zeros(pumps, np.int64))

    def beat(self, bad: int, knocking: NDArray[np.intp]) -> Self:
        """One beat in which the pumps `knocking` were heard."""
        now = self.beats + 1
        charged = self.potential[knocking] * LEAK ** (now - self.touched[knocking]) + 1.0
        fires = charged >= THRESHOLD
        potential, touched = self.potential.copy(), self.touched.copy()
        potential[knocking] = np.where(fires, 0.0, charged)
        touched[knocking] = now
        fired = tuple(int(pump) for pump in knocking[fires])
        return replace(
            self,
            beats=now,
            looks=self.looks + len(fired),
            found=bad in fired,
            potential=potential,
            touched=touched,
            updates=self.updates + len(knocking),
            dense=self.dense + len(potential),
            fired=fired,
        )
