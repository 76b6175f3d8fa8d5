"""Timetables: positions of many things at even steps of a period, interpolated in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Loop:
    """A closed line through points, cut into equal steps.

    Parameters
    ----------
    points : shape (n, d), metres; the last one connects to the first.
    step_m : approximate length of a step.

    Attributes
    ----------
    length_m : float
    """

    def __init__(self, points: npt.ArrayLike, step_m: float = 0.5) -> None:
        given = np.asarray(points, float)
        ring = np.concatenate([given, given[:1]])
        along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(ring, axis=0), axis=1))])
        self.length_m = float(along[-1])
        steps = max(round(self.length_m / step_m), 3)
        at = np.linspace(0, self.length_m, steps, endpoint=False)
        self._step_m = self.length_m / steps
        self._points = np.stack([np.interp(at, along, column) for column in ring.T], axis=1)

    def at(self, way_m: npt.ArrayLike) -> Floats:
        """Points (..., d) at distances along the line, wrapping around."""
        way = np.asarray(way_m, float) / self._step_m
        whole = np.floor(way)
        before = whole.astype(np.int64) % len(self._points)
        share = (way - whole)[..., None]
        return self._points[before] * (1 - share) + self._points[(before + 1) % len(self._points)] * share

    def directions(self, way_m: npt.ArrayLike, reach_m: float = 1.0) -> Floats:
        """Unit direction vectors (..., d) of the line, from `reach_m` behind to `reach_m` ahead."""
        way = np.asarray(way_m, float)
        across = self.at(way + reach_m) - self.at(way - reach_m)
        return np.asarray(across / np.maximum(np.linalg.norm(across, axis=-1, keepdims=True), 1e-9))

    def steady(self, fastest_mps: float, sideways_mps2: float = 1.6, gently_m: float = 14.0) -> Floats:
        """Distances at even shares of a round, with lower speed in bends.

        Parameters
        ----------
        fastest_mps : speed on straights.
        sideways_mps2 : maximum lateral acceleration.
        gently_m : distance over which the speed changes.

        Returns
        -------
        shape (1025,), metres from 0 to `length_m`; entry k belongs to the share k / 1024 of a round.
        """
        at = np.arange(len(self._points)) * self._step_m
        bend = np.linalg.norm(self.directions(at + 1, 1.5) - self.directions(at - 1, 1.5), axis=1) / 2
        speed = np.minimum(fastest_mps, np.sqrt(sideways_mps2 / np.maximum(bend, 1e-6)))
        speed = smoothed(_lowest(speed, int(gently_m / self._step_m)), int(gently_m / self._step_m))
        spent = np.concatenate([[0.0], np.cumsum(self._step_m / speed)])
        shares = np.linspace(0, spent[-1], 1025)
        return np.asarray(np.interp(shares, spent, np.append(at, self.length_m)))


def smoothed(values: npt.ArrayLike, width: int) -> Floats:
    """Periodic running means over `width` entries, along the first axis."""
    ring = np.asarray(values, float)
    if width < 2:
        return ring
    before = width // 2
    count = len(ring)
    padded = ring[np.arange(-before - 1, count + width - before) % count]
    total = np.cumsum(padded, axis=0)
    return np.asarray((total[width : width + count] - total[:count]) / width)


def _lowest(values: Floats, width: int) -> Floats:
    """Periodic running minima over `width` entries."""
    return np.asarray(
        np.min([np.roll(values, shift) for shift in range(-width // 2, width // 2 + 1)], axis=0)
    )


CYCLE_S = 480.0
"""Period of all motion in the park."""

ROW = np.dtype([("place", "<f4", 3), ("way", "<f2", 2)])
"""One thing at one step, as stored in a file: precise to less than a millimetre and a tenth of a degree."""

Rows = npt.NDArray[np.void]


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """Things at one moment.

    Attributes
    ----------
    positions : shape (n, 3), metres.
    directions : shape (n, 2), unit vectors they face.
    travelled_m : shape (n,), the distance they have travelled; steps and wheels follow it.
    speeds : shape (n,), m/s.
    """

    positions: Floats
    directions: Floats
    travelled_m: Floats
    speeds: Floats

    def __len__(self) -> int:
        return len(self.positions)

    @property
    def headings(self) -> Floats:
        """Radians anticlockwise from east, shape (n,)."""
        return np.arctan2(self.directions[:, 1], self.directions[:, 0])

    @classmethod
    def joined(cls, moments: list[Moment]) -> Moment:
        """Several moments as one, in their order."""
        return cls(*(np.concatenate([getattr(m, name) for m in moments]) for name in cls.__slots__))


class Timetable:
    """Positions of n things at k even steps of a period.

    Parameters
    ----------
    positions : shape (k, n, 3), metres.
    directions : shape (k, n, 2), about unit length.
    period_s : length of the period; `CYCLE_S` is a multiple of it.
    """

    def __init__(
        self, positions: npt.ArrayLike, directions: npt.ArrayLike, period_s: float = CYCLE_S
    ) -> None:
        self._take(np.asarray(positions, float), np.asarray(directions, float), period_s)

    def _take(self, positions: Floats, directions: Floats, period_s: float) -> None:
        rounds = CYCLE_S / period_s
        if abs(rounds - round(rounds)) > 1e-9:
            raise ValueError(f"{period_s} s does not go into {CYCLE_S} s")
        self.positions, self._directions = positions, directions
        self.period_s = period_s
        self.step_s = period_s / len(positions)
        flat = positions[..., :2]
        stride = np.roll(flat, -1, axis=0) - flat
        self._strides = np.hypot(stride[..., 0], stride[..., 1])
        self._travelled = np.cumsum(self._strides, axis=0) - self._strides

    @classmethod
    def of(cls, rows: Rows, period_s: float = CYCLE_S) -> Self:
        """The timetable of rows, shape (k, n), which may be mapped from a file."""
        made = cls.__new__(cls)
        plain = rows.view(np.ndarray)  # indexing a memmap is slower
        made._take(plain["place"], plain["way"], period_s)
        return made

    @property
    def rows(self) -> Rows:
        """The timetable as rows for a file, shape (k, n)."""
        made = np.zeros(self.positions.shape[:2], ROW)
        made["place"], made["way"] = self.positions, self._directions
        return made

    def __len__(self) -> int:
        return int(self.positions.shape[1])

    def positions_at(self, times_s: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Positions at times (k,): shape (k, n, 3)."""
        step = (np.asarray(times_s, float) % self.period_s) / self.step_s
        whole = step.astype(np.int64)
        before, share = whole % len(self.positions), (step - whole)[:, None, None]
        after = (before + 1) % len(self.positions)
        return np.asarray(self.positions[before] * (1 - share) + self.positions[after] * share)

    def at(self, time_s: float) -> Moment:
        """The moment at any time."""
        step = (time_s % self.period_s) / self.step_s
        before = int(step) % len(self.positions)
        share = step - int(step)
        after = (before + 1) % len(self.positions)
        one, other = (self._directions[step].astype(np.float32) for step in (before, after))
        directions = one * (1 - share) + other * share
        return Moment(
            positions=self.positions[before] * (1 - share) + self.positions[after] * share,
            directions=directions / np.maximum(np.hypot(directions[:, :1], directions[:, 1:]), 1e-9),
            travelled_m=self._travelled[before] + self._strides[before] * share,
            speeds=self._strides[before] / self.step_s,
        )
