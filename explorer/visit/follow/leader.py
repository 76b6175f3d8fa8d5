"""The leader's side: turns a visit into messages from which followers build their own visits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ...exhibits.exhibit import STEP_S
from ..exhibit_run import Running
from ..lesson.state import Lesson
from ..run_snapshot import id_of, run_snapshot
from ..state import VisitState
from ..state_code import mark_of
from ..talk.state import Talk
from ..tour.state import Playback
from .shapes import ClassState, LeaderState, RunState, SnapshotMessage, TourState, scene_mark

SOONEST_S, LATEST_S = 0.1, 1.0
"""Interval between messages, while something changes and at rest."""
SNAPSHOT_S = 10.0
"""Age of a run's snapshot up to which only acts are sent."""
MOST_ACTS, MOST_STEPS = 60, 300
"""Most acts, and most steps from the start, that are sent without a snapshot."""


@dataclass(frozen=True, slots=True)
class Leader:
    """What a leader has sent so far."""

    session: str  # identifies this start of the leader
    together: ClassState = field(default_factory=ClassState)  # instructions for the following screens
    number: int = 0
    now_s: float = 0.0  # seconds since the start; `sent_s`: time of the last message
    sent_s: float = -LATEST_S
    sent: LeaderState | None = None
    zone: str | None = None
    since: Running | None = None
    base: str = ""
    base_s: float = 0.0

    def advance(
        self, visit: VisitState, dt_s: float
    ) -> tuple[Leader, LeaderState | None, SnapshotMessage | None]:
        """Advance by `dt_s`; returns the leader and the messages that are due."""
        leader = replace(self, now_s=self.now_s + dt_s)
        if leader.now_s - leader.sent_s < SOONEST_S - 1e-6:
            return leader, None, None
        leader, snapshot = leader._based(visit)
        state = leader._state(visit)
        is_new = snapshot is not None or _still(state) != _still(self.sent)
        if not is_new and leader.now_s - self.sent_s < LATEST_S:
            return leader, None, None
        number = self.number + 1
        state = state.model_copy(update={"number": number})
        leader = replace(leader, number=number, sent=state, sent_s=leader.now_s)
        return leader, state, snapshot

    def asked_for_snapshot(self) -> Leader:
        """The leader with a new snapshot due: a follower's run has diverged."""
        return replace(self, base_s=self.now_s - SNAPSHOT_S)

    def _based(self, visit: VisitState) -> tuple[Leader, SnapshotMessage | None]:
        """Give followers a base from which the open run continues; returns its snapshot if that is new."""
        run, since = visit.run, self.since
        if run is None or visit.zone is None:
            return replace(self, zone=None, since=None, base=""), None
        if since is not None and visit.zone == self.zone and _goes_on(run, since):
            acts = len(run.past.acts) - len(since.past.acts)
            is_late = self.now_s - self.base_s >= SNAPSHOT_S and run.steps > since.steps
            if acts <= MOST_ACTS and not is_late:
                return self, None
        elif _is_soon_replayed(run):
            first = replace(run, steps=0, past=replace(run.past, acts=()))
            return replace(self, zone=visit.zone, since=first, base="", base_s=self.now_s), None
        text = run_snapshot(run)
        base = id_of(text)
        snapshot = SnapshotMessage(session=self.session, id=base, zone=visit.zone, text=text)
        return replace(self, zone=visit.zone, since=run, base=base, base_s=self.now_s), snapshot

    def _state(self, visit: VisitState) -> LeaderState:
        return LeaderState(
            mode=visit.mode.name,
            scene=scene_mark(visit.park),
            session=self.session,
            number=self.number,
            zone=visit.zone,
            operating=visit.operating,
            pose=visit.goal,
            flies=visit.moving,
            day_phase=visit.daylight.goal,
            pointed=visit.pointed,
            picked=visit.picked,
            run=self._run(visit),
            tour=_tour(visit.playback),
            talk=_talk(visit.talk),
            lesson=_lesson(visit.lesson),
            quiz=visit.quiz,
            together=self.together,
        )

    def _run(self, visit: VisitState) -> RunState | None:
        run, since, playback = visit.run, self.since, visit.playback
        if run is None or since is None:
            return None
        pace = playback.pace if playback is not None and playback.playing else 1.0
        return RunState(
            kind=run.exhibit.kind,
            start=run.past.start if not self.base else (),
            base=self.base,
            acts=tuple(run.past.acts[len(since.past.acts) :]),
            steps=run.steps,
            other_steps=run.other.steps if run.other else None,
            pace=run.pace,
            paused=run.paused,
            goes=visit.alive,
            rate=run.pace * pace / STEP_S,
            mark=mark_of(run),
        )


def _goes_on(run: Running, since: Running) -> bool:
    """Whether a run continues an earlier one, with only acts and steps added."""
    acts = since.past.acts
    new = run.past.acts[len(acts) :]
    return (
        (run.past.start, run.past.base, run.branch) == (since.past.start, since.past.base, since.branch)
        and (run.other is None) == (since.other is None)
        and run.past.acts[: len(acts)] == acts
        and run.steps >= since.steps
        and (not new or new[0].step >= since.steps)
    )


def _is_soon_replayed(run: Running) -> bool:
    """Whether a run unknown to followers is quickly recomputed from its start, including all that is visible of it."""
    past = run.past
    return (
        not past.base and run.steps <= MOST_STEPS and len(past.acts) <= MOST_ACTS
        and run.ghost is None and run.other is None
    )  # fmt: skip


def _still(state: LeaderState | None) -> LeaderState | None:
    """The state without its clocks, which advance on their own."""
    if state is None:
        return None
    clocks: dict[str, object] = {"number": 0}
    if state.tour is not None:
        clocks["tour"] = state.tour.model_copy(update={"time_s": 0.0})
    if state.lesson is not None:
        clocks["lesson"] = replace(state.lesson, spent_s={}, task=None)
    return state.model_copy(update=clocks)


def _tour(playback: Playback | None) -> TourState | None:
    if playback is None:
        return None
    return TourState(
        tour=playback.tour,
        stop=playback.index,
        time_s=playback.time_s,
        pace=playback.pace,
        paused_by=playback.paused_by,
    )


def _talk(talk: Talk | None) -> Talk | None:
    """A talk as its audience sees it: not what the presenter looked up, nor where the time went."""
    return talk and replace(talk, elapsed_s=0.0, legs=(), looked_up=(), language=None)


def _lesson(lesson: Lesson) -> Lesson | None:
    return None if lesson.tour is None else replace(lesson, resumes=False, points=())
