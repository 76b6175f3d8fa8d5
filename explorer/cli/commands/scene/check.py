"""The command `check`: checks every text, place and source of a scene."""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from pathlib import Path

from ....base.bootstrap import gettext
from ....i18n import Text
from ... import options
from ...command import Command
from ...parser import Option
from ...scene import ASSETS, language

OPTIONS = (
    options.POSITIONAL_SCENE,
    Option("--strict", Text("exit code 1 if there are warnings")),
    Option("--all", Text("list each missing text, even if a language has none at all")),
    Option("--json", Text("output as JSON")),
    Option(
        "--reviewed",
        Text("show what has changed since it was reviewed, and note what you have read; ROW: note that row"),
        "ROW",
        nargs="?",
        const="",
    ),
)


def run(args: argparse.Namespace) -> int:
    """Check a scene; the exit code is 1 for warnings with `--strict`."""
    if args.reviewed is not None:
        return _review(args.scene, args.reviewed)
    from ....editor.faults import check_unwritten, fault_line
    from ....park import check as editor
    from ....park.checks.figures import check_figures
    from ....park.checks.readability import check_readability
    from ....park.checks.reviewed import check_reviewed
    from ....park.faults import printable, shown
    from ....shell.style.brand_check import check_brand_colours
    from ....visit.tour.check import check_tours

    inspectors = (
        check_tours,
        check_brand_colours,
        check_unwritten,
        check_figures,
        check_reviewed,
        check_readability,
    )
    try:
        report = editor.check(args.scene, ASSETS, *inspectors)
    except Exception as error:  # authors must not see a traceback
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
        for fault in report.faults if args.all else report.listed:
            print(fault_line(fault, language()))
        print(report.line(language()))
    return 2 if report.errors else 1 if report.warnings and args.strict else 0


def _review(scene: Path, name: str) -> int:
    """Show each row that has changed since its last review, and record those reviewed now."""
    from ....exhibits.kinds import KINDS
    from ....park.checks.reviewed import changed, read_digests, rows, write_digests
    from ....park.load import read

    reading = read(scene, ASSETS, KINDS, light_later=True)
    if reading.park is None:
        print(gettext(Text("The scene has errors: correct what `check` names first.")), file=sys.stderr)
        return 2
    digests = read_digests(scene)
    if digests is None:
        digests = {row.name: row.digest for row in rows(reading)}
        write_digests(scene, digests)
        print(gettext(Text("{count} rows count as reviewed from now on.", count=len(digests))))
        return 0
    waiting = changed(reading, digests)
    if name and name not in {row.name for row in waiting}:
        message = Text("No changed row is called {name!r}. `check --reviewed` lists them.", name=name)
        print(gettext(message), file=sys.stderr)
        return 2
    asks = not name and sys.stdin.isatty()
    left = 0
    for row in waiting:
        if name and row.name != name:
            continue
        if not name:
            print(f"\n{row.name}\n{_as_yaml(row.value)}")
        if name or (asks and input(gettext(Text("Reviewed? [y/N] "))).strip().lower() in ("y", "yes")):
            digests[row.name] = row.digest
            write_digests(scene, digests)  # at once: an interrupted review keeps its progress
        else:
            left += 1
    present = {row.name for row in rows(reading)}
    if not name and set(digests) - present:
        write_digests(scene, {row: digest for row, digest in digests.items() if row in present})
    print(gettext(Text("{count} row not reviewed", "{count} rows not reviewed", count=left)))
    return 1 if left else 0


def _as_yaml(value: object) -> str:
    import yaml

    from ....park.faults import printable

    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110)
    return "\n".join("  " + printable(line) for line in text.splitlines())


def _read_last(error: Exception) -> Path | None:
    """The file of the scene that was being read when an error occurred."""
    from ....park.yaml_file import YamlFile

    found = None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        found = next((v.path for v in frame.f_locals.values() if isinstance(v, YamlFile)), found)
    return found


COMMAND = Command(6, Text("check every text, place and source of a scene"), OPTIONS, run)
