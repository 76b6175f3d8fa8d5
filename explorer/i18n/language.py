"""Conventions of a language: its own name, its punctuation, its HTML tag; and what to do without a font for Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from .catalogue import ENGLISH, languages
from .text import Text, Translatable, tr

COMMA = Text(", ", context="between parts of a sentence")
LIST_SEPARATOR = Text(", ", context="between the things of a list")
CLAUSE_SEPARATOR = Text("; ", context="between sentences on one line")
COLON = Text(": ", context="after a name, before what it is")

_NAME = Text("English", context="the name of this language in this language")
_NAMES = {
    "en": Text("English", context="name of a language"),
    "zh": Text("Chinese", context="name of a language"),
    "de": Text("German", context="name of a language"),
}
_HTML_TAG = Text("en", context="the name of this language on web pages")
_CJK = ("zh", "ja", "ko")
NO_CHINESE_FONT: dict[str, Text] = {
    "linux": Text(
        "This system has no Chinese font. On Debian and Ubuntu install fonts-noto-cjk, on Fedora and "
        "openSUSE google-noto-sans-cjk-fonts, on Arch noto-fonts-cjk, then start the park again. "
        "Everything else works."
    ),
    "win32": Text(
        "This system has no Chinese font. In Settings, Apps, Optional features, add Chinese "
        "(Simplified) Supplemental Fonts, then start the park again. Everything else works."
    ),
    "darwin": Text(
        "This system has no Chinese font. Open Font Book and restore the standard fonts, then start "
        "the park again. Everything else works."
    ),
}
"""What to do on a computer without a font for Chinese, by system."""


def name_of(language: str) -> str:
    """The name of a language in that language; its code if the program does not know it."""
    return tr(_NAME, language) if language in languages() else language


def language_named(language: str) -> Translatable | str:
    """The name of a language for use in a sentence of any language; its code if the program does not know it."""
    return _NAMES.get(language, language)


def next_language(language: str, languages: Sequence[str]) -> str:
    """The next language in a cycle; the first if `language` is not in it."""
    if language not in languages:
        return languages[0]
    return languages[(languages.index(language) + 1) % len(languages)]


def html_tag(language: str) -> str:
    """The HTML `lang` tag of a language."""
    return tr(_HTML_TAG, language) if language in languages() else language


def is_cjk(language: str) -> bool:
    """Whether a language is written in Chinese, Japanese or Korean characters: wide, without spaces, on taller lines."""
    return language.startswith(_CJK)


def nearest_language(wanted: str, there: Sequence[str]) -> str:
    """The best available language: the one wanted, else English, else the first."""
    if wanted in there:
        return wanted
    return ENGLISH if ENGLISH in there else there[0]


def first_language(wanted: str, there: Sequence[str]) -> str:
    """The language that a scene starts in: the one wanted, regional variants included, else the scene's first."""
    return min(there, key=lambda one: (one != wanted, one.partition("-")[0] != wanted.partition("-")[0]))
