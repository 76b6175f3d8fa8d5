"""Quality: a ladder of steps while the camera moves, chosen by frame time without visible jumps; everything once it rests."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor, log
from statistics import median, quantiles

from ...base.names import QualityName
from ...base.protocols import Driver
from ..post.passes import Passes


@dataclass(frozen=True, slots=True)
class Step:
    """The amount drawn in one frame."""

    scale: float = 1.0  # size of the frame, as a share of the size asked for
    detail: float = 1.0  # level of detail, as a share: lower values drop small things
    taps: int = 4  # shadow map samples per pixel, 1 or 4
    mirror: bool = True  # whether the water mirrors buildings
    samples: int = 0  # samples per pixel (0: one)

    def size(self, whole: tuple[int, int]) -> tuple[int, int]:
        """Size of the frame where `whole` is asked for."""
        return (max(1, round(whole[0] * self.scale)), max(1, round(whole[1] * self.scale)))

    def detail_height(self, height_px: int) -> int:
        """Height of the frame whose pixels decide the level of detail."""
        return max(1, round(height_px * self.detail))


@dataclass(frozen=True, slots=True)
class Quality:
    """The quality that a machine can afford."""

    # steps while the camera moves, richest first; frame times choose among them. All have the same number of
    # samples.
    moving: tuple[Step, ...]
    rest: Step  # the step once the camera rests
    start: int = 0  # index of the first step
    # pause of the camera before the final frame is drawn
    rest_after_s: float = 0.045  # three ticks of sixty a second
    passes: Passes | None = None  # passes of the rich tier; None without it

    @property
    def has_interactive(self) -> bool:
        """Whether interactive and final frames differ."""
        return self.moving != (self.rest,)

    @property
    def focuses(self) -> bool:
        """Whether finished frames are blurred where they are out of focus. Drivers without multisampling are too slow."""
        return self.passes is None and self.rest.samples > 0

    @property
    def has_mirror(self) -> bool:
        """Whether any step mirrors buildings."""
        return self.rest.mirror or any(step.mirror for step in self.moving)

    def within(self, samples: int) -> Quality:
        """The same with at most `samples` samples per pixel."""
        moving = tuple(replace(step, samples=min(step.samples, samples)) for step in self.moving)
        return replace(self, moving=moving, rest=replace(self.rest, samples=min(self.rest.samples, samples)))


FULL = Step(samples=4)
LADDER = (
    Step(0.80, 0.8, taps=1),
    Step(0.75, 0.7, taps=1),
    Step(0.75, 0.6, taps=1, mirror=False),
    Step(0.70, 0.5, taps=1, mirror=False),
    Step(0.66, 0.4, taps=1, mirror=False),
    Step(0.66, 0.25, taps=1, mirror=False),
)
"""Never below 0.66 of the size: letters must be readable while the camera turns."""

RICH_LADDER = (Step(0.80, 0.8, mirror=False), Step(0.66, 0.5, mirror=False), Step(0.66, 0.3, mirror=False))
"""Steps where a processor draws the rich tier, or a card too slow for it."""

STANDARD = Quality(LADDER, FULL, start=2)

QUALITIES: dict[QualityName, Quality] = {
    "auto": STANDARD,
    "standard": STANDARD,
    "lite": Quality(LADDER[-1:], Step(taps=1, mirror=False)),
    "balanced": Quality(LADDER[1:2], FULL),
    "high": Quality((FULL,), FULL),
    "rich": Quality(RICH_LADDER, Step(samples=8, mirror=False), passes=Passes()),
}


def quality_for(name: QualityName, driver: Driver, without: Sequence[str] = ()) -> Quality:
    """The quality of this name, as far as the driver can draw it.

    Without a name, a graphics card draws the rich tier, with no more samples than an integrated card can
    afford. Software drivers without multisampling are old or very slow, and draw little even at rest.

    Parameters
    ----------
    without : passes of the rich tier to leave out.
    """
    chosen = QUALITIES[name]
    if name == "auto" and not driver.is_software:
        rich = QUALITIES["rich"]
        chosen = replace(rich, rest=replace(rich.rest, samples=FULL.samples))
    elif name == "auto" and not driver.samples:
        chosen = QUALITIES["lite"]
    if chosen.passes:
        passes = chosen.passes.without(frozenset(without))
        mirror = not passes.reflections  # then the water shows the few things that are mirrored as models
        moving = tuple(replace(step, mirror=mirror) for step in chosen.moving)
        chosen = replace(chosen, passes=passes, moving=moving, rest=replace(chosen.rest, mirror=mirror))
    return chosen.within(driver.samples)


def fitting(size: tuple[int, int], driver: Driver) -> tuple[int, int]:
    """The size of a frame where `size` is asked for: no side longer than the driver can draw, same proportions."""
    width, height = max(size[0], 1), max(size[1], 1)
    longest = max(width, height)
    if longest <= driver.largest_px:
        return (width, height)
    share = driver.largest_px / longest
    return (max(round(width * share), 1), max(round(height * share), 1))


BUDGET_MS = 26.0
"""Time for a moving frame; leaves the window enough of 33 ms for everything else."""

ROOMY = 0.68
"""Share of the budget below which the next richer step, about a quarter dearer, is tried."""

DEARER = 1.25
"""Cost of a step relative to the one below it."""
OF_FINAL = 0.2
"""Time of a frame of the poorest step as a share of a final frame's, while nothing else is known."""

JUDGED = 6
WATCHED = 40
LONGEST_PATIENCE = 32


class DynamicResolution:
    """Goes down as soon as frames take too long, and up only between two movements.

    Parameters
    ----------
    count : number of steps; 0 is the richest.
    start : the step to begin with.
    budget_ms : time for a frame.

    Attributes
    ----------
    at : the present step.
    took_ms : median of the last frames; 0 before the first.
    """

    def __init__(self, count: int, start: int = 0, budget_ms: float = BUDGET_MS) -> None:
        self.at = start
        self.took_ms = 0.0
        self._count = count
        self._budget_ms = budget_ms
        self._times: deque[float] = deque(maxlen=WATCHED)
        # easy movements needed before a step is tried again: more each time it failed
        self._patience = [1] * count
        self._easy = 0
        self._may_rise = False

    @property
    def times_ms(self) -> tuple[float, ...]:
        """The times of the last frames that count."""
        return tuple(self._times)

    def expect(self, final_ms: float) -> None:
        """Start at the richest step expected to be fast enough, judged by the time of a final frame.

        Ignored once a movement was measured.
        """
        if not self._times and not self.took_ms:
            poorest_ms = max(final_ms * OF_FINAL, 1e-3)
            above = floor(log(self._budget_ms / poorest_ms, DEARER)) if poorest_ms < self._budget_ms else 0
            self.at = max(self._count - 1 - above, 0)

    def took(self, ms: float) -> None:
        """Record the time of a frame drawn while the camera moved."""
        self._times.append(ms)
        if len(self._times) < JUDGED:
            return
        lately = list(self._times)[-JUDGED:]
        self.took_ms = median(lately)
        if self.took_ms > self._budget_ms and self.at + 1 < self._count:
            self._patience[self.at] = min(self._patience[self.at] * 2, LONGEST_PATIENCE)
            self._move_to(self.at + 1)
        elif len(self._times) == WATCHED:
            self._may_rise = quantiles(self._times, n=10)[-1] < self._budget_ms * ROOMY

    def rested(self) -> None:
        """The camera rests: raise the quality for the next movement, where the change goes unnoticed."""
        if self.at and self._may_rise:
            self._easy += 1
            if self._easy >= self._patience[self.at - 1]:
                self._move_to(self.at - 1)
        self._may_rise = False

    def _move_to(self, step: int) -> None:
        self.at = step
        self._times.clear()
        self._easy = 0
        self._may_rise = False
