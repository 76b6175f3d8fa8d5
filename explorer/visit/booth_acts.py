"""What a booth notices, and what a visitor answers it, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody is there: something was touched, pressed or turned, or (not `touched`) the pointer alone was moved."""

    touched: bool = True


@dataclass(frozen=True, slots=True)
class Stay:
    """The answer to whether somebody is still there: yes."""


@dataclass(frozen=True, slots=True)
class StartOver:
    """The park is to be as it was before this visitor came."""


BoothAct = Presence | Stay | StartOver
