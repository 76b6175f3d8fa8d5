"""A follower's run, computed from the leader's messages and never beyond them."""

from __future__ import annotations

from dataclasses import replace

from ...base.refused import Refused
from ...park.model import Park
from ..exhibit_run import Past, PastAct, Running
from ..run_snapshot import id_of, run_of
from .shapes import RunState, SnapshotMessage

DELAY_S = 0.15
"""Delay of a follower, which makes its run smooth between messages."""


def run_from(snapshot: SnapshotMessage, park: Park) -> Running | None:
    """The run of a snapshot; None if it is invalid in this park."""
    zone = park.zones.get(snapshot.zone)
    standing = park.fresh_exhibit(zone) if zone is not None else None
    if standing is None or id_of(snapshot.text) != snapshot.id:
        return None
    try:
        return run_of(snapshot.text, standing)
    except Refused:
        return None


def fresh_run(state: RunState, zone: str, park: Park) -> Running | None:
    """The run of a state at its start; None if the park has no such exhibit there."""
    place = park.zones.get(zone)
    standing = park.fresh_exhibit(place) if place is not None else None
    if standing is None or standing.kind != state.kind:
        return None
    try:
        return Running.of(standing.having(**dict(state.start)))
    except ValueError:
        return None


def due_steps(state: RunState, silent_s: float) -> int:
    """Steps to be shown `silent_s` after the message."""
    if not state.goes:
        return state.steps
    return state.steps + min(round((silent_s - DELAY_S) * state.rate), 0)


def goes_on(run: Running, state: RunState) -> bool:
    """Whether a run is an earlier stage of the leader's."""
    return _left(run, state) is not None


def kept_up(run: Running, state: RunState, steps: int) -> Running:
    """An earlier stage of the leader's run, advanced as far as it is due; unchanged if an act is invalid here."""
    left = _left(run, state) or ()
    due = max(steps, run.steps)
    try:
        later = run.continued([act for act in left if act.step <= due], due)
    except (KeyError, ValueError):
        return run
    if later is not run and later.other is not None and state.other_steps is not None:
        behind = state.steps - due
        later = replace(later, other=later.other.walked(state.other_steps - behind))
    if (later.paused, later.pace) != (state.paused, state.pace):
        later = later.halted(state.paused).at_pace(state.pace)
    return later


def _left(run: Running, state: RunState) -> tuple[PastAct, ...] | None:
    """The acts of the leader's run that are missing here; None if this is no earlier stage of it."""
    acts = tuple(PastAct(*act) for act in state.acts)
    past, count = run.past, len(run.past.acts)
    same_start = past.base == state.base and (past.start == state.start or bool(state.base))
    if run.exhibit.kind != state.kind or not same_start or run.steps > state.steps:
        return None
    if past.acts == acts[:count]:
        left = acts[count:]
    elif count <= len(acts) and past.acts[:-1] == acts[: count - 1] and _is_dragged(past, acts[count - 1]):
        left = acts[count - 1 :]
    else:
        return None
    return None if left and left[0].step < run.steps else left


def _is_dragged(past: Past, act: PastAct) -> bool:
    """Whether an act replaces the last one: a dial dragged within one step."""
    return act.kind in "=@" and past.acts[-1][:3] == act[:3]
