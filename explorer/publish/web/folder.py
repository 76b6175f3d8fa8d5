"""The folder of a web edition while it is written: whole or not at all, and the bytes of each file."""

from __future__ import annotations

import base64
import gzip
import json
import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ...i18n import Text
from ..export import NotExported

LIST = "files.json"
"""The list of all files of an edition: it tells them from files of others."""


class Folder:
    """Files of an edition, written into a temporary folder beside the target.

    Attributes
    ----------
    packed_bytes : path -> size as a host sends it, compressed with gzip.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.packed_bytes: dict[str, int] = {}

    def data(self, path: str, content: bytes) -> None:
        """Write a file; its path is relative to the folder."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self.packed_bytes[path] = min(len(content), len(gzip.compress(content, 6, mtime=0)))

    def text(self, path: str, text: str) -> None:
        """Write a text file, UTF-8."""
        self.data(path, text.encode())

    def script(self, name: str, value: Any) -> None:
        """Write a value as `data/NAME.js`, which hands it to `PARK.put`. Scripts load from `file://`, JSON does not."""
        self.text(f"data/{name}.js", f'PARK.put("{name}",{compact(value)})\n')

    def packed(self, name: str, head: Any, *body: bytes) -> None:
        """Write a head and bytes, deflated, as `data/NAME.js`; `PARK.inflated` reads them."""
        packed = deflated(compact(head).encode() + b"\n", *body)
        self.script(name, base64.b64encode(packed).decode())

    def sum_of(self, *starts: str) -> int:
        """Packed bytes of all files whose paths start so."""
        return sum(size for path, size in self.packed_bytes.items() if path.startswith(starts))


def deflated(*parts: bytes) -> bytes:
    """Parts as one zlib stream. Each has the strategy that suits it: 5 % less for planes of numbers."""
    stream = b"\x78\xda"
    for number, part in enumerate(parts, 1):
        end = zlib.Z_FINISH if number == len(parts) else zlib.Z_FULL_FLUSH
        tried = []
        for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED):
            packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, strategy)
            tried.append(packer.compress(part) + packer.flush(end))
        stream += min(tried, key=len)
    return stream + zlib.adler32(b"".join(parts)).to_bytes(4, "big")


def compact(value: Any) -> str:
    """JSON without spaces; no tag that would end a script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


@contextmanager
def new_folder(target: Path) -> Iterator[Folder]:
    """A folder that replaces `target` when it is complete; after an error nothing is left behind.

    Raises NotExported if `target` holds files of others; OSError if it cannot be written.
    """
    check_target(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.~{os.urandom(4).hex()}.part")
    try:
        beside.mkdir()
        folder = Folder(beside)
        yield folder
        folder.text(LIST, compact(sorted([*folder.packed_bytes, LIST])))
        folder.root = target
        _exchange(beside, target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _exchange(new: Path, target: Path) -> None:
    before = target.with_name(new.name.replace(".part", ".old"))
    if target.exists():
        target.rename(before)
    try:
        new.rename(target)
    except OSError:
        with suppress(OSError):
            before.rename(target)
        raise
    shutil.rmtree(before, ignore_errors=True)


def check_target(target: Path) -> None:
    """Raise NotExported if something at `target` is not a web edition."""
    if target.exists() and not target.is_dir():
        raise NotExported(Text("{path} is a file. Name a folder.", path=target))
    there = {file.relative_to(target).as_posix() for file in target.rglob("*") if file.is_file()}
    try:
        known = set(json.loads((target / LIST).read_bytes())) if there else set()
    except (OSError, ValueError):
        known = set()
    if others := sorted(there - known):
        raise NotExported(
            Text(
                "{path} holds files that are not of a web edition, such as {file}. Name another folder.",
                path=target,
                file=others[0],
            )
        )
