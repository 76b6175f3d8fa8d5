"""How long texts are: English in words, Chinese in characters, link marks and blanks not counted."""

from __future__ import annotations

import re

from .names import LINK


def plain(text: str) -> str:
    """A text as it is read, without link marks."""
    return LINK.sub(r"\2", text)


def words(text: str) -> int:
    """How many English words a text has."""
    return len(re.findall(r"\w[\w’'.,/-]*", plain(text)))


def characters(text: str) -> int:
    """How many characters a Chinese text has, blanks not counted."""
    return len(re.sub(r"\s", "", plain(text)))
