"""Files that are written under a temporary name and renamed when complete: a full disk leaves no truncated file.

The temporary name is another one each time: of two programs that write the same file, the last to be complete has written it.
"""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

LEFT_OVER_S = 3600.0
"""What nobody has written to for so long was left by a program that was killed."""
PART = re.compile(r".+\.~[0-9a-f]{8}\.part")
NAME_LETTERS = 40
"""So much of a name is in its temporary one: a long name in Chinese would be too long with more."""


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when it is complete, and leaves nothing behind when it is not.

    What is no regular file, as /dev/stdout, is written to directly.
    Raises OSError if the file cannot be written.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    whole = path.resolve()  # a link stays one
    _sweep(whole.parent)
    part = _part_of(whole)
    try:
        with part.open("xb") as file:
            yield file
        part.replace(whole)
    finally:
        part.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all."""
    with replacing(path) as file:
        file.write(data)


def write_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a text as a whole or not at all; the ends of its lines stay as they are."""
    write_bytes(path, text.encode(encoding))


def check_file(path: Path) -> None:
    """Raise the OSError that writing a file would end with, before the work for it begins."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.is_file() or not path.exists():
        part = _part_of(path.resolve())
        part.touch()
        part.unlink()


def check_folder(path: Path) -> None:
    """Make a folder if need be; raise the OSError that writing into it would end with."""
    path.mkdir(parents=True, exist_ok=True)
    check_file(path / "writable")


def _part_of(whole: Path) -> Path:
    """A name beside a file that no other program uses."""
    return whole.with_name(f"{whole.name[:NAME_LETTERS]}.~{os.urandom(4).hex()}.part")


@cache  # once a folder: a film writes thousands of files into one
def _sweep(folder: Path) -> None:
    """Delete what programs that were killed have left in a folder."""
    before_s = time.time() - LEFT_OVER_S
    with suppress(OSError):
        for part in folder.iterdir():
            if PART.fullmatch(part.name):
                with suppress(OSError):
                    if part.stat().st_mtime < before_s:
                        part.unlink()
