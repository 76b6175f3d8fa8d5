"""Parses the messages of a plant: a value somewhere inside, its time and its quality."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from ...base.refused import Refused
from ...exhibits.tags import Quality
from ...i18n import Text

OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")
LATEST_S = 1e11
"""Seconds since 1970 of the year 5138: larger numbers are milliseconds, microseconds or nanoseconds."""
WORDS: Mapping[str, Quality] = {
    "good": "good", "ok": "good", "valid": "good", "true": "good",
    "uncertain": "uncertain", "doubtful": "uncertain", "questionable": "uncertain", "stale": "uncertain",
}  # fmt: skip


def value_at(found: Any, path: str) -> Any:
    """The value at a path such as `a.b` or `items[0].value` in objects, lists and structures; None if not found."""
    if isinstance(found, Mapping) and path in found:  # a key may contain dots
        return found[path]
    for step in re.split(r"[.\[\]]+", path.strip("[]")) if path else ():
        if isinstance(found, Mapping):
            found = found.get(step)
        elif isinstance(found, Sequence) and not isinstance(found, str | bytes):
            at = int(step) if step.isdigit() else -1
            found = found[at] if 0 <= at < len(found) else None
        else:  # a structure of an OPC UA server
            found = None if step.startswith("_") else getattr(found, step, None)
    return found


def number_of(found: Any) -> float:
    """A number or a switch; NaN for anything else."""
    try:
        return float(found) if isinstance(found, int | float) else math.nan
    except OverflowError:
        return math.nan


def time_of(found: Any, zone: tzinfo = UTC) -> float | None:
    """Seconds since 1970 from a number (seconds to nanoseconds) or an ISO 8601 time; None if it is neither.

    Parameters
    ----------
    zone : of a time without a time zone.
    """
    try:
        if isinstance(found, str):
            try:
                moment = datetime.fromisoformat(found.strip())
            except ValueError:
                return time_of(float(found))
            return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()
        seconds = number_of(found)
        for _ in range(3):
            seconds = seconds / 1000.0 if seconds >= LATEST_S else seconds
    except (ValueError, OverflowError, OSError):
        return None
    return seconds if 0 < seconds < LATEST_S else None


def quality_of(found: Any, good: Any = None) -> Quality:
    """The quality in a word, a switch, or a number of OPC (192) or OPC UA (0x80000000).

    A 0 is *good* in OPC UA and *bad* in the older OPC: it is uncertain unless the map says which.

    Parameters
    ----------
    good : what the quality field holds for a good value; None: as above.
    """
    if good is not None:
        return "good" if found == good else "bad"
    if isinstance(found, bool):
        return "good" if found else "bad"
    if isinstance(found, str):
        return WORDS.get(found.strip().lower(), "bad")
    number = number_of(found)
    if number == 0:
        return "uncertain"
    if number >= 1 << 30:
        return "uncertain" if number < 1 << 31 else "bad"
    return "good" if 192 <= number < 256 else "uncertain" if 64 <= number < 128 else "bad"


def zone_of(name: str) -> tzinfo:
    """The time zone of a name such as Europe/Berlin, or of an offset such as +02:00. Raises Refused if it is not known."""
    if found := OFFSET.fullmatch(name):
        ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
        if ahead < timedelta(hours=24):
            return timezone(ahead if found[1] == "+" else -ahead)
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise Refused(
            Text("{name!r} is no time zone; write one such as Europe/Berlin or +02:00", name=name)
        ) from None
