"""The camera of a kiosk that attracts: low, slow, and never before nothing."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.base.geometry import turn_deg
from explorer.park import Park
from explorer.stage.camera import Camera
from explorer.visit import Settings, Visit
from explorer.visit.kiosk.acts import Presence, Roam, StartOver
from explorer.visit.kiosk.attract_camera import ARRIVED_S
from explorer.visit.mode import KIOSK

from ...shell.picture import real_park

LOW_DEG = 12.0
FOOT = 0.84
"""What is below this share of the picture's height may lie under the card."""


@pytest.fixture
def park() -> Park:
    return real_park()


def with_a_long_look(park: Park) -> Park:
    """The park, with a tour that begins with 15 s of all of it."""
    show = park.tours["show"]
    first = show.stops[0].model_copy(update={"hold_s": 15.0, "view": "waterfront"})
    longer = show.model_copy(update={"stops": (first, *show.stops[1:])})
    return park.model_copy(update={"tours": {**park.tours, "show": longer}})


def at(park: Park, seconds: float, comfort: str = "fly", roams: bool = True) -> Visit:
    visit = Visit.begin(park, KIOSK, Settings(comfort=comfort))  # type: ignore[arg-type]
    return (visit.after(Roam()) if roams else visit).advance(seconds)


def test_with_a_card_it_goes_on_round_the_park_slowly_and_low(park: Park) -> None:
    park = with_a_long_look(park)
    before, after = at(park, ARRIVED_S + 2), at(park, ARRIVED_S + 7)
    turned = abs(turn_deg(before.pose.azimuth_deg, after.pose.azimuth_deg))
    assert 1 < turned < 6 and after.rest_s == 0.0
    assert after.pose.elevation_deg <= LOW_DEG
    whole, steps = at(park, 12.0), at(park, 0.0)
    for _ in range(360):
        steps = steps.advance(12.0 / 360)
    assert steps.pose.azimuth_deg == pytest.approx(whole.pose.azimuth_deg)


@pytest.mark.parametrize(("comfort", "roams"), [("cut", True), ("glide", True), ("fly", False)])
def test_it_rests_with_less_motion_and_where_the_processor_draws(
    park: Park, comfort: str, roams: bool
) -> None:
    long_look = with_a_long_look(park)
    before, after = (at(long_look, seconds, comfort, roams) for seconds in (8.0, 13.0))
    assert before.pose == after.pose and after.rest_s > 5


def test_a_flight_takes_its_time_and_the_next_visitor_finds_it_so_too(park: Park) -> None:
    slow, usual = at(park, 5.0), at(park, 5.0, roams=False)
    assert slow.flight is not None and usual.flight is not None
    assert slow.flight.duration_s > 1.5 * usual.flight.duration_s
    again = slow.after(Presence()).after(StartOver())
    assert again.kiosk is not None and again.kiosk.roams and again.kiosk.phase == "attract"


def test_it_never_rests_on_a_picture_without_a_building(park: Park) -> None:
    middles = np.array([(*z.place.centre_m, z.place.height_m / 2) for z in park.zones.values()])
    visit, length_s = at(park, 0.0), sum(stop.hold_s for stop in park.tours["show"].stops)
    for _ in range(round(length_s / 2.0)):
        visit = visit.advance(2.0)
        if visit.flight is None:
            for_zone = park.zones[visit.zone].exhibit if visit.zone else None
            points = middles if for_zone is None else np.array([for_zone.centre_m])
            across, down = Camera(visit.pose, 16 / 9).project(points).T
            seen = (across > 0) & (across < 1) & (down > 0) & (down < FOOT)
            assert seen.sum() >= (1 if for_zone else 12), (visit.time_s, visit.zone)
