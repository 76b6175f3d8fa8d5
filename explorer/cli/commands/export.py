"""The command `export`: the park as a 3D file for other programs."""

from __future__ import annotations

import argparse
import sys

from ...bootstrap import say
from ...terminal import Progress
from .. import options
from ..command import Command, Needs
from ..files import can_write, not_written
from ..parser import Parser
from ..scene import ASSETS, knows, language, load_park


def add_arguments(p: Parser) -> None:
    """Declare what can be typed after its name."""
    options.scene(p)
    options.language(p)
    p.add_argument("--zone", metavar="ID", help=say("only this zone", "只导出某个展区"))
    what = say("include the city and the land across the water", "连同对岸的城市与陆地一并导出")
    p.add_argument("--surroundings", action="store_true", help=what)
    where = "output file: .glb or .usda", "输出位置：.glb或.usda"
    options.output(p, say("FILE.glb", "文件.glb"), *where)


def run(args: argparse.Namespace) -> int:
    """Write the park for other programs."""
    from ...export import NotExported
    from ...export import export as written

    park = load_park(args.scene)
    if park is None or not knows(park, args.zone) or not can_write(args.output):
        return 2
    bar = Progress(say("Exporting", "导出"))
    try:
        done = written(
            park, ASSETS, args.output, zone=args.zone, language=language(), surroundings=args.surroundings,
            progress=bar.show,
        )  # fmt: skip
    except NotExported as error:
        print(error.said.in_(language()), file=sys.stderr)
        return 2
    except OSError as error:
        return not_written(args.output, error)
    bar.done(str(done.path))
    for warning in done.warnings:
        print(warning.in_(language()), file=sys.stderr)
    if done.plain:
        names = ", ".join(done.plain)
        print(say(f"Shown as plain blocks: {names}", f"以下展区以方块代替：{names}"), file=sys.stderr)
    print(done.path)
    return 0


def needs(args: argparse.Namespace) -> Needs:
    """USD has a library of its own."""
    return Needs(("usd",) if args.output.suffix.lower() == ".usda" else ())


COMMAND = Command(
    9,
    (
        "export the park as a 3D file for Blender, Omniverse and other viewers",
        "把园区导出为三维文件，供Blender、Omniverse等软件打开",
    ),
    add_arguments,
    run,
    needs,
)
