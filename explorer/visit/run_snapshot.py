"""State of a run as one word of text, for runs whose past takes too long to compute again or does not describe them."""

from __future__ import annotations

import base64
import binascii
import json
import math
import zlib
from collections.abc import Mapping
from typing import Any

from ..base.refused import Refused
from ..exhibits.exhibit import Exhibit
from ..exhibits.snapshot import NO_SNAPSHOT, restored, snapshot_of
from .exhibit_run import MOST_READ, Event, Ghost, Past, Record, Running

MOST_BYTES = 8_000_000
"""Most bytes of the unpacked text, more than any run needs."""
MOST_STEPS = 30 * 86_400
"""Most steps of a run: a day."""


def run_snapshot(run: Running) -> str:
    """A run without its undo list, as text of characters that are safe in URLs and files."""
    text = json.dumps(_of_run(run), separators=(",", ":"))
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 6)).decode().rstrip("=")


def run_of(snapshot: str, standing: Exhibit[Any]) -> Running:
    """The run of a snapshot.

    Raises Refused if it is damaged, or of another version of the park.

    Parameters
    ----------
    standing : an exhibit of the same kind, as configured in its park.
    """
    try:
        packed = base64.b64decode(snapshot + "=" * (-len(snapshot) % 4), altchars=b"-_", validate=True)
        opened = zlib.decompressobj()
        text = opened.decompress(packed, MOST_BYTES)
        if not opened.eof or opened.unused_data:
            raise Refused(NO_SNAPSHOT)
        return _run(json.loads(text), standing, id_of(snapshot))
    except (binascii.Error, zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(NO_SNAPSHOT) from None


def id_of(snapshot: str) -> str:
    """The name of a snapshot: a checksum of its text."""
    return f"{zlib.crc32(snapshot.encode()):08x}"


def _of_run(run: Running) -> dict[str, object]:
    ghost = run.ghost
    return {
        "steps": run.steps,
        "compared_s": run.compared_s,
        "branch": run.branch,
        "followed": dict(run.followed),
        "record": _of_record(run.record),
        "other": None if run.other is None else _of_run(run.other),
        "ghost": None
        if ghost is None
        else {
            "record": _of_record(ghost.record),
            "from_s": ghost.from_s,
            "on_s": ghost.on_s,
            **snapshot_of(ghost.exhibit, ghost.state),
        },
        **snapshot_of(run.exhibit, run.state),
    }


def _of_record(record: Record) -> list[object]:
    return [
        record.times_s,
        record.rows,
        record.stride,
        [(event.time_s, event.name) for event in record.events],
    ]


def _run(data: Mapping[str, Any], standing: Exhibit[Any], id: str) -> Running:
    exhibit, state = restored(standing, {"of": data["of"], "state": data["state"]})
    steps, other, ghost = data["steps"], data["other"], data["ghost"]
    if type(steps) is not int or not 0 <= steps <= MOST_STEPS or data["branch"] not in ("", "a", "b"):
        raise Refused(NO_SNAPSHOT)
    width = len(exhibit.outputs)
    return Running(
        exhibit,
        state,
        steps,
        record=_record(data["record"], width),
        past=Past(base=id),
        ghost=None if ghost is None else _ghost(ghost, standing, width),
        compared_s=_number(data["compared_s"]),
        branch=data["branch"],
        followed={str(name): _number(value) for name, value in data["followed"].items()},
        # a second run has none itself
        other=None if other is None else _run({**other, "other": None}, standing, id),
    )


def _ghost(data: Mapping[str, Any], standing: Exhibit[Any], width: int) -> Ghost:
    exhibit, state = restored(standing, {"of": data["of"], "state": data["state"]})
    record = _record(data["record"], width)
    return Ghost(record, _number(data["from_s"]), _number(data["on_s"]), exhibit, state)


def _record(data: Any, width: int) -> Record:
    times_s, rows, stride, events = data
    if len(times_s) != len(rows) or len(rows) > MOST_READ or type(stride) is not int or stride < 1:
        raise Refused(NO_SNAPSHOT)
    if any(len(row) != width for row in rows):
        raise Refused(NO_SNAPSHOT)
    return Record(
        tuple(map(_number, times_s)),
        tuple(tuple(_reading(value) for value in row) for row in rows),
        stride,
        tuple(Event(_number(time_s), str(name)) for time_s, name in events),
    )


def _reading(value: Any) -> float:
    """A reading; it may be infinite."""
    if type(value) not in (int, float):
        raise Refused(NO_SNAPSHOT)
    return value  # type: ignore[no-any-return]  # one of the two


def _number(value: Any) -> float:
    if not math.isfinite(_reading(value)):
        raise Refused(NO_SNAPSHOT)
    return value  # type: ignore[no-any-return]  # as above
