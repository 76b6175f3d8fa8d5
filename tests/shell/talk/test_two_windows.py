"""What the audience sees, and what only the presenter does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from explorer.park.model import LANGUAGES, Language
from explorer.park.tour import one_line
from explorer.shell.talk.end_page import longest_shown
from explorer.shell.talk.stop_list import StopButton
from explorer.shell.widgets import Prose
from explorer.visit import (
    PRESENT,
    Blacken,
    Change,
    Freeze,
    JumpTo,
    Onward,
    Open,
    Orbit,
    SetConsoleLanguage,
    Shine,
    ShowCaption,
    UseLaser,
    UseSpotlight,
)
from explorer.visit.lesson.acts import Ask, ShowOptions
from explorer.visit.mode import Part
from explorer.visit.talk.reducer import stop_of, strayed

from ..windows import Windows
from .conftest import Desk, begin


def pixels(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return (
        np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].copy()
    )


def words_on(desk: Desk) -> str:
    """All words that can be seen on the audience's window."""
    labels = desk.window.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def move(widget: QWidget, at: QPoint) -> None:
    """Move the pointer over a widget, whichever window lies above it on this platform."""
    held = QApplication.mouseButtons()
    there = QMouseEvent(
        QEvent.Type.MouseMove, at.toPointF(), widget.mapToGlobal(at).toPointF(), Qt.MouseButton.NoButton, held,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(widget, there)


def test_both_windows_open_and_the_clock_waits(desk: Desk) -> None:
    assert desk.window.isVisible()
    assert desk.console.isVisible()
    assert desk.console.parent() is None
    desk.pass_time(3)
    assert desk.talk.elapsed_s == 0
    assert desk.console.controls.onward.text() == "Start"
    assert desk.events("talk_ready")[0]["tour"] == "talk"


def test_the_clock_keeps_the_hall_s_time_where_beats_leave_some_out(desk: Desk) -> None:
    desk.do(Onward())
    desk.pass_time(1)
    before_s, frame_clock = desk.talk.elapsed_s, desk.window.frame_clock
    desk.clock.now_s = 30.0  # the audience's window was minimised for so long
    frame_clock.start()
    assert desk.talk.elapsed_s == pytest.approx(before_s + 30)
    assert desk.talk.spent_s(0) == pytest.approx(desk.talk.elapsed_s)
    desk.pass_time(0.2)
    assert desk.talk.elapsed_s == pytest.approx(before_s + 30.2)


def test_the_audience_s_window_has_no_furniture(desk: Desk) -> None:
    desk.do(Onward())
    desk.pass_time(1)
    shown = {surface for surface in desk.window.surfaces if surface.isVisible()}
    assert shown <= set(desk.layer.audience.surfaces)
    assert desk.window.overlay.labels.isHidden()
    assert desk.layer.audience.large.isVisible()


def test_notes_are_never_on_the_audience_s_window(desk: Desk) -> None:
    stops = desk.talk.tour.stops
    desk.do(Onward(), ShowCaption(True))
    for index, stop in enumerate(stops):
        desk.do(JumpTo(index))
        desk.pass_time(0.3)
        assert stop.note is not None
        assert stop.doubt is not None
        seen = words_on(desk)
        for reported in (
            stop.note["en"],
            stop.doubt.question["en"],
            stop.doubt.answer["en"],
            stop.spoken["en"],
        ):
            assert reported not in seen
        in_console = " ".join(prose.text() for prose in desk.console.pages.notes.findChildren(Prose))
        assert stop.note["en"] in in_console
        assert stop.doubt.answer["en"] in in_console
        assert desk.layer.audience.large.name.source == one_line(stop.caption["en"], "en")


def test_a_stop_s_sentence_stands_large_and_its_name_small(desk: Desk) -> None:
    audience = desk.layer.audience
    desk.do(Onward())
    sentence = desk.talk.tour.stops[0].caption["en"]
    assert audience.large.name.source == one_line(sentence, "en")
    assert audience.large.other.source == "Policy Plaza · 政策广场"
    sizes = [
        desk.window.theme.font(words.role).pixelSize()
        for words in (audience.large.name, audience.large.other)
    ]
    assert sizes[0] > 1.4 * sizes[1]
    assert audience.truth.isVisible()
    assert not audience.strip.isVisible()
    desk.pass_time(10)
    assert not audience.large.isVisible()
    assert audience.small.isVisible() and audience.small.name.source == "Policy Plaza"
    strip, said = audience.strip, desk.talk.tour.stops[0].acts[1].say
    assert said is not None
    assert strip.isVisible() and strip.caption.isVisible() and strip.words == said["en"]
    assert strip.zone == "plaza" and [readout.isVisible() for readout in strip.readouts] == [True]
    desk.do(ShowCaption(False))
    desk.pass_time(0.3)
    assert strip.isVisible() and strip.words == "Show the whole tree", "what was done last, and the figure"


def test_a_hand_on_the_park_makes_the_large_name_small(desk: Desk) -> None:
    desk.do(Onward(), Orbit(10, 0))
    assert desk.layer.audience.small.isVisible()
    assert not desk.layer.audience.large.isVisible()


def test_black_is_black_with_nothing(desk: Desk) -> None:
    desk.do(Onward(), ShowCaption(True), UseLaser(True), Shine((0.0, 0.0)), Blacken(True))
    assert pixels(desk.audience()).max() == 0
    assert "sees nothing" in desk.console.chip.text()
    desk.do(Blacken(False))
    assert pixels(desk.audience()).max() > 0


def test_a_frozen_picture_stays_while_the_park_goes_on(desk: Desk) -> None:
    desk.do(Onward())
    desk.pass_time(1)
    before = pixels(desk.audience())
    desk.do(Freeze(True))
    frozen = pixels(desk.audience())
    assert np.array_equal(frozen, before)
    desk.do(Onward())
    desk.pass_time(2)
    assert stop_of(desk.visit) == 1
    assert np.array_equal(pixels(desk.audience()), frozen)
    assert desk.console.place.source == "4 · Goals Hall: 2025"
    desk.do(Freeze(False))
    assert not np.array_equal(pixels(desk.audience()), frozen)
    assert [line["on"] for line in desk.events("frozen")] == [True, False]


def test_black_over_frozen_keeps_the_frozen_picture(desk: Desk) -> None:
    desk.do(Onward())
    desk.pass_time(1)
    desk.do(Freeze(True))
    frozen = pixels(desk.audience())
    desk.do(Blacken(True), Onward())
    assert pixels(desk.audience()).max() == 0
    desk.do(Blacken(False))
    assert np.array_equal(pixels(desk.audience()), frozen)


@pytest.mark.parametrize("use", [UseLaser(True), UseSpotlight(True)])
def test_the_pointer_is_seen_where_the_console_s_hand_is(desk: Desk, use: UseLaser | UseSpotlight) -> None:
    desk.do(Onward())
    desk.pass_time(10)
    plain = pixels(desk.audience()).astype(int)
    desk.do(use)
    live = desk.console.live
    spot = live.picture.center() + QPoint(40, -30).toPointF()
    move(live, spot.toPoint())
    desk.pass_time(0.1)
    assert desk.talk.pointer is not None
    x, y = desk.talk.pointer
    assert (x, y) == pytest.approx((80 / live.picture.width(), 60 / live.picture.height()), abs=0.02)
    changed = np.abs(pixels(desk.audience()).astype(int) - plain).max(axis=2) > 40
    rows, columns = np.nonzero(changed)
    at = (round((x + 1) / 2 * 1280), round((1 - y) / 2 * 720))
    if isinstance(use, UseLaser):
        assert np.median(columns) == pytest.approx(at[0], abs=4)
        assert np.median(rows) == pytest.approx(at[1], abs=4)
    else:  # the rest is dimmed, and not what is in the light
        assert changed[10, 640]
        assert not changed[at[1] - 40 : at[1] + 40, at[0] - 40 : at[0] + 40].any()
    before = desk.visit.pose
    QTest.mousePress(live, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot.toPoint())
    move(live, spot.toPoint() + QPoint(60, 0))
    QTest.mouseRelease(live, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot.toPoint())
    desk.pass_time(0.2)
    assert desk.visit.pose == before  # a hand that points does not move the camera


def test_the_presenter_sees_the_question_that_the_audience_sees(open_window: Windows, tmp_path: Path) -> None:
    desk = begin(open_window, tmp_path, mode=replace(PRESENT, layers=(*PRESENT.layers, Part.POLL)))
    desk.do(Onward())
    desk.pass_time(1)
    desk.do(Ask("who-and-when"), ShowOptions())
    desk.pass_time(1)
    live = desk.console.live
    rect, audience = live.picture.toRect(), desk.audience()
    small = live.grab(rect).toImage().convertToFormat(QImage.Format.Format_RGB32)
    large = audience.scaled(small.size(), mode=Qt.TransformationMode.SmoothTransformation)
    far = np.abs(pixels(small).astype(int) - pixels(large)).mean(axis=2)
    rows, columns = (length // 4 for length in far.shape)
    middle = far[rows:-rows, columns:-columns]
    assert middle.mean() < 25.0  # small letters are 11 away, the park in its place 61


def test_a_hand_on_the_console_s_picture_drives_the_park(desk: Desk) -> None:
    desk.do(Onward())
    desk.pass_time(1)
    live, before = desk.console.live, desk.visit.pose
    at = live.picture.center().toPoint()
    QTest.mousePress(live, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    for step in range(1, 6):
        move(live, at + QPoint(20 * step, 0))
    QTest.mouseRelease(live, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at + QPoint(100, 0))
    desk.pass_time(0.2)
    assert desk.visit.pose.azimuth_deg != before.azimuth_deg
    assert desk.visit.playback is not None
    assert desk.visit.playback.paused_by == "wander"
    assert desk.console.controls.back.isVisible()


def test_whoever_wanders_off_comes_back_with_the_large_button(desk: Desk) -> None:
    desk.do(Onward(), Open("data"))
    desk.pass_time(1)
    assert strayed(desk.visit)
    assert desk.console.controls.onward.text() == "Back to the stop"
    assert not desk.window.overlay.labels.isHidden()
    desk.console.controls.onward.click()
    desk.pass_time(1)
    assert not strayed(desk.visit)
    assert desk.visit.zone == "plaza"
    assert [line["event"] for line in desk.events("talk_strayed", "talk_returned")] == [
        "talk_strayed", "talk_returned",
    ]  # fmt: skip


def test_the_console_has_a_language_of_its_own(desk: Desk) -> None:
    note = desk.talk.tour.stops[0].note
    assert note is not None
    desk.do(Onward())
    steps: tuple[tuple[Callable[[], object], str, str], ...] = (
        (lambda: desk.do(SetConsoleLanguage("zh")), "下一站", "Policy Plaza · 政策广场"),
        (desk.console.header.audience.click, "下一站", "政策广场 · Policy Plaza"),
        (desk.console.header.language.click, "Next", "政策广场 · Policy Plaza"),
    )
    for change, button, title in steps:
        change()
        desk.pass_time(0.5)
        assert desk.console.controls.onward.text() == button
        assert desk.layer.audience.large.other.source == title
        reported = [prose.text() for prose in desk.console.pages.notes.findChildren(Prose)]
        assert note["zh" if button == "下一站" else "en"] in reported


def test_all_stops_can_be_jumped_to_and_are_ticked(desk: Desk) -> None:
    desk.do(Onward())
    desk.pass_time(1)
    buttons = desk.console.stops.buttons
    assert [b.planned for b in buttons][:3] == ["0:00", "0:45", "2:00"]
    buttons[4].click()
    desk.pass_time(0.5)
    assert stop_of(desk.visit) == 4
    assert (buttons[0].shown, buttons[4].now, buttons[5].shown) == (True, True, False)
    assert isinstance(buttons[4], StopButton)


@pytest.mark.parametrize("size", [(1024, 640), (1440, 900), (1920, 1080)])
def test_all_stops_lie_in_one_row_that_scrolls_to_the_present_one(desk: Desk, size: tuple[int, int]) -> None:
    """Eleven stops took three rows, which the picture of the audience's screen had to give."""
    console = desk.console
    console.showNormal()
    console.resize(*size)
    desk.do(Onward())
    desk.pass_time(0.3)
    buttons = console.stops.buttons
    assert len(buttons) == 11 and len({button.y() for button in buttons}) == 1
    viewport = console.stop_row.viewport()
    for at in (0, 10, 5):
        desk.do(JumpTo(at))
        desk.pass_time(0.3)
        left = buttons[at].mapTo(viewport, QPoint(0, 0)).x()
        assert left >= 0 and left + buttons[at].width() <= viewport.width()
        assert buttons[at].height() <= viewport.height()
    buttons[5].setFocus()
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget() or buttons[5], Qt.Key.Key_Right)
    assert buttons[10].mapTo(viewport, QPoint(0, 0)).x() + buttons[10].width() <= viewport.width()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stop_bears_the_name_of_its_own(desk: Desk, language: Language) -> None:
    """*So what?* was announced as the arcade, in which it is told."""
    name = {"en": "So what?", "zh": "那又如何？"}[language]
    at = next(n for n, stop in enumerate(desk.talk.tour.stops) if stop.id == "so-what")
    desk.do(Change(replace(desk.visit.settings, language=language)), Onward(), JumpTo(at - 1))
    assert name in desk.console.following.title.source
    desk.do(JumpTo(at))
    desk.pass_time(0.3)
    assert desk.layer.audience.large.other.source.startswith(f"{name} · ")
    assert desk.console.stops.buttons[at].text() == name
    assert desk.console.place.source.endswith(name)
    desk.do(Open("net"))
    desk.pass_time(0.3)
    elsewhere = desk.visit.park.zones["net"].title[language]
    assert desk.layer.audience.small.name.source == elsewhere


def test_the_console_closes_with_the_window_and_comes_back_when_it_is_needed(desk: Desk) -> None:
    desk.do(Onward())
    desk.console.close()
    desk.pass_time(0.3)
    assert not desk.console.isVisible()
    assert desk.window.isVisible()
    QTest.keyClick(desk.window.viewport, Qt.Key.Key_Slash)
    desk.pass_time(0.3)
    assert desk.console.isVisible()
    assert desk.console.pages.page == "lookup"
    desk.window.close()
    assert not desk.console.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_audience_s_first_and_last_picture_has_a_name_for_visitors(
    desk: Desk, language: Language
) -> None:
    large, kinds = desk.layer.audience.large, ("investor", "walkthrough", "loop", "投资", "循环", "导览")
    desk.do(Change(replace(desk.visit.settings, language=language)))
    desk.pass_time(0.3)
    first = large.name.source
    assert first == desk.talk.tour.title[language]
    desk.do(Onward(), JumpTo(len(desk.talk.tour.stops) - 1), Onward())
    assert desk.talk.over
    end = desk.layer.audience.end
    assert end.isVisible() and not large.isVisible()
    assert first in words_on(desk)
    for tour in desk.visit.park.tours.values():
        assert not any(kind in tour.title[language].lower() for kind in kinds)


@pytest.mark.parametrize(("percent", "size"), [(100, (1280, 720)), (100, (1024, 640)), (200, (1024, 640))])
def test_the_last_page_thanks_and_shows_what_was_seen(
    desk: Desk, percent: int, size: tuple[int, int]
) -> None:
    desk.window.resize(*size)
    desk.do(Change(replace(desk.visit.settings, text_percent=percent)), Onward())
    for stop, seconds in ((1, 20), (4, 5), (2, 12), (3, 3)):
        desk.do(JumpTo(stop))
        desk.pass_time(seconds)
    desk.do(JumpTo(len(desk.talk.tour.stops) - 1), Onward())
    desk.pass_time(2)
    end, stops = desk.layer.audience.end, desk.talk.tour.stops
    assert longest_shown(desk.talk) == (stops[1], stops[2], stops[4])
    assert "Thank you" in words_on(desk)
    names = [each.name.source for each in end.seen if each.isVisible()]
    assert names == [desk.visit.park.title_of(stops[n])["en"] for n in (1, 2, 4)][: len(names)]
    assert len(names) == (0 if percent == 200 else 3 if size[0] > 1100 else len(names))
    assert desk.window.rect().contains(end.placed)
    held = [label for label in end.findChildren(QLabel) if label.isVisible()]
    assert all(
        end.inner.contains(label.geometry().translated(label.parentWidget().mapTo(end, QPoint())))
        for label in held
    )


def test_the_last_page_names_nothing_that_was_not_shown(desk: Desk) -> None:
    desk.do(Onward(), JumpTo(len(desk.talk.tour.stops) - 1), Onward())
    desk.pass_time(1)
    shown = {stop.id for stop in longest_shown(desk.talk)}
    assert shown <= {leg.stop for leg in desk.talk.legs}
    assert sum(each.isVisible() for each in desk.layer.audience.end.seen) == len(shown) < 3
