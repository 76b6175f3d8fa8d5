"""Reads exports of a historian: semicolons, decimal commas, local times; one column a tag, or one value a line."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from ...base.names import nearest
from ...base.refused import Refused
from ...exhibits.tags import Quality, Row
from ...i18n import Text, why_unreadable
from .messages import quality_of
from .rows import MOST_ROWS
from .tag_map import Mapped, TagMap

TIMES = ("time", "timestamp", "date", "datetime", "zeit", "zeitstempel", "datum", "时间", "时间戳", "日期")
NAMES = ("tag", "tagname", "name", "point", "variable", "kanal", "messstelle", "位号", "变量")
VALUES = ("value", "wert", "val", "数值", "值")
QUALITIES = ("quality", "status", "qualität", "qualitaet", "质量", "状态")
FORMATS = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M")
"""Accepted formats besides ISO 8601. Month before day needs `--time`, since it cannot be told from day before month."""
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Clock:
    """Parses ascending times of a time zone, including the hour that occurs twice when the clock is set back."""

    zone: tzinfo
    format: str = ""  # "": ISO 8601 or one of `FORMATS`
    _last: datetime | None = None

    def read(self, text: str) -> float:
        """Seconds since 1970. Raises ValueError if it is not a time."""
        try:
            moment = self._parsed(text.strip().replace(",", "."))
        except ValueError:
            raise ValueError(text) from None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.zone)
            again = moment.replace(fold=1)
            comes_twice = moment.utcoffset() != again.utcoffset()
            if comes_twice and self._last and timedelta() < _utc(self._last) - _utc(moment) <= HOUR:
                moment = again
            self._last = moment
        return moment.timestamp()

    def _parsed(self, text: str) -> datetime:
        if self.format:
            return datetime.strptime(text, self.format)
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
        whole, _, part = text.partition(".") if text.count(".") == 1 else (text, "", "")
        if text.count(".") == 3:  # such as 24.12.2026 13:00:00.250
            whole, _, part = text.rpartition(".")
        for format in FORMATS:
            try:
                made = datetime.strptime(whole, format)
            except ValueError:
                continue
            return made + timedelta(seconds=float(f"0.{part or 0}"))
        raise ValueError(text)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def read_export(path: Path, tags: TagMap, zone: tzinfo | None = None, time_format: str = "") -> list[Row]:
    """The rows of an export, in the order of their times.

    Raises Refused with file and line if it cannot be read, or has no column of the map.

    Parameters
    ----------
    tags : maps columns, or names in the column of names, to tags.
    zone : of times without a time zone; None: that of the map.
    time_format : as for `strptime`, for times that would otherwise be misread.
    """
    columns = {mapped.column: mapped for mapped in tags.tags if mapped.column}
    if not columns:
        raise Refused(Text("The map names no `column:`, and so nothing of {path}.", path=path))
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text("cp1252", "replace")  # as written by office programs
    except OSError as fault:
        raise Refused(Text("{path}: {why}", path=path, why=why_unreadable(fault))) from None
    lines = [
        (number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and line[0] != "#"
    ]
    if len(lines) > MOST_ROWS:
        raise Refused(
            Text("{path}: more than {most:,} rows: cut the recording into parts", path=path, most=MOST_ROWS)
        )
    head_line = lines[0][1] if lines else ""
    separator = max(";\t,", key=head_line.count)
    cells = list(csv.reader((line for _, line in lines), delimiter=separator))
    if len(cells) < 2:
        raise Refused(Text("{path}: there is no value of a tag in it", path=path))
    head = [cell.strip() for cell in cells[0]]
    table, clock, rows = _Table.of(head, columns, path), Clock(zone or tags.zone, time_format), list[Row]()
    for (number, _), line in zip(lines[1:], cells[1:], strict=False):
        try:
            rows += table.rows(line, clock, separator != ",")
        except ValueError as fault:
            what = Text(
                "{text!r} is no time; --time says how it is written, such as %m/%d/%Y %H:%M:%S",
                text=str(fault),
            )
            raise Refused(Text("{path}:{line}: {what}", path=path, line=number, what=what)) from None
        except IndexError:
            what = Text("this line is shorter than the first one")
            raise Refused(Text("{path}:{line}: {what}", path=path, line=number, what=what)) from None
    if not rows:
        raise Refused(Text("{path}: there is no value of a tag in it", path=path))
    return sorted(rows, key=lambda row: row.time_s)


@dataclass(frozen=True, slots=True)
class _Table:
    """The meaning of the columns: one column a tag, or a column of names and one of values."""

    time: int
    tags: dict[int, Mapped]
    named: dict[str, Mapped]
    name: int = -1
    value: int = -1
    quality: int = -1

    @classmethod
    def of(cls, head: Sequence[str], columns: dict[str, Mapped], path: Path) -> _Table:
        time = max(_column(head, TIMES), 0)
        name, value = _column(head, NAMES), _column(head, VALUES)
        if min(name, value) >= 0:
            return cls(time, {}, columns, name, value, _column(head, QUALITIES))
        found = {at: columns[title] for at, title in enumerate(head) if title in columns}
        missing = [title for title in columns if title not in head]
        if missing:
            raise Refused(
                Text(
                    "{path}: there is no column {column!r}. Nearest: {near}",
                    path=path, column=missing[0], near=nearest(missing[0], head, 5),
                )
            )  # fmt: skip
        return cls(time, found, {})

    def rows(self, line: Sequence[str], clock: Clock, has_commas: bool) -> Iterator[Row]:
        """The values of a line; an empty cell is skipped.

        Raises ValueError with a text that is not a time, IndexError if the line is too short.
        """
        time_s = clock.read(line[self.time])
        cells = {at: mapped for at, mapped in self.tags.items() if at < len(line)}
        if self.name >= 0:
            mapped = self.named.get(line[self.name].strip())
            cells = {self.value: mapped} if mapped is not None else {}
        quality: Quality = _quality(line[self.quality]) if self.quality >= 0 else "good"
        for at, mapped in cells.items():
            if not (text := line[at].strip()):
                continue
            number = _number(text, has_commas)
            if math.isfinite(number) and quality != "bad":
                yield Row(time_s, mapped.tag, mapped.value_of(number), quality)
            else:
                yield Row(time_s, mapped.tag, math.nan, "bad")


def _column(head: Sequence[str], names: Sequence[str]) -> int:
    """The first column of one of these names; -1 if not found."""
    return next((at for at, title in enumerate(head) if title.lower() in names), -1)


def _quality(text: str) -> Quality:
    text = text.strip()
    return quality_of(int(text)) if text.isdigit() else quality_of(text)


def _number(text: str, has_commas: bool) -> float:
    """A number with a decimal comma or point, or a switch; NaN for others, such as *Bad* or *No data*."""
    words = {"true": 1.0, "on": 1.0, "false": 0.0, "off": 0.0}
    if text.lower() in words:
        return words[text.lower()]
    text = text.replace("\u00a0", "").replace(" ", "").replace("'", "")
    if has_commas and "," in text:
        text = text.replace(".", "").replace(",", ".")
    try:
        return float(text)
    except ValueError:
        return math.nan
