"""The known names that are most like one that is not known: every refusal of a name ends with them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

LIKENESS = 0.4


def nearest(name: str, known: Iterable[str], most: int | None = None) -> str:
    """Up to three names like `name`; where none is like it, all known names, or the first `most`."""
    known = list(known)
    return ", ".join(difflib.get_close_matches(name, known, n=3, cutoff=LIKENESS) or known[:most])
