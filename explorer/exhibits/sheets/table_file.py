"""Tables of a scene: CSV, or XLSX where openpyxl is installed. Read within limits; errors name their row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from ...i18n import Text
from .expression import LARGEST

LARGEST_BYTES = 2_000_000
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 50, 80

Cell = float | str


class NotRead(ValueError):
    """A table that cannot be read: the row (0: the whole table), the error and the remedy."""

    def __init__(self, what: Text, remedy: Text, row: int = 0) -> None:
        self.what, self.remedy, self.row = what, remedy, row
        super().__init__(str(what))


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table by name, all of one length."""

    columns: dict[str, tuple[Cell, ...]]

    @property
    def rows(self) -> int:
        return len(next(iter(self.columns.values())))


def read_table(path: Path) -> Table:
    """Read the first sheet of a file; its first row names the columns.

    Raises NotRead if it is no such table.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise NotRead(
                Text(
                    "{size:,} bytes; at most {LARGEST_BYTES:,} are read",
                    size=size,
                    LARGEST_BYTES=LARGEST_BYTES,
                ),
                Text("leave out rows or columns"),
            )
        rows = _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path.read_bytes())
    except OSError as error:
        raise NotRead(
            Text("cannot be read ({reason})", reason=error.strerror or type(error).__name__),
            Text("put a readable file in its place"),
        ) from None
    return _table(rows)


def _csv(data: bytes) -> list[list[Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotRead(Text("not UTF-8 text"), Text("save the file as UTF-8")) from None
    first = text.partition("\n")[0]
    sign = max(";\t,", key=first.count)
    try:
        return list(islice(csv.reader(io.StringIO(text), delimiter=sign), MOST_ROWS + 2))
    except csv.Error:
        raise NotRead(Text("is no table of text"), Text("save the file as CSV, UTF-8")) from None


def _xlsx(path: Path) -> list[list[Any]]:
    try:
        load_workbook = import_module("openpyxl").load_workbook
    except ImportError:
        raise NotRead(
            Text("XLSX needs the package openpyxl"),
            Text("install openpyxl, or save the table as CSV, UTF-8"),
        ) from None
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
            return [_whole(row) for row in rows]
        finally:
            book.close()
    except Exception:  # openpyxl raises many kinds of errors for a broken file
        raise NotRead(
            Text("is no workbook that can be read"), Text("save it again as XLSX, or as CSV, UTF-8")
        ) from None


def _whole(row: Iterable[Any]) -> list[Any]:
    """A row without trailing empty cells: a workbook pads its rows."""
    cells = ["" if cell is None else cell for cell in row]
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _table(rows: list[list[Any]]) -> Table:
    rows = [row for row in rows if any(str(cell).strip() for cell in row)]
    if len(rows) < 2:
        raise NotRead(
            Text("has no rows"), Text("write the names of the columns in the first row, values below")
        )
    if len(rows) - 1 > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS:
        raise NotRead(
            Text("has more than {rows:,} rows or {columns} columns", rows=MOST_ROWS, columns=MOST_COLUMNS),
            Text("leave out rows or columns"),
        )
    names = [str(cell).strip()[:LONGEST_CELL] for cell in rows[0]]
    while names and not names[-1]:
        names.pop()
    twice = next((name for n, name in enumerate(names) if not name or name in names[:n]), None)
    if twice is not None:
        raise NotRead(
            Text("has two columns named {name!r}", name=twice)
            if twice
            else Text("has a column without a name"),
            Text("give each column its own name"),
            1,
        )
    columns: dict[str, list[Cell]] = {name: [] for name in names}
    for number, row in enumerate(rows[1:], 2):
        for name, cell in zip(names, [*row, *[""] * len(names)], strict=False):
            columns[name].append(_cell(cell, name, number))
    return Table({name: tuple(cells) for name, cells in columns.items()})


def _cell(cell: Any, name: str, row: int) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return _number(cell, name, row)
    words = str(cell).strip()
    if not words:
        raise NotRead(
            Text("row {row}: {name} is empty", row=row, name=name),
            Text("fill in each cell of a column that is used"),
            row,
        )
    number = words.replace("\u2212", "-").replace(" ", "").replace("\u00a0", "")
    if number.count(",") == 1 and "." not in number:
        number = number.replace(",", ".")
    try:
        found = float(number)
    except ValueError:
        return words[:LONGEST_CELL]
    return _number(found, name, row)


def _number(number: float, name: str, row: int) -> float:
    """A finite number: measuring programs write `nan`, spreadsheets write 1E+308."""
    if not -LARGEST <= number <= LARGEST:
        raise NotRead(
            Text("row {row}: {name} is no number that can be computed with", row=row, name=name),
            Text("write a number up to {most:g}, or leave out the row", most=LARGEST),
            row,
        )
    return float(number)
