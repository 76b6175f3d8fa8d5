"""The command `bench`: measures the speed of the park on this machine."""

from __future__ import annotations

import argparse

from ....i18n import Text
from ... import options
from ...argument_types import file_named, seconds
from ...command import Command
from ...drawing import needs_drawing
from ...files import can_write
from ...options import FILE
from ...parser import Option
from ...scene import ASSETS

OPTIONS = (
    options.SCENE_FOLDER,
    options.SCENE_LANGUAGE,
    options.QUALITY,
    options.FRAMES,
    options.PRESENT,
    options.IMAGE_SIZE,
    Option("--view", Text("overview, a zone, or all"), "ID", default="overview"),
    Option("--seconds", Text("seconds of camera movement in each view (3)"), "N", seconds, default=3.0),
    Option("--json", Text("output as JSON")),
    Option(
        "--gpu-check",
        Text("check everything a graphics card needs in five minutes, and write one file to send back"),
    ),
    Option(
        "-o, --output",
        Text("the file of --gpu-check ({file})", file="park-gpu-check.json"),
        FILE,
        file_named(".json"),
    ),
    Option(
        "--within", Text("seconds that --gpu-check may take ({limit})", limit=300), Text("SECONDS"), seconds
    ),
)


def run(args: argparse.Namespace) -> int:
    """Measure the speed of the park on this machine."""
    from ....measure.bench.command import Options, measure

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
    from ....measure.bench.gpu_check import FILE, LIMIT_S, check

    file = args.output or FILE
    return check(asked, file, args.within or LIMIT_S) if can_write(file) else 2


COMMAND = Command(11, Text("measure how fast the park is on this machine"), OPTIONS, run, needs_drawing)
