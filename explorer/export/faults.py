"""Why a park could not be written."""

from __future__ import annotations

from ..i18n import Text


class NotExported(ValueError):
    """The park cannot be written so. `said` tells why."""

    def __init__(self, said: Text) -> None:
        self.said = said
        super().__init__(str(said))
