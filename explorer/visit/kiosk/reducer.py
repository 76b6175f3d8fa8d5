"""A visit in a booth: a tour attracts, somebody comes and goes, and the next one finds the park as it was.

attract -> explore      at the first touch; a pointer that only moves lets the tour wait
explore -> asking       after `Mode.quiet_s` of silence; while a tour plays that the visitor has chosen, silence begins
                        to count after `Mode.quiet_s` without a touch
asking  -> explore      if somebody answers
asking  -> a new visit  after `Mode.countdown_s`
"""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from ..acts import Act, Aim, Hover, Point
from ..settings import HOURS, is_dark
from ..talk.acts import CatchUp
from ..tour import reducer as touring
from ..tour.acts import PauseTour, ResumeTour, StartTour
from ..tour.reducer import SAME_MOMENT_S
from ..viewpoint import Spot
from .acts import BoothAct, EnterStaff, HoldPress, Presence, StartOver, Stay
from .state import Booth

if TYPE_CHECKING:
    from ..visit import Visit


def welcomed(visit: Visit) -> Visit:
    """A visit that has just begun, with the tour that attracts."""
    attracting = replace(visit, booth=Booth(visit.settings))
    tour = attract_tour(visit)
    return attracting if tour is None else touring.after(attracting, StartTour(tour))


def attract_tour(visit: Visit) -> str | None:
    """The tour that attracts: the one its mode names, else the first of its kind; None in a park without one.

    Raises
    ------
    KeyError
        If the park has no tour of that name.
    """
    if visit.mode.attract is not None:
        return visit.park.tours[visit.mode.attract].id
    return next((id for id, tour in visit.park.tours.items() if tour.kind == visit.mode.tour), None)


# ---- time


def advanced(visit: Visit, dt_s: float) -> Visit:
    """The visit `dt_s` seconds later. What silence leads to comes at its very moment, however long the step is."""
    left_s = dt_s
    while (due_s := due_in_s(visit)) <= left_s + SAME_MOMENT_S:
        visit = _due(visit, _passed(visit, due_s))
        left_s = max(left_s - due_s, 0.0)
    return _passed(visit, left_s)


def caught_up(visit: Visit, late_s: float) -> Visit:
    """The visit after seconds that no frame has counted: silence is as long as the clock says."""
    return visit if visit.booth is None else replace(visit, booth=_waited(visit, visit.booth, late_s))


def due_in_s(visit: Visit) -> float:
    """Seconds until something may change by itself for the booth; inf if nothing does."""
    booth, playback = visit.booth, visit.playback
    if booth is None:
        return inf
    if booth.phase == "asking":
        return max(visit.mode.countdown_s - booth.silent_s, 0.0)
    if is_silent(visit):
        return max(visit.mode.quiet_s - booth.silent_s, 0.0)
    if playback is None or playback.due_in_s is None:
        return inf
    if booth.phase == "explore":
        return min(playback.due_in_s, visit.mode.quiet_s - booth.watched_s)
    return playback.due_in_s


def is_silent(visit: Visit) -> bool:
    """Whether the time that goes by counts as silence.

    A tour that attracts may go on for ever; one that a visitor has chosen is watched in silence for a while.
    """
    booth, playback = visit.booth, visit.playback
    if booth is None:
        return False
    if booth.phase == "attract":
        return playback is not None and not playback.playing
    if booth.phase == "asking" or playback is None or playback.due_in_s is None:
        return True
    return booth.watched_s >= visit.mode.quiet_s - SAME_MOMENT_S


def _passed(visit: Visit, dt_s: float) -> Visit:
    """With time gone by, and nothing asked."""
    after = touring.advanced(visit, dt_s)
    return after if visit.booth is None else replace(after, booth=_waited(visit, visit.booth, dt_s))


def _waited(visit: Visit, booth: Booth, dt_s: float) -> Booth:
    """The booth after so many seconds in which nobody was noticed."""
    if is_silent(visit):
        return replace(booth, silent_s=booth.silent_s + dt_s)
    watched_s = booth.watched_s + dt_s if booth.phase == "explore" else 0.0
    return replace(booth, silent_s=0.0, watched_s=watched_s)


def _due(before: Visit, visit: Visit) -> Visit:
    """What comes of the time that has gone by since `before`."""
    booth = visit.booth
    if booth is None or not is_silent(before):
        return _in_another_light(before, visit)
    if booth.phase == "explore":
        return replace(visit, booth=replace(booth, phase="asking", silent_s=0.0))
    return begun_anew(visit)


def _in_another_light(before: Visit, visit: Visit) -> Visit:
    """By day and by dusk in turn, round by round of the tour that attracts."""
    was, now, booth = before.playback, visit.playback, visit.booth
    if booth is None or booth.phase != "attract" or was is None or now is None or now.index >= was.index:
        return visit
    hour = HOURS["day"] if is_dark(visit.settings.hour) else HOURS["dusk"]
    return visit.with_settings(replace(visit.settings, hour=hour))


# ---- acts


def after(visit: Visit, act: BoothAct) -> Visit:
    """The visit after something was noticed or answered. Without a booth nothing changes."""
    booth = visit.booth
    if booth is None:
        return visit
    match act, booth.phase:
        case StartOver(), _:
            return visit if _attracts(visit) else begun_anew(visit)
        case Presence(touched=False), "attract":
            return _heard(touring.after(visit, PauseTour()))
        case Presence(touched=True), "attract":
            return _received(visit, booth)
        case (Presence(), "explore") | (Presence(touched=True) | Stay(), "asking"):
            return _heard(visit)
        case HoldPress(held), _:
            return replace(visit, booth=replace(booth, held=held))
        case EnterStaff(), _:
            return replace(visit, booth=replace(booth, staff=True))
    return visit


def is_sign_of_life(visit: Visit, act: Act) -> bool:
    """Whether an act shows that somebody is there.

    What the pointer rests on does not: the camera moves below it. Nor does what comes of a press that is held too long.
    """
    if isinstance(act, BoothAct):
        return isinstance(act, Presence | Stay | StartOver)
    held = visit.booth is not None and visit.booth.held
    return not held and not isinstance(act, Hover | Aim | CatchUp) and act != Point(None)


def noticed(visit: Visit, act: Act) -> Visit:
    """The visit before an act that shows that somebody is there.

    To let the tour that attracts wait or go on is no act of a visitor who explores.
    """
    booth = visit.booth
    if booth is None or isinstance(act, BoothAct) or not is_sign_of_life(visit, act):
        return visit
    if booth.phase != "attract":
        return _heard(visit)
    return _heard(visit) if isinstance(act, PauseTour | ResumeTour) else _received(visit, booth)


def begun_anew(visit: Visit) -> Visit:
    """The visit of whoever comes next: nothing is left of this one."""
    booth = visit.booth
    fresh = type(visit).begin(visit.park, visit.mode, booth.own if booth else visit.settings)
    # a key that is stuck is still stuck
    return (
        replace(fresh, booth=replace(fresh.booth, held=True))
        if booth and booth.held and fresh.booth
        else fresh
    )


def has_begun_anew(before: Visit, visit: Visit) -> bool:
    """Whether a visit is not the same visitor's as `before`: all that was kept of that one is to be forgotten."""
    if before.booth is None or visit.booth is None:
        return False
    came_back = visit.booth.phase == "attract" and before.booth.phase != "attract"
    return came_back or visit.time_s < before.time_s


def _attracts(visit: Visit) -> bool:
    """Whether the tour that attracts plays."""
    booth, playback = visit.booth, visit.playback
    return booth is not None and booth.phase == "attract" and (playback is None or playback.playing)


def _heard(visit: Visit) -> Visit:
    """With the silence broken."""
    booth = visit.booth
    if booth is None:
        return visit
    phase = "explore" if booth.phase == "asking" else booth.phase
    heard = replace(booth, phase=phase, silent_s=0.0, watched_s=0.0)
    return visit if heard == booth else replace(visit, booth=heard)


def _received(visit: Visit, booth: Booth) -> Visit:
    """With the tour gone and the visitor standing where it was: what was seen is what is touched.

    The exhibit of the stop is handed over as it runs. Whoever comes in the middle of a flight stands in the open.
    """
    home = Spot(None, visit.park.home)
    zone = None if visit.flight else visit.zone
    here = Spot(zone, visit.pose, visit.operating and zone is not None)
    trail = (home,) if here == home else (home, here)
    runs = {id: run for id, run in visit.runs.items() if id == zone}
    alone = replace(
        visit, playback=None, flight=None, runs=runs, visited=frozenset(), trail=trail, at=len(trail) - 1,
        pointed=None, booth=replace(booth, phase="explore", silent_s=0.0),
    )  # fmt: skip
    return alone.standing_at(here)
