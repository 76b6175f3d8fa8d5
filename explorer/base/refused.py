"""A request that cannot be met, with the reason. Needs no installed package: a first start reads it."""

from __future__ import annotations

from ..i18n import Text


class Refused(Exception):
    """A request that cannot be met, with the reason."""

    def __init__(self, words: Text) -> None:
        self.words = words
        super().__init__(str(words))
