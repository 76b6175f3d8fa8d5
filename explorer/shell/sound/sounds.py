"""The sounds of a window: they follow the visit, and fade slowly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from ...visit import Act, Visit
from .player import Player
from .soundscape import answer, levels

FADE_PER_S = 0.7
"""Rate of change of a loop's level, per second."""
DUCK_PER_S = 3.0
"""Rate of change at the start of a voice."""
TICK_S = 0.09
"""Shortest time between two tick sounds of a slider."""


class Plays(Protocol):
    """A sound player: see `Player`."""

    def begin(self) -> Iterator[None]: ...
    def set_loops(self, levels: Mapping[str, float]) -> None: ...
    def play(self, name: str, level: float) -> None: ...
    def close(self) -> None: ...


class Sounds:
    """The sounds of a visit.

    Parameters
    ----------
    folder : of the sound files.
    player : plays them; None uses the system's sound.
    """

    def __init__(self, folder: Path, player: Plays | None = None) -> None:
        self._player = player or Player(folder)
        self._levels: dict[str, float] = {}
        self._began = False
        self._tick_s = 0.0

    def prepare(self) -> Iterator[None]:
        """Prepare, one portion per step."""
        yield from self._player.begin()
        self._began = True

    def acted(self, act: Act, before: Visit, after: Visit) -> None:
        """Play the sound for an act."""
        if not self._began or (name := answer(act, before, after)) is None:
            return
        if name == "tick":
            if self._tick_s > 0:
                return
            self._tick_s = TICK_S
        self._player.play(name, after.settings.sound_volume / 100)

    def advance(self, visit: Visit, dt_s: float, *, speaks: bool) -> None:
        """Let the loops follow the visit.

        Parameters
        ----------
        speaks : whether a voice is speaking: everything else is then quieter.
        """
        if not self._began:
            return
        self._tick_s = max(self._tick_s - dt_s, 0.0)
        wanted = levels(visit, ducked=speaks)
        pace = DUCK_PER_S if speaks else FADE_PER_S
        following = {
            name: _toward(self._levels.get(name, 0.0), wanted.get(name, 0.0), pace * dt_s)
            for name in (*self._levels, *wanted)
        }
        following = {name: level for name, level in following.items() if level > 0}
        if following != self._levels:
            self._levels = following
            self._player.set_loops(following)

    def close(self) -> None:
        """Stop all sound for good."""
        self._began = False
        self._player.close()


def _toward(level: float, goal: float, step: float) -> float:
    return min(level + step, goal) if goal > level else max(level - step, goal)
