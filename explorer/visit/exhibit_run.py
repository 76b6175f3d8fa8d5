"""A run of an exhibit as a value: its parameters, state and recorded readings, and the past that determines them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple

from ..base.geometry import clamp
from ..exhibits.asked import bounds
from ..exhibits.exhibit import STEP_S, Exhibit, Value
from ..exhibits.kinds import KINDS
from ..exhibits.mixins import LivePlant

Pace = Literal[1, 4, 16]
PACES: tuple[Pace, ...] = (1, 4, 16)
"""Paces: seconds of the run in one second of the visit."""

FIRST_STRIDE = 6
MOST_READ = 480
"""Most rows of a record; a longer one is thinned to half, so that it always covers the whole run."""

MOST_UNDONE = 12
SAME_CHANGE_S = 1.0
"""Time (seconds of the visit) within which a repeated change counts as the same one: dragging a dial."""

Branch = Literal["", "a", "b"]
"""Branch of a fork that this run is; "" without a fork."""


Kind = Literal["=", "!", "*", "@", "$"]
"""Kind of act: parameter set, action done, part touched, pointer aimed, condition of a real line changed."""


class PastAct(NamedTuple):
    """One act of a run."""

    step: int  # steps since the start
    kind: Kind
    name: str = ""  # name of the parameter, action, part or condition; "" for the pointer
    # value of the parameter or condition; position of the pointer
    value: Value | tuple[float, float] | None = None

    def replaces(self, last: PastAct) -> bool:
        """Whether the last act is not kept beside this one: a dial dragged, or the pointer moved, within one step."""
        return self.kind in "=@" and last[:3] == self[:3]


@dataclass(frozen=True, slots=True)
class Past:
    """The history of a run."""

    # start parameters that differ from the defaults of the kind
    start: tuple[tuple[str, Value], ...] = ()
    acts: tuple[PastAct, ...] = ()  # acts since then, in order
    base: str = ""  # name of the snapshot in which it began instead, if any

    @classmethod
    def of(cls, exhibit: Exhibit[Any]) -> Past:
        """The past of a run that starts now."""
        fields = type(exhibit).model_fields
        return cls(
            tuple((n, getattr(exhibit, n)) for n in fields if getattr(exhibit, n) != fields[n].default)
        )

    def then(self, act: PastAct) -> Past:
        """The past with an act appended. Within one step, dragging a dial or moving the pointer keeps only the last value."""
        acts = self.acts
        if acts and act.replaces(acts[-1]):
            acts = acts[:-1]
        return replace(self, acts=(*acts, act))

    def beyond(self, other: Past) -> tuple[PastAct, ...]:
        """The acts after the common beginning of both pasts."""
        pairs = zip(self.acts, other.acts, strict=False)
        same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(self.acts), len(other.acts)))
        return self.acts[same:]


@dataclass(frozen=True, slots=True)
class Event:
    """A visitor's change to the run: an action, or a parameter that was set."""

    time_s: float
    name: str


@dataclass(frozen=True, slots=True)
class Record:
    """Readings of a run at equal intervals."""

    times_s: tuple[float, ...] = ()  # seconds of the run, length n
    rows: tuple[tuple[float, ...], ...] = ()  # n rows of readings, in the order of the exhibit's outputs
    stride: int = FIRST_STRIDE  # steps between two rows
    events: tuple[Event, ...] = ()  # changes the visitor made

    def with_row(self, time_s: float, row: tuple[float, ...]) -> Record:
        """The record with a row appended."""
        later = replace(self, times_s=(*self.times_s, time_s), rows=(*self.rows, row))
        if len(later.rows) < MOST_READ:
            return later
        return replace(later, times_s=later.times_s[::2], rows=later.rows[::2], stride=self.stride * 2)


@dataclass(frozen=True, slots=True, eq=False)
class Ghost:
    """Readings before the last start or change of a dial, aligned with that moment for comparison."""

    # the earlier readings; their moment `from_s` is aligned with the moment `on_s` of the run
    record: Record
    from_s: float
    on_s: float
    # exhibit, state: just before the change
    exhibit: Exhibit[Any]
    state: Any


@dataclass(frozen=True, eq=False)
class Running:
    """One run of an exhibit, compared by identity. Without slots, so that its readings are computed once."""

    exhibit: Exhibit[Any]
    state: Any
    steps: int = 0  # steps since the start; `remainder_s`: time short of a whole step
    remainder_s: float = 0.0
    paused: bool = False
    pace: Pace = 1  # seconds of the run in one second of the visit
    record: Record = Record()
    past: Past = field(default_factory=Past)  # history of the run
    # readings before the last start or change of a dial; `compared_s`: time of that change
    ghost: Ghost | None = field(default=None, repr=False)
    compared_s: float = 0.0
    branch: Branch = ""
    # the second run of a fork, unaffected by changes to this one; `branch`: which one this is
    other: Running | None = field(default=None, repr=False)
    # conditions taken from a real line, by name
    followed: Mapping[str, float] = field(default_factory=dict, repr=False)
    # earlier runs for undo, latest last, each with the name of the change
    undo: tuple[tuple[str, Running], ...] = field(default=(), repr=False)

    @classmethod
    def begin(cls, kind: str) -> Running:
        """A fresh run with the exhibit's default parameters. Raises KeyError for an unknown kind."""
        return cls.of(KINDS[kind]())

    @classmethod
    def of(cls, exhibit: Exhibit[Any]) -> Running:
        """A fresh run of an exhibit."""
        return cls(exhibit, exhibit.start(), past=Past.of(exhibit))._read()

    # ---- readings

    @property
    def time_s(self) -> float:
        """Seconds of the run."""
        return self.steps * STEP_S

    @cached_property
    def readings(self) -> dict[str, float]:
        """The readings of its state."""
        return self.exhibit.readings(self.state)

    # ---- time

    def advance(self, dt_s: float) -> Running:
        """The run `dt_s` seconds of the visit later: whole steps are computed, the remainder is carried over."""
        if self.paused:
            return self
        due_s = self.remainder_s + dt_s * self.pace
        count = int(due_s / STEP_S + 1e-9)
        run = replace(self, remainder_s=max(due_s - count * STEP_S, 0.0))
        run = run.walked(run.steps + count)
        return run if run.other is None else replace(run, other=run.other.advance(dt_s))

    def walked(self, steps: int) -> Running:
        """The run advanced by `steps`, with no acts; the second run of a fork does not move."""
        run = self
        while run.steps < steps:
            run = run._step()
        return run

    def halted(self, paused: bool) -> Running:
        """The run paused or resumed; both runs of a fork."""
        return replace(self, paused=paused, other=self.other and self.other.halted(paused))

    def at_pace(self, pace: Pace) -> Running:
        """The run at another pace; both runs of a fork."""
        return replace(self, pace=pace, other=self.other and self.other.at_pace(pace))

    def _step(self) -> Running:
        state = self.exhibit.step(self.state)
        run = replace(self, exhibit=self.exhibit.followed(state), state=state, steps=self.steps + 1)
        return run._read() if run.steps % run.record.stride == 0 else run

    def _read(self) -> Running:
        return replace(self, record=self.record.with_row(self.time_s, tuple(self.readings.values())))

    # ---- acts of a visitor

    def turned(self, name: str, value: Value) -> Running:
        """The run with a parameter set; numbers are clamped to its range. Another seed restarts the run.

        Raises KeyError if the exhibit has no such parameter; ValueError if the value is invalid.
        """
        low, high = bounds(type(self.exhibit).model_fields[name])
        if low is not None and high is not None and not isinstance(value, str | bool):
            value = type(value)(clamp(value, low, high))
        if getattr(self.exhibit, name) == value:
            return self
        exhibit = self.exhibit.having(**{name: value})
        if name == "seed":
            return self._changed_to(Running.of(exhibit), name)
        return self._changed_to(self._noted(replace(self, exhibit=exhibit), "=", name, value), name)

    def done(self, action: str) -> Running:
        """The run after an action. Raises KeyError if the exhibit has no such action."""
        state = self.exhibit.act(self.state, action)
        return self._changed_to(self._noted(replace(self, state=state), "!", action), action)

    def touched(self, part: str) -> Running:
        """The run after a part was touched."""
        exhibit, state = self.exhibit.touched(self.state, part)
        if exhibit is self.exhibit and state is self.state:
            return self
        return self._changed_to(self._noted(replace(self, exhibit=exhibit, state=state), "*", part), part)

    def aimed(self, x: float, y: float) -> Running:
        """The run after the pointer moved to a position in the frame, -1..1 each way; not a change to undo."""
        x, y = round(clamp(x, -1.0, 1.0), 3), round(clamp(y, -1.0, 1.0), 3)  # rounded as in a saved state
        state = self.exhibit.pointed(self.state, x, y)
        return self if state is self.state else self._noted(replace(self, state=state), "@", "", (x, y))

    def following(self, condition: str, value: float) -> Running:
        """The run with a condition set to its value at a real line: a parameter, or one of the exhibit's conditions.
        Not undoable, as no visitor made the change.

        Raises KeyError if the exhibit has no such condition; ValueError if the value is invalid.
        """
        followed = {**self.followed, condition: value}
        field_ = type(self.exhibit).model_fields.get(condition)
        if field_ is None:
            if not isinstance(self.exhibit, LivePlant):
                raise KeyError(condition)
            run = replace(self, state=self.exhibit.following(self.state, condition, value))
        else:
            low, high = bounds(field_)
            kept: Value = value > 0
            if low is not None and high is not None:
                number = clamp(value, low, high)
                kept = round(number) if field_.annotation is int else number
            run = replace(self, exhibit=self.exhibit.having(**{condition: kept}))
        return replace(self._noted(run, "$", condition, value), followed=followed)

    def reset(self) -> Running:
        """The run restarted with the original parameters; undoable."""
        return self._changed_to(Running.of(self.exhibit.as_at_first()), "reset")

    def undone(self) -> Running:
        """The run before the last change, including a second run."""
        return replace(self.undo[-1][1], undo=self.undo[:-1]) if self.undo else self

    def after(self, act: PastAct) -> Running:
        """The run after an act of a past. Raises KeyError or ValueError if it is invalid here."""
        match act:
            case (_, "=", name, bool() | int() | float() | str() as value):
                return self.turned(name, value)
            case (_, "!", name, _):
                return self.done(name)
            case (_, "*", name, _):
                return self.touched(name)
            case (_, "@", _, (x, y)):
                return self.aimed(x, y)
            case (_, "$", name, int() | float() as value):
                return self.following(name, value)
        raise ValueError(act)

    def continued(self, acts: Iterable[PastAct], steps: int) -> Running:
        """The run advanced by `steps`, each act applied at its step. Raises KeyError or ValueError as `after`."""
        run = self
        for act in acts:
            run = run.walked(act.step).after(act)
        return run.walked(steps)

    # ---- forks

    def forked(self) -> Running:
        """The run with a second run that continues from this moment; later changes affect only this one."""
        if self.other is not None:
            return self
        other = replace(self, branch="b", undo=())
        return replace(self, branch="a", other=other, undo=self._undo_with("fork"))

    def swapped(self) -> Running:
        """The fork with its two runs swapped."""
        if self.other is None:
            return self
        return replace(self.other, other=replace(self, other=None, undo=()), undo=self.undo)

    def joined(self) -> Running:
        """The run without the second one."""
        return (
            self if self.other is None else replace(self, branch="", other=None, undo=self._undo_with("join"))
        )

    # ---- undo

    def _noted(
        self, run: Running, kind: Kind, name: str, value: Value | tuple[float, float] | None = None
    ) -> Running:
        return replace(run, past=self.past.then(PastAct(self.steps, kind, name, value)))

    def _undo_with(self, name: str) -> tuple[tuple[str, Running], ...]:
        # dragging a slider is one change, not fifty; a run in the undo list has no undo list itself
        last = self.undo[-1] if self.undo else None
        if last is not None and last[0] == name and last[1].branch == self.branch:
            return self.undo
        return (*self.undo, (name, replace(self, undo=())))[-MOST_UNDONE:]

    def _changed_to(self, run: Running, name: str) -> Running:
        event = Event(run.time_s, name)
        record = replace(run.record, events=(*_without_last(run.record.events, event), event))
        starts, dial = name in ("reset", "seed"), run.exhibit is not self.exhibit
        if starts or dial:
            run = self._compared_with(run, name, starts)
        other = None if starts else self.other
        return replace(
            run, record=record, pace=self.pace, paused=self.paused, undo=self._undo_with(name), other=other,
            branch=self.branch if other else "",
        )  # fmt: skip

    def _compared_with(self, run: Running, name: str, starts: bool) -> Running:
        """The run with a ghost of the earlier readings; while a dial is dragged, of those before the drag."""
        last = self.record.events[-1] if self.record.events else None
        same = (
            last is not None and last.name == name and self.time_s - last.time_s < SAME_CHANGE_S * self.pace
        )
        if starts and self.undo and self.undo[-1][0] == name == "reset":
            return replace(run, ghost=None, compared_s=0.0)
        if same and not starts:
            return run
        read_s = self.time_s - self.compared_s
        if read_s < SAME_CHANGE_S and self.ghost is not None and not starts:
            return replace(run, ghost=replace(self.ghost, on_s=run.time_s), compared_s=run.time_s)
        from_s = 0.0 if starts else self.compared_s
        ghost = Ghost(self.record, from_s, run.time_s, self.exhibit, self.state)
        return replace(run, ghost=ghost, compared_s=run.time_s)


def _without_last(events: tuple[Event, ...], event: Event) -> tuple[Event, ...]:
    """The events without the last one, if it is the same change a moment earlier."""
    same = events and events[-1].name == event.name and event.time_s - events[-1].time_s < 1.0
    return events[:-1] if same else events


def replayed(run: Running, past: Past, steps: int) -> Running:
    """Replay a past for `steps` steps from its start.

    Raises KeyError or ValueError if the past names something the exhibit lacks, or an invalid value.

    Parameters
    ----------
    run : a fresh run of the same kind, as configured in its park.
    """
    run = Running.of(run.exhibit.having(**dict(past.start)))
    return run.continued(past.acts, steps)
