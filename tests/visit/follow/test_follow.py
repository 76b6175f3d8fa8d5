"""Followers: equal to their leader whatever the network loses, each in its own language, free to wander off and come back."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.exhibits.kinds import KINDS
from explorer.park import Park, load
from explorer.visit import (
    FOLLOW,
    PRESENT,
    TEACH,
    Act,
    Blacken,
    Close,
    EndTour,
    Freeze,
    NextStop,
    Onward,
    Open,
    Operate,
    Orbit,
    Pause,
    PauseTour,
    Press,
    Reset,
    ResumeTour,
    Settings,
    StartTour,
    Turn,
    Undo,
    Visit,
)
from explorer.visit.follow.acts import Lead, Rejoin
from explorer.visit.follow.leader import Leader
from explorer.visit.follow.shapes import message_of
from explorer.visit.lesson.acts import (
    Ask,
    BigPause,
    Choose,
    Count,
    NextQuestion,
    Reveal,
    ShowOptions,
    StartQuiz,
)

from .room import TICK_S, FollowRoom, assert_equal, at_exhibit, wild_acts

HEALS_S = 2.0
LARGEST = 6_000


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


HEAVY = {"effects", "factory", "twinlib"}


@pytest.mark.parametrize("kind", KINDS)
def test_followers_are_equal_in_spite_of_loss_gap_and_late_coming(park: Park, kind: str) -> None:
    room = FollowRoom(at_exhibit(park, kind), followers=2, loss=0.3, seed=len(kind))
    few = 4 if kind in HEAVY else 12
    for _ in wild_acts(room, room.chance, few):
        pass
    room.is_cut = True
    for _ in wild_acts(room, room.chance, few // 2):
        pass
    room.reconnect()
    room.followers.append(room.joined("en"))
    room.do(Pause(True))
    room.pass_time(HEALS_S)
    for follower in room.followers:
        assert_equal(follower, room.visit)
        assert follower.following is not None
        assert follower.following.agrees
    assert [f.settings.language for f in room.followers] == ["zh", "de", "en"]
    assert {f.settings.text_percent for f in room.followers} == {150}
    assert room.largest < LARGEST


def test_a_gap_of_ten_seconds_and_a_leader_that_starts_again(park: Park) -> None:
    room = FollowRoom(at_exhibit(park, "line"), followers=1)
    room.pass_time(1.0)
    room.is_cut = True
    room.do(Press("break_sensor"))
    room.pass_time(10.0)
    assert room.followers[0].following is not None
    assert room.followers[0].following.standing == "silent"
    room.reconnect()
    room.do(Pause(True))
    room.pass_time(HEALS_S)
    assert_equal(room.followers[0], room.visit)
    # the leader's program was killed: another session, numbers from 1, another place
    room.visit, room.leader = at_exhibit(park, "net"), Leader("s2")
    room.pass_time(HEALS_S)
    room.do(Pause(True))
    room.pass_time(HEALS_S)
    assert_equal(room.followers[0], room.visit)


def test_an_older_message_changes_nothing(park: Park) -> None:
    room = FollowRoom(at_exhibit(park, "line"))
    room.pass_time(1.0)
    old = message_of(room.kept["state"], park)
    assert old is not None
    room.do(Close())
    room.pass_time(1.0)
    follower = room.followers[0]
    assert follower.zone is None
    assert follower.after(Lead(old)) is follower


def test_with_another_scene_the_place_alone_is_followed(park: Park) -> None:
    """And says so: a tour less is another scene, whatever its version."""
    room = FollowRoom(at_exhibit(park, "line"))
    shorter = park.model_copy(update={"tours": dict(list(park.tours.items())[1:])})
    room.followers = [Visit.begin(shorter, FOLLOW, Settings(comfort="cut"))]
    room.pass_time(1.0)
    room.do(Turn("loss", 40))
    room.pass_time(1.0)
    (follower,) = room.followers
    assert follower.following is not None
    assert follower.following.standing == "other scene"
    assert follower.zone == "line"
    assert follower.run is None or follower.run.exhibit != room.visit.run.exhibit  # type: ignore[union-attr]
    back = follower.after(Open("net"))
    assert back.following is not None
    assert back.following.standing == "away"


def test_a_machine_that_computes_otherwise_takes_the_next_snapshot(park: Park) -> None:
    room = FollowRoom(at_exhibit(park, "line"))
    room.pass_time(2.0)
    spoilt = room.followers[0]
    run = spoilt.run
    assert run is not None
    assert spoilt.zone is not None
    strange = replace(run.done("break_sensor"), past=run.past)
    room.followers[0] = replace(spoilt, runs={**spoilt.runs, spoilt.zone: strange})
    room.pass_time(1.0)
    following = room.followers[0].following
    assert following is not None
    assert following.agrees is False
    room.leader = room.leader.asked_for_snapshot()
    room.pass_time(1.0)
    room.do(Pause(True))
    room.pass_time(1.0)
    assert_equal(room.followers[0], room.visit)
    assert room.followers[0].following is not None
    assert room.followers[0].following.agrees


def test_a_tour_is_followed_with_what_it_does_to_the_exhibits(park: Park) -> None:
    """Also when the leader takes back and resets what the tour did, pauses, wanders off, and comes home."""
    visit = Visit.begin(park, settings=Settings(comfort="cut"))
    room = FollowRoom(visit, loss=0.3)
    tour = next(t for t in park.tours.values() if t.kind == "show")
    first = next(i for i, stop in enumerate(tour.stops) if stop.acts and stop.at == "exhibit")
    room.do(StartTour(tour.id, first))
    room.pass_time(9.0)
    for acts in (
        (Undo(),),
        (ResumeTour(),),
        (Reset(),),
        (PauseTour(),),
        (NextStop(),),
        (Open("line"),),
        (EndTour(),),
    ):
        room.do(*acts)
        room.pass_time(HEALS_S)
        if room.visit.run is not None and room.visit.alive:
            room.do(Pause(True))
            room.pass_time(HEALS_S)
        assert_equal(room.followers[0], room.visit)
    assert room.followers[0].playback is None


def test_lesson_talk_and_quiz_are_followed(park: Park) -> None:
    lesson = next(t for t in park.tours.values() if t.kind == "lesson")
    question = next(iter(park.quiz))
    room = FollowRoom(Visit.begin(park, TEACH, Settings(comfort="cut")).after(StartTour(lesson.id)))
    for acts in (
        (Ask(question),), (ShowOptions(),), (Count(1, 7), Count(2, 3)), (Reveal(),), (NextQuestion(),),
    ):  # fmt: skip
        room.do(*acts)
        room.pass_time(1.5)
        assert room.followers[0].lesson.asked == room.visit.lesson.asked or acts == (ShowOptions(),)
        assert room.followers[0].lesson.marks == room.visit.lesson.marks
    room.do(BigPause(True))
    room.pass_time(1.0)
    assert room.followers[0].lesson.paused
    room = FollowRoom(Visit.begin(park, PRESENT, Settings(comfort="cut")))
    room.do(Onward(), Blacken(True), Freeze(True))
    room.pass_time(1.0)
    talk = room.followers[0].talk
    assert talk is not None
    assert (talk.begun, talk.black, talk.frozen) == (True, True, True)
    room = FollowRoom(Visit.begin(park).after(StartQuiz()))
    room.do(Choose(1))
    room.pass_time(1.0)
    assert room.followers[0].quiz == room.visit.quiz


def test_one_may_wander_off_and_come_back(park: Park) -> None:
    room = FollowRoom(at_exhibit(park, "line"))
    room.pass_time(1.0)
    room.followers[0] = room.followers[0].after(Open("net")).after(Operate())
    following = room.followers[0].following
    assert following is not None
    assert following.standing == "away"
    room.pass_time(3.0)
    assert room.followers[0].zone == "net"
    assert room.followers[0].run is not None
    assert room.followers[0].run.steps > 60  # its own time goes by
    room.followers[0] = room.followers[0].after(Rejoin())
    room.do(Pause(True))
    room.pass_time(HEALS_S)
    assert_equal(room.followers[0], room.visit)
    assert room.followers[0].following is not None
    assert room.followers[0].following.standing == "follows"


@pytest.mark.parametrize("act", [Orbit(5, 5), Press("break_sensor"), Turn("loss", 40), StartQuiz(), Close()])
def test_whatever_one_does_leads_away(park: Park, act: Act) -> None:
    room = FollowRoom(at_exhibit(park, "line"))
    room.pass_time(1.0)
    following = room.followers[0].after(act).following
    assert following is not None
    assert following.away


def test_the_camera_comes_after_smoothly(park: Park) -> None:
    room = FollowRoom(Visit.begin(park, settings=Settings(comfort="fly")))
    room.followers = [Visit.begin(park, FOLLOW, Settings(comfort="fly"))]
    room.pass_time(4.0)
    bearings = []
    for _ in range(40):
        room.do(Orbit(1.0, 0.0))
        room.pass_time(TICK_S)
        bearings.append(room.followers[0].pose.azimuth_deg)
    steps = [b - a for a, b in pairwise(bearings[8:])]
    assert all(0.2 < step < 2.5 for step in steps), steps
    room.pass_time(1.5)
    assert room.followers[0].pose.azimuth_deg == pytest.approx(room.visit.pose.azimuth_deg, abs=0.02)
    assert not room.followers[0].moving


def test_at_rest_a_leader_says_one_thing_a_second(park: Park) -> None:
    room = FollowRoom(Visit.begin(park))
    room.pass_time(4.0)
    before = room.states
    room.pass_time(5.0)
    assert room.states - before <= 6
