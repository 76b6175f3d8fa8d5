"""Visitors in the real window, watched for hitches and for memory that grows; here one who does anything at any time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from time import perf_counter
from typing import NamedTuple

from explorer.base.memory import anonymous_mb
from explorer.i18n import next_language
from explorer.park import Park
from explorer.park.model import LANGUAGES
from explorer.visit import (
    Act,
    Back,
    Change,
    Close,
    Forward,
    Hover,
    LookFrom,
    Open,
    Operate,
    Orbit,
    Pan,
    Point,
    Settings,
    StepBack,
    Visit,
    Zoom,
)

SEED = 20231
HITCH_MS = 150.0
"""A frame that takes longer is felt as a stop."""

GRIP_S = (0.4, 1.6)
"""How long a hand drags, turns the wheel, or rests before the next idea."""

WARM_SHARE = 0.25
"""Memory is compared after this share of the time: by then every kind of thing was made once."""


@dataclass(frozen=True, slots=True)
class Idea:
    """What the visitor does for a while.

    Attributes
    ----------
    once : done at the beginning.
    each_frame : done with every frame.
    """

    name: str
    lasts_s: float
    once: tuple[Act, ...] = ()
    each_frame: tuple[Act, ...] = ()


def ideas(park: Park, visit: Callable[[], Visit], seed: int = SEED) -> Iterator[Idea]:
    """What comes to the visitor's mind, without end; the same for the same seed.

    Parameters
    ----------
    visit : the present visit, whose settings are changed.
    """
    chance = random.Random(seed)
    zones, views = list(park.zones), list(park.views)
    kinds: dict[str, Callable[[], Idea]] = {
        "drag": lambda: Idea(
            "drag",
            chance.uniform(*GRIP_S),
            each_frame=(Orbit(chance.uniform(-2.5, 2.5), chance.uniform(-0.4, 0.4)),),
        ),
        "slide": lambda: Idea(
            "slide",
            chance.uniform(*GRIP_S),
            each_frame=(Pan(chance.uniform(-0.01, 0.01), chance.uniform(-0.01, 0.01)),),
        ),
        "wheel": lambda: Idea(
            "wheel", chance.uniform(*GRIP_S) / 2, each_frame=(Zoom(chance.uniform(0.96, 1.04)),)
        ),
        "open": lambda: Idea("open", chance.uniform(2.0, 5.0), once=(Open(chance.choice(zones)),)),
        "operate": lambda: Idea("operate", chance.uniform(2.0, 5.0), once=(Operate(),)),
        "step back": lambda: Idea("step back", chance.uniform(0.5, 2.0), once=(StepBack(),)),
        "close": lambda: Idea("close", chance.uniform(0.5, 2.0), once=(Close(),)),
        "view": lambda: Idea("view", chance.uniform(1.0, 4.0), once=(LookFrom(chance.choice(views)),)),
        "point": lambda: Idea("point", chance.uniform(0.3, 1.0), once=(Point(chance.choice(zones)),)),
        "hover": lambda: Idea(
            "hover", chance.uniform(0.3, 1.0), once=(Hover(chance.choice((*zones, None))),)
        ),
        "back": lambda: Idea("back", chance.uniform(0.5, 2.0), once=(Back(),)),
        "forward": lambda: Idea("forward", chance.uniform(0.5, 2.0), once=(Forward(),)),
        "language": lambda: Idea(
            "language", chance.uniform(0.5, 2.0), once=(Change(_other_language(visit().settings)),)
        ),
        "light": lambda: Idea(
            "light",
            chance.uniform(1.0, 2.5),
            once=(Change(replace(visit().settings, day_phase=float(chance.randrange(4)))),),
        ),
        "rest": lambda: Idea("rest", chance.uniform(0.5, 3.0)),
    }
    often = [4, 2, 3, 5, 3, 1, 2, 2, 2, 2, 1, 1, 1, 1, 3]
    while True:
        (kind,) = chance.choices(list(kinds), often)
        yield kinds[kind]()


def _other_language(settings: Settings) -> Settings:
    return replace(settings, language=next_language(settings.language, LANGUAGES))


class Took(NamedTuple):
    """How long a frame took: by the clock, and of the processor in the thread that shows the window."""

    wall_ms: float
    cpu_ms: float


@dataclass(slots=True)
class Strolled:
    """What was seen on the way.

    Attributes
    ----------
    frames : all of them.
    hitches : the long ones, and what led to each.
    memory_mb : memory each second.
    """

    frames: list[Took]
    hitches: list[tuple[str, Took]]
    memory_mb: list[float]

    @property
    def grown_mb(self) -> float | None:
        """How much more memory the end takes than the time when all was warm; medians of a tenth each."""
        seen = self.memory_mb
        tenth = max(len(seen) // 10, 1)
        warm = round(len(seen) * WARM_SHARE)
        if len(seen) < warm + 2 * tenth:
            return None
        return median(seen[-tenth:]) - median(seen[warm : warm + tenth])


def stroll(
    draw: Callable[[Sequence[Act], float], Took],
    thoughts: Iterator[Idea],
    seconds: float,
    clock: Callable[[], float] = perf_counter,
    memory: Callable[[], float] = anonymous_mb,
    hitch_ms: float = HITCH_MS,
) -> Strolled:
    """Follow a visitor for so many seconds, or until nothing more comes to the visitor's mind.

    Parameters
    ----------
    frame : does acts, lets so many seconds pass, and says how long it took.
    hitch_ms : a frame that takes longer, by clock or processor, is reported.
    """
    seen = Strolled([], [], [])
    began_s = now_s = clock()
    ends_s, idea = now_s, Idea("start", 0.0)
    dt_s = 0.0
    while now_s - began_s < seconds:
        acts: Sequence[Act] = idea.each_frame
        if now_s >= ends_s:
            try:
                idea = next(thoughts)
            except StopIteration:
                break
            ends_s = now_s + idea.lasts_s
            acts = (*idea.once, *idea.each_frame)
        took = draw(acts, dt_s)
        seen.frames.append(took)
        if max(took) > hitch_ms:
            seen.hitches.append((idea.name, took))
        before_s, now_s = now_s, clock()
        dt_s = now_s - before_s
        if now_s - began_s >= len(seen.memory_mb):
            seen.memory_mb.append(memory())
    return seen
