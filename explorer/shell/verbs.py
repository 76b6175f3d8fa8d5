"""What the keys and buttons mean for a visit: a verb and a visit make an act. Verbs of the window itself are not here."""

from __future__ import annotations

from dataclasses import replace

from ..visit import Act, Back, Change, Close, Forward, LookFrom, Open, Point, Settings, Visit
from ..visit.settings import COMFORTS, TEXT_PERCENTS, hour_after
from .keys import Verb


def act_of(verb: Verb, visit: Visit) -> Act | None:
    """The act that a verb asks for; None if there is nothing to do."""
    match verb:
        case "next":
            return _step(visit, 1)
        case "previous":
            return _step(visit, -1)
        case "open":
            return Open(visit.pointed) if visit.pointed else None
        case "close":
            return _let_go(visit)
        case "home":
            return LookFrom(visit.park.start)
        case "back":
            return Back() if visit.may_go_back else None
        case "forward":
            return Forward() if visit.may_go_forward else None
    if verb == "light":
        return Change(replace(visit.settings, hour=hour_after(visit.daylight.goal)))
    settings = _settings_after(verb, visit.settings)
    return Change(settings) if settings != visit.settings else None


def walk_from(visit: Visit, step: int) -> str | None:
    """The zone before or after the one pointed at on the walk; None past either end.

    Whoever has just left a zone goes on from there.
    """
    walk = visit.park.walk
    if not walk:
        return None
    left = (spot.zone for spot in reversed(visit.trail[: visit.at + 1]) if spot.zone)
    here = visit.pointed or visit.zone or next(left, None)
    if here is None or here not in walk:
        return walk[0 if step > 0 else -1]
    at = walk.index(here) + step
    return walk[at] if 0 <= at < len(walk) else None


def _step(visit: Visit, step: int) -> Act | None:
    zone = walk_from(visit, step)
    return Point(zone) if zone else None


def _let_go(visit: Visit) -> Act | None:
    """First the finger is taken away, then the zone is left."""
    if visit.pointed is not None:
        return Point(None)
    return Close() if visit.zone is not None else None


def _settings_after(verb: Verb, settings: Settings) -> Settings:
    match verb:
        case "language":
            return replace(settings, language="en" if settings.language == "zh" else "zh")
        case "comfort":
            following = COMFORTS[(COMFORTS.index(settings.comfort) + 1) % len(COMFORTS)]
            return replace(settings, comfort=following)
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
