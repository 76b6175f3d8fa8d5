"""At an exhibit: the card, the strip and the names of parts show the run, and what is pressed changes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.base.protocols import PartPlace
from explorer.exhibits.exhibit import PartWords
from explorer.exhibits.kinds import KINDS
from explorer.i18n import tr
from explorer.shell.exhibit.parameters import parameters_of, with_handle
from explorer.shell.exhibit.readings import Readings
from explorer.shell.exhibit.sections import Dials, PaceChoice, Page, Parts, truth_chip
from explorer.shell.exhibit.step import StepView
from explorer.shell.exhibit.strip import StripContent
from explorer.shell.input.keymap import Command
from explorer.shell.panels.legend import Legend
from explorer.shell.panels.settings.sheet import Sheet
from explorer.shell.widgets import Button, Surface
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Change, Hover, Open, Operate, Settings, StepBack, Touch, Turn
from explorer.visit.exhibit_run import Running

from ..fake_stage import FakeStage
from ..picture import real_park
from ..windows import Windows, draw_frames, logged

FRAME_S = 0.05
WATCHING_S = 1.0  # a frame where only time has to pass
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


def content_of(window: MainWindow) -> StripContent:
    assert window.parts.strip.content is not None
    return window.parts.strip.content


def step_of(window: MainWindow) -> StepView:
    assert window.parts.exhibit.step is not None
    return window.parts.exhibit.step


def more_of(window: MainWindow) -> Page:
    """What *More* shows, opened if it is not."""
    if not window.parts.exhibit.more_open:
        step_of(window).more.click()
        tick(window, 1)
    assert window.parts.exhibit.page is not None
    return window.parts.exhibit.page


def readings_of(window: MainWindow) -> Readings:
    """The charts and the list of readings, opened if they are not."""
    page = more_of(window)
    page.folds["chart"].show_open(True)
    tick(window, 4)
    readings = page.findChild(Readings)
    assert readings is not None
    return readings


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
    return {b.text() or b.accessibleName(): b for b in window.parts.exhibit.findChildren(Button)}


def test_the_article_leads_to_the_exhibit_and_back(window: MainWindow) -> None:
    for zone in ZONES:
        there_and_back(window, zone)


def there_and_back(window: MainWindow, zone: str) -> None:
    window.do(Open(zone))
    tick(window)
    assert (
        window.parts.article.isVisible() and window.parts.exhibit.isHidden() and window.parts.strip.isHidden()
    )
    press(window, Qt.Key.Key_X)
    assert window.visit.operating
    assert (
        window.parts.exhibit.isVisible()
        and window.parts.strip.isVisible()
        and window.parts.article.isHidden()
    )
    title = tr(type(run_of(window).exhibit).title, "en")
    assert window.parts.place_card.isVisible() and window.parts.place_card.words == title
    assert (
        window.parts.breadcrumb.isHidden()
        and window.parts.zone_list.isHidden()
        and window.parts.map_panel.isHidden()
    )
    press(window, Qt.Key.Key_Escape)
    assert not window.visit.operating and window.visit.zone == zone
    assert window.parts.article.isVisible() and window.parts.exhibit.isHidden()


def test_every_action_has_a_button_that_does_it(window: MainWindow, log: Path) -> None:
    wanted = []
    for zone in ZONES:
        go_to(window, zone)
        more_of(window)
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
    page = more_of(window)
    page.folds["dials"].show_open(True)
    controls = page.findChild(Dials).controls
    assert set(controls) == {parameter.name for parameter in parameters_of(type(run_of(window).exhibit))}
    for name, control in controls.items():
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
    track = more_of(window).findChild(Dials).controls["loss"].slider.track
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
    track = more_of(window).findChild(Dials).controls["loss"].slider.track

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
    track = more_of(window).findChild(Dials).controls["station"].slider.track
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
    more_of(window).findChild(PaceChoice).choice.cells[2].click()
    tick(window, 1)
    before = time_of(window)
    tick(window, 10)
    assert time_of(window) - before == pytest.approx(16 * 10 * FRAME_S, abs=0.1)
    press(window, Qt.Key.Key_R)
    assert time_of(window) == pytest.approx(16 * 3 * FRAME_S, abs=0.1)


def test_the_figures_say_what_was_read(window: MainWindow) -> None:
    go_to(window, "line")
    step_of(window).act.click()
    tick(window, 120)
    content = content_of(window)
    gap = run_of(window).readings["gap"]
    assert gap > 5
    readout = next(f for f in content.readouts if f.output.name == "gap")
    assert readout.words == f"{gap:.0f}" and "parts wrong in the twin" in readout.accessibleName()
    chart = readings_of(window).chart
    assert chart.plot is not None and chart.plot.lines[0].ys[-1] > 0
    tick(window, 50)
    assert "now" in chart.accessibleDescription()


def test_a_wrong_click_can_be_undone(window: MainWindow) -> None:
    go_to(window, "line")
    assert not content_of(window).undo.isEnabled()
    step_of(window).act.click()
    tick(window)
    assert content_of(window).undo.isEnabled()
    assert "Break the sensor" in content_of(window).undo.accessibleName()
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not broken(window) and not content_of(window).undo.isEnabled()


def test_who_comes_back_finds_it_as_it_was_left(window: MainWindow) -> None:
    go_to(window, "line")
    step_of(window).act.click()
    tick(window)
    window.do(Open("net"))
    tick(window)
    assert (
        window.parts.exhibit.isHidden() and window.parts.strip.isHidden() and window.parts.article.isVisible()
    )
    go_to(window, "line")
    assert broken(window)


def test_the_card_leads_through_every_step_of_the_experiment(window: MainWindow) -> None:
    for zone in ZONES:
        go_to(window, zone)
        lead_through(window)


def lead_through(window: MainWindow) -> None:
    walk = window.parts.exhibit.walk
    assert walk is not None
    count = len(walk.steps)
    for index, step in enumerate(walk.steps):
        assert walk.progress.at == index and step_of(window).progress == f"{index + 1} / {count}"
        act = step_of(window).act
        act.click()
        for name, value in step.values:
            assert setting(window, name) == value
        if step.action:
            assert step.action in [event.name for event in run_of(window).record.events]
        tick(window, 1)
        if index + 1 < count:
            assert step_of(window).act.text() == "Next step"
            act.click()  # who does not want to watch goes on with the next press
            tick(window, 1)
    draw_frames(window, int(walk.steps[-1].watch_s / WATCHING_S) + 3, WATCHING_S)
    assert walk.progress.over and step_of(window).act.text() == "Start again"
    step_of(window).act.click()
    tick(window, 1)
    assert walk.progress.at == 0 and run_of(window).time_s < 1.0


def test_the_next_step_comes_when_the_effect_was_seen(window: MainWindow) -> None:
    go_to(window, "line")
    walk, first = window.parts.exhibit.walk, step_of(window).words
    assert walk is not None
    step_of(window).act.click()
    tick(window, int(walk.steps[0].watch_s / FRAME_S) - 4)
    assert walk.progress.at == 0 and step_of(window).words == first
    tick(window, 6)
    assert walk.progress.at == 1 and step_of(window).words != first


def test_after_a_press_the_keyboard_stays_on_the_action(window: MainWindow) -> None:
    go_to(window, "line")
    act = step_of(window).act
    act.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        press(window, Qt.Key.Key_Space)
        tick(window, 30)
        assert act.hasFocus() and act is step_of(window).act


def test_more_opens_and_esc_closes_it_first(window: MainWindow) -> None:
    go_to(window, "line")
    low = placed(window.parts.exhibit).height()
    press(window, Qt.Key.Key_G)
    assert window.parts.exhibit.more_open and placed(window.parts.exhibit).height() > low
    assert content_of(window).chart.isHidden() and window.parts.tools.isHidden()
    press(window, Qt.Key.Key_Escape)
    assert not window.parts.exhibit.more_open and window.visit.operating and window.parts.tools.isVisible()
    assert placed(window.parts.exhibit).height() == low
    press(window, Qt.Key.Key_Escape)
    assert not window.visit.operating


def large(window: MainWindow, percent: int) -> None:
    """Go on before a stand, in a window that is low for such type."""
    window.visit = replace(window.visit, mode=replace(window.visit.mode, profile="stand"))
    window.do(Change(replace(window.visit.settings, text_percent=percent)))
    tick(window, 4)


@pytest.mark.parametrize("percent", [150, 200])
def test_where_type_is_large_the_card_is_a_sheet_with_tabs(window: MainWindow, percent: int) -> None:
    large(window, percent)
    for zone in ZONES:
        go_to(window, zone)
        card = window.parts.exhibit
        assert card.is_sheet and window.parts.strip.isHidden() and card.tabs is not None
        for cell in range(4):
            card.tabs.cells[cell].click()
            tick(window, 2)
            assert card.tab == ("try", "dials", "read", "more")[cell]
            assert placed(card).top() >= window.height() // 2 - 1, zone  # the upper half is the picture's
            assert window.rect().contains(placed(card))
        card.tabs.cells[0].click()
        window.do(StepBack())
        tick(window, 1)


def placed(surface: Surface) -> QRect:
    return surface.inner.translated(surface.pos())


def test_all_readings_are_listed(window: MainWindow) -> None:
    go_to(window, "line")
    readings = readings_of(window)
    readings.all.click()
    tick(window, 6)
    assert readings.chart.isHidden()
    said = [row.accessibleName() for row in readings.value_rows]
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
    (label,) = window.overlay.part_labels.placed
    assert label.part == parts[0]
    words = with_handle(run_of(window), parts[0], parts_of(window)[parts[0]])
    repeats = window.overlay.signs.sign_words.get(parts[0]) == tr(words.label, "en")
    assert label.words.reading == words.reading
    assert tr(label.words.label, "en") == ("" if repeats else tr(words.label, "en"))
    assert window.rect().contains(QRectF(*label.box).toRect())
    assert not any(label.box.meets(surface) for surface in window.overlay.part_labels.cards)
    assert not window.overlay.labels.placed
    window.do(StepBack())
    tick(window)
    assert not window.overlay.part_labels.placed


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
    (label,) = window.overlay.part_labels.placed
    surfaces = window.overlay.part_labels.cards
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
    before = window.overlay.part_labels.placed
    tick(window, 5)
    assert before and window.overlay.part_labels.placed is before


def test_the_list_of_parts_touches_them_too(window: MainWindow) -> None:
    zone = next(iter(with_parts()))
    go_to(window, zone)
    page = more_of(window)
    page.folds["parts"].button.click()
    tick(window)
    name, row = next(iter(page.findChild(Parts).rows.items()))
    assert row.sub == tr(parts_of(window)[name].reading, "en")
    row.click()
    tick(window, 1)
    assert window.visit.picked == name


def test_the_language_changes_all_of_it_and_nothing_is_lost(window: MainWindow) -> None:
    go_to(window, "line")
    more_of(window).folds["dials"].button.click()
    tick(window)
    window.do(Change(Settings(language="zh", comfort="cut")))
    tick(window)
    assert "弄坏传感器" in buttons(window)
    assert window.parts.exhibit.page is not None and window.parts.exhibit.page.folds["dials"].opened
    assert "孪生" in content_of(window).readouts[0].accessibleName()


def test_how_real_it_is_stands_in_article_and_panel(window: MainWindow) -> None:
    go_to(window, "line")
    page = more_of(window)
    exhibit = run_of(window).exhibit
    wanted = truth_chip(window.parts.exhibit.theme, exhibit.truth).text()
    assert wanted in [
        chip.text() for chip in page.findChildren(type(truth_chip(window.parts.exhibit.theme, exhibit.truth)))
    ]
    assert page.folds["real"].inside.isHidden()
    page.folds["real"].button.click()
    assert not page.folds["real"].inside.isHidden()


def test_another_language_leaves_no_widgets_behind(window: MainWindow) -> None:
    go_to(window, "line")
    _ = window.sheet.page  # the page of settings speaks another language, too
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
    late: list[tuple[Command, Sheet | Legend]] = [("help", window.sheet), ("flows", window.parts.legend)]
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
def test_who_reads_about_an_exhibit_finds_its_card_and_strip_ready(window: MainWindow, zone: str) -> None:
    waits_at(window, zone)
    made = {widget for widget in QApplication.allWidgets() if widget.window() is not window}
    window.do(Operate())
    tick(window, 1)
    assert window.parts.strip.content in made and window.parts.exhibit.step in made
    assert content_of(window).isVisible() and step_of(window).isVisible()


def test_what_is_ready_in_the_other_language_is_not_shown(window: MainWindow) -> None:
    waits_at(window, "data")
    window.do(Change(replace(window.visit.settings, language="zh")))
    window.do(Operate())
    tick(window, 2)
    assert step_of(window).theme.language == "zh"
    title = tr(type(run_of(window).exhibit).title, "zh")
    assert title in window.parts.exhibit.accessibleName()


def test_what_was_made_ready_for_another_zone_goes(window: MainWindow) -> None:
    for zone in ("data", "street", "line"):
        waits_at(window, zone)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    waiting = [w for w in QApplication.allWidgets() if isinstance(w, StripContent) and not w.isVisible()]
    assert len(waiting) == 1


def test_what_was_made_ready_goes_with_the_window(window: MainWindow) -> None:
    waits_at(window, "data")
    made = {widget for widget in QApplication.allWidgets() if isinstance(widget, StripContent)}
    assert made
    window.end()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not made & set(QApplication.allWidgets())


def card_at(window: MainWindow, zone: str) -> StepView:
    window.do(Open(zone))
    window.do(Operate())
    tick(window)
    (step,) = [view for view in window.parts.exhibit.findChildren(StepView) if view.isVisible()]
    return step


def test_before_a_step_its_dial_says_where_the_step_will_turn_it(window: MainWindow) -> None:
    """The maze asks about 99,999 people while its dial is elsewhere."""
    step = card_at(window, "rules")
    dial, values = step.dial, dict(step.walk.step.values)
    assert dial is not None and dial.parameter.name == "people"
    slider, language = dial.slider, "en"
    assert slider.shown_words == f"→ {dial.parameter.format_value(values['people'], language)}"
    window.do(Turn("people", 20_000))
    tick(window)
    assert slider.shown_words == slider.words == dial.parameter.format_value(20_000, language), (
        "the visitor's own"
    )
    step.act.click()
    tick(window)
    assert slider.shown_words == dial.parameter.format_value(values["people"], language)


def test_a_step_about_a_choice_has_no_dial_that_changes_nothing_in_it(window: MainWindow) -> None:
    assert card_at(window, "street").dial is None
    assert card_at(window, "line").dial is not None
