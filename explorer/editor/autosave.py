"""Autosave: unsaved edits kept in a file, so that they survive a crash, a kill or a power cut."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..base.atomic_file import write_bytes
from ..park.keys import file_kind
from .document import SceneDocument

FOLDER = "unsaved"
"""Folder of the autosaves in the user's state folder."""

NAME_LETTERS = 16
Entry = tuple[str, str | None]
"""Hash of a file as it was saved, and its edited content; None: there is no such file."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Edits left by an editor that did not end properly.

    Attributes
    ----------
    files : contents by name in the scene's folder; None: the file was removed.
    changed_since : those that another program has changed since.
    """

    files: Mapping[str, bytes | None]
    changed_since: tuple[str, ...] = ()


class Autosave:
    """Autosave of one scene.

    Two files: the present edits, and those found at the start that are neither restored nor dropped yet.

    Parameters
    ----------
    folder : the scene.
    home : folder of autosaves.
    """

    def __init__(self, folder: Path, home: Path) -> None:
        name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
        self._file = home / f"{folder.resolve().name[:NAME_LETTERS]}-{name[:NAME_LETTERS]}.json"
        self._found = self._file.with_suffix(".found.json")

    @property
    def lock(self) -> Path:
        """The lock file held by the program that edits the scene."""
        return self._file.with_suffix(".lock")

    def keep(self, document: SceneDocument) -> bool:
        """Write the unsaved edits, or delete the file if everything is saved; returns whether that worked."""
        unsaved = {
            name: (_mark(saved), None if now is None else now.decode("utf-8", "surrogateescape"))
            for name, (saved, now) in document.unsaved.items()
        }
        return self._write(self._file, unsaved)

    def found(self, document: SceneDocument) -> Unsaved | None:
        """What the scene's last editor left; None if it equals the document."""
        entries = {**_read(self._found), **_read(self._file)}
        left = {name: entry for name, entry in entries.items() if document.raw(name) != _bytes(entry[1])}
        if self._write(self._found, left):
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
        if not left:
            return None
        files = {name: _bytes(text) for name, (_, text) in left.items()}
        since = [name for name, (mark, _) in left.items() if mark != _mark(document.raw(name))]
        return Unsaved(files, tuple(since))

    def drop(self) -> None:
        """Drop the present edits."""
        self._write(self._file, {})

    def answered(self) -> None:
        """Record that the edits found were restored or dropped."""
        self._write(self._found, {})

    @staticmethod
    def _write(file: Path, entries: Mapping[str, Entry]) -> bool:
        try:
            if not entries:
                file.unlink(missing_ok=True)
                return True
            file.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(file, json.dumps({"files": entries}).encode())
        except OSError:
            return False
        return True


def _read(file: Path) -> dict[str, Entry]:
    """The entries of an autosave; empty if the file is missing or damaged."""
    try:
        files = json.loads(file.read_bytes())["files"]
        return {
            name: (mark, text)
            for name, (mark, text) in files.items()
            if file_kind(name) is not None and isinstance(mark, str) and isinstance(text, str | None)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogateescape")


def _mark(raw: bytes | None) -> str:
    return "" if raw is None else hashlib.sha256(raw).hexdigest()
