"""A talk is prepared in its console: length, stops and order, kept for the next start."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.shell.app.prepared_talks import PreparedTalks
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.app.take_away import TakeAway
from explorer.shell.talk.prepare import Prepare, listed
from explorer.shell.talk.stop_list import StopButton
from explorer.visit import Onward
from explorer.visit.tour.prepared import as_kept, tour_named

from ..picture import real_park
from .conftest import Desk

PARK = real_park()
WHOLE = PARK.tours["talk"]
IDS = [stop.id for stop in WHOLE.stops]


@pytest.fixture
def page(desk: Desk) -> Prepare:
    desk.console.pages.turn_to("prepare")
    desk.pass_time(0.3)
    return desk.console.pages.prepare


def ids(desk: Desk) -> list[str]:
    return [stop.id for stop in desk.talk.tour.stops]


def test_five_minutes_are_computed_and_the_console_follows(desk: Desk, page: Prepare) -> None:
    page.set_minutes(5)
    desk.pass_time(0.3)
    assert desk.talk.tour is tour_named(desk.visit.park, "talk~5") and desk.talk.tour.duration_s == 300
    titles = [
        button.text() for button in desk.console.stops.findChildren(StopButton) if not button.isHidden()
    ]
    assert titles == [desk.visit.park.title_of(stop)["en"] for stop in desk.talk.tour.stops]
    assert [id for id in IDS if not page.switches[id].isChecked()] == [
        id for id in IDS if id not in ids(desk)
    ]
    desk.do(Onward())
    assert desk.talk.begun and desk.visit.playback is not None and desk.visit.playback.stop.id == IDS[0]


def test_stops_are_left_out_moved_and_all_is_taken_back(desk: Desk, page: Prepare) -> None:
    page.switches[IDS[1]].click()
    desk.pass_time(0.3)
    assert ids(desk) == [IDS[0], *IDS[2:]]
    page.downs[IDS[0]].click()
    desk.pass_time(0.3)
    assert ids(desk) == [IDS[2], IDS[0], *IDS[3:]]
    assert not page.ups[IDS[2]].isEnabled() and not page.ups[IDS[1]].isEnabled()
    assert desk.visit.playback is not None and desk.visit.playback.stop.id == IDS[2]
    page.switches[IDS[1]].click()
    desk.pass_time(0.3)
    assert sorted(ids(desk)) == sorted(IDS)
    assert page.reset is not None
    page.reset.click()
    desk.pass_time(0.3)
    assert desk.talk.tour is desk.visit.park.tours["talk"]


def test_a_talk_that_has_begun_is_not_prepared(desk: Desk, page: Prepare) -> None:
    desk.do(Onward())
    page.set_minutes(3)
    desk.pass_time(0.3)
    assert desk.talk.begun and desk.talk.tour.id == "talk"
    assert not any(switch.isEnabled() for switch in page.switches.values())


def test_what_was_prepared_is_there_at_the_next_start_without_what_the_scene_lost(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "memory.ini")
    scene = tmp_path / "scene"
    TakeAway(scene, store).prepared.keep(PARK.id, "talk", name=f"talk~5~{IDS[2]}.gone.{IDS[0]}")
    kept = PreparedTalks(scene, SettingsStore(tmp_path / "memory.ini")).name(PARK.id, "talk")
    assert as_kept(PARK, "talk", kept) == f"talk~5~{IDS[2]}.{IDS[0]}"
    for damaged in ("", "talk~x", "show~5", "talk~5~gone"):
        assert as_kept(PARK, "talk", damaged) == "talk"


@given(st.lists(st.sampled_from(IDS), unique=True, min_size=1))
def test_every_stop_is_listed_once_and_those_shown_in_their_order(shown: list[str]) -> None:
    found = [stop.id for stop in listed(WHOLE, shown)]
    assert sorted(found) == sorted(IDS)
    assert [id for id in found if id in shown] == shown
