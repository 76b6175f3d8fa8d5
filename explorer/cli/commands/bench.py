"""The command `bench`: how fast the park is on this machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...bootstrap import gettext
from ...i18n import Text
from .. import options
from ..argument_types import seconds, size
from ..command import Command
from ..drawing import needs_drawing
from ..parser import Parser
from ..scene import ASSETS


def add_arguments(p: Parser) -> None:
    """Declare what can be typed after its name."""
    options.scene(p)
    options.language(p)
    options.quality(p)
    options.frames(p)
    options.present(p)
    what = gettext("image size")
    p.add_argument("--size", type=size, default=(1280, 720), metavar="1280x720", help=what)
    what = gettext("overview, a zone, or all")
    p.add_argument("--view", default="overview", metavar="ID", help=what)
    what = gettext("seconds of camera movement in each view (3)")
    p.add_argument("--seconds", type=seconds, default=3.0, metavar="N", help=what)
    p.add_argument("--json", action="store_true", help=gettext("output as JSON"))
    what = gettext("compare with one report, or compare two reports")
    where = gettext("REPORT.json")
    p.add_argument("--compare", type=Path, nargs="+", default=[], metavar=where, help=what)


def run(args: argparse.Namespace) -> int:
    """Measure how fast the park is here."""
    from ...bench.command import Options, measure

    return measure(
        Options(
            scene=args.scene,
            assets=ASSETS,
            size=args.size,
            quality=args.quality,
            present=args.present,
            frames=args.frames,
            view=args.view,
            seconds=args.seconds,
            json=args.json,
            compare=tuple(args.compare),
        )
    )


COMMAND = Command(
    11,
    Text("measure how fast the park is on this machine"),
    add_arguments,
    run,
    needs_drawing,
)
