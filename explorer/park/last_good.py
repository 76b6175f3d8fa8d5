"""The last good copy of a scene: what a supervised show opens when the scene on disk is broken.

Nobody may be there to repair it. So the files of each scene that is opened are copied aside, and once it was drawn, with all
models of its own, they are its last good copy. That it could be read is not enough: a damaged model shows only when it is
to be drawn.
"""

from __future__ import annotations

import shutil
import zlib
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..i18n import Text
from .checks.scene_files import KEPT_ASIDE
from .faults import Fault
from .load import Reading, read

Signature = tuple[tuple[str, int, int], ...]
"""The files of a scene: path in it, time of change in ns, size."""
MOST_TRIALS = 3
"""So often a scene may end the program before it was drawn; then its last good copy comes."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A scene that is to be shown."""

    folder: Path  # where its author keeps it
    seen: Signature  # the files as they were when they were read
    reading: Reading  # what was read, from there or from the copy
    faults: tuple[Fault, ...] = ()  # what is wrong with the scene, if the copy stands in for it
    assets: Path = Path()  # where baked models lie
    copy: Path | None = None  # where its last good copy is kept; None where none is

    def keep(self) -> None:
        """Keep what was read as the last good copy: it was drawn as it should be. A copy that is on show stays as it is."""
        if self.copy is not None and not self.faults:
            with suppress(OSError):  # a full disk must not keep the park closed
                _keep(self.seen, self.copy)
                _trials(self.copy).unlink(missing_ok=True)

    def last_good(self, faults: tuple[Fault, ...]) -> Opened | None:
        """The copy in the place of a scene that has these faults; None where there is none, or where this is the copy."""
        if self.copy is not None:
            with suppress(OSError):
                _trials(self.copy).unlink(missing_ok=True)  # the program goes on
        return self._copied(faults)

    def _copied(self, faults: tuple[Fault, ...]) -> Opened | None:
        if self.copy is None or self.faults:
            return None
        for place in (
            self.copy,
            _old(self.copy),
        ):  # the second, if a start was cut off while it exchanged the two
            if (place / "park.yaml").is_file():
                kept = read(place, self.assets).without_files()
                if kept.park is not None:
                    return replace(self, reading=kept, faults=faults)
        return None


def signature(folder: Path) -> Signature:
    """What the files of a scene look like from outside; a file that goes away meanwhile is left out."""
    found = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in KEPT_ASIDE and not hidden:
            with suppress(OSError):
                about = path.stat()
                found.append((path.relative_to(folder).as_posix(), about.st_mtime_ns, about.st_size))
    return tuple(found)


def opened(folder: Path, assets: Path, shelf: Path | None, *, light_later: bool = False) -> Opened:
    """Read a scene; if it is broken, its last good copy.

    Parameters
    ----------
    shelf : folder for the copies; None: nothing is copied, and a broken scene stays one.
    light_later : whether a park that is made for the scene may come in plain light at first.
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
    """How often a scene was opened that was not drawn yet, this time included."""
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
    """Copy the files as they were when they were read, to wait until they are drawn."""
    fresh = _new(copy)
    if signature(fresh) == seen:
        return
    shutil.rmtree(fresh, ignore_errors=True)
    for name, _, _ in seen:
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(folder / name, fresh / name)
    if signature(fresh) != seen:
        shutil.rmtree(fresh, ignore_errors=True)  # it was changed while it was copied


def _keep(seen: Signature, copy: Path) -> None:
    """Put what was set aside in the place of the copy before, if it is of what was read."""
    fresh, old = _new(copy), _old(copy)
    if signature(fresh) != seen or signature(copy) == seen:
        return
    if copy.exists():  # else the old one is the only one: the disk failed the last time they were exchanged
        shutil.rmtree(old, ignore_errors=True)
        copy.rename(old)
    fresh.rename(copy)
    shutil.rmtree(old, ignore_errors=True)
