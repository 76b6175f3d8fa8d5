"""The list of a bundle's files with their hashes: written with the bundle, later compared with a folder or an archive."""

from __future__ import annotations

import hashlib
import lzma
import os
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from ..i18n import Text, Verbatim
from .refused import Refused

SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.minisig"
LINK = re.compile(r"(^|/)[^/]+\.framework/(Versions/Current|[^/]+)$")
"""Links in a bundle for macOS: they are second names of listed files."""
ROW = re.compile(r"([0-9a-f]{64})  ([^\n]+)")
MOST_BYTES = 8_000_000
"""Largest list that is read, in bytes."""
DAMAGED = (
    OSError, zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, RuntimeError, ValueError,
)  # fmt: skip
"""Exceptions that readers raise on damaged archives."""


class NoList(Refused):
    """A folder or archive without a list of its files, or one that cannot be read. `words` say why."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Result of comparing files with their list."""

    count: int  # of the files in the list
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    sums: bytes  # the list itself
    signature: bytes | None  # of the list; None if it is not signed


@dataclass(frozen=True, slots=True)
class _Found:
    """A file or link of a folder or archive, by its path."""

    name: str
    sha256: str  # "" unless it is a plain file
    is_link: bool = False
    text: bytes = b""  # only of the list and its signature


def sha256(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def sums_of(top: Path) -> str:
    """The list of all plain files in a folder, except the list itself."""
    rows = {found.name: found.sha256 for found in _in_folder(top) if found.sha256}
    return "".join(f"{rows[name]}  {name}\n" for name in sorted(rows.keys() - {SUMS, SIGNATURE}))


def compared(path: Path) -> Compared:
    """Compare a folder, a .zip or a .tar.xz with the list in it. Raises NoList if it has none."""
    try:
        if path.is_dir():
            rows = list(_in_folder(path))
        elif zipfile.is_zipfile(path):
            rows = _without_top(_in_zip(path))
        else:
            rows = _without_top(_in_tar(path))
    except FileNotFoundError:
        raise NoList(Text("there is nothing at this path")) from None
    except DAMAGED as fault:
        raise NoList(
            Text("it cannot be read ({why})", why=Verbatim(str(fault) or type(fault).__name__))
        ) from fault
    texts = {found.name: found.text for found in rows if found.name in (SUMS, SIGNATURE)}
    if SUMS not in texts:
        raise NoList(Text("it holds no {name}: this is no packed program, or only a part of one", name=SUMS))
    wanted = _read(texts[SUMS])
    seen: dict[str, str] = {}
    added = []
    for found in rows:
        if found.name in (SUMS, SIGNATURE) or (found.is_link and LINK.search(found.name)):
            continue
        if found.name not in wanted or found.name in seen:
            added.append(found.name)
        seen.setdefault(found.name, found.sha256)
    return Compared(
        len(wanted),
        tuple(name for name, digest in wanted.items() if name in seen and seen[name] != digest),
        tuple(name for name in wanted if name not in seen),
        tuple(added),
        texts[SUMS],
        texts.get(SIGNATURE),
    )


def _read(raw: bytes) -> dict[str, str]:
    try:
        rows = [ROW.fullmatch(line) for line in raw.decode("utf-8").splitlines()]
    except UnicodeDecodeError:
        rows = [None]
    if not rows or None in rows:
        raise NoList(Text("{name} is damaged", name=SUMS))
    return {row[2]: row[1] for row in rows if row}


def _in_folder(top: Path) -> Iterator[_Found]:
    for folder, folders, files in os.walk(top):
        for entry in (*folders, *files):
            path = Path(folder) / entry
            name = path.relative_to(top).as_posix()
            if path.is_symlink():
                yield _Found(name, "", is_link=_leads_inside(str(path.readlink())))
            elif path.is_file():
                with path.open("rb") as opened:
                    yield _digested(name, opened)
            elif not path.is_dir():
                yield _Found(name, "")  # a pipe, a device


def _in_zip(path: Path) -> Iterator[_Found]:
    with zipfile.ZipFile(path) as packed:
        for info in packed.infolist():
            if info.is_dir():
                continue
            with packed.open(info) as opened:
                if (info.external_attr >> 16) & 0o170000 == 0o120000:
                    yield _Found(info.filename, "", is_link=_leads_inside(opened.read(1000).decode()))
                else:
                    yield _digested(info.filename, opened)


def _in_tar(path: Path) -> Iterator[_Found]:
    with tarfile.open(path, "r|*") as packed:
        for member in packed:
            if member.isfile() and (opened := packed.extractfile(member)):
                yield _digested(member.name, opened)
            elif not member.isdir():
                yield _Found(member.name, "", is_link=member.issym() and _leads_inside(member.linkname))


def _leads_inside(goal: str) -> bool:
    """Whether a link points to something in its own folder or below."""
    parts = PurePosixPath(goal).parts
    return bool(parts) and not goal.startswith("/") and ".." not in parts


def _without_top(found: Iterator[_Found]) -> list[_Found]:
    """The same entries, with paths relative to the one folder that an archive holds."""
    rows = []
    tops = set()
    for row in found:
        top, _, name = row.name.partition("/")
        tops.add(top)
        rows.append(_Found(name, row.sha256, row.is_link, row.text))
    if len(tops) != 1:
        raise ValueError(", ".join(sorted(tops)[:3]))
    return rows


def _digested(name: str, opened: IO[bytes]) -> _Found:
    if name.rpartition("/")[2] in (SUMS, SIGNATURE):
        text = opened.read(MOST_BYTES)
        return _Found(name, hashlib.sha256(text).hexdigest(), text=text)
    digest = hashlib.sha256()
    while piece := opened.read(1 << 20):
        digest.update(piece)
    return _Found(name, digest.hexdigest())
