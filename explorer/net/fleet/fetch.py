"""Fetches a content pack over HTTPS or from a stick. It is verified afterwards in either case."""

from __future__ import annotations

import hashlib
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from ...i18n import Text
from ..room.messages import PackOffer
from .packs import MOST_BYTES, PIECE, PackRefused

PATIENCE_S = 20.0
HERE = ("127.0.0.1", "::1", "localhost")


@contextmanager
def fetch(offer: PackOffer, beside: Path, ca: str = "") -> Iterator[IO[bytes]]:
    """The bytes of an offer, in a temporary file.

    Raises PackRefused if the address is neither of the two, or the bytes differ from those offered; OSError if it cannot
    be fetched, or the disk is full.
    """
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=beside) as file:
        digest, count = hashlib.sha256(), 0
        with _opened(offer.url, ca) as source:
            while piece := source.read(PIECE):
                count += len(piece)
                if count > min(offer.bytes, MOST_BYTES):
                    raise PackRefused(Text("it is larger than was offered"))
                digest.update(piece)
                file.write(piece)
        if count != offer.bytes or digest.hexdigest() != offer.sha256:
            raise PackRefused(Text("other bytes came than were offered"))
        file.seek(0)
        yield file


def _opened(url: str, ca: str) -> IO[bytes]:
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Path(parts.path).open("rb")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in HERE):
        raise PackRefused(Text("a pack comes by https:// or from a file, not by {url}", url=url))
    context = ssl.create_default_context(cadata=ca or None)
    try:
        found: IO[bytes] = urlopen(Request(url), timeout=PATIENCE_S, context=context)
    except URLError as fault:
        raise OSError(str(fault.reason)) from None
    return found
