"""Files copied into a scene: a model, a table, a picture, a logo."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..base.atomic_file import replacing


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
