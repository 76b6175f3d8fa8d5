"""The class chart: a dial across, a reading upward, one point for each pair that was at the same exhibit."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.exhibits.kinds import KINDS
from explorer.i18n import tr
from explorer.park import Park, load
from explorer.visit import FOLLOW, OpenState, Press, Settings, Turn, Visit
from explorer.visit.exhibit_run import Running
from explorer.visit.follow.class_results import ClassResults, pair_state, result_of
from explorer.visit.follow.shapes import ClassState, Errand, PairResult

from .room import FollowRoom, at_exhibit


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


def result(kind: str, **values: float) -> PairResult:
    run = Running.begin(kind)
    for name, value in values.items():
        run = run.turned(name, value)
    return result_of(run.walked(90), kind, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_every_exhibit_has_its_chart(kind: str) -> None:
    chart = ClassResults.of({1: result(kind), 2: result(kind)})
    assert chart is not None
    assert chart.outputs[0] in chart.exhibit.figures or not chart.exhibit.figures
    for dial in chart.dials:
        assert len(chart.points(dial, chart.outputs[0])) == 2


def test_the_dial_in_which_pairs_differ_stands_across() -> None:
    chart = ClassResults.of({3: result("line", loss=20.0), 5: result("line", loss=80.0), 9: result("net")})
    assert chart is not None
    assert chart.kind == "line"
    assert chart.dials[0] == "loss"
    points = chart.points("loss", "wip")
    assert {number: x for number, (x, _) in points.items()} == {3: 20.0, 5: 80.0}


def test_values_are_called_by_their_names() -> None:
    chart = ClassResults("plaza", {})
    assert tr(chart.names_of("date")[0], "en") == "January 2022"
    assert tr(chart.names_of("year")[2026.0], "zh") == "2026年1月"
    assert [tr(words, "en") for words in ClassResults("line", {}).names_of("backup").values()] == [
        "off",
        "on",
    ]
    assert not ClassResults("line", {}).names_of("loss")


def test_without_results_there_is_no_chart() -> None:
    assert ClassResults.of({}) is None
    assert ClassResults.of({1: result("line").model_copy(update={"kind": "of-another-version"})}) is None


def test_pairs_are_sent_to_an_exhibit_and_answer_with_what_came_of_it(park: Park) -> None:
    room = FollowRoom(at_exhibit(park, "line"), followers=2)
    room.pass_time(1.0)
    room.want(free=True, errand=Errand(number=1, zone="net"))
    room.pass_time(1.0)
    assert {visit.zone for visit in room.followers} == {"net"}
    first, second = room.followers
    room.followers = [first.after(Turn("load", 0.9)), second.after(Turn("load", 0.1)).after(Press("start"))]
    room.want(collected=1)
    room.pass_time(1.0)
    states = [pair_state(visit) for visit in room.followers]
    found = {number: state.result for number, state in enumerate(states, 1) if state and state.result}
    chart = ClassResults.of(found)
    assert chart is not None
    assert chart.kind == "net"
    assert [x for x, _ in chart.points("load", chart.outputs[0]).values()] == [0.9, 0.1]
    assert [state.standing for state in states if state] == ["free", "free"]
    # one pair's state is shown to all, and all are called back to it
    room.do(OpenState(found[2].code))
    room.want(free=False, gathered=1)
    room.pass_time(2.0)
    assert room.visit.run is not None
    for visit in room.followers:
        assert visit.run is not None
        assert visit.run.exhibit == room.visit.run.exhibit
    assert ClassState().free is False


def test_one_who_follows_has_no_result_of_its_own(park: Park) -> None:
    room = FollowRoom(at_exhibit(park, "line"))
    room.want(collected=1)
    room.pass_time(1.0)
    state = pair_state(room.followers[0])
    assert state is not None
    assert state.result is None
    assert pair_state(Visit.begin(park)) is None
    waiting = pair_state(Visit.begin(park, FOLLOW, Settings()))
    assert waiting is not None
    assert waiting.standing == "waits"
