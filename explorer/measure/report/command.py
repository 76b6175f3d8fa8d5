"""Prints what visitors looked at, as tables, a CSV file or a page; or writes every visit as a row."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TextIO

from ...base.atomic_file import write_text
from ...base.bootstrap import start_line
from ...base.terminal import show
from ...i18n import Listed, Text, tr
from ...park.model import Language, Park
from ...visit.log.figures import Figures, read
from ...visit.log.merged import Unreadable
from ...visit.log.raw import COLUMNS, rows
from . import words
from .page import page
from .tables import Names, tables
from .text import printed, write_csv

STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Options:
    """Options of a report. Without `csv`, `html` and `raw` tables are printed."""

    databases: tuple[Path, ...]  # files of visits, one or more
    language: Language
    park: Park | None = None  # names zones and questions; None: ids of the database
    since: date | None = None
    until: date | None = None
    csv: Path | None = None
    html: Path | None = None
    raw: Path | None = None  # every visit as a row
    booths: tuple[str, ...] = ()  # booths of a fleet to include; empty: all


def print_report(options: Options) -> int:
    """Print or write the report; the exit code is 0, even without visits, or 2 if nothing can be read.

    Raises OSError if a file cannot be written.
    """
    language = options.language
    try:
        first, *others = options.databases
        figures = read(first, options.since, options.until, others=others, booths=options.booths)
    except Unreadable as fault:
        message = tr(
            words.UNREADABLE[fault.reason],
            language,
            path=fault.path,
            detail=fault,
            start=start_line("run", "--mode", "kiosk"),
        )
        print(message, file=sys.stderr)
        return 2
    if figures.visits == 0:
        paths = Listed(tuple(map(str, options.databases)), words.AND)
        message = tr(_none_yet(options), language, path=paths, since=options.since, until=options.until)
        print(message, file=sys.stderr)
        if options.csv is None and options.html is None and options.raw is None:
            return 0  # else a file is expected, and an outdated one must not remain
    _write(figures, options)
    return 0


def _none_yet(options: Options) -> Text:
    """The message for a period without visits."""
    if options.since is not None and options.until is not None:
        return words.NO_VISITS_BETWEEN
    if options.since is not None:
        return words.NO_VISITS_SINCE
    return words.NO_VISITS if options.until is None else words.NO_VISITS_UNTIL


def _write(figures: Figures, options: Options) -> None:
    names = Names.of(options.park)
    shown = tables(figures, names)
    if options.csv is not None:
        _write_table(options.csv, lambda file: write_csv(shown, file))
    elif options.raw is not None:
        visits = rows(options.databases, options.since, options.until, options.booths)
        _write_table(
            options.raw, lambda file: csv.writer(file, lineterminator="\n").writerows((COLUMNS, *visits))
        )
    elif options.html is not None:
        write_text(options.html, page(figures, names, options.language))
        print(options.html)
    else:
        show(printed(shown, options.language))


def _write_table(path: Path, write: Callable[[TextIO], object]) -> None:
    """Write a CSV file, or to the standard output."""
    if path == STANDARD_OUTPUT:
        write(sys.stdout)
        return
    table = StringIO()
    write(table)
    write_text(path, table.getvalue(), "utf-8-sig")  # the encoding that spreadsheets expect
    print(path)
