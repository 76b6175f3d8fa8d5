"""The boat that greets a visitor who points at it: it bows, and rings spread on the water."""

from __future__ import annotations

GREETS_S = 4.5
"""Duration of a boat's greeting."""


class Greeting:
    """Which boat greets (by number), and for how long it has."""

    def __init__(self) -> None:
        self._boat: int | None = None
        self._since_s = self._time_s = 0.0

    def begin(self, boat: int, *, restart: bool = False) -> None:
        """Let a boat greet. One that does goes on, unless `restart` is set: it drifts in and out from under a pointer."""
        if restart or self.now is None or self.now[0] != boat:
            self._boat, self._since_s = boat, self._time_s

    def toward(self, time_s: float) -> None:
        """Advance to a time of the visit; a new visit finds all boats on their way."""
        if time_s < self._time_s:
            self._boat = None
        self._time_s = time_s

    @property
    def now(self) -> tuple[int, float] | None:
        """The boat that greets, and for how long it has."""
        age_s = self._time_s - self._since_s
        return (self._boat, age_s) if self._boat is not None and age_s < GREETS_S else None
