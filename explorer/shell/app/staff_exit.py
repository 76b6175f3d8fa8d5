"""The hidden way out of a window that visitors cannot close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hmac import compare_digest

TRIES, REST_S = 3, 30.0
"""After so many wrong numbers in a row, none is asked for during so many seconds."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where it leads, and the number that opens it.

    Attributes
    ----------
    pin : never written anywhere.
    leave : ends the program; told whether it is to be started again.
    """

    pin: str = field(repr=False)
    leave: Callable[[bool], None]


class Lock:
    """Counts wrong numbers."""

    def __init__(self, pin: str) -> None:
        self._pin = pin.encode()
        self._wrong, self._rests_s = 0, 0.0

    @property
    def rests(self) -> bool:
        """Whether it answers to nothing, after too many wrong numbers."""
        return self._rests_s > 0

    @property
    def rests_s(self) -> float:
        """For how long it does so."""
        return self._rests_s

    def opens(self, typed: str) -> bool:
        """Try a number."""
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
