"""A talk in a visit: its clock, its plan, where time goes, and what the audience is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.visit import (
    PRESENT,
    Act,
    Backward,
    Blacken,
    CatchUp,
    Close,
    EndTalk,
    Freeze,
    GoOnTalking,
    JumpTo,
    LookUp,
    Onward,
    Open,
    Orbit,
    PauseTour,
    SetConsoleLanguage,
    Settings,
    Shine,
    ShowCaption,
    Talk,
    TalkThrough,
    Turn,
    UseLaser,
    UseSpotlight,
    Visit,
)
from explorer.visit.talk.reducer import step, stop_of, strayed
from explorer.visit.talk.state import pace_of


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


@pytest.fixture
def ready(park: Park) -> Visit:
    return Visit.begin(park, PRESENT, Settings(comfort="cut"))


def talk_of(visit: Visit) -> Talk:
    assert visit.talk is not None
    return visit.talk


def done(visit: Visit, *acts: Act | float) -> Visit:
    """The visit after acts and pauses, in seconds."""
    for act in acts:
        visit = visit.advance(act) if isinstance(act, float) else visit.after(act)
    return visit


def test_a_talk_waits_at_its_first_stop_until_it_begins(ready: Visit) -> None:
    waiting = done(ready, 5.0)
    assert (stop_of(waiting), waiting.zone, waiting.operating) == (0, "plaza", True)
    assert talk_of(waiting).elapsed_s == 0
    assert waiting.run is not None
    assert ready.run is not None
    assert waiting.run.exhibit == ready.run.exhibit
    assert step(waiting) == "begin"
    begun = done(waiting, Onward(), 4.5)
    assert stop_of(begun) == 0
    assert talk_of(begun).elapsed_s == pytest.approx(4.5)
    assert begun.playback is not None
    assert begun.playback.done == 1  # the first act of the stop, at 4 s


def test_the_wanted_tour_is_talked_through_and_an_unknown_one_is_refused(park: Park) -> None:
    assert talk_of(Visit.begin(park, PRESENT, tour="show")).tour.id == "show"
    assert talk_of(Visit.begin(park, PRESENT)).tour.kind == "talk"
    with pytest.raises(KeyError):
        Visit.begin(park, PRESENT, tour="nowhere")
    bare = park.model_copy(update={"tours": {}})
    assert Visit.begin(bare, PRESENT).talk is None


def test_a_stop_stays_until_the_presenter_goes_on(ready: Visit) -> None:
    long = done(ready, Onward(), 500.0)
    assert stop_of(long) == 0
    assert talk_of(long).spent_s(0) == pytest.approx(500)


def test_a_tour_that_goes_on_by_itself_does_not_in_a_talk(park: Park) -> None:
    show = Visit.begin(park, PRESENT, Settings(comfort="cut"), "show")
    assert talk_of(show).tour.auto
    assert stop_of(done(show, Onward(), 200.0)) == 0
    last = len(talk_of(show).tour.stops) - 1
    assert talk_of(show).tour.loops
    assert talk_of(done(show, Onward(), JumpTo(last), 1.0, Onward())).over
    assert stop_of(done(show, Onward(), JumpTo(last), Onward(), GoOnTalking(), JumpTo(2), 300.0)) == 2


def test_time_is_put_down_to_the_stop_also_while_one_wanders(ready: Visit) -> None:
    away = done(ready, Onward(), 20.0, Open("data"), 12.0)
    assert strayed(away)
    assert step(away) == "return"
    back = done(away, Onward(), 8.0)
    assert not strayed(back)
    assert stop_of(back) == 0
    talk = talk_of(back)
    assert talk.spent_s(0) == pytest.approx(40)
    assert [(leg.zone, round(leg.began_s), round(leg.lasted_s)) for leg in talk.strayed] == [("data", 20, 12)]


def test_to_turn_a_dial_or_the_camera_at_the_stop_is_not_to_leave_it(ready: Visit) -> None:
    begun = done(ready, Onward(), 2.0)
    for act in (Turn("year", 2024.0), Orbit(10, 0)):
        touched = begun.after(act)
        assert touched.playback is not None
        assert touched.playback.paused_by == "wander"
        assert step(touched) == "next"
        assert stop_of(touched.after(Onward())) == 1


def test_pace_against_the_plan(ready: Visit) -> None:
    first, second = talk_of(ready).tour.stops[:2]
    early = done(ready, Onward(), first.hold_s - 12.0, Onward(), 30.0)
    assert talk_of(early).lead_s(1) == pytest.approx(12)
    assert pace_of(talk_of(early).lead_s(1)) == "ok"
    late = done(early, second.hold_s - 30 + 42.0)
    assert talk_of(late).lead_s(1) == pytest.approx(-30)
    assert talk_of(late).left_s(1) == pytest.approx(
        talk_of(late).tour.duration_s - first.hold_s - second.hold_s
    )
    assert talk_of(ready).lead_s(0) == 0
    skipped = done(ready, Onward(), 1.0, JumpTo(5), 1.0)
    assert talk_of(skipped).lead_s(5) == pytest.approx(talk_of(ready).tour.starts_s[5] - 1)


@pytest.mark.parametrize(
    ("lead_s", "pace"), [(0, "ok"), (15, "ok"), (-15, "ok"), (15.1, "warn"), (-60, "warn"), (61, "err")]
)
def test_pace_has_three_steps(lead_s: float, pace: str) -> None:
    assert pace_of(lead_s) == pace


def test_the_last_next_ends_the_talk_and_shows_the_whole_park(ready: Visit) -> None:
    last = len(talk_of(ready).tour.stops) - 1
    end = done(ready, Onward(), 3.0, JumpTo(last), 3.0)
    assert step(end) == "end"
    over = done(end, Onward(), 60.0)
    assert talk_of(over).over
    assert (over.playback, over.zone, over.pose) == (None, None, over.park.home)
    assert talk_of(over).elapsed_s == pytest.approx(6)
    assert step(over) is None
    assert over.after(Onward()) == over


def test_questions_after_the_last_stop_have_a_time_of_their_own(ready: Visit) -> None:
    last = len(talk_of(ready).tour.stops) - 1
    asked = done(ready, Onward(), JumpTo(last), 3.0, Onward(), GoOnTalking(), 5.0, Open("data"), 7.0)
    talk = talk_of(asked)
    assert talk.running
    assert talk.spent_s(None) == pytest.approx(12)
    assert [leg.zone for leg in talk.strayed] == ["data"]
    again = done(asked, JumpTo(2), 4.0)
    assert stop_of(again) == 2
    assert talk_of(again).spent_s(2) == pytest.approx(4)
    assert stop_of(done(asked, Backward())) == last


def test_the_audience_s_screen(ready: Visit) -> None:
    visit = done(ready, Blacken(True), Freeze(True), ShowCaption(True), SetConsoleLanguage("zh"))
    talk = talk_of(visit)
    assert (talk.black, talk.frozen, talk.caption, talk.language) == (True, True, True, "zh")
    assert visit.settings.language == "en"


def test_only_a_hand_with_laser_or_spotlight_points(ready: Visit) -> None:
    assert talk_of(done(ready, Shine((0.1, 0.2)))).pointer is None
    lit = done(ready, UseLaser(True), Shine((0.1, 0.2)))
    assert talk_of(lit).pointer == (0.1, 0.2)
    other = talk_of(lit.after(UseSpotlight(True)))
    assert (other.laser, other.spotlight, other.pointer) == (False, True, (0.1, 0.2))
    assert talk_of(lit.after(UseLaser(False))).pointer is None


def test_what_is_looked_up_is_kept_with_its_time(ready: Visit) -> None:
    visit = done(ready, Onward(), 9.0, LookUp("claim", "K12"))
    (found,) = talk_of(visit).looked_up
    assert (found.kind, found.id) == ("claim", "K12")
    assert found.at_s == pytest.approx(9)


def test_before_the_talk_stops_can_be_looked_at_and_wait(ready: Visit) -> None:
    looked = done(ready, JumpTo(3), 30.0)
    assert stop_of(looked) == 3
    assert looked.playback is not None
    assert (looked.playback.time_s, talk_of(looked).elapsed_s) == (0, 0)
    assert step(looked) == "begin"


def test_without_a_talk_its_acts_change_nothing(park: Park) -> None:
    visit = Visit.begin(park)
    for act in (Onward(), Backward(), JumpTo(2), Blacken(True), EndTalk(), Shine((0, 0))):
        assert visit.after(act) is visit


ACTS = st.one_of(
    st.sampled_from(
        [
            Onward(), Backward(), Open("data"), Open("rules"), Close(), Orbit(5, 1), PauseTour(), EndTalk(),
            CatchUp(7.0), GoOnTalking(), Blacken(True), Freeze(True), UseLaser(True), TalkThrough("talk"),
        ]
    ),
    st.integers(-1, 12).map(JumpTo),
    st.floats(0.1, 8.0),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(acts=st.lists(ACTS, max_size=25))
def test_whatever_is_done_every_second_is_put_down_once(park: Park, acts: list[Act | float]) -> None:
    visit = done(Visit.begin(park, PRESENT, Settings(comfort="cut")), *acts)
    talk = talk_of(visit)
    assert sum(leg.lasted_s for leg in talk.legs) == pytest.approx(talk.elapsed_s)
    places: list[int | None] = [None, *range(len(talk.tour.stops))]
    assert sum(talk.spent_s(stop) for stop in places) == pytest.approx(talk.elapsed_s)
    ends = [leg.began_s + leg.lasted_s for leg in talk.legs]
    assert [leg.began_s for leg in talk.legs[1:]] == pytest.approx(ends[:-1])
    assert talk.begun or not talk.legs
