"""The command `new`: a new scene to start from."""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from pathlib import Path

from ...base.bootstrap import gettext, start_line
from ...i18n import Text, languages
from ..argument_types import scene_named, whole
from ..command import Command
from ..files import not_written
from ..options import FOLDER
from ..parser import Option
from ..scene import language, note_english

CODE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
MOST_LANGUAGES, MOST_ZONES = 12, 24
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def run(args: argparse.Namespace) -> int:
    """Write the files, unless the folder contains something already."""
    folder: Path = args.folder
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        message = Text("{folder} is there already. Name a new folder, or an empty one.", folder=folder)
        print(gettext(message), file=sys.stderr)
        return 2
    if args.origin is not None and (args.languages or args.zones):
        message = Text("--from copies a scene as it is: leave out --languages and --zones.")
        print(gettext(message), file=sys.stderr)
        return 2
    try:
        return _copy(args.origin, folder) if args.origin is not None else _make(folder, args)
    except OSError as error:
        return not_written(folder, error)


def _make(folder: Path, args: argparse.Namespace) -> int:
    from ...editor.new_scene import new_scene
    from ...editor.schema_files import FOLDER, marked, schema_files

    languages_of_it = args.languages or (language(),)
    name = folder.resolve().name
    owner = re.sub(r"[-_\s]+", " ", name).strip()
    owner = owner if re.search("[A-Z]", owner) else owner.title()
    files = new_scene(_id(name), owner[:60] or "Park", languages_of_it, args.zones or 3)
    _write(folder, {file: marked(file.removesuffix(".yaml"), text) for file, text in files.items()})
    _write(folder / FOLDER, schema_files(languages_of_it))
    _tell(folder)
    for code in languages_of_it:
        if code not in languages():
            note_english(code)
    return 0


def _copy(origin: Path, folder: Path) -> int:
    from ...editor.new_scene import copied_files

    found = copied_files(origin, _id(folder.resolve().name))
    if found is None:
        message = Text("{folder}: no scene here (park.yaml is missing)", folder=origin)
        print(gettext(message), file=sys.stderr)
        return 2
    for name, data in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    _tell(folder)
    return 0


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def _tell(folder: Path) -> None:
    """Print the next steps."""
    print(folder)
    print(gettext("Look at it: {line}", line=start_line("run", "--scene", str(folder))))
    print(gettext("Check it after each change: {line}", line=start_line("check", str(folder), "--strict")))


def _id(name: str) -> str:
    name = unicodedata.normalize("NFC", name.lower()).translate(GERMAN)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return made or "park"


def codes(text: str) -> tuple[str, ...]:
    """Language codes, such as de,en."""
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    wrong = next((code for code in found if not re.fullmatch(CODE, code)), None)
    if wrong is not None or len(found) > MOST_LANGUAGES:
        message = Text(
            "write codes such as {languages}, separated by commas, not {text!r}",
            languages=", ".join(languages()),
            text=wrong or text,
        )
        raise argparse.ArgumentTypeError(gettext(message))
    return found


OPTIONS = (
    Option("folder", Text("the folder to make"), FOLDER, Path),
    Option(
        "--languages",
        Text("languages of its texts, separated by commas, the main one first, e.g. de,en"),
        Text("CODES"),
        codes,
    ),
    Option(
        "--zones",
        Text("how many zones, {low} to {high}", low=1, high=MOST_ZONES),
        Text("NUMBER"),
        whole(1, MOST_ZONES),
    ),
    Option(
        "--from",
        Text("begin with a copy of this scene instead of an empty one"),
        FOLDER,
        scene_named,
        dest="origin",
    ),
)

COMMAND = Command(6, Text("make a scene of your own to begin with"), OPTIONS, run)
