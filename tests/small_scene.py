"""Scenes as `new` makes them: with nothing that need not be there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from explorer.author.new_scene import new_scene
from explorer.i18n import Language


def write_small_scene(folder: Path, languages: Sequence[Language] = ("en",), zones: int = 3) -> Path:
    """Write a new scene of so many zones; returns its folder."""
    for name, text in new_scene("small", "Small", languages, zones).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
