"""State codes made by earlier versions: each still opens to the state it was made of.

`kept_states.txt` holds codes of all kinds, with acts and with snapshots, of exhibits in and outside of a scene, with forks and
ghosts; each with a fingerprint of the whole run. Rows may be added, never made anew: `python -m tests.visit.test_kept_states`
appends those of kinds that are missing.

A run is computed again from its code, so that its last digits are those of the machine (`tests.arithmetic`): the second table
holds the fingerprints that differ where a machine rounds in another way, by the number of the row.
`python -m tests.visit.test_kept_states` adds those of the machine it runs on.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import BaseModel

from explorer.base.bootstrap import ROOT
from explorer.base.state_file import read_state, write_state
from explorer.exhibits.exhibit import Exhibit
from explorer.exhibits.kinds import KINDS
from explorer.exhibits.mixins import own_conditions
from explorer.park import Park, load
from explorer.visit.exhibit_run import Past, Running
from explorer.visit.state_code import code_for_file, code_of, opened
from tests.arithmetic import WAYS, mark

CODES = Path(__file__).with_name("kept_states.txt")
ELSEWHERE = Path(__file__).with_name("kept_states_elsewhere.txt")
ROUNDED_BY_THE_MACHINE = {"content", "data", "drivers", "goals25", "sense", "trends", "twinlib"}
OWN = ("works", "tower", "showroom", "water-world")
"""Zones of the scene *pumps* with an exhibit in its own words, of a formula, of a table, and of pictures."""


# ---- a fingerprint that knows nothing of how states are written


def plain(value: Any) -> Any:
    """Everything in a value, in an order of its own, as text."""
    if isinstance(value, np.ndarray):
        return ("array", str(value.dtype), value.shape, value.tobytes().hex())
    if isinstance(value, BaseModel):
        return ("model", plain(value.model_dump()))
    if dataclasses.is_dataclass(value):
        return tuple(plain(getattr(value, field.name)) for field in dataclasses.fields(value))
    if isinstance(value, Mapping):
        return tuple(sorted((repr(key), plain(inner)) for key, inner in value.items()))
    if isinstance(value, frozenset):
        return tuple(sorted(map(repr, map(plain, value))))
    if isinstance(value, tuple | list):
        return tuple(map(plain, value))
    return float(value).hex() if isinstance(value, float) else repr(value)


def seen_of(run: Running) -> Any:
    """A run with all that a visitor sees of it, and how it goes on."""
    ghost = run.ghost
    return (
        plain(run.exhibit), plain(run.state), run.steps, plain(run.record), plain(run.compared_s), run.branch,
        plain(run.followed), plain(run.past.start), plain(run.past.acts),
        ghost and (plain(ghost.record), plain(ghost.from_s), plain(ghost.on_s), plain(ghost.exhibit), plain(ghost.state)),
        run.other and seen_of(run.other), plain(run.readings), plain(run.walked(run.steps + 20).readings),
    )  # fmt: skip


def fingerprint(run: Running) -> str:
    return sha256(repr(seen_of(run)).encode()).hexdigest()[:16]


# ---- what is kept


@cache
def pumps() -> Park:
    return load(ROOT / "scenes" / "pumps", Path("nowhere"))


def standing(place: str) -> Exhibit[Any]:
    """A fresh exhibit of a kind, or of a zone of the scene *pumps*."""
    if place in KINDS:
        return KINDS[place]()
    exhibit = pumps().fresh_exhibit(pumps().zones[place])
    assert exhibit is not None
    return exhibit


def handled(run: Running) -> Running:
    """A run after each kind of act."""
    fields = type(run.exhibit).model_fields
    run = run.turned("seed", 7).walked(4)
    for action in run.exhibit.actions:
        run = run.done(action.name).walked(run.steps + 3)
    for part in list(run.exhibit.parts(run.state))[:4]:
        run = run.touched(part).walked(run.steps + 2)
    run = run.aimed(0.3125, -0.25).walked(run.steps + 2)
    for name, value in run.exhibit.model_dump().items():
        if name != "seed" and type(value) in (bool, float):
            run = run.turned(name, not value if isinstance(value, bool) else value * 1.25).walked(
                run.steps + 2
            )
    for name in own_conditions(type(run.exhibit)) or [n for n in fields if fields[n].annotation is float][:1]:
        run = run.following(name, 0.5).walked(run.steps + 3)
    return run.walked(run.steps + 20)


def forked(run: Running) -> Running:
    """A run with a ghost and a second run, both of which went on."""
    run = run.walked(40)
    name = next(n for n, v in run.exhibit.model_dump().items() if n != "seed" and type(v) in (bool, float))
    value = run.exhibit.model_dump()[name]
    run = run.turned(name, not value if isinstance(value, bool) else value * 0.75).forked().advance(0.5)
    for action in run.exhibit.actions[:2]:
        run = run.done(action.name).advance(0.25)
    return run


def unknown_past(run: Running) -> Running:
    """A run that began in a snapshot, which its code therefore holds instead of its acts."""
    return replace(run, past=Past(base="before"))


def codes() -> Iterator[tuple[str, str, Running]]:
    """Place, code and the run it was made of."""
    for place in (*KINDS, *OWN):
        run = handled(Running.of(standing(place)))
        yield place, code_of(run), run
        yield place, code_for_file(unknown_past(run)), run
    for place in ("line", "plaza", "compute", "net", "tower"):
        run = forked(Running.of(standing(place)))
        yield place, code_for_file(unknown_past(run)), run


def rows_of(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_there_is_one_of_each_kind() -> None:
    kept = {(place, "~^" in code) for place, code, _ in rows_of(CODES)}
    assert kept == {(place, is_snapshot) for place in (*KINDS, *OWN) for is_snapshot in (False, True)}


def fingerprints_here() -> list[str]:
    """The expected fingerprint of each row, as this machine rounds."""
    own = {int(row): found for way, row, _, found in rows_of(ELSEWHERE) if way == mark()}
    return [own.get(number, found) for number, (_, _, found) in enumerate(rows_of(CODES))]


def test_other_rows_are_of_recorded_ways_and_of_kinds_the_machine_rounds() -> None:
    own = rows_of(ELSEWHERE)
    assert {way for way, *_ in own} <= set(WAYS) and {
        place for _, _, place, _ in own
    } <= ROUNDED_BY_THE_MACHINE
    assert all(rows_of(CODES)[int(row)][0] == place for _, row, place, _ in own)


@pytest.mark.parametrize("place", [*KINDS, *OWN])
def test_a_code_opens_to_the_state_it_was_made_of(place: str, tmp_path: Path) -> None:
    for (of, code, _), expected in zip(rows_of(CODES), fingerprints_here(), strict=True):
        if of == place:
            write_state(tmp_path / "kept.parkstate", code, place)
            found = opened(read_state(tmp_path / "kept.parkstate"), standing(place))
            assert found.is_same
            if fingerprint(found.run) != expected and place in ROUNDED_BY_THE_MACHINE and mark() not in WAYS:
                pytest.skip(f"no rows for the way this machine rounds ({mark()}), and {place} differs")
            assert fingerprint(found.run) == expected, code[:80]


def append_what_is_missing() -> None:
    """Rows of kinds that are not there yet, and the fingerprints of this way of rounding."""
    known = {(place, "~^" in code) for place, code, _ in rows_of(CODES)}
    with CODES.open("a", encoding="utf-8") as file:
        for place, code, _ in codes():
            if (place, "~^" in code) not in known:
                # the acts before a snapshot are not in it
                file.write(f"{place}\t{code}\t{fingerprint(opened(code, standing(place)).run)}\n")
    kept = [row for row in rows_of(ELSEWHERE) if row[0] != mark()]
    for number, (place, code, expected) in enumerate(rows_of(CODES)):
        if (
            place in ROUNDED_BY_THE_MACHINE
            and (found := fingerprint(opened(code, standing(place)).run)) != expected
        ):
            kept.append([mark(), str(number), place, found])
    ELSEWHERE.write_text("".join("\t".join(row) + "\n" for row in kept), "utf-8")


if __name__ == "__main__":
    append_what_is_missing()
