"""The camera of the attract tour: slow flights, and a slow orbit of the park at stops without an exhibit.

At an exhibit it rests: the exhibit itself moves. With reduced motion it never moves. With software rendering it flies
at normal speed and then rests: moving frames are coarse there, and text would be unreadable for half a minute.
"""

from __future__ import annotations

from dataclasses import replace

from ..state import AnyVisit
from ..viewpoint import Viewpoint

SLOWER = 1.9
"""Duration of a flight, relative to a visitor's flight."""

ARRIVED_S = 6.0
"""Time at a stop from which the camera orbits: its slow flight is over."""

TURN_DEG_S, STARTING_S = 0.9, 3.0
"""Speed of the orbit, and time to reach it."""


def roams(visit: AnyVisit) -> bool:
    """Whether the camera keeps moving."""
    kiosk = visit.kiosk
    attracts = kiosk is not None and kiosk.phase == "attract" and kiosk.roams
    return attracts and visit.settings.comfort == "fly"


def slow_flight(visit: AnyVisit) -> AnyVisit:
    """The visit with its new flight slowed down."""
    flight = visit.flight
    if flight is None or flight.flown_s > 0 or not roams(visit):
        return visit
    return replace(visit, flight=replace(flight, duration_s=flight.duration_s * SLOWER))


def going_round(visit: AnyVisit) -> AnyVisit:
    """The visit with the camera advanced on its orbit of the park, at a stop without a zone."""
    playback = visit.playback
    if playback is None or not playback.playing or visit.flight is not None or playback.stop.zone is not None:
        return visit
    under_way_s = playback.time_s - ARRIVED_S
    if not roams(visit) or under_way_s <= 0:
        return visit
    pose = Viewpoint.of_stop(visit.park, playback.stop).pose
    turned_deg = TURN_DEG_S * under_way_s**2 / (under_way_s + STARTING_S)
    return replace(visit, pose=replace(pose, azimuth_deg=(pose.azimuth_deg + turned_deg) % 360), rest_s=0.0)
