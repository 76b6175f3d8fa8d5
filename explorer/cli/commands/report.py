"""The command `report`: what visitors looked at."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...base.bootstrap import gettext
from ...base.folders import visit_database
from ...i18n import Text
from .. import options
from ..argument_types import day
from ..command import Command
from ..files import not_written
from ..parser import Parser
from ..scene import ASSETS, language


def add_arguments(p: Parser) -> None:
    """Declare what can be typed after its name."""
    options.scene(p)
    options.language(p)
    what = gettext(
        "file with the visit statistics (default: the one that kiosk and teach use); repeat it to "
        "add up several booths"
    )
    p.add_argument("--ledger", type=Path, action="append", metavar=gettext("FILE"), help=what)
    what = gettext("the visits of this booth of a fleet alone; repeat it for several")
    p.add_argument("--booth", action="append", metavar=gettext("BOOTH"), help=what)
    what = gettext("visits from this day on")
    p.add_argument("--since", type=day, metavar="2026-11-01", help=what)
    what = gettext("visits up to this day")
    p.add_argument("--until", type=day, metavar="2026-11-03", help=what)
    written = p.add_mutually_exclusive_group()
    what = gettext("write a table for a spreadsheet; - for standard output")
    written.add_argument("--csv", type=Path, metavar=gettext("FILE"), help=what)
    what = gettext("write one page with charts, in every language")
    written.add_argument("--html", type=Path, metavar=gettext("FILE"), help=what)


def run(args: argparse.Namespace) -> int:
    """Report what visitors looked at."""
    from ...measure.report.command import Options, print_report
    from ...park.load import read

    # visits can be reported even if the scene is broken
    options = Options(
        databases=tuple(args.ledger or [visit_database()]),
        language=language(),
        park=read(args.scene, ASSETS).park,
        since=args.since,
        until=args.until,
        csv=args.csv,
        html=args.html,
        booths=tuple(args.booth or ()),
    )
    try:
        return print_report(options)
    except BrokenPipeError:
        raise  # the reader has closed the pipe
    except OSError as error:
        return not_written(args.csv or args.html or options.databases[0], error)


COMMAND = Command(
    10,
    Text("summarise what visitors looked at, from the visit statistics"),
    add_arguments,
    run,
)
