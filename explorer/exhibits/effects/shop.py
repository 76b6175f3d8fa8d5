"""The shown shift: one line, event by event; workers and racks may change on the way."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .line import CHANGE_S, FAILURES_PER_H, HELPED, LEARNING_S, MEANS_S, REPAIR_S, ROWS, Key, Plant, rows_of
from .placing import GAPS, STATIONS

IDLE, WORKING, DOWN, BLOCKED = range(4)
NEVER = math.inf
LAST = STATIONS - 1


@dataclass(frozen=True, slots=True)
class Shop:
    """A line at a moment of its shift; tuples are indexed by machine."""

    time_s: float = 0.0
    taken: tuple[int, ...] = (0,) * STATIONS  # parts each machine has begun
    # whether it holds a part; begins_s and ends_s: start and end of its work
    busy: tuple[bool, ...] = (False,) * STATIONS
    begins_s: tuple[float, ...] = (0.0,) * STATIONS
    ends_s: tuple[float, ...] = (NEVER,) * STATIONS
    # fails_s, back_s: failure of the machine during this work, and end of its repair; `NEVER` without one
    fails_s: tuple[float, ...] = (NEVER,) * STATIONS
    back_s: tuple[float, ...] = (NEVER,) * STATIONS
    waiting: tuple[int, ...] = (0,) * GAPS  # parts in the rack after each machine but the last
    made: int = 0  # parts that left the line

    def doing(self, machine: int) -> int:
        """State of a machine: IDLE, WORKING, DOWN or BLOCKED."""
        if not self.busy[machine]:
            return IDLE
        if self.ends_s[machine] == NEVER:
            return BLOCKED
        return DOWN if self.fails_s[machine] <= self.time_s < self.back_s[machine] else WORKING

    def share(self, machine: int) -> float:
        """Completed share of the work in hand, 0..1; constant while the machine is down."""
        if not self.busy[machine] or self.ends_s[machine] == NEVER:
            return 1.0 if self.busy[machine] else 0.0
        begins, ends = self.begins_s[machine], self.ends_s[machine]
        fails, back = self.fails_s[machine], self.back_s[machine]
        down = 0.0 if fails == NEVER else back - fails
        stood = 0.0 if fails == NEVER else min(max(self.time_s - fails, 0.0), down)
        return min(max((self.time_s - begins - stood) / max(ends - begins - down, 1e-9), 0.0), 1.0)


def later(
    shop: Shop, until_s: float, helped: frozenset[int], racks: tuple[int, ...], plant: Plant, key: Key
) -> Shop:
    """The line at a later time; helpers and racks apply to work that begins from now on."""
    taken, busy, waiting, made = list(shop.taken), list(shop.busy), list(shop.waiting), shop.made
    begins, ends, fails, back = list(shop.begins_s), list(shop.ends_s), list(shop.fails_s), list(shop.back_s)

    def settle(now_s: float) -> None:
        """Move parts wherever there is room and start machines, from the end of the line forwards."""
        nonlocal made
        for m in range(LAST, -1, -1):
            if busy[m] and ends[m] == NEVER:
                if m == LAST:
                    made, busy[m] = made + 1, False
                elif waiting[m] < racks[m]:
                    waiting[m] += 1
                    busy[m] = False
                    if not busy[m + 1]:
                        take(m + 1, now_s)
            if not busy[m] and (m == 0 or waiting[m - 1]):
                take(m, now_s)

    def take(m: int, now_s: float) -> None:
        if m:
            waiting[m - 1] -= 1
        row = taken[m] + m
        luck, at = rows_of(key, row // ROWS, 1), row % ROWS
        work = MEANS_S[m] * (HELPED if m in helped else 1.0) * float(luck.work[at, m, 0])
        if now_s >= CHANGE_S and now_s % CHANGE_S + plant.learnt_s < LEARNING_S * float(luck.slip[at, m, 0]):
            work *= 2
        fails[m] = back[m] = NEVER
        ends[m] = now_s + work
        if plant.old and float(luck.fail[at, m, 0]) < FAILURES_PER_H[m] / 3600 * work:
            fails[m] = now_s + float(luck.at[at, m, 0]) * work
            stopped = plant.found_s(fails[m]) - fails[m] + REPAIR_S * float(luck.repair[at, m, 0])
            back[m] = fails[m] + stopped
            ends[m] = now_s + work + stopped
        taken[m], busy[m], begins[m] = taken[m] + 1, True, now_s

    settle(shop.time_s)
    while (now_s := min(ends)) <= until_s:
        for m in range(STATIONS):
            if ends[m] == now_s:
                ends[m] = NEVER
        settle(now_s)
    return Shop(
        until_s, tuple(taken), tuple(busy), tuple(begins), tuple(ends), tuple(fails), tuple(back), tuple(waiting), made
    )  # fmt: skip
