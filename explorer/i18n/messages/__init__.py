"""All words of the shell.

Each module of this package is a topic with a dictionary `WORDS`: key -> text. A key begins with its topic
(`article.close`); `say` fills in `{name}`.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from .. import Language, Text, tr


def _gathered() -> dict[str, Text]:
    words: dict[str, Text] = {}
    for module in iter_modules(__path__):
        topic: dict[str, Text] = import_module(f"{__name__}.{module.name}").WORDS
        twice = words.keys() & topic.keys()
        if twice:
            raise ValueError(f"words.{module.name}: said already: {', '.join(sorted(twice))}")
        words |= topic
    return words


WORDS: dict[str, Text] = _gathered()


def say(key: str, language: Language, /, **values: object) -> str:
    """The text of a key in a language.

    Raises KeyError if there is no such key, or a value for a placeholder is missing.
    """
    return tr(WORDS[key], language, **values)
