"""The inline markup of texts: `[[term|words]]` is a link to the glossary, `**words**` is strong."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..style.fonts import WORD_JOINER

MARKED = re.compile(r"\[\[([a-z0-9-]+)(?:\|([^\]]+))?\]\]|\*\*([^*]+)\*\*")


class Span(NamedTuple):
    """A run of text of one kind: plain, strong, or a link to a term."""

    text: str
    target: str = ""
    strong: bool = False


def spans(text: str) -> list[Span]:
    """Parse `[[term|words]]` and `**strong**` in a text."""
    parts: list[Span] = []
    at = 0
    for mark in MARKED.finditer(text):
        if mark.start() > at:
            parts.append(Span(text[at : mark.start()]))
        target, words, strong = mark.groups()
        parts.append(Span(strong, strong=True) if strong else Span(words or target, target=target))
        at = mark.end()
    if at < len(text):
        parts.append(Span(text[at:]))
    return parts


def literal(text: str) -> str:
    """Escape a text, so that nothing in it is taken for markup."""
    return text.replace("[[", f"[{WORD_JOINER}[").replace("**", f"*{WORD_JOINER}*")


def plain(text: str) -> str:
    """A text without its markup, as it is read aloud."""
    return "".join(span.text for span in spans(text))
