"""What staff set holds for every visitor: hours, volume, language and offer; the time of day is told to the visit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.visit import KIOSK, Open, Presence, Settings, StartOver, Visit
from explorer.visit.codec import adapter
from explorer.visit.kiosk.acts import BringSlides, SetPlan, SetVolume, WallClock
from explorer.visit.kiosk.booth_plan import MINUTES, BoothPlan, Hours, offered_park

DAY = Hours(9 * 60, 18 * 60)
MODE = replace(KIOSK, quiet_s=4.0, countdown_s=2.0)


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


def booth(park: Park, plan: BoothPlan, minute: int = 10 * 60) -> Visit:
    visit = Visit.begin(park, MODE, Settings(language="en", comfort="cut", volume=80, sound_volume=60))
    return visit.after(SetPlan(plan)).after(WallClock(minute))


def phase(visit: Visit) -> str:
    assert visit.kiosk is not None
    return visit.kiosk.phase


@given(st.integers(0, MINUTES - 1), st.integers(0, MINUTES - 1), st.integers(0, MINUTES - 1))
def test_hours_that_reach_over_midnight_are_the_rest_of_the_day(begin: int, end: int, minute: int) -> None:
    if begin != end:
        assert Hours(begin, end).hold(minute) != Hours(end, begin).hold(minute)
    else:
        assert Hours(begin, end).hold(minute)


def test_outside_opening_hours_it_is_dark_and_silent_and_the_first_tour_begins_the_day(park: Park) -> None:
    night = booth(park, BoothPlan(opening=DAY), 3 * 60)
    assert phase(night) == "closed"
    assert night.playback is None
    assert (night.settings.volume, night.settings.sound_volume) == (0, 0)
    assert phase(night.advance(3600).after(Presence())) == "closed"
    morning = night.after(WallClock(9 * 60))
    assert phase(morning) == "attract"
    assert morning.playback is not None
    assert morning.playback.index == 0
    assert (morning.settings.volume, morning.settings.sound_volume) == (80, 60)


def test_a_visitor_who_is_there_at_closing_time_is_not_disturbed(park: Park) -> None:
    there = booth(park, BoothPlan(opening=DAY)).after(Presence()).after(Open("net"))
    late = there.after(WallClock(18 * 60))
    assert phase(late) == "explore"
    assert late.zone == "net"
    gone = late.advance(30.0)
    assert phase(gone) == "closed"


def test_quiet_hours_mute_and_a_visitor_may_turn_the_sound_up(park: Park) -> None:
    plan = BoothPlan(quiet=Hours(12 * 60, 14 * 60), volume=40)
    loud = booth(park, plan)
    assert loud.settings.volume == 40
    noon = loud.after(WallClock(12 * 60))
    assert noon.settings.volume == 0
    assert noon.after(SetVolume(90)).settings.volume == 0
    assert noon.after(WallClock(14 * 60)).settings.volume == 40
    from explorer.visit import Change

    own = loud.after(Presence()).after(Change(replace(loud.settings, volume=100)))
    assert own.after(WallClock(10 * 60 + 1)).settings.volume == 100


def test_the_hub_of_a_fleet_sets_the_volume_of_staff_too(park: Park) -> None:
    visit = booth(park, BoothPlan(volume=40)).after(SetVolume(70))
    assert visit.settings.volume == 70
    assert visit.after(WallClock(11 * 60)).settings.volume == 70


def test_every_visitor_begins_in_the_language_of_staff(park: Park) -> None:
    visit = booth(park, BoothPlan(language="zh"))
    assert visit.settings.language == "zh"
    next_one = visit.after(Presence()).after(StartOver())
    assert next_one.settings.language == "zh"
    assert booth(park, BoothPlan(language="fr")).settings.language == "en"


def test_what_is_not_offered_is_gone_with_the_stops_at_it(park: Park) -> None:
    tour = park.tours["show"]
    zone = next(stop.zone for stop in tour.stops if stop.at == "exhibit" and stop.zone)
    less = offered_park(
        park, BoothPlan(hidden_exhibits=frozenset({zone}), hidden_tours=frozenset({"show"})), ["show"]
    )
    assert less.zones[zone].exhibit is None
    assert [s.id for s in less.tours["show"].stops] == [
        s.id for s in tour.stops if not (s.at == "exhibit" and s.zone == zone)
    ]
    everything = BoothPlan(hidden_tours=frozenset(park.tours), hidden_exhibits=frozenset({"no-such-zone"}))
    assert any(t.kind == "show" for t in offered_park(park, everything).tours.values())
    assert offered_park(park, BoothPlan()) is park


def test_own_slides_stand_between_the_stops_and_a_touch_ends_them(park: Park) -> None:
    visit = booth(park, BoothPlan()).after(BringSlides((10.0, 5.0)))
    assert visit.playback is not None
    first = visit.playback.stop.hold_s
    shown: list[int] = []
    for _ in range(round((first + 60) / 0.5)):
        visit = visit.advance(0.5)
        assert visit.kiosk is not None
        if visit.kiosk.slide is not None and shown[-1:] != [visit.kiosk.slide]:
            shown.append(visit.kiosk.slide)
    assert shown[:2] == [0, 1]
    whole = booth(park, BoothPlan()).after(BringSlides((10.0,))).advance(first + 4.0)
    assert whole.kiosk is not None
    assert whole.kiosk.slide == 0
    assert whole.playback is not None
    assert whole.playback.index == 1
    touched = whole.after(Presence())
    assert phase(touched) == "explore"
    assert touched.kiosk is not None
    assert touched.kiosk.slide is None
    assert whole.advance(7.0).kiosk.slide is None  # type: ignore[union-attr]


def test_a_plan_is_kept_as_text() -> None:
    plan = BoothPlan("de", 40, Hours(1, 2), DAY, frozenset({"a"}), frozenset({"b"}), "HDMI-1", "stick")
    kept = adapter(BoothPlan)
    assert kept.validate_json(kept.dump_json(plan)) == plan
