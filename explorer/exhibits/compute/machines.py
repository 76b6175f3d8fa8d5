"""Six ways to find the pump with the rhythm. All get the same crates, ask the same question and are counted in the same unit.

A sample is one beat of one pump; to read and use one is a touch. A core makes one touch a beat.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .crate import BEATS, ENOUGH, PUMPS, RHYTHM, Array, Crate
from .grover import amplitudes_after, best_looks

HAND_SPEEDS = (4.0, 2.0, 1.0, 0.5)
"""Touches in a beat of each of the four unlike hands."""
TELLING = 8
"""So many beats of every pump the learned machine listens to first."""
MOST_TRIES = 9
"""So often the quantum machine measures at most: by then it has read as much as there is."""


class Search(NamedTuple):
    """How a search in one crate ends: the pump it names (-1: none), the touches and the beats it took."""

    named: int
    touches: int
    beats: float


class Heard(NamedTuple):
    """A pump that is being listened to, and for how many beats; -1 if no single one is."""

    pump: int
    beats: int


NOBODY = Heard(-1, 0)


class Machine(ABC):
    """One way to search. Machines are values: the same settings, the same searches."""

    __slots__ = ()

    @abstractmethod
    def search(self, crate: Crate) -> Search:
        """The whole search."""

    @abstractmethod
    def levels(self, crate: Crate, beats: float) -> Array:
        """How far it is with each pump after so many beats: 0 not begun, 1 done with."""

    @abstractmethod
    def heard(self, crate: Crate, beats: float) -> Heard:
        """The pump that it listens to then."""

    def touches(self, crate: Crate, beats: float) -> float:
        """Touches so far; most make them evenly."""
        whole = searched(self, crate)
        return whole.touches * min(beats / whole.beats, 1.0)


@lru_cache(maxsize=512)
def searched(machine: Machine, crate: Crate) -> Search:
    """The whole search; kept once it was worked out."""
    return machine.search(crate)


def _first_over(crate: Crate, order: tuple[int, ...] | range) -> int:
    """The place in this order of the first pump that the rule calls the one, -1 if none."""
    over = crate.over
    return next((place for place, pump in enumerate(order) if over[pump]), -1)


@dataclass(frozen=True, slots=True)
class Core(Machine):
    """One core: one pump after the other, from the first beat to the last."""

    order: tuple[int, ...] = tuple(range(PUMPS))

    def search(self, crate: Crate) -> Search:
        place = _first_over(crate, self.order)
        count = place + 1 if place >= 0 else PUMPS
        return Search(self.order[place] if place >= 0 else -1, count * BEATS, count * BEATS)

    def levels(self, crate: Crate, beats: float) -> Array:
        level = np.zeros(PUMPS)
        whole, part = divmod(beats / BEATS, 1.0)
        level[list(self.order[: int(whole)])] = 1.0
        if int(whole) < PUMPS:
            level[self.order[int(whole)]] = part
        return level

    def heard(self, crate: Crate, beats: float) -> Heard:
        place = min(max(math.ceil(beats / BEATS) - 1, 0), PUMPS - 1)
        return Heard(self.order[place], min(math.ceil(beats) - place * BEATS, BEATS))


@dataclass(frozen=True, slots=True)
class Hands(Machine):
    """Many equal hands: pumps are dealt out in turn, and a share of the job has to be done by one alone.

    G. M. Amdahl, "Validity of the single processor approach", 1967.
    """

    count: int
    serial: float

    @property
    def _alone(self) -> float:
        return self.serial * PUMPS * BEATS

    def search(self, crate: Crate) -> Search:
        first = _first_over(crate, range(PUMPS))
        rounds = first // self.count + 1 if first >= 0 else math.ceil(PUMPS / self.count)
        return Search(first, min(PUMPS, rounds * self.count) * BEATS, self._alone + rounds * BEATS)

    def touches(self, crate: Crate, beats: float) -> float:
        return min(max(beats - self._alone, 0.0) * self.count, searched(self, crate).touches)

    def levels(self, crate: Crate, beats: float) -> Array:
        rounds = max(beats - self._alone, 0.0) / BEATS
        level: Array = np.clip(rounds - np.arange(PUMPS) // self.count, 0.0, 1.0)
        return level

    def heard(self, crate: Crate, beats: float) -> Heard:
        since = beats - self._alone
        if since <= 0:
            return NOBODY
        turn = min(max(math.ceil(since / BEATS) - 1, 0), math.ceil(PUMPS / self.count) - 1)
        return Heard(turn * self.count, min(math.ceil(since) - turn * BEATS, BEATS))


@lru_cache(maxsize=1)
def _dealt() -> tuple[tuple[float, float], ...]:
    """When each pump is begun and done with by the unlike hands: the next goes to the hand that would be done with it first."""
    free = [0.0] * len(HAND_SPEEDS)
    times = []
    for _ in range(PUMPS):
        hand = min(range(len(free)), key=lambda hand: free[hand] + BEATS / HAND_SPEEDS[hand])
        begun, free[hand] = free[hand], free[hand] + BEATS / HAND_SPEEDS[hand]
        times.append((begun, free[hand]))
    return tuple(times)


@dataclass(frozen=True, slots=True)
class Mixed(Machine):
    """Four unlike hands that share the pumps as each can."""

    def search(self, crate: Crate) -> Search:
        first = _first_over(crate, range(PUMPS))
        if first < 0:
            return Search(-1, PUMPS * BEATS, max(end for _, end in _dealt()))
        return Search(first, (first + 1) * BEATS, _dealt()[first][1])

    def levels(self, crate: Crate, beats: float) -> Array:
        times = np.array(_dealt())
        level: Array = np.clip((beats - times[:, 0]) / (times[:, 1] - times[:, 0]), 0.0, 1.0)
        return level

    def heard(self, crate: Crate, beats: float) -> Heard:
        level = self.levels(crate, beats)
        busy = np.flatnonzero((level > 0) & (level < 1))
        pump = int(busy[0]) if len(busy) else int(np.flatnonzero(level)[-1]) if level.any() else -1
        return Heard(pump, math.ceil(level[pump] * BEATS)) if pump >= 0 else NOBODY


@dataclass(frozen=True, slots=True)
class Learned(Machine):
    """It listens to the few telling beats of every pump, then to the most suspicious pump first."""

    telling: tuple[int, ...]

    def _order(self, crate: Crate) -> tuple[int, ...]:
        suspicion = crate.knocks[:, self.telling].sum(axis=1)
        return tuple(np.argsort(-suspicion, kind="stable").tolist())

    def search(self, crate: Crate) -> Search:
        order = self._order(crate)
        place = _first_over(crate, order)
        whole = place + 1 if place >= 0 else PUMPS
        touches = PUMPS * len(self.telling) + whole * BEATS
        return Search(order[place] if place >= 0 else -1, touches, touches)

    def levels(self, crate: Crate, beats: float) -> Array:
        each = len(self.telling)
        swept = np.arange(PUMPS) < beats / each
        level = np.where(swept, 0.15 + 0.45 * crate.knocks[:, self.telling].mean(axis=1), 0.0)
        whole = int(max(beats - PUMPS * each, 0.0) // BEATS)
        level[list(self._order(crate)[:whole])] = 1.0
        return level

    def heard(self, crate: Crate, beats: float) -> Heard:
        since = beats - PUMPS * len(self.telling)
        if since <= 0:
            return NOBODY
        place = min(max(math.ceil(since / BEATS) - 1, 0), PUMPS - 1)
        return Heard(self._order(crate)[place], min(math.ceil(since) - place * BEATS, BEATS))


@dataclass(frozen=True, slots=True)
class Quantum(Machine):
    """Grover's search on the exact state, on paper: a question listens to one superposed pump, a measurement is checked."""

    stream: tuple[int, ...]
    """What its measurements are drawn from."""

    def search(self, crate: Crate) -> Search:
        over, looks = crate.over, best_looks(PUMPS)
        chances = amplitudes_after(over, looks) ** 2
        random = np.random.default_rng((*self.stream, crate.number))
        each = (looks + 1) * BEATS
        for tries in range(1, MOST_TRIES + 1):
            pump = int(random.choice(PUMPS, p=chances / chances.sum()))
            if over[pump]:
                return Search(pump, tries * each, tries * each)
        return Search(-1, MOST_TRIES * each, MOST_TRIES * each)

    def levels(self, crate: Crate, beats: float) -> Array:
        looks = int(beats // BEATS) % (best_looks(PUMPS) + 1)
        level: Array = np.abs(amplitudes_after(crate.over, looks))
        return level

    def heard(self, crate: Crate, beats: float) -> Heard:
        return NOBODY


@dataclass(frozen=True, slots=True)
class Brain(Machine):
    """A neuron for each pump: all are heard at once, but only a knock costs a touch; the first neuron that is full fires."""

    def search(self, crate: Crate) -> Search:
        charge = np.cumsum(crate.knocks & RHYTHM, axis=1)
        full = charge >= ENOUGH
        when = np.where(full.any(axis=1), full.argmax(axis=1), BEATS)
        first = int(when.argmin())
        beats = min(int(when[first]) + 1, BEATS)
        return Search(first if full[first].any() else -1, int(crate.knocks[:, :beats].sum()), beats)

    def touches(self, crate: Crate, beats: float) -> float:
        return min(float(crate.knocks[:, : int(beats)].sum()), searched(self, crate).touches)

    def levels(self, crate: Crate, beats: float) -> Array:
        charge: Array = (crate.knocks & RHYTHM)[:, : math.ceil(beats)].sum(axis=1) / ENOUGH
        return np.minimum(charge, 1.0)

    def heard(self, crate: Crate, beats: float) -> Heard:
        level = self.levels(crate, beats)
        return Heard(int(level.argmax()), math.ceil(beats)) if level.any() else NOBODY
