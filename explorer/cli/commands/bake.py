"""The command `bake`: the models in `assets/`, made again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ...bootstrap import gettext
from ...core.folders import cache_folder
from ...core.terminal import Progress
from ...i18n import Text
from .. import options
from ..argument_types import whole
from ..command import Command, Needs
from ..files import can_write
from ..parser import Parser
from ..scene import ASSETS, load_park


def add_arguments(p: Parser) -> None:
    """Declare what can be typed after its name."""
    options.scene(p)
    what = gettext("rays from each point (64; 12 with --quick)")
    p.add_argument("--rays", type=whole(1, 4096), metavar="N", help=what)
    what = gettext("width of the ground light map in pixels (2048; 512 with --quick)")
    p.add_argument("--ground", type=whole(64, 8192), metavar="PX", help=what)
    p.add_argument("--quick", action="store_true", help=gettext("coarse light, for a quick look"))
    what = gettext("folder that keeps the light for the next bake")
    p.add_argument("--cache", type=Path, metavar=gettext("FOLDER"), help=what)
    p.add_argument("--no-cache", action="store_true", help=gettext("compute all light again"))
    what = gettext("only the sounds (default output: assets/sound)")
    p.add_argument("--sounds", action="store_true", help=what)
    where = Text("output folder (default: assets/park)")
    options.output(p, gettext("FOLDER"), where, required=False)


def run(args: argparse.Namespace) -> int:
    """Bake the park of a scene."""
    if args.sounds:
        return bake_sounds(args.output or ASSETS / "sound")
    from ...bake.site.plan import ZONES

    if load_park(args.scene) is None:
        return 2
    try:
        ZONES.agree_with(args.scene)
    except ValueError:
        message = Text(
            "{scene} places its zones differently from scenes/metaverse, and buildings can be made for "
            "that scene only. Give zones models of their own instead: `model: models/house.glb`.",
            scene=args.scene,
        )
        print(gettext(message), file=sys.stderr)
        return 2
    from ...bake.pipeline.bake import bake as bake_park

    out = args.output or ASSETS / "park"
    if not can_write(out, folder=True):
        return 2
    bar = Progress(gettext("Baking"))
    rays, ground_px = (12, 512) if args.quick else (64, 2048)
    cache = None if args.no_cache else args.cache or cache_folder() / "bake"
    bake_park(args.scene, out, args.rays or rays, args.ground or ground_px, bar.show, cache)
    bar.done(str(out))
    return 0


def bake_sounds(out: Path) -> int:
    """Compute the sounds and write them."""
    from ...bake.sound.files import write_sounds

    if not can_write(out, folder=True):
        return 2
    print(gettext(Text("{out}: {kilobytes} kB", out=out, kilobytes=round(write_sounds(out) / 1000))))
    return 0


def needs(args: argparse.Namespace) -> Needs:
    """Geometry and rays need libraries of their own."""
    return Needs(() if args.sounds else ("bake",))


COMMAND = Command(
    12,
    Text("rebuild the models in assets/ (after changing the park)"),
    add_arguments,
    run,
    needs,
)
