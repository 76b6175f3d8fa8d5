"""Saves edited files atomically: first a verified copy of everything to be saved, then each file in turn.

The copies are in `.saved` in the scene's folder: of each of the last twenty saves the files before and after.
Once the copy exists, the save is final: the next start completes what a killed program had not yet put in
place.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..base.atomic_file import replacing, write_bytes
from ..i18n import LIST_SEPARATOR, Listed, Text
from ..park.keys import FILES, FOLDERS

FOLDER = ".saved"
KEPT = 20
PART_S = 3600.0
"""Age after which an unfinished copy counts as abandoned, seconds."""
MOST_BYTES = 8_000_000
"""Most bytes of all files together that are edited; the loader reads less."""
LIST = "saving.json"
DONE = "done"

HALF = Text("Only a part was saved: the disk failed meanwhile. Make room, then save again")

Written = Mapping[str, bytes | None]
"""Files by their names in the scene's folder; None: there is no such file."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Result of a save: why nothing was written, or None, and the files that were."""

    problem: Text | None = None
    files: tuple[str, ...] = ()


def conflict(files: Sequence[str]) -> Text:
    """The message after two programs changed the same files."""
    return Text(
        "Another program changed {files} meanwhile: load that, or save yours over it",
        files=Listed(tuple(files), LIST_SEPARATOR),
    )


def read_files(folder: Path) -> dict[str, bytes]:
    """The contents of a scene's files, by name in its folder; unreadable files are left out."""
    paths = [folder / f"{name}.yaml" for name in FILES if name not in FOLDERS]
    for part in FOLDERS:
        with suppress(OSError):
            paths += sorted(p for p in (folder / part).iterdir() if p.suffix == ".yaml" and p.name[0] != ".")
    found: dict[str, bytes] = {}
    size = 0
    for path in paths:
        with suppress(OSError):
            if path.is_file() and (size := size + path.stat().st_size) <= MOST_BYTES:
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def save(folder: Path, before: Written, after: Written, opens: Callable[[Written], bool]) -> Saved:
    """Replace the files before by those after.

    Parameters
    ----------
    opens : whether the scene can be opened with these files.
    """
    home = folder / FOLDER
    part = home / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.urandom(2).hex()}.part"
    copy = home / f"{_number(home):06d}-{part.stem}"
    try:
        part.mkdir(parents=True)
        ignore = home / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n")
        for side, files in (("before", before), ("after", after)):
            for name, raw in files.items():
                if raw is not None:
                    _write(part / side / name, raw)
        marks = {name: [_mark(before.get(name)), _mark(raw)] for name, raw in after.items()}
        _write(part / LIST, json.dumps(marks, indent=1).encode())
        written = {
            name: (part / "after" / name).read_bytes() if raw is not None else None
            for name, raw in after.items()
        }
        if written != dict(after) or not opens(written):
            raise OSError(0, "what was written is not what was to be written")
        _check_places(folder, after)
        part.rename(copy)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        return Saved(_why(error))
    try:
        _put(folder, after)
    except OSError as error:
        try:
            _put(folder, {name: raw for name, raw in before.items() if _read(folder / name) != raw})
        except OSError:
            # the disk refuses that, too: some files are new until the next save or start completes it
            return Saved(HALF)
        shutil.rmtree(copy, ignore_errors=True)
        return Saved(_why(error))
    with suppress(OSError):
        (copy / DONE).touch()
    _trim(home)
    return Saved(files=tuple(after))


@dataclass(frozen=True, slots=True)
class Torn:
    """An interrupted save that cannot be completed, since another program has changed some of its files."""

    files: tuple[str, ...]  # files as they were before the save, or as another program left them
    copy: Path  # folder with all of them as saved


def complete(folder: Path) -> Torn | None:
    """Complete a save interrupted by a kill; returns what cannot be completed since another program changed it meanwhile."""
    _trim(folder / FOLDER)
    copies = savings(folder)
    if not copies or (copies[-1] / DONE).exists():
        return None
    copy, torn = copies[-1], None
    try:
        marks: dict[str, list[str]] = json.loads((copy / LIST).read_text())
        now = {name: _mark(_read(folder / name)) for name in marks}
        left = [name for name, (_, after) in marks.items() if now[name] != after]
        files = {name: _read(copy / "after" / name) for name in left}
        if any(_mark(raw) != marks[name][1] for name, raw in files.items()):
            return None  # only part of a save that was given up is left
        if all(now[name] == marks[name][0] for name in left):
            _put(folder, files)
        else:
            torn = Torn(tuple(left), copy / "after")
        (copy / DONE).touch()
    except (OSError, ValueError):
        return None
    return torn


def savings(folder: Path) -> list[Path]:
    """The copies of the last saves, oldest first."""
    with suppress(OSError):
        return sorted(
            p for p in (folder / FOLDER).iterdir() if p.is_dir() and p.name[:6].isdigit() and p.name[6] == "-"
        )
    return []


def _number(home: Path) -> int:
    names = savings(home.parent)
    return int(names[-1].name[:6]) + 1 if names else 1


def _write(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _mark(raw: bytes | None) -> str:
    return "" if raw is None else hashlib.sha256(raw).hexdigest()


def _check_places(folder: Path, files: Written) -> None:
    """Raise the OSError that writing any of them would cause, before any is written."""
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(13, os.strerror(13), str(path))
        probe = path.with_name(f".{path.name}.probe")
        probe.touch()
        probe.unlink()


def _put(folder: Path, files: Written) -> None:
    for name, raw in files.items():
        if raw is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_bytes(folder / name, raw)


def _trim(home: Path) -> None:
    for old in savings(home.parent)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    with suppress(OSError):
        for part in home.glob("*.part"):  # of killed saves
            if time.time() - part.stat().st_mtime > PART_S:
                shutil.rmtree(part, ignore_errors=True)


def _why(error: OSError) -> Text:
    if error.errno == 28:
        return Text("Nothing was saved: the disk is full. Make room, then save again")
    if error.errno in (13, 30):
        return Text(
            "Nothing was saved: the scene's folder cannot be written. Allow it, or copy the scene elsewhere"
        )
    return Text("Nothing was saved ({reason})", reason=error.strerror or str(error))


def bring_in(folder: Path, part: str, chosen: Path) -> str:
    """Copy a file into a folder of the scene unless it is there already; returns its name as the scene writes it.

    An existing file of the same name with other content stays; the new one gets a number.

    Raises
    ------
    OSError
        If it cannot be read or copied; nothing is left behind.
    """
    try:
        inside = chosen.resolve().relative_to(folder.resolve())
    except ValueError:
        inside = Path(part) / chosen.name
        target, number = folder / inside, 1
        target.parent.mkdir(exist_ok=True)
        while target.exists() and target.read_bytes() != chosen.read_bytes():
            number += 1
            inside = Path(part) / f"{chosen.stem}-{number}{chosen.suffix}"
            target = folder / inside
        if not target.exists():
            with chosen.open("rb") as source, replacing(target) as copy:
                shutil.copyfileobj(source, copy)
    return f"./{inside.as_posix()}"
