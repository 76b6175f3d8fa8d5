"""Tours in another time, and with some of their stops: what is kept, and that a name finds it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.visit.tour.prepared import LEAST_SHARE, halves, name_of, parts_of, tour_named

PARK = load(ROOT / "scenes" / "metaverse", Path("nowhere"))


@pytest.fixture
def park() -> Park:
    return PARK


def test_five_minutes_keep_the_first_the_last_and_the_stops_planned_longest(park: Park) -> None:
    whole, short = park.tours["talk"], tour_named(park, "talk~5")
    assert (short.duration_s, short.minutes) == (300, 5)
    planned = {stop.id: stop.hold_s for stop in whole.stops}
    kept = [stop.id for stop in short.stops]
    assert kept == [id for id in planned if id in kept]  # in the same order
    assert (kept[0], kept[-1]) == (whole.stops[0].id, whole.stops[-1].id)
    left_out = [seconds for id, seconds in planned.items() if id not in kept]
    assert left_out and max(left_out) <= min(planned[id] for id in kept[1:-1])
    assert all(stop.hold_s >= LEAST_SHARE * planned[stop.id] - 1 for stop in short.stops)


@given(st.sampled_from(sorted(PARK.tours)), st.integers(2, 80))
def test_any_time_is_kept_to_the_second(name: str, minutes: int) -> None:
    made = tour_named(PARK, name_of(name, minutes))
    assert made.duration_s == 60 * minutes
    assert {stop.id for stop in made.stops} <= {stop.id for stop in PARK.tours[name].stops}


def test_a_lesson_goes_into_twenty_minutes_and_twice_forty(park: Park) -> None:
    lesson = park.tours["lesson"]
    short = tour_named(park, "lesson~20")
    assert short.duration_s == 20 * 60 and 1 < len(short.stops) < len(lesson.stops)
    parts = [tour_named(park, name_of("lesson", 40, ids)) for ids in halves(lesson)]
    assert [part.duration_s for part in parts] == [2400, 2400]
    assert [stop.id for part in parts for stop in part.stops] == [stop.id for stop in lesson.stops]
    assert parts[0].questions + parts[1].questions == lesson.questions


def test_stops_are_left_out_and_reordered_in_their_own_time(park: Park) -> None:
    whole = park.tours["talk"]
    first, second, third = (stop.id for stop in whole.stops[:3])
    made = tour_named(park, name_of("talk", 0, (third, first)))
    assert made.stops == (whole.stops[2], whole.stops[0])
    assert made.id == f"talk~0~{third}.{first}" and parts_of(made.id) == ("talk", 0, (third, first))
    assert tour_named(park, made.id) is made  # a visit compares tours by identity
    assert tour_named(park, name_of("talk")) is whole
    assert second not in {stop.id for stop in made.stops}


@pytest.mark.parametrize(
    "name", ["talk~", "talk~x", "talk~5~nowhere", "nothing~5", "talk~5~plaza~x", "talk~-3"]
)
def test_a_name_that_the_scene_does_not_have_is_refused(park: Park, name: str) -> None:
    with pytest.raises(KeyError):
        tour_named(park, name)
