"""The command `doctor`: whether this machine is ready for the park, or for a booth."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Literal

from ...bootstrap import say
from ...core.folders import visit_database
from .. import options
from ..argument_types import PIN, metres, pin
from ..command import Command
from ..parser import Parser
from ..scene import ASSETS


def add_arguments(p: Parser) -> None:
    """Declare what can be typed after its name."""
    options.scene(p)
    options.language(p)
    what = say(
        "check before a booth opens: ready, or what to fix",
        "展台开放前检查：已就绪，或需先处理什么",
    )
    p.add_argument("--kiosk", action="store_true", help=what)
    what = say("reading distance of visitors in metres (1.5)", "参观者的阅读距离（米，默认1.5）")
    p.add_argument("--distance", type=metres, default=1.5, metavar="M", help=what)
    what = say(
        "file with the visit statistics (default: the one that kiosk and teach use)",
        "参观记录文件（默认为kiosk和teach模式所用的文件）",
    )
    p.add_argument("--ledger", type=Path, metavar=say("FILE", "文件"), help=what)
    what = say("the event log that the booth is to write", "展台将写入的运行日志")
    p.add_argument("--log", type=Path, metavar=say("FILE", "文件"), help=what)


def run(args: argparse.Namespace) -> int:
    """Print one finding after the other."""
    from ...doctor.machine import examine

    if args.kiosk:
        return _booth(args)
    bad = False
    for finding in examine(args.scene, ASSETS):
        print(finding, flush=True)
        bad = bad or finding.state == "bad"
    print(
        say("Fix the problems above first.", "请先处理以上问题。")
        if bad
        else say("Ready: python3 -m explorer", "可以启动：python3 -m explorer")
    )
    return 2 if bad else 0


def _booth(args: argparse.Namespace) -> int:
    """The readiness page of a booth; 0 for a green light, else 1."""
    from ...doctor.kiosk import Booth, advised_text, examine, verdict

    booth = Booth(args.scene, ASSETS, args.ledger or visit_database(), args.distance, pin_state(), args.log)
    findings = []
    for finding in examine(booth):
        print(finding, flush=True)
        findings.append(finding)
    print(verdict(findings, advised_text(args.distance)))
    return 1 if any(finding.state == "bad" for finding in findings) else 0


def pin_state() -> Literal["set", "missing", "wrong"]:
    """Whether the environment holds a number that lets staff leave a booth."""
    given = os.environ.get(PIN)
    if given is None:
        return "missing"
    try:
        pin(given)
    except argparse.ArgumentTypeError:
        return "wrong"
    return "set"


COMMAND = Command(
    7,
    ("check whether this machine is ready for the park", "检查本机具备与缺少什么"),
    add_arguments,
    run,
)
