"""Runs an exhibit without a picture: parameters set, acts at their moments, readings once a second or oftener."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .exhibit import STEP_S, Exhibit


@dataclass(frozen=True, slots=True)
class Moment:
    """What could be read at a time."""

    time_s: float
    readings: dict[str, float]


def run(
    exhibit: Exhibit[Any],
    seconds: float,
    acts: Sequence[tuple[float, str]] = (),
    every_s: float = 1.0,
) -> Iterator[Moment]:
    """The readings at the start, then every `every_s` seconds, and at the end.

    Parameters
    ----------
    acts : moments in seconds, and the names of actions; an act happens before the step that begins then.

    Raises
    ------
    KeyError
        If the exhibit has no such action.
    """
    waiting = sorted(acts, key=lambda timed: timed[0])
    state = exhibit.start()
    steps, stride = round(seconds / STEP_S), max(1, round(every_s / STEP_S))
    for number in range(steps + 1):
        while waiting and waiting[0][0] <= number * STEP_S + 1e-9:
            state = exhibit.act(state, waiting.pop(0)[1])
        if number % stride == 0 or number == steps:
            yield Moment(number * STEP_S, exhibit.readings(state))
        if number < steps:
            state = exhibit.step(state)
