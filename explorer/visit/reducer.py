"""Acts of a visitor on the park itself: pointer, zones, camera and the open zone's exhibit."""

from __future__ import annotations

from dataclasses import replace

from ..base.geometry import Pose
from ..base.refused import Refused
from ..exhibits.mixins import PictureShow, way_out
from ..park.model import Zone
from .acts import (
    Act,
    Aim,
    Approach,
    Back,
    Change,
    Close,
    EndFork,
    FlyTo,
    FollowLine,
    Fork,
    Forward,
    HearLine,
    Hover,
    LineAct,
    LookFrom,
    Open,
    OpenState,
    Operate,
    Orbit,
    OwnAct,
    Pan,
    Pause,
    PhonePress,
    PhoneTurn,
    Point,
    Press,
    Reset,
    SetPace,
    ShowSpot,
    StepBack,
    SwapRuns,
    Touch,
    Turn,
    Undo,
    Zoom,
)
from .camera import bounds
from .camera.bounds import Room
from .exhibit_run import Running
from .state import AnyVisit, VisitState
from .state_code import opened_in
from .tour.reducer import wander_off
from .viewpoint import Viewpoint

HISTORY_LENGTH = 64


def after(visit: AnyVisit, act: Act) -> AnyVisit:
    """The visit after one of `OwnAct` or `LineAct`; a playing tour pauses when the visitor takes over.

    Raises KeyError if the act names an unknown zone, view or element of the exhibit; ValueError if it sets a
    parameter to an invalid value.
    """
    if isinstance(act, LineAct):
        return _after_line_act(visit, act)
    if not isinstance(act, OwnAct):
        return visit
    changed = _after(visit, act)
    return wander_off(visit, changed) if changed is not visit and _takes_over(act) else changed


def by_pointer(visit: VisitState, act: Act) -> Act:
    """The act that the pointer's act in the view means.

    At an exhibit, a click beside its parts only deselects: a visitor who misses a moving part stays there.
    """
    return Touch(None) if visit.operating and isinstance(act, Open | Close) else act


def _takes_over(act: OwnAct) -> bool:
    """Whether an act takes control from a playing tour."""
    return not isinstance(act, Hover | Change | Aim | PhoneTurn | PhonePress) and act != Point(None)


def _after(visit: AnyVisit, act: OwnAct) -> AnyVisit:
    match act:
        case Hover(zone, part):
            return replace(visit, hovered=_known(visit, zone), part=part if zone == visit.zone else None)
        case Point(zone):
            return replace(visit, pointed=_known(visit, zone))
        case Open(zone):
            return _open(visit, visit.park.zones[zone])
        case Close():
            return _close(visit)
        case Back():
            return _go_to(visit, visit.at - 1)
        case Forward():
            return _go_to(visit, visit.at + 1)
        case LookFrom(view):
            return _leave_for(visit, Viewpoint(None, visit.park.views[view].pose))
        case Orbit(azimuth_deg, elevation_deg):
            return _steer(visit, bounds.orbited(visit.pose, azimuth_deg, elevation_deg))
        case Pan(right, ahead):
            return _steer(visit, bounds.panned(visit.pose, right, ahead))
        case Zoom(factor, toward):
            return _steer(visit, bounds.zoomed(visit.pose, factor, toward))
        case Approach(point):
            return visit.flying_to(Room(visit.park).freed(bounds.nearer(visit.pose, point)))
        case FlyTo(pose):
            return visit.flying_to(Room(visit.park).freed(pose))
        case Change(settings):
            return visit.with_settings(settings)
        case Operate():
            return _operate(visit)
        case StepBack():
            return _step_back(visit)
        case OpenState(code):
            return _open_state(visit, code)
        case ShowSpot(spot, zone):
            return _show_spot(visit, spot, zone)
        case _:
            return _after_exhibit_act(visit, act)


def _after_exhibit_act(visit: AnyVisit, act: OwnAct) -> AnyVisit:
    """The visit after an act on the open zone's exhibit. An act for another kind of exhibit changes nothing."""
    match act:
        case Turn() | Press() | Touch() if not _is_for(visit, act.exhibit):
            return visit
        case Touch(part):
            if part is None:
                return replace(visit, picked=None)
            if visit.run is None or part not in visit.run.exhibit.parts(visit.run.state):
                return visit  # the part was visible when touched, and is gone by now
            picked = replace(visit, picked=None if isinstance(visit.run.exhibit, PictureShow) else part)
            if visit.is_fed:
                return _led_out(picked, part) or picked
            return _led_out(picked, part) or picked.with_run(lambda run: run.touched(part))
        case Aim(x, y):
            aims = visit.operating and not visit.guided
            return visit.with_run(lambda run: run.aimed(x, y)) if aims else visit
        case Turn(name, value):
            return visit.with_run(lambda run: run.turned(name, value))
        case PhonePress(action):
            return visit.with_run(lambda run: run.done(action))
        case Press(action):
            return _led_out(visit, action) or visit.with_run(lambda run: run.done(action))
        case Pause(paused):
            return visit.with_run(lambda run: run.halted(paused))
        case SetPace(pace):
            return visit.with_run(lambda run: run.at_pace(pace))
        case Reset():
            return replace(visit, picked=None).with_run(Running.reset)
        case Undo():
            return visit.with_run(Running.undone)
        case Fork():
            return visit.with_run(Running.forked)
        case SwapRuns():
            return visit.with_run(Running.swapped)
        case EndFork():
            return visit.with_run(Running.joined)
    return visit


def _led_out(visit: AnyVisit, name: str) -> AnyVisit | None:
    """The visit on its way to where an action or part leads, along its path; None if it leads nowhere else."""
    way = way_out(visit.run.exhibit, visit.run.state, name) if visit.run else None
    if way is None or way.zone not in visit.park.zones:
        return None
    there = _open(visit, visit.park.zones[way.zone])
    return there.along(way.corners_m)


def _is_for(visit: AnyVisit, exhibit: str | None) -> bool:
    """Whether an act for this kind of exhibit, or for any kind, applies to the open zone's exhibit."""
    return exhibit is None or (visit.run is not None and visit.run.exhibit.kind == exhibit)


def _known(visit: AnyVisit, zone: str | None) -> str | None:
    return None if zone is None else visit.park.zones[zone].id


def _open(visit: AnyVisit, zone: Zone) -> AnyVisit:
    front = zone.views.front.pose
    unpointed = replace(visit, pointed=None)
    if visit.zone == zone.id and not visit.operating:
        return unpointed.flying_to(front)
    return _leave_for(unpointed, Viewpoint(zone.id, front))


def _close(visit: AnyVisit) -> AnyVisit:
    """Close the card of a hot spot, or return to the last viewpoint with no zone open."""
    if visit.spot is not None:
        return replace(visit, spot=None)
    unpointed = replace(visit, pointed=None)
    if visit.zone is None:
        return unpointed
    free = [viewpoint for viewpoint in visit.history[: visit.at] if viewpoint.zone is None]
    return _leave_for(unpointed, Viewpoint(None, free[-1].pose if free else visit.park.home))


def _show_spot(visit: AnyVisit, spot: str | None, zone: str | None) -> AnyVisit:
    there = visit if zone in (None, visit.zone) else _open(visit, visit.park.zones[zone or ""])
    known = there.open_zone is not None and any(spot == other.id for other in there.open_zone.spots)
    return replace(there, spot=spot) if spot is None or known else visit


def _operate(visit: AnyVisit) -> AnyVisit:
    zone = visit.open_zone
    if zone is None or zone.exhibit is None:
        return visit
    pose = zone.views.exhibit.pose
    if visit.operating:
        return visit.flying_to(pose)
    return _leave_for(visit, Viewpoint(zone.id, pose, operating=True))


def _open_state(visit: AnyVisit, code: str) -> AnyVisit:
    """Open the exhibit of a state code in its state; undo restores the previous run."""
    try:
        zone, (run, _) = opened_in(visit.park, code)
    except Refused:
        return visit
    there = _operate(_open(visit, zone) if visit.zone != zone.id else visit)
    before = visit.runs.get(zone.id)
    if before is not None:
        run = replace(run, undo=(("state", replace(before, undo=())),))
    return replace(there, runs={**there.runs, zone.id: run}, picked=None)


def _step_back(visit: AnyVisit) -> AnyVisit:
    zone = visit.open_zone
    if zone is None or not visit.operating:
        return visit
    return _leave_for(visit, Viewpoint(zone.id, zone.views.front.pose))


def _leave_for(visit: AnyVisit, viewpoint: Viewpoint) -> AnyVisit:
    """Go to a new viewpoint and drop the forward history."""
    history = (*visit.history_as_left[: visit.at + 1], viewpoint)[-HISTORY_LENGTH:]
    there = replace(visit.standing_at(viewpoint), history=history, at=len(history) - 1)
    return there.flying_to(viewpoint.pose)


def _go_to(visit: AnyVisit, index: int) -> AnyVisit:
    """Go to a viewpoint of the history."""
    if not 0 <= index < len(visit.history):
        return visit
    history = visit.history_as_left
    there = replace(visit.standing_at(history[index]), history=history, at=index, pointed=None)
    return there.flying_to(history[index].pose)


def _steer(visit: AnyVisit, pose: Pose) -> AnyVisit:
    """Move the camera for the visitor: this stops a flight and respects walls."""
    pose = Room(visit.park).moved(visit.pose, pose)
    return replace(visit, pose=pose, flight=None, rest_s=0.0)


# ---- a real line


def _after_line_act(visit: AnyVisit, act: LineAct) -> AnyVisit:
    """The visit fed by a real line. Raises KeyError or ValueError if the exhibit has no such condition or value."""
    match act:
        case HearLine(live):
            return replace(visit, live=live)
        case FollowLine(exhibit, condition, value) if visit.run and visit.run.exhibit.kind == exhibit:
            return visit.with_run(lambda run: run.following(condition, value))
    return visit


def due_of_line(visit: VisitState) -> tuple[FollowLine, ...]:
    """Conditions that the open zone's exhibit has yet to follow. A visitor's change stays until the line itself changes."""
    run, live = visit.run, visit.live
    if run is None or live is None:
        return ()
    kind = run.exhibit.kind
    conditions = live.conditions(type(run.exhibit)).items()
    return tuple(
        FollowLine(kind, name, value) for name, value in conditions if run.followed.get(name) != value
    )
