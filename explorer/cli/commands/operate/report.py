"""The command `report`: what visitors looked at."""

from __future__ import annotations

import argparse
from pathlib import Path

from ....base.folders import visit_database
from ....i18n import Text
from ... import options
from ...argument_types import day
from ...command import Command
from ...files import not_written
from ...options import FILE
from ...parser import Option
from ...scene import ASSETS, language

OPTIONS = (
    options.SCENE_FOLDER,
    options.LANGUAGE,
    Option(
        "--ledger",
        Text(
            "file with the visit statistics (default: the one that kiosk and teach use); repeat it to add up several booths"
        ),
        FILE,
        Path,
        action="append",
    ),
    Option(
        "--booth",
        Text("the visits of this booth of a fleet alone; repeat it for several"),
        Text("BOOTH"),
        action="append",
    ),
    Option("--since", Text("visits from this day on"), "2026-11-01", day),
    Option("--until", Text("visits up to this day"), "2026-11-03", day),
    Option("--csv", Text("write a table for a spreadsheet; - for standard output"), FILE, Path),
    Option("--html", Text("write one page with charts, in every language"), FILE, Path),
    Option("--visits", Text("write every visit as a row of a table; - for standard output"), FILE, Path),
)


def run(args: argparse.Namespace) -> int:
    """Report what visitors looked at."""
    from ....measure.report.command import Options, print_report
    from ....park.load import read

    # visits can be reported even if the scene is broken
    options = Options(
        databases=tuple(args.ledger or [visit_database()]),
        language=language(),
        park=read(args.scene, ASSETS).park,
        since=args.since,
        until=args.until,
        csv=args.csv,
        html=args.html,
        raw=args.visits,
        booths=tuple(args.booth or ()),
    )
    try:
        return print_report(options)
    except BrokenPipeError:
        raise  # the reader has closed the pipe
    except OSError as error:
        return not_written(next(iter(options.files), options.databases[0]), error)


COMMAND = Command(10, Text("summarise what visitors looked at, from the visit statistics"), OPTIONS, run)
