"""Writes values as YAML: new keys and items, in the style of scene files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from .author.commented import GAP, Gap

WIDTH = 110
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_SENTENCE = re.compile(r"[^\W\d_][^\n\t:#,\[\]{}&*!|>'\"%@`\\]*[^\s:#,\[\]{}&*!|>'\"%@`\\]|[^\W\d_]")
_RESERVED = ("true", "false", "null")
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""Characters that JSON leaves as they are but YAML reads differently or not at all."""


def quoted(text: str) -> str:
    """A text in double quotes."""
    written = json.dumps(text, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def scalar(value: Any) -> str:
    """A number, a word or a text on one line."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return repr(value)
        case str() if _WORD.fullmatch(value) and value not in _RESERVED:
            return value
        case str():
            return quoted(value)
    raise TypeError(f"not a value of a scene file: {value!r}")


def is_plain(text: str) -> bool:
    """Whether a text needs no quotes in any context."""
    return _SENTENCE.fullmatch(text) is not None and text not in _RESERVED and text.isprintable()


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def entry(key: str, value: Any, indent: int) -> str:
    """A key and its value in a block; lines after the first are indented as if the key began at this column.

    A text that is still to be written has a mark above it that says what it should contain.
    """
    if isinstance(value, Gap):
        asked = shorten(next(iter(value.values()), ""), WIDTH - 20, placeholder=" …")
        return f"# {GAP}: {asked}\n{' ' * indent}" + entry(key, dict(value), indent)
    return scalar(key) + ":" + _after(value, indent, indent + 2)


def item(value: Any, indent: int) -> str:
    """An item of a list in a block, including its dash."""
    if _is_group(value) and not _fits(value, indent + 2):
        return "- " + lines(value, indent + 2)
    return "-" + _after(value, indent, indent + 2)


def lines(value: Any, indent: int) -> str:
    """A group or a list as a block, without the indentation of its first line."""
    pad = "\n" + " " * indent
    if isinstance(value, Mapping):
        return pad.join(entry(key, inner, indent) for key, inner in value.items())
    return pad.join(item(inner, indent) for inner in value)


def block_text(text: str, indent: int) -> str | None:
    """A text of several lines as a literal block; None if it must be quoted."""
    rows = text.removesuffix("\n").split("\n")
    if not rows[0].strip() or any(row != row.rstrip() for row in rows) or rows[0] != rows[0].lstrip():
        return None
    if not rows[-1] or _UNSAFE.search(text) or any(not row.isprintable() for row in rows):
        return None
    pad = " " * indent
    return "|\n" + "\n".join(pad + row if row else "" for row in rows)


def _after(value: Any, indent: int, deeper: int) -> str:
    if isinstance(value, str) and "\n" in value.strip() and (text := block_text(value, deeper)):
        return " " + text
    if not _is_group(value) or _fits(value, indent):
        return " " + flow(value)
    return "\n" + " " * deeper + lines(value, deeper)


def _is_group(value: Any) -> bool:
    return isinstance(value, Mapping | Sequence) and not isinstance(value, str)


def _fits(value: Any, indent: int) -> bool:
    """Whether a group is short and simple enough for one line."""
    if not value:
        return True
    inner = list(value.values()) if isinstance(value, Mapping) else list(value)
    nested = [part for part in inner if _is_group(part)]
    if any(map(_has_gap, nested)):
        return False
    if isinstance(value, Mapping) and any(_is_group(part) and _depth(part) > 1 for part in nested):
        return False
    if isinstance(value, Sequence) and any(isinstance(part, Mapping) for part in nested):
        return False
    return len(flow(value)) + indent + 12 <= WIDTH and "\\n" not in flow(value)


def _has_gap(value: Any) -> bool:
    """Whether a value is or contains a text still to be written."""
    inner = value.values() if isinstance(value, Mapping) else value
    return isinstance(value, Gap) or any(_has_gap(part) for part in inner if _is_group(part))


def _depth(value: Any) -> int:
    if not _is_group(value):
        return 0
    inner = value.values() if isinstance(value, Mapping) else value
    return 1 + max((_depth(part) for part in inner), default=0)
