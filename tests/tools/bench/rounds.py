"""A visitor who goes from zone to zone and works every exhibit, round after round, each in another language and light.

Before the time counts, every exhibit is worked briskly once in each of these looks. What is made once and kept from then
on (letters of two languages, programs of the light) is there when memory is first looked at; what grows is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from statistics import median
from typing import get_args

from explorer.exhibits.asked import bounds
from explorer.exhibits.exhibit import Value
from explorer.park import Park
from explorer.park.model import Language
from explorer.visit import Change, Hover, Light, Open, Operate, Press, Reset, Running, StepBack, Turn, Visit
from explorer.visit.settings import DAY_PHASES

from .stroll import Idea, Strolled
from .values import MEMORY_AT

LONGEST_MS = 100.0
"""No frame is to take longer."""

LOOKS_S, WORKS_S, LEAVES_S = 2.0, 1.2, 0.6
BRISK = 0.25
"""The first time, all goes in a quarter of the time."""
LOOKS: tuple[tuple[Language, Light], ...] = (("zh", "dusk"), ("en", "day"), ("zh", "day"), ("en", "dusk"))


def first_sight(park: Park, visit: Callable[[], Visit]) -> Iterator[Idea]:
    """What such a visitor does before the time counts: one brisk round in each look.

    Parameters
    ----------
    visit : the present visit, whose exhibit is worked.
    """
    for look in LOOKS:
        yield from _round(park, visit, look, BRISK)


def rounds(park: Park, visit: Callable[[], Visit]) -> Iterator[Idea]:
    """What such a visitor does next, without end; the parameters are those of `first_sight`."""
    for number in count():
        yield from _round(park, visit, LOOKS[number % len(LOOKS)], 1.0)


def _round(
    park: Park, visit: Callable[[], Visit], look: tuple[Language, Light], pace: float
) -> Iterator[Idea]:
    yield _look_at(visit(), *look)
    for zone in park.walk:
        for idea in _at(zone, visit) if park.zones[zone].exhibit is not None else ():
            yield replace(idea, lasts_s=idea.lasts_s * pace)


def _at(zone: str, visit: Callable[[], Visit]) -> Iterator[Idea]:
    """Come, look, step up, work the exhibit, and leave."""
    yield Idea(f"point at {zone}", LEAVES_S, once=(Hover(zone),))
    yield Idea(f"open {zone}", LOOKS_S, once=(Open(zone),))
    yield Idea(f"step up to {zone}", LOOKS_S, once=(Operate(),))
    run = visit().run
    if run is not None:
        yield from _worked(zone, run)
    yield Idea(f"leave {zone}", LEAVES_S, once=(Hover(None), StepBack()))


def _look_at(visit: Visit, language: Language, light: Light) -> Idea:
    settings = replace(visit.settings, language=language, day_phase=DAY_PHASES[light])
    return Idea(f"{language}, {light}", LOOKS_S, once=(Change(settings),))


def _worked(zone: str, run: Running) -> Iterator[Idea]:
    """One action, one dial, and back to the beginning."""
    exhibit = type(run.exhibit)
    if exhibit.actions:
        action = exhibit.actions[0].name
        yield Idea(f"{zone}: {action}", WORKS_S, once=(Press(action),))
    name, value = other_value(run)
    yield Idea(f"{zone}: {name} {value}", WORKS_S, once=(Turn(name, value),))
    yield Idea(f"{zone}: reset", LEAVES_S, once=(Reset(),))


def other_value(run: Running) -> tuple[str, Value]:
    """A parameter of a run, and another value for it: the far end of its range, or what it is not now."""
    fields = type(run.exhibit).model_fields
    name = next((name for name in fields if name != "seed"), "seed")
    now, field = getattr(run.exhibit, name), fields[name]
    if isinstance(now, bool):
        return name, not now
    if isinstance(now, str):
        return name, next(choice for choice in get_args(field.annotation) if choice != now)
    low, high = bounds(field)
    assert low is not None and high is not None, f"{name} has no range"
    return name, type(now)(low if now == high else high)


@dataclass(frozen=True, slots=True)
class Watched:
    """What a run of rounds comes to.

    Attributes
    ----------
    over_wall, over_cpu : how many frames took longer than `LONGEST_MS` by the clock, and of the processor.
    worst : what led to the longest frames, and how long they took, by clock and by processor.
    memory_mb : after `MEMORY_AT`, the median of a tenth of the time each; empty if that was too short to tell.
    """

    over_wall: int
    over_cpu: int
    worst: tuple[tuple[str, float, float], ...]
    memory_mb: tuple[float, ...]

    @classmethod
    def of(cls, seen: Strolled, most: int = 8) -> Watched:
        """The figures of what was seen."""
        worst = sorted(seen.hitches, key=lambda hitch: -hitch[1].cpu_ms)[:most]
        return cls(
            sum(took.wall_ms > LONGEST_MS for took in seen.frames),
            sum(took.cpu_ms > LONGEST_MS for took in seen.frames),
            tuple((name, round(took.wall_ms, 1), round(took.cpu_ms, 1)) for name, took in worst),
            memory_after(seen.memory_mb),
        )


def memory_after(seen_mb: list[float]) -> tuple[float, ...]:
    """Memory after `MEMORY_AT`: medians, so that one moment says nothing."""
    tenth = len(seen_mb) // 10
    if tenth < 2:
        return ()
    ends = (max(round(share * len(seen_mb)), tenth) for share in MEMORY_AT)
    return tuple(median(seen_mb[end - tenth : end]) for end in ends)
