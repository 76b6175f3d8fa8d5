"""The command `check`: every text, place and source of a scene."""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from pathlib import Path

from ...bootstrap import gettext
from ...i18n import Text
from ..argument_types import scene_named
from ..command import Command
from ..options import SCENE
from ..parser import Parser
from ..scene import ASSETS, language


def add_arguments(p: Parser) -> None:
    """Declare what can be typed after its name."""
    what = gettext("scene folder")
    p.add_argument("scene", nargs="?", type=scene_named, default=SCENE, help=what)
    what = gettext("exit code 1 if there are warnings")
    p.add_argument("--strict", action="store_true", help=what)
    p.add_argument("--json", action="store_true", help=gettext("output as JSON"))


def run(args: argparse.Namespace) -> int:
    """Check a scene; the exit code is 1 for warnings with `--strict`."""
    from ...edit.fault_words import fault_line
    from ...edit.unwritten import check_unwritten
    from ...park import check as editor
    from ...park.faults import printable, shown
    from ...shell.style.brand_check import check_brand_colours
    from ...visit.tour.check import check_tours

    try:
        report = editor.check(args.scene, ASSETS, check_tours, check_brand_colours, check_unwritten)
    except Exception as error:  # an author is not to read a traceback
        path = shown(_read_last(error) or args.scene)
        message = Text(
            "{path} could not be checked ({name}: {error}). This is an error in the program: please "
            "report it with this file.",
            path=path,
            name=type(error).__name__,
            error=error,
        )
        print(printable(gettext(message)), file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(report.to_json(), indent=2))
    else:
        for fault in report.faults:
            print(fault_line(fault, language()))
        print(report.line(language()))
    return 2 if report.errors else 1 if report.warnings and args.strict else 0


def _read_last(error: Exception) -> Path | None:
    """The file of the scene that was being read when an error was raised."""
    from ...park.yaml_file import YamlFile

    found = None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        found = next((v.path for v in frame.f_locals.values() if isinstance(v, YamlFile)), found)
    return found


COMMAND = Command(
    6,
    Text("check every text, place and source of a scene"),
    add_arguments,
    run,
)
