"""Snapshots: any state of any exhibit as JSON and back, to the last digit; what does not fit is refused."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from explorer.base.refused import Refused
from explorer.exhibits.kinds import KINDS
from explorer.exhibits.snapshot import restored, snapshot_of
from explorer.visit.exhibit_run import Running

LATER_STEPS = 60


def wild(run: Running, seed: int) -> Running:
    """A run after every action, a few touched parts and a moved pointer, some steps apart."""
    chance = np.random.default_rng(seed)
    for action in run.exhibit.actions:
        run = run.done(action.name).walked(run.steps + int(chance.integers(2, 20)))
    for part in list(run.exhibit.parts(run.state))[:3]:
        run = run.touched(part).walked(run.steps + 2)
    return run.aimed(0.3, -0.2).walked(run.steps + 2)


def through_text(run: Running) -> tuple[Any, Any]:
    text = json.dumps(snapshot_of(run.exhibit, run.state))
    return restored(KINDS[run.exhibit.kind](), json.loads(text))


@pytest.mark.parametrize("kind", KINDS)
def test_an_exhibit_goes_on_from_its_snapshot_to_the_last_digit(kind: str) -> None:
    """Also after something is done to both, and the arrays in it are as fixed as the value they belong to."""
    run = wild(Running.begin(kind), 1)
    exhibit, state = through_text(run)
    assert exhibit == run.exhibit
    assert exhibit.readings(state) == run.readings
    again = Running(exhibit, state, run.steps)
    for act in [run.exhibit.actions[0].name] if run.exhibit.actions else []:
        run, again = run.done(act), again.done(act)
    run, again = run.walked(run.steps + LATER_STEPS), again.walked(again.steps + LATER_STEPS)
    assert again.readings == run.readings
    assert snapshot_of(again.exhibit, again.state) == snapshot_of(run.exhibit, run.state)


DAMAGED: list[Any] = [
    None, [], {}, {"of": {}}, {"of": {}, "state": None}, {"of": {}, "state": []}, {"of": [], "state": []},
    {"of": {"seed": "x"}, "state": []}, {"of": {"sleep": 1}, "state": []}, {"of": {"seed": 1}, "state": [[[[]]]]},
]  # fmt: skip


@pytest.mark.parametrize("kind", ["line", "rules", "twinlib", "net"])
def test_what_is_no_snapshot_is_refused(kind: str) -> None:
    for data in DAMAGED:
        with pytest.raises(Refused):
            restored(KINDS[kind](), data)


@pytest.mark.parametrize("kind", KINDS)
def test_a_snapshot_with_anything_else_in_one_place_is_refused_or_opens(kind: str) -> None:
    """Nothing but `Refused` comes out of it, whatever stands where."""
    data = json.loads(json.dumps(snapshot_of(*_of(wild(Running.begin(kind), 2)))))
    chance = np.random.default_rng(3)
    stranger: list[Any] = [None, "x", -1, 1e300, [], {}, {"shape": [10**9], "order": "C", "of": ""}]
    for strange in stranger:
        for _ in range(4):
            changed = json.loads(json.dumps(data))
            _put(changed["state"], strange, chance)
            try:
                exhibit, state = restored(KINDS[kind](), changed)
            except Refused:
                continue
            exhibit.readings(state)


def test_no_class_is_named_in_a_snapshot() -> None:
    """So that nobody can ask for another one."""
    run = wild(Running.begin("line"), 1)
    assert "Flow" not in json.dumps(snapshot_of(run.exhibit, run.state))
    assert "explorer" not in json.dumps(snapshot_of(run.exhibit, run.state))


def _of(run: Running) -> tuple[Any, Any]:
    return run.exhibit, run.state


def _put(data: Any, strange: Any, chance: np.random.Generator) -> None:
    """Put something at a place in a structure, found by chance."""
    while data:
        at = int(chance.integers(len(data)))
        key = list(data)[at] if isinstance(data, dict) else at
        if not isinstance(data[key], list | dict) or not data[key] or chance.random() < 0.2:
            data[key] = strange
            return
        data = data[key]
