"""The paragraphs of an article, each with the statements that it expresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..i18n import is_cjk
from .find import folded, read_aloud
from .model import Claim, Language, Park, Zone

STEM = 5
"""Letters of a word that are compared, so that *protects* and *protection* match."""
SHORTEST = 4
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article, as written, and its statements."""

    text: str
    claims: tuple[Claim, ...]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, separated by empty lines."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def with_claims(park: Park, zone: Zone, language: Language, claims: Sequence[Claim]) -> list[Paragraph]:
    """The article of a zone with each statement at the paragraph that shares most words with it; in order, none left out."""
    spoken = zone.article.language_for(language)
    parts = paragraphs(zone.article[spoken])
    words = [_words(read_aloud(part), spoken) for part in parts]
    at: dict[str, int] = {}
    for claim in claims:
        asked = _words(read_aloud(claim.text[spoken]), spoken)
        shared = [len(asked & known) for known in words]
        at[claim.id] = shared.index(max(shared)) if shared else 0
    return [
        Paragraph(part, tuple(claim for claim in claims if at[claim.id] == number))
        for number, part in enumerate(parts)
    ]


def _words(text: str, language: Language) -> frozenset[str]:
    """Comparison keys of a text: stems of its longer words; in Chinese, pairs of characters."""
    plain = folded(text)
    if is_cjk(language):
        return frozenset(plain[i : i + 2] for i in range(len(plain) - 1) if plain[i : i + 2].isalnum())
    return frozenset(word[:STEM] for word in _WORD.findall(plain) if len(word) >= SHORTEST)
