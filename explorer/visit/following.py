"""A visit fed by a real line: what is known of the line, and the exhibit that follows it."""

from __future__ import annotations

from dataclasses import replace

from .acts import Act, FollowLine, HearLine
from .state import AnyVisit, VisitState


def after(visit: AnyVisit, act: Act) -> AnyVisit:
    """The visit after one of `LineAct`.

    Raises KeyError or ValueError if the exhibit has no such condition, or the value is invalid.
    """
    match act:
        case HearLine(live):
            return replace(visit, live=live)
        case FollowLine(exhibit, condition, value):
            run = visit.run
            if run is None or run.exhibit.kind != exhibit:
                return visit
            return visit.with_run(lambda run: run.following(condition, value))
    return visit


def due(visit: VisitState) -> tuple[FollowLine, ...]:
    """Conditions that the open zone's exhibit has yet to follow. A visitor's change stays until the line itself changes."""
    run, live = visit.run, visit.live
    if run is None or live is None:
        return ()
    kind = run.exhibit.kind
    conditions = live.conditions(type(run.exhibit)).items()
    return tuple(
        FollowLine(kind, name, value) for name, value in conditions if run.followed.get(name) != value
    )
