"""Files that are written under a temporary name and renamed when complete: a full disk leaves no truncated file."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when it is complete, and leaves nothing behind when it is not.

    What is no regular file, as /dev/stdout, is written to directly.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    whole = path.resolve()  # a link stays one
    part = whole.with_name(f"{whole.name}.part")
    try:
        with part.open("wb") as file:
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
        part = path.resolve().with_name(f"{path.name}.part")
        part.touch()
        part.unlink()


def check_folder(path: Path) -> None:
    """Make a folder if need be; raise the OSError that writing into it would end with."""
    path.mkdir(parents=True, exist_ok=True)
    check_file(path / "writable")
