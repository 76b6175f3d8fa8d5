"""*Show me* plays an experiment by itself, waits when it is touched, and leaves nothing standing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.exhibits.kinds import KINDS
from explorer.i18n import tr
from explorer.shell.exhibit.show_me.layer import MARK_S, ShowMeLayer, changed_part, hold_s
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Change, Open, Operate, Orbit, Settings
from explorer.visit.acts import Act, Reset, StepBack, Turn, Undo
from explorer.visit.exhibit_run import Running
from explorer.visit.tour.acts import StartTour

from ...picture import real_park
from ...windows import Windows, draw_frames
from ..test_at_an_exhibit import StageWithParts

LINE = KINDS["line"].walkthrough


@pytest.fixture
def window(open_window: Windows) -> MainWindow:
    made = open_window(stage=StageWithParts)
    draw_frames(made, 2, 0.05)
    for act in (Open("line"), Operate()):
        made.do(act)
        draw_frames(made, 3, 0.05)
    return made


def layer_of(window: MainWindow) -> ShowMeLayer:
    return next(layer for layer in window.layers if isinstance(layer, ShowMeLayer))


def begun(window: MainWindow) -> ShowMeLayer:
    """What plays, begun by its button."""
    assert window.exhibit.step is not None
    window.exhibit.step.show_me.click()
    draw_frames(window, 1, 0.05)
    assert layer_of(window).showing is not None
    return layer_of(window)


def run_of(window: MainWindow) -> Running:
    assert window.visit.run is not None
    return window.visit.run


def test_it_plays_every_step_by_itself(window: MainWindow) -> None:
    layer = begun(window)
    assert layer.card.isVisible() and window.exhibit.isHidden() and window.strip.isHidden()
    for at, step in enumerate(LINE):
        showing = layer.showing
        assert showing is not None and showing.at == at and not showing.acted
        assert layer.card.words == tr(step.words, "en")
        draw_frames(window, 10, 0.05)
        assert layer.showing is not None and layer.showing.acted
        for name, value in step.values:
            assert getattr(run_of(window).exhibit, name) == value
        frames = 0
        while layer.showing is not None and layer.showing.at == at:
            draw_frames(window, 1, 0.05)
            frames += 1
        draw_frames(window, 1, 0.02)
        assert (frames + 10) * 0.05 == pytest.approx(MARK_S + hold_s(step, "en"), abs=0.25)
    assert layer.showing is None and layer.card.isHidden() and window.exhibit.isVisible()
    done = [event.name for event in run_of(window).record.events]
    assert [step.action for step in LINE if step.action] == [n for n in done if n in {s.action for s in LINE}]


def test_the_card_goes_on_behind_what_was_shown_and_begins_again_with_the_run(window: MainWindow) -> None:
    layer = begun(window)
    for _ in range(2):
        draw_frames(window, 10, 0.05)
        QTest.keyClick(window, Qt.Key.Key_Right)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    draw_frames(window, 2, 0.05)
    step = window.exhibit.step
    assert layer.showing is None and step is not None
    assert step.words == tr(LINE[2].ask, "en")
    window.do(Reset())
    draw_frames(window, 2, 0.05)
    assert step.words == tr(LINE[0].ask, "en")


def test_the_part_that_a_step_changes_is_marked(window: MainWindow) -> None:
    layer = begun(window)
    draw_frames(window, 3, 0.05)
    assert layer.showing is not None and layer.showing.part == "station_3"
    ring = window.part_ring
    assert ring.isVisible() and ring.words == "Station 3"  # its sign is a number, which names nothing


def test_the_ring_repeats_no_sign(open_window: Windows) -> None:
    window = open_window(stage=StageWithParts)
    for act in (Open("data"), Operate()):
        window.do(act)
        draw_frames(window, 3, 0.05)
    draw_frames(window, 60, 0.05)
    window.ask("show me")
    draw_frames(window, 30, 0.05)
    showing = layer_of(window).showing
    assert showing is not None and showing.part == "copies" and window.signs.names("copies")
    assert window.part_ring.isVisible() and window.part_ring.words == ""


def test_its_card_is_shown_only_where_it_belongs(window: MainWindow) -> None:
    layer = layer_of(window)
    window.ask("show me")
    assert layer.showing is not None and layer.card.isHidden()
    draw_frames(window, 1, 0.05)
    assert layer.card.isVisible() and layer.card.pause.hasFocus()
    assert layer.card.geometry().bottom() > window.height() * 0.8


def test_begun_by_mouse_it_ends_without_a_ring(window: MainWindow) -> None:
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        draw_frames(window, 1, 0.05)
    assert window.exhibit.step is not None
    QTest.mouseClick(window.exhibit.step.show_me, Qt.MouseButton.LeftButton)
    layer = layer_of(window)
    draw_frames(window, 2, 0.05)
    assert layer.card.pause.hasFocus()
    for _ in LINE:
        window.ask("skip show")
        draw_frames(window, 2, 0.05)
    assert layer.showing is None and layer.card.isHidden()
    assert window.viewport.hasFocus() and not window.viewport.rings


def test_every_step_of_every_exhibit_can_be_foreseen() -> None:
    for kind in KINDS.values():
        run = Running.of(kind())
        for step in kind.walkthrough:
            part = changed_part(run, step)
            assert part is None or part in run.exhibit.parts(run.state)


def test_a_touch_on_the_scene_pauses_it(window: MainWindow) -> None:
    layer = begun(window)
    draw_frames(window, 20, 0.05)
    pointer = window.viewport.pointer
    pointer.press(500, 300, turns=True)
    pointer.move(560, 300)
    pointer.move(600, 300)
    pointer.release(600, 300)
    draw_frames(window, 2, 0.05)
    assert layer.showing is not None and layer.showing.paused and run_of(window).paused
    gone_s = layer.showing.gone_s
    draw_frames(window, 20, 0.05)
    assert layer.showing is not None and layer.showing.gone_s == gone_s
    layer.card.pause.click()
    draw_frames(window, 2, 0.05)
    assert layer.showing is not None and not layer.showing.paused and not run_of(window).paused


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or window.viewport, key)
    draw_frames(window, 1, 0.05)


def test_keys_pause_skip_and_leave(window: MainWindow) -> None:
    layer = begun(window)
    assert layer.card.pause.hasFocus()
    press(window, Qt.Key.Key_Space)
    assert layer.showing is not None and layer.showing.paused
    press(window, Qt.Key.Key_Space)
    assert layer.showing is not None and not layer.showing.paused
    window.viewport.setFocus()
    press(window, Qt.Key.Key_Right)
    assert layer.showing is not None and layer.showing.at == 1
    assert LINE[0].action in [event.name for event in run_of(window).record.events]
    press(window, Qt.Key.Key_Escape)
    assert layer.showing is None and layer.card.isHidden() and window.visit.operating
    assert not run_of(window).paused


ENDINGS: list[Callable[[MainWindow], list[Act]]] = [
    lambda w: [StepBack()],
    lambda w: [Open("net")],
    lambda w: [StartTour("show")],
    lambda w: [Reset()],
    lambda w: [Turn("loss", 50.0)],
    lambda w: [Undo()],
]


@pytest.mark.parametrize("ending", range(len(ENDINGS)))
def test_it_ends_with_what_makes_it_untrue(window: MainWindow, ending: int) -> None:
    layer = begun(window)
    draw_frames(window, 20, 0.05)
    for act in ENDINGS[ending](window):
        window.do(act)
    draw_frames(window, 2, 0.05)
    assert layer.showing is None and layer.card.isHidden() and window.part_ring.isHidden()
    window.do(Open("line"))
    window.do(Operate())
    draw_frames(window, 3, 0.05)
    assert layer.showing is None and layer.card.isHidden()


def test_to_look_around_does_not_end_it(window: MainWindow) -> None:
    layer = begun(window)
    window.do(Orbit(5, 0))
    window.do(Change(replace(window.visit.settings, language="zh")))
    draw_frames(window, 3, 0.05)
    assert layer.showing is not None and layer.card.words == tr(LINE[0].words, "zh")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_its_card_leaves_the_picture(open_window: Windows, language: str) -> None:
    settings = Settings(comfort="cut", language=language)  # type: ignore[arg-type]
    window = open_window(settings=settings)
    layer = layer_of(window)
    for zone in real_park().zones.values():
        for act in (Open(zone.id), Operate()):
            window.do(act)
        draw_frames(window, 3, 0.05)
        window.ask("show me")
        while layer.showing is not None:
            draw_frames(window, 1, 0.02)
            tall = layer.card.inner.height() if layer.card.isVisible() else 0
            assert tall * layer.card.inner.width() <= 0.25 * window.width() * window.height(), zone.id
            window.ask("skip show")
        draw_frames(window, 1, 0.02)
