"""Readings of every exhibit, equal to the last digit to those of an earlier version, over seeds, dials, actions and parts.

A state code, a follower and a replay rely on it. If a row differs, the arithmetic of an exhibit has changed: either the change
is not meant, or old state codes show something else (`visit/state_code.VERSION`). Write the table anew only in the second case:
`python -m tests.exhibits.test_golden_readings`.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from annotated_types import Ge, Le

from explorer.exhibits.exhibit import Exhibit, Value
from explorer.exhibits.kinds import KINDS
from explorer.visit.exhibit_run import Running

TABLE = Path(__file__).with_name("golden_readings.txt")
SEEDS = (1, 2, 40_507)
SETTINGS = range(4)
"""Dials as they are, then three other settings."""
BETWEEN_STEPS = 7


def dials_of(kind: type[Exhibit[Any]], setting: int) -> dict[str, Value]:
    """One of a few settings of all dials, spread over their ranges."""
    values: dict[str, Value] = {}
    fields = [(name, field) for name, field in kind.model_fields.items() if name != "seed" and setting]
    for number, (name, field) in enumerate(fields):
        spread = setting * (number + 2)
        if field.annotation is bool:
            values[name] = spread % 2 == 0
        elif get_origin(field.annotation) is Literal:
            choices = get_args(field.annotation)
            values[name] = choices[spread % len(choices)]
        else:
            low = next(m.ge for m in field.metadata if isinstance(m, Ge))
            high = next(m.le for m in field.metadata if isinstance(m, Le))
            share = spread % 5 / 4
            values[name] = (
                round(low + share * (high - low)) if field.annotation is int else low + share * (high - low)
            )
    return values


def moments(kind: type[Exhibit[Any]], seed: int, setting: int) -> Iterator[Running]:
    """A run after its start, after each action, some touched parts, the pointer, a dial turned, and a line's condition."""
    run = Running.of(kind().having(seed=seed, **dials_of(kind, setting)))
    yield run
    for action in run.exhibit.actions:
        run = run.done(action.name).walked(run.steps + BETWEEN_STEPS)
        yield run
    for part in list(run.exhibit.parts(run.state))[setting::3][:4]:
        run = run.touched(part).walked(run.steps + BETWEEN_STEPS)
        yield run
    run = run.aimed(0.25 * setting - 0.4, 0.3).walked(run.steps + BETWEEN_STEPS)
    yield run
    for name, value in list(dials_of(kind, 3 - setting).items())[:3]:
        run = run.turned(name, value).walked(run.steps + BETWEEN_STEPS)
        yield run
    yield run.walked(run.steps + 30)


def row_of(kind: str, seed: int, setting: int) -> str:
    read = "\n".join(
        ",".join(f"{name}={float(value).hex()}" for name, value in run.readings.items())
        for run in moments(KINDS[kind], seed, setting)
    )
    return f"{kind} {seed} {setting} {sha256(read.encode()).hexdigest()[:16]}"


def rows_of(kind: str) -> list[str]:
    return [row_of(kind, seed, setting) for seed in SEEDS for setting in SETTINGS]


GOLDEN = TABLE.read_text("ascii").splitlines() if TABLE.exists() else []


def test_every_exhibit_is_in_the_table() -> None:
    assert [row.split()[0] for row in GOLDEN] == [kind for kind in KINDS for _ in SEEDS for _ in SETTINGS]


@pytest.mark.parametrize("kind", KINDS)
def test_readings_are_equal_to_the_last_digit(kind: str) -> None:
    assert rows_of(kind) == [row for row in GOLDEN if row.split()[0] == kind]


if __name__ == "__main__":
    TABLE.write_text("\n".join(row for kind in KINDS for row in rows_of(kind)) + "\n", "ascii")
