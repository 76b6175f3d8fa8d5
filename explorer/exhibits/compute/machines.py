"""Six ways to find the pump with the rhythm, with the same crates, the same question and the same unit.

A sample is one beat of one pump; reading and using one is a touch. A core makes one touch per beat.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np

from .crate import BEATS, ENOUGH, PUMPS, RHYTHM, Array, Crate, Flags


def grover_look(amplitudes: Array, wanted: Flags) -> Array:
    """Amplitudes after one query: signs of the wanted ones flipped, then all reflected about their mean.

    L. K. Grover, "A fast quantum mechanical algorithm for database search", STOC 1996.
    """
    turned = np.where(wanted, -amplitudes, amplitudes)
    mirrored: Array = 2.0 * turned.mean() - turned
    return mirrored


def best_looks(pumps: int) -> int:
    """Number of queries before a measurement: the integer part of pi/4 sqrt(N)."""
    return max(1, math.floor(math.pi / 4.0 * math.sqrt(pumps)))


def amplitudes_after(wanted: Flags, looks: int) -> Array:
    """The amplitudes after `looks` queries; uniform at first."""
    amplitudes = np.full(len(wanted), len(wanted) ** -0.5)
    for _ in range(looks):
        amplitudes = grover_look(amplitudes, wanted)
    return amplitudes


HAND_SPEEDS = (4.0, 2.0, 1.0, 0.5)
"""Speeds of the four unequal hands, in touches per beat."""
TELLING = 8
"""Beats of every pump that the learned machine listens to first."""
MOST_TRIES = 9
"""Most measurements of the quantum machine: by then it has read as much as there is."""


class Search(NamedTuple):
    """Result of a search in one crate: the pump it names (-1: none), touches and beats."""

    named: int
    touches: int
    beats: float


class Heard(NamedTuple):
    """A pump being listened to, and for how many beats; -1 if it is no single pump."""

    pump: int
    beats: int


NOBODY = Heard(-1, 0)


class Machine(ABC):
    """One way to search. Machines are values: equal settings give equal searches."""

    __slots__ = ()

    @abstractmethod
    def search(self, crate: Crate) -> Search:
        """The whole search."""

    @abstractmethod
    def levels(self, crate: Crate, beats: float) -> Array:
        """Progress of each pump after `beats`: 0 not begun, 1 done."""

    @abstractmethod
    def heard(self, crate: Crate, beats: float) -> Heard:
        """The pump it listens to after `beats`."""

    def touches(self, crate: Crate, beats: float) -> float:
        """Touches so far; by default in proportion to the beats."""
        whole = searched(self, crate)
        return whole.touches * min(beats / whole.beats, 1.0)


@lru_cache(maxsize=512)
def searched(machine: Machine, crate: Crate) -> Search:
    """The whole search, cached."""
    return machine.search(crate)


def _first_over(crate: Crate, order: tuple[int, ...] | range) -> int:
    """Position in this order of the first pump that counts as found, -1 if there is no such pump."""
    over = crate.over
    return next((place for place, pump in enumerate(order) if over[pump]), -1)


@dataclass(frozen=True, slots=True)
class Core(Machine):
    """One core: one pump after another, from the first beat to the last."""

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
    """Many equal hands: pumps are dealt in turn, and a share of the job is serial.

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
    """Start and end of each pump with the unequal hands: the next pump goes to the hand that would finish it first."""
    free = [0.0] * len(HAND_SPEEDS)
    times = []
    for _ in range(PUMPS):
        hand = min(range(len(free)), key=lambda hand: free[hand] + BEATS / HAND_SPEEDS[hand])
        begun, free[hand] = free[hand], free[hand] + BEATS / HAND_SPEEDS[hand]
        times.append((begun, free[hand]))
    return tuple(times)


@dataclass(frozen=True, slots=True)
class Mixed(Machine):
    """Four unequal hands that share the pumps by speed."""

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
    """Listens to the few informative beats of every pump, then to the most suspicious pump first."""

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
    """Grover's search on the exact state, simulated: a query listens to one superposed pump, a measurement is checked."""

    stream: tuple[int, ...]
    """Random stream of its measurements."""

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
    """A neuron per pump: all are heard at once, but only a knock costs a touch; the first neuron to fill up fires."""

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


Name = Literal["core", "hands", "mixed", "learned", "quantum", "brain"]
NAMES: tuple[Name, ...] = ("core", "hands", "mixed", "learned", "quantum", "brain")
HANDS: tuple[Name, ...] = ("hands", "mixed")
IDEAS: tuple[Name, ...] = ("learned", "quantum", "brain")

CRATES = 3
"""Crates searched in succession: with one alone, luck decides too often."""


class Sums(NamedTuple):
    """Totals of touches and beats over all three crates."""

    touches: float
    beats: float


NOTHING = Sums(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class State:
    """Three crates and six machines."""

    ticks: int
    batch: int  # number of this set of three crates
    beats: Mapping[Name, float]  # beats of each machine's search; a missing one has not begun
    rules: tuple[float, ...]  # rules, who: settings at the start of the searches, and the machines requested
    who: str
    at: Name = "core"  # machine at the crate shown
    # pumps the visitor listened to in the first crate, in order; the core continues after them
    heard: tuple[int, ...] = ()
    turn_s: float = 0.0  # remaining pause of the core for the visitor
    # totals of the machines under the previous settings
    before: Mapping[Name, Sums] = field(default_factory=dict)
