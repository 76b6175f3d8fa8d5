"""Meaning of commands: a command and a visit make an act. The window handles its own commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...base.names import TEXT_PERCENTS
from ...exhibits.mixins import Arrow, ByArrows
from ...i18n import Language, next_language
from ...visit import (
    Act,
    Back,
    Change,
    Close,
    Forward,
    LookFrom,
    Open,
    Point,
    Running,
    Settings,
    Visit,
)
from ...visit.acts import EndFork, Fork, Hover, Operate, Pause, Reset, StepBack, SwapRuns, Touch, Undo
from ...visit.kiosk.acts import EndVisit
from ...visit.settings import COMFORTS, next_day_phase
from .keymap import Command


def act_of(command: Command, visit: Visit) -> Act | None:
    """The act that a command asks for; None if it has no effect."""
    match command:
        case "next":
            return _step(visit, 1)
        case "previous":
            return _step(visit, -1)
        case "open":
            return _open(visit)
        case "try":
            return Operate() if _may_try(visit) else None
        case "pause" | "reset" | "undo" | "fork":
            return _to_the_run(command, visit)
        case "arrow left" | "arrow right" | "arrow up" | "arrow down":
            return _along(visit, ARROW_WAYS[command])
        case "close":
            return _let_go(visit)
        case "home":
            return LookFrom(visit.park.start)
        case "start over":
            return EndVisit()
        case "back":
            return Back() if visit.may_go_back else None
        case "forward":
            return Forward() if visit.may_go_forward else None
    if command == "light":
        return Change(replace(visit.settings, day_phase=next_day_phase(visit.daylight.goal)))
    settings = _settings_after(command, visit.settings, visit.park.languages)
    return Change(settings) if settings != visit.settings else None


ARROW_WAYS: Mapping[Command, Arrow] = {
    "arrow left": "left", "arrow right": "right", "arrow up": "up", "arrow down": "down",
}  # fmt: skip


def _along(visit: Visit, way: Arrow) -> Act | None:
    """Touch the exhibit's part in a direction."""
    run = visit.run
    if run is None or not isinstance(run.exhibit, ByArrows):
        return None
    part = run.exhibit.part_by_arrow(run.state, way)
    return Touch(part) if part is not None else None


def walk_from(visit: Visit, step: int) -> str | None:
    """The zone before or after the present one on the walk; None past either end.

    After leaving a zone, the walk continues from there.
    """
    walk = visit.park.walk
    if not walk:
        return None
    left = (it.zone for it in reversed(visit.history[: visit.at + 1]) if it.zone)
    here = visit.pointed or visit.zone or next(left, None)
    if here is None or here not in walk:
        return walk[0 if step > 0 else -1]
    at = walk.index(here) + step
    return walk[at] if 0 <= at < len(walk) else None


def _step(visit: Visit, step: int) -> Act | None:
    zone = walk_from(visit, step)
    return Point(zone) if zone else None


def next_part(visit: Visit, step: int) -> Act | None:
    """Point at the exhibit's next (or previous) part; None past either end."""
    if visit.run is None or not visit.operating:
        return None
    parts = list(visit.run.exhibit.parts(visit.run.state))
    if not parts:
        return None
    if visit.part not in parts:
        return Hover(visit.zone, parts[0 if step > 0 else -1])
    at = parts.index(visit.part) + step
    return Hover(visit.zone, parts[at]) if 0 <= at < len(parts) else None


def _may_try(visit: Visit) -> bool:
    return visit.open_zone is not None and visit.open_zone.exhibit is not None


def _open(visit: Visit) -> Act | None:
    """Visit the zone or touch the part that is pointed at; otherwise try the exhibit of the open zone."""
    if visit.pointed:
        return Open(visit.pointed)
    if visit.operating:
        return Touch(visit.part) if visit.part else None
    return Operate() if _may_try(visit) else None


def _to_the_run(command: Command, visit: Visit) -> Act | None:
    run = visit.run
    if run is None or not visit.operating:
        return None
    if command == "undo":
        return Undo() if run.undo else None
    if command == "fork":
        return _fork(visit, run)
    return Reset() if command == "reset" else Pause(not run.paused)


def _fork(visit: Visit, run: Running) -> Act | None:
    """Start a second run, or show the existing one; not in a kiosk, where visitors stay for a minute."""
    if run.other is not None:
        return SwapRuns()
    return None if visit.mode.attracts else Fork()


def _let_go(visit: Visit) -> Act | None:
    """Step back: in turn clear the highlight, the selected part, the fork, the exhibit, the zone."""
    if visit.pointed is not None:
        return Point(None)
    if visit.operating:
        if visit.picked is not None:
            return Touch(None)
        forked = visit.run is not None and visit.run.other is not None
        return EndFork() if forked else StepBack()
    return Close() if visit.zone is not None else None


def _settings_after(command: Command, settings: Settings, languages: Sequence[Language]) -> Settings:
    match command:
        case "language":
            return replace(settings, language=next_language(settings.language, languages))
        case "comfort":
            following = COMFORTS[(COMFORTS.index(settings.comfort) + 1) % len(COMFORTS)]
            return replace(settings, comfort=following)
        case "sound":
            return replace(settings, sound=not settings.sound)
        case "larger":
            return replace(settings, text_percent=_sized(settings.text_percent, 1))
        case "smaller":
            return replace(settings, text_percent=_sized(settings.text_percent, -1))
        case "usual size":
            return replace(settings, text_percent=TEXT_PERCENTS[0])
    return settings


def _sized(percent: int, step: int) -> int:
    at = min(max(TEXT_PERCENTS.index(percent) + step, 0), len(TEXT_PERCENTS) - 1)
    return TEXT_PERCENTS[at]
