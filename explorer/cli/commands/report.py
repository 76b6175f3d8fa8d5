"""The command `report`: what visitors looked at."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...bootstrap import say
from ...core.folders import visit_database
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
    what = say(
        "file with the visit statistics (default: the one that kiosk and teach use); repeat it to add up several booths",
        "参观记录文件（默认为kiosk和teach模式所用的文件）；可多次使用，合并多个展台",
    )
    p.add_argument("--ledger", type=Path, action="append", metavar=say("FILE", "文件"), help=what)
    what = say("visits from this day on", "只统计此日及以后的参观")
    p.add_argument("--since", type=day, metavar="2026-11-01", help=what)
    what = say("visits up to this day", "只统计此日及以前的参观")
    p.add_argument("--until", type=day, metavar="2026-11-03", help=what)
    written = p.add_mutually_exclusive_group()
    what = say("write a table for a spreadsheet; - for standard output", "写成表格；-表示标准输出")
    written.add_argument("--csv", type=Path, metavar=say("FILE", "文件"), help=what)
    what = say("write one page with charts, in both languages", "写成一页带图表的双语网页")
    written.add_argument("--html", type=Path, metavar=say("FILE", "文件"), help=what)


def run(args: argparse.Namespace) -> int:
    """Say what visitors looked at."""
    from ...park.load import read
    from ...report.command import Options, print_report

    # what was seen can be read even while the scene is broken
    options = Options(
        databases=tuple(args.ledger or [visit_database()]),
        language=language(),
        park=read(args.scene, ASSETS).park,
        since=args.since,
        until=args.until,
        csv=args.csv,
        html=args.html,
    )
    try:
        return print_report(options)
    except BrokenPipeError:
        raise  # the reader of the pipe has seen enough
    except OSError as error:
        return not_written(args.csv or args.html or options.databases[0], error)


COMMAND = Command(
    10,
    ("summarise what visitors looked at, from the visit statistics", "根据参观记录汇总：参观者看了什么"),
    add_arguments,
    run,
)
