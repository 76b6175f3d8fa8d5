"""Prints what visitors looked at, as tables, a CSV file or a page; or writes every visit as a row."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TextIO

from ...base.atomic_file import replacing
from ...base.bootstrap import gettext, start_line
from ...base.terminal import Progress, show
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

    @property
    def files(self) -> tuple[Path, ...]:
        """The files to write."""
        return tuple(path for path in (self.html, self.csv, self.raw) if path is not None)


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
        if not options.files:
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
    if not options.files:
        show(printed(shown, options.language))
        return
    makers: tuple[tuple[Path | None, Callable[[], bytes]], ...] = (
        (options.html, lambda: page(figures, names, options.language).encode()),
        (options.csv, lambda: _table(lambda file: write_csv(shown, file))),
        (options.raw, lambda: _table(lambda file: _write_visits(options, file))),
    )
    progress = Progress(gettext(words.REPORT)) if len(options.files) > 1 else None
    made: dict[Path, bytes] = {}
    for path, make in makers:
        if path is not None:
            if progress is not None:
                progress.show(len(made) / len(options.files), path.name)
            made[path] = make()
    _keep(made)
    if progress is not None:
        progress.done(options.files[0].name)


def _table(write: Callable[[TextIO], object]) -> bytes:
    """A CSV file in the encoding that spreadsheets expect."""
    table = StringIO()
    write(table)
    return table.getvalue().encode("utf-8-sig")


def _write_visits(options: Options, file: TextIO) -> None:
    visits = rows(options.databases, options.since, options.until, options.booths)
    csv.writer(file, lineterminator="\n").writerows((COLUMNS, *visits))


def _keep(made: dict[Path, bytes]) -> None:
    """Write all files or none, to the disk itself: it may be a stick that is pulled out at once."""
    with ExitStack() as stack:
        for path, content in made.items():
            if path == STANDARD_OUTPUT:
                continue
            file = stack.enter_context(replacing(path))
            file.write(content)
            file.flush()
            if path.is_file() or not path.exists():
                os.fsync(file.fileno())
    for path, content in made.items():
        if path == STANDARD_OUTPUT:
            sys.stdout.write(content.decode("utf-8-sig"))
        else:
            print(path)
