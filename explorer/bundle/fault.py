"""What keeps a bundle from being assembled."""

from __future__ import annotations

from ..i18n import Translatable


class NotAssembled(Exception):
    """Something that a bundle needs is missing. `said` says what, and what to do."""

    def __init__(self, said: Translatable) -> None:
        super().__init__(said)
        self.said = said
