"""How far a tour has come: a value that knows no visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ...park.model import Tour
from ...park.tour import Cue, Stop
from ..exhibit_run import Running
from ..viewpoint import Viewpoint

PausedBy = Literal["hand", "wander"]

Runs = Mapping[str, Running]


@dataclass(frozen=True, slots=True)
class Before:
    """What the visitor looked at before the tour; it comes back when the tour is over."""

    # history, at: the viewpoints so far, the present one as it was left, and its index
    history: tuple[Viewpoint, ...]
    at: int
    picked: str | None  # the part of the exhibit that was touched last


@dataclass(frozen=True, slots=True)
class Toured:
    """A tour that has ended, until the visitor does something else."""

    tour: Tour
    index: int  # the number of the stop it ended at, from 0
    whole: bool  # whether it was shown to its end, or left before
    time_s: float  # the time of the visit when it ended


@dataclass(frozen=True, slots=True)
class Playback:
    """A tour that is being played."""

    tour: Tour  # what is played
    before: Before  # what comes back at the end
    index: int = 0  # the number of the present stop, from 0
    time_s: float = 0.0  # seconds since the start of the stop, in the tour's own time
    done: int = 0  # how many of the stop's acts are done
    pace: float = 1.0  # seconds of the tour in one of the visit
    auto: bool = True  # whether it goes on to the next stop by itself
    # whether the last stop leads to the first; never for a tour that a visitor has chosen
    loops: bool = False
    # None while it plays; "hand" if it was paused; "wander" if the visitor took over
    paused_by: PausedBy | None = None
    # the visitor's own runs of the exhibits that the tour has used, by zone; None where there was none. What the tour
    # did to an exhibit stays until the tour is over, or its stop starts again.
    own_runs: Mapping[str, Running | None] = field(default_factory=dict)
    held: Running | None = None  # the exhibit of the stop as it was when the tour was paused
    shown: frozenset[int] = field(default_factory=frozenset)  # the stops that were shown so far

    @property
    def stop(self) -> Stop:
        """The present stop."""
        return self.tour.stops[self.index]

    @property
    def playing(self) -> bool:
        """Whether its time goes by."""
        return self.paused_by is None

    @property
    def share(self) -> float:
        """How much of the stop's time is over, 0 to 1."""
        return min(self.time_s / self.stop.hold_s, 1.0)

    @property
    def last(self) -> bool:
        """Whether no stop comes after this one."""
        return self.index + 1 == len(self.tour.stops)

    @property
    def following(self) -> int | None:
        """The number of the stop that comes next; None if the tour is over after this one."""
        if not self.last:
            return self.index + 1
        return 0 if self.loops else None

    @property
    def cue(self) -> Cue | None:
        """The next act of the stop; None if all are done."""
        return self.stop.acts[self.done] if self.done < len(self.stop.acts) else None

    @property
    def pointing(self) -> str | None:
        """The zone that the stop points at by now."""
        pointed = [cue.point for cue in self.stop.acts[: self.done] if cue.point]
        return pointed[-1] if pointed else None

    @property
    def due_in_s(self) -> float | None:
        """Seconds of the visit until the next act or the next stop; None if nothing more happens by itself."""
        if not self.playing:
            return None
        if self.cue is not None:
            moment_s = self.cue.at_s
        elif self.auto:
            moment_s = self.stop.hold_s
        else:
            return None
        return max(moment_s - self.time_s, 0.0) / self.pace

    def pass_time(self, dt_s: float) -> Playback:
        """`dt_s` seconds of the visit later."""
        return replace(self, time_s=self.time_s + dt_s * self.pace) if self.playing else self

    def at_cue(self, cue: Cue) -> Playback:
        """With an act done, at its very moment."""
        return replace(self, time_s=cue.at_s, done=self.done + 1)

    def at_stop(self, index: int, runs: Runs) -> Playback:
        """At the start of a stop, playing; `runs` are those of the visit until now."""
        zone = self.tour.stops[index].zone
        own_runs = self.own_runs
        if zone is not None and zone not in own_runs:
            own_runs = {**own_runs, zone: runs.get(zone)}
        return replace(
            self, index=index, time_s=0.0, done=0, paused_by=None, own_runs=own_runs, held=None, shown=self.shown | {index},
        )  # fmt: skip

    def restored_runs(self, runs: Runs) -> Runs:
        """The runs of the visit with the visitor's own in the places of the tour's."""
        others = {zone: run for zone, run in runs.items() if zone not in self.own_runs}
        return others | {zone: run for zone, run in self.own_runs.items() if run is not None}
