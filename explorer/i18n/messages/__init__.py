"""Every word the shell shows, in every language of the park.

Each module of this package is a topic with a dictionary `WORDS`: key -> (English, Chinese). A key begins with its topic
(`article.close`); `{name}` in a text is filled by `say`.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from .. import Language


def _gathered() -> dict[str, tuple[str, str]]:
    words: dict[str, tuple[str, str]] = {}
    for module in iter_modules(__path__):
        topic: dict[str, tuple[str, str]] = import_module(f"{__name__}.{module.name}").WORDS
        twice = words.keys() & topic.keys()
        if twice:
            raise ValueError(f"words.{module.name}: said already: {', '.join(sorted(twice))}")
        words |= topic
    return words


WORDS: dict[str, tuple[str, str]] = _gathered()


def say(key: str, language: Language, **values: object) -> str:
    """The text of a key in a language.

    Raises
    ------
    KeyError
        If there is no such key, or a value that the text wants is not given.
    """
    english, chinese = WORDS[key]
    text = chinese if language == "zh" else english
    return text.format(**values) if values else text
