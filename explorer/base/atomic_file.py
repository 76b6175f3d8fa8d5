"""Atomic writes: files get a temporary name until complete, so a full disk leaves no truncated file.

Temporary names are unique: if two programs write the same file, the one that finishes last wins.
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

from ..i18n import Language, Text, tr

LEFT_OVER_S = 3600.0
"""Age from which a temporary file counts as left over from a killed program, seconds."""
PART = re.compile(r".+\.~[0-9a-f]{8}\.part")
NAME_LETTERS = 40
"""Letters of a file's name used in its temporary name: a long Chinese name would exceed the limit."""

PERMISSION, FULL = Text("you may not write there"), Text("the disk is full")
MISSING, UNPLUGGED = Text("the folder does not exist"), Text("the disk no longer answers")
REASONS = {
    errno.EACCES: PERMISSION, errno.EPERM: PERMISSION, errno.EROFS: PERMISSION,
    errno.ENOSPC: FULL, errno.EDQUOT: FULL,
    errno.ENOENT: MISSING, errno.ENOTDIR: MISSING,
    errno.EIO: UNPLUGGED, errno.ENODEV: UNPLUGGED, errno.ENXIO: UNPLUGGED,
}  # fmt: skip
"""Why a file could not be written, by the system's number."""


@contextmanager
def replacing(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """Open a file that replaces `path` when it is complete; after an error nothing is left behind.

    Anything but a regular file, such as /dev/stdout, is written directly.
    Raises OSError if the file cannot be written.

    Parameters
    ----------
    mode : its permissions; an existing file keeps its owner. None: the default of new files.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    whole = path.resolve()  # keep a link a link
    _sweep(whole.parent)
    part = _part_of(whole)
    try:
        with part.open("xb") as file:
            if mode is not None:
                part.chmod(mode)
                _keep_owner(whole, part)
            yield file
        part.replace(whole)
    finally:
        part.unlink(missing_ok=True)


def _keep_owner(whole: Path, part: Path) -> None:
    if os.name != "nt" and whole.exists():
        before = whole.stat()
        if (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(part, before.st_uid, before.st_gid)


def write_bytes(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write a file as a whole or not at all; `mode`: its permissions."""
    with replacing(path, mode) as file:
        file.write(data)


def write_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a text as a whole or not at all; line ends stay as they are."""
    write_bytes(path, text.encode(encoding))


def check_file(path: Path) -> None:
    """Raise the OSError that writing a file would end with, before its content is computed."""
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


def reason_of(error: OSError, language: Language) -> str:
    """Why a file could not be written, in plain words for known causes; otherwise what the system says."""
    words = REASONS.get(error.errno or 0)
    return tr(words, language) if words is not None else (error.strerror or str(error))


def _part_of(whole: Path) -> Path:
    """A temporary name beside a file, unique to this call."""
    return whole.with_name(f"{whole.name[:NAME_LETTERS]}.~{os.urandom(4).hex()}.part")


@cache  # once per folder: a film writes thousands of files into one
def _sweep(folder: Path) -> None:
    """Delete the temporary files that killed programs left in a folder."""
    before_s = time.time() - LEFT_OVER_S
    with suppress(OSError):
        for part in folder.iterdir():
            if PART.fullmatch(part.name):
                with suppress(OSError):
                    if part.stat().st_mtime < before_s:
                        part.unlink()
