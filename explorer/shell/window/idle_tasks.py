"""Idle tasks: prepares in short slices what the visitor may open next, while there is nothing else to do."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from time import perf_counter
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ...visit import Visit

Made = TypeVar("Made", bound=QWidget)
Job = Callable[[], Iterator[None]]
"""Starts some work, and does a slice of it at each step."""

SLICE_S = 0.008
"""Average time for idle tasks per frame: after a longer slice, some frames do none."""
LONGEST_WAIT_S = 0.5
"""Most slice time to make up for: after a longer slice, the machine was busy with something else."""
SHARE = 0.25
"""Share of a long frame, on a slow or busy machine, for idle tasks: otherwise they would never end."""
REST_S = 0.3
"""Rest time of the camera before idle tasks run."""
ROOM_S = 0.05
"""Frame time above which a running exhibit suspends idle tasks."""
_OVER = object()


class IdleTasks:
    """A queue of jobs by name. Those for the zones that a visitor may open next come first.

    Parameters
    ----------
    jobs : name -> job, in their default order. The name of a job for a
        zone is the zone's.
    clock : seconds, from any start.
    ahead : makes a slice of what this visit needs next, which differs from moment to moment, and says whether there
        was anything to make. It comes before all jobs.
    """

    def __init__(
        self,
        jobs: Mapping[str, Job],
        clock: Callable[[], float] = perf_counter,
        ahead: Callable[[Visit], bool] = lambda _: False,
    ) -> None:
        self._waiting, self._clock, self._preloaded = dict(jobs), clock, ahead
        self._begun: dict[str, Iterator[None]] = {}
        self._owed_s = 0.0
        self._made_ahead = False

    def add(self, name: str, job: Job) -> None:
        """Add a job at the end of the queue."""
        self._waiting[name] = job

    @property
    def done(self) -> bool:
        """Whether all jobs are done."""
        return not self._waiting

    @property
    def waiting(self) -> tuple[str, ...]:
        """Unfinished jobs, in their default order."""
        return tuple(self._waiting)

    def advance(self, visit: Visit, frame_s: float) -> bool:
        """Do a slice after a frame, if the moment is good; whether more is to be done soon.

        Parameters
        ----------
        frame_s : duration of the frame.
        """
        if visit.moving or visit.rest_s < REST_S or (visit.alive and frame_s > ROOM_S):
            return False
        self._owed_s = max(self._owed_s - max(SLICE_S, frame_s * SHARE), 0.0)
        if self._owed_s == 0.0:
            self._owed_s = min(self._work(visit), LONGEST_WAIT_S)
        return self._made_ahead or not self.done

    def _work(self, visit: Visit) -> float:
        """Work for about half the available time; the seconds it took."""
        began_s, spent_s = self._clock(), 0.0
        self._made_ahead = self._preloaded(visit)
        if self._made_ahead:
            return self._clock() - began_s
        wanted = list(likely_next(visit))
        while self._waiting and spent_s < SLICE_S / 2:
            name = next((it for it in wanted if it in self._waiting), next(iter(self._waiting)))
            self._do_slice(name)
            spent_s = self._clock() - began_s
        return spent_s

    def _do_slice(self, name: str) -> None:
        """Continue a job. A failing one is dropped: the error shows when its zone is opened."""
        try:
            if name not in self._begun:
                self._begun[name] = self._waiting[name]()
            over = next(self._begun[name], _OVER) is _OVER
        except BaseException:
            over = True
            raise
        finally:
            if over:
                del self._waiting[name]
                self._begun.pop(name, None)


def likely_next(visit: Visit) -> Iterator[str]:
    """Zones a visitor may open next, likeliest first."""
    yield from (zone for zone in (visit.pointed, visit.hovered, visit.zone) if zone is not None)
    walk, open_zone = visit.park.walk, visit.open_zone
    if visit.zone in walk:
        yield walk[(walk.index(visit.zone) + 1) % len(walk)]
    if open_zone is not None:
        yield from (relation.zone for relation in open_zone.related)


class Preloaded(Generic[Made]):
    """A widget made in advance. Making another one drops it."""

    def __init__(self) -> None:
        self._key: Hashable = None
        self._made: Made | None = None

    def make(self, key: Hashable, make: Callable[[], Made]) -> bool:
        """Make it for this key; whether there was anything to do."""
        if key == self._key:
            return False
        self.drop()
        self._made, self._key = make(), key
        return True

    def take(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The widget for this key: the prepared one, or a new one. The caller takes ownership."""
        made = self._made if key == self._key else None
        if made is None:
            self.drop()
            return make()
        self._key = self._made = None
        return made

    def drop(self) -> None:
        """Drop it."""
        if self._made is not None:
            self._made.deleteLater()
        self._key = self._made = None
