"""What is wrong with a map file."""

from __future__ import annotations

from explorer.i18n import Text


class MapFault(Exception):
    """A map file that cannot be used: what is wrong, and what to do."""

    def __init__(self, what: Text, remedy: Text) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(str(what))
