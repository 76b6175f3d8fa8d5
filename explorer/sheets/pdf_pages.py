"""How many pages a PDF has, and whether it asks for a password: read from its own tables, without drawing anything."""

from __future__ import annotations

import re
import zlib

from ..i18n import Text

MOST_UNPACKED = 20_000_000
_COUNT = re.compile(rb"/Count\s+(\d{1,6})")
_PAGES = re.compile(rb"/Type\s*/Pages\b")
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b[^>]*?>>\s*stream\r?\n|/ObjStm\b.{0,300}?stream\r?\n", re.DOTALL)
_ENCRYPTED = re.compile(rb"/Encrypt\s+(\d+\s+\d+\s+R|<<)")
_AROUND = 400
"""The number of pages stands so near to the mark of a tree of pages, in bytes."""


class WrongPdf(ValueError):
    """A PDF that cannot be shown: what is wrong and what to do."""

    def __init__(self, what: Text, remedy: Text) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(str(what))


def pages_of(data: bytes) -> int:
    """The number of pages of a PDF.

    Raises WrongPdf if it is no PDF, is encrypted, or names no number of pages.
    """
    if not data[:1024].lstrip().startswith(b"%PDF-"):
        raise WrongPdf(Text("is no PDF"), Text("export it again as PDF"))
    if _ENCRYPTED.search(data):
        raise WrongPdf(Text("is encrypted"), Text("export it without a password or rights"))
    plain = data + b"\n".join(_unpacked(data))
    counts = [
        int(count)
        for mark in _PAGES.finditer(plain)
        for count in _COUNT.findall(_around(plain, mark.start()))
    ]
    found = max(counts, default=0) or len(_PAGE.findall(plain))
    if not found:
        raise WrongPdf(Text("has no pages that can be found"), Text("export it again as PDF"))
    return found


def _around(data: bytes, at: int) -> bytes:
    """The dictionary round a place, as far as is known without reading all of the file."""
    begin = max(data.rfind(b"obj", max(at - _AROUND, 0), at), data.rfind(b"endobj", max(at - _AROUND, 0), at))
    begin = max(begin, at - _AROUND, 0)
    end = data.find(b"endobj", at, at + _AROUND)
    return data[begin : end if end >= 0 else at + _AROUND]


def _unpacked(data: bytes) -> list[bytes]:
    """The objects that newer files pack together."""
    found, total = [], 0
    for mark in _PACKED.finditer(data):
        opened = zlib.decompressobj()
        try:
            objects = opened.decompress(data[mark.end() :], MOST_UNPACKED - total)
        except zlib.error:
            continue
        total += len(objects)
        found.append(objects)
        if total >= MOST_UNPACKED:
            break
    return found
