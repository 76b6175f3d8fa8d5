"""What was drawn last, so that a part of a picture is drawn anew only where it differs."""

from __future__ import annotations


class Changes:
    """A memory by name: call it with what a part is drawn from, and it says whether to draw."""

    def __init__(self) -> None:
        self._drawn: dict[str, object] = {}

    def __call__(self, name: str, told: object) -> bool:
        """Whether this is not what was told under the name before; what is told for the first time is new."""
        same = name in self._drawn and self._drawn[name] == told
        self._drawn[name] = told
        return not same
