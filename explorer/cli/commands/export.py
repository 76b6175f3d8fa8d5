"""The command `export`: the park as a 3D file for other programs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ...base.bootstrap import gettext
from ...base.terminal import Progress
from ...i18n import Text, tr
from .. import options
from ..command import Command, Needs
from ..files import can_write, not_written
from ..parser import Option
from ..scene import ASSETS, knows, language, load_park, scene_language

OPTIONS = (
    options.SCENE_FOLDER,
    options.SCENE_LANGUAGE,
    Option("--zone", Text("only this zone"), "ID"),
    Option("--surroundings", Text("include the city and the land across the water")),
    Option("-o, --output", Text("output file: .glb or .usda"), Text("FILE.glb"), Path, required=True),
)


def run(args: argparse.Namespace) -> int:
    """Write the park for other programs."""
    from ...publish.export import NotExported
    from ...publish.export import export as export_park

    park = load_park(args.scene)
    if park is None or not knows(park, args.zone) or not can_write(args.output):
        return 2
    bar = Progress(gettext("Exporting"))
    try:
        done = export_park(
            park, ASSETS, args.output, zone=args.zone, language=scene_language(park), surroundings=args.surroundings,
            progress=bar.show,
        )  # fmt: skip
    except NotExported as error:
        print(tr(error.message, language()), file=sys.stderr)
        return 2
    except OSError as error:
        return not_written(args.output, error)
    bar.done(str(done.path))
    for warning in done.warnings:
        print(tr(warning, language()), file=sys.stderr)
    if done.plain:
        names = ", ".join(done.plain)
        print(gettext("Shown as plain blocks: {names}", names=names), file=sys.stderr)
    print(done.path)
    return 0


def needs(args: argparse.Namespace) -> Needs:
    """USD needs an additional library."""
    return Needs(("usd",) if args.output.suffix.lower() == ".usda" else ())


COMMAND = Command(
    9, Text("export the park as a 3D file for Blender, Omniverse and other viewers"), OPTIONS, run, needs
)
