"""The camera while a kiosk attracts: it takes its time to get somewhere, and goes on round the park where no exhibit is at work.

Before an exhibit it rests: what happens there is the movement. With less motion it never moves. Where the processor draws, it
flies as fast as ever and rests then: a picture that moves is coarse there, and letters could not be read for half a minute.
"""

from __future__ import annotations

from dataclasses import replace

from ..state import AnyVisit
from ..viewpoint import Viewpoint

SLOWER = 1.9
"""A flight takes so many times as long as a visitor's own."""

ARRIVED_S = 6.0
"""The stop's time from which the camera goes on: the slow flight there is over."""

TURN_DEG_S, STARTING_S = 0.9, 3.0
"""How fast it goes round the park, and how long it takes to get that fast."""


def roams(visit: AnyVisit) -> bool:
    """Whether the camera goes on moving."""
    kiosk = visit.kiosk
    attracts = kiosk is not None and kiosk.phase == "attract" and kiosk.roams
    return attracts and visit.settings.comfort == "fly"


def slow_flight(visit: AnyVisit) -> AnyVisit:
    """With the flight that has just begun taking its time."""
    flight = visit.flight
    if flight is None or flight.flown_s > 0 or not roams(visit):
        return visit
    return replace(visit, flight=replace(flight, duration_s=flight.duration_s * SLOWER))


def going_round(visit: AnyVisit) -> AnyVisit:
    """With the camera where it is by now on its way round the park, at a stop that shows no zone."""
    playback = visit.playback
    if playback is None or not playback.playing or visit.flight is not None or playback.stop.zone is not None:
        return visit
    under_way_s = playback.time_s - ARRIVED_S
    if not roams(visit) or under_way_s <= 0:
        return visit
    pose = Viewpoint.of_stop(visit.park, playback.stop).pose
    turned_deg = TURN_DEG_S * under_way_s**2 / (under_way_s + STARTING_S)
    return replace(visit, pose=replace(pose, azimuth_deg=(pose.azimuth_deg + turned_deg) % 360), rest_s=0.0)
