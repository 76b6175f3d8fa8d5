"""The staff exit: the hidden, PIN-protected way out of a window that visitors cannot close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hmac import compare_digest

TRIES, REST_S = 3, 30.0
"""Wrong PINs in a row before a lockout, and length of the lockout."""


@dataclass(frozen=True, slots=True)
class StaffExit:
    """The PIN of the exit, and the action behind it."""

    pin: str = field(repr=False)  # never logged
    leave: Callable[[bool], None]  # ends the program; the argument says whether it restarts


class PinLock:
    """Checks PINs, with a lockout after several wrong ones."""

    def __init__(self, pin: str) -> None:
        self._pin = pin.encode()
        self._wrong, self._rests_s = 0, 0.0

    @property
    def rests(self) -> bool:
        """Whether PINs are locked out after too many wrong ones."""
        return self._rests_s > 0

    @property
    def rests_s(self) -> float:
        """Remaining time of the lockout."""
        return self._rests_s

    def opens(self, typed: str) -> bool:
        """Whether a PIN is right."""
        if self.rests:
            return False
        if compare_digest(typed.encode(), self._pin):
            self._wrong = 0
            return True
        self._wrong += 1
        if self._wrong >= TRIES:
            self._wrong, self._rests_s = 0, REST_S
        return False

    def advance(self, dt_s: float) -> None:
        """Advance the clock."""
        self._rests_s = max(self._rests_s - dt_s, 0.0)
