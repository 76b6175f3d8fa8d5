"""The files of a brand: whether logo, icon and typeface are usable, judged by their headers, without Qt.

Faults are warnings: the park opens without that file. Nothing large is read, and no image is decoded.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import get_args

from ...base.pictures import NotShown
from ...exhibits.sheets.drawing_file import look_at_drawing
from ...i18n import LIST_SEPARATOR, Listed, Text
from ..base import WrongValue
from ..yaml_file import YamlFile, unreadable
from .model import Brand, BrandFile

MOST_SVG_BYTES, MOST_PNG_BYTES, MOST_FONT_BYTES = 500_000, 5_000_000, 20_000_000
MOST_PX, LEAST_PX = 4_096, 64
"""Sides of an image: above, it takes too much memory; below, it is coarse on a projector."""

Read = Callable[[Path], list[tuple[Text, Text]]]
"""Reads a file; returns what will not be visible of it, each with a remedy; raises `WrongValue` if it is unusable."""


def find_brand_files(file: YamlFile, brand: Brand, folder: Path) -> None:
    """Give a brand its usable files; the others are noted in park.yaml."""
    found: dict[BrandFile, Path] = {}
    for key in get_args(BrandFile):
        name = getattr(brand, key)
        if name is None:
            continue
        try:
            path, losses = _opened(folder, name, FONTS if key == "typeface" else PICTURES)
        except WrongValue as wrong:
            file.fault(
                ("brand", key),
                Text("{name!r} is not used: {what}", name=name, what=wrong.what),
                wrong.remedy,
                warning=True,
            )
            continue
        found[key] = path
        for what, remedy in losses:
            file.fault(("brand", key), Text("{name!r}: {what}", name=name, what=what), remedy, warning=True)
    brand.have(found)


def _opened(folder: Path, name: str, kinds: Mapping[str, Read]) -> tuple[Path, list[tuple[Text, Text]]]:
    try:
        path = file_in(folder, name, kinds)
        return path, kinds[path.suffix.lower()](path)
    except OSError as error:
        raise cannot_be_read(error) from error


def cannot_be_read(error: Exception) -> WrongValue:
    """What is wrong with a file that the system does not let us read."""
    what = Text("it cannot be read ({reason})", reason=unreadable(error))
    return WrongValue(what, Text("check the permissions of the file"))


def file_in(folder: Path, name: str, suffixes: Collection[str]) -> Path:
    """The file of a scene with that name, and one of these suffixes in small letters.

    Raises WrongValue if there is no such file.
    """
    path = folder / name.replace("\\", "/")
    try:
        inside, there = path.resolve().is_relative_to(folder.resolve()), path.is_file()
        if not inside:
            raise WrongValue(Text("it leads out of the scene folder"), Text("copy the file into it"))
        if path.suffix.lower() not in suffixes:
            known = Listed(tuple(suffix[1:].upper() for suffix in suffixes), LIST_SEPARATOR)
            raise WrongValue(
                Text("it is of another kind"), Text("use a file of one of these: {kinds}", kinds=known)
            )
        if not there:
            raise WrongValue(Text("there is no such file"), Text("put it there, or correct the name"))
        return path.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself
        raise cannot_be_read(error) from error


def bytes_of(path: Path, most: int) -> bytes:
    """The bytes of a file.

    Raises WrongValue if there are more than `most`.
    """
    size = path.stat().st_size
    if size > most:
        raise WrongValue(
            Text("the file has {size:,} kB", size=size // 1000),
            Text("make it smaller: {most:,} kB is the limit", most=most // 1000),
        )
    return path.read_bytes()


# ---- drawings


def read_svg(path: Path) -> list[tuple[Text, Text]]:
    """Check an SVG drawing; returns what will not be visible of it."""
    try:
        drawing = look_at_drawing(bytes_of(path, MOST_SVG_BYTES))
    except NotShown as wrong:
        raise WrongValue(wrong.what, wrong.remedy) from None
    losses = []
    if "text" in drawing.tags:
        losses.append(
            (Text("its letters depend on the fonts of each computer"), Text("convert text to paths"))
        )
    if "foreignObject" in drawing.tags:
        losses.append(
            (Text("what it takes from a web page is not shown"), Text("draw it in the file itself"))
        )
    return losses


# ---- pictures


def read_png(path: Path) -> list[tuple[Text, Text]]:
    """Check a PNG image; returns what will not be visible of it."""
    with path.open("rb") as opened:
        head = opened.read(24)
    if head[:8] != b"\x89PNG\r\n\x1a\n" or head[12:16] != b"IHDR":
        raise WrongValue(Text("it is no PNG picture"), Text("export it as PNG"))
    wide, high = struct.unpack(">2I", head[16:24])
    if not (0 < wide <= MOST_PX and 0 < high <= MOST_PX):
        raise WrongValue(
            Text("it has {wide:,} x {high:,} pixels", wide=wide, high=high),
            Text("make it smaller: {most:,} a side is the limit", most=MOST_PX),
        )
    data, at = bytes_of(path, MOST_PNG_BYTES), 8
    while data[at + 4 : at + 8] != b"IEND":
        length = int.from_bytes(data[at : at + 4], "big")
        body, check = data[at + 4 : at + 8 + length], data[at + 8 + length : at + 12 + length]
        if len(check) < 4 or zlib.crc32(body) != int.from_bytes(check, "big"):
            raise WrongValue(
                Text("it is cut off or damaged"), Text("open it in a picture program, and save it again")
            )
        at += 12 + length
    if high < LEAST_PX:
        what = Text("it is coarse, with {wide:,} x {high:,} pixels", wide=wide, high=high)
        return [
            (what, Text("use an SVG drawing, or a picture at least {least} pixels high", least=4 * LEAST_PX))
        ]
    return []


# ---- typefaces


def read_font(path: Path) -> list[tuple[Text, Text]]:
    """Check a typeface; returns what will not be visible of it."""
    data = bytes_of(path, MOST_FONT_BYTES)
    if data[:4] in (b"wOFF", b"wOF2", b"ttcf"):
        raise WrongValue(
            Text("it is a web font or a collection"), Text("use one typeface as a TTF or OTF file")
        )
    if data[:4] not in (b"\x00\x01\x00\x00", b"OTTO", b"true"):
        raise WrongValue(Text("it is no typeface"), Text("use a TTF or OTF file"))
    tables, count = set(), int.from_bytes(data[4:6], "big")
    for row in (data[12 + 16 * n : 28 + 16 * n] for n in range(count)):
        start, length = int.from_bytes(row[8:12], "big"), int.from_bytes(row[12:16], "big")
        if len(row) == 16 and start + length <= len(data):
            tables.add(row[:4])
    if not {b"cmap", b"head", b"hhea", b"hmtx"} <= tables or not tables & {b"glyf", b"CFF ", b"CFF2"}:
        raise WrongValue(Text("it is cut off or damaged"), Text("copy the typeface again"))
    return []


PICTURES: Mapping[str, Read] = {".svg": read_svg, ".png": read_png}
FONTS: Mapping[str, Read] = {".ttf": read_font, ".otf": read_font}
