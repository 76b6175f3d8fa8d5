"""Prints what visitors looked at, as tables, a CSV file or a page."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

from ..bootstrap import start_line
from ..core.atomic_file import write_text
from ..core.terminal import show
from ..i18n import Listed, Text, tr
from ..park.model import Language, Park
from ..visit_log.figures import Figures, Unreadable, read
from . import words
from .page import page
from .tables import Names, tables
from .text import printed, write_csv

STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. Without `csv` and `html` tables are printed."""

    databases: tuple[Path, ...]  # files of visits, one or more
    language: Language
    park: Park | None = None  # gives zones and questions their names; None: as the database calls them
    since: date | None = None
    until: date | None = None
    csv: Path | None = None
    html: Path | None = None
    booths: tuple[str, ...] = ()  # those of a fleet that count; none: all


def print_report(options: Options) -> int:
    """Report; the exit code: 0, also where there are no visits yet, 2 if there is nothing that can be read.

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
        if options.csv is None and options.html is None:
            return 0  # else a file is expected, and one of another day must not stay there
    _write(figures, options)
    return 0


def _none_yet(options: Options) -> Text:
    """That there were no visits in the days that were asked for."""
    if options.since is not None and options.until is not None:
        return words.NO_VISITS_BETWEEN
    if options.since is not None:
        return words.NO_VISITS_SINCE
    return words.NO_VISITS if options.until is None else words.NO_VISITS_UNTIL


def _write(figures: Figures, options: Options) -> None:
    names = Names.of(options.park)
    shown = tables(figures, names)
    if options.csv == STANDARD_OUTPUT:
        write_csv(shown, sys.stdout)
    elif options.csv is not None:
        table = StringIO()
        write_csv(shown, table)
        write_text(options.csv, table.getvalue(), "utf-8-sig")  # as spreadsheets like it
        print(options.csv)
    elif options.html is not None:
        write_text(options.html, page(figures, names, options.language))
        print(options.html)
    else:
        show(printed(shown, options.language))
