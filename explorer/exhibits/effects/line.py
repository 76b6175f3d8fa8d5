"""A line of six machines through one shift of four hours, with failures, one repair crew and a change of product."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

STATIONS = 6
SHIFT_S = 14_400.0
CHANGE_S = SHIFT_S / 2
"""When the product changes."""

MEANS_S = (10.0, 10.5, 12.5, 10.2, 12.0, 10.0)
SPREAD = 0.3
"""Working times are uniform within this share of the mean, to both sides."""

SLOTS_EVEN, SLOTS_TRIED = (4, 4, 4, 4, 4), (3, 7, 4, 4, 2)
"""Places between the machines: shared out evenly, and the same twenty shared out in another way. On this line the other
way is worth about half a per cent."""

MISTAKES, MISTAKES_REHEARSED = 0.30, 0.08
"""The share of work done twice just after the change of product, as it is and where the change was rehearsed."""

LEARNING_S = 1800.0
"""Mistakes fade by a factor e in this time."""

CALLED_AFTER_S = 10.0
"""How soon the crew knows of a stop from live data."""

REPAIR_S = 70.0
NEVER = math.inf

IDLE, WORKING, DOWN, BLOCKED = range(4)


@dataclass(frozen=True, slots=True)
class Plant:
    """How a line is run.

    Attributes
    ----------
    failures_per_h : failures of each machine in an hour of its work; 0 is a machine that never fails.
    round_s : the crew walks round and finds stopped machines every so many seconds, if nobody calls it.
    rehearsed : whether the change of product was rehearsed on a virtual line.
    placed : whether the slots between the machines are shared out in the other way.
    live : whether the crew is called by real-time data.
    """

    failures_per_h: float = 4.0
    round_s: float = 300.0
    rehearsed: bool = False
    placed: bool = False
    live: bool = False

    @property
    def slots(self) -> tuple[int, ...]:
        """Places before machines 2 to 6."""
        return SLOTS_TRIED if self.placed else SLOTS_EVEN


class Luck(NamedTuple):
    """All that chance decides in a shift, machine by machine and part by part, so that two plants can meet the same.

    Attributes
    ----------
    work : working times as shares of their mean; shape (6, parts).
    slips : uniform 0..1; work is done twice if it lies below the share of mistakes.
    lives : hours of work between failures as shares of their mean, exponential; repairs : likewise of `REPAIR_S`.
    """

    work: list[list[float]]
    slips: list[list[float]]
    lives: list[list[float]]
    repairs: list[list[float]]


MOST_PARTS = round(SHIFT_S / (min(MEANS_S) * (1 - SPREAD))) + 2
MOST_FAILURES = 120


def luck(draw: np.random.Generator) -> Luck:
    """The luck of one shift."""
    work = 1 - SPREAD + 2 * SPREAD * draw.random((STATIONS, MOST_PARTS))
    slips = draw.random((STATIONS, MOST_PARTS))
    lives, repairs = draw.exponential(1.0, (2, STATIONS, MOST_FAILURES))
    return Luck(work.tolist(), slips.tolist(), lives.tolist(), repairs.tolist())


@dataclass(frozen=True, slots=True)
class Shop:
    """A shift so far; tuples run over the machines.

    Attributes
    ----------
    waiting : parts before each machine (before the first there are always more).
    doing : IDLE, WORKING, DOWN or BLOCKED; due_s : when that ends or the machine fails, `NEVER` if neither will.
    left_s : work left in the part of a machine that is down.
    life_s : work until the next failure, counted from the end of the part in hand: below zero it fails within it.
    taken, failed : parts begun, and failures, so far.
    crew_s : when the crew is free. made : parts that left the line.
    """

    waiting: tuple[int, ...]
    doing: tuple[int, ...]
    due_s: tuple[float, ...]
    left_s: tuple[float, ...]
    life_s: tuple[float, ...]
    taken: tuple[int, ...]
    failed: tuple[int, ...]
    crew_s: float = 0.0
    made: int = 0


def opened(plant: Plant, chance: Luck) -> Shop:
    """The empty line at the start of a shift; the first machine begins."""
    nothing = (0,) * STATIONS
    lives = [_life_s(plant, chance, station, 0) for station in range(STATIONS)]
    first_s = MEANS_S[0] * chance.work[0][0]
    lives[0] -= first_s
    return Shop(
        nothing, (WORKING, *(IDLE,) * (STATIONS - 1)), (first_s + min(lives[0], 0.0), *(NEVER,) * (STATIONS - 1)), nothing,
        tuple(lives), (1, *(0,) * (STATIONS - 1)), nothing,
    )  # fmt: skip


def _life_s(plant: Plant, chance: Luck, station: int, number: int) -> float:
    if plant.failures_per_h == 0:
        return NEVER
    return 3600 / plant.failures_per_h * chance.lives[station][number % MOST_FAILURES]


def advance(shop: Shop, plant: Plant, chance: Luck, until_s: float) -> Shop:
    """The shift at a later time, event by event.

    A machine that fails stops where it is in its part and goes on with it after the repair. The crew mends one machine
    at a time, in the order in which it hears of them. `until_s` may be any time not before the last one.
    """
    waiting, doing, due = list(shop.waiting), list(shop.doing), list(shop.due_s)
    left, life = list(shop.left_s), list(shop.life_s)
    taken, failed = list(shop.taken), list(shop.failed)
    crew_s, made = shop.crew_s, shop.made
    slots, last = (0, *plant.slots), STATIONS - 1
    mistakes = MISTAKES_REHEARSED if plant.rehearsed else MISTAKES

    while (now := min(due)) <= until_s:
        i = due.index(now)
        if doing[i] == WORKING and life[i] < 0:  # its life ends within the part: it stops here
            left[i] = -life[i]
            call_s = now + CALLED_AFTER_S if plant.live else (now // plant.round_s + 1) * plant.round_s
            crew_s = max(call_s, crew_s) + REPAIR_S * chance.repairs[i][failed[i] % MOST_FAILURES]
            failed[i] += 1
            life[i] = _life_s(plant, chance, i, failed[i])
            doing[i], due[i] = DOWN, crew_s
            continue
        if doing[i] == DOWN:
            life[i] -= left[i]
            doing[i], due[i] = WORKING, now + left[i] + min(life[i], 0.0)
            continue
        due[i] = NEVER
        if i == last:
            made, doing[i] = made + 1, IDLE
        elif waiting[i + 1] < slots[i + 1]:
            waiting[i + 1] += 1
            doing[i] = IDLE
        else:
            doing[i] = BLOCKED
        for j in range(min(i + 1, last), -1, -1):
            if doing[j] == BLOCKED and waiting[j + 1] < slots[j + 1]:
                waiting[j + 1] += 1
                doing[j] = IDLE
            if doing[j] == IDLE and (j == 0 or waiting[j]):
                waiting[j] -= j > 0
                work_s = MEANS_S[j] * chance.work[j][taken[j]]
                if now > CHANGE_S and chance.slips[j][taken[j]] < mistakes * math.exp(
                    (CHANGE_S - now) / LEARNING_S
                ):
                    work_s *= 2
                taken[j] += 1
                life[j] -= work_s
                doing[j], due[j] = WORKING, now + work_s + min(life[j], 0.0)
            elif j <= i:
                break  # nothing was taken here, so nothing changes before it
    return Shop(
        tuple(waiting), tuple(doing), tuple(due), tuple(left), tuple(life), tuple(taken), tuple(failed), crew_s, made
    )  # fmt: skip
