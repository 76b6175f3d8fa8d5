"""A teacher's window for a class with screens of its own: who is there, what all are to do, and the class chart."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.net.room.host import RoomHost, RoomOptions
from explorer.net.room.leading import GONE_S, MOST_PAIRS, Leading
from explorer.net.room.messages import Follower
from explorer.shell.follow.class_layer import ClassLayer
from explorer.shell.lesson.answers import answers_table
from explorer.shell.lesson.handout import Handout
from explorer.shell.window.main_window import MainWindow
from explorer.visit import TEACH, Open, OpenState, Operate, StartTour
from explorer.visit.exhibit_run import Running
from explorer.visit.follow.class_results import result_of
from explorer.visit.follow.shapes import PairState
from explorer.visit.lesson.acts import Ask
from explorer.visit.mode import Part
from explorer.visit.run_snapshot import run_of, run_snapshot

from ..windows import Clock, Windows, draw_frames

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(open_window: Windows) -> MainWindow:
    mode = replace(TEACH, layers=(*TEACH.layers, Part.CLASS, Part.ROOM))
    window = open_window(mode, room=RoomHost(RoomOptions("127.0.0.1")))
    window.do(StartTour("lesson"))
    draw_frames(window)
    return window


def layer_of(window: MainWindow) -> ClassLayer:
    return next(layer for layer in window.layers if isinstance(layer, ClassLayer))


def hear(window: MainWindow, *states: PairState) -> None:
    for number, state in enumerate(states):
        layer_of(window).leading.take(Follower(id=str(number), state=state.model_dump_json()))
    draw_frames(window)


def result(loss: float, collected: int) -> PairState:
    run = Running.begin("line").turned("loss", loss).done("break_sensor").walked(300)
    return PairState(standing="free", zone="line", result=result_of(run, "line", collected))


def test_the_card_comes_with_the_first_screen(window: MainWindow) -> None:
    layer = layer_of(window)
    assert layer.card.isHidden()
    hear(window, PairState(standing="follows"), PairState(standing="away"))
    assert layer.card.isVisible()
    assert (layer.card.view.screens, layer.card.view.here) == (2, 1)
    window.do(Ask("who-and-when"))
    draw_frames(window)
    assert not layer.card.isVisible()  # a page is read


def test_in_a_low_window_the_card_folds_rather_than_cover_the_foot(window: MainWindow) -> None:
    layer = layer_of(window)
    window.resize(1280, 900)
    hear(window, PairState(standing="follows"))
    assert not layer.card.view.is_folded
    window.resize(1024, 640)
    hear(window, PairState(standing="follows"))
    assert layer.card.isVisible() and layer.card.view.is_folded
    QTest.mouseClick(layer.card.fold, LEFT)
    draw_frames(window)
    assert not layer.card.view.is_folded, "the teacher decides"
    assert layer.card.free.isVisible()


def test_points_at_one_place_stand_side_by_side(window: MainWindow) -> None:
    layer = layer_of(window)
    hear(window, *(PairState(standing="free") for _ in range(3)))
    QTest.mouseClick(layer.card.results, LEFT)
    hear(window, *(result(20.0, layer.leading.together.collected) for _ in range(3)))
    chart = layer.panel.chart
    places = [chart.place_of(number) for number in sorted(chart.points)]
    assert (len(places), len(set(chart.points.values()))) == (3, 1)
    assert all((a - b).manhattanLength() > 15 for a, b in pairwise(places))


def test_screens_that_are_gone_make_room_for_others() -> None:
    clock = Clock()
    leading = Leading(clock)
    state = PairState(standing="follows").model_dump_json()
    for number in range(MOST_PAIRS + 5):
        leading.take(Follower(id=str(number), state=state))
    assert len(leading.pairs) == MOST_PAIRS
    clock.now_s = GONE_S + 1
    leading.take(Follower(id="new", state=state))
    assert [pair.number for pair in leading.pairs] == [MOST_PAIRS + 1]


def test_all_are_let_go_called_back_and_sent(window: MainWindow) -> None:
    layer = layer_of(window)
    hear(window, PairState(standing="follows"))
    QTest.mouseClick(layer.card.free, LEFT)
    assert layer.leading.together.free
    draw_frames(window)
    QTest.mouseClick(layer.card.free, LEFT)
    assert not layer.leading.together.free
    assert layer.leading.together.gathered == 1
    QTest.keyClick(window, Qt.Key.Key_H)
    assert layer.leading.together.gathered == 2
    window.do(Open("line"))
    window.do(Operate())
    draw_frames(window)
    QTest.mouseClick(layer.card.send, LEFT)
    assert layer.leading.together.errand.zone == "line"
    assert layer.leading.together.free


def test_results_become_points_and_one_is_shown_to_all(window: MainWindow) -> None:
    layer = layer_of(window)
    hear(window, PairState(standing="free"), PairState(standing="free"))
    QTest.mouseClick(layer.card.results, LEFT)
    draw_frames(window)
    panel = layer.panel
    assert panel.isVisible()
    assert not panel.chart.isVisible()
    assert not layer.card.isVisible()
    collected = layer.leading.together.collected
    hear(window, result(20.0, collected), result(90.0, collected))
    assert {number: x for number, (x, _) in panel.chart.points.items()} == {1: 20.0, 2: 90.0}
    assert not panel.show_pair.isEnabled()
    QTest.mouseClick(panel.chart, LEFT, pos=panel.chart.place_of(2).toPoint())
    assert panel.chart.chosen == 2
    before = panel.upward.text()
    QTest.mouseClick(panel.upward, LEFT)
    assert panel.upward.text() != before
    assert panel.show_pair.isEnabled()
    QTest.mouseClick(panel.show_pair, LEFT)
    draw_frames(window)
    assert panel.isHidden()
    kept = [(point.pair, point.dial, point.x) for point in window.visit.lesson.points]
    assert kept == [(1, "loss", 20.0), (2, "loss", 90.0)]
    table = answers_table(window.visit.park, window.visit.lesson, "en").splitlines()
    assert table[-4] == "Break the sensor" and table[-1].startswith("2,90,")
    teacher = Handout(
        window.visit.park, window.visit.lesson.tour, "en", window.visit.lesson, {}, for_teacher=True
    )
    assert "Results of the pairs" in teacher.html(16.0)
    assert "Results of the pairs" not in replace(teacher, for_teacher=False).html(16.0)
    assert window.visit.run is not None
    assert window.visit.run.exhibit.model_dump()["loss"] == 90.0
    assert layer.leading.together.gathered == 1


def test_a_screen_that_is_silent_is_gone() -> None:
    clock = Clock()
    leading = Leading(clock)
    state = PairState(standing="follows").model_dump_json()
    leading.take(Follower(id="1", state=state))
    assert [pair.number for pair in leading.pairs] == [1]
    clock.now_s = 10.0
    assert leading.pairs == ()


def test_a_result_outlives_the_silence_of_its_screen() -> None:
    clock = Clock()
    leading = Leading(clock)
    leading.collect()
    leading.take(Follower(id="1", state=result(20.0, 1).model_dump_json()))
    clock.now_s = GONE_S + 1
    assert (leading.pairs, list(leading.results)) == ((), [1])


@pytest.mark.parametrize("kind", ["line", "factory", "park"])
def test_a_run_that_began_in_the_teachers_snapshot_can_be_shown_to_all(kind: str, window: MainWindow) -> None:
    begun = Running.begin(kind)
    run = run_of(run_snapshot(begun.walked(90)), begun.exhibit).walked(120)
    assert run.past.base
    window.do(OpenState(result_of(run, kind, 1).code))
    assert window.visit.run is not None
    assert window.visit.run.readings == run.readings


def test_junk_from_a_screen_is_no_screen(window: MainWindow) -> None:
    leading = layer_of(window).leading
    for junk in ("", "{}", '{"standing": 3}', "[" * 10_000):
        leading.take(Follower(id="x", state=junk))
    assert leading.pairs == ()
