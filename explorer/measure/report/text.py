"""The report for a terminal and as a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from ...base.terminal import Table
from ...i18n import Text, languages, tr
from ...park.model import Language
from . import tables

LONGEST_NAME = 56
"""Columns that a name may take on a terminal; a question is longer."""


def printed(shown: Iterable[tables.Table], language: Language) -> list[Table]:
    """Tables for a terminal, numbers aligned right."""
    return [_printed(table, language) for table in shown if table.rows]


def _printed(table: tables.Table, language: Language) -> Table:
    lines = [[tr(table.what, language), *(tr(head, language) for head in table.heads)]]
    for row in table.rows:
        lines.append([_cut(tr(row.name, language)), *(_number(cell, language) for cell in row.cells)])
    return Table(lines, tr(table.title, language))


def _cut(text: str) -> str:
    from rich.cells import cell_len

    while cell_len(text) > LONGEST_NAME:
        text = text[:-2] + "…"
    return text


def _number(cell: tables.Cell, language: Language) -> str:
    if isinstance(cell, Text):
        return tr(cell, language)
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell)


def write_csv(shown: Iterable[tables.Table], file: TextIO) -> None:
    """One row per number: table, id, name in each language, measure, value. To be sorted and summed in a spreadsheet."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["table", "id", *(f"name_{language}" for language in languages()), "measure", "value"])
    for table in shown:
        for row in table.rows:
            names = [tr(row.name, language) for language in languages()]
            for measure, cell in zip(table.measures, row.cells, strict=True):
                value = (
                    f"{cell:.1f}"
                    if isinstance(cell, float)
                    else tr(cell, "en")
                    if isinstance(cell, Text)
                    else cell
                )
                writer.writerow([table.id, row.id, *names, measure, value])
