"""Suggestions for an unknown name: every error about a name ends with the closest known ones."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

LIKENESS = 0.4


def nearest(name: str, known: Iterable[str], most: int | None = None) -> str:
    """Up to three names similar to `name`; without any, all known names, or the first `most`."""
    known = list(known)
    return ", ".join(difflib.get_close_matches(name, known, n=3, cutoff=LIKENESS) or known[:most])
