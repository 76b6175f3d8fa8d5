"""Values as YAML in the style of scene files: whole new files with comments on their keys, and new keys and items."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from textwrap import shorten
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from ..park.base import SceneText
from ..park.keys import about
from ..park.schema import bare

WIDTH = 110
GAP = "TO DO"
"""Mark of a text that is still to be written."""
MORE = "You may also write:"
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_SENTENCE = re.compile(r"[^\W\d_][^\n\t:#,\[\]{}&*!|>'\"%@`\\]*[^\s:#,\[\]{}&*!|>'\"%@`\\]|[^\W\d_]")
_RESERVED = ("true", "false", "null")
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""Characters that JSON leaves as they are but YAML reads differently or not at all."""


class Gap(dict[str, str]):
    """A placeholder text in some languages, to be replaced by the author."""


def unwritten(text: str) -> list[int]:
    """The lines of a scene file at which a text is still to be written."""
    return [number for number, line in enumerate(text.splitlines(), 1) if f"{GAP}: " in line]


Say = Callable[[str], str]
"""Translates a comment into the language of the author."""


def commented(
    kind: type[BaseModel], values: Mapping[str, Any], head: str, say: Say = str, indent: int = 0
) -> str:
    """The lines of a group of keys.

    Parameters
    ----------
    head : comment at the top of the file; "" within a file.
    say : translates a comment into the language of the author.
    """
    lines = [*_comment(say(head), indent), ""] if head else []
    pad, before = " " * indent, ""
    for key, value in values.items():
        words = say(about(kind, key))
        gap = f"{GAP}: " if isinstance(value, Gap) else ""
        if gap or words != before:  # two ends of one range share a comment
            lines += _comment(gap + words, indent) if gap or words else []
        before = words
        lines += _entry(f"{pad}{key}:", value, _inner(kind.model_fields[key].annotation), say, indent)
    absent = [name for name in kind.model_fields if name not in values and name != "id"]
    if absent and head:
        lines += ["", *_comment(say(MORE), indent)]
        lines += [line for name in absent for line in _comment(f"  {name}: {say(about(kind, name))}", indent)]
    return "\n".join(lines) + ("\n" if head else "")


def _comment(words: str, indent: int) -> list[str]:
    pad = " " * indent
    wide = (
        WIDTH // 2 if any(character > "\u2e7f" for character in words) else WIDTH
    )  # a Chinese character takes two columns
    lines = textwrap.wrap(words, wide - indent - 2, drop_whitespace=True, subsequent_indent="")
    keep = "  " if words.startswith("  ") else ""
    return [
        f"{pad}# {'' if n == 0 else keep * 2}{line if n else keep + line.strip()}"
        for n, line in enumerate(lines)
    ]


def _entry(start: str, value: Any, kind: Any, say: Say, indent: int) -> list[str]:
    deeper = indent + 2
    model = isinstance(kind, type) and issubclass(kind, BaseModel)
    if isinstance(value, Mapping) and model:
        return [start, commented(kind, value, "", say, deeper)]
    if isinstance(value, Mapping) and isinstance(kind, type) and issubclass(kind, SceneText):
        short = f"{start} {flow(value)}"
        if len(short) <= WIDTH:
            return [short]
        return [start, *(line for code, text in value.items() for line in _text(code, str(text), deeper))]
    if isinstance(value, Mapping) and value and all(isinstance(v, Mapping) for v in value.values()):
        return [
            start,
            *(line for k, v in value.items() for line in _entry(f"{' ' * deeper}{k}:", v, None, say, deeper)),
        ]
    if isinstance(value, Sequence) and not isinstance(value, str) and value and isinstance(value[0], Mapping):
        kinds = [kind if model and number == 0 else None for number in range(len(value))]  # comments once
        return [
            start,
            *(line for v, of in zip(value, kinds, strict=True) for line in _item(v, of, say, deeper)),
        ]
    return [f"{start} {flow(value)}"]


def _item(value: Mapping[str, Any], kind: Any, say: Say, indent: int) -> list[str]:
    body = commented(kind, value, "", say, indent + 2) if kind else None
    if body is None:
        return [f"{' ' * indent}- {flow(value)}"]
    return [f"{' ' * indent}- {body.lstrip()}"]


def _text(code: str, text: str, indent: int) -> list[str]:
    """A text too long for one line: folded, its paragraphs separated."""
    pad, inside = " " * indent, " " * (indent + 2)
    if "\n" not in text:
        return [f"{pad}{code}: {flow(text)}"]
    lines = [f"{inside}{line}".rstrip() for line in text.split("\n")]
    return [f"{pad}{code}: |", *lines]


def _inner(kind: Any) -> Any:
    """The type of a key's value, or of its items if it is a list."""
    kind = bare(kind)
    while get_origin(kind) is tuple and get_args(kind)[1:] == (Ellipsis,):
        kind = bare(get_args(kind)[0])
    return kind


# ---- values


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
