"""Readings of every exhibit, equal to the last digit to those of an earlier version, over seeds, dials, actions and parts.

A state code, a follower and a replay rely on it. If a row differs, the arithmetic of an exhibit has changed: either the change
is not meant, or old state codes show something else (`visit/state_code.VERSION`). Write the tables anew only in the second case:
`python -m tests.exhibits.test_golden_readings`, once for each way of rounding (`tests.arithmetic`), the first one first.
The second table holds the rows that differ where a machine rounds in another way.
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
from tests.arithmetic import WAYS, mark

TABLE = Path(__file__).with_name("golden_readings.txt")
ELSEWHERE = Path(__file__).with_name("golden_readings_elsewhere.txt")
ROUNDED_BY_THE_MACHINE = {"content", "drivers", "sense", "trends", "twinlib"}
"""Kinds that compute with matrix products, `numpy.exp` or powers. All others read the same on every machine."""
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


def read_rows(file: Path) -> list[str]:
    return file.read_text("ascii").splitlines() if file.exists() else []


def golden_rows(kind: str) -> list[str]:
    """The recorded rows of a kind, as this machine rounds."""
    own = [row.split(maxsplit=1) for row in read_rows(ELSEWHERE)]
    here = {row.rsplit(maxsplit=1)[0]: row for way, row in own if way == mark()}
    rows = [row for row in read_rows(TABLE) if row.split()[0] == kind]
    return [here.get(row.rsplit(maxsplit=1)[0], row) for row in rows]


def test_every_exhibit_is_in_the_table() -> None:
    assert [row.split()[0] for row in read_rows(TABLE)] == [
        kind for kind in KINDS for _ in SEEDS for _ in SETTINGS
    ]


def test_other_rows_are_of_recorded_ways_and_of_kinds_the_machine_rounds() -> None:
    own = [row.split() for row in read_rows(ELSEWHERE)]
    assert {way for way, *_ in own} <= set(WAYS) and {kind for _, kind, *_ in own} <= ROUNDED_BY_THE_MACHINE


@pytest.mark.parametrize("kind", KINDS)
def test_readings_are_equal_to_the_last_digit(kind: str) -> None:
    rows, golden = rows_of(kind), golden_rows(kind)
    if rows != golden and kind in ROUNDED_BY_THE_MACHINE and mark() not in WAYS:
        differing = sum(row != known for row, known in zip(rows, golden, strict=True))
        pytest.skip(
            f"no rows for the way this machine rounds ({mark()}): {differing} of {len(rows)} of {kind} differ"
        )
    assert rows == golden


if __name__ == "__main__":
    every = [row for kind in KINDS for row in rows_of(kind)]
    if not TABLE.exists() or mark() == next(iter(WAYS)):
        TABLE.write_text("\n".join(every) + "\n", "ascii")
    kept = [row for row in read_rows(ELSEWHERE) if row.split()[0] != mark()]
    kept += [f"{mark()} {row}" for row in every if row not in read_rows(TABLE)]
    ELSEWHERE.write_text("".join(f"{row}\n" for row in kept), "ascii")
