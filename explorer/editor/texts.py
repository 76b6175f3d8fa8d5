"""All texts of a scene with their places, and their replacement without any other change to the files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..i18n import Language
from ..park.keys import FOLDERS
from ..park.load import Reading
from .writing import GAP

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text of a scene.

    Attributes
    ----------
    file : path of its file in the scene's folder, such as zones/mill.yaml.
    place : the keys that lead to it, joined by points.
    words : the text by language; "" if missing.
    """

    file: str
    place: str
    words: Mapping[Language, str] = field(hash=False)


def read_texts(folder: Path, more: Sequence[Language] = ()) -> tuple[Reading, list[TextRow]]:
    """The texts of a scene in file order, also of a scene with faults.

    Parameters
    ----------
    more : additional languages, not yet in the scene.
    """
    reading = written_files(folder)
    rows: list[TextRow] = []
    languages = (*reading.languages, *(code for code in more if code not in reading.languages))
    for name, file in reading.files.items():
        for place, text in _texts(file.data, (), reading.languages):
            words = {code: str(text.get(code) or "").strip() for code in languages}
            rows.append(TextRow(f"{name}.yaml", ".".join(map(str, place)), words))
    return reading, rows


def _texts(node: Any, place: Place, languages: Sequence[Language]) -> Iterator[tuple[Place, dict[str, Any]]]:
    if isinstance(node, dict):
        if (
            node
            and set(node) <= set(languages)
            and not any(isinstance(v, dict | list) for v in node.values())
        ):
            yield place, node
            return
        for key, value in node.items():
            yield from _texts(value, (*place, key), languages)
    elif isinstance(node, list):
        for n, value in enumerate(node):
            yield from _texts(value, (*place, n), languages)


TABLES = ("claims", "glossary", "sources", "quiz", "plan")


def written_files(folder: Path) -> Reading:
    """The files of a scene as written, without defaults or checks."""
    reading = Reading(folder)
    parts: list[str] = []
    for part in FOLDERS:
        parts += [f"{part}/{path.stem}" for path in sorted((folder / part).glob("*.yaml"))]
    tables = [name for name in TABLES if (folder / f"{name}.yaml").is_file()]
    for name in ("park", *parts, *tables):
        reading.open(name)
    return reading


@dataclass(frozen=True, slots=True)
class _Edit:
    """A range of characters in a file and the text that replaces it."""

    start: int
    end: int
    words: str


class Lost(ValueError):
    """A place that a file does not have."""


def with_texts(source: str, changes: Mapping[str, Mapping[Language, str]]) -> str:
    """A file with some texts replaced, by place and language. Every other character stays, except the mark over
    a text that was still to be written.

    Raises
    ------
    Lost
        If the file has no such place.
    ValueError
        If the result does not read back as asked; that is a bug in this program.
    """
    root = yaml.compose(source, Loader=yaml.CSafeLoader)
    starts = _starts(source)
    edits: list[_Edit] = []
    for place, words in changes.items():
        node = _found(root, place)
        edits += _edits(source, starts, node, words)
        if {name.value for name, _ in node.value} <= set(words):
            edits += _marks(source, starts, node)
    made = source
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        made = made[: edit.start] + edit.words + made[edit.end :]
    _confirm(made, changes)
    return made


def without_marks(source: str, places: Iterable[Sequence[str | int]]) -> str:
    """A file without the marks over texts that are now written."""
    root, starts = yaml.compose(source, Loader=yaml.CSafeLoader), _starts(source)
    edits: dict[int, _Edit] = {}
    for place in places:
        with suppress(Lost):
            node = _found(root, ".".join(map(str, place)))
            edits |= {edit.start: edit for edit in _marks(source, starts, node)}
    for start in sorted(edits, reverse=True):
        source = source[:start] + source[edits[start].end :]
    return source


def _marks(source: str, starts: list[int], node: yaml.MappingNode) -> Iterator[_Edit]:
    """Remove the to-do mark from the comment over a text."""
    line = node.start_mark.line - (0 if node.flow_style else 1)
    for above in range(line - 1, -1, -1):
        comment = source[starts[above] : starts[above + 1]]
        if not comment.lstrip().startswith("#"):
            return
        at = comment.find(f"# {GAP}: ")
        if at >= 0:
            start = starts[above] + at + 2
            yield _Edit(start, start + len(GAP) + 2, "")
            return


def _starts(source: str) -> list[int]:
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _found(root: yaml.Node | None, place: str) -> yaml.MappingNode:
    node = root
    for key in place.split("."):
        if isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == key), None)
        elif isinstance(node, yaml.SequenceNode) and key.isdigit() and int(key) < len(node.value):
            node = node.value[int(key)]
        else:
            node = None
    if not isinstance(node, yaml.MappingNode):
        raise Lost(place)
    return node


def _edits(
    source: str, starts: list[int], node: yaml.MappingNode, words: Mapping[Language, str]
) -> Iterator[_Edit]:
    def at(mark: yaml.Mark) -> int:
        return starts[mark.line] + mark.column

    there = {name.value: (name, value) for name, value in node.value}
    flow = bool(node.flow_style)
    last_name, last_value = node.value[-1]
    added = ""
    for language, text in words.items():
        if language in there:
            name, value = there[language]
            start, end = at(value.start_mark), at(value.end_mark)
            body = source[start:end]
            kept = body[len(body.rstrip()) :]  # a block text ends with its line break
            indent = name.start_mark.column + 2
            yield _Edit(
                start,
                end,
                _written(text, indent, flow) + (kept or ("\n" if "\n" in body and not flow else "")),
            )
        elif flow:
            added += f", {language}: {_quoted(text)}"
        else:
            column = last_name.start_mark.column
            added += f"{' ' * column}{language}: {_written(text, column + 2, flow)}\n"
    if added:
        end = at(last_value.end_mark)
        if flow:
            yield _Edit(end, end, added)
        else:
            line_end = source.find("\n", max(end - 1, 0))
            at_end = len(source) if line_end < 0 else line_end + 1
            yield _Edit(at_end, at_end, added if line_end >= 0 else "\n" + added)


def _written(text: str, indent: int, flow: bool) -> str:
    lines = text.split("\n")
    plain = all(line == line.strip() for line in lines) and text == text.strip()
    if flow or len(lines) == 1 or not plain:
        return _quoted(text)
    pad = " " * indent
    return "|\n" + "\n".join(pad + line if line else "" for line in lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _confirm(made: str, changes: Mapping[str, Mapping[Language, str]]) -> None:
    """Parse the result again and check that it holds the changes."""
    root = yaml.compose(made, Loader=yaml.CSafeLoader)
    for place, words in changes.items():
        node = _found(root, place)
        there = {name.value: str(value.value).strip() for name, value in node.value}
        for language, text in words.items():
            if there.get(language) != text.strip():
                raise ValueError(f"{place}.{language} was not written as asked")


def changed_files(
    folder: Path, rows: Sequence[TextRow], now: Sequence[TextRow]
) -> tuple[dict[str, str], list[TextRow], int]:
    """The changed files, the rows whose place is gone, and the number of changed texts.

    Parameters
    ----------
    rows : the new texts; an empty one changes nothing.
    now : the present texts.
    """
    known = {(row.file, row.place): row for row in now}
    changes: dict[str, dict[str, dict[Language, str]]] = {}
    lost: list[TextRow] = []
    count = 0
    for row in rows:
        before = known.get((row.file, row.place))
        if before is None:
            lost.append(row)
            continue
        differ = {
            code: text.strip()
            for code, text in row.words.items()
            if text.strip() and text.strip() != before.words.get(code, "")
        }
        if differ:
            changes.setdefault(row.file, {})[row.place] = differ
            count += len(differ)
    files = {}
    for name, by_place in changes.items():
        source = (folder / name).read_bytes().decode("utf-8-sig")
        files[name] = with_texts(source, by_place)
    return files, lost, count
