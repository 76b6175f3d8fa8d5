"""Number of pages of a PDF, and whether it needs a password, read from its own tables without drawing anything."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from itertools import islice

from ...base.pictures import NotShown
from ...i18n import Text

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
