"""The command `bench`: how fast the park is on this machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...bootstrap import say
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
    options.present(p)
    what = say("image size", "图片尺寸")
    p.add_argument("--size", type=size, default=(1280, 720), metavar="1280x720", help=what)
    what = say("overview, a zone, or all", "overview（全景）、某个展区，或all（全部）")
    p.add_argument("--view", default="overview", metavar="ID", help=what)
    what = say("seconds of camera movement in each view (3)", "每个视角的运动时长（3秒）")
    p.add_argument("--seconds", type=seconds, default=3.0, metavar="N", help=what)
    p.add_argument("--json", action="store_true", help=say("output as JSON", "输出JSON"))
    what = say("compare with one report, or compare two reports", "与一份报告比较，或比较两份报告")
    where = say("REPORT.json", "报告.json")
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
            view=args.view,
            seconds=args.seconds,
            json=args.json,
            compare=tuple(args.compare),
        )
    )


COMMAND = Command(
    11,
    ("measure how fast the park is on this machine", "测量园区在本机上的速度"),
    add_arguments,
    run,
    needs_drawing,
)
