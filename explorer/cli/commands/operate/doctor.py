"""The command `doctor`: checks whether this machine is ready for the park, or for a booth."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Literal

from ....base import bootstrap
from ....base.bootstrap import gettext
from ....base.folders import visit_database
from ....base.names import PIN
from ....i18n import Text
from ... import options
from ...argument_types import metres, pin
from ...command import Command
from ...options import FILE
from ...parser import Option
from ...scene import ASSETS

OPTIONS = (
    options.SCENE_FOLDER,
    options.LANGUAGE,
    Option("--kiosk", Text("check before a booth opens: ready, or what to fix")),
    Option("--distance", Text("reading distance of visitors in metres (1.5)"), "M", metres, default=1.5),
    Option(
        "--ledger",
        Text("file with the visit statistics (default: the one that kiosk and teach use)"),
        FILE,
        Path,
    ),
    Option(
        "--lan",
        Text("check whether phones reach this computer at ADDRESS (default: the only one)"),
        Text("ADDRESS"),
        nargs="?",
        const="",
    ),
    Option("--log", Text("the event log that the booth is to write"), FILE, Path),
)


def run(args: argparse.Namespace) -> int:
    """Print the findings one by one."""
    if args.lan is not None:
        return _phones(args.lan)
    if args.kiosk:
        return _booth(args)
    from ....measure.doctor.machine import examine

    bad = False
    for finding in examine(args.scene, ASSETS):
        print(finding, flush=True)
        bad = bad or finding.state == "bad"
    print(
        gettext("Fix the problems above first.")
        if bad
        else gettext("Ready: {start}", start=bootstrap.start_line())
    )
    return 2 if bad else 0


def _booth(args: argparse.Namespace) -> int:
    """Print the readiness page of a booth; returns 0 for a green light, else 1."""
    from ....measure.doctor.kiosk import Booth, advised_text, examine, verdict

    booth = Booth(args.scene, ASSETS, args.ledger or visit_database(), args.distance, pin_state(), args.log)
    findings = []
    for finding in examine(booth):
        print(finding, flush=True)
        findings.append(finding)
    print(verdict(findings, advised_text(args.distance)))
    return 1 if any(finding.state == "bad" for finding in findings) else 0


def _phones(address: str) -> int:
    """Check whether phones reach this computer; returns 0 if nothing blocks them, else 1."""
    from ....measure.doctor.lan import PHONE_S, examine

    bad = False
    for finding in examine(address or None, wait_s=PHONE_S if sys.stdout.isatty() else 0.0):
        print(finding, flush=True)
        bad = bad or finding.state == "bad"
    print(gettext("Fix the problems above first.") if bad else gettext("Phones can join: run --lan"))
    return 1 if bad else 0


def pin_state() -> Literal["set", "missing", "wrong"]:
    """Whether the environment contains a number that lets staff leave a booth."""
    given = os.environ.get(PIN)
    if given is None:
        return "missing"
    try:
        pin(given)
    except argparse.ArgumentTypeError:
        return "wrong"
    return "set"


COMMAND = Command(7, Text("check whether this machine is ready for the park"), OPTIONS, run)
