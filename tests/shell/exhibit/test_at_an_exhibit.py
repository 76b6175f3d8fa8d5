"""At an exhibit: the panel, the dock and the names of parts show the run, and what is pressed changes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.core.protocols import PartPlace
from explorer.exhibits.exhibit import PartWords
from explorer.exhibits.kinds import KINDS
from explorer.i18n import tr
from explorer.shell.exhibit.dock_content import DockContent
from explorer.shell.exhibit.page import truth_chip
from explorer.shell.exhibit.parameters import parameters_of
from explorer.shell.input.keymap import Command
from explorer.shell.panels.legend import Legend
from explorer.shell.panels.settings.sheet import Sheet
from explorer.shell.widgets import Button, Surface
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Change, Hover, Open, Operate, Settings, StepBack, Touch
from explorer.visit.exhibit_run import Running

from ..fake_stage import FakeStage
from ..picture import real_park
from ..windows import Windows, draw_frames, logged

FRAME_S = 0.05
ZONES = [zone.id for zone in real_park().zones.values() if zone.exhibit is not None]


class StageWithParts(FakeStage):
    """Every part of the exhibit on show stands a step beside the one before."""

    def parts(self) -> dict[str, PartPlace]:
        zone, run = self.visit.open_zone, self.visit.run
        if zone is None or run is None or zone.exhibit is None:
            return {}
        x, y, z = self.visit.pose.target
        return {
            name: PartPlace(*[(x + i * 0.5, y, z)] * 4) for i, name in enumerate(run.exhibit.parts(run.state))
        }


@pytest.fixture
def window(open_window: Windows) -> MainWindow:
    made = open_window(stage=StageWithParts)
    tick(made, 2)
    return made


def tick(window: MainWindow, frames: int = 3) -> None:
    draw_frames(window, frames, FRAME_S)


def go_to(window: MainWindow, zone: str) -> None:
    window.do(Open(zone))
    tick(window, 2)
    window.do(Operate())
    tick(window, 4)


def run_of(window: MainWindow) -> Running:
    assert window.visit.run is not None
    return window.visit.run


def content_of(window: MainWindow) -> DockContent:
    assert window.dock.content is not None
    return window.dock.content


def setting(window: MainWindow, name: str) -> object:
    return getattr(run_of(window).exhibit, name)


def time_of(window: MainWindow) -> float:
    return run_of(window).time_s


def broken(window: MainWindow) -> bool:
    return bool(run_of(window).state.broken)


def parts_of(window: MainWindow) -> dict[str, PartWords]:
    return run_of(window).exhibit.parts(run_of(window).state)


def press(
    window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or window.viewport, key, modifiers)
    tick(window)


def buttons(window: MainWindow) -> dict[str, Button]:
    return {b.text() or b.accessibleName(): b for b in window.exhibit.findChildren(Button)}


def test_the_article_leads_to_the_exhibit_and_back(window: MainWindow) -> None:
    for zone in ZONES:
        there_and_back(window, zone)


def there_and_back(window: MainWindow, zone: str) -> None:
    window.do(Open(zone))
    tick(window)
    assert window.article.isVisible() and window.exhibit.isHidden() and window.dock.isHidden()
    press(window, Qt.Key.Key_X)
    assert window.visit.operating
    assert window.exhibit.isVisible() and window.dock.isVisible() and window.article.isHidden()
    title = tr(type(run_of(window).exhibit).title, "en")
    way = [tr(real_park().zones[zone].title, "en"), title]
    assert window.breadcrumb.words in (way, ["Park", *way])  # the park is left out where there is no room
    assert not window.tools.geometry().intersects(window.breadcrumb.inner.translated(window.breadcrumb.pos()))
    press(window, Qt.Key.Key_Escape)
    assert not window.visit.operating and window.visit.zone == zone
    assert window.article.isVisible() and window.exhibit.isHidden()


def test_every_action_has_a_button_that_does_it(window: MainWindow, log: Path) -> None:
    wanted = []
    for zone in ZONES:
        go_to(window, zone)
        there = buttons(window)
        for action in run_of(window).exhibit.actions:
            there[tr(action.label, "en")].click()
            wanted.append(action.name)
            if window.visit.zone != zone:  # it leads to another zone, and is the last
                break
            last = run_of(window).record.events[-1].name
            assert last == action.name
    done = logged(log)
    pressed = [line["action"] for line in done if line.get("act") == "Press"]
    assert pressed == wanted


def test_every_control_sets_its_parameter_and_shows_it(window: MainWindow) -> None:
    for zone in ZONES:
        go_to(window, zone)
        set_all(window)


def set_all(window: MainWindow) -> None:
    assert window.exhibit.page is not None
    window.exhibit.page.folds["dials"].show_open(True)
    assert set(window.exhibit.page.controls) == {
        parameter.name for parameter in parameters_of(type(run_of(window).exhibit))
    }
    for name, control in window.exhibit.page.controls.items():
        before = getattr(run_of(window).exhibit, name)
        if control.parameter.kind == "switch":
            control.switch.click()
        elif control.parameter.kind == "choice":
            other = next(cell for cell in control.choice.cells if cell.option.value != before)
            other.click()
        elif control.parameter.slides:
            button = control.slider.more if control.slider.more.isEnabled() else control.slider.less
            button.click()
        else:
            control.another.click()
        tick(window, 1)
        after = getattr(run_of(window).exhibit, name)
        assert after != before, name
        if control.parameter.slides:
            assert control.slider.words == control.parameter.format_value(after, "en")


def test_a_dial_answers_the_keys(window: MainWindow) -> None:
    go_to(window, "line")
    assert window.exhibit.page is not None
    track = window.exhibit.page.controls["loss"].slider.track
    track.setFocus(Qt.FocusReason.TabFocusReason)
    for key, value in (
        (Qt.Key.Key_Home, 5.0),
        (Qt.Key.Key_Right, 10.0),
        (Qt.Key.Key_PageUp, 30.0),
        (Qt.Key.Key_Left, 25.0),
        (Qt.Key.Key_End, 100.0),
    ):
        press(window, key)
        assert setting(window, "loss") == value
    assert window.visit.pose == real_park().zones["line"].views.exhibit.pose  # no key moved the camera


def test_the_wheel_turns_a_dial_only_if_it_has_the_keyboard(window: MainWindow) -> None:
    go_to(window, "line")
    assert window.exhibit.page is not None
    track = window.exhibit.page.controls["loss"].slider.track

    def roll() -> None:
        at = QPointF(track.rect().center())
        event = QWheelEvent(
            at, track.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(track, event)
        tick(window, 1)

    window.viewport.setFocus()
    roll()
    assert setting(window, "loss") == 100.0
    track.setFocus()
    roll()
    assert float(str(setting(window, "loss"))) < 100.0


def test_a_press_on_the_line_goes_there(window: MainWindow) -> None:
    go_to(window, "line")
    assert window.exhibit.page is not None
    track = window.exhibit.page.controls["station"].slider.track
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(track.width() - 4, track.height() // 4))
    tick(window, 1)
    assert setting(window, "station") == 6


def test_time_stands_still_goes_faster_and_begins_anew(window: MainWindow) -> None:
    go_to(window, "line")
    press(window, Qt.Key.Key_P)
    stood = time_of(window)
    tick(window, 5)
    paused = run_of(window).paused
    assert paused and time_of(window) == stood
    press(window, Qt.Key.Key_P)
    content = window.dock.content
    assert content is not None
    content.pace.cells[2].click()
    tick(window, 1)
    before = time_of(window)
    tick(window, 10)
    assert time_of(window) - before == pytest.approx(16 * 10 * FRAME_S, abs=0.1)
    press(window, Qt.Key.Key_R)
    assert time_of(window) == pytest.approx(16 * 3 * FRAME_S, abs=0.1)


def test_the_figures_say_what_was_read(window: MainWindow) -> None:
    go_to(window, "line")
    buttons(window)["Break the sensor"].click()
    tick(window, 120)
    content = window.dock.content
    assert content is not None
    gap = run_of(window).readings["gap"]
    assert gap > 5
    readout = next(f for f in content.readouts if f.output.name == "gap")
    assert readout.words == f"{gap:.0f} parts"
    assert content.chart.plot is not None and content.chart.plot.lines[0].ys[-1] > 0
    tick(window, 50)
    assert "now" in content.chart.accessibleDescription()


def test_a_wrong_click_can_be_undone(window: MainWindow) -> None:
    go_to(window, "line")
    assert not content_of(window).undo.isEnabled()
    buttons(window)["Break the sensor"].click()
    tick(window)
    assert content_of(window).undo.isEnabled()
    assert "Break the sensor" in content_of(window).undo.accessibleName()
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not broken(window) and not content_of(window).undo.isEnabled()


def test_who_comes_back_finds_it_as_it_was_left(window: MainWindow) -> None:
    go_to(window, "line")
    buttons(window)["Break the sensor"].click()
    tick(window)
    window.do(Open("net"))
    tick(window)
    assert window.exhibit.isHidden() and window.dock.isHidden() and window.article.isVisible()
    go_to(window, "line")
    assert broken(window)


def test_the_walk_does_every_step_of_the_experiment(window: MainWindow) -> None:
    go_to(window, "line")
    page, walk = window.exhibit.page, window.exhibit.walk
    assert page is not None and walk is not None
    page.guide.show_me.click()
    for index, step in enumerate(walk.steps):
        tick(window, 1)
        assert walk.at == index
        assert not page.guide.act.isHidden() and page.guide.following.isHidden()
        page.guide.act.click()
        for name, value in step.values:
            assert setting(window, name) == pytest.approx(value)
        tick(window, int(step.watch_s / FRAME_S) + 3)
        assert not page.guide.following.isHidden()
        page.guide.following.click()
    assert walk.at is None and not page.guide.show_me.isHidden()


def test_the_walk_can_be_left(window: MainWindow) -> None:
    go_to(window, "line")
    page, walk = window.exhibit.page, window.exhibit.walk
    assert page is not None and walk is not None
    page.guide.show_me.click()
    page.guide.leave.click()
    tick(window, 1)
    assert walk.at is None and not page.guide.show_me.isHidden()


def test_the_dock_folds_to_a_strip(window: MainWindow) -> None:
    go_to(window, "line")
    free = window.arrangement.room().free
    press(window, Qt.Key.Key_G)
    content = window.dock.content
    assert content is not None
    assert content.chart.isHidden() and not content.spark.isHidden()
    assert window.dock.inner.height() <= 110
    assert window.arrangement.room().free.bottom > free.bottom
    content.unfold.click()
    tick(window)
    assert not content.chart.isHidden() and content.spark.isHidden()


def large(window: MainWindow, percent: int) -> None:
    """Go on before a stand, in a window that is low for such type."""
    window.visit = replace(window.visit, mode=replace(window.visit.mode, profile="stand"))
    window.do(Change(replace(window.visit.settings, text_percent=percent)))
    tick(window, 4)


@pytest.mark.parametrize("percent", [125, 200])
def test_where_type_is_large_for_the_window_the_dock_scrolls_and_its_buttons_stay(
    window: MainWindow, percent: int
) -> None:
    large(window, percent)
    go_to(window, "effects")
    content, dock = content_of(window), window.dock
    area = content.scroll_area
    assert area is not None
    for button in (content.pause, content.reset, content.undo, content.all, content.next_chart):
        there = QRect(button.mapTo(dock, QPoint()), button.size())
        assert button.isVisible() and dock.inner.contains(there), button.accessibleName()
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum())
    foot = content.chart.mapTo(area.viewport(), QPoint(0, content.chart.height()))
    assert foot.y() <= area.viewport().height()
    assert content.chart.height() >= content.chart.minimumSizeHint().height()


def test_a_folded_column_gives_the_picture_back(window: MainWindow) -> None:
    large(window, 200)
    go_to(window, "plaza")
    tall = window.dock.inner.height()
    press(window, Qt.Key.Key_G)
    assert window.dock.inner.height() < 0.6 * tall
    assert not placed(window.dock).intersects(placed(window.tools))
    press(window, Qt.Key.Key_G)
    assert window.dock.inner.height() == tall


def placed(surface: Surface) -> QRect:
    return surface.inner.translated(surface.pos())


def test_all_readings_are_listed(window: MainWindow) -> None:
    go_to(window, "line")
    content = window.dock.content
    assert content is not None
    content.all.click()
    tick(window, 6)
    assert content.chart.isHidden()
    said = [row.accessibleName() for row in content.value_rows]
    assert len(said) == len(run_of(window).exhibit.outputs) and all(said)


def with_parts() -> list[str]:
    kinds = {z: KINDS[real_park().zones[z].exhibit.kind]() for z in ZONES}  # type: ignore[union-attr]
    return [z for z, exhibit in kinds.items() if exhibit.parts(exhibit.start())]


def test_parts_are_named_where_they_are(window: MainWindow) -> None:
    for zone in with_parts():
        named(window, zone)


def named(window: MainWindow, zone: str) -> None:
    go_to(window, zone)
    parts = list(parts_of(window))
    window.do(Hover(zone, parts[0]))
    tick(window)
    (label,) = window.part_labels.placed
    assert label.part == parts[0]
    assert label.words == parts_of(window)[parts[0]]
    panel = window.exhibit.geometry()
    assert label.box.right <= panel.right() and label.box.y >= 0
    assert not window.labels.placed
    window.do(StepBack())
    tick(window)
    assert not window.part_labels.placed


def test_a_part_beyond_the_edge_is_named_at_the_edge(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to(window, next(iter(with_parts())))
    (part, (at, *_)), *_ = window.stage.parts().items()
    beyond = PartPlace(*[(at[0], at[1], at[2] + 25.0)] * 4)
    monkeypatch.setattr(window.stage, "parts", lambda: {part: beyond})
    ((_, above),) = window.stage.project([(at[0], at[1], at[2] + 25.0)])
    assert above < 0.1
    window.do(Hover(window.visit.zone, part))
    tick(window)
    (label,) = window.part_labels.placed
    surfaces = window.part_labels.cards
    assert surfaces and label.box.y >= 0 and not any(label.box.meets(surface) for surface in surfaces)


def test_keys_walk_the_parts_and_touch_them(window: MainWindow) -> None:
    zone = next(iter(with_parts()))
    go_to(window, zone)
    parts = list(parts_of(window))
    window.viewport.setFocus()
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Tab)
    assert window.visit.part == parts[1]
    press(window, Qt.Key.Key_Return)
    assert window.visit.picked == parts[1]
    press(window, Qt.Key.Key_Escape)
    assert window.visit.picked is None and window.visit.operating


def test_a_click_beside_the_parts_lets_go_and_sends_nobody_away(window: MainWindow) -> None:
    zone = next(iter(with_parts()))
    go_to(window, zone)
    window.do(Touch(next(iter(parts_of(window)))))
    tick(window)
    assert window.visit.picked is not None
    for x in (60, 300, 500):  # ground, buildings
        QTest.mouseClick(window.viewport, Qt.MouseButton.LeftButton, pos=QPoint(x, 300))
        tick(window, 20)
        assert window.visit.operating and window.visit.zone == zone and window.visit.picked is None


def test_a_label_that_stands_still_is_not_painted_again(window: MainWindow) -> None:
    zone = next(iter(with_parts()))
    go_to(window, zone)
    press(window, Qt.Key.Key_P)
    part = next(iter(parts_of(window)))
    window.do(Touch(part))
    press(window, Qt.Key.Key_P)
    press(window, Qt.Key.Key_P)
    before = window.part_labels.placed
    tick(window, 5)
    assert before and window.part_labels.placed is before


def test_the_list_of_parts_touches_them_too(window: MainWindow) -> None:
    zone = next(iter(with_parts()))
    go_to(window, zone)
    page = window.exhibit.page
    assert page is not None
    page.folds["parts"].button.click()
    tick(window)
    name, row = next(iter(page.parts.rows.items()))
    assert row.sub == tr(parts_of(window)[name].reading, "en")
    row.click()
    tick(window, 1)
    assert window.visit.picked == name


def test_the_language_changes_all_of_it_and_nothing_is_lost(window: MainWindow) -> None:
    go_to(window, "line")
    assert window.exhibit.page is not None
    window.exhibit.page.folds["dials"].button.click()
    tick(window)
    window.do(Change(Settings(language="zh", comfort="cut")))
    tick(window)
    assert "弄坏传感器" in buttons(window)
    assert window.exhibit.page.folds["dials"].opened
    content = window.dock.content
    assert content is not None and "孪生" in content.readouts[0].accessibleName()


def test_how_real_it_is_stands_in_article_and_panel(window: MainWindow) -> None:
    go_to(window, "line")
    page = window.exhibit.page
    assert page is not None
    exhibit = run_of(window).exhibit
    wanted = truth_chip(window.exhibit.theme, exhibit.truth).text()
    assert wanted in [chip.text() for chip in page.findChildren(type(truth_chip(page.theme, exhibit.truth)))]
    assert page.folds["real"].inside.isHidden()
    page.folds["real"].button.click()
    assert not page.folds["real"].inside.isHidden()


def test_another_language_leaves_no_widgets_behind(window: MainWindow) -> None:
    go_to(window, "line")
    counts = []
    for _ in range(8):
        for language in ("zh", "en"):
            window.do(Change(replace(window.visit.settings, language=language)))
            tick(window, 2)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        counts.append(len(QApplication.allWidgets()))
    assert counts[-1] <= counts[0]


def test_what_was_hidden_when_the_language_changed_is_shown_in_the_new_one(window: MainWindow) -> None:
    window.do(Change(replace(window.visit.settings, language="zh")))
    tick(window)
    late: list[tuple[Command, Sheet | Legend]] = [("help", window.sheet), ("flows", window.legend)]
    for command, part in late:
        window.ask(command)
        tick(window)
        assert part.isVisible()
        assert part.theme.language == "zh"
        window.ask("close")
        tick(window)


def waits_at(window: MainWindow, zone: str) -> None:
    """Open a zone and read there for a while."""
    window.do(Open(zone))
    tick(window, 20)


@pytest.mark.parametrize("zone", ["data", "street"])
def test_who_reads_about_an_exhibit_finds_its_panel_and_dock_ready(window: MainWindow, zone: str) -> None:
    waits_at(window, zone)
    made = {widget for widget in QApplication.allWidgets() if widget.window() is not window}
    window.do(Operate())
    tick(window, 1)
    assert window.dock.content in made and window.exhibit.page in made
    assert window.dock.content is not None and window.dock.content.isVisible()
    assert window.exhibit.page is not None and window.exhibit.page.isVisible()


def test_what_is_ready_in_the_other_language_is_not_shown(window: MainWindow) -> None:
    waits_at(window, "data")
    window.do(Change(replace(window.visit.settings, language="zh")))
    window.do(Operate())
    tick(window, 2)
    assert window.dock.content is not None and window.exhibit.page is not None
    assert window.exhibit.page.theme.language == "zh"
    title = tr(type(run_of(window).exhibit).title, "zh")
    assert title in window.exhibit.accessibleName()


def test_what_was_made_ready_for_another_zone_goes(window: MainWindow) -> None:
    for zone in ("data", "street", "line"):
        waits_at(window, zone)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    waiting = [w for w in QApplication.allWidgets() if isinstance(w, DockContent) and not w.isVisible()]
    assert len(waiting) == 1


def test_what_was_made_ready_goes_with_the_window(window: MainWindow) -> None:
    waits_at(window, "data")
    made = {widget for widget in QApplication.allWidgets() if isinstance(widget, DockContent)}
    assert made
    window.end()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not made & set(QApplication.allWidgets())
