"""Runs the steps of a check one after the other within a time limit; steps without enough time are reported as skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Literal

from ...i18n import Text, Translatable, Verbatim

State = Literal["right", "wrong", "measured", "failed", "skipped"]
NOTHING = Verbatim("")
LONGEST, SHARE = 6, 0.1
"""Timeout of a step: this multiple of its usual time, or this share of the time left, so that a driver that hangs leaves
time for the other steps."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step found."""

    state: State
    figures: dict[str, Any] = field(default_factory=dict)  # measured values
    lines: tuple[Text, ...] = ()  # the same in words, for a person
    why: Translatable = NOTHING  # what failed or was wrong, or why it was skipped


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be checked."""

    name: str
    title: Text
    needs_s: float  # time it needs to be started
    run: Callable[[float], Outcome]  # runs it, within the given number of seconds


@dataclass(frozen=True, slots=True)
class Done:
    """A step and what it found."""

    step: Step
    outcome: Outcome
    took_s: float


class StepFailed(Exception):
    """A step could not run; the text is the reason."""


def run_steps(
    steps: Iterable[Step],
    limit_s: float,
    began: Callable[[Step], None] = lambda step: None,
    clock_s: Callable[[], float] = perf_counter,
) -> Sequence[Done]:
    """Run one step after the other.

    Parameters
    ----------
    limit_s : time limit for all steps. A step that needs more than the time left is skipped; a shorter one after it
        may still run.
    began : called with each step before it runs.
    """
    end_s = clock_s() + limit_s
    done = []
    for step in steps:
        start_s = clock_s()
        left_s = end_s - start_s
        if left_s < step.needs_s:
            why = Text("not enough time: {left:.0f} s were left", left=max(left_s, 0.0))
            done.append(Done(step, Outcome("skipped", why=why), 0.0))
            continue
        began(step)
        try:
            outcome = step.run(min(left_s, max(step.needs_s * LONGEST, left_s * SHARE)))
        except StepFailed as fault:
            outcome = Outcome("failed", why=Verbatim(str(fault)))
            if clock_s() >= end_s:  # the timeout ended it
                outcome = Outcome("skipped", why=Text("the time was over before it was done"))
        done.append(Done(step, outcome, round(clock_s() - start_s, 2)))
    return done
