"""What was edited and not saved, kept in a file, so that it outlives a crash, a kill and a power cut."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..core.atomic_file import write_bytes
from .change import file_kind
from .document import SceneDocument

FOLDER = "unsaved"
"""The folder of these files in that of the user's state."""

NAME_LETTERS = 16
Entry = tuple[str, str | None]
"""The mark of a file as it was saved, and what it says as it was edited; None: there is no such file."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What an editor left that did not end well.

    Attributes
    ----------
    files : what they said, by their names in the scene's folder; None: the file was removed.
    changed_since : those of them that another program has changed since.
    """

    files: Mapping[str, bytes | None]
    changed_since: tuple[str, ...] = ()


class Autosave:
    """What is edited of one scene and not saved.

    Two files: what is edited now, and what was found at the start and is not answered yet.

    Parameters
    ----------
    folder : the scene.
    home : where autosaves lie.
    """

    def __init__(self, folder: Path, home: Path) -> None:
        name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
        self._file = home / f"{folder.resolve().name[:NAME_LETTERS]}-{name[:NAME_LETTERS]}.json"
        self._found = self._file.with_suffix(".found.json")

    @property
    def lock(self) -> Path:
        """The file that the program holds which edits the scene."""
        return self._file.with_suffix(".lock")

    def keep(self, document: SceneDocument) -> bool:
        """Write down what is not saved; nothing is left where all is. Whether that could be done."""
        unsaved = {
            name: (_mark(saved), None if now is None else now.decode("utf-8", "surrogateescape"))
            for name, (saved, now) in document.unsaved.items()
        }
        return self._write(self._file, unsaved)

    def found(self, document: SceneDocument) -> Unsaved | None:
        """What the last editor of the scene left; None if nothing is another than in the document."""
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
        """What is edited now is not wanted."""
        self._write(self._file, {})

    def answered(self) -> None:
        """What was found is restored or dropped."""
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
    """The entries of such a file; none if there is no such file, or it is damaged."""
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
