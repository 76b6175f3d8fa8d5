"""A language made from English: 40 % longer, with accents, in brackets. What is cut in it has no room to be translated."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager

from explorer.i18n import Language, add_catalogue, remove_catalogue

PSEUDO: Language = "qps"
LONGER = 0.4
_ACCENTED = str.maketrans("aeiouncsyAEIOUNCSY", "áéíóúñçšýÁÉÍÓÚÑÇŠÝ")
_KEPT = re.compile(r"(\{[^{}]*\}|%\([a-z_]+\)s|%[sr]|https?://\S+)")
_FILLING = " lóng", " wórds", " ín", " hére"


def stretched(text: str) -> str:
    """A text in the pseudo-language; placeholders stay as they are, and signs without letters."""
    if not re.search("[A-Za-z]{2}", _KEPT.sub("", text)):
        return text
    parts = _KEPT.split(text)
    reported = "".join(part if _KEPT.fullmatch(part) else part.translate(_ACCENTED) for part in parts)
    wanted, number = len(text) * (1 + LONGER) - 2, 0
    filling = ""
    while len(reported) + len(filling) < wanted:
        filling += _FILLING[number % len(_FILLING)]
        number += 1
    lead, body, tail = re.fullmatch(r"(\s*)(.*?)(\s*)", reported, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{lead}[{body}{filling[: max(0, round(wanted - len(reported)))].rstrip()}]{tail}"


class Pseudo(gettext.NullTranslations):
    """The catalogue of the pseudo-language."""

    def gettext(self, message: str) -> str:
        return stretched(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return stretched(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return stretched(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return stretched(msgid1 if n == 1 else msgid2)


@contextmanager
def spoken() -> Iterator[Language]:
    """The pseudo-language as one of the program's for a while."""
    add_catalogue(PSEUDO, Pseudo())
    try:
        yield PSEUDO
    finally:
        remove_catalogue(PSEUDO)
