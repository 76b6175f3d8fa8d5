"""A scene file with new content: unchanged parts stay as they were written, with their comments, order and quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from ..park.yaml_file import compose, plain
from . import writing
from .writing import GAP

Pair = tuple[yaml.Node, yaml.Node]
Pieces = list[tuple[int | None, str]]
"""New entries of a block: index of the old entry (or None) and text."""


KEEPS_COMMENTS = "related"
"""Links are removed and added by a click, so an author's comments at them are kept."""


def rewritten(source: str, value: Any) -> str:
    """The text of a file with this content, as close to the old text as possible.

    Raises
    ------
    yaml.YAMLError
        If the old text is not valid YAML.
    """
    if source.startswith("\ufeff"):
        return "\ufeff" + rewritten(source[1:], value)
    if "\r\n" in source:
        return rewritten(source.replace("\r\n", "\n"), value).replace("\n", "\r\n")
    root = compose(source)
    if root is not None and same(plain(root), value):
        return source
    if root is not None:
        spliced = _Splice(source).whole(root, value)
        if says(spliced, value):
            return spliced
    head = source[: root.start_mark.index] if root is not None else source
    kept = "".join(row for row in head.splitlines(keepends=True) if not row.strip() or row.startswith("#"))
    body = (
        writing.lines(value, 0) if value and not isinstance(value, str | int | float) else writing.flow(value)
    )
    return f"{kept}{body}\n"


def has_comments(source: str, key: str) -> bool:
    """Whether there are comments at a key of a file, or within it."""
    root = compose(source)
    pairs = root.value if isinstance(root, yaml.MappingNode) and not root.flow_style else []
    at = next((number for number, (name, _) in enumerate(pairs) if name.value == key), None)
    if at is None:
        return False
    splice = _Splice(source)
    start = splice.line_end(pairs[at - 1][1]) if at else 0
    return bool(_comments(source[start : splice.line_end(pairs[at][1])], 0))


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal, ignoring a line break at the end of a text."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and all(same(inner, other[key]) for key, inner in one.items())
    if _is_list(one) and _is_list(other):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return one.rstrip("\n") == other.rstrip("\n")
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def says(text: str, value: Any) -> bool:
    """Whether a file of this text holds a value."""
    try:
        return same(plain(compose(text)), value)
    except (yaml.YAMLError, ValueError, RecursionError):
        return False


@dataclass(frozen=True, slots=True)
class _Splice:
    """A text whose pieces are replaced."""

    text: str

    def whole(self, root: yaml.Node, value: Any) -> str:
        start, end = root.start_mark.index, self._end(root)
        made = self.text[:start] + self._node(root, value) + self.text[end:]
        return made if made.endswith("\n") else made + "\n"

    # ---- where a node ends

    def _content_end(self, node: yaml.Node) -> int:
        """Position after the last character of a node's content."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._content_end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(self.text[start:end].rstrip()) if self._is_block_text(node) else int(end)

    def _end(self, node: yaml.Node) -> int:
        """Position after a node; for a block after its last line, including a comment there."""
        end = self._content_end(node)
        return self._line_end(end) if self._is_block(node) else end

    def line_end(self, node: yaml.Node) -> int:
        """The end of the last line of a node."""
        return self._line_end(self._content_end(node))

    def _line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    @staticmethod
    def _is_block(node: yaml.Node) -> bool:
        return isinstance(node, yaml.CollectionNode) and not node.flow_style

    @staticmethod
    def _is_block_text(node: yaml.Node) -> bool:
        return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")

    # ---- replacement text

    def _node(self, node: yaml.Node, value: Any) -> str:
        """The text that replaces a node so that it holds `value`."""
        start, end = node.start_mark.index, self._end(node)
        if same(plain(node), value):
            return self.text[start:end]
        if isinstance(node, yaml.MappingNode) and isinstance(value, Mapping):
            return self._flow_group(node, value) if node.flow_style else self._block_group(node, value)
        if isinstance(node, yaml.SequenceNode) and _is_list(value):
            return self._flow_list(node, value) if node.flow_style else self._block_list(node, value)
        if isinstance(node, yaml.ScalarNode) and isinstance(value, str):
            return self._scalar(node, value)
        return writing.flow(value)

    def _scalar(self, node: yaml.ScalarNode, value: str) -> str:
        if node.style in ("|", ">"):
            body = self.text[node.start_mark.index : self._content_end(node)]
            first = next((row for row in body.split("\n")[1:] if row.strip()), "")
            made = writing.block_text(value, len(first) - len(first.lstrip()))
            return made or writing.quoted(value)
        if node.style == "'" and value.isprintable():
            return "'" + value.replace("'", "''") + "'"
        if not node.style and writing.is_plain(value):
            return value
        if not node.style:
            return writing.scalar(value)
        return writing.quoted(value)

    def _block_group(self, node: yaml.MappingNode, value: Mapping[str, Any]) -> str:
        indent = node.start_mark.column
        old = {key.value: number for number, (key, _) in enumerate(node.value)}
        starts = [key.start_mark.index for key, _ in node.value]
        ends = [self._line_end(self._content_end(inner)) for _, inner in node.value]
        made: Pieces = []
        for key, inner in value.items():
            number = old.get(key)
            if number is None:
                made.append((None, writing.entry(key, inner, indent)))
            else:
                made.append((number, self._entry(node.value[number], ends[number], inner, indent)))
        return self._joined(node, starts, ends, made)

    def _entry(self, pair: Pair, end: int, value: Any, indent: int) -> str:
        key, node = pair
        start = key.start_mark.index
        if same(plain(node), value):
            return self.text[start:end]
        node_end, tail = self._end(node), self.text[self._end(node) : end]
        if self._keeps_its_place(node, value):
            if isinstance(node, yaml.SequenceNode) and not node.flow_style and key.value == KEEPS_COMMENTS:
                body = self._block_list(node, value, keeps=True)
            else:
                body = self._node(node, value)
            return self.text[start : node.start_mark.index] + body + self.text[node_end:end]
        made = writing.entry(key.value, value, indent)
        if key.value == KEEPS_COMMENTS and value == []:
            noted = _comments(self.text[key.end_mark.index : end], indent + 2)
            return made + "".join(f"\n{row}" for row in noted)
        return made if "\n" in made or not tail.lstrip().startswith("#") else made + tail

    @staticmethod
    def _keeps_its_place(node: yaml.Node, value: Any) -> bool:
        """Whether a value can be written in the place of the old one; else its key is written again."""
        if isinstance(node, yaml.MappingNode):
            return isinstance(value, Mapping) and bool(value)
        if isinstance(node, yaml.SequenceNode):
            return _is_list(value) and bool(value) and (bool(node.value) or all(map(_is_scalar, value)))
        if (
            isinstance(value, str)
            and isinstance(node, yaml.ScalarNode)
            and node.style not in ("|", ">")
            and "\n" in value.strip()
        ):
            return False
        return _is_scalar(value) and node.start_mark.index < node.end_mark.index

    def _block_list(self, node: yaml.SequenceNode, value: Sequence[Any], keeps: bool = False) -> str:
        """The items of a list; `keeps`: with the comments of removed ones."""
        indent = node.start_mark.column
        contents = [self._content_end(inner) for inner in node.value]
        starts = [
            self.text.rfind(
                "-", node.start_mark.index, max(inner.start_mark.index, node.start_mark.index + 1)
            )
            for inner in node.value
        ]
        ends = [self._line_end(end) for end in contents]
        made: Pieces = []
        for number, new in zip(_sources(node, value), value, strict=True):
            if number is None:
                made.append((None, writing.item(new, indent)))
                continue
            inner = node.value[number]
            if not same(plain(inner), new) and not self._keeps_its_place(inner, new):
                made.append((number, writing.item(new, indent)))
                continue
            body = self._node(inner, new)
            before, after = self.text[starts[number] : inner.start_mark.index], self._end(inner)
            made.append((number, before + body + self.text[after : ends[number]]))
        return self._joined(node, starts, ends, made, keeps)

    def _joined(
        self,
        node: yaml.CollectionNode,
        starts: list[int],
        ends: list[int],
        made: Pieces,
        keeps: bool = False,
    ) -> str:
        """The entries of a block, one below the other, each with the comments above it."""
        if not made:
            return "{}" if isinstance(node, yaml.MappingNode) else "[]"
        pad = " " * node.start_mark.column
        used = {number for number, _ in made}
        leads, held = [""] * len(starts), ""
        for at, start in enumerate(starts):
            lead = self.text[ends[at - 1] + 1 : self._line_start(start)] if at else ""
            if at not in used:
                noted = _comments(lead + self.text[start : ends[at]], node.start_mark.column) if keeps else []
                held += "".join(f"{row}\n" for row in noted) if keeps else _not_attached(lead)
                continue
            leads[at] = (held if held.strip() else "") + lead
            held = ""
        whole = ""
        for place, (number, body) in enumerate(made):
            lead = leads[number] if number is not None else ""
            if place:
                whole += f"\n{lead}{pad}{body}"
            else:
                own_line = not self.text[
                    self._line_start(node.start_mark.index) : node.start_mark.index
                ].strip()
                lead = lead.strip("\n").lstrip(" ")
                whole = f"{lead}\n{pad}{body}" if own_line and lead else body
        return whole + ("\n" + held.rstrip("\n") if held.strip() else "")

    # ---- in flow style

    def _flow_group(self, node: yaml.MappingNode, value: Mapping[str, Any]) -> str:
        old = {key.value: (key, inner) for key, inner in node.value}
        if list(old) == list(value):
            return self._in_place(node, [(old[key][1], inner) for key, inner in value.items()])
        pieces = []
        for key, inner in value.items():
            if key in old:
                name, there = old[key]
                before = self.text[name.start_mark.index : there.start_mark.index]
                pieces.append(before + self._flowing(there, inner))
            else:
                pieces.append(f"{writing.scalar(key)}: {writing.flow(inner)}")
        return "{" + ", ".join(pieces) + "}"

    def _flow_list(self, node: yaml.SequenceNode, value: Sequence[Any]) -> str:
        if len(node.value) == len(value):
            return self._in_place(node, list(zip(node.value, value, strict=True)))
        pieces = [
            writing.flow(new) if number is None else self._flowing(node.value[number], new)
            for number, new in zip(_sources(node, value), value, strict=True)
        ]
        return "[" + ", ".join(pieces) + "]"

    def _in_place(self, node: yaml.Node, pairs: list[tuple[yaml.Node, Any]]) -> str:
        at, made = node.start_mark.index, ""
        for inner, new in pairs:
            made += self.text[at : inner.start_mark.index] + self._flowing(inner, new)
            at = inner.end_mark.index
        return made + self.text[at : node.end_mark.index]

    def _flowing(self, node: yaml.Node, value: Any) -> str:
        """A value inside brackets, where a multi-line text must be quoted."""
        if isinstance(value, str) and not same(plain(node), value) and "\n" in value:
            return writing.quoted(value)
        return self._node(node, value)


def _is_scalar(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float)


def _comments(text: str, indent: int) -> list[str]:
    """The comments in a piece of a file, one per line; to-do marks go with their texts."""
    found = []
    for token in re.finditer(r"""("(?:\\.|[^"\\])*"|'[^']*')|(?:^|(?<=\s))(#[^\n]*)""", text):
        if token[2] and not token[2].startswith(f"# {GAP}: "):
            found.append(" " * indent + token[2].rstrip())
    return found


def _not_attached(lead: str) -> str:
    """Comments above an entry without those directly attached to it."""
    rows = lead.splitlines(keepends=True)
    while rows and rows[-1].strip():
        rows.pop()
    return "".join(rows)


def _sources(node: yaml.SequenceNode, value: Sequence[Any]) -> list[int | None]:
    """For each item of the new list, the index of the old item it comes from."""
    old = [plain(inner) for inner in node.value]
    written = [json.dumps(row, sort_keys=True, default=str) for row in old]
    left, found = set(range(len(old))), dict[int, int]()

    def take(fits: Any) -> None:
        for place, new in enumerate(value):
            if place not in found:
                number = next((n for n in sorted(left) if fits(n, place, new)), None)
                if number is not None:
                    found[place] = number
                    left.discard(number)

    keys = [json.dumps(new, sort_keys=True, default=str) for new in value]
    take(lambda n, place, new: written[n] == keys[place])
    take(lambda n, place, new: _name_of(old[n]) is not None and _name_of(old[n]) == _name_of(new))
    take(lambda n, place, new: n == place and _name_of(old[n]) is None)
    return [found.get(place) for place in range(len(value))]


def _name_of(row: Any) -> Any:
    if not isinstance(row, Mapping):
        return None
    return next((row[key] for key in ("id", "zone", "date", "at_s") if key in row), None)
