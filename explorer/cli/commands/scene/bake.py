"""The command `bake`: makes the models in `assets/` again, or an author's park with ray-traced light."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from ....base.bootstrap import gettext, is_packed
from ....base.folders import cache_folder
from ....base.terminal import Progress
from ....i18n import Text
from ... import options
from ...argument_types import whole
from ...command import Command, Needs
from ...files import can_write, not_written
from ...options import FOLDER
from ...parser import Option
from ...scene import ASSETS, load_park

OPTIONS = (
    options.SCENE_FOLDER,
    Option("--rays", Text("rays from each point (64; 12 with --quick)"), "N", whole(1, 4096)),
    Option(
        "--ground",
        Text("width of the ground light map in pixels (2048; 512 with --quick)"),
        "PX",
        whole(64, 8192),
    ),
    Option("--quick", Text("coarse light, for a quick look")),
    Option("--cache", Text("folder that keeps the light for the next bake"), FOLDER, Path),
    Option("--no-cache", Text("compute all light again")),
    Option("--sounds", Text("only the sounds (default output: assets/sound)")),
    Option(
        "-o, --output",
        Text("output folder (default: assets/park, or baked in a scene of your own)"),
        FOLDER,
        Path,
    ),
)


def run(args: argparse.Namespace) -> int:
    """Bake the park of a scene."""
    if args.sounds:
        return bake_sounds(args.output or ASSETS / "sound")
    from ....build.site.plan import ZONES

    park = load_park(args.scene, light_later=True)
    if park is None:
        return 2
    if park.grown is not None:
        return bake_own(args, park.grown)
    try:
        ZONES.agree_with(args.scene)
    except ValueError:
        message = Text(
            "{scene} places its zones differently from scenes/metaverse, and buildings can be made for "
            "that scene only. Give it ground with `site: island` and its zones `building:`, and bake again.",
            scene=args.scene,
        )
        print(gettext(message), file=sys.stderr)
        return 2
    from ....build.pipeline.bake import bake as bake_park

    out = args.output or ASSETS / "park"
    if not can_write(out, folder=True):
        return 2
    bar = Progress(gettext("Baking"))
    bake_park(args.scene, out, *_fineness(args), bar.show, _cache(args))
    bar.done(str(out))
    return 0


def _fineness(args: argparse.Namespace) -> tuple[int, int]:
    """Rays per point, and the width of the images of the ground."""
    rays, ground_px = (12, 512) if args.quick else (64, 2048)
    return args.rays or rays, args.ground or ground_px


def _cache(args: argparse.Namespace) -> Path | None:
    return None if args.no_cache else args.cache or cache_folder() / "bake"


def bake_own(args: argparse.Namespace, grown: Path) -> int:
    """Bake the park that is grown for a scene: into its folder, or into the user's cache if that is not writable."""
    from ....build.grown.baking import bake_grown, place_in_cache
    from ....build.grown.grown import JOB, Job
    from ....park.growing import BAKE

    job = replace(Job.read(grown / JOB), shipped=ASSETS / "park")
    out = args.output or args.scene / BAKE
    if args.output is None and not os.access(args.scene, os.W_OK):
        out = place_in_cache(job)
    if not can_write(out, folder=True):
        return 2
    bar = Progress(gettext("Baking"))
    try:
        bake_grown(job, out, *_fineness(args), bar.show, _cache(args))
    except OSError as error:
        return not_written(out, error)
    except KeyboardInterrupt:
        print(gettext(Text("Stopped. {out} is as it was.", out=out)), file=sys.stderr)
        return 130
    bar.done(str(out))
    return 0


def bake_sounds(out: Path) -> int:
    """Compute the sounds and write them."""
    if is_packed():  # a package omits the code that computes them
        print(gettext("Sounds are computed in a checkout, and this is an installed copy."), file=sys.stderr)
        return 2
    from ....build.sound.files import write_sounds

    if not can_write(out, folder=True):
        return 2
    print(gettext(Text("{out}: {kilobytes} kB", out=out, kilobytes=round(write_sounds(out) / 1000))))
    return 0


def needs(args: argparse.Namespace) -> Needs:
    """Geometry and rays need additional libraries."""
    return Needs(() if args.sounds else ("bake",))


COMMAND = Command(
    12,
    Text("compute light by rays: for the park in assets/, or for a scene of your own"),
    OPTIONS,
    run,
    needs,
)
