"""Replay of a visit from an event log: its acts and times, and their effects."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...base.refused import Refused
from ...i18n import Text
from ...park import Park
from ...shell.event_log.happened import happened
from ...visit import MODES, Act, Change, FlyTo, Open, OpenState, Settings, Visit
from ...visit.acts import act_of, changed_settings, pose_of

LARGEST_BYTES = 64 * 2**20
STEP_S = 0.1
"""Time step between two acts."""
AFTERWARDS_S = 3.0
"""Time that a visit continues after its last act."""
COMPARED = frozenset({
    "zone_opened", "zone_closed", "exhibit_opened", "exhibit_left", "tour_started", "tour_stop", "tour_ended", "answer",
})  # fmt: skip
"""Events that a replay must reproduce."""

Line = tuple[str, Mapping[str, object]]


class NotRead(Refused):
    """A log that cannot be replayed; `words` says why."""


@dataclass(frozen=True, slots=True)
class LoggedVisit:
    """One visitor's visit, as stored in an event log."""

    began_s: float  # its start in seconds of the log
    mode: str = "explore"
    tour: str | None = None
    settings: Settings = field(default_factory=Settings)
    acts: tuple[tuple[float, Act], ...] = ()  # acts, with seconds since the start
    events: tuple[Line, ...] = ()  # resulting events, in order
    # number of acts of each kind that the log describes incompletely
    skipped: Mapping[str, int] = field(default_factory=dict)

    @property
    def duration_s(self) -> float:
        """Duration of the replay."""
        return (self.acts[-1][0] if self.acts else 0.0) + AFTERWARDS_S

    def begin(self, park: Park) -> Visit:
        """The visit before the first act. If the park lacks the tour of a talk, it starts without."""
        tour = self.tour if self.tour in park.tours else None
        return Visit.begin(park, MODES[self.mode], self.settings, tour)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Result of a replay."""

    # done, refused: number of acts done, and of acts unknown to this park
    done: int
    refused: int
    # logged, replayed: the first events that differ, None in both if all agree
    logged: Line | None = None
    replayed: Line | None = None

    @property
    def is_same(self) -> bool:
        """Whether the same was opened, shown and answered, in the same order."""
        return self.logged is None and self.replayed is None and not self.refused


def visits_of(path: Path) -> tuple[LoggedVisit, ...]:
    """The visits with at least one act in an event log, in order: at a booth, one per visitor.

    Raises NotRead if it cannot be read, is too large, or holds no visit.
    """
    try:
        if not path.is_file():
            raise NotRead(Text("{path} is no file.", path=path))
        if path.stat().st_size > LARGEST_BYTES:
            raise NotRead(Text("{path} is larger than {most} MB.", path=path, most=LARGEST_BYTES // 2**20))
        text = path.read_text("utf-8", errors="replace")
    except OSError as error:
        raise NotRead(
            Text("{path} cannot be read: {error}", path=path, error=error.strerror or error)
        ) from None
    reader = _Reader()
    for line in text.splitlines():
        try:
            message = json.loads(line)
        except ValueError:
            continue  # the last line of a killed process may be incomplete
        if isinstance(message, dict) and isinstance(message.get("event"), str):
            reader.take(message)
    reader.end()
    if not reader.events:
        raise NotRead(Text("{path} is no event log: run --log FILE writes one.", path=path))
    if not reader.visits:
        raise NotRead(Text("Nobody did anything in {path}: there is nothing to replay.", path=path))
    return tuple(reader.visits)


class _Reader:
    """Reads the events of a log one by one."""

    def __init__(self) -> None:
        self.visits: list[LoggedVisit] = []
        self.events = 0
        self._visit: LoggedVisit | None = None
        self._settings = Settings()
        self._log_s = self._visit_s = 0.0
        self._acts: list[tuple[float, Act]] = []
        self._happened: list[Line] = []
        self._skipped: Counter[str] = Counter()

    def take(self, message: dict[str, object]) -> None:
        """Process the next event."""
        self.events += 1
        event, t_s = message.pop("event"), _seconds(message.pop("t_s", None))
        # older logs hold only the time of the log
        visit_s = _seconds(message.pop("visit_s", None), t_s - self._log_s + self._visit_s)
        at_s = visit_s - self._visit_s
        match event:
            case "start":
                self._settings = changed_settings(Settings(), message)
                self._begin(t_s)
            case "visit":
                self._began(t_s, message)
            case "booth":
                self._booth(message, t_s, visit_s)
            case "settings":
                self._settings = changed_settings(self._settings, message)
                self._act(at_s, Change(self._settings))
            case "camera":
                pose = pose_of(message)
                if pose is not None:
                    self._act(at_s, FlyTo(pose))
            case "act":
                self._read_act(at_s, message)
            case "end":
                self.end()
            case _ if event in COMPARED:
                self._happened.append((str(event), message))

    def end(self) -> None:
        """End the visit in progress."""
        if self._visit is not None and self._acts:
            visit = self._visit
            self.visits.append(
                replace(
                    visit, acts=tuple(self._acts), events=tuple(self._happened), skipped=dict(self._skipped)
                )
            )
        self._visit = None

    def _begin(
        self, t_s: float, mode: str = "explore", tour: str | None = None, *, visit_s: float = 0.0
    ) -> None:
        """Begin a visit at this time of the log and of its clock."""
        self.end()
        self._visit = LoggedVisit(t_s, mode, tour, self._settings)
        self._log_s, self._visit_s = t_s, visit_s
        self._acts, self._happened, self._skipped = [], [], Counter()

    def _began(self, t_s: float, message: Mapping[str, object]) -> None:
        """Handle the opening of a window: its clock starts, and settings from its start apply at once."""
        self._settings = changed_settings(Settings(), message)
        mode, tour = str(message.get("mode")), message.get("tour")
        if mode == "kiosk":
            self._visit = None
            return
        self._begin(t_s, mode if mode in MODES else "explore", tour if isinstance(tour, str) else None)
        if isinstance(zone := message.get("zone"), str):
            self._act(0.0, Open(zone))
        if isinstance(code := message.get("code"), str):
            self._act(0.0, OpenState(code))

    def _booth(self, message: Mapping[str, object], t_s: float, visit_s: float) -> None:
        """Handle the arrival or departure of a booth's visitor. Such a visit is replayed like any other."""
        if message.get("what") == "touched":
            self._begin(t_s, visit_s=visit_s)
        elif message.get("phase") == "attract":
            self.end()

    def _read_act(self, at_s: float, message: Mapping[str, object]) -> None:
        name = str(message.get("act"))
        if name == "Change":
            return  # a separate event tells what was changed
        act = act_of(name, message)
        if act is None:
            self._skipped[name] += 1
        else:
            self._act(at_s, act)

    def _act(self, at_s: float, act: Act) -> None:
        if self._visit is not None:
            self._acts.append((max(at_s, 0.0), act))


def replayed(logged: LoggedVisit, visit: Visit) -> Iterator[Visit | None]:
    """The visit before the first act, then at each step until after the last; None for an act unknown to this park."""
    began_s = visit.time_s
    for at_s, act in logged.acts:
        while (left_s := at_s - (visit.time_s - began_s)) > 1e-9:
            visit = visit.advance(min(left_s, STEP_S))
            yield visit
        try:
            visit = visit.after(act)
        except (KeyError, ValueError):
            yield None
        else:
            yield visit


def compared(logged: LoggedVisit, park: Park) -> Comparison:
    """Compare the effects of a logged visit in a park with the logged ones."""
    before, refused = logged.begin(park), 0
    came: list[Line] = []
    for after in replayed(logged, before):
        if after is None:
            refused += 1
            continue
        came += [line for line in happened(before, after) if line[0] in COMPARED]
        before = after
    message = [_plain(line) for line in logged.events]
    # automatic events after the last act are not replayed
    now = [_plain(line) for line in came]
    done = len(logged.acts) - refused
    for then, line in zip(message, now, strict=False):
        if then != line:
            return Comparison(done, refused, then, line)
    if len(now) > len(message):
        return Comparison(done, refused, None, now[len(message)])
    return Comparison(done, refused)


def _plain(line: Line) -> Line:
    """An event reduced to what JSON preserves."""
    return line[0], json.loads(json.dumps(line[1]))


def _seconds(value: object, usual: float = 0.0) -> float:
    """A time in a log, or the default if invalid."""
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else usual
