"""How talks were prepared: one small file beside the scene, so that it travels with it.

Where that folder cannot be written, as in an installed bundle, the same text is kept with the settings.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

from ...base.atomic_file import write_text
from ...visit.codec import Unreadable
from ...visit.talk.own import OwnParts, OwnSlide
from .settings_store import SettingsStore

SUFFIX = ".talks.json"
LARGEST_BYTES = 4_000_000


def file_of(scene: Path) -> Path:
    """The file for a scene: `metaverse.talks.json` beside the folder `metaverse`."""
    scene = scene.resolve()
    return scene.with_name(scene.name + SUFFIX)


class PreparedTalks:
    """Reads and keeps, by tour: the name of the prepared tour, the presenter's notes, and own slides.

    Slides in the folder of the file or below it are written relative to it: scene and slides can be copied together.

    Parameters
    ----------
    scene : folder of the scene; None: all is kept with the settings.
    """

    def __init__(self, scene: Path | None, store: SettingsStore) -> None:
        self._path, self._store = file_of(scene) if scene is not None else None, store

    def name(self, park: str, tour: str) -> str:
        """The name under which a tour was prepared last; "" if it never was."""
        named = self._row(park, tour).get("tour")
        return named if isinstance(named, str) else self._store.prepared(park, tour)

    def own(self, park: str, tour: str) -> OwnParts:
        """Notes and slides for a tour; none if they are missing or damaged."""
        try:
            own = OwnParts.read(json.dumps(self._row(park, tour).get("own", {})))
        except Unreadable:
            return OwnParts()
        return OwnParts(own.notes, tuple(self._moved(slide, to_file=False) for slide in own.slides))

    def keep(self, park: str, tour: str, *, name: str | None = None, own: OwnParts | None = None) -> None:
        """Keep the name of the prepared tour, or notes and slides; what is not given stays."""
        row = self._row(park, tour)
        if name is not None:
            row["tour"] = name
            self._store.keep_prepared(park, tour, name)
        if own is not None:
            slides = tuple(self._moved(slide, to_file=True) for slide in own.slides)
            row["own"] = json.loads(OwnParts(own.notes, slides).written())
        if self._path is not None:
            rows = _read(self._path)
            rows[tour] = row
            try:
                write_text(self._path, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
            except OSError:
                pass  # below it is kept all the same
            else:
                self._store.keep_talk(park, tour, "")
                return
        self._store.keep_talk(park, tour, json.dumps(row, ensure_ascii=False))

    def _row(self, park: str, tour: str) -> dict[str, object]:
        kept = self._store.talk(park, tour)
        try:
            row = (
                json.loads(kept) if kept else _read(self._path).get(tour) if self._path is not None else None
            )
        except ValueError:
            row = None
        return row if isinstance(row, dict) else {}

    def _moved(self, slide: OwnSlide, *, to_file: bool) -> OwnSlide:
        """A slide with its path relative to the file, or with the whole path again."""
        if self._path is None:
            return slide
        folder = self._path.parent
        if not to_file:
            return replace(slide, path=str(folder / slide.path))
        path = Path(slide.path)
        return replace(
            slide, path=os.fspath(path.relative_to(folder)) if path.is_relative_to(folder) else slide.path
        )


def _read(path: Path) -> dict[str, object]:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            return {}
        rows = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return rows if isinstance(rows, dict) else {}
