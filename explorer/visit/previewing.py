"""A visit that looks along a path which its exhibit has just lit, and comes back: whatever the visitor does ends it.

With motion cut it never leaves: the path is lit, and its zone is named. A tour never looks aside: its cues are nobody's acts.
"""

from __future__ import annotations

from dataclasses import replace
from math import dist

from ..core.geometry import Pose, clamp, turn_deg
from ..exhibits.exhibit import WayOut
from .camera.bounds import Room
from .camera.path_preview import PathPreview
from .state import AnyVisit

SEES_FIRST_S = 1.6
"""So long the exhibit itself is seen before the camera leaves: what was touched opens, and the path is lit."""
LONGEST_FLIGHT_S = 3.0
STAYS_S = 2.6
"""So long it rests where the path leads, whose label has a name and a sentence."""
MOST_TURN_DEG = 70.0
"""It turns towards the front of the building by no more than this: a look aside must not make anybody dizzy."""
AT_EXHIBIT = 0.5
"""A visitor who looks at something farther from the exhibit's view than this, in distances of that view, comes back to it."""


def after(before: AnyVisit, visit: AnyVisit, *, may_begin: bool) -> AnyVisit:
    """`visit`, which follows `before` by an act of the visitor: it ends a look along a path.

    Parameters
    ----------
    may_begin : whether it may have lit a path: what is undone lights none.
    """
    way = _lit_by(before, visit) if may_begin else None
    if way is not None:
        return _begun(before, visit, way)
    if visit.preview is not None and visit.preview is before.preview:
        return ended(visit)
    return visit


def advance(visit: AnyVisit, dt_s: float) -> AnyVisit:
    """The visit `dt_s` seconds later, with the camera on its way once it has rested for long enough."""
    preview = visit.preview
    if preview is None or visit.moving:
        return visit
    if visit.settings.comfort == "cut" or visit.guided:
        return ended(visit)
    if not preview.away and not visit.alive:
        return visit  # the path of an exhibit that stands still is not lit yet
    rested_s = preview.rested_s + dt_s
    if rested_s < (STAYS_S if preview.away else SEES_FIRST_S):
        return replace(visit, preview=replace(preview, rested_s=rested_s))
    return ended(visit) if preview.away else _left(visit, preview)


def ended(visit: AnyVisit) -> AnyVisit:
    """Without a look aside, the camera on its way back if it has left."""
    preview = visit.preview
    if preview is None or not preview.away:
        return visit.without_preview()
    return visit.flying_to(preview.home)


def _lit_by(before: AnyVisit, visit: AnyVisit) -> WayOut | None:
    """The path that the exhibit has just lit for a visitor who stands there; None if there is none, or no motion is wanted."""
    run, was = visit.run, before.run
    if run is None or was is None or run.state is was.state or visit.zone != before.zone:
        return None
    if not visit.operating or visit.settings.comfort == "cut":
        return None
    way = run.exhibit.lit_way(run.state)
    return way if way is not None and way.zone in visit.park.zones and way.zone != visit.zone else None


def _begun(before: AnyVisit, visit: AnyVisit, way: WayOut) -> AnyVisit:
    """With a look along a path to come; one that has left is over, and the camera comes back first."""
    home = before.preview.home if before.preview is not None else _home(visit)
    if home != visit.pose and (visit.flight is None or visit.flight.goal != home):
        visit = visit.flying_to(home)
    return replace(visit, preview=PathPreview(way.zone, way.corners_m, home))


def _home(visit: AnyVisit) -> Pose:
    """Where the visitor stands, if that is at the exhibit."""
    zone = visit.open_zone
    assert zone is not None, "a visitor at an exhibit is in its zone"
    here, own = visit.flight.goal if visit.flight else visit.pose, zone.views.exhibit.pose
    return here if dist(here.target, own.target) < AT_EXHIBIT * own.distance_m else own


def _left(visit: AnyVisit, preview: PathPreview) -> AnyVisit:
    """On the way along the path to the building it leads to, which is pointed at."""
    front = visit.park.zones[preview.zone].views.front.pose
    here_deg = visit.pose.azimuth_deg
    turn = clamp(turn_deg(here_deg, front.azimuth_deg), -MOST_TURN_DEG, MOST_TURN_DEG)
    goal = Room(visit.park).freed(replace(front, azimuth_deg=(here_deg + turn) % 360))
    gone = visit.flying_to(goal).along(preview.corners_m, LONGEST_FLIGHT_S)
    return replace(gone, preview=replace(preview, away=True, rested_s=0.0), pointed=preview.zone)
