"""The command `bake`: the models in `assets/`, made again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ...bootstrap import say
from ...core.folders import cache_folder
from ...terminal import Progress
from .. import options
from ..argument_types import whole
from ..command import Command, Needs
from ..files import can_write
from ..parser import Parser
from ..scene import ASSETS, load_park


def add_arguments(p: Parser) -> None:
    """Declare what can be typed after its name."""
    options.scene(p)
    what = say("rays from each point (64; 12 with --quick)", "每点光线数（默认64；用--quick时为12）")
    p.add_argument("--rays", type=whole(1, 4096), metavar="N", help=what)
    what = say(
        "width of the ground light map in pixels (2048; 512 with --quick)",
        "地面光照图宽度（像素，默认2048；用--quick时为512）",
    )
    p.add_argument("--ground", type=whole(64, 8192), metavar="PX", help=what)
    p.add_argument(
        "--quick", action="store_true", help=say("coarse light, for a quick look", "粗略光照，供初看")
    )
    what = say("folder that keeps the light for the next bake", "存放光照、供下次烘焙取用的文件夹")
    p.add_argument("--cache", type=Path, metavar=say("FOLDER", "文件夹"), help=what)
    p.add_argument("--no-cache", action="store_true", help=say("compute all light again", "全部重新计算光照"))
    where = "output folder (default: assets/park)", "输出文件夹（默认assets/park）"
    options.output(p, say("FOLDER", "文件夹"), *where, required=False)


def run(args: argparse.Namespace) -> int:
    """Bake the park of a scene."""
    from ...bake.site.plan import ZONES

    if load_park(args.scene) is None:
        return 2
    try:
        ZONES.agree_with(args.scene)
    except ValueError:
        told = (
            f"{args.scene} places its zones differently from scenes/metaverse, and buildings can be made for that scene only. "
            "Give zones models of their own instead: `model: models/house.glb`.",
            f"{args.scene}中展区的位置与scenes/metaverse不同，而建筑只为后者生成。"
            "请改为给各展区指定模型文件：`model: models/house.glb`。",
        )
        print(say(*told), file=sys.stderr)
        return 2
    from ...bake.pipeline import bake as oven

    out = args.output or ASSETS / "park"
    if not can_write(out, folder=True):
        return 2
    bar = Progress(say("Baking", "烘焙"))
    rays, ground_px = (12, 512) if args.quick else (64, 2048)
    kept = None if args.no_cache else args.cache or cache_folder() / "bake"
    oven.bake(args.scene, out, args.rays or rays, args.ground or ground_px, bar.show, kept)
    bar.done(str(out))
    return 0


def needs(args: argparse.Namespace) -> Needs:
    """Geometry and rays need libraries of their own."""
    return Needs(("bake",))


COMMAND = Command(
    12,
    (
        "rebuild the models in assets/ (after changing the park)",
        "重新生成assets/中的模型（供修改园区者使用）",
    ),
    add_arguments,
    run,
    needs,
)
