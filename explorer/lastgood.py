"""The last good copy of a scene: what a supervised show opens when the scene on disk is broken.

Nobody may be there to mend it. So each time a scene was opened in full, its files are copied aside.
"""

from __future__ import annotations

import shutil
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .meshes import SUFFIXES as MODEL_SUFFIXES
from .park.faults import Fault
from .park.load import Reading, read

Signature = tuple[tuple[str, int, int], ...]
"""The files of a scene: path in it, time of change in ns, size."""
SUFFIXES = (".yaml", *MODEL_SUFFIXES)


@dataclass(frozen=True, slots=True)
class Opened:
    """A scene that is to be shown.

    Attributes
    ----------
    folder : where its author keeps it.
    seen : the files as they were when they were read.
    reading : what was read, from there or from the copy.
    faults : what is wrong with the scene, if the copy stands in for it.
    """

    folder: Path
    seen: Signature
    reading: Reading
    faults: tuple[Fault, ...] = ()


def signature(folder: Path) -> Signature:
    """What the files of a scene look like from outside; a file that goes away meanwhile is left out."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and not path.name.startswith("."):
            with suppress(OSError):
                about = path.stat()
                found.append((path.relative_to(folder).as_posix(), about.st_mtime_ns, about.st_size))
    return tuple(found)


def opened(folder: Path, assets: Path, shelf: Path | None) -> Opened:
    """Read a scene; if it is broken, its last good copy.

    Parameters
    ----------
    shelf : folder for the copies; None: nothing is copied, and a broken scene stays one.
    """
    seen = signature(folder)
    reading = read(folder, assets).without_files()
    if shelf is None:
        return Opened(folder, seen, reading)
    copy = shelf / f"{folder.resolve().name}-{zlib.crc32(str(folder.resolve()).encode()):08x}"
    if reading.park is not None:
        with suppress(OSError):  # a full disk must not keep the park closed
            _keep(folder, seen, copy)
        return Opened(folder, seen, reading)
    for place in (copy, _old(copy)):  # the second, if a start was cut off while it exchanged the two
        if (place / "park.yaml").is_file():
            kept = read(place, assets).without_files()
            if kept.park is not None:
                return Opened(folder, seen, kept, reading.errors)
    return Opened(folder, seen, reading)


def _old(copy: Path) -> Path:
    return copy.with_name(copy.name + ".old")


def _keep(folder: Path, seen: Signature, copy: Path) -> None:
    """Put a copy of the files in the place of the one before, if it is of what was read."""
    if signature(copy) == seen:
        return
    fresh, old = copy.with_name(copy.name + ".new"), _old(copy)
    shutil.rmtree(fresh, ignore_errors=True)
    for name, _, _ in seen:
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(folder / name, fresh / name)
    if signature(fresh) != seen:
        shutil.rmtree(fresh, ignore_errors=True)  # it was changed while it was copied
        return
    shutil.rmtree(old, ignore_errors=True)
    if copy.exists():
        copy.rename(old)
    fresh.rename(copy)
    shutil.rmtree(old, ignore_errors=True)
