"""Glossary links: finds terms of the glossary in a text, so that readers can open their definitions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ...i18n import is_cjk
from ...park.model import Language, Term

_ASIDE = re.compile(r"\s*[(（](.*)[)）]\s*$")
_LEAST, _LEAST_CJK = 4, 2
"""Least length of a term; shorter words too often mean something else."""


def _names(term: Term, language: Language) -> list[str]:
    """Forms of a term in a text: in full, without its addition in brackets, and that addition alone."""
    whole = term.term[language]
    aside = _ASIDE.search(whole)
    names = {whole, _ASIDE.sub("", whole), *(aside.groups() if aside else ())}
    return [name for name in names if len(name) >= (_LEAST_CJK if is_cjk(language) else _LEAST)]


def linked(text: str, glossary: Mapping[str, Term], language: Language) -> str:
    """The text with each glossary term marked once, as `[[id|words]]`; longer terms take precedence."""
    found: list[tuple[int, int, str]] = []
    named = [(name, id) for id, term in glossary.items() for name in _names(term, language)]
    done: set[str] = set()
    for name, id in sorted(named, key=lambda pair: -len(pair[0])):
        match = _pattern(name, language).search(text)
        if match is None or id in done:
            continue
        start, end = match.span()
        if all(end <= a or start >= b for a, b, _ in found):
            found.append((start, end, id))
            done.add(id)
    for start, end, id in sorted(found, reverse=True):
        text = f"{text[:start]}[[{id}|{text[start:end]}]]{text[end:]}"
    return text


@lru_cache(maxsize=512)
def _pattern(name: str, language: Language) -> re.Pattern[str]:
    """Pattern of a term: a whole word, also in the plural; in Chinese any occurrence."""
    if is_cjk(language):
        return re.compile(re.escape(name))
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?:s|es)?(?![\w-])", re.IGNORECASE)
