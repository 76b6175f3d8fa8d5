"""A scene file as text: each key under a comment that explains it, with optional keys at the end."""

from __future__ import annotations

import json
import textwrap
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from ...park.base import SceneText
from ...park.keys import about

WIDTH = 110
GAP = "TO DO"
"""Mark of a text that is still to be written."""
MORE = "You may also write:"


class Gap(dict[str, str]):
    """A placeholder text in some languages, to be replaced by the author."""


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
        short = f"{start} {_flow(value)}"
        if len(short) <= WIDTH:
            return [short]
        return [start, *(line for code, text in value.items() for line in _text(code, str(text), deeper))]
    if isinstance(value, Mapping) and value and all(isinstance(v, Mapping) for v in value.values()):
        return [
            start,
            *(line for k, v in value.items() for line in _entry(f"{' ' * deeper}{k}:", v, None, say, deeper)),
        ]
    if isinstance(value, Sequence) and not isinstance(value, str) and value and isinstance(value[0], Mapping):
        return [start, *(line for v in value for line in _item(v, kind if model else None, say, deeper))]
    return [f"{start} {_flow(value)}"]


def _item(value: Mapping[str, Any], kind: Any, say: Say, indent: int) -> list[str]:
    body = commented(kind, value, "", say, indent + 2) if kind else None
    if body is None:
        return [f"{' ' * indent}- {_flow(value)}"]
    return [f"{' ' * indent}- {body.lstrip()}"]


def _text(code: str, text: str, indent: int) -> list[str]:
    """A text too long for one line: folded, its paragraphs separated."""
    pad, inside = " " * indent, " " * (indent + 2)
    if "\n" not in text:
        return [f"{pad}{code}: {_flow(text)}"]
    lines = [f"{inside}{line}".rstrip() for line in text.split("\n")]
    return [f"{pad}{code}: |", *lines]


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        plain = value.replace("-", "").replace("_", "").isalnum() and value.isascii() and not value.isdigit()
        plain = plain and value not in ("true", "false", "null")
        return value if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _inner(kind: Any) -> Any:
    """The type of a key's value, or of its items if it is a list."""
    while True:
        origin = get_origin(kind)
        if origin is Annotated:
            kind = get_args(kind)[0]
        elif origin in (typing.Union, types.UnionType):
            kind = next(a for a in get_args(kind) if a is not type(None))
        elif origin is tuple and get_args(kind)[1:] == (Ellipsis,):
            kind = get_args(kind)[0]
        else:
            return kind
