"""Makes the gallery of a zone from its files. A file that cannot be shown is a warning, and a blank screen replaces it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ...base.pictures import NotShown, PictureKey
from ...base.suffixes import PICTURES
from ...exhibits.sheets.gallery import MOST_SLIDES, Gallery, GalleryExhibit, Slide, gallery_exhibit
from ...exhibits.sheets.picture_files import pages_in, read_whole
from ...i18n import Text
from ..model import Park, Zone
from ..own_exhibit import GallerySheet, SlideRow
from ..yaml_file import Key, YamlFile

Where = tuple[Key, ...]
Note = Callable[[Where, Text, Text, bool], None]
"""Notes a fault: place below the exhibit, what is wrong, what to do, whether the park opens nevertheless."""


def make_gallery(sheet: GallerySheet, zone: Zone, folder: Path, note: Note) -> type[GalleryExhibit] | None:
    """The exhibit class of a gallery; None after a mistake that prevents making it."""
    place = zone.exhibit
    assert place is not None
    slides: list[Slide] = []
    good = True
    for n, row in enumerate(sheet.slides):
        found = _slides(row, sheet, folder, lambda where, *more, n=n: note(("slides", n, *where), *more))
        good = good and found is not None
        slides += found or ()
    if good and len(slides) > MOST_SLIDES:
        what = Text("{count} pictures; at most {most} are shown", count=len(slides), most=MOST_SLIDES)
        note(("slides",), what, Text("name fewer pages"), False)
        return None
    if not good or not slides:
        return None
    title = place.title or zone.title
    return gallery_exhibit(Gallery(title, tuple(slides), sheet.source, place.real, place.try_this))


def _slides(row: SlideRow, sheet: GallerySheet, folder: Path, note: Note) -> list[Slide] | None:
    path = inside_scene(folder, row.file, ("file",), note)
    if path is None:
        return None
    kind, lasts_s = PICTURES[path.suffix.lower()], row.lasts_s or sheet.each_s
    poster = ""
    if row.poster is not None:
        shown = inside_scene(folder, row.poster, ("poster",), note)
        if shown is None:
            return None
        if kind != "video" or PICTURES[shown.suffix.lower()] not in ("photo", "drawing"):
            note(("poster",), Text("only a video has a poster, which is a picture"), Text("delete it"), False)
            return None
        poster = str(shown)
        _look(shown, row.poster, ("poster",), note)
    pages = _look(path, row.file, ("file",), note)
    if row.pages and kind != "page":
        note(("pages",), Text("only a PDF has pages"), Text("delete it"), False)
        return None
    if kind != "page":
        return [Slide(PictureKey(str(path), kind, 0, poster), row.caption, lasts_s)]
    for n, page in enumerate(row.pages):
        if pages is not None and page > pages:
            what = Text("there is no page {page}", page=page)
            note(("pages", n), what, Text("it must be {limits}", limits=f"1 – {pages}"), True)
    wanted = row.pages or range(1, (pages or 1) + 1)
    return [Slide(PictureKey(str(path), kind, page - 1), row.caption, lasts_s) for page in wanted]


def inside_scene(folder: Path, name: str, where: Where, note: Note) -> Path | None:
    """The file of that name in the scene; None after noting why it is refused."""
    path = folder / name.replace("\\", "/")
    try:
        resolved = path.resolve()
        inside = resolved.is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        inside = False
    if not inside:
        what = Text("{name!r} leads out of the scene folder", name=name)
        note(where, what, Text("copy it into the scene folder"), False)
        return None
    if resolved.suffix.lower() not in PICTURES:
        what = Text("{name!r} is of a kind that is not read", name=name)
        note(where, what, Text("use one of {kinds}", kinds=", ".join(PICTURES)), False)
        return None
    return resolved


def _look(path: Path, name: str, where: Where, note: Note) -> int | None:
    """The number of pages of a file; None after noting why it cannot be shown."""
    if not path.is_file():
        what = Text("there is no file {name!r}; a quiet screen stands there", name=name)
        note(where, what, Text("put the picture there"), True)
        return None
    try:
        return pages_in(path, PICTURES[path.suffix.lower()])
    except NotShown as wrong:
        note(where, Text("{name!r} is not shown: {what}", name=name, what=wrong.what), wrong.remedy, True)
        return None


def check_galleries(files: Mapping[str, YamlFile], park: Park) -> None:
    """Decode each picture completely, and note damaged ones."""
    for zone in park.zones.values():
        sheet = zone.exhibit.gallery if zone.exhibit is not None else None
        for n, row in enumerate(sheet.slides if sheet is not None else ()):
            file = files[f"zones/{zone.id}"]
            for key, name in _names(row):
                path = (file.path.parent.parent / name.replace("\\", "/")).resolve()
                if not path.is_file():
                    continue  # noted when it was opened
                kind = PICTURES[path.suffix.lower()]
                try:
                    pages_in(path, kind)
                except NotShown:
                    continue  # likewise
                try:
                    read_whole(path, kind)
                except NotShown as wrong:
                    what = Text("{name!r} is not shown: {what}", name=name, what=wrong.what)
                    file.fault(("exhibit", "gallery", "slides", n, key), what, wrong.remedy, warning=True)


def _names(row: SlideRow) -> Iterator[tuple[str, str]]:
    yield "file", row.file
    if row.poster is not None:
        yield "poster", row.poster
