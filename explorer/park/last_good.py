"""The last good copy of a scene: what a supervised show opens when the scene on disk is broken.

There may be no staff to repair it. So the files of each opened scene are copied aside, and once the scene was
drawn with all its own models, they become its last good copy. Reading alone is not enough: a damaged model
only shows when it is drawn.
"""

from __future__ import annotations

import shutil
import zlib
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..base.suffixes import KEPT_ASIDE
from ..i18n import Text
from .faults import Fault
from .load import Reading, read

Signature = tuple[tuple[str, int, int], ...]
"""The files of a scene: path in it, time of change in ns, size."""
MOST_TRIALS = 3
"""Crashes before the first drawn frame after which the last good copy is opened instead."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A scene about to be shown."""

    folder: Path  # the author's folder
    seen: Signature  # signature of the files when they were read
    reading: Reading  # the content, from the folder or from the copy
    faults: tuple[Fault, ...] = ()  # faults of the scene, if the copy replaces it
    assets: Path = Path()  # folder of baked models
    copy: Path | None = None  # folder of its last good copy; None without copies

    def keep(self) -> None:
        """Keep what was read as the last good copy, after it was drawn correctly. A copy that is on show is left alone."""
        if self.copy is not None and not self.faults:
            with suppress(OSError):  # a full disk must not stop the park from opening
                _keep(self.seen, self.copy)
                _trials(self.copy).unlink(missing_ok=True)

    def last_good(self, faults: tuple[Fault, ...]) -> Opened | None:
        """The copy to open instead of a scene with these faults; None without a copy, or if this is the copy."""
        if self.copy is not None:
            with suppress(OSError):
                _trials(self.copy).unlink(missing_ok=True)  # the program runs on
        return self._copied(faults)

    def _copied(self, faults: tuple[Fault, ...]) -> Opened | None:
        if self.copy is None or self.faults:
            return None
        for place in (
            self.copy,
            _old(self.copy),
        ):  # two copies: a start may have been cut off during the swap
            if (place / "park.yaml").is_file():
                kept = read(place, self.assets).without_files()
                if kept.park is not None:
                    return replace(self, reading=kept, faults=faults)
        return None


def signature(folder: Path) -> Signature:
    """Paths, times and sizes of a scene's files; a file that disappears meanwhile is skipped."""
    found = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in KEPT_ASIDE and not hidden:
            with suppress(OSError):
                about = path.stat()
                found.append((path.relative_to(folder).as_posix(), about.st_mtime_ns, about.st_size))
    return tuple(found)


def opened(folder: Path, assets: Path, shelf: Path | None, *, light_later: bool = False) -> Opened:
    """Open a scene, or its last good copy if it is broken.

    Parameters
    ----------
    shelf : folder for the copies; None: nothing is copied, and a broken scene cannot be replaced.
    light_later : whether a grown park may come in plain light first.
    """
    seen = signature(folder)
    name = f"{folder.resolve().name}-{zlib.crc32(str(folder.resolve()).encode()):08x}"
    reading = read(folder, assets, light_later=light_later).without_files()
    scene = Opened(folder, seen, reading, assets=assets, copy=shelf / name if shelf is not None else None)
    if reading.park is None:
        return scene.last_good(reading.errors) or scene
    if scene.copy is not None and signature(scene.copy) != seen:
        with suppress(OSError):
            _set_aside(folder, seen, scene.copy)
        if _tried(scene.copy, seen) > MOST_TRIALS:
            return scene._copied((_never_drawn(folder),)) or scene
    return scene


def _tried(copy: Path, seen: Signature) -> int:
    """Number of attempts to open this version of the scene without a drawn frame, this one included."""
    trials, number = _trials(copy), 1
    mark = f"{zlib.crc32(repr(seen).encode()):08x}"
    with suppress(OSError, ValueError):
        before, count = trials.read_text("utf-8").split()
        number = int(count) + 1 if before == mark else 1
    with suppress(OSError):
        trials.parent.mkdir(parents=True, exist_ok=True)
        trials.write_text(f"{mark} {number}", "utf-8")
    return number


def _never_drawn(folder: Path) -> Fault:
    return Fault(
        folder,
        1,
        1,
        Text(
            "the program ended {MOST_TRIALS} times before anything of this scene was drawn",
            MOST_TRIALS=MOST_TRIALS,
        ),
        Text("correct the scene; a change of its files is tried again"),
    )


def _trials(copy: Path) -> Path:
    return copy.with_name(copy.name + ".trials")


def _old(copy: Path) -> Path:
    return copy.with_name(copy.name + ".old")


def _new(copy: Path) -> Path:
    return copy.with_name(copy.name + ".new")


def _set_aside(folder: Path, seen: Signature, copy: Path) -> None:
    """Copy the files just read to a waiting folder until they are drawn."""
    fresh = _new(copy)
    if signature(fresh) == seen:
        return
    shutil.rmtree(fresh, ignore_errors=True)
    for name, _, _ in seen:
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(folder / name, fresh / name)
    if signature(fresh) != seen:
        shutil.rmtree(fresh, ignore_errors=True)  # it was changed during the copy


def _keep(seen: Signature, copy: Path) -> None:
    """Replace the last good copy by the waiting one, if it holds what was read."""
    fresh, old = _new(copy), _old(copy)
    if signature(fresh) != seen or signature(copy) == seen:
        return
    if copy.exists():  # else the old one is the only copy: the disk failed during the last swap
        shutil.rmtree(old, ignore_errors=True)
        copy.rename(old)
    fresh.rename(copy)
    shutil.rmtree(old, ignore_errors=True)
