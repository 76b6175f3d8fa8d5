"""A run of an exhibit: its parameters, its state, and its readings so far. A value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ..core.geometry import clamp
from ..exhibits.asked import bounds
from ..exhibits.exhibit import NOWHERE, STEP_S, Exhibit, Surroundings, Value
from ..exhibits.kinds import KINDS

Pace = Literal[1, 4, 16]
PACES: tuple[Pace, ...] = (1, 4, 16)
"""Seconds of the run in one second of the visit."""

FIRST_STRIDE = 6
MOST_READ = 480
"""A longer record is thinned to half, so that the whole run stays in it, however long it gets."""

MOST_UNDONE = 12


@dataclass(frozen=True, slots=True)
class Event:
    """Something the visitor did: an action, or a parameter that was set."""

    time_s: float
    name: str


@dataclass(frozen=True, slots=True)
class Record:
    """Readings of a run at equal distances of time.

    Attributes
    ----------
    times_s : seconds of the run, length n.
    rows : n rows of readings, in the order of the exhibit's outputs.
    stride : steps between two rows.
    events : what the visitor did.
    """

    times_s: tuple[float, ...] = ()
    rows: tuple[tuple[float, ...], ...] = ()
    stride: int = FIRST_STRIDE
    events: tuple[Event, ...] = ()

    def with_row(self, time_s: float, row: tuple[float, ...]) -> Record:
        """The record with one more row."""
        later = replace(self, times_s=(*self.times_s, time_s), rows=(*self.rows, row))
        if len(later.rows) < MOST_READ:
            return later
        return replace(later, times_s=later.times_s[::2], rows=later.rows[::2], stride=self.stride * 2)


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """One run of an exhibit, compared by identity.

    Attributes
    ----------
    steps : steps since the start; `remainder_s`: time that does not fill a step yet.
    pace : seconds of the run in one second of the visit.
    undo : the runs before the last changes of the visitor, latest last, each with the name of the change.
    """

    exhibit: Exhibit[Any]
    state: Any
    steps: int = 0
    remainder_s: float = 0.0
    paused: bool = False
    pace: Pace = 1
    record: Record = Record()
    undo: tuple[tuple[str, Running], ...] = field(default=(), repr=False)

    @classmethod
    def begin(cls, kind: str, surroundings: Surroundings = NOWHERE) -> Running:
        """A fresh run with the exhibit's default parameters. KeyError if there is no such kind."""
        return cls.of(KINDS[kind]().placed_in(surroundings))

    @classmethod
    def of(cls, exhibit: Exhibit[Any]) -> Running:
        """A fresh run of an exhibit."""
        return cls(exhibit, exhibit.start())._read()

    # ---- what can be read off

    @property
    def time_s(self) -> float:
        """Seconds of the run."""
        return self.steps * STEP_S

    @property
    def readings(self) -> dict[str, float]:
        return self.exhibit.readings(self.state)

    # ---- time

    def advance(self, dt_s: float) -> Running:
        """The run `dt_s` seconds of the visit later: whole steps, the remainder kept."""
        if self.paused:
            return self
        due_s = self.remainder_s + dt_s * self.pace
        count = int(due_s / STEP_S + 1e-9)
        run = replace(self, remainder_s=max(due_s - count * STEP_S, 0.0))
        for _ in range(count):
            run = run._step()
        return run

    def _step(self) -> Running:
        state = self.exhibit.step(self.state)
        run = replace(self, exhibit=self.exhibit.followed(state), state=state, steps=self.steps + 1)
        return run._read() if run.steps % run.record.stride == 0 else run

    def _read(self) -> Running:
        return replace(self, record=self.record.with_row(self.time_s, tuple(self.readings.values())))

    # ---- what a visitor does

    def turned(self, name: str, value: Value) -> Running:
        """With a parameter set, a number brought into its range. Another seed starts the run again.

        Raises
        ------
        KeyError
            If the exhibit has no such parameter.
        ValueError
            If the value makes no sense.
        """
        low, high = bounds(type(self.exhibit).model_fields[name])
        if low is not None and high is not None and not isinstance(value, str | bool):
            value = type(value)(clamp(value, low, high))
        if getattr(self.exhibit, name) == value:
            return self
        exhibit = self.exhibit.having(**{name: value})
        run = Running.of(exhibit) if name == "seed" else replace(self, exhibit=exhibit)
        return self._changed_to(run, name)

    def done(self, action: str) -> Running:
        """After an action. KeyError if the exhibit has no such action."""
        return self._changed_to(replace(self, state=self.exhibit.act(self.state, action)), action)

    def touched(self, part: str) -> Running:
        """After a part was touched."""
        exhibit, state = self.exhibit.touched(self.state, part)
        if exhibit is self.exhibit and state is self.state:
            return self
        return self._changed_to(replace(self, exhibit=exhibit, state=state), part)

    def aimed(self, x: float, y: float) -> Running:
        """After the pointer moved to a position in the frame, -1..1 each way. This is not a change to undo."""
        state = self.exhibit.pointed(self.state, clamp(x, -1.0, 1.0), clamp(y, -1.0, 1.0))
        return self if state is self.state else replace(self, state=state)

    def reset(self) -> Running:
        """As it was when the visitor came; that can be undone too."""
        return self._changed_to(Running.of(self.exhibit.as_at_first()), "reset")

    def undone(self) -> Running:
        """As it was before the last change."""
        return replace(self.undo[-1][1], undo=self.undo[:-1]) if self.undo else self

    def _changed_to(self, run: Running, name: str) -> Running:
        # a slider that is dragged is one change, not fifty; a run in the undo list has no undo list of its own
        kept = self.undo[-1:] and self.undo[-1][0] == name
        before = self.undo if kept else (*self.undo, (name, replace(self, undo=())))
        event = Event(run.time_s, name)
        record = replace(run.record, events=(*_without_last(run.record.events, event), event))
        return replace(run, record=record, pace=self.pace, paused=self.paused, undo=before[-MOST_UNDONE:])


def _without_last(events: tuple[Event, ...], event: Event) -> tuple[Event, ...]:
    """The events, without the last one if it is the same thing a moment ago."""
    same = events and events[-1].name == event.name and event.time_s - events[-1].time_s < 1.0
    return events[:-1] if same else events
