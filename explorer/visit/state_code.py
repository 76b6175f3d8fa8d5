"""The state code: the state of an exhibit as a line of text that can be copied, sent, printed and typed.

    P1~line~loss=60~150!break_sensor~60=camera:85~@450.1f3ac2

The version, the kind, the start parameters that differ from the defaults, each act with the steps since the one
before (`=` a dial, `!` an action, `*` a part, `@` the pointer, `$` a real line), then the steps of the whole run and
a mark. The mark has four digits for the readings and two for the text before it; a code written by hand may omit it.
Only dials, actions, parts and conditions of the exhibit are accepted in a code. In a file, a long run is stored as a
snapshot, `^` and one long word, instead of its acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import isfinite
from typing import Any, NamedTuple
from urllib.parse import quote, unquote
from zlib import crc32

from pydantic import ValidationError

from ..base.names import nearest
from ..base.refused import Refused
from ..exhibits.asked import domain
from ..exhibits.exhibit import STEP_S, Exhibit, Value
from ..exhibits.kinds import KINDS
from ..exhibits.sheets import KINDS as SHEETS
from ..exhibits.snapshot import NO_SNAPSHOT
from ..i18n import Text
from ..park.model import Park, Zone
from .exhibit_run import Past, PastAct, Running, replayed
from .run_snapshot import run_of, run_snapshot

VERSION = "P1"
MOST_LETTERS = 4_000
MOST_ACTS = 500
MOST_STEPS = round(600 / STEP_S)
"""Most steps of a code (ten minutes); a longer run takes too long to compute again."""
SOON_STEPS = round(60 / STEP_S)
"""Most steps that a window recomputes while it waits (one minute); in a file a longer run is stored as a snapshot."""
SNAPSHOT = "^"
MOST_LETTERS_OF_SNAPSHOT = 1_000_000
DIGITS = 6
"""Significant digits of the readings that are compared; the last ones may differ between machines."""

_ACT = re.compile(r"(\d{1,7})([=!*@$])(.+)", re.DOTALL)
_END = re.compile(r"@(\d{1,7})(?:\.([0-9a-f]{6}))?")
_WITH_MARK = re.compile(r"@\d{1,7}\.[0-9a-f]{6}$")
_LOOKS_LIKE = re.compile(r"P\d+~\S*")


class Opened(NamedTuple):
    """A run opened from a code. `is_same`: whether the readings agree with its mark; None without a mark."""

    run: Running
    is_same: bool | None


def is_code(text: str) -> bool:
    """Whether a text looks like a state code, of this or another version."""
    return _LOOKS_LIKE.fullmatch(text.strip()) is not None


def is_whole(text: str) -> bool:
    """Whether a text looks like a complete state code with its mark: pasted, not half typed."""
    return is_code(text) and _WITH_MARK.search(text.strip()) is not None


def code_of(run: Running) -> str:
    """The code of a run in its present state. Raises Refused if it is too long or has too many acts."""
    if not _is_replayed(run, MOST_STEPS):
        raise Refused(
            Text(
                "This run is too long for a code: {minutes} minutes and {acts} acts fit. Save it as a file instead.",
                minutes=round(MOST_STEPS * STEP_S / 60),
                acts=MOST_ACTS,
            )
        )
    words = [VERSION, run.exhibit.kind, *(f"{name}={_written(value)}" for name, value in run.past.start)]
    before = 0
    for act in run.past.acts:
        words.append(f"{act.step - before}{act.kind}{_code_of(act)}")
        before = act.step
    return _signed(words, run)


def code_for_file(run: Running) -> str:
    """The code of a run for a file, of any length: it opens without a wait."""
    return code_of(run) if _is_replayed(run, SOON_STEPS) else _snapshot_code(run)


def code_as_fits(run: Running) -> str:
    """The code of a run; the form for files if the run is too long."""
    return code_of(run) if _is_replayed(run, MOST_STEPS) else _snapshot_code(run)


def _snapshot_code(run: Running) -> str:
    return _signed([VERSION, run.exhibit.kind, SNAPSHOT + run_snapshot(run)], run)


def _is_replayed(run: Running, most_steps: int) -> bool:
    """Whether a run is to be recomputed from its past."""
    return not run.past.base and run.steps <= most_steps and len(run.past.acts) <= MOST_ACTS


def _signed(words: list[str], run: Running) -> str:
    body = "~".join([*words, f"@{run.steps}"])
    return f"{body}.{mark_of(run)}{_check(body)}"


def kind_of(code: str) -> str:
    """The kind of exhibit of a code.

    Raises Refused for text that is no code, another version or an unknown kind.
    """
    version, _, rest = code.strip().partition("~")
    if not is_code(code):
        raise Refused(Text("This is no state code; one begins with {version}~.", version=VERSION))
    if version != VERSION:
        raise Refused(
            Text(
                "This code is of another version of the park: {version}. This park reads {own}.",
                version=version,
                own=VERSION,
            )
        )
    kind = rest.partition("~")[0]
    if kind not in KINDS and kind not in SHEETS:
        raise Refused(
            Text("There is no exhibit {kind!r}. Nearest: {near}", kind=kind, near=nearest(kind, KINDS) or "-")
        )
    return kind


def opened(code: str, standing: Exhibit[Any] | None = None) -> Opened:
    """The run of a code.

    Raises Refused if the code is damaged, of another version, too long, or asks for something the exhibit lacks.

    Parameters
    ----------
    standing : the exhibit as configured in its park; None: outside of a park.
    """
    code = code.strip()
    kind = kind_of(code)
    if standing is None and kind in SHEETS:
        raise Refused(Text("This code is of an exhibit that a scene made itself: open that scene."))
    return _opened(code, standing or KINDS[kind]())


@lru_cache(maxsize=4)
def _opened(code: str, standing: Exhibit[Any]) -> Opened:
    # a pasted code is checked first and opened later, and a tour revisits its stops; runs are values, so the result
    # can be shared
    kind_of(code)
    words = code.split("~")
    is_snapshot = len(words) == 4 and words[2].startswith(SNAPSHOT)
    if len(code) > (MOST_LETTERS_OF_SNAPSHOT if is_snapshot else MOST_LETTERS):
        raise Refused(Text("This code is too long: {most} letters at most.", most=MOST_LETTERS))
    end = _END.fullmatch(words[-1])
    if end is None:
        raise Refused(Text("This code is damaged: its end is missing."))
    mark, steps = end[2], int(end[1])
    if mark is not None and mark[4:] != _check(code[: -len(mark) - 1]):
        raise Refused(Text("This code is damaged: a letter was changed or lost. Copy it again."))
    run = run_of(words[2][1:], standing) if is_snapshot else _replayed(standing, words[2:-1], steps)
    if run.steps != steps:
        raise Refused(NO_SNAPSHOT)
    return Opened(run, None if mark is None else mark[:4] == mark_of(run))


def _replayed(standing: Exhibit[Any], words: list[str], steps: int) -> Running:
    """The run of a code that lists its acts."""
    past = _past(standing, words)
    if steps > MOST_STEPS or len(past.acts) > MOST_ACTS or (past.acts and past.acts[-1].step > steps):
        raise Refused(
            Text(
                "This code asks for too long a run: {minutes} minutes at most.",
                minutes=round(MOST_STEPS * STEP_S / 60),
            )
        )
    try:
        return replayed(Running.of(standing), past, steps)
    except (KeyError, ValueError) as fault:
        raise Refused(Text("This code is damaged: {what} makes no sense here.", what=str(fault))) from None


def opened_at(park: Park, zone: Zone, code: str) -> Opened:
    """The run of a code at the exhibit of a zone.

    Raises Refused as `opened`, and if the zone has another kind of exhibit.
    """
    kind, here = kind_of(code), zone.exhibit.kind if zone.exhibit else "-"
    if kind != here:
        raise Refused(
            Text("This code is of the exhibit {kind}, but here stands {here}.", kind=kind, here=here)
        )
    return opened(code, park.fresh_exhibit(zone))


def opened_in(park: Park, code: str) -> tuple[Zone, Opened]:
    """The first zone of a park with the exhibit of a code, and the run of the code there.

    Raises Refused as `opened`, and if the park has no such exhibit.
    """
    zone = park.zone_of_exhibit(kind_of(code))
    if zone is None:
        raise Refused(Text("No zone of this scene has the exhibit {kind!r}.", kind=kind_of(code)))
    return zone, opened(code, park.fresh_exhibit(zone))


# ---- reading


def _past(exhibit: Exhibit[Any], words: list[str]) -> Past:
    start: list[tuple[str, Value]] = []
    acts: list[PastAct] = []
    step = 0
    for word in words:
        found = _ACT.fullmatch(word)
        if found is None:
            name, equals, text = word.partition("=")
            if not equals or acts:
                raise Refused(Text("This code is damaged at {word!r}.", word=word))
            start.append((name, _value(exhibit, name, text)))
            continue
        step += int(found[1])
        acts.append(_act(exhibit, step, found[2], found[3]))
    return Past(tuple(start), tuple(acts))


def _act(exhibit: Exhibit[Any], step: int, kind: str, rest: str) -> PastAct:
    match kind:
        case "=":
            name, _, text = rest.partition(":")
            return PastAct(step, "=", name, _value(exhibit, name, text))
        case "!":
            known = [action.name for action in exhibit.actions]
            if rest not in known:
                raise Refused(
                    Text(
                        "{kind} has no action {name!r}. Nearest: {near}",
                        kind=exhibit.kind,
                        name=rest,
                        near=nearest(rest, known) or "-",
                    )
                )
            return PastAct(step, "!", rest)
        case "*":
            return PastAct(step, "*", unquote(rest))
        case "$":
            name, _, text = rest.partition(":")
            return PastAct(step, "$", name, _number(text))
    x, comma, y = rest.partition(",")
    if not comma:
        raise Refused(Text("This code is damaged at {word!r}.", word=f"@{rest}"))
    return PastAct(step, "@", "", (_number(x), _number(y)))


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise Refused(Text("This code is damaged at {word!r}.", word=text))
    return number


def _value(exhibit: Exhibit[Any], name: str, text: str) -> Value:
    fields = type(exhibit).model_fields
    if name not in fields:
        raise Refused(
            Text(
                "{kind} has no parameter {name!r}. Nearest: {near}",
                kind=exhibit.kind,
                name=name,
                near=nearest(name, fields) or "-",
            )
        )
    text = unquote(text)
    try:
        checked: Value = getattr(exhibit.having(**{name: text}), name)
    except ValidationError:
        raise Refused(
            Text(
                "{name}={values} does not fit: {allowed}",
                name=name,
                values=text,
                allowed=domain(fields[name]),
            )
        ) from None
    return checked


# ---- writing


def _code_of(act: PastAct) -> str:
    match act:
        case (_, "=" | "$", name, bool() | int() | float() | str() as value):
            return f"{name}:{_written(value)}"
        case (_, "@", _, (x, y)):
            return f"{x:g},{y:g}"
        case (_, "*", name, _):
            return quote(name, safe="_-.")
    return act.name


def _written(value: Value) -> str:
    if isinstance(value, str):
        return quote(value, safe="_-.")
    if isinstance(value, bool):
        return str(int(value))
    return repr(int(value)) if value == int(value) else repr(value)


def _rounded(run: Running) -> Iterator[str]:
    for value in run.readings.values():
        yield f"{value:.{DIGITS}g}" if abs(value) > 1e-9 else "0"


def mark_of(run: Running) -> str:
    """Four digits of a checksum of a run's readings, equal on every machine that computes the same run."""
    return f"{crc32(','.join(_rounded(run)).encode()) & 0xFFFF:04x}"


def _check(body: str) -> str:
    return f"{crc32(body.encode()) & 0xFF:02x}"
