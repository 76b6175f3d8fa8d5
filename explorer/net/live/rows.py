"""Rows of a line as text, `time,tag,value,quality`: the format of recordings and of a bridge's pipe."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from ...base.names import nearest
from ...base.refused import Refused
from ...exhibits.kinds import KINDS
from ...exhibits.tags import LINKS, QUALITIES, Fed, Row, check_tag
from ...i18n import Text, why_unreadable

HEAD = "time,tag,value,quality"
LINK = "link"
"""In place of a tag: the row tells the state of the connection to the line."""
MOST_ROWS = 500_000
LONGEST = 300


def to_text(row: Row) -> str:
    """A row as text, without line end."""
    value = f"{row.value:.10g}" if row.tag else ""
    return f"{row.time_s:.3f},{row.tag or LINK},{value},{row.quality}"


def from_text(text: str, fed: Fed = KINDS) -> Row:
    """Parse a row. Raises Refused if it is not valid, or its tag belongs to no exhibit."""
    cells = [cell.strip() for cell in text.strip().split(",")]
    if len(text) > LONGEST or not 3 <= len(cells) <= 4:
        raise Refused(Text("a row is time,tag,value,quality; this one has {count} cells", count=len(cells)))
    time, tag, value, quality = (*cells, "good")[:4]
    time_s = _seconds(time)
    if tag == LINK:
        link = next((one for one in LINKS if one == quality), None)
        if link is None:
            raise Refused(Text("{word!r} is not {known}", word=quality, known=" / ".join(LINKS)))
        return Row(time_s, "", math.nan, link)
    check_tag(tag, fed)
    known = next((one for one in QUALITIES if one == (quality or "good")), None)
    if known is None:
        raise Refused(
            Text("{word!r} is no quality. Nearest: {near}", word=quality, near=nearest(quality, QUALITIES))
        )
    return Row(time_s, tag, _number(value), known)


def read(path: Path, fed: Fed = KINDS) -> tuple[Row, ...]:
    """The rows of a recording, in the order of their times.

    Raises Refused with file and line if one of them is not valid or the file has no rows.
    """
    rows: list[Row] = []
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip() or line.startswith("#") or (number == 1 and line.strip() == HEAD):
                    continue
                if len(rows) >= MOST_ROWS:
                    raise Refused(
                        Text(
                            "{path}: more than {most:,} rows: cut the recording into parts",
                            path=path,
                            most=MOST_ROWS,
                        )
                    )
                try:
                    rows.append(from_text(line, fed))
                except Refused as fault:
                    raise Refused(
                        Text("{path}:{line}: {what}", path=path, line=number, what=fault.words)
                    ) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(
            Text("{path}: cannot be read ({what})", path=path, what=why_unreadable(fault))
        ) from None
    if not any(row.tag for row in rows):
        raise Refused(Text("{path}: there is no value of a tag in it", path=path))
    return tuple(sorted(rows, key=lambda row: row.time_s))


class Writer:
    """Writes rows to a file or a pipe, each without delay."""

    def __init__(self, out: TextIO, *, headed: bool = True) -> None:
        self._out = out
        self.count = 0
        if headed:
            self._out.write(HEAD + "\n")
            self._out.flush()

    def __call__(self, row: Row) -> None:
        """Write a row. OSError if that fails."""
        self._out.write(to_text(row) + "\n")
        self._out.flush()
        self.count += 1


def _seconds(text: str) -> float:
    """A time: seconds since 1970, or ISO 8601; UTC if it has no time zone."""
    try:
        seconds = float(text)
    except ValueError:
        try:
            moment = datetime.fromisoformat(text)
            seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            seconds = math.nan
    if not 0 <= seconds < 1e11:
        raise Refused(
            Text(
                "{text!r} is no time; write seconds since 1970 or 2026-05-01T12:00:00Z",
                text=text,
            )
        )
    return seconds


def _number(text: str) -> float:
    words = {"true": 1.0, "false": 0.0}
    try:
        number = words.get(text.lower(), math.nan) if text.lower() in words else float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Refused(Text("{text!r} is no number", text=text))
    return number
