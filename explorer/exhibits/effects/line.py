"""Many lines of six machines computed in parallel, part by part, with the same random events: racks, failures, changeovers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .placing import MOST_PLACES, STATIONS, Placing

ROWS = 64
"""Rows drawn at a time."""

SPREAD = 0.3
"""Working times are uniform within this share of the mean, to both sides."""

Floats = npt.NDArray[np.float64]
Key = tuple[int, ...]


class Luck(NamedTuple):
    """Some rows of random events, each of shape (rows, machines, shifts).

    Part k meets row k + m at machine m, counted from 0.
    """

    work: Floats  # working times as shares of their mean
    # time after a change of product during which this work would still be done twice, exponential with mean 1
    slip: Floats
    fail: Floats  # uniform 0..1: whether the machine fails within this work; at: when, likewise
    at: Floats
    repair: Floats  # duration of a repair, exponential with mean 1


@lru_cache(maxsize=64)  # 77 KB each
def rows_of(key: Key, block: int, shifts: int) -> Luck:
    """The rows of one block for some shifts; equal keys give equal rows."""
    draw = np.random.default_rng((*key, block))
    shape = (ROWS, STATIONS, shifts)
    work, fail, at = draw.random((3, *shape))
    slip, repair = draw.standard_exponential((2, *shape))
    return Luck(1 - SPREAD + 2 * SPREAD * work, slip, fail, at, repair)


@lru_cache(maxsize=4)
def side_by_side(keys: tuple[Key, ...], block: int, shifts: int) -> Luck:
    """The rows of several lines as columns, line after line."""
    found = [rows_of(key, block, shifts) for key in keys]
    return Luck(*(np.concatenate(each, axis=2) for each in zip(*found, strict=True)))


SHIFT_S = 14_400.0

MEANS_S = (10.0, 12.0, 10.5, 10.0, 11.5, 10.0)
"""Mean working times, visible to the eye: machines 2 and 5 are the slow ones."""
HELPED = 0.8
"""Working time of a machine with a helper, as a share of its normal time."""

OLD = 2
"""Index of the old machine, which fails eight times as often as the others."""
FAILURES_PER_H = (2.5, 2.5, 20.0, 2.5, 2.5, 2.5)
"""Failures per hour of work of each machine."""
ROUND_S, CALLED_AFTER_S, REPAIR_S = 90.0, 5.0, 45.0
"""A failed machine is found on the crew's next round, or reported at once with live data; then it is repaired."""

CHANGE_S = 3600.0
"""Interval between changes of product."""
MISTAKES, MISTAKES_REHEARSED = 0.30, 0.08
"""Share of work done twice just after a change of product, normally and after a rehearsal."""
LEARNING_S = 900.0
"""Time constant of the decline of mistakes."""

KEPT_ROWS = 32
"""Rows of departures kept: more than the largest rack has places."""
assert KEPT_ROWS > MOST_PLACES

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plant:
    """How a line is run."""

    old: bool = True  # whether machines fail, the old one most
    rehearsed: bool = False  # whether changes of product are rehearsed on a virtual line
    live: bool = False  # whether live data call the crew

    @property
    def learnt_s(self) -> float:
        """Learning time completed before a change of product."""
        return -LEARNING_S * math.log(MISTAKES_REHEARSED if self.rehearsed else MISTAKES)

    def found_s(self, fails_s: float) -> float:
        """Time at which the crew reaches a machine that failed at `fails_s`."""
        return fails_s + CALLED_AFTER_S if self.live else (fails_s // ROUND_S + 1) * ROUND_S


def means_s(placing: Placing) -> tuple[float, ...]:
    """The mean working time of each machine."""
    return tuple(mean * (HELPED if m in placing.helped else 1.0) for m, mean in enumerate(MEANS_S))


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """State of some lines through some shifts each; a column is one shift of one line.

    In each row every machine m completes one more part, number row - m: it leaves machine m once it is worked and the
    rack has room, i.e. the part `racks` places earlier has left the next machine.
    """

    keys: tuple[Key, ...]  # random key of each line; `shifts`: columns per line
    shifts: int
    plants: tuple[Plant, ...]  # of each line
    until_s: float
    # mean_s, racks: shape (machines, columns) and (machines - 1, columns)
    mean_s: Array
    racks: npt.NDArray[np.int64]
    left_s: Array
    gone_s: Array
    made: npt.NDArray[np.int64]  # parts finished within `until_s`
    # rows done. left_s: when the last part left each machine; gone_s: the same for the last rows.
    row: int = 0
    over: bool = field(default=False)

    @staticmethod
    def begun(
        placings: Sequence[Placing],
        plants: Sequence[Plant],
        keys: Sequence[Key],
        shifts: int,
        until_s: float = SHIFT_S,
    ) -> Lines:
        """Empty lines at the start of their shifts."""
        columns = len(placings) * shifts
        mean_s = np.repeat(np.array([means_s(placing) for placing in placings]).T, shifts, axis=1)
        racks = np.repeat(np.array([placing.racks for placing in placings]).T, shifts, axis=1)
        return Lines(
            tuple(keys), shifts, tuple(plants), until_s, mean_s, racks,
            np.zeros((STATIONS, columns)), np.zeros((KEPT_ROWS, STATIONS, columns)), np.zeros(columns, np.int64),
        )  # fmt: skip

    @property
    def results(self) -> npt.NDArray[np.int64]:
        """Parts made, shape (lines, shifts)."""
        return self.made.reshape(len(self.keys), self.shifts)

    def later(self, rows: int) -> Lines:
        """Advance by up to `rows` rows, or to the end."""
        left, gone, made = self.left_s, self.gone_s.copy(), self.made.copy()
        columns = left.shape[1]
        row_size = STATIONS * columns
        of_next = np.arange(1, STATIONS)[:, None] * columns + np.arange(columns)
        rooms = of_next - self.racks * row_size
        learnt_s, old, live = (
            np.repeat(np.array(each), self.shifts)
            for each in zip(*((plant.learnt_s, plant.old, plant.live) for plant in self.plants), strict=True)
        )
        hazard = np.outer(FAILURES_PER_H, old) / 3600
        fails, row, over = bool(old.any()), self.row, False
        for row in range(self.row, self.row + rows):
            luck, at = side_by_side(self.keys, row // ROWS, self.shifts), row % ROWS
            starts = left.copy()
            np.maximum(left[1:], left[:-1], out=starts[1:])
            work = self.mean_s * luck.work[at]
            twice = starts % CHANGE_S + learnt_s < LEARNING_S * luck.slip[at]
            twice &= starts >= CHANGE_S
            work += work * twice
            if fails:
                bad = np.flatnonzero(luck.fail[at] < hazard * work)
                if len(bad):
                    took = work.reshape(-1)
                    fails_s = starts.ravel()[bad] + luck.at[at].ravel()[bad] * took[bad]
                    round_s = (fails_s // ROUND_S + 1) * ROUND_S
                    found_s = np.where(live[bad % columns], fails_s + CALLED_AFTER_S, round_s)
                    took[bad] += found_s - fails_s + REPAIR_S * luck.repair[at].ravel()[bad]
            left = np.add(starts, work, out=work)
            room = (rooms + row * row_size) % (KEPT_ROWS * row_size)
            np.maximum(left[:-1], gone.take(room), out=left[:-1])
            if row < STATIONS:  # these parts do not exist yet
                left[row + 1 :] = 0.0
            gone[row % KEPT_ROWS] = left
            if row >= STATIONS - 1:
                made += left[-1] <= self.until_s
                over = row % 8 == 0 and bool(left[-1].min() > self.until_s)
                if over:
                    break
        return replace(self, left_s=left, gone_s=gone, made=made, row=row + 1, over=over)
