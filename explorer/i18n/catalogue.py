"""The catalogues of the program's languages: `locale/<language>/LC_MESSAGES/explorer.mo`, read when first asked for."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

Language = str
"""The code of a language, such as en, zh or pt-BR."""
ENGLISH: Language = "en"
"""The source language of the code, which has no catalogue."""
DOMAIN = "explorer"
LOCALE = Path(__file__).parent / "locale"

_added: dict[str, gettext.NullTranslations] = {}


@cache
def languages() -> tuple[str, ...]:
    """The languages of the program: English and those with a catalogue."""
    found = sorted((f.parents[1].name for f in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")), reverse=True)
    return (ENGLISH, *found, *_added)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; for English and unknown languages one that returns the English text."""
    if language in _added:
        return _added[language]
    if language in languages():
        return gettext.translation(DOMAIN, LOCALE, [language], fallback=True)
    return gettext.NullTranslations()


def add_catalogue(language: str, translations: gettext.NullTranslations) -> None:
    """Register a language made in memory, such as a pseudo-locale that shows which texts have no room to grow."""
    _added[language] = translations
    _read_again()


def remove_catalogue(language: str) -> None:
    """Remove a registered language."""
    _added.pop(language, None)
    _read_again()


def _read_again() -> None:
    languages.cache_clear()
    catalogue.cache_clear()
