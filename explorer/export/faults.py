"""Why a park could not be written."""

from __future__ import annotations

from ..park.faults import Said


class NotExported(ValueError):
    """The park cannot be written so. `said` tells why, in both languages."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(said.en)
