"""The command `bench`: measures the speed of the park on this machine."""

from __future__ import annotations

import argparse

from ...base.bootstrap import gettext
from ...i18n import Text
from .. import options
from ..argument_types import file_named, seconds, size
from ..command import Command, Needs
from ..files import can_write
from ..parser import Parser
from ..scene import ASSETS


def add_arguments(p: Parser) -> None:
    """Declare what can be typed after its name."""
    options.scene(p)
    options.scene_language(p)
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
    what = gettext("check everything a graphics card needs in five minutes, and write one file to send back")
    p.add_argument("--gpu-check", action="store_true", help=what)
    what = gettext("the file of --gpu-check ({file})", file="park-gpu-check.json")
    p.add_argument("-o", "--output", type=file_named(".json"), metavar=gettext("FILE"), help=what)
    what = gettext("seconds that --gpu-check may take ({limit})", limit=300)
    p.add_argument("--within", type=seconds, metavar=gettext("SECONDS"), help=what)


def run(args: argparse.Namespace) -> int:
    """Measure the speed of the park on this machine."""
    from ...measure.bench.command import Options, measure

    asked = Options(
        scene=args.scene,
        assets=ASSETS,
        size=args.size,
        quality=args.quality,
        present=args.present,
        frames=args.frames,
        view=args.view,
        seconds=args.seconds,
        json=args.json,
    )
    if not args.gpu_check:
        return measure(asked)
    from ...measure.bench.gpu_check import FILE, LIMIT_S, check

    file = args.output or FILE
    return check(asked, file, args.within or LIMIT_S) if can_write(file) else 2


def needs(args: argparse.Namespace) -> Needs:
    """What draws."""
    return Needs(libraries=True)


COMMAND = Command(
    11,
    Text("measure how fast the park is on this machine"),
    add_arguments,
    run,
    needs,
)
