"""Length of texts: English in words, Chinese in characters, without link marks and blanks."""

from __future__ import annotations

import re

from .names import LINK


def plain(text: str) -> str:
    """A text without link marks."""
    return LINK.sub(r"\2", text)


def words(text: str) -> int:
    """Number of words of an English text."""
    return len(re.findall(r"\w[\w’'.,/-]*", plain(text)))


def characters(text: str) -> int:
    """Number of characters of a Chinese text, without blanks."""
    return len(re.sub(r"\s", "", plain(text)))
