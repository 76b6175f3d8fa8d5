"""A scene being edited: its files in memory, each change checked like by the loader, with undo and saving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..base.bootstrap import ROOT
from ..exhibits.kinds import KINDS
from ..i18n import ENGLISH, Text, tr
from ..park.check import check
from ..park.faults import Fault
from ..park.keys import file_kind
from ..park.load import Reading, read
from ..park.model import Park
from ..park.yaml_file import Key, compose, plain
from . import saving
from .change import (
    DELETE,
    Applied,
    Change,
    Located,
    NoSuchPlace,
    Place,
    changed,
    relative_to,
    unwritable,
)
from .faults import check_unwritten, unwritten_in
from .new_scene import ZONE_HEAD
from .rewrite import rewritten, same, says
from .texts import without_marks
from .writing import Gap, commented

__all__ = ["DELETE", "Applied", "Change", "Elsewhere", "Located", "NoSuchPlace", "SceneDocument"]

Files = dict[str, bytes]
MOST_STEPS = 500
HEADS = {
    "zones": Text(ZONE_HEAD), "tours": Text("A tour: its stops in order. The name of this file is its id."),
}  # fmt: skip
"""First line of a new file."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One undo step: the files it touched, before and after; None: no such file."""

    label: Text
    before: Mapping[str, bytes | None]
    after: Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Changes that other programs made to the files of the scene.

    Attributes
    ----------
    files : changed, new or removed on the disk.
    conflicts : those with unsaved edits here as well.
    """

    files: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files)


@dataclass(slots=True)
class SceneDocument:
    """The files of a scene being edited. Nothing is written before :meth:`save`.

    Attributes
    ----------
    folder, assets : the scene, and the folder of baked models.
    scene : the park as edited, or its last version that could be opened. None without such a version.
    torn : an interrupted save that could not be completed when the scene was opened.
    """

    folder: Path
    assets: Path
    scene: Park | None = None
    torn: saving.Torn | None = None
    _saved: Files = field(default_factory=dict)
    _now: Files = field(default_factory=dict)
    _past: list[_Step] = field(default_factory=list)
    _future: list[_Step] = field(default_factory=list)
    _reading: Reading = field(init=False)
    _values: dict[str, tuple[bytes, Any]] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path, assets: Path | None = None) -> SceneDocument:
        """Open the scene of a folder, even one with faults. An interrupted save is completed first."""
        document = cls(folder, assets or ROOT / "assets")
        document.torn = saving.complete(folder)
        document._saved = saving.read_files(folder)
        document._now = dict(document._saved)
        document._take(document._read(document._now))
        return document

    # ---- content

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files, sorted."""
        return tuple(sorted(self._now))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its texts."""
        return self._reading.languages

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Errors that keep it from being opened, and the loader's warnings."""
        return self._reading.faults

    @property
    def located(self) -> tuple[Located, ...]:
        """The faults, each with its place."""
        return self._located(self._reading.faults, self._now)

    def check(self) -> tuple[Located, ...]:
        """Run all checks of the command `check`; takes a second and may run on a thread.

        Light does not matter here: ground and buildings not made before come in plain light.
        """
        now = self._now
        edited = self._overlay(now)
        report = check(self.folder, self.assets, check_unwritten, edited=edited, light_later=True)
        return self._located(report.faults, now)

    @property
    def is_grown(self) -> bool:
        """Whether ground and buildings of the scene exist; if not, :meth:`grow` makes them."""
        return self.scene is None or self.scene.site is None or self.scene.grown is not None

    def grow(self) -> None:
        """Make ground and buildings for a scene with `site:`, in plain light unless made before; takes seconds."""
        if not self.is_grown:
            self._take(read(self.folder, self.assets, KINDS, self._overlay(self._now), light_later=True))

    def write_copy(self, folder: Path) -> None:
        """Write the edited files into another folder, such as for a process that grows the park."""
        for name, raw in self._now.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(raw)

    @property
    def is_broken(self) -> bool:
        """Whether it cannot be opened in its present state."""
        return self._reading.park is None

    def value(self, file: str, path: Place = (), default: Any = None) -> Any:
        """The value at a place; `default` if it is empty. Callers must not change it."""
        node = self._value_of(file)
        for key in path:
            try:
                node = node[key]
            except (LookupError, TypeError):
                return default
        return node

    def text(self, file: str) -> str | None:
        """The text of a file as edited; None if there is no such file."""
        raw = self._now.get(file)
        return None if raw is None else raw.decode("utf-8", "replace")

    def raw(self, file: str) -> bytes | None:
        """The bytes of a file as edited; None if there is no such file."""
        return self._now.get(file)

    def _value_of(self, file: str) -> Any:
        raw = self._now.get(file)
        if raw is None:
            return None
        if file not in self._values or self._values[file][0] is not raw:
            try:
                value = plain(compose(raw.decode("utf-8-sig")))
            except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError):
                value = None
            self._values[file] = raw, value
        return self._values[file][1]

    # ---- changes

    def apply(self, changes: Sequence[Change], label: Text) -> Applied:
        """Apply changes as one step: all of them, or none if the scene could not be opened afterwards.

        A scene that already cannot be opened may be changed as long as no new errors appear.

        Parameters
        ----------
        label : name of the step, such as *Rename zone*, shown with *Undo*.

        Raises
        ------
        NoSuchPlace
            If a change names a missing place.
        """
        for change in changes:
            if (why := unwritable(change.path, change.value)) is not None:
                fault = Fault(self.folder / change.file, 1, 1, why, Text("write it in another way"))
                return Applied(False, (Located(fault, change.file, change.path),))
        after = dict(self._now)
        for file in dict.fromkeys(change.file for change in changes):
            raw = self._changed_file(file, [change for change in changes if change.file == file])
            if raw is None:
                after.pop(file, None)
            else:
                after[file] = raw
        touched = [name for name in {*after, *self._now} if after.get(name) != self._now.get(name)]
        if not touched:
            return Applied(True, self.located)
        reading = self._read(after)
        if reading.park is None and not self._is_no_worse(reading):
            return Applied(False, self._located(reading.errors, after))
        step = _Step(label, {n: self._now.get(n) for n in touched}, {n: after.get(n) for n in touched})
        self._past = [*self._past[-MOST_STEPS + 1 :], step]
        self._future = []
        self._now = after
        self._take(reading)
        return Applied(True, self.located)

    def _changed_file(self, file: str, changes: Sequence[Change]) -> bytes | None:
        raw = self._now.get(file)
        value = changed(self._value_of(file), changes)
        if value is None:
            return None
        if raw is None:
            return self._new_file(file, value).encode()
        if same(self._value_of(file), value):
            return raw
        source = rewritten(raw.decode("utf-8"), value)
        return without_marks(source, list(self._written_by(changes))).encode()

    def _written_by(self, changes: Sequence[Change]) -> Iterator[Place]:
        """The texts that changes write, whose to-do marks are to be removed."""
        for change in changes:
            value, languages = change.value, self.languages
            is_text = isinstance(value, dict) and bool(value) and set(value) <= set(languages)
            if is_text and not isinstance(value, Gap) and not [*unwritten_in(value, languages)]:
                yield change.path

    def _new_file(self, file: str, value: Any) -> str:
        """A new file; with comments on its keys if it holds a single object."""
        found = file_kind(file)
        if found is None or found[1] or not isinstance(value, dict):
            return rewritten("", value)
        language = (*self.languages, ENGLISH)[0]  # comments are in the author's language

        def say(words: str) -> str:
            return tr(Text(words), language) if words else ""

        head = HEADS.get(file.partition("/")[0])
        text = commented(found[0], value, str(head or ""), say)
        return text if says(text, value) else rewritten("", value)

    def _is_no_worse(self, reading: Reading) -> bool:
        if self._reading.park is not None:
            return False
        before = {(fault.path, str(fault.what)) for fault in self._reading.errors}
        return all((fault.path, str(fault.what)) in before for fault in reading.errors)

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    @property
    def undo_label(self) -> Text | None:
        """The step that :meth:`undo` would take back."""
        return self._past[-1].label if self._past else None

    @property
    def redo_label(self) -> Text | None:
        """The step that :meth:`redo` would repeat."""
        return self._future[-1].label if self._future else None

    def undo(self) -> bool:
        """Undo the last step, to the last byte; false if there is nothing to undo."""
        if not self._past:
            return False
        step = self._past.pop()
        self._future.append(step)
        self._put(step.before)
        return True

    def redo(self) -> bool:
        """Redo the step undone last; false if there is nothing to redo."""
        if not self._future:
            return False
        step = self._future.pop()
        self._past.append(step)
        self._put(step.after)
        return True

    def _put(self, files: Mapping[str, bytes | None]) -> None:
        now = {**self._now, **files}
        self._now = {name: raw for name, raw in now.items() if raw is not None}
        self._take(self._read(self._now))

    # ---- the disk

    @property
    def changed_files(self) -> tuple[str, ...]:
        """The files that differ from their saved versions."""
        names = {*self._now, *self._saved}
        return tuple(sorted(name for name in names if self._now.get(name) != self._saved.get(name)))

    @property
    def is_changed(self) -> bool:
        """Whether there are unsaved changes."""
        return self._now != self._saved

    @property
    def unsaved(self) -> dict[str, tuple[bytes | None, bytes | None]]:
        """Saved and edited content of each changed file; None: there was or is no such file."""
        return {name: (self._saved.get(name), self._now.get(name)) for name in self.changed_files}

    def save(self, over: bool = False) -> saving.Saved:
        """Save the changes; if that fails, the files are as before, or the next save or start completes it.

        Parameters
        ----------
        over : overwrite changes that another program made meanwhile.
        """
        names = self.changed_files
        if not names:
            return saving.Saved()
        if not over and (conflicts := self.changed_elsewhere().conflicts):
            return saving.Saved(saving.conflict(conflicts))
        disk = saving.read_files(
            self.folder
        )  # the replaced files, including another program's changes if they are overwritten
        before = {name: disk.get(name) for name in names}
        after = {name: self._now.get(name) for name in names}
        done = saving.save(self.folder, before, after, self._opens)
        if done.problem is None:
            self._saved = dict(self._now)
        return done

    def _opens(self, written: Mapping[str, bytes | None]) -> bool:
        """Whether the scene as written is as good as the scene in memory."""
        edited = {**self._overlay(self._now), **written}
        reading = read(self.folder, self.assets, edited=edited, grows=False)
        return (reading.park is None) == self.is_broken

    def changed_elsewhere(self) -> Elsewhere:
        """Changes made by other programs since the files were read or saved."""
        disk = saving.read_files(self.folder)
        files = sorted(n for n in {*disk, *self._saved} if disk.get(n) != self._saved.get(n))
        ours = set(self.changed_files)
        conflicts = (n for n in files if n in ours and disk.get(n) != self._now.get(n))
        return Elsewhere(tuple(files), tuple(conflicts))

    def reload(self, files: Sequence[str], label: Text) -> None:
        """Reload files from disk as one step, which can be undone."""
        disk = saving.read_files(self.folder)
        self._saved = disk
        self.put({name: disk.get(name) for name in files}, label)

    def put(self, files: Mapping[str, bytes | None], label: Text) -> None:
        """Replace the content of files as one step; None removes a file."""
        before = {name: self._now.get(name) for name in files}
        if before != files:
            self._past = [*self._past[-MOST_STEPS + 1 :], _Step(label, before, dict(files))]
            self._future = []
            self._put(files)

    # ---- reading

    def _overlay(self, files: Files) -> dict[str, bytes | None]:
        return {**dict.fromkeys(self._saved), **files}

    def _read(self, files: Files) -> Reading:
        return read(self.folder, self.assets, KINDS, self._overlay(files), grows=False)

    def _take(self, reading: Reading) -> None:
        self._reading = reading
        if reading.park is not None:
            self.scene = reading.park

    def _located(self, faults: Sequence[Fault], files: Files) -> tuple[Located, ...]:
        roots: dict[str, yaml.Node | None] = {}
        found = []
        for fault in faults:
            name = relative_to(self.folder, fault.path)
            if name in files and name not in roots:
                try:
                    roots[name] = compose(files[name].decode("utf-8-sig"))
                except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
                    roots[name] = None
            root = roots.get(name)
            found.append(Located(fault, name, _place_of(root, fault.line - 1, fault.column - 1)))
        return tuple(found)


def _place_of(node: yaml.Node | None, line: int, column: int) -> Place:
    """The keys that lead to a line and a column of a file, counted from 0."""
    here = (line, column)
    children: list[tuple[Key, yaml.Mark, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        children = [(key.value, key.start_mark, inner) for key, inner in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = [(number, inner.start_mark, inner) for number, inner in enumerate(node.value)]
    around = [child for child in children if (child[1].line, child[1].column) <= here]
    if not around:
        return ()
    key, mark, inner = around[-1]
    if (mark.line, mark.column) == here and isinstance(node, yaml.MappingNode):
        return (key,)
    return (key, *_place_of(inner, line, column))
