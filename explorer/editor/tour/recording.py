"""Recording of actions at an exhibit as the acts of a stop, timed so that the tour repeats them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from ...exhibits.exhibit import STEP_S
from ...visit.exhibit_run import Running
from ..change import Change
from ..ground.placing import Written

AFTER_S = 5.0
"""Time a stop lasts after its last act, so that the effect is seen."""

FINEST = 100
"""Acts are timed to 1/FINEST second."""

MOST_ACTS = 100
"""Most acts of a stop."""


def acts_of(run: Running) -> list[dict[str, Any]]:
    """The actions on a run, fresh when the recording began, in the form of a stop.

    Times are chosen so that they fall into the same step of the run when the tour is played at its usual
    pace. Pointer movement is left out: tours have none.
    """
    acts: list[dict[str, Any]] = []
    for act in run.past.acts:
        at_s = second_of(act.step)
        if act.kind == "=" and acts and acts[-1]["at_s"] == at_s and "turn" in acts[-1]:
            acts[-1]["turn"][act.name] = act.value
        elif act.kind == "=":
            acts.append({"at_s": at_s, "turn": {act.name: act.value}})
        elif act.kind in "!*":
            acts.append({"at_s": at_s, "press" if act.kind == "!" else "touch": act.name})
    return acts[:MOST_ACTS]


def recorded(written: Written, tour: str, at: int, run: Running) -> list[Change]:
    """The changes that write recorded acts into a stop and make it last long enough."""
    file = f"tours/{tour}.yaml"
    row, acts = written(file, ("stops", at)), acts_of(run)
    held_s = row.get("hold_s") if isinstance(row, dict) else None
    changes = [Change(file, ("stops", at, "acts"), acts)]
    if not isinstance(held_s, int | float) or held_s < _least_s(acts):
        changes.append(Change(file, ("stops", at, "hold_s"), _least_s(acts)))
    return changes


def with_acts(changes: Sequence[Change], at: int, run: Running) -> list[Change]:
    """The changes that add a stop, together with the acts recorded in it."""
    *rest, last = changes
    acts = acts_of(run)

    def acting(stop: Mapping[str, Any]) -> dict[str, Any]:
        return {**stop, "hold_s": max(stop["hold_s"], _least_s(acts)), "acts": acts}

    value: Any = last.value
    rows = value["stops"] if isinstance(value, Mapping) else value
    rows = [acting(row) if number == at else row for number, row in enumerate(rows)]
    return [
        *rest,
        Change(last.file, last.path, {**value, "stops": rows} if isinstance(value, Mapping) else rows),
    ]


def _least_s(acts: Sequence[Mapping[str, Any]]) -> int:
    """Least duration of a stop with these acts."""
    return ceil((acts[-1]["at_s"] if acts else 0.0) + AFTER_S)


def second_of(step: int) -> float | int:
    """The earliest time, in the written form, at which `step` steps are done."""
    at_s = ceil(step * STEP_S * FINEST - 1e-6) / FINEST
    return int(at_s) if at_s == int(at_s) else at_s
