"""The files of a gallery: pictures, slides as PDF, videos. Checked within limits, never drawn here."""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

from ...base.pictures import NotShown, PictureKind
from ...i18n import Text
from .drawing_file import look_at_drawing

MOST_UNPACKED, MOST_PACKED, MOST_LOOKED_AT = 20_000_000, 4_000_000, 100_000_000
MOST_MARKS = 20_000
_COUNT = re.compile(rb"/Count\s+(\d{1,6})")
_PAGES = re.compile(rb"/Type\s*/Pages\b")
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_PACKED, _STREAM = b"/ObjStm", re.compile(rb"stream\r?\n")
_ENCRYPTED = re.compile(rb"/Encrypt\s+(\d+\s+\d+\s+R|<<)")
_AROUND = 400
"""Range in bytes around the mark of a page tree in which its number of pages is searched."""


def pages_of(data: bytes) -> int:
    """The number of pages of a PDF.

    Raises NotShown if it is no PDF, is encrypted, or does not state its number of pages.
    """
    if not data[:1024].lstrip().startswith(b"%PDF-"):
        raise NotShown(Text("is no PDF"), Text("export it again as PDF"))
    if _ENCRYPTED.search(data):
        raise NotShown(Text("is encrypted"), Text("export it without a password or rights"))
    plain = data + b"\n".join(_unpacked(data))
    counts = [
        int(count)
        for mark in islice(_PAGES.finditer(plain), MOST_MARKS)
        for count in _COUNT.findall(_around(plain, mark.start()))
    ]
    found = max(counts, default=0) or len(_PAGE.findall(plain))
    if not found:
        raise NotShown(Text("has no pages that can be found"), Text("export it again as PDF"))
    return found


def _around(data: bytes, at: int) -> bytes:
    """The dictionary around a position, as far as it can be told without parsing the whole file."""
    begin = max(data.rfind(b"obj", max(at - _AROUND, 0), at), data.rfind(b"endobj", max(at - _AROUND, 0), at))
    begin = max(begin, at - _AROUND, 0)
    end = data.find(b"endobj", at, at + _AROUND)
    return data[begin : end if end >= 0 else at + _AROUND]


def _unpacked(data: bytes) -> list[bytes]:
    """The compressed objects of newer files; the work for a broken file is at most linear in its size."""
    found, total, looked_at, mark = [], 0, 0, data.find(_PACKED)
    while mark >= 0 and total < MOST_UNPACKED and looked_at < MOST_LOOKED_AT:
        begin = _STREAM.search(data, mark, mark + _AROUND)
        if begin is not None:
            end = data.find(b"endstream", begin.end(), begin.end() + MOST_PACKED)
            packed = data[begin.end() : end if end >= 0 else begin.end() + MOST_PACKED]
            looked_at += len(packed)
            with suppress(zlib.error):
                objects = zlib.decompressobj().decompress(packed, MOST_UNPACKED - total)
                total += len(objects)
                found.append(objects)
        mark = data.find(_PACKED, mark + 1)
    return found


LARGEST_MB: Mapping[PictureKind, int] = {"photo": 40, "drawing": 5, "page": 60, "video": 400}
LONGEST_PX, MOST_PIXELS = 16_384, 100_000_000


def pages_in(path: Path, kind: PictureKind) -> int:
    """Number of pictures in a file: the pages of a PDF, else one. Reads no more than necessary.

    Raises NotShown if it is too large, or not of the type its name says.
    """
    try:
        size, is_file = path.stat().st_size, path.is_file()
        if not is_file:
            raise NotShown(Text("is no file"), Text("put a readable file in its place"))
        if size > LARGEST_MB[kind] * 1_000_000:
            raise NotShown(
                Text("{size:.0f} MB; at most {most} MB are shown", size=size / 1e6, most=LARGEST_MB[kind]),
                Text("save it smaller"),
            )
        if not size:
            raise NotShown(Text("is empty"), Text("put a readable file in its place"))
        match kind:
            case "photo":
                _look_at_photo(path)
            case "drawing":
                look_at_drawing(path.read_bytes())
            case "page":
                return pages_of(path.read_bytes())
            case "video":
                _look_at_video(path)
    except OSError as error:
        raise NotShown(
            Text("cannot be read ({reason})", reason=error.strerror or type(error).__name__),
            Text("put a readable file in its place"),
        ) from None
    return 1


def read_whole(path: Path, kind: PictureKind) -> None:
    """Decode a picture completely, which is slow; only this detects a truncated file.

    Raises NotShown as `pages_in`, and if the file is damaged.
    """
    pages_in(path, kind)
    if kind == "photo":
        from PIL import Image

        try:
            with Image.open(path) as image:
                image.load()
        except Exception:  # each format has its own errors
            raise NotShown(Text("is damaged"), Text("save the picture again")) from None


def _look_at_photo(path: Path) -> None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its size is judged below
            with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as image:
                wide, high = image.size
    except OSError as error:
        if error.errno is not None:
            raise
        raise NotShown(
            Text("is no picture of this kind"), Text("save it as PNG, JPEG or WebP, with that ending")
        ) from None
    except Exception:  # an invalid header, or a picture that is far too large
        raise NotShown(Text("is damaged"), Text("save the picture again")) from None
    if max(wide, high) > LONGEST_PX or wide * high > MOST_PIXELS:
        raise NotShown(
            Text("{wide:,} x {high:,} pixels are too many", wide=wide, high=high),
            Text("save it smaller: 1920 x 1080 are enough"),
        )


def _look_at_video(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(16)
    if not (
        head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free")
        or head[:4] in (b"\x1a\x45\xdf\xa3", b"RIFF")
    ):
        raise NotShown(Text("is no video"), Text("save it as MP4 or WebM"))
