"""The command `schema`: JSON Schemas of scene files, for editors that complete and check them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ....base.atomic_file import write_text
from ....base.bootstrap import gettext
from ....i18n import Text
from ... import options
from ...command import Command
from ...files import not_written
from ...parser import Option

OPTIONS = (
    options.POSITIONAL_SCENE,
    Option("--mark", Text("name the schemas in the first line of each file, so that editors find them")),
)


def run(args: argparse.Namespace) -> int:
    """Write `schema/*.json` into a scene."""
    from ....editor.schema_files import FOLDER, marked, schema_files
    from ....editor.texts import written_files

    folder: Path = args.scene
    if not (folder / "park.yaml").is_file():
        print(gettext("{folder}: no scene here (park.yaml is missing)", folder=folder), file=sys.stderr)
        return 2
    reading = written_files(folder)
    try:
        (folder / FOLDER).mkdir(exist_ok=True)
        for name, text in schema_files(reading.languages).items():
            write_text(folder / FOLDER / name, text)
            print(folder / FOLDER / name)
        for name in reading.files if args.mark else ():
            path = folder / f"{name}.yaml"
            before = path.read_bytes().decode("utf-8")
            after = marked(name, before)
            if after != before:
                write_text(path, after)
    except OSError as error:
        return not_written(folder, error)
    except UnicodeDecodeError:
        print(gettext(Text("save the file as UTF-8")), file=sys.stderr)
        return 2
    return 0


COMMAND = Command(6, Text("write the keys of scene files as schemas for editors"), OPTIONS, run)
