"""A leader and its followers as values, and a network between them that loses packets: what was said comes late, and whole."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from explorer.park import Park
from explorer.visit import (
    FOLLOW,
    Act,
    EndFork,
    Fork,
    Open,
    Operate,
    Pause,
    Press,
    Reset,
    SetPace,
    Settings,
    SwapRuns,
    Touch,
    Turn,
    Undo,
    Visit,
)
from explorer.visit.acts import Aim
from explorer.visit.follow.acts import Lead, LeadFrom
from explorer.visit.follow.leader import Leader
from explorer.visit.follow.shapes import SnapshotMessage, message_of

TICK_S = 0.05
LANGUAGES = ("zh", "de", "en")


LONGEST_STALL_S = 1.0
"""A connection whose packets are lost stands still for so long at most; of what is said meanwhile the newest waits."""


class FollowRoom:
    """A leader and its followers.

    Parameters
    ----------
    loss : how many messages find their connection standing still.
    """

    def __init__(self, visit: Visit, followers: int = 1, *, loss: float = 0.0, seed: int = 1) -> None:
        self.visit, self.leader = visit, Leader("s1")
        self.chance, self.loss, self.time_s = random.Random(seed), loss, 0.0
        self.kept: dict[str, str] = {}
        self._waiting: list[tuple[set[str], float]] = []
        self.is_cut, self.largest, self.states, self.acts = False, 0, 0, 0
        self.snapshots = self.largest_snapshot = 0
        self.followers = [self.joined(LANGUAGES[number % 3]) for number in range(followers)]

    def joined(self, language: str = "zh") -> Visit:
        """A follower that has just come, and gets what the gateway has kept."""
        visit = Visit.begin(
            self.visit.park, FOLLOW, Settings(language=language, comfort="cut", text_percent=150)
        )
        return self._hear(self._hear(visit, "snapshot"), "state")

    def do(self, *acts: Act) -> None:
        for act in acts:
            self.visit = self.visit.after(act)
            self.acts += 1

    def want(self, **changes: object) -> None:
        """What the teacher wants of all."""
        together = self.leader.together.model_copy(update=changes)
        self.leader = replace(self.leader, together=together)

    def pass_time(self, seconds: float) -> None:
        for _ in range(round(seconds / TICK_S)):
            self.visit = self.visit.advance(TICK_S)
            self.leader, state, snapshot = self.leader.advance(self.visit, TICK_S)
            self.followers = [visit.advance(TICK_S) for visit in self.followers]
            new = set[str]()
            if snapshot is not None:
                self.kept["snapshot"] = text = snapshot.model_dump_json()
                self.snapshots += 1
                self.largest_snapshot = max(self.largest_snapshot, len(text))
                new.add("snapshot")
            if state is not None:
                self.kept["state"] = state.model_dump_json()
                self.largest, self.states = max(self.largest, len(self.kept["state"])), self.states + 1
                new.add("state")
            self._deliver(new)
            self.time_s += TICK_S

    def reconnect(self) -> None:
        """The connection is back: the gateway says again what it has kept."""
        self.is_cut = False
        self.followers = [self._hear(self._hear(v, "snapshot"), "state") for v in self.followers]

    def _deliver(self, new: set[str]) -> None:
        self._waiting += [(set(), 0.0)] * (len(self.followers) - len(self._waiting))
        for number, (waiting, stalled_s) in enumerate(self._waiting):
            wanted = waiting | new if not self.is_cut else set()
            stalls = bool(new) and self.chance.random() < self.loss
            stall_s = self.chance.uniform(0.0, LONGEST_STALL_S) if stalls else 0.0
            until_s = max(stalled_s, self.time_s + stall_s)
            if self.time_s >= until_s:
                for kind in sorted(wanted):  # a snapshot before the state that goes on from it
                    self.followers[number] = self._hear(self.followers[number], kind)
                wanted = set()
            self._waiting[number] = wanted, until_s

    def _hear(self, visit: Visit, topic: str) -> Visit:
        text = self.kept.get(topic)
        if text is None:
            return visit
        if topic == "snapshot":
            return visit.after(LeadFrom(SnapshotMessage.model_validate_json(text)))
        state = message_of(text, visit.park)
        assert state is not None
        return visit.after(Lead(state))


def assert_equal(follower: Visit, leader: Visit) -> None:
    """The same place, and a run that is the same to the last digit at the same step, with all that is seen of it."""
    assert (follower.zone, follower.operating) == (leader.zone, leader.operating)
    here, there = follower.run, leader.run
    assert (here is None) == (there is None)
    if here is not None and there is not None:
        assert here.steps == there.steps
        assert here.readings == there.readings
        assert here.exhibit == there.exhibit
        assert here.record.rows == there.record.rows
        assert (here.paused, here.pace, here.branch) == (there.paused, there.pace, there.branch)
        assert (here.other is None) == (there.other is None)
        if here.other is not None and there.other is not None:
            assert here.other.readings == there.other.readings
    assert (follower.playback and follower.playback.index) == (leader.playback and leader.playback.index)
    assert follower.quiz == leader.quiz
    assert follower.lesson.asked == leader.lesson.asked
    assert follower.lesson.marks == leader.lesson.marks


def wild(visit: Visit, chance: random.Random) -> Act:
    """Anything a visitor does at an exhibit."""
    run = visit.run
    assert run is not None
    exhibit = run.exhibit
    fields = [name for name in type(exhibit).model_fields if name != "seed"]
    parts = list(exhibit.parts(run.state))
    acts: list[Act] = [
        Reset(),
        Undo(),
        Pause(not run.paused),
        SetPace(chance.choice((1, 1, 1, 4))),
    ]
    acts += [Turn("seed", chance.randint(1, 9)), Fork(), SwapRuns(), EndFork()]
    acts += [Press(action.name) for action in exhibit.actions] * 4
    acts += [Touch(chance.choice(parts)) for _ in range(6) if parts]
    acts += [Aim(chance.uniform(-1, 1), chance.uniform(-1, 1)) for _ in range(6)]
    for name in fields * 4:
        field = type(exhibit).model_fields[name]
        value = getattr(exhibit, name)
        low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
        high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
        if isinstance(value, bool):
            acts.append(Turn(name, not value))
        elif low is not None and high is not None:
            acts.append(Turn(name, type(value)(chance.uniform(low, high))))
    return chance.choice(acts)


def at_exhibit(park: Park, kind: str) -> Visit:
    zone = park.zone_of_exhibit(kind)
    assert zone is not None
    return Visit.begin(park, settings=Settings(comfort="cut")).after(Open(zone.id)).after(Operate())


def wild_acts(
    room: FollowRoom, chance: random.Random, count: int = 10_000, until_s: float = float("inf")
) -> Iterator[None]:
    """So many wild acts, or as many as the time allows, some moments apart; one that leads elsewhere is left out."""
    for _ in range(count):
        act = wild(room.visit, chance)
        if room.visit.after(act).zone == room.visit.zone:
            room.do(act)
        room.pass_time(chance.choice((0.05, 0.1, 0.3)))
        if room.time_s >= until_s:
            return
        yield
