"""A YAML file of a scene, with the position of every value."""

from __future__ import annotations

import re
import stat
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from ..i18n import Language, Text, Verbatim
from .faults import Fault, Weight, cut
from .model import LANGUAGES

LARGEST_BYTES = 1_000_000
MOST_ENTRIES = 2_000
"""Most keys of a group, or items of a list."""
MOST_LEVELS = 50
"""Most groups within groups; what follows copies and judges them by functions that call themselves."""
MOST_FAULTS = 20
"""Most errors, and most warnings, reported of one file; of the rest only the number."""

Key = int | str

STR, INT, FLOAT, BOOL, NULL, MAP, SEQ = (
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")
)
PLAIN = {
    INT: (re.compile(r"[-+]?[0-9]{1,30}"), "-+0123456789"),
    FLOAT: (
        re.compile(r"[-+]?(?=\.?[0-9])[0-9]{0,30}(\.[0-9]{0,30})?([eE][-+]?[0-9]{1,3})?"),
        "-+.0123456789",
    ),
    BOOL: (re.compile(r"true|false"), "tf"),
    NULL: (re.compile(r"~|null|"), ["~", "n", ""]),
}
"""Values that are not text: the pattern of each, and its possible first characters."""


class _Loader(yaml.CSafeLoader):
    """YAML without surprises: `no` is a word, 2023-09-08 and 1:30 are what was typed, 010 is ten."""


_Loader.yaml_implicit_resolvers = {}
for _tag, (_rule, _first) in PLAIN.items():
    _Loader.add_implicit_resolver(_tag, re.compile(f"(?:{_rule.pattern})$"), list(_first))
_Loader.add_constructor(INT, lambda loader, node: int(node.value))


@dataclass(slots=True)
class YamlFile:
    """The content of a file as dictionaries, lists and scalars, with the position of each."""

    path: Path
    data: Any = None
    size: int = 0
    languages: tuple[Language, ...] = LANGUAGES
    _reported: list[Fault] = field(default_factory=list)
    _unreported: list[Fault] = field(default_factory=list)  # the first of each severity that is not reported
    _counts: Counter[Weight] = field(default_factory=Counter)
    _unread: set[tuple[Key, ...]] = field(default_factory=set)
    _root: yaml.Node | None = None
    _index: dict[int, dict[str, tuple[yaml.Mark, yaml.Node]]] = field(default_factory=dict)

    @property
    def faults(self) -> list[Fault]:
        """The faults of the file; those beyond `MOST_FAULTS` as one sentence."""
        return self._reported + [self._rest(first) for first in self._unreported]

    @property
    def broken(self) -> bool:
        """Whether it has errors."""
        return self._counts["error"] > 0

    @property
    def full(self) -> bool:
        """Whether further errors would no longer be reported."""
        return self._counts["error"] > MOST_FAULTS

    def fault(self, place: tuple[Key, ...], what: Text, remedy: Text, *, warning: bool = False) -> None:
        """Note a fault at a place, such as ``("title", "zh")``."""
        weight: Weight = "warning" if warning else "error"
        self._counts[weight] += 1
        if self._counts[weight] <= MOST_FAULTS + 1:
            self._note(*self.where(place), what, remedy, weight)

    def not_read(self, place: tuple[Key, ...]) -> None:
        """Note that a value was left out because its kind does not belong there."""
        self._unread |= {place, place[:-1]}

    def in_part(self, place: tuple[Key, ...]) -> bool:
        """Whether a value was left out at this very place, so that consequences need no report."""
        return place in self._unread

    def fault_at(self, mark: yaml.Mark, what: Text, remedy: Text) -> None:
        """Note a fault at a position that no key leads to."""
        self._counts["error"] += 1
        if self._counts["error"] <= MOST_FAULTS + 1:
            self._note(mark.line + 1, mark.column + 1, what, remedy, "error")

    def _note(self, line: int, column: int, what: Text, remedy: Text, weight: Weight) -> None:
        fault = Fault(self.path, line, column, what, remedy, weight)
        (self._reported if self._counts[weight] <= MOST_FAULTS else self._unreported).append(fault)

    def _rest(self, first: Fault) -> Fault:
        count = self._counts[first.weight] - MOST_FAULTS
        if count == 1:
            return first
        return replace(
            first,
            what=Text("{count:,} more warnings in this file", count=count)
            if first.weight == "warning"
            else Text("{count:,} more errors in this file", count=count),
            remedy=Text("correct those above first, then check again"),
        )

    def where(self, place: tuple[Key, ...]) -> tuple[int, int]:
        """Line and column (from 1) of a place, or of its nearest existing parent."""
        mark, _ = self._found(place)
        return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)

    def holds(self, place: tuple[Key, ...]) -> bool:
        """Whether a place is written in the file, and not filled in by the program."""
        return self._found(place)[1]

    def _found(self, place: tuple[Key, ...]) -> tuple[yaml.Mark | None, bool]:
        """The position of a place or of its nearest existing parent, and whether it is its own, or that of a shorter form."""
        node = self._root
        mark = node.start_mark if node is not None else None
        for key in place:
            if isinstance(node, yaml.MappingNode):
                if (found := self._keys(node).get(str(key))) is None:
                    return mark, False
                mark, node = found
            elif isinstance(node, yaml.SequenceNode):
                if not isinstance(key, int) or key >= len(node.value):
                    return mark, False
                node = node.value[key]
                mark = node.start_mark
        return mark, node is not None

    def _keys(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Mark, yaml.Node]]:
        """The position of each key of a group, and its value."""
        if id(node) not in self._index:
            pairs = reversed(node.value)  # of duplicate keys the first counts
            self._index[id(node)] = {_name(k): (k.start_mark, v) for k, v in pairs}
        return self._index[id(node)]


def dotted(place: tuple[Key, ...]) -> str:
    """A place in a file as authors write it."""
    return ".".join(cut(str(key)) for key in place)


def read_yaml(path: Path, folder: Path, raw: bytes | None = None) -> YamlFile:
    """Read a file in `folder`. All faults are in `.faults`; nothing is raised.

    Parameters
    ----------
    raw : unsaved content; None: read the file.
    """
    file = YamlFile(path)
    if raw is None:
        raw = _bytes(file, folder)
    else:
        file.size = len(raw)
    text = None if raw is None else _text(file, raw)
    if text is not None:
        _parse(file, text)
        if file.data is None and not file.faults:
            file.fault(
                (),
                Text("the file is empty"),
                Text("write its content, or delete it"),
            )
    return file


def compose(text: str) -> yaml.Node | None:
    """The node tree of a text, as :func:`read_yaml` parses it, without checks of its content.

    Raises yaml.YAMLError if the syntax is wrong.
    """
    loader: Any = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def plain(node: yaml.Node | None) -> Any:
    """The value of a node, as dictionaries, lists and scalars."""
    if isinstance(node, yaml.MappingNode):
        return {_name(key): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(value) for value in node.value]
    if node is None or node.tag == NULL:
        return None
    if node.tag == BOOL:
        return node.value == "true"
    return {INT: int, FLOAT: float}.get(node.tag, str)(node.value)


def unreadable(error: Exception) -> str:
    """The system's message for a file that cannot be read."""
    return (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__


def _bytes(file: YamlFile, folder: Path) -> bytes | None:
    """The bytes of the file; None after noting why they cannot be read."""
    path = file.path
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            file.fault(
                (),
                Text("leads out of the scene folder"),
                Text("copy the file into the scene folder"),
            )
            return None
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            file.fault(
                (),
                Text("is not a regular file"),
                Text("put a text file in its place"),
            )
            return None
        file.size = about.st_size
        if file.size <= LARGEST_BYTES:
            with path.open("rb") as opened:
                return opened.read(LARGEST_BYTES)
    except FileNotFoundError:
        file.fault(
            (),
            Text("there is no such file"),
            Text("add it; if it has nothing to say, write {} into it"),
        )
        return None
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a link to itself, before Python 3.13
        reason = unreadable(error)
        file.fault(
            (),
            Text("cannot be read ({reason})", reason=reason),
            Text("put a readable file in its place"),
        )
        return None
    file.fault(
        (),
        Text(
            "{size:,} bytes; at most {LARGEST_BYTES:,} are read", size=file.size, LARGEST_BYTES=LARGEST_BYTES
        ),
        Text("split the file or remove what is not text"),
    )
    return None


def _text(file: YamlFile, raw: bytes) -> str | None:
    """The text of the file; None after noting the first byte that is not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        mark = _mark(before.count(b"\n"), error.start - before.rfind(b"\n") - 1)
        file.fault_at(mark, Text("not UTF-8 text"), Text("save the file as UTF-8"))
        return None


def _parse(file: YamlFile, text: str) -> None:
    """Parse the text, note faults, and keep the content of a fault-free file."""
    loader: Any = None
    try:
        loader = _Loader(text)
        file._root = loader.get_single_node()
        if file._root is not None:
            _look_through(file, file._root, (), set())
            if not file.faults:
                file.data = loader.construct_document(file._root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark or _mark(0, 0)
        file.fault_at(mark, *not_yaml(error.problem or ""))
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        file.fault_at(
            _mark(before.count("\n"), error.position - before.rfind("\n") - 1),
            Text("a character that text files must not have"),
            Text("delete the invisible character", context="YAML"),
        )
    except RecursionError:
        file._root = None
        file.fault_at(_mark(0, 0), *TOO_DEEP)
    finally:
        if loader is not None:
            loader.dispose()


def _mark(line: int, column: int) -> yaml.Mark:
    return yaml.Mark("", 0, line, column, None, 0)


def _look_through(file: YamlFile, node: yaml.Node, place: tuple[Key, ...], seen: set[int]) -> None:
    """Note what readers of the content must never meet: duplicates, unsupported kinds of values, excessive numbers."""
    _look_at_tag(file, node)
    if isinstance(node, yaml.ScalarNode):
        return
    if id(node) in seen:
        file.fault(
            place,
            Text("an alias (*name)"),
            Text("write the text out; aliases are not read"),
        )
        return
    seen.add(id(node))
    if len(place) > MOST_LEVELS:
        file.fault_at(node.start_mark, *TOO_DEEP)
    elif len(node.value) > MOST_ENTRIES:
        file.fault(
            place,
            Text("{name}: {count:,} entries", name=dotted(place), count=len(node.value))
            if place
            else Text("{count:,} entries", context="in all", count=len(node.value)),
            Text("write at most {MOST_ENTRIES:,}", MOST_ENTRIES=MOST_ENTRIES),
        )
    elif isinstance(node, yaml.MappingNode):
        known: set[str] = set()
        for key, value in node.value:
            _look_at_key(file, key, known)
            _look_through(file, value, (*place, _name(key)), seen)
    else:
        for i, value in enumerate(node.value):
            _look_through(file, value, (*place, i), seen)


def _name(key: yaml.Node) -> str:
    return key.value if isinstance(key, yaml.ScalarNode) else "[...]"


def _look_at_key(file: YamlFile, key: yaml.Node, known: set[str]) -> None:
    if key.tag != STR:
        shown = cut(_name(key))
        file.fault_at(
            key.start_mark,
            Text("the key {shown} is not a word", shown=shown),
            Text("write a word as key, or put it in quotes"),
        )
    elif key.value in known:
        shown = cut(key.value)
        file.fault_at(
            key.start_mark,
            Text("'{shown}' is given twice", shown=shown),
            Text("keep one of the two"),
        )
    else:
        known.add(key.value)


def _look_at_tag(file: YamlFile, node: yaml.Node) -> None:
    """Refuse tags: `!!int` may precede a text, and others could run code."""
    if isinstance(node, yaml.ScalarNode):
        rule = PLAIN.get(node.tag)
        good = node.tag == STR or (rule is not None and rule[0].fullmatch(node.value) is not None)
    else:
        good = node.tag == (MAP if isinstance(node, yaml.MappingNode) else SEQ)
    if not good:
        shown = cut(node.tag.replace("tag:yaml.org,2002:", "!!"))
        file.fault_at(
            node.start_mark,
            Text("the mark {shown} is not read", shown=shown),
            Text("delete the mark; write the bare value"),
        )


TOO_DEEP = (
    Text("groups within groups, too deep"),
    Text("delete surplus brackets, or indent fewer lines"),
)


SYNTAX = {
    "mapping values are not allowed": (
        Text("a colon is not allowed here"),
        Text("put the text in quotes, or indent the line like its neighbours"),
    ),
    "did not find expected key": (
        Text("a line that does not fit the one above"),
        Text("indent it like its neighbours, and close quotes and brackets"),
    ),
    "did not find expected '-' indicator": (
        Text("a line that does not fit the list above"),
        Text("begin it with '- ', or indent it like its neighbours"),
    ),
    "did not find expected ','": (
        Text("a comma or a closing bracket is missing"),
        Text("add it, or put text with commas, brackets or # in quotes"),
    ),
    "could not find expected ':'": (
        Text("a colon is missing"),
        Text("write `key: value` on this line or the one above"),
    ),
    "cannot start any token": (
        Text("a value cannot begin with this character"),
        Text("indent with spaces, not tabs, and put the text in quotes"),
    ),
    "unexpected end of stream": (
        Text("a quote or a bracket is not closed"),
        Text("close it"),
    ),
    "unknown escape character": (
        Text("a backslash in double quotes"),
        Text("use single quotes"),
    ),
    "tab character": (
        Text("a tab"),
        Text("indent with spaces"),
    ),
    "alias": (
        Text("a * or & at the beginning"),
        Text("put the text in quotes"),
    ),
    "alphabetic or numeric character": (
        Text("a * or & at the beginning"),
        Text("put the text in quotes"),
    ),
    "another document": (
        Text("a line with three hyphens"),
        Text("delete the line"),
    ),
}
"""libyaml's most frequent errors, explained for authors who do not write programs."""


def not_yaml(problem: str) -> tuple[Text, Text]:
    """What is wrong with the syntax, and what to do."""
    if "nesting depth" in problem:
        return TOO_DEEP
    why, remedy = next(
        (explained for pattern, explained in SYNTAX.items() if pattern in problem),
        (
            Verbatim(problem),
            Text("check indentation, colons and quotes on this line and the one above"),
        ),
    )
    return Text("not valid YAML ({why})", why=why), remedy
