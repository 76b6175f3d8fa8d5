"""The report for a terminal and as a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from ..core.columns import columns
from ..i18n import tr
from ..park.model import Language
from .tables import Cell, Table

LONGEST_NAME = 56
"""Columns of a terminal that a name may take; a question is longer."""


def printed(tables: Iterable[Table], language: Language) -> str:
    """Tables as lines of text, one under the other, numbers to the right."""
    return "\n\n".join(_printed(table, language) for table in tables if table.rows)


def _printed(table: Table, language: Language) -> str:
    lines = [[tr(table.what, language), *(tr(head, language) for head in table.heads)]]
    for row in table.rows:
        lines.append([_cut(tr(row.name, language)), *map(_number, row.cells)])
    widths = [max(map(columns, column)) for column in zip(*lines, strict=True)]
    rule = "-" * (sum(widths) + 2 * len(widths) + 2)
    shown = [_line(line, widths) for line in lines]
    return "\n".join([tr(table.title, language), rule, *shown])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0] + " " * (widths[0] - columns(cells[0]))
    others = (" " * (width - columns(cell)) + cell for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "  ".join(["", first, *others])


def _cut(text: str) -> str:
    while columns(text) > LONGEST_NAME:
        text = text[:-2] + "…"
    return text


def _number(cell: Cell) -> str:
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell)


def write_csv(tables: Iterable[Table], file: TextIO) -> None:
    """One row for each number: table, id, name in English and Chinese, measure, value. For a spreadsheet to sort and sum."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["table", "id", "name_en", "name_zh", "measure", "value"])
    for table in tables:
        for row in table.rows:
            for measure, cell in zip(table.measures, row.cells, strict=True):
                value = f"{cell:.1f}" if isinstance(cell, float) else cell
                writer.writerow([table.id, row.id, tr(row.name, "en"), tr(row.name, "zh"), measure, value])
