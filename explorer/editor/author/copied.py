"""A copy of a scene under another id."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from ...park.checks.reviewed import FILE as REVIEWED
from ...park.checks.scene_files import SCENE_FILES

SUFFIXES = SCENE_FILES | {".json"}
MOST_FILES = 2_000
_ID = re.compile(rb"^id:[^\n]*", re.MULTILINE)


def copied_files(origin: Path, id: str) -> dict[str, bytes] | None:
    """The contents of a scene's files, by their names in its folder; None if there is no scene.

    Raises
    ------
    OSError
        If one of them cannot be read.
    """
    if not (origin / "park.yaml").is_file():
        return None
    all_files = (
        p for p in islice(origin.rglob("*"), MOST_FILES) if p.suffix.lower() in SUFFIXES and p.is_file()
    )
    found = sorted(p for p in all_files if not any(k.startswith(".") for k in p.relative_to(origin).parts))
    found = [p for p in found if p != origin / REVIEWED]  # reviews of the original do not hold for the copy
    files = {path.relative_to(origin).as_posix(): path.read_bytes() for path in found}
    files["park.yaml"] = _ID.sub(b"id: " + id.encode(), files["park.yaml"], count=1)
    return files
