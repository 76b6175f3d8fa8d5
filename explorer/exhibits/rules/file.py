"""An image file of a building with its two labels, written and checked byte by byte, all in memory.

The file is a PNG (W3C "Portable Network Graphics", third edition; ISO/IEC 15948). The explicit label is drawn into
its pixels; the implicit one is a text chunk `AIGC`, after GB 45438-2025.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..content.building import Storey

Pixels = npt.NDArray[np.uint8]

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"AIGC"
SIDE_PX = 64
METRES_PER_PX = 2.0
FIELDS = ("Label", "ContentProducer", "ProduceID")
"""Required fields of the metadata: that it is generated, the provider, and a number."""

SKY, WALL, GLASS, INK = (214, 228, 233), (240, 234, 225), (78, 157, 176), (38, 42, 51)
MARK = np.array(
    [
        [int(dot) for dot in row]
        for row in ("01100111", "10010010", "10010010", "11110010", "10010010", "10010111")
    ],
    bool,
)
"""The letters AI in dots: the explicit label, in the lower right corner of the image."""

MARK_AT = (SIDE_PX - 9, SIDE_PX - 11)


class Check(NamedTuple):
    """Findings of a reader in a file."""

    whole: bool  # whether it is an undamaged PNG of the right size
    visible: bool  # whether the explicit label is readable in its pixels
    hidden: bool  # whether the implicit label is complete in its metadata
    number: str  # number of the content given there, or ""

    @property
    def passes(self) -> bool:
        """Whether both labels were found."""
        return self.whole and self.visible and self.hidden


def elevation(storeys: Sequence[Storey]) -> Pixels:
    """Front elevation of a building, shape (64, 64, 3), two metres per pixel."""
    picture = np.full((SIDE_PX, SIDE_PX, 3), SKY, np.uint8)
    for storey in storeys:
        low = SIDE_PX - round(storey.floor_m / METRES_PER_PX)
        high = SIDE_PX - round((storey.floor_m + storey.height_m) / METRES_PER_PX)
        half = round(storey.width_m / METRES_PER_PX / 2)
        rows, columns = slice(max(high, 0), max(low, 0)), slice(SIDE_PX // 2 - half, SIDE_PX // 2 + half)
        picture[rows, columns] = WALL
        picture[rows, SIDE_PX // 2 - half : SIDE_PX // 2 + half : 3] = GLASS
    return picture


def with_mark(picture: Pixels) -> Pixels:
    """The image with the explicit label on its background."""
    marked = picture.copy()
    y, x = MARK_AT
    high, wide = MARK.shape
    marked[y - 1 : y + high + 1, x - 1 : x + wide + 1] = WALL
    marked[y : y + high, x : x + wide][MARK] = INK
    return marked


def written(picture: Pixels, hidden: str | None) -> bytes:
    """The image as the bytes of a file, with `hidden` (JSON) as its implicit label, if given."""
    header = struct.pack(">IIBBBBB", SIDE_PX, SIDE_PX, 8, 2, 0, 0, 0)  # 8 bits, true colour, no interlace
    lines = np.concatenate([np.zeros((SIDE_PX, 1), np.uint8), picture.reshape(SIDE_PX, -1)], axis=1)
    chunks = [(b"IHDR", header)]
    if hidden is not None:
        chunks.append((b"tEXt", KEYWORD + b"\0" + hidden.encode("latin-1")))
    chunks += [(b"IDAT", zlib.compress(lines.tobytes(), 6)), (b"IEND", b"")]
    return SIGNATURE + b"".join(_chunk(kind, body) for kind, body in chunks)


def checked(file: bytes) -> Check:
    """Read a file like a third party, and look for both labels."""
    try:
        chunks = list(_chunks(file))
        pixels = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
        lines = np.frombuffer(pixels, np.uint8).reshape(SIDE_PX, 1 + 3 * SIDE_PX)
    except (ValueError, struct.error, zlib.error):
        return Check(False, False, False, "")
    picture = lines[:, 1:].reshape(SIDE_PX, SIDE_PX, 3)
    number = next(
        (number_found for kind, body in chunks if kind == b"tEXt" and (number_found := _number_of(body))), ""
    )
    return Check(True, _reads_mark(picture), bool(number), number)


def _reads_mark(picture: Pixels) -> bool:
    """Whether dark letters on a light background are at the place of the label."""
    y, x = MARK_AT
    dark = picture[y : y + MARK.shape[0], x : x + MARK.shape[1]].mean(axis=2) < 128
    return bool((dark == MARK).all())


def _number_of(body: bytes) -> str:
    """The number in a complete implicit label, or ""."""
    keyword, _, text = body.partition(b"\0")
    if keyword != KEYWORD:
        return ""
    try:
        entry = json.loads(text.decode("latin-1"))["AIGC"]
        return str(entry["ProduceID"]) if all(entry[field] for field in FIELDS) else ""
    except (ValueError, KeyError, TypeError):
        return ""


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _chunks(file: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a file, each checked against its checksum; raises ValueError if the file is damaged."""
    if not file.startswith(SIGNATURE):
        raise ValueError("no PNG")
    at = len(SIGNATURE)
    kind = b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", file, at)
        kind, body = file[at + 4 : at + 8], file[at + 8 : at + 8 + length]
        (sum_,) = struct.unpack_from(">I", file, at + 8 + length)
        if zlib.crc32(kind + body) != sum_:
            raise ValueError("a chunk is damaged")
        yield kind, body
        at += 12 + length
