"""A follower's report to its leader: its status, and the result of its run on request."""

from __future__ import annotations

from math import isfinite

from ..exhibit_run import Running
from ..state import VisitState
from ..state_code import code_as_fits
from .shapes import MOST_LETTERS, PairResult, PairState


def pair_state(visit: VisitState) -> PairState | None:
    """Status of a following visit; None if it follows no leader."""
    following = visit.following
    if following is None:
        return None
    collected = following.whole.together.collected if following.whole is not None else 0
    run = visit.run
    result = None
    if collected and run is not None and visit.zone is not None and not following.leads:
        result = result_of(run, visit.zone, collected)
    return PairState(standing=following.standing, zone=visit.zone, agrees=following.agrees, result=result)


def result_of(run: Running, zone: str, collected: int) -> PairResult:
    """A run as one point of the class chart. The code is longer for a run that is long or began in the leader's snapshot."""
    code = code_as_fits(run)
    readings = {name: value for name, value in run.readings.items() if isfinite(value)}
    return PairResult(
        collected=collected,
        zone=zone,
        kind=run.exhibit.kind,
        values=run.exhibit.model_dump(),
        readings=readings,
        code=code if len(code) <= MOST_LETTERS else "",
    )
