"""A crate of pumps and their sound: all knock at random, one of them also in a rhythm."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

PUMPS, BEATS, BAR = 64, 64, 16
PULSE_STEPS = (0, 3, 6, 10)
"""Steps of the rhythm in a bar of sixteen; all searchers know it."""
RHYTHM: Flags = np.isin(np.arange(BEATS) % BAR, PULSE_STEPS)
PULSES = int(RHYTHM.sum())
SURE = 0.9
"""Chance that the pump with the rhythm knocks on each of its pulses."""
ENOUGH = 10
"""Number of pulses with a knock from which a pump counts as found, for all searchers."""

CRATE, LESSON = 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Crate:
    """Sound of every pump in every beat, shape (pumps, beats), and the pump with the rhythm."""

    number: int
    knocks: Flags
    bad: int

    @property
    def scores(self) -> npt.NDArray[np.int64]:
        """Number of pulses on which each pump was heard."""
        counted: npt.NDArray[np.int64] = (self.knocks & RHYTHM).sum(axis=1)
        return counted

    @property
    def over(self) -> Flags:
        """Pumps with enough pulses to count as found."""
        enough: Flags = self.scores >= ENOUGH
        return enough


@lru_cache(maxsize=64)
def crate_of(seed: int, number: int, noise_percent: float) -> Crate:
    """The crate of this number; the same random draws for every noise."""
    return _drawn(np.random.default_rng((seed, CRATE, number)), number, noise_percent)


def _drawn(random: np.random.Generator, number: int, noise_percent: float) -> Crate:
    bad = int(random.integers(PUMPS))
    knocks = random.random((PUMPS, BEATS)) < noise_percent / 100.0
    knocks[bad] |= RHYTHM & (random.random(BEATS) < SURE)
    knocks.flags.writeable = False
    return Crate(number, knocks, bad)


@lru_cache(maxsize=32)
def telling_beats(seed: int, lessons: int, noise_percent: float, keep: int) -> tuple[int, ...]:
    """The most informative beats, learned from earlier crates with known pumps (naive Bayes); without any, random beats."""
    if not lessons:
        return tuple(np.random.default_rng((seed, LESSON)).permutation(BEATS)[:keep].tolist())
    hit, miss = np.ones(BEATS), np.ones(BEATS)
    for lesson in range(lessons):
        crate = _drawn(np.random.default_rng((seed, LESSON, lesson)), lesson, noise_percent)
        hit += crate.knocks[crate.bad]
        miss += crate.knocks.sum(axis=0) - crate.knocks[crate.bad]
    weights = np.log(hit / lessons) - np.log(miss / lessons / (PUMPS - 1))
    return tuple(np.argsort(-weights, kind="stable")[:keep].tolist())
