"""Timetables: where many things are at even steps of a round of time, and where they are between the steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from .loop import Floats

CYCLE_S = 480.0
"""After this time the whole park is as it was."""

ROW = np.dtype([("place", "<f4", 3), ("way", "<f2", 2)])
"""One thing at one step, as it is kept in a file: to less than a millimetre and a tenth of a degree."""

Rows = npt.NDArray[np.void]


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """Things at one moment.

    Attributes
    ----------
    places : shape (n, 3), metres.
    ways : shape (n, 2), unit vectors they look in.
    gone_m : shape (n,), how far they have gone; steps and wheels follow it.
    speeds : shape (n,), m/s.
    """

    places: Floats
    ways: Floats
    gone_m: Floats
    speeds: Floats

    def __len__(self) -> int:
        return len(self.places)

    @property
    def headings(self) -> Floats:
        """Radians anticlockwise from east, shape (n,)."""
        return np.arctan2(self.ways[:, 1], self.ways[:, 0])

    @classmethod
    def joined(cls, moments: list[Moment]) -> Moment:
        """Several as one, in their order."""
        return cls(*(np.concatenate([getattr(m, name) for m in moments]) for name in cls.__slots__))


class Timetable:
    """Where n things are at k even steps of a round.

    Parameters
    ----------
    places : shape (k, n, 3), metres.
    ways : shape (k, n, 2), about unit length.
    period_s : how long the round lasts; `CYCLE_S` is a whole number of rounds.
    """

    def __init__(self, places: npt.ArrayLike, ways: npt.ArrayLike, period_s: float = CYCLE_S) -> None:
        self._take(np.asarray(places, float), np.asarray(ways, float), period_s)

    def _take(self, places: Floats, ways: Floats, period_s: float) -> None:
        rounds = CYCLE_S / period_s
        if abs(rounds - round(rounds)) > 1e-9:
            raise ValueError(f"{period_s} s does not go into {CYCLE_S} s")
        self.places, self._ways = places, ways
        self.period_s = period_s
        self.step_s = period_s / len(places)
        flat = places[..., :2]
        stride = np.roll(flat, -1, axis=0) - flat
        self._strides = np.hypot(stride[..., 0], stride[..., 1])
        self._gone = np.cumsum(self._strides, axis=0) - self._strides

    @classmethod
    def of(cls, rows: Rows, period_s: float = CYCLE_S) -> Self:
        """That of some rows, shape (k, n); they may lie in a file, and stay there."""
        made = cls.__new__(cls)
        plain = rows.view(np.ndarray)  # numpy takes a part of a file by a longer way
        made._take(plain["place"], plain["way"], period_s)
        return made

    @property
    def rows(self) -> Rows:
        """All of it in rows for a file, shape (k, n)."""
        made = np.zeros(self.places.shape[:2], ROW)
        made["place"], made["way"] = self.places, self._ways
        return made

    def __len__(self) -> int:
        return int(self.places.shape[1])

    def places_at(self, times_s: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Where all of them are at some times (k,): shape (k, n, 3)."""
        step = (np.asarray(times_s, float) % self.period_s) / self.step_s
        whole = step.astype(np.int64)
        before, share = whole % len(self.places), (step - whole)[:, None, None]
        after = (before + 1) % len(self.places)
        return np.asarray(self.places[before] * (1 - share) + self.places[after] * share)

    def at(self, time_s: float) -> Moment:
        """All of them at any time."""
        step = (time_s % self.period_s) / self.step_s
        before = int(step) % len(self.places)
        share = step - int(step)
        after = (before + 1) % len(self.places)
        one, other = (self._ways[step].astype(np.float32) for step in (before, after))
        ways = one * (1 - share) + other * share
        return Moment(
            places=self.places[before] * (1 - share) + self.places[after] * share,
            ways=ways / np.maximum(np.hypot(ways[:, :1], ways[:, 1:]), 1e-9),
            gone_m=self._gone[before] + self._strides[before] * share,
            speeds=self._strides[before] / self.step_s,
        )
