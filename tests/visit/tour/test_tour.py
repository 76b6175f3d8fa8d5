"""A tour in a visit: it plays by itself, waits for whom wanders off, and leaves everything as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.base.bootstrap import ROOT
from explorer.park import LANGUAGES, Cue, Language, Park, load
from explorer.visit import (
    KIOSK,
    TOUR_PACES,
    Act,
    Aim,
    Back,
    Change,
    Close,
    EndTour,
    ForgetTour,
    Forward,
    Hover,
    LookFrom,
    NextStop,
    Open,
    Operate,
    Orbit,
    Pause,
    PauseTour,
    Playback,
    Point,
    Press,
    PreviousStop,
    Reset,
    ResumeTour,
    Running,
    SetAutoAdvance,
    SetPace,
    Settings,
    SetTourPace,
    StartTour,
    StepBack,
    ToStop,
    Toured,
    Turn,
    Undo,
    Visit,
    Zoom,
)
from explorer.visit.state_code import code_of
from explorer.visit.viewpoint import Viewpoint

TOURS = ("show", "talk", "lesson")
LINE, DATA = 1, 2  # stops of the show


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


@pytest.fixture
def visitor(park: Park) -> Visit:
    """A visitor who broke a sensor of the production line, and then read of data."""
    visit = Visit.begin(park, settings=Settings(comfort="cut"))
    for act in (Open("line"), Operate(), Turn("station", 5), Press("break_sensor")):
        visit = visit.after(act)
    return advanced(visit, 2.0).after(Open("data")).after(Orbit(20, 5))


def playback(visit: Visit) -> Playback:
    assert visit.playback is not None
    return visit.playback


def run_of(visit: Visit) -> Running:
    assert visit.run is not None
    return visit.run


def advanced(visit: Visit, seconds: float, fps: float = 30.0) -> Visit:
    for _ in range(round(seconds * fps)):
        visit = visit.advance(1 / fps)
    return visit


def same(a: Running, b: Running) -> bool:
    """Whether two runs read the same."""
    return a.readings == b.readings and a.exhibit == b.exhibit and a.steps == b.steps


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tour", TOURS)
def test_a_tour_plays_through_and_comes_home(visitor: Visit, tour: str, language: Language) -> None:
    before = visitor.after(Change(replace(visitor.settings, language=language)))
    visit = before.after(StartTour(tour))
    for number, stop in enumerate(visit.park.tours[tour].stops):
        assert playback(visit).stop is stop and playback(visit).index == number
        assert (visit.zone, visit.operating) == (stop.zone, stop.at == "exhibit" and stop.zone is not None)
        if language == "en":  # what is done there does not depend on the language
            last_s = stop.acts[-1].at_s if stop.acts else 0.0
            visit = visit.advance(last_s + 0.5)
            assert playback(visit).done == len(stop.acts)
            if stop.zone:
                done = {event.name for event in run_of(visit).record.events}
                assert {cue.press for cue in stop.acts if cue.press} <= done
        visit = visit.after(NextStop())
    assert visit.playback is None  # a tour that a visitor has chosen ends, even one that attracts for ever
    assert (visit.zone, visit.operating, visit.pose) == (before.zone, before.operating, before.pose)
    assert visit.runs == before.runs and visit.settings == before.settings
    assert visit.at == before.at and visit.history == before.history_as_left
    assert visit.after(Back()).zone == before.after(Back()).zone == "line"


def test_the_show_goes_on_by_itself_and_begins_again(park: Park) -> None:
    show = park.tours["show"]
    visit = Visit.begin(park, KIOSK)
    seen = [0]
    for _ in range(round(show.duration_s) + 3):
        visit = visit.advance(1.0)
        if playback(visit).index != seen[-1]:
            seen.append(playback(visit).index)
    assert seen == [*range(len(show.stops)), 0]
    assert playback(visit).time_s == pytest.approx(3.0)
    assert playback(visit).shown == frozenset(range(len(show.stops)))


def test_a_talk_waits_for_its_presenter(park: Park) -> None:
    visit = Visit.begin(park).after(StartTour("talk"))
    visit = visit.advance(visit.park.tours["talk"].stops[0].hold_s + 30)
    assert playback(visit).index == 0 and playback(visit).share == 1.0
    visit = visit.after(SetAutoAdvance(True)).advance(0.1)
    assert playback(visit).index == 1


def test_a_tour_that_does_not_loop_ends_by_itself(park: Park) -> None:
    last = len(park.tours["talk"].stops) - 1
    visit = Visit.begin(park).after(StartTour("talk", last)).after(SetAutoAdvance(True))
    assert playback(visit).last
    hold_s = playback(visit).stop.hold_s
    assert visit.advance(hold_s - 0.1).playback is not None
    home = visit.advance(hold_s + 5.0)
    assert home.playback is None and home.zone is None and home.pose == park.home


def test_the_sensor_breaks_at_its_moment(park: Park) -> None:
    visit = Visit.begin(park).after(StartTour("show", LINE))
    moment = next(cue.at_s for cue in playback(visit).stop.acts if cue.press == "break_sensor")
    assert run_of(visit.advance(moment - 0.01)).readings["broken"] == 0
    assert run_of(visit.advance(moment + 0.01)).readings["broken"] == 1
    assert run_of(visit.advance(moment + 8)).readings["alarm"] == 1


@pytest.mark.parametrize("stop", range(8))
def test_a_stop_does_not_depend_on_how_fast_pictures_are_drawn(park: Park, stop: int) -> None:
    begun = Visit.begin(park).after(StartTour("show", stop))
    seconds = min(playback(begun).stop.hold_s - 1.0, 16.0)
    slow, fast, leap = advanced(begun, seconds, 30), advanced(begun, seconds, 60), begun.advance(seconds)
    for other in (fast, leap):
        assert playback(slow).done == playback(other).done
        assert playback(slow).time_s == pytest.approx(playback(other).time_s)
        assert slow.pointed == other.pointed
        if slow.run is not None:
            assert same(run_of(slow), run_of(other))


def test_to_jump_is_to_play_from_the_start(park: Park) -> None:
    by_hand = Visit.begin(park).after(StartTour("show")).advance(3.0).after(ToStop(DATA)).advance(9.0)
    by_itself = Visit.begin(park).after(StartTour("show")).advance(4.6 + 37.0 + 9.0)
    assert playback(by_hand).index == playback(by_itself).index == DATA
    assert same(run_of(by_hand), run_of(by_itself))
    again = by_hand.after(ToStop(LINE)).after(ToStop(DATA)).advance(9.0)
    assert same(run_of(again), run_of(by_itself))
    assert by_hand.after(ToStop(99)) is by_hand


def test_before_and_after(park: Park) -> None:
    visit = Visit.begin(park).after(StartTour("show")).after(PreviousStop())
    assert playback(visit).index == 0
    visit = visit.after(NextStop()).advance(6.0).after(PreviousStop())
    assert playback(visit).index == 0 and playback(visit).time_s == 0


def test_what_a_tour_did_stays_to_be_seen_until_it_is_over(visitor: Visit) -> None:
    visit = visitor.after(StartTour("show", LINE)).advance(6.0)
    shown = visit.runs["line"]
    assert shown is not visitor.runs["line"] and shown.exhibit.station == 3
    visit = visit.after(NextStop()).advance(5.0)
    assert visit.runs["line"] is shown
    again = visit.after(StartTour("talk", 1))
    assert again.runs["line"] is again.after(EndTour()).runs["line"] is visitor.runs["line"]


def test_a_pause_stops_the_exhibit_too(park: Park) -> None:
    visit = Visit.begin(park).after(StartTour("show", LINE)).advance(6.0).after(PauseTour())
    later = visit.advance(60.0)
    assert playback(later).paused_by == "hand" and not later.alive
    assert later.run is not None and later.run.steps == run_of(visit).steps
    on = later.after(ResumeTour()).advance(1.0)
    straight = Visit.begin(park).after(StartTour("show", LINE)).advance(7.0)
    assert playback(on).playing and same(run_of(on), run_of(straight))


@pytest.mark.parametrize(
    "act",
    [Orbit(10, 0), Zoom(0.8), Open("net"), Turn("loss", 40.0), Press("swap_card"), StepBack(), Pause(True)],
)
def test_who_takes_over_makes_the_tour_wait(park: Park, act: Act) -> None:
    visit = Visit.begin(park).after(StartTour("show", LINE)).advance(6.0)
    wandered = visit.after(act)
    assert playback(wandered).paused_by == "wander" and not wandered.guided
    back = wandered.advance(30.0).after(ResumeTour())
    assert playback(back).playing and (back.zone, back.operating) == ("line", True)
    assert back.run is visit.run
    assert playback(back).time_s == playback(visit).time_s
    assert back.advance(5.0).pose == visit.advance(5.0).pose


def test_a_stop_points_again_at_what_it_pointed_at(park: Park) -> None:
    show = park.tours["show"]
    points = (Cue(at_s=8.0, point="net"), Cue(at_s=8.6, point="compute"))
    first = show.stops[0].model_copy(update={"hold_s": 15.0, "acts": points})
    pointing = show.model_copy(update={"stops": (first, *show.stops[1:])})
    park = park.model_copy(update={"tours": {**park.tours, "show": pointing}})
    visit = Visit.begin(park).after(StartTour("show")).advance(8.1)
    assert visit.pointed == "net"
    back = visit.after(Point("rules")).after(Open("line")).advance(3.0).after(ResumeTour())
    assert back.pointed == "net" and back.zone is None
    assert back.advance(0.6).pointed == "compute"


@pytest.mark.parametrize("act", [Hover("data"), Point(None), Aim(0.5, 0.5), Change(Settings(language="zh"))])
def test_looking_and_settings_do_not(park: Park, act: Act) -> None:
    visit = Visit.begin(park).after(StartTour("show", LINE)).advance(6.0).after(act)
    straight = Visit.begin(park).after(StartTour("show", LINE)).advance(6.0)
    assert playback(visit).playing and visit.run is not None
    assert same(run_of(visit.advance(2.0)), run_of(straight.advance(2.0)))


def test_an_act_that_changes_nothing_does_not(park: Park) -> None:
    visit = Visit.begin(park).after(StartTour("show", LINE))
    assert visit.after(Forward()) is visit
    assert Visit.begin(park).after(NextStop()).playback is None


def test_the_pace_of_a_tour(park: Park) -> None:
    visit = Visit.begin(park).after(StartTour("show", LINE))
    double = visit.after(SetTourPace(2.0)).advance(5.0)
    straight = visit.advance(10.0)
    assert playback(double).time_s == pytest.approx(10.0) and same(run_of(double), run_of(straight))
    assert visit.after(SetTourPace(0.0)) is visit
    assert visit.after(SetTourPace(TOUR_PACES[0])).advance(5.0).playback is not None


def test_an_act_the_exhibit_refuses_does_not_stop_the_show(park: Park) -> None:
    show = park.tours["show"]
    stop = show.stops[LINE].model_copy(
        update={"acts": (Cue(at_s=1, press="dance"), Cue(at_s=2, turn={"loss": 40.0}))}
    )
    odd = park.model_copy(update={"tours": {"odd": show.model_copy(update={"stops": (stop,)})}})
    visit = Visit.begin(odd).after(StartTour("odd")).advance(3.0)
    assert run_of(visit).exhibit.loss == 40.0


def test_a_tour_nobody_knows(park: Park) -> None:
    with pytest.raises(KeyError):
        Visit.begin(park).after(StartTour("grand"))


acts = st.one_of(
    st.sampled_from(
        [
            Orbit(30, 4), Zoom(0.7), Open("data"), Open("line"), Close(), Back(), Forward(), Operate(), StepBack(),
            LookFrom("west"), Pause(True), SetPace(4), Reset(), Undo(), Hover("net"), Aim(0.2, 0.1), PauseTour(),
            SetTourPace(2.0), Point("rules"),
        ]
    ),
    st.floats(0, 2),
)  # fmt: skip


@given(
    at_s=st.floats(0, 9.9),
    tour=st.sampled_from(TOURS),
    stop=st.integers(0, 7),
    walk=st.lists(acts, max_size=12),
    comfort=st.sampled_from(["fly", "glide", "cut"]),
)
@settings(max_examples=50, deadline=None)
def test_however_one_wanders_resuming_leads_to_the_stop_as_it_was(
    park: Park, at_s: float, tour: str, stop: int, walk: list[Any], comfort: Any
) -> None:
    stop %= len(park.tours[tour].stops)
    own = Visit.begin(park, settings=Settings(comfort=comfort)).after(Open("data"))
    at_stop = own.after(StartTour(tour, stop)).advance(min(at_s, park.tours[tour].stops[stop].hold_s - 0.1))
    visit = at_stop.after(Orbit(5, 0))
    held, time_s = at_stop.run, playback(visit).time_s
    for step in walk:
        visit = visit.advance(step) if isinstance(step, float) else visit.after(step)
    visit = visit.after(SetTourPace(1.0)).after(ResumeTour())
    assert playback(visit).index == stop and playback(visit).time_s == time_s and visit.run is held
    there = Viewpoint.of_stop(park, park.tours[tour].stops[stop])
    assert (visit.zone, visit.operating, visit.pointed) == (there.zone, there.operating, at_stop.pointed)
    assert (visit.flight.goal if visit.flight else visit.pose) == there.pose
    home = visit.after(EndTour())
    assert home.zone == "data" and home.history == own.history_as_left
    if there.zone == "data":  # elsewhere whoever wanders there changes a run of his own
        assert home.runs["data"] is own.runs["data"]
    wandered_to = {step.zone for step in walk if isinstance(step, Open)}
    assert home.runs.keys() <= own.runs.keys() | wandered_to


def test_what_is_over_is_reported_until_something_else_is_done(park: Park) -> None:
    last = len(park.tours["talk"].stops) - 1
    visit = Visit.begin(park, settings=Settings(comfort="cut")).after(StartTour("talk", last)).advance(2.0)
    assert visit.toured is None
    left = visit.after(EndTour())
    assert left.toured == Toured(park.tours["talk"], last, whole=False, time_s=2.0)
    through = visit.after(NextStop()).advance(1.0)
    assert through.toured is not None and through.toured.whole
    waited = visit.advance(playback(visit).stop.hold_s).after(EndTour())
    assert waited.toured is not None and waited.toured.whole
    for act in (Hover("data"), Change(Settings(language="zh"))):
        assert left.after(act).toured is left.toured
    for act in (Orbit(3, 0), Open("data"), ForgetTour(), StartTour("show")):
        assert left.after(act).toured is None
    assert visit.after(ForgetTour()).playback is visit.playback


def test_a_stop_may_begin_with_a_state(park: Park) -> None:
    saved = Running.begin("line").turned("loss", 60).advance(3.0).done("break_sensor").advance(2.0)
    show = park.tours["show"]
    at_line = show.stops[LINE].model_copy(update={"state": code_of(saved), "acts": ()})
    broken = at_line.model_copy(update={"state": "P1~net~@60"})
    tour = show.model_copy(update={"stops": (at_line, broken)})
    visit = Visit.begin(park.model_copy(update={"tours": {"show": tour}}), settings=Settings(comfort="cut"))

    visit = visit.after(StartTour("show"))
    assert visit.run is not None
    assert visit.run.readings == saved.readings
    assert visit.run.exhibit == saved.exhibit
    changed = advanced(visit.after(Press("mend_sensors")), 1.0)
    assert changed.run is not None
    assert changed.run.readings != saved.readings
    again = changed.after(ToStop(0)).run
    assert again is not None
    assert again.readings == saved.readings, "a stop that starts again begins with its state again"
    assert visit.after(NextStop()).run is not None, (
        "the show goes on with a fresh exhibit where a state makes no sense"
    )


def test_a_tour_touches_a_part_as_a_visitor_does(park: Park) -> None:
    show = park.tours["show"]
    touch = Cue(at_s=2.0, touch="station_2")
    stop = show.stops[LINE].model_copy(update={"acts": (touch,)})
    tours = {**park.tours, "show": show.model_copy(update={"stops": (*show.stops[:LINE], stop)})}
    visit = Visit.begin(park.model_copy(update={"tours": tours})).after(StartTour("show", LINE)).advance(2.5)
    assert visit.run is not None
    assert [(act.step, act.kind, act.name) for act in visit.run.past.acts] == [(60, "*", "station_2")]
