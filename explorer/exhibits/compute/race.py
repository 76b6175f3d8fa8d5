"""One crate of pumps, and how far every machine is with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from .grover import Grover
from .machines import Array, Machine, Mixed, Plain, Ranked, Spiking, Split, measure_pumps


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """One crate of pumps and how far every machine is with it.

    Attributes
    ----------
    crate : its number, from 0.
    bad : which pump is bad.
    measured : four measurements of each pump, shape (pumps, 4).
    """

    crate: int
    pumps: int
    workers: int
    bad: int
    measured: Array
    plain: Plain
    split: Split
    mixed: Mixed
    ranked: Ranked
    grover: Grover
    spiking: Spiking

    @property
    def machines(self) -> dict[str, Machine]:
        """All of them by name, the plain core first."""
        return {
            "plain": self.plain,
            "hpc": self.split,
            "mixed": self.mixed,
            "learned": self.ranked,
            "grover": self.grover,
            "spiking": self.spiking,
        }

    @property
    def found(self) -> int:
        """How many of the five machines have the bad pump."""
        machines = (self.split, self.mixed, self.ranked, self.grover, self.spiking)
        return sum(machine.found for machine in machines)

    @property
    def over(self) -> bool:
        """Whether every machine has stopped, the plain core included."""
        machines = (self.plain, self.split, self.mixed, self.ranked, self.grover, self.spiking)
        return all(machine.done for machine in machines)

    @classmethod
    def of(cls, random: np.random.Generator, crate: int, pumps: int, workers: int) -> Self:
        """A new crate, with no machine begun."""
        bad = int(random.integers(pumps))
        return cls(
            crate=crate,
            pumps=pumps,
            workers=workers,
            bad=bad,
            measured=measure_pumps(random, pumps, bad),
            plain=Plain(),
            split=Split(),
            mixed=Mixed.of(pumps),
            ranked=Ranked(),
            grover=Grover.of(pumps),
            spiking=Spiking.of(pumps),
        )
