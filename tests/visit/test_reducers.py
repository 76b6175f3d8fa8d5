"""The table of reducers: which act each answers, and why each stands where it stands."""

from __future__ import annotations

import typing

import pytest

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.visit import (
    KIOSK,
    TEACH,
    CatchUp,
    Open,
    PauseTour,
    Restore,
    StartTour,
    TalkThrough,
    ToStop,
    Visit,
)
from explorer.visit.acts import Act, LineAct, OwnAct
from explorer.visit.follow.acts import FollowAct
from explorer.visit.kiosk.acts import KioskAct
from explorer.visit.lesson.acts import AskingAct
from explorer.visit.talk.acts import TalkAct
from explorer.visit.tour.acts import TourAct
from explorer.visit.visit import CLOCKS, REDUCERS


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


def names(table: tuple[typing.Callable[..., Visit], ...]) -> list[str]:
    """The functions of a table as room.function."""
    return [f"{reduce.__module__.removeprefix('explorer.visit.')}.{reduce.__name__}" for reduce in table]


def after_in_order(visit: Visit, act: Act, order: typing.Sequence[int]) -> Visit:
    """The visit after an act, by the same reducers in another order."""
    for number in order:
        visit = REDUCERS[number](visit, act)
    return visit


def moved(name: str, to: int) -> list[int]:
    """The order of the table with one reducer in another place."""
    order = list(range(len(REDUCERS)))
    order.insert(to, order.pop(names(REDUCERS).index(name)))
    return order


def test_the_order_is_this_one() -> None:
    """Whoever changes it changes this line, and reads the reasons beside the table."""
    assert names(REDUCERS) == [
        "visit.after_leader", "kiosk.reducer.notice", "reducer.after", "talk.reducer.after", "kiosk.reducer.after",
        "tour.reducer.after", "lesson.reducer.after",
    ]  # fmt: skip
    assert names(CLOCKS) == [
        "kiosk.reducer.advance", "talk.reducer.advance", "lesson.reducer.advance",
    ]  # fmt: skip


def test_every_act_belongs_to_one_room() -> None:
    """Each act is in one family, so that one reducer answers it; only the clock's is for all that have a clock."""
    families = [
        typing.get_args(family)
        for family in (OwnAct, TourAct, TalkAct, AskingAct, KioskAct, FollowAct, LineAct)
    ]
    known = [act for family in families for act in family]
    assert len(set(known)) == len(known)
    assert {*known, CatchUp, Restore} == set(typing.get_args(Act))


def test_presence_is_noticed_first(park: Park) -> None:
    """What is opened at a kiosk that attracts stays open: the attract tour ends before, not afterwards."""
    attracting = Visit.begin(park, KIOSK).advance(1.0)
    opened = attracting.after(Open("data"))
    assert opened.zone == "data" and opened.playback is None
    late = after_in_order(attracting, Open("data"), moved("kiosk.reducer.notice", len(REDUCERS) - 1))
    assert (late.zone, late.visited, late.flight) != (opened.zone, opened.visited, opened.flight)


def test_the_lesson_follows_the_tour(park: Park) -> None:
    """A lesson has begun with its tour, not a frame later."""
    taught = Visit.begin(park, TEACH)
    lesson = next(tour.id for tour in park.tours.values() if tour.kind == "lesson")
    assert taught.after(StartTour(lesson)).lesson.going
    before = moved("lesson.reducer.after", names(REDUCERS).index("tour.reducer.after"))
    assert not after_in_order(taught, StartTour(lesson), before).lesson.going


@pytest.mark.parametrize(
    "act", [ToStop(1), TalkThrough("talk"), PauseTour()], ids=lambda act: type(act).__name__
)
def test_the_rooms_between_may_stand_in_any_order(park: Park, act: Act) -> None:
    """Their acts are other acts, so none sees what another did."""
    begun = Visit.begin(park, TEACH).after(StartTour("talk")).advance(1.0)
    other, visit = after_in_order(begun, act, [0, 1, 4, 3, 2, 5, 6]), begun.after(act)
    assert other.playback is not None and visit.playback is not None
    assert (other.pose, other.flight, other.zone) == (visit.pose, visit.flight, visit.zone)
    assert (other.talk, other.lesson, other.kiosk) == (visit.talk, visit.lesson, visit.kiosk)
    assert (other.playback.index, other.playback.paused_by) == (
        visit.playback.index,
        visit.playback.paused_by,
    )
