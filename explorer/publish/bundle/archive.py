"""Reproducible archives: sorted, with fixed times and plain permissions."""

from __future__ import annotations

import os
import stat
import tarfile
import zipfile
from calendar import timegm
from collections.abc import Callable, Iterator
from pathlib import Path

from ...base.atomic_file import replacing
from .systems import TIME

Show = Callable[[float, str], object]


def files_of(folder: Path) -> list[tuple[str, Path, int]]:
    """Each file and link of a folder: its path including the folder's name, the file, its permissions."""
    return sorted(
        (
            f"{folder.name}/{file.relative_to(folder).as_posix()}",
            file,
            0o755 if os.access(file, os.X_OK) else 0o644,
        )
        for file in folder.rglob("*")
        if file.is_file() or file.is_symlink()
    )


def write_archive(folder: Path, archive: Path, show: Show) -> None:
    """Write a folder as a .zip or a .tar.xz, depending on the archive's suffix."""
    with replacing(archive) as out:
        if archive.suffix == ".zip":
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
                for name, file, rights in _counted(folder, show):
                    info = zipfile.ZipInfo(name, TIME)
                    kind = stat.S_IFLNK if file.is_symlink() else stat.S_IFREG
                    info.create_system, info.external_attr = 3, (kind | rights) << 16
                    info.compress_type = zipfile.ZIP_DEFLATED
                    content = str(file.readlink()).encode() if file.is_symlink() else file.read_bytes()
                    packed.writestr(info, content, compresslevel=6)
        else:
            with tarfile.open(fileobj=out, mode="w:xz", preset=3, format=tarfile.GNU_FORMAT) as tar:
                for name, file, rights in _counted(folder, show):
                    entry = tarfile.TarInfo(name)
                    entry.mode, entry.mtime = rights, timegm(TIME)
                    if file.is_symlink():
                        entry.type, entry.linkname = tarfile.SYMTYPE, str(file.readlink())
                        tar.addfile(entry)
                        continue
                    entry.size = file.stat().st_size
                    with file.open("rb") as data:
                        tar.addfile(entry, data)


def _counted(folder: Path, show: Show) -> Iterator[tuple[str, Path, int]]:
    """The files, with a progress bar by bytes."""
    files = files_of(folder)
    total, done, reported = sum(file.lstat().st_size for _, file, _ in files) or 1, 0, -1
    for entry in files:
        if done * 100 // total > reported:
            reported = done * 100 // total
            show(done / total, entry[0].rpartition("/")[2])
        yield entry
        done += entry[1].lstat().st_size
