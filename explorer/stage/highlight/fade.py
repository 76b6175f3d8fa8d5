"""What comes and goes softly: levels that follow what is wanted, by the time of the visit."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Generic, TypeVar

FADE_S = 0.12
"""How long it takes from nothing to all."""

Key = TypeVar("Key", bound=Hashable)


class Fade(Generic[Key]):
    """Levels 0..1 by name. A name that is not wanted any more fades to 0 and is forgotten."""

    def __init__(self) -> None:
        self._levels: dict[Key, float] = {}
        self._wanted: dict[Key, float] = {}
        self._time_s = 0.0

    def toward(self, wanted: Mapping[Key, float], time_s: float, *, at_once: bool = False) -> None:
        """Go on toward what is wanted, to `time_s` of the visit.

        Where no time has gone by, as in a picture of its own or in another visit, all is as wanted at once.
        """
        step = (time_s - self._time_s) / FADE_S
        self._time_s = time_s
        self._wanted = dict(wanted)
        if at_once or step <= 0:
            self.settle()
            return
        for key in {**wanted, **self._levels}:
            goal, now = wanted.get(key, 0.0), self._levels.get(key, 0.0)
            level = min(now + step, goal) if now < goal else max(now - step, goal)
            if level > 0:
                self._levels[key] = level
            else:
                self._levels.pop(key, None)

    def settle(self) -> None:
        """Have all levels as wanted."""
        self._levels = {key: level for key, level in self._wanted.items() if level > 0}

    @property
    def levels(self) -> dict[Key, float]:
        """The levels above 0, those wanted first."""
        first = [key for key in self._wanted if key in self._levels]
        return {key: self._levels[key] for key in (*first, *self._levels)}

    @property
    def settled(self) -> bool:
        """Whether all is as wanted."""
        return self._levels == {key: level for key, level in self._wanted.items() if level > 0}
