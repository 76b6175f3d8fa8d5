"""The error for a bundle that cannot be assembled."""

from __future__ import annotations

from ...i18n import Translatable


class NotAssembled(Exception):
    """A requirement of a bundle is missing. `message` says what, and what to do."""

    def __init__(self, message: Translatable) -> None:
        super().__init__(message)
        self.message = message
