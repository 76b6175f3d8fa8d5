"""A text of the program: English in the code, translated when it is shown."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, runtime_checkable

from .catalogue import ENGLISH, catalogue

_PLACEHOLDER = re.compile(r"\{(\w+)")


@runtime_checkable
class Translatable(Protocol):
    """Something that can be shown in a language: a text of the program, or one of a scene."""

    def in_language(self, language: str, /, **values: object) -> str:
        """The text in a language, or in the next best one available."""
        ...


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Text:
    """A sentence or word in every language of the program, with the values of its {placeholders}.

    Values are formatted when the text is shown. A value may itself be a text, shown in the same language.
    """

    # the English text, also the key of its translations; the singular if there is a plural
    english: str
    # the text for any other number, chosen by the value `count`, or else by that of the first placeholder
    plural: str
    context: str  # tells two uses of the same English words apart; "" if there is only one
    values: tuple[tuple[str, object], ...]

    def __init__(self, english: str, plural: str = "", /, *, context: str = "", **values: object) -> None:
        put = object.__setattr__  # the class is frozen
        put(self, "english", english)
        put(self, "plural", plural)
        put(self, "context", context)
        put(self, "values", tuple(values.items()))

    def in_language(self, language: str, /, **values: object) -> str:
        """The text in a language, or in English if the program does not speak it; `values` are added."""
        if not self.english:
            return ""
        given = {**dict(self.values), **values}
        words = catalogue(language)
        if self.plural:
            number = _number(given["count"] if "count" in given else given[_first_placeholder(self.plural)])
            template = (
                words.npgettext(self.context, self.english, self.plural, number)
                if self.context
                else words.ngettext(self.english, self.plural, number)
            )
        elif self.context:
            template = words.pgettext(self.context, self.english)
        else:
            template = words.gettext(self.english)
        return template.format_map(_shown(given, language)) if given else template

    def having(self, **values: object) -> Text:
        """The same text with additional values."""
        return type(self)(self.english, self.plural, context=self.context, **{**dict(self.values), **values})

    def __str__(self) -> str:
        return self.in_language(ENGLISH)

    def __repr__(self) -> str:
        return f"Text({str(self)!r})"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A string that is the same in every language, such as a name or a number, used as a text."""

    words: str

    def in_language(self, language: str, /, **values: object) -> str:
        """The string itself."""
        return self.words

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of texts, joined by the separator of the language."""

    items: tuple[object, ...]
    separator: Text

    def in_language(self, language: str, /, **values: object) -> str:
        """All items, joined."""
        shown = _shown({str(at): item for at, item in enumerate(self.items)}, language)
        return tr(self.separator, language).join(str(item) for item in shown.values())


def text_of(words: Translatable) -> Text:
    """A text of a scene as a `Text`: display code need not know its origin."""
    return words if isinstance(words, Text) else Text("{text}", text=words)


def tr(text: Translatable, language: str, /, **values: object) -> str:
    """A text translated into a language."""
    return text.in_language(language, **values)


NUMBER_SIGNS = Text(".,", context="decimal sign and thousands separator")


class _Float(float):
    """A float formatted with the signs of a language."""

    signs = ".,"

    def __format__(self, how: str) -> str:
        return _with_signs(float.__format__(self, how), self.signs)

    def __str__(self) -> str:
        return _with_signs(float.__repr__(self), self.signs)


class _Int(int):
    """An int formatted with the signs of a language."""

    signs = ".,"

    def __format__(self, how: str) -> str:
        return _with_signs(int.__format__(self, how), self.signs)


def number_text(number: float, how: str, language: str) -> str:
    """A number in a format such as ``,.1f``, with the decimal sign and the separator of a language."""
    return _with_signs(format(number, how), tr(NUMBER_SIGNS, language))


def _with_signs(written: str, signs: str) -> str:
    return written.translate({ord("."): signs[0], ord(","): signs[1]})


def _shown(values: Mapping[str, object], language: str) -> dict[str, Any]:
    """The values formatted for a language: texts translated, numbers with its signs."""
    signs = tr(NUMBER_SIGNS, language)
    shown: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Text | Listed) or (
            not isinstance(value, _PLAIN) and isinstance(value, Translatable)
        ):
            shown[name] = value.in_language(language)
        elif signs != ".," and isinstance(value, float | int) and not isinstance(value, bool):
            number: _Float | _Int = _Float(value) if isinstance(value, float) else _Int(value)
            number.signs = signs
            shown[name] = number
        else:
            shown[name] = value
    return shown


_PLAIN = (str, float, int, bytes)


@cache
def _first_placeholder(template: str) -> str:
    found = _PLACEHOLDER.search(template)
    if found is None:
        raise ValueError(f"a plural form names its number in braces: {template!r}")
    return found[1]


def _number(value: object) -> int:
    """The number that selects the plural form: a fraction counts as several."""
    if isinstance(value, int):
        return value
    return 1 if value == 1 else 2


def why_unreadable(error: OSError | UnicodeError) -> Translatable:
    """Why a file cannot be read; the system's own words, which are English, only where the reason is a rare one."""
    match getattr(error, "errno", None):
        case errno.ENOENT | errno.ENOTDIR:
            return Text("there is no such file")
        case errno.EISDIR:
            return Text("this is a folder, not a file")
        case errno.EACCES | errno.EPERM:
            return Text("you may not read it")
    return Verbatim(getattr(error, "strerror", None) or str(error))
