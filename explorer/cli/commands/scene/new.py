"""The command `new`: a new scene to start from."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from ....base.bootstrap import gettext, start_line
from ....i18n import Language, Text, languages
from ...argument_types import scene_named, whole
from ...command import Command
from ...files import not_written
from ...options import FILE, FOLDER
from ...parser import Option
from ...scene import language, note_english

CODE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
MOST_LANGUAGES, MOST_ZONES = 12, 24


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
    if args.map is None and (args.around is not None or args.centre or args.credit):
        print(gettext("--around, --centre and --credit belong to --map."), file=sys.stderr)
        return 2
    if args.map is not None and args.origin is not None:
        print(gettext("Choose one of --map and --from."), file=sys.stderr)
        return 2
    try:
        if args.origin is not None:
            return _copy(args.origin, folder)
        return _make(folder, args)
    except OSError as error:
        return not_written(folder, error)


def _make(folder: Path, args: argparse.Namespace) -> int:
    from ....editor.new_scene import new_scene
    from ....editor.schema_files import FOLDER, marked, schema_files

    languages_of_it = args.languages or (language(),)
    name = folder.resolve().name
    owner = re.sub(r"[-_\s]+", " ", name).strip()
    owner = owner if re.search("[A-Z]", owner) else owner.title()
    owner = owner[:60] or "Park"
    if args.map is not None:
        found = _from_map(args, _id(name), owner, languages_of_it)
        if found is None:
            return 2
        files = found
    else:
        files = new_scene(_id(name), owner, languages_of_it, args.zones or 3)
    _write(folder, {file: marked(file.removesuffix(".yaml"), text) for file, text in files.items()})
    _write(folder / FOLDER, schema_files(languages_of_it))
    _tell(folder)
    for code in languages_of_it:
        if code not in languages():
            note_english(code)
    return 0


def _from_map(
    args: argparse.Namespace, id: str, name: str, of_it: tuple[Language, ...]
) -> dict[str, str] | None:
    """The files of a scene from a map; None if the map cannot be used, with a message on standard error."""
    from ....build.grown.maps.fault import MapFault
    from ....build.grown.maps.map_file import read_map
    from ....editor.map_scene import AROUND_M, USUAL_ZONES, scene_from_map

    try:
        site = read_map(args.map, args.centre)
    except MapFault as fault:
        print(f"{gettext(fault.what)}: {gettext(fault.remedy)}", file=sys.stderr)
        return None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        print(gettext("{path} could not be read: {reason}", path=args.map, reason=reason), file=sys.stderr)
        return None
    if not (site.is_openstreetmap or args.credit):
        message = Text("Say who made the map, for the note on the park: --credit TEXT")
        print(gettext(message), file=sys.stderr)
        return None
    around_m = AROUND_M if args.around is None else args.around
    files = scene_from_map(id, name, of_it, site, args.zones or USUAL_ZONES, around_m, args.credit or "")
    for note in site.notes:
        print(gettext(note), file=sys.stderr)
    return files


def _copy(origin: Path, folder: Path) -> int:
    from ....editor.new_scene import copied_files

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
    from ....editor.pieces import id_of

    return id_of(name, 60, "park")


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


def centre(text: str) -> tuple[float, float]:
    """Latitude and longitude, such as 52.5163,13.3777."""
    found = re.fullmatch(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*", text)
    if found is None or abs(float(found[1])) > 85 or abs(float(found[2])) > 180:
        message = Text("write latitude and longitude, such as 52.5163,13.3777, not {text!r}", text=text)
        raise argparse.ArgumentTypeError(gettext(message))
    return (float(found[1]), float(found[2]))


def around(text: str) -> float:
    """Metres from 0 to 300, with or without their unit."""
    found = re.fullmatch(r"\s*(\d{1,3})\s*m?\s*", text)
    if found is None or float(found[1]) > 300:
        raise argparse.ArgumentTypeError(
            gettext("write metres from 0 to 300, such as 150m, not {text!r}", text=text)
        )
    return float(found[1])


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
    Option(
        "--map",
        Text(
            "make the park of a real site from a map file (.osm, or GeoJSON of OpenStreetMap, QGIS or a city portal)"
        ),
        FILE,
        Path,
    ),
    Option(
        "--around",
        Text("with --map: how far round the buildings the neighbourhood reaches, e.g. 150m"),
        Text("METRES"),
        around,
    ),
    Option(
        "--centre",
        Text("with --map: the middle of the site, e.g. 52.5163,13.3777"),
        Text("LATITUDE,LONGITUDE"),
        centre,
    ),
    Option("--credit", Text("with --map: who made the map, as it is to be named"), Text("TEXT")),
)

COMMAND = Command(6, Text("make a scene of your own to begin with"), OPTIONS, run)
