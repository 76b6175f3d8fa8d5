"""The files of a gallery: pictures, slides as PDF, videos. Checked within limits, never drawn here."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path

from ...base.pictures import NotShown, PictureKind
from ...i18n import Text
from .drawing_file import look_at_drawing
from .pdf_pages import pages_of

SUFFIXES: Mapping[str, PictureKind] = {
    ".png": "photo", ".jpg": "photo", ".jpeg": "photo", ".webp": "photo", ".svg": "drawing", ".pdf": "page",
    ".mp4": "video", ".m4v": "video", ".mov": "video", ".webm": "video", ".mkv": "video", ".avi": "video",
}  # fmt: skip
PHOTOS = tuple(suffix for suffix, kind in SUFFIXES.items() if kind == "photo")
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
