"""Finds the files of hot spots, and notes what cannot be shown."""

from __future__ import annotations

from collections.abc import Mapping
from math import hypot
from pathlib import Path

from ...base.pictures import NotShown
from ...base.suffixes import MODELS, PICTURES
from ...exhibits.sheets.picture_files import pages_in
from ...i18n import Text
from ..checks.gallery import Note, Where, inside_scene
from ..model import Zone
from ..yaml_file import YamlFile
from .spot import Spot, SpotFile, file_key

FARTHEST_M = 120.0
"""Distance from its building beyond which a point is taken for a mistake."""


def find_spot_files(
    folder: Path, files_read: Mapping[str, YamlFile], zones: Mapping[str, Zone]
) -> dict[str, Path]:
    """The files of all hot spots that can be shown; others are noted."""
    found: dict[str, Path] = {}
    for id, zone in zones.items():
        file, taken = files_read[f"zones/{id}"], set[str]()
        for number, spot in enumerate(zone.spots):
            where: Where = ("spots", number)
            if spot.id in taken:
                file.fault(
                    (*where, "id"),
                    Text("{id!r} comes twice", id=spot.id),
                    Text("give each hot spot its own id"),
                )
            taken.add(spot.id)
            is_empty = spot.text is None and spot.file is None and spot.link is None and spot.model is None
            if is_empty and not file.broken:
                file.fault(
                    (*where, "title"),
                    Text("{id!r} has a title alone", id=spot.id),
                    Text("add `text`, `file` or `link`"),
                    warning=True,
                )
            _check_point(file, where, spot)
            found |= _files_of(folder, file, where, id, spot)
    return found


def _check_point(file: YamlFile, where: Where, spot: Spot) -> None:
    if spot.at_m is not None and (hypot(*spot.at_m[:2]) > FARTHEST_M or not -5 <= spot.at_m[2] <= 300):
        file.fault(
            (*where, "at_m"),
            Text("{id!r} is far from its building", id=spot.id),
            Text("write metres from the middle of the building: to the right, towards you, up"),
            warning=True,
        )


def _files_of(folder: Path, file: YamlFile, where: Where, zone: str, spot: Spot) -> dict[str, Path]:
    found: dict[str, Path] = {}

    def note(place: Where, what: Text, remedy: Text, opens: bool) -> None:
        file.fault((*where, *place), what, remedy, warning=opens)

    if spot.model is not None and (path := _model(folder, spot.model, note)) is not None:
        found[file_key(zone, spot.id, "model")] = path
    names: tuple[tuple[SpotFile, str | None], ...] = (("file", spot.file), ("poster", spot.poster))
    for key, name in names:
        path = inside_scene(folder, name, (key,), note) if name is not None else None
        if path is None or name is None:
            continue
        if key == "poster" and not _suits(found.get(file_key(zone, spot.id, "file")), path):
            note((key,), Text("only a video has a poster, which is a picture"), Text("delete it"), False)
        elif not path.is_file():
            note((key,), Text("there is no file {name!r}", name=name), Text("put it there"), True)
        else:
            try:
                pages_in(path, PICTURES[path.suffix.lower()])
                found[file_key(zone, spot.id, key)] = path
            except NotShown as wrong:
                what = Text("{name!r} is not shown: {what}", name=name, what=wrong.what)
                note((key,), what, wrong.remedy, True)
    return found


def _model(folder: Path, name: str, note: Note) -> Path | None:
    """The model file of that name in the scene; None after noting why it is refused."""
    path = folder / name.replace("\\", "/")
    try:
        is_inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        is_inside = False
    if not is_inside:
        what = Text("{name!r} leads out of the scene folder", name=name)
        note(("model",), what, Text("copy it into the scene folder"), False)
    elif path.suffix.lower() not in MODELS:
        what = Text("{name!r} is of a kind that is not read", name=name)
        note(("model",), what, Text("use one of {kinds}", kinds=", ".join(MODELS)), False)
    elif not path.is_file():
        note(("model",), Text("there is no file {name!r}", name=name), Text("put it there"), True)
    else:
        return path.resolve()
    return None


def _suits(video: Path | None, poster: Path) -> bool:
    is_picture = PICTURES[poster.suffix.lower()] in ("photo", "drawing")
    return is_picture and (video is None or PICTURES[video.suffix.lower()] == "video")
