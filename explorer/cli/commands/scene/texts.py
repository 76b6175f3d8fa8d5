"""The command `texts`: exports all texts of a scene for translators, and imports them again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ....base.atomic_file import write_text
from ....base.bootstrap import gettext
from ....i18n import Text
from ... import options
from ...argument_types import file_named
from ...command import Command
from ...files import not_written
from ...options import FILE
from ...parser import OneOf, Option
from .new import codes

SUFFIXES = (".xlsx", ".csv", ".po")


OPTIONS = (
    options.POSITIONAL_SCENE,
    OneOf(
        Option(
            "--export",
            Text(
                "write all texts into this file: one row a text, one column a language; .po for one language"
            ),
            FILE,
            file_named(*SUFFIXES),
        ),
        Option(
            "--import",
            Text("put the texts of this file in; what is empty in it stays as it is"),
            FILE,
            Path,
            dest="origin",
        ),
        required=True,
    ),
    Option(
        "--languages",
        Text("with --export: the language that a .po file is for, or languages to add to the sheet"),
        Text("CODES"),
        codes,
        default=(),
    ),
)


def run(args: argparse.Namespace) -> int:
    """Write a file of texts, or read one."""
    from ....editor.text_files import Refused

    folder: Path = args.scene
    if not (folder / "park.yaml").is_file():
        print(gettext("{folder}: no scene here (park.yaml is missing)", folder=folder), file=sys.stderr)
        return 2
    try:
        return _import(folder, args.origin) if args.origin is not None else _export(folder, args)
    except Refused as refused:
        message = Text(
            "{path}: {what}: {remedy}",
            path=args.export or args.origin,
            what=refused.what,
            remedy=refused.remedy,
        )
        print(gettext(message), file=sys.stderr)
        return 2


def _export(folder: Path, args: argparse.Namespace) -> int:
    from ....editor.text_files import write_rows
    from ....editor.texts import read_texts

    reading, rows = read_texts(folder, args.languages)
    target = args.languages[0] if args.languages else reading.languages[-1]
    try:
        write_rows(args.export, rows, reading.languages[0], target)
    except OSError as error:
        return not_written(args.export, error)
    print(args.export)
    print(gettext(Text("{count} text", "{count} texts", count=len(rows))))
    return 0


def _import(folder: Path, origin: Path) -> int:
    from ....editor.text_files import read_rows
    from ....editor.texts import Lost, changed_files, read_texts

    rows = read_rows(origin)
    more = dict.fromkeys(code for row in rows for code in row.words)
    reading, now = read_texts(folder, tuple(more))
    broken = [fault for file in reading.files.values() if file.data is None for fault in file.faults]
    for fault in broken:
        print(fault.as_text(), file=sys.stderr)
    if broken:
        return 2
    try:
        files, lost, count = changed_files(folder, rows, now)
        for name, text in files.items():
            write_text(folder / name, text)
            print(folder / name)
    except Lost as place:
        print(gettext(Text("{place} is not there any more", place=str(place))), file=sys.stderr)
        return 2
    except OSError as error:
        return not_written(folder, error)
    for row in lost:
        what = Text("{place} is not there any more", place=f"{row.file}: {row.place}")
        print(gettext(what), file=sys.stderr)
    print(gettext(Text("{count} text changed", "{count} texts changed", count=count)))
    new = [code for code in more if code not in reading.languages]
    if new and count:
        known = ", ".join((*reading.languages, *new))
        print(gettext(Text("Now write `languages: [{known}]` in park.yaml.", known=known)))
    return 1 if lost else 0


COMMAND = Command(6, Text("texts of a scene out to a sheet for translators, and back"), OPTIONS, run)
