"""How long to wait before what has died is started again."""

from __future__ import annotations

from dataclasses import dataclass, replace

FIRST_S, MOST_S = 1.0, 60.0
GOOD_S = 60.0
"""After so long on the screen the next crash counts as the first one."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """One second after the first death, twice as long after each that follows soon, a minute at most."""

    wait_s: float = 0.0

    def after(self, lived_s: float) -> Backoff:
        """The next wait, for one that was on the screen for so many seconds."""
        if lived_s >= GOOD_S:
            return Backoff(FIRST_S)
        return replace(self, wait_s=min(max(2 * self.wait_s, FIRST_S), MOST_S))
