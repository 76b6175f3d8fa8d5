"""The sounds of a visit: the level of each loop at the camera, the sound for an act, and how a window plays and fades them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import hypot
from pathlib import Path
from typing import Protocol

from ...base.geometry import clamp
from ...park.model import Park
from ...visit import Act, Visit
from ...visit.acts import Press, Touch, Turn, Undo
from ...visit.kiosk.reducer import is_new_visitor
from ...visit.settings import CYCLE, DARK_FROM, DARK_UNTIL
from .player import Player

NEAR_M, FAR_M = 90.0, 520.0
"""Distances at which a district has its full level, and beyond which only wind and water are left."""
DUCKED = 0.3
"""Share of the level that is left while a voice speaks."""
BLEND = 0.4
"""Range of day phases on both sides of dusk and dawn in which crickets replace birds."""


def levels(visit: Visit, ducked: bool = False) -> Mapping[str, float]:
    """Level of each loop, 0 to 1; silent ones are left out.

    Parameters
    ----------
    ducked : whether a voice is speaking.
    """
    if not visit.settings.sound:
        return {}
    dark = _darkness(visit.daylight.day_phase)
    near = clamp((FAR_M - visit.pose.distance_m) / (FAR_M - NEAR_M), 0.0, 1.0)
    found = {
        "water": 0.75 - 0.45 * near,
        "meadow": (1 - dark) * (1 - 0.5 * near),
        "night": dark * (1 - 0.5 * near),
    }
    if (district := _district(visit)) is not None:
        loop = visit.park.district(district).ambience
        if loop in found:
            found[loop] += near * (1 - (dark if loop == "meadow" else 0.0))
        else:
            found[loop] = near
    whole = visit.settings.sound_volume / 100 * (DUCKED if ducked else 1.0)
    return {loop: clamp(level, 0.0, 1.0) * whole for loop, level in found.items() if level * whole > 0.004}


def _darkness(day_phase: float) -> float:
    """0 by day, 1 by night, linear between."""
    phase = day_phase % CYCLE
    rises = clamp((phase - DARK_FROM + BLEND) / (2 * BLEND), 0.0, 1.0)
    falls = clamp((phase - DARK_UNTIL + BLEND) / (2 * BLEND), 0.0, 1.0)
    return rises - falls


def _district(visit: Visit) -> str | None:
    """The district of the open zone, else of the zone nearest to the camera's target."""
    if (zone := visit.open_zone) is not None:
        return zone.district
    return _nearest(visit.park, visit.pose.target[0], visit.pose.target[1])


def _nearest(park: Park, x_m: float, y_m: float) -> str | None:
    def distance_m(id: str) -> float:
        centre = park.zones[id].place.centre_m
        return hypot(centre[0] - x_m, centre[1] - y_m)

    return park.zones[min(park.zones, key=distance_m)].district if park.zones else None


def answer(act: Act, before: Visit, after: Visit) -> str | None:
    """The short sound for the effect of an act; None for silence."""
    if not after.settings.sound or (after.kiosk is not None and is_new_visitor(before, after)):
        return None
    if not before.settings.sound:
        return "motif"  # sound was just turned on: a sample of it
    if _wakes(before, after) or (after.playback is not None and before.playback is None):
        return "motif"
    if (after.all_seen and not before.all_seen) or (after.quiz_won and not before.quiz_won):
        return "motif"
    if after.quiz.given and not before.quiz.given and after.quiz.answer is not None:
        return "right" if after.quiz.answer.right else "wrong"
    if after.zone != before.zone:
        return "enter" if after.zone else "leave"
    if after.operating != before.operating:
        return "enter" if after.operating else "leave"
    if isinstance(act, Undo):
        return "undo" if after.runs != before.runs else None
    if isinstance(act, Turn):
        return "tick" if after.runs != before.runs else None
    if isinstance(act, Press) or (isinstance(act, Touch) and act.part is not None):
        return "tap"
    return None


def _wakes(before: Visit, after: Visit) -> bool:
    """Whether a visitor has come to an idle booth."""
    return (
        before.kiosk is not None
        and after.kiosk is not None
        and before.kiosk.phase == "attract"
        and after.kiosk.phase == "explore"
    )


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

    def hailed(self, visit: Visit) -> None:
        """Play the sound of a boat that was touched."""
        if self._began and visit.settings.sound:
            self._player.play("motif", visit.settings.sound_volume / 100)

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
