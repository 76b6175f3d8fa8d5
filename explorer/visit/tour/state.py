"""State of a tour; imports no visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ...park.model import SceneText, Tour
from ...park.tour import Cue, Stop
from ..exhibit_run import Running
from ..viewpoint import Viewpoint

PausedBy = Literal["hand", "wander"]

Runs = Mapping[str, Running]


@dataclass(frozen=True, slots=True)
class Before:
    """The visitor's view before the tour, restored at its end."""

    # history, at: viewpoints so far, the present one updated, and its index
    history: tuple[Viewpoint, ...]
    at: int
    picked: str | None  # part of the exhibit touched last


@dataclass(frozen=True, slots=True)
class Toured:
    """A tour that has ended, until the next act."""

    tour: Tour
    index: int  # index of its last stop shown
    whole: bool  # whether it was shown to its end
    time_s: float  # time of the visit at its end


@dataclass(frozen=True, slots=True)
class Playback:
    """A tour that is being played."""

    tour: Tour  # the tour
    before: Before  # what is restored at its end
    index: int = 0  # index of the present stop
    time_s: float = 0.0  # seconds since the start of the stop, in the tour's time
    done: int = 0  # number of the stop's acts done
    pace: float = 1.0  # seconds of the tour in one second of the visit
    auto: bool = True  # whether it advances to the next stop automatically
    # whether the last stop leads to the first; never for a tour chosen by a visitor
    loops: bool = False
    # None while it plays; "hand" if it was paused; "wander" if the visitor took over
    paused_by: PausedBy | None = None
    # the visitor's runs of the exhibits that the tour has used, by zone; None where there was no run. What the tour
    # did to an exhibit stays until the tour is over, or its stop restarts.
    own_runs: Mapping[str, Running | None] = field(default_factory=dict)
    held: Running | None = None  # run of the stop's exhibit at the moment of the pause
    shown: frozenset[int] = field(default_factory=frozenset)  # stops shown so far

    @property
    def stop(self) -> Stop:
        """The present stop."""
        return self.tour.stops[self.index]

    @property
    def playing(self) -> bool:
        """Whether it is playing."""
        return self.paused_by is None

    @property
    def share(self) -> float:
        """Elapsed share of the stop's time, 0 to 1."""
        return min(self.time_s / self.stop.hold_s, 1.0)

    @property
    def last(self) -> bool:
        """Whether this is the last stop."""
        return self.index + 1 == len(self.tour.stops)

    @property
    def following(self) -> int | None:
        """The index of the next stop; None if the tour ends after this one."""
        if not self.last:
            return self.index + 1
        return 0 if self.loops else None

    @property
    def cue(self) -> Cue | None:
        """The next act of the stop; None if all are done."""
        return self.stop.acts[self.done] if self.done < len(self.stop.acts) else None

    @property
    def caption(self) -> SceneText:
        """What the stop says now."""
        later = [cue.say for cue in self.stop.acts[: self.done] if cue.say is not None]
        return later[-1] if later else self.stop.caption

    @property
    def caption_shown_s(self) -> float:
        """How long it has said so, in seconds of the tour."""
        begun = [cue.at_s for cue in self.stop.acts[: self.done] if cue.say is not None]
        return self.time_s - (begun[-1] if begun else 0.0)

    @property
    def spoken(self) -> SceneText:
        """The same for a voice; where it says the caption itself, lines may still be broken."""
        return self.stop.spoken if self.caption is self.stop.caption else self.caption

    @property
    def pointing(self) -> str | None:
        """The zone that the stop points at by now."""
        pointed = [cue.point for cue in self.stop.acts[: self.done] if cue.point]
        return pointed[-1] if pointed else None

    @property
    def due_in_s(self) -> float | None:
        """Seconds of the visit until the next act or stop; None if nothing more is due."""
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
        """The tour `dt_s` seconds of the visit later."""
        return replace(self, time_s=self.time_s + dt_s * self.pace) if self.playing else self

    def at_cue(self, cue: Cue) -> Playback:
        """The tour with an act done, at its exact time."""
        return replace(self, time_s=cue.at_s, done=self.done + 1)

    def at_stop(self, index: int, runs: Runs) -> Playback:
        """The tour at the start of a stop, playing; `runs` are those of the visit until now."""
        zone = self.tour.stops[index].zone
        own_runs = self.own_runs
        if zone is not None and zone not in own_runs:
            own_runs = {**own_runs, zone: runs.get(zone)}
        return replace(
            self, index=index, time_s=0.0, done=0, paused_by=None, own_runs=own_runs, held=None, shown=self.shown | {index},
        )  # fmt: skip

    def restored_runs(self, runs: Runs) -> Runs:
        """The runs of the visit, with those of the tour replaced by the visitor's."""
        others = {zone: run for zone, run in runs.items() if zone not in self.own_runs}
        return others | {zone: run for zone, run in self.own_runs.items() if run is not None}
