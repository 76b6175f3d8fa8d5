"""Runs an exhibit without graphics: timed acts, and readings at fixed intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .exhibit import STEP_S, Exhibit

PROGRESS_STEPS = 3000
"""Steps between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The readings at one time of a run."""

    time_s: float
    readings: dict[str, float]


def run(
    exhibit: Exhibit[Any],
    seconds: float,
    acts: Sequence[tuple[float, str]] = (),
    every_s: float = 1.0,
    progress: Callable[[float], None] = lambda share: None,
    standing: tuple[Any, int] | None = None,
) -> Iterator[Moment]:
    """The readings at the start, then every `every_s` seconds, and at the end.

    Parameters
    ----------
    acts : times in seconds, and names of actions; an act happens before the step that begins then.
    progress : called now and then with the completed share, 0..1.
    standing : state from which the run continues, and the steps made until then; None: from the start.

    Raises KeyError if the exhibit has no such action.
    """
    waiting = sorted(acts, key=lambda timed: timed[0])
    state, made = standing if standing is not None else (exhibit.start(), 0)
    steps, stride = round(seconds / STEP_S), max(1, round(every_s / STEP_S))
    for number in range(steps + 1):
        while waiting and waiting[0][0] <= number * STEP_S + 1e-9:
            state = exhibit.act(state, waiting.pop(0)[1])
        if number % stride == 0 or number == steps:
            yield Moment((made + number) * STEP_S, exhibit.readings(state))
        if number % PROGRESS_STEPS == 0:
            progress(number / max(steps, 1))
        if number < steps:
            state = exhibit.step(state)
            exhibit = exhibit.followed(state)
