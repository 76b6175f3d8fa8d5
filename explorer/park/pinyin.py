"""Chinese as it is typed without a Chinese keyboard: in pinyin, or in the initials of its syllables."""

from __future__ import annotations

from functools import lru_cache

SHORTEST = 2


@lru_cache(maxsize=4096)
def syllables(text: str) -> tuple[str, ...]:
    """The syllables of a Chinese text, without tones; what is not Chinese stays as it is."""
    from pypinyin import lazy_pinyin  # takes a while; few visitors type pinyin

    return tuple(part.casefold().replace("ü", "v") for part in lazy_pinyin(text))


def spells(typed: str, text: str) -> int | None:
    """Where in a text the syllable is with which typed letters begin, as whole syllables or as initials; None: nowhere.

    The last syllable may be typed in part.
    """
    letters = typed.replace(" ", "").replace("'", "")
    if len(letters) < SHORTEST or not (letters.isascii() and letters.isalpha()):
        return None
    parts = syllables(text)
    initials = "".join(part[:1] for part in parts)
    at = initials.find(letters)
    if at >= 0:
        return at
    return next((n for n in range(len(parts)) if _begins(letters, parts[n:])), None)


def _begins(letters: str, parts: tuple[str, ...]) -> bool:
    """Whether letters are the beginning of these syllables, the first of them in full."""
    return bool(parts) and letters.startswith(parts[0]) and "".join(parts[: len(letters)]).startswith(letters)
