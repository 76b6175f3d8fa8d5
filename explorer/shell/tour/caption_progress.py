"""Which words of a caption are spoken by now. What is said is longer than what is read, so both are laid side by side."""

from __future__ import annotations

from bisect import bisect_right
from difflib import SequenceMatcher
from functools import lru_cache

from ..style.fonts import has_han

LEAST_RUN, LEAST_RUN_HAN = 4, 2
"""So many letters in a row (characters, in Chinese) are the same in both for a reason."""


@lru_cache(maxsize=64)
def anchors(caption: str, spoken: str) -> tuple[tuple[int, int], ...]:
    """Places (in what is spoken, in the caption) that belong together, in order, the two ends included."""
    least = LEAST_RUN_HAN if has_han(caption) else LEAST_RUN
    read = caption.lower().replace("\n", "" if has_han(caption) else " ")
    padded = len(caption) - len(read)  # Chinese lines join without a space: count the breaks back in
    matcher = SequenceMatcher(None, spoken.lower(), read, autojunk=False)
    found = [(0, 0)]
    for run in matcher.get_matching_blocks():
        if run.size >= least:
            found += [(run.a, run.b), (run.a + run.size, run.b + run.size)]
    found.append((len(spoken), len(read)))
    if padded:
        found = [(a, _with_breaks(caption, b)) for a, b in found]
    return tuple(found)


def _with_breaks(caption: str, at: int) -> int:
    """The place in a caption of the character that is number `at` without its line breaks."""
    seen = 0
    for index, letter in enumerate(caption):
        if letter != "\n":
            if seen == at:
                return index
            seen += 1
    return len(caption)


def lit(caption: str, spoken: str, said: int) -> int:
    """How many characters of a caption are lit once `said` characters of what is spoken are said.

    Between two places that belong together it goes on evenly; a word is lit as a whole.
    """
    if said <= 0:
        return 0
    if said >= len(spoken):
        return len(caption)
    pairs = anchors(caption, spoken)
    at = max(bisect_right(pairs, (said, len(caption) + 1)) - 1, 0)
    (a, b), (c, d) = pairs[at], pairs[min(at + 1, len(pairs) - 1)]
    end = b if c == a else round(b + (d - b) * (said - a) / (c - a))
    if not has_han(caption):
        while 0 < end < len(caption) and not caption[end].isspace():
            end += 1
    return min(end, len(caption))
