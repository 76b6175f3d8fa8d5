"""Glossary links: finds the terms of the glossary in a text, so that a reader can ask what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ...i18n import is_cjk
from ...park.model import Language, Term

_ASIDE = re.compile(r"\s*[(（](.*)[)）]\s*$")
_LEAST, _LEAST_CJK = 4, 2
"""A shorter word is too often something else."""


def _names(term: Term, language: Language) -> list[str]:
    """How a term may stand in a text: as it is, without what is added to it in brackets, and that alone."""
    whole = term.term[language]
    aside = _ASIDE.search(whole)
    names = {whole, _ASIDE.sub("", whole), *(aside.groups() if aside else ())}
    return [name for name in names if len(name) >= (_LEAST_CJK if is_cjk(language) else _LEAST)]


def linked(text: str, glossary: Mapping[str, Term], language: Language) -> str:
    """The text with each term of the glossary in it marked once, as `[[id|words]]`; a longer term goes first."""
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
    """A term in a text: a whole word, also in the plural; in Chinese wherever it stands."""
    if is_cjk(language):
        return re.compile(re.escape(name))
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?:s|es)?(?![\w-])", re.IGNORECASE)
