"""The staff exit: the hidden way out of a window that visitors cannot close, behind a PIN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hmac import compare_digest

TRIES, REST_S = 3, 30.0
"""After this many wrong PINs in a row, none is accepted for this many seconds."""


@dataclass(frozen=True, slots=True)
class StaffExit:
    """The PIN that opens the exit, and what it leads to."""

    pin: str = field(repr=False)  # never written to a log
    leave: Callable[[bool], None]  # ends the program; called with whether it is to be started again


class PinLock:
    """Checks PINs, and pauses after some wrong ones."""

    def __init__(self, pin: str) -> None:
        self._pin = pin.encode()
        self._wrong, self._rests_s = 0, 0.0

    @property
    def rests(self) -> bool:
        """Whether it pauses, after too many wrong PINs."""
        return self._rests_s > 0

    @property
    def rests_s(self) -> float:
        """How long it still pauses."""
        return self._rests_s

    def opens(self, typed: str) -> bool:
        """Whether a PIN is the right one."""
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
        """Let time pass."""
        self._rests_s = max(self._rests_s - dt_s, 0.0)
