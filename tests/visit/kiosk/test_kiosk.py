"""A booth: a tour attracts, somebody explores, silence asks, and whoever comes next finds the park as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.visit import (
    EXPLORE,
    KIOSK,
    Act,
    Aim,
    Back,
    CatchUp,
    Change,
    Close,
    EndTour,
    Hover,
    Kiosk,
    NextStop,
    Open,
    Operate,
    Orbit,
    Pan,
    PauseTour,
    Point,
    Presence,
    Press,
    ResumeTour,
    SetAutoAdvance,
    Settings,
    StartOver,
    StartTour,
    Stay,
    StepBack,
    Turn,
    Visit,
    Zoom,
)
from explorer.visit.kiosk.acts import EnterStaff, HoldPress
from explorer.visit.kiosk.reducer import due_in_s, is_new_visitor

OWN = Settings(language="zh", comfort="cut", text_percent=125)
BOOTH = replace(KIOSK, attracts=True, quiet_s=75.0, countdown_s=20.0)
BRISK = replace(BOOTH, quiet_s=4.0, countdown_s=2.0)
LINE_S, LOOP_S = 4.6, 180.0  # when the show reaches the production line; how long it is

ACTS: tuple[Act, ...] = (
    Presence(), Presence(touched=False), Stay(), StartOver(), Open("line"), Open("net"), Operate(), Close(), Back(),
    Turn("loss", 40), Press("break_sensor"), Hover("data"), Point("data"), Point(None), Aim(0.2, 0.1),
    Orbit(20, 5), Zoom(0.5), Change(replace(OWN, language="en", text_percent=200, day_phase=2.0)),
    StartTour("show"), StartTour("talk"), StartTour("lesson"), NextStop(), PauseTour(), ResumeTour(),
    SetAutoAdvance(False), EndTour(),
)  # fmt: skip


@pytest.fixture(scope="module")
def park() -> Park:
    """The park that ships, with only the first two stops of the tours that are long."""
    whole = load(ROOT / "scenes" / "metaverse", Path("nowhere"))
    short = {
        id: tour if tour.loops else tour.model_copy(update={"stops": tour.stops[:2]})
        for id, tour in whole.tours.items()
    }
    return whole.model_copy(update={"tours": short})


@pytest.fixture
def fresh(park: Park) -> Visit:
    return Visit.begin(park, BOOTH, OWN)


def booth(visit: Visit) -> Kiosk:
    assert visit.kiosk is not None
    return visit.kiosk


def stop(visit: Visit) -> str | None:
    return visit.playback.stop.id if visit.playback else None


def done(visit: Visit, act: Act) -> Visit:
    """After an act, if it makes sense there."""
    try:
        return visit.after(act)
    except (KeyError, ValueError):
        return visit


# ---- attract


def test_the_tour_that_attracts_begins_by_itself_and_never_ends(fresh: Visit) -> None:
    assert (booth(fresh).phase, stop(fresh)) == ("attract", "arrival")
    later = fresh.advance(LOOP_S * 2 + LINE_S + 1)
    assert (booth(later).phase, stop(later), booth(later).silent_s) == ("attract", "line", 0.0)


def test_another_tour_may_attract(park: Park) -> None:
    named = Visit.begin(park, replace(BOOTH, attract="lesson"), OWN)
    assert named.playback is not None and named.playback.tour.id == "lesson"
    with pytest.raises(KeyError):
        Visit.begin(park, replace(BOOTH, attract="nothing"), OWN)


def test_a_park_without_tours_waits_at_home(park: Park) -> None:
    bare = Visit.begin(park.model_copy(update={"tours": {}}), BOOTH, OWN)
    assert (booth(bare).phase, bare.playback) == ("attract", None)
    assert booth(bare.advance(1000)).phase == "attract"
    assert booth(bare.after(Presence())).phase == "explore"
    assert bare.after(Presence()).advance(95) == bare


def test_every_second_round_is_at_dusk(fresh: Visit) -> None:
    rounds = [fresh.advance(LOOP_S * n + 1).settings.light for n in range(3)]
    assert rounds == ["day", "dusk", "day"]


def test_what_the_pointer_rests_on_is_nobody(fresh: Visit) -> None:
    visit = fresh.after(Hover("data")).after(Aim(0.1, 0.2)).after(Point(None)).advance(1)
    assert (booth(visit).phase, stop(visit)) == ("attract", "arrival")


def test_a_pointer_that_moves_lets_the_tour_wait_until_nobody_has_come(fresh: Visit) -> None:
    seen = fresh.advance(5).after(Presence(touched=False))
    assert booth(seen).phase == "attract" and seen.playback is not None and not seen.playback.playing
    assert seen.advance(74.9).playback == seen.playback
    assert seen.advance(75) == fresh


def test_the_tour_may_be_paused_and_goes_on(fresh: Visit) -> None:
    paused = fresh.advance(5).after(PauseTour()).advance(30)
    assert (booth(paused).phase, booth(paused).silent_s) == ("attract", 30.0)
    on = paused.after(ResumeTour()).advance(LINE_S)
    assert (booth(on).phase, stop(on), booth(on).silent_s) == ("attract", "line", 0.0)


# ---- touched


def test_the_first_touch_hands_over_what_was_seen(fresh: Visit) -> None:
    at_line = fresh.advance(LINE_S + 10)
    visit = at_line.after(Presence())
    assert (booth(visit).phase, visit.playback, visit.zone, visit.operating) == (
        "explore",
        None,
        "line",
        True,
    )
    assert visit.pose == at_line.pose
    assert visit.visited == {"line"} and list(visit.runs) == ["line"]
    assert visit.after(Back()).zone is None


def test_a_touch_finds_the_exhibit_fresh_as_its_card_is(fresh: Visit) -> None:
    """The first step of its card is still to be done, although the tour has done it already."""
    for stop_s in range(5, 160, 9):
        touched = fresh.advance(stop_s).after(Presence())
        if touched.run is not None:
            assert not touched.run.past.acts and touched.run.steps == 0


def test_who_touches_during_a_chosen_tour_finds_the_exhibit_fresh_and_the_tour_goes_on_where_it_was(
    fresh: Visit,
) -> None:
    led = fresh.after(Presence()).after(StartTour("show", 1)).advance(10)
    assert led.run is not None and led.run.readings["broken"] == 1
    for act in (Orbit(5, 0), Press("break_sensor")):
        visit = led.after(act)
        assert visit.run is not None and visit.run.readings["broken"] == 0 and visit.picked is None
        on = visit.advance(3).after(ResumeTour())
        assert on.run is led.run


def test_an_exhibit_that_was_left_rests_and_counts_as_tried(fresh: Visit) -> None:
    at = fresh.after(Presence()).after(Open("line")).after(Operate()).after(Press("break_sensor")).advance(20)
    assert at.run is not None and at.run.readings["ghosts"] > 0
    for act in (StepBack(), Close(), Open("net"), Back()):
        left = at.after(act).advance(1)
        run = left.runs["line"]
        assert run.readings["ghosts"] == 0 and not run.past.acts
        assert left.tried == {"line"}
    looked = at.after(Hover("line")).after(Orbit(5, 0))
    assert looked.run is at.run, "who is still there keeps it"


def test_who_comes_in_the_middle_of_a_flight_stands_in_the_open(park: Park) -> None:
    flying = Visit.begin(park, BOOTH, Settings(comfort="fly")).advance(LINE_S + 1)
    assert flying.moving
    visit = flying.after(Presence())
    assert (visit.zone, visit.moving, visit.pose, visit.runs) == (None, False, flying.pose, {})


def test_an_act_without_a_touch_before_is_a_touch(fresh: Visit) -> None:
    visit = fresh.advance(LINE_S + 10).after(Open("net"))
    assert (booth(visit).phase, visit.zone, visit.playback) == ("explore", "net", None)


# ---- asked


def test_silence_asks_and_then_begins_anew(fresh: Visit) -> None:
    visit = fresh.after(Presence()).after(Open("data")).after(Change(replace(OWN, text_percent=200)))
    assert booth(visit.advance(74.9)).phase == "explore"
    asked = visit.advance(75)
    assert (booth(asked).phase, booth(asked).silent_s, asked.zone) == ("asking", 0.0, "data")
    assert booth(asked.advance(19.9)).phase == "asking"
    assert asked.advance(20) == fresh
    assert visit.advance(75 + 20 + 3) == fresh.advance(3)


def test_who_answers_stays(fresh: Visit) -> None:
    asked = fresh.after(Open("data")).advance(80)
    for answer in (Stay(), Presence(), Orbit(5, 0)):
        stayed = asked.after(answer)
        assert (booth(stayed).phase, booth(stayed).silent_s, stayed.zone) == ("explore", 0.0, "data")
        assert booth(stayed.advance(74)).phase == "explore"
    assert asked.after(Presence(touched=False)) is asked


def test_an_exhibit_that_runs_without_hands_is_silence(fresh: Visit) -> None:
    visit = fresh.after(Open("line")).after(Operate())
    assert visit.alive and booth(visit.advance(75)).phase == "asking"


def test_start_over_is_there_at_every_time(fresh: Visit) -> None:
    exploring = fresh.after(Open("line")).advance(3)
    assert exploring.after(StartOver()) == fresh
    assert exploring.advance(80).after(StartOver()) == fresh
    assert is_new_visitor(exploring, exploring.after(StartOver()))
    attracting = fresh.advance(30)
    assert attracting.after(StartOver()) is attracting


def test_a_tour_that_was_chosen_is_watched_to_its_end(fresh: Visit) -> None:
    """A tour of three minutes was cut in the middle by *Still there?*"""
    show = fresh.park.tours["show"]
    assert show.duration_s == LOOP_S
    watching = fresh.after(StartTour("show"))
    assert booth(watching.advance(LOOP_S - 0.1)).phase == "explore"
    over = watching.advance(LOOP_S + 74.9)
    assert (booth(over).phase, over.playback) == ("explore", None)
    assert over.toured is not None and over.toured.whole
    assert booth(watching.advance(LOOP_S + 75)).phase == "asking"
    assert booth(watching.advance(LOOP_S + 75 + 20)).phase == "attract"


def test_a_tour_that_waits_is_silence(fresh: Visit) -> None:
    tour = fresh.park.tours["lesson"]
    watching = fresh.after(StartTour("lesson"))
    assert not tour.auto  # what waits for a teacher waits in silence
    assert booth(watching.advance(max(cue.at_s for cue in tour.stops[0].acts) + 75)).phase == "asking"
    goes_on = watching.after(SetAutoAdvance(True)).advance(150)
    assert booth(goes_on).phase == "explore"
    assert booth(goes_on.after(PauseTour()).advance(74.9)).phase == "explore"
    assert booth(goes_on.after(PauseTour()).advance(75)).phase == "asking"


def test_after_a_tour_that_was_chosen_there_is_time_to_look_round(fresh: Visit) -> None:
    over = fresh.after(StartTour("lesson")).after(EndTour()).advance(70)
    assert booth(over).phase == "explore"
    assert booth(over.advance(5)).phase == "asking"
    watched = fresh.after(StartTour("show")).advance(70)
    assert booth(watched.after(PauseTour()).advance(75)).phase == "asking"
    assert booth(watched.after(PauseTour()).advance(74.9)).phase == "explore"


def test_a_booth_offers_tours_for_visitors_only(park: Park) -> None:
    assert {tour.kind for tour in park.tours.values()} == {"show", "talk", "lesson"}
    assert {tour.kind for tour in KIOSK.offered(park)} == {"show"}
    assert sorted(tour.id for tour in EXPLORE.offered(park)) == sorted(park.tours)


# ---- a press that is held


def test_what_comes_of_a_press_that_is_held_is_nobody(fresh: Visit) -> None:
    held = fresh.after(Open("data")).after(HoldPress())
    for second in range(95):
        phase = booth(held).phase
        assert phase == ("explore" if second < 75 else "asking")
        held = held.after(Orbit(5, 0)).after(Pan(0.1, 0)).after(Turn("depth", 3 + second % 2)).advance(1)
    assert booth(held).phase == "attract" and held.zone is None
    assert held == replace(fresh, kiosk=replace(booth(fresh), held=True))
    assert booth(held.after(Presence())).phase == "explore"  # somebody beside the bag
    assert held.after(HoldPress(False)) == fresh


def test_a_press_that_has_ended_is_forgotten(fresh: Visit) -> None:
    visit = fresh.after(Open("data")).after(HoldPress()).advance(60).after(HoldPress(False))
    assert booth(visit.advance(15)).phase == "asking"
    assert booth(visit.after(Orbit(5, 0)).advance(74)).phase == "explore"


# ---- time that no frame has counted


def test_silence_counts_what_a_slow_machine_has_left_out(fresh: Visit) -> None:
    visit = fresh.after(Open("data")).advance(30).after(CatchUp(44.9))
    assert booth(visit.advance(0.05)).phase == "explore"
    assert booth(visit.advance(0.1)).phase == "asking"
    late = visit.after(CatchUp(1000))
    assert (
        booth(late).phase == "explore"
    )  # the question comes with the next frame, and stands for as long as ever
    assert booth(late.advance(0.01)).phase == "asking"
    assert booth(late.advance(19.9)).phase == "asking"
    assert fresh.after(CatchUp(1000)).advance(1) == fresh.advance(1)


def test_staff_are_no_visitors_until_the_booth_begins_anew(fresh: Visit) -> None:
    visit = fresh.after(Presence()).after(EnterStaff())
    assert booth(visit).staff
    assert not booth(visit.advance(95)).staff


# ---- always


pauses = st.floats(0.0, 7.0)


@settings(max_examples=25, deadline=None)
@given(done_then_waited=st.lists(st.tuples(st.sampled_from(ACTS), pauses), max_size=8))
def test_any_acts_and_then_silence_end_at_the_attract_tour_of_a_fresh_visit(
    park: Park, done_then_waited: list[tuple[Act, float]]
) -> None:
    fresh = visit = Visit.begin(park, BRISK, OWN)
    for act, pause_s in done_then_waited:
        visit = done(visit, act).advance(pause_s)
    before = visit
    for _ in range(2000):  # a chosen tour is seen to its end first
        if booth(visit).phase == "attract" and visit.playback and visit.playback.playing:
            break
        before, visit = visit, visit.advance(due_in_s(visit))
    assert visit.playback is not None and visit.playback.playing
    assert booth(visit).phase == "attract"
    if is_new_visitor(before, visit):
        assert visit == fresh
    assert visit.history == fresh.history and visit.runs.keys() <= {s.zone for s in visit.playback.tour.stops}
    assert replace(visit.settings, day_phase=0.0) == replace(OWN, day_phase=0.0)


@pytest.mark.parametrize("fps", [4, 30])
def test_small_steps_lead_where_a_long_one_leads(fresh: Visit, fps: int) -> None:
    visit = fresh.after(Open("data"))
    for _ in range(96 * fps):
        visit = visit.advance(1 / fps)
    assert booth(visit).phase == "attract" and visit.time_s == pytest.approx(1.0)


def test_thirty_visitors_leave_nothing_behind(park: Park) -> None:
    fresh = visit = Visit.begin(park, BRISK, OWN)
    for zone in [*park.zones, *park.zones][:30]:
        visit = visit.after(Presence()).after(Open(zone)).after(Operate()).after(Orbit(30, 5))
        visit = visit.after(Change(replace(OWN, language="en"))).advance(4).advance(2)
        assert visit == fresh
