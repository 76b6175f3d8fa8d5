"""Hot spots on phones: the page lists those of the open zone, and a touch opens the card on the screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.net.room.host import RoomHost, RoomOptions, act_of
from explorer.net.room.messages import TouchSpot
from explorer.net.room.showing import screen_of
from explorer.visit import Open, Settings, ShowSpot, StartTour, Visit
from tests.park.test_spots import MORE, SIGN, park_with

from .phones import Phone, Show


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    visit = Visit.begin(park_with(tmp_path, SIGN, MORE), settings=Settings(comfort="cut"))
    return visit.after(Open("mill"))


@pytest.fixture
def show(visit: Visit) -> Iterator[Show]:
    host = RoomHost(
        RoomOptions("127.0.0.1", port=0, code="471108", new_phones=10_000),
        clock=lambda: time.monotonic() - 15.0,
    )
    shown = Show(host, visit)
    host.begin_visit()
    shown.until(lambda: host.is_open)
    yield shown
    host.close()


def test_a_phone_opens_and_closes_a_card(show: Show) -> None:
    phone = Phone(show)
    phone.until(lambda: phone.screen and phone.screen["zone"] == "mill")
    assert [spot["title"]["en"] for spot in phone.screen["spots"]] == ["Sign", "More"]
    assert phone.outcome(phone.send(t="spot", name="more")) == "done"
    assert show.acts[-1] == ShowSpot("more")
    phone.until(lambda: phone.screen["spot"] == "more")
    assert phone.outcome(phone.send(t="spot", name="")) == "done"
    phone.until(lambda: phone.screen["spot"] is None)
    assert phone.outcome(phone.send(t="spot", name="none")) == "refused"
    phone.close()


def test_phones_open_none_while_a_tour_leads_or_another_zone_is_open(visit: Visit) -> None:
    touch = TouchSpot(id=1, name="sign")
    assert act_of(touch, visit) == ShowSpot("sign")
    assert act_of(touch, visit.after(Open("barn"))) is None
    tour = next(iter(visit.park.tours))
    led = visit.after(StartTour(tour))
    assert act_of(touch, led) is None and not screen_of(led, "1", ()).spots
    assert not screen_of(replace(visit, operating=True), "1", ()).spots
