"""The command `export`: the park as a 3D file for other programs, or as a folder for browsers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ....base import bootstrap
from ....base.bootstrap import gettext
from ....base.terminal import Progress
from ....i18n import Text, tr
from ... import options
from ...argument_types import language_list
from ...command import Command, Needs
from ...files import can_write, not_written
from ...parser import OneOf, Option
from ...scene import ASSETS, knows, language, load_park, scene_language
from ...web import WEB_OPTIONS, run_web

OPTIONS = (
    options.SCENE_FOLDER,
    Option(
        "--lang, --language",
        Text("language, of the program or of the scene; several for browsers: en,zh,de"),
        Text("CODE"),
        language_list,
        default=(),
        dest="languages",
    ),
    OneOf(
        Option("-o, --output", Text("output file: .glb or .usda"), Text("FILE.glb"), Path),
        Option("--web", Text("output folder for browsers; begin at its index.html"), options.FOLDER, Path),
        required=True,
    ),
    Option("--zone", Text("only this zone"), "ID"),
    Option("--surroundings", Text("include the city and the land across the water")),
    *WEB_OPTIONS,
)


def run(args: argparse.Namespace) -> int:
    """Write the park for other programs or for browsers."""
    if args.languages:
        bootstrap.speak(args.languages[0])
    if args.web is not None:
        return run_web(args)
    from ....publish.export import NotExported
    from ....publish.export import export as export_park

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
    """USD needs an additional library; a folder for browsers has pictures."""
    if args.web is not None:
        return Needs(libraries=True)
    return Needs(("usd",) if args.output.suffix.lower() == ".usda" else ())


COMMAND = Command(9, Text("export the park as a 3D file, or as a folder for browsers"), OPTIONS, run, needs)
