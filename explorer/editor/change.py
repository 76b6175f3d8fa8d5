"""Changes of a scene's files: a new value for a place, or its removal."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

from ..i18n import Text
from ..park.faults import Fault
from ..park.keys import file_kind
from ..park.schema import fields_at

LONGEST_KEY = 1_000
"""Longest key; YAML reads keys of up to 1,024 characters."""
SURROGATE = re.compile("[\ud800-\udfff]")

Key = str | int
Place = tuple[Key, ...]


class Absent(Enum):
    """In a change: the value is removed."""

    DELETE = "delete"


DELETE: Final = Absent.DELETE


@dataclass(frozen=True, slots=True)
class Change:
    """A new value for one place of a scene.

    Attributes
    ----------
    file : path in the scene's folder, such as zones/mill.yaml. A missing file is created.
    path : the keys that lead to the place; () is the whole file. The index after the last of a list adds an item.
    value : groups, lists, texts and numbers as in YAML; DELETE removes the place.
    """

    file: str
    path: Place
    value: object


@dataclass(frozen=True, slots=True)
class Located:
    """A fault with its place: a file of the scene, or the folder itself (""), and the keys that lead there."""

    fault: Fault
    file: str
    path: Place


@dataclass(frozen=True, slots=True)
class Applied:
    """Result of applying changes.

    Attributes
    ----------
    is_applied : whether all of them were made; else none was.
    located : faults of the scene as it is now, or as it would have been.
    """

    is_applied: bool
    located: tuple[Located, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(found.fault for found in self.located)


class NoSuchPlace(LookupError):
    """Raised for a change to a place that the file does not have."""


def keys_at(file: str, path: Place) -> Sequence[str]:
    """The keys allowed in the group at a place, in order of declaration; empty if any are."""
    found = file_kind(file)
    if found is None:
        return ()
    kind, is_table = found
    if is_table:
        return fields_at(kind, path[1:]) if path else ()
    return fields_at(kind, path)


def changed(value: Any, changes: Sequence[Change]) -> Any:
    """The content of a file after changes; None if there is no file then.

    Raises
    ------
    NoSuchPlace
        If one of them names a missing place.
    """
    value = copy.deepcopy(value)
    for change in changes:
        if not change.path:
            value = None if change.value is DELETE else copy.deepcopy(change.value)
            continue
        if value is None:
            value = {}
        _set(value, change)
    return value


def _set(value: Any, change: Change) -> None:
    node = value
    for depth, key in enumerate(change.path[:-1]):
        node = _inside(node, key, change, depth)
    last = change.path[-1]
    if isinstance(node, dict) and isinstance(last, str):
        if change.value is DELETE:
            node.pop(last, None)
        elif last in node:
            node[last] = copy.deepcopy(change.value)
        else:
            _add(node, last, copy.deepcopy(change.value), keys_at(change.file, change.path[:-1]))
    elif isinstance(node, list) and isinstance(last, int) and 0 <= last <= len(node):
        if change.value is DELETE:
            del node[last : last + 1]
        else:
            node[last : last + 1] = [copy.deepcopy(change.value)]
    else:
        raise NoSuchPlace(change)


def _inside(node: Any, key: Key, change: Change, depth: int) -> Any:
    if isinstance(node, dict) and isinstance(key, str):
        if node.get(key) is None or (isinstance(node[key], str) and node[key] == "auto"):
            if change.value is DELETE:
                return {}
            following: Any = [] if isinstance(change.path[depth + 1], int) else {}
            if key in node:
                node[key] = following
            else:
                _add(node, key, following, keys_at(change.file, change.path[:depth]))
        return node[key]
    if isinstance(node, list) and isinstance(key, int) and 0 <= key < len(node):
        return node[key]
    raise NoSuchPlace(change)


def _add(node: dict[str, Any], key: str, value: Any, order: Sequence[str]) -> None:
    """Add a key at its position in the order of the model."""
    before = order[: order.index(key)] if key in order else list(node)
    after = [name for name in node if name in before]
    at = list(node).index(after[-1]) + 1 if after else (0 if key in order else len(node))
    entries = list(node.items())
    node.clear()
    node.update([*entries[:at], (key, value), *entries[at:]])


def unwritable(path: Place, value: object) -> Text | None:
    """Why a value cannot be written to a file, whatever the file contains; None if it can."""
    keys = [key for key in path if isinstance(key, str)]
    if any(len(key) > LONGEST_KEY for key in keys):
        return Text("a key of more than {most:,} characters", most=LONGEST_KEY)
    if any(map(SURROGATE.search, keys)) or (isinstance(value, str) and SURROGATE.search(value)):
        return Text("holds half a character, which no file can hold")
    inner: Iterable[tuple[Place, object]] = ()
    if isinstance(value, Mapping):
        inner = (((str(key),), part) for key, part in value.items())
    elif isinstance(value, list | tuple):
        inner = (((), part) for part in value)
    return next((why for place, part in inner if (why := unwritable(place, part)) is not None), None)


def relative_to(folder: Path, path: Path) -> str:
    """The name of a file in a scene's folder; "" for the folder itself."""
    try:
        name = path.relative_to(folder).as_posix()
    except ValueError:
        return ""
    return "" if name == "." else name
