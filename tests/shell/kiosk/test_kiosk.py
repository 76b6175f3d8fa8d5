"""A booth in its window: it calls, asks, begins anew and leaves nothing behind; only a number leads out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScroller, QWidget
from pytestqt.qtbot import QtBot

from explorer.i18n import Text, tr
from explorer.shell.app.staff_exit import REST_S, TRIES, PinLock, StaffExit
from explorer.shell.kiosk import KioskLayer
from explorer.shell.kiosk.presence import JITTER_PX, Jitter, LongPress
from explorer.shell.lesson.quiz_layer import QuizLayer
from explorer.shell.widgets import Button, KeyCap, KeyFocus, Prose
from explorer.visit import KIOSK, Change, Open, Operate, PauseTour, Presence, Settings, StartTour, Visit
from explorer.visit.lesson.acts import Choose, NextQuestion, StartQuiz
from explorer.visit.lesson.quiz import Quiz

from ..windows import Clock, Windows

FRAME_S = 0.1
OWN = Settings(comfort="cut")
MODE = replace(KIOSK, quiet_s=3.0, countdown_s=2.0)
PIN = "24680"


class Booth:
    """The window of a booth, and what staff made of the way out."""

    def __init__(self, open_window: Windows) -> None:
        self.left: list[bool] = []
        self.clock = Clock()  # no time passes but what the test lets pass
        self.window = open_window(
            MODE, usual=OWN, staff_exit=StaffExit(PIN, self.left.append), clock=self.clock
        )
        self.now_s = 0.0
        self.layer.clock = lambda: self.now_s
        QTest.qWaitForWindowActive(self.window, 60_000)
        self.tick(4)

    @property
    def layer(self) -> KioskLayer:
        layer = self.window.layers[-1]
        assert isinstance(layer, KioskLayer)
        return layer

    @property
    def phase(self) -> str:
        assert self.window.visit.kiosk is not None
        return self.window.visit.kiosk.phase

    def plays(self) -> bool:
        """Whether the tour that attracts goes on."""
        playback = self.window.visit.playback
        return playback is not None and playback.playing

    def tick(self, ticks: int = 1) -> None:
        for _ in range(ticks):
            self.window.frame_clock.stop()  # tests draw frames themselves
            self.now_s += FRAME_S
            self.window.tick(FRAME_S)
            QApplication.processEvents()
        self.window.frame_clock.stop()

    def wait(self, seconds: float) -> None:
        self.tick(round(seconds / FRAME_S))

    def move(self, x: int, y: int) -> None:
        QTest.mouseMove(self.window.windowHandle(), QPoint(x, y))
        QApplication.processEvents()

    def press(self, where: QWidget | QPoint) -> None:
        at = where.mapTo(self.window, where.rect().center()) if isinstance(where, QWidget) else where
        QTest.mouseClick(self.window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
        self.tick(2)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.windowHandle(), key)
        self.tick(2)


@pytest.fixture
def booth(open_window: Windows) -> Iterator[Booth]:
    made = Booth(open_window)
    yield made
    made.window.end()
    assert QApplication.overrideCursor() is None


def furniture(booth: Booth) -> list[QWidget]:
    window = booth.window
    return [
        window.parts.breadcrumb,
        window.parts.tools,
        window.parts.action_bar,
        window.parts.zone_list,
        window.parts.map_panel,
    ]


# ---- attract


def test_it_calls_in_both_languages_and_nothing_else_is_in_the_way(booth: Booth) -> None:
    invitation = booth.layer.invitation
    assert invitation.isVisible()
    opening = booth.window.visit.park.opening
    assert opening is not None and opening.call is not None
    assert invitation.words == (opening.call["en"], opening.call["zh"])
    assert (invitation.first.text(), invitation.second.text()) == ("Touch to begin", "轻触开始")
    assert not any(surface.isVisible() for surface in furniture(booth))
    cursor = QApplication.overrideCursor()
    assert cursor is not None and cursor.shape() == Qt.CursorShape.BlankCursor


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_card_leaves_the_picture_free(open_window: Windows, language: str, percent: int) -> None:
    for size in ((1280, 720), (1920, 1080), (1024, 640)):
        booth = Booth(open_window)
        window = booth.window
        window.resize(*size)
        window.do(Change(Settings(language=language, text_percent=percent)))
        begun = Visit.begin(window.visit.park, MODE, replace(OWN, language=language, text_percent=percent))
        cards, playback, played_s = set(), begun.playback, 0.0
        assert playback is not None
        moments_s = sorted(
            (starts_s + at_s + 0.5, stop.id)
            for stop, starts_s in zip(playback.tour.stops, playback.tour.starts_s, strict=True)
            for at_s in (0.0, *(cue.at_s for cue in stop.acts if cue.say is not None))
        )
        for at_s, stop in moments_s if size == (1280, 720) and percent == 100 else moments_s[:2]:
            begun, played_s = begun.advance(at_s - played_s), at_s  # no moment is played to anew
            window.visit = begun
            booth.tick(3)
            shown = [surface for surface in window.surfaces if surface.isVisible()]
            assert shown == [booth.layer.invitation]
            card = booth.layer.invitation.inner.translated(booth.layer.invitation.pos())
            assert window.rect().contains(card)
            share = card.width() * card.height() / (window.width() * window.height())
            most = 0.35 if percent > 100 else 0.12 if size[1] >= 720 else 0.17
            assert share <= most, (size, stop, share)
            cards.add((card.x(), card.width()))
        assert len(cards) == 1, "it does not jump with each caption"
        for button in (booth.layer.invitation.first, booth.layer.invitation.second):
            assert (
                button.height() >= window.theme.target_px and button.width() >= button.sizeHint().width() - 1
            )


def test_its_lines_follow_the_stop(booth: Booth) -> None:
    """It says large what happens, as captions do; while the camera is on its way, what the park is about."""
    subject = booth.layer.invitation.words
    booth.wait(9.6)  # until the sensor is broken
    playback = booth.window.visit.playback
    assert playback is not None and playback.stop.id == "line" and playback.done == 3
    said = playback.stop.acts[2].say
    assert said is not None and booth.layer.invitation.words == (said["en"], "")
    booth.layer.invitation.follow(playback, flies=True)
    assert booth.layer.invitation.words == subject


def test_the_day_passes_while_nobody_is_there_and_a_visitor_finds_the_booths_light(booth: Booth) -> None:
    flying = Settings(day_phase=2.0)
    visit = Visit.begin(booth.window.visit.park, MODE, flying)
    later = visit.advance(60.0)
    assert later.daylight.day_phase != visit.daylight.day_phase
    touched = later.after(Presence()).advance(2.0)
    assert touched.settings == flying and touched.daylight.day_phase == 2.0
    still = Visit.begin(booth.window.visit.park, MODE, Settings(comfort="cut", day_phase=2.0))
    assert still.advance(60.0).daylight.day_phase == 2.0


def test_something_happens_every_twelve_seconds(booth: Booth) -> None:
    visit = Visit.begin(booth.window.visit.park, MODE, Settings())
    assert visit.playback is not None
    whole_s, since_s, longest_s = sum(stop.hold_s for stop in visit.playback.tour.stops) + 60, 0.0, 0.0
    for _ in range(round(whole_s / 0.25)):
        before, visit = visit, visit.advance(0.25)
        # what the tour does to an exhibit, and the moment when the twin finds out
        events = [
            (len(run.record.events), run.readings.get("alarm")) if run else 0
            for run in (before.run, visit.run)
        ]
        seen = (before.zone, before.pointed, before.moving, events[0]) != (
            visit.zone,
            visit.pointed,
            visit.moving,
            events[1],
        )
        since_s = 0.0 if seen or visit.moving else since_s + 0.25
        longest_s = max(longest_s, since_s)
    assert longest_s <= 12.0


def test_a_trembling_pointer_is_nobody_and_a_moved_one_stops_the_tour(booth: Booth) -> None:
    for x in (400, 403, 398, 402):
        booth.move(x, 300)
        booth.tick()
    assert booth.plays()
    booth.move(440, 300)
    booth.tick(2)
    assert booth.phase == "attract"
    assert not booth.plays()
    assert QApplication.overrideCursor() is None
    assert booth.layer.invitation.isVisible()
    booth.wait(3.2)
    assert booth.plays()


def test_a_language_is_the_first_choice(booth: Booth) -> None:
    booth.press(booth.layer.invitation.second)
    assert (booth.phase, booth.window.visit.settings.language) == ("explore", "zh")
    assert not booth.layer.invitation.isVisible()
    assert booth.window.parts.tools.button("start over").isVisible()
    assert booth.window.parts.tools.button("start over").text() == "重新开始"


def test_the_first_touch_only_wakes_and_the_next_one_opens_a_building(booth: Booth) -> None:
    window = booth.window

    def press_plaza() -> None:
        (x, y), *_ = window.stage.project([window.visit.park.zones["plaza"].place.label_m])
        booth.press(QPoint(round(x * window.width()), round(y * window.height())))

    seen = window.visit.zone
    press_plaza()
    assert booth.phase == "explore"
    assert window.visit.zone == seen and window.visit.pointed is None
    press_plaza()
    assert "plaza" in (window.visit.zone, window.visit.pointed)


def test_who_steps_into_an_exhibit_reads_for_a_moment_what_the_park_is_about(booth: Booth) -> None:
    window, opening = booth.window, booth.window.visit.park.opening
    assert opening is not None
    booth.wait(9.6)
    booth.press(booth.layer.invitation.first)
    assert window.visit.operating
    assert window.parts.toast.words.splitlines() == [opening.what["en"], opening.do["en"]]
    booth.wait(2.0)
    assert window.parts.toast.isVisible()
    booth.wait(1.5)
    assert not window.parts.toast.isVisible()


def test_pause_pauses_and_goes_on(booth: Booth) -> None:
    booth.press(booth.layer.invitation.pause)
    assert booth.phase == "attract"
    assert booth.layer.invitation.pause.accessibleName() == "Continue · 继续"
    booth.press(booth.layer.invitation.pause)
    assert booth.plays()


# ---- is somebody there?


def asked(booth: Booth) -> None:
    booth.window.do(Presence())
    booth.window.do(Open("data"))
    booth.wait(3.3)
    assert booth.phase == "asking"


def test_it_asks_and_the_keyboard_is_on_the_way_to_stay(booth: Booth) -> None:
    asked(booth)
    question = booth.layer.question
    assert question.isVisible()
    assert QApplication.focusWidget() is question.stay
    assert question.ring.accessibleName() == "2 seconds left"
    booth.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is question.start_over
    assert booth.phase == "asking"
    booth.key(Qt.Key.Key_Tab)
    booth.key(Qt.Key.Key_Return)
    assert (booth.phase, booth.window.visit.zone) == ("explore", "data")
    assert not question.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_A, Qt.Key.Key_Q])
def test_any_key_is_an_answer(booth: Booth, key: Qt.Key) -> None:
    asked(booth)
    booth.key(key)
    assert (booth.phase, booth.window.visit.zone) == ("explore", "data")


def test_a_press_beside_it_is_an_answer_and_a_moved_pointer_is_none(booth: Booth) -> None:
    asked(booth)
    booth.move(300, 300)
    booth.move(360, 300)
    booth.tick()
    assert booth.phase == "asking"
    booth.press(QPoint(40, 700))
    assert (booth.phase, booth.window.visit.zone) == ("explore", "data")


def test_start_over_and_silence_begin_anew(booth: Booth) -> None:
    asked(booth)
    booth.press(booth.layer.question.start_over)
    assert (booth.phase, booth.window.visit.zone) == ("attract", None)
    asked(booth)
    booth.wait(2.2)
    assert booth.phase == "attract"
    assert booth.layer.invitation.isVisible()
    assert not booth.layer.question.isVisible()


def test_a_quiz_covers_the_tools_and_offers_to_start_over_itself(booth: Booth) -> None:
    quiz = next(layer for layer in booth.window.layers if isinstance(layer, QuizLayer))
    booth.window.do(Presence())
    booth.window.do(StartQuiz())
    booth.tick(2)
    while booth.window.visit.quiz.question is not None:
        assert quiz.panel.isVisible() and booth.window.parts.tools.isHidden()
        (again,) = (b for b in quiz.panel.findChildren(Button) if b.isVisible() and b.text() == "Start over")
        booth.window.do(Choose(1))
        booth.window.do(NextQuestion())
        booth.tick(2)
    (again,) = (b for b in quiz.panel.findChildren(Button) if b.isVisible() and b.text() == "Start over")
    again.click()
    booth.tick(2)
    assert booth.phase == "attract" and quiz.panel.isHidden()
    assert booth.window.visit.quiz == Quiz()


def test_a_question_scrolls_only_as_long_as_it_must(booth: Booth) -> None:
    quiz = next(layer for layer in booth.window.layers if isinstance(layer, QuizLayer))
    booth.window.do(Presence())
    booth.window.do(StartQuiz())
    booth.tick(3)
    bar = quiz.panel.area.verticalScrollBar()
    for height, scrolls in ((720, False), (300, True), (720, False), (300, True)):
        quiz.arrange(replace(booth.window.arrangement.free, size=QSize(1280, height)))
        QApplication.processEvents()
        assert bar.isVisible() == scrolls


def test_the_next_visitor_finds_nothing_of_the_one_before(booth: Booth) -> None:
    window = booth.window
    window.do(Change(replace(OWN, language="zh", text_percent=150, theme="contrast", day_phase=2.0)))
    booth.tick(3)
    window.do(Open("data"))
    booth.tick(6)
    scroll = window.parts.article.scroll_area.verticalScrollBar()
    scroll.setValue(200)
    window.do(Operate())
    booth.tick(4)
    window.ask("more")
    window.ask("close")
    window.ask("home")
    booth.tick(4)
    window.ask("list")
    window.ask("map")
    window.ask("search")
    window.parts.search.field.setText("data")
    booth.tick(3)
    window.ask("help")
    booth.tick(2)
    window.ask("start over")
    booth.tick(4)
    assert booth.phase == "attract"
    assert window.visit.settings == OWN
    assert window.parts.search.field.text() == ""
    assert not window.parts.zone_list.unfolded
    assert window.views.state.tab == "try"
    assert not window.views.state.map_open
    assert not any(
        w.isVisible() for w in (window.sheet, window.parts.search, window.parts.legend, window.parts.status)
    )
    window.do(Open("data"))
    booth.tick(6)
    assert window.parts.article.scroll_area.verticalScrollBar().value() == 0


def test_the_ring_of_the_keyboard_goes_with_a_touch_and_with_the_visitor(booth: Booth) -> None:
    viewport = booth.window.viewport
    for leave in (lambda: booth.press(QPoint(640, 700)), lambda: booth.window.ask("start over")):
        booth.window.do(Presence())
        booth.key(Qt.Key.Key_Tab)
        booth.window.setFocus()
        viewport.setFocus(Qt.FocusReason.TabFocusReason)
        assert viewport.rings
        leave()
        booth.tick(2)
        assert not viewport.rings


def test_who_only_touches_sees_no_ring(booth: Booth) -> None:
    window = booth.window

    def ringed() -> bool:
        now: object = QApplication.focusWidget()
        return isinstance(now, KeyFocus) and now.rings

    window.do(Presence())
    booth.tick(2)
    booth.press(window.parts.action_bar.start_button)
    assert window.visit.playback is not None and not ringed()
    window.do(PauseTour())  # one that plays is watched, not silence
    booth.wait(3.0 + 0.5)
    assert booth.phase == "asking" and not ringed()
    booth.press(booth.layer.question.stay)
    assert not ringed()
    booth.key(Qt.Key.Key_Tab)
    assert ringed()


def test_thirty_visitors_leave_no_widget_and_no_memory(booth: Booth) -> None:
    window = booth.window
    zones = list(window.visit.park.zones)

    def one(number: int) -> int:
        zone = zones[number % 4]
        booth.press(booth.layer.invitation.second if number % 4 == 0 else booth.layer.invitation.first)
        window.do(Open(zone))
        booth.tick(2)
        window.do(Operate())
        booth.tick(2)
        window.ask("search")
        window.parts.search.field.setText(zone)
        window.do(StartTour("talk"))
        booth.tick()
        window.ask("start over")
        booth.tick(2)
        for _ in range(3):
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QApplication.processEvents()
        fresh = Visit.begin(window.visit.park, MODE, OWN).advance(window.visit.time_s)
        assert replace(window.visit, time_s=0.0, life_s=0.0, rest_s=0.0, playback=None) == replace(
            fresh, time_s=0.0, life_s=0.0, rest_s=0.0, playback=None
        )
        return len(window.findChildren(QWidget))

    def things() -> int:
        gc.collect()
        return len(gc.get_objects())

    for number in range(7):  # the first ones load what all use
        one(number)
    before = things()
    widgets = [one(number) for number in range(7, 37)]
    assert max(widgets) == min(widgets), widgets
    assert things() - before < 0.003 * before


# ---- the way out


def hold_the_corner(booth: Booth, seconds: float) -> None:
    at = QPoint(20, 20)
    handle = booth.window.windowHandle()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=at)
    booth.wait(seconds)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=at)
    booth.tick(2)


def test_nothing_but_a_long_press_and_the_number_leads_out(booth: Booth) -> None:
    booth.window.close()
    booth.window.ask("quit")
    booth.key(Qt.Key.Key_Escape)
    booth.key(Qt.Key.Key_Escape)
    assert booth.window.isVisible()
    pin_pad = booth.layer.pin_pad
    assert pin_pad is not None
    hold_the_corner(booth, 4.0)
    assert not pin_pad.isVisible()
    hold_the_corner(booth, 5.2)
    assert pin_pad.isVisible()
    for digit in PIN[:3]:
        booth.press(pin_pad.keys[digit])
    for digit in PIN[3:]:
        booth.key(Qt.Key(Qt.Key.Key_0.value + int(digit)))
    booth.key(Qt.Key.Key_Return)
    assert not pin_pad.isVisible()
    staff_menu = booth.layer.staff_menu
    assert staff_menu is not None and staff_menu.isVisible()
    assert booth.left == []
    booth.press(staff_menu.buttons[Text("Restart the program")])
    assert booth.left == [True]
    booth.press(staff_menu.buttons[Text("Leave the park")])
    assert booth.left == [True, False]


def test_who_has_gone_leaves_no_pad_open(booth: Booth) -> None:
    pin_pad = booth.layer.pin_pad
    assert pin_pad is not None
    booth.window.do(Presence())
    booth.tick()
    pin_pad.ask()
    booth.press(pin_pad.keys["1"])
    booth.wait(3.4)
    assert booth.phase == "asking"
    assert not pin_pad.isVisible()


def test_wrong_numbers_close_the_lock_for_a_while() -> None:
    lock = PinLock(PIN)
    assert not lock.opens("")
    assert lock.opens(PIN)
    for _ in range(TRIES):
        assert not lock.rests
        assert not lock.opens("1111")
    assert lock.rests
    assert not lock.opens(PIN)
    lock.advance(REST_S - 1)
    assert not lock.opens(PIN)
    lock.advance(2)
    assert lock.opens(PIN)


def test_a_number_is_reported_nowhere() -> None:
    assert PIN not in repr(StaffExit(PIN, lambda again: None))


def test_after_three_wrong_numbers_the_pad_says_for_how_long_it_takes_none(booth: Booth) -> None:
    pin_pad = booth.layer.pin_pad
    assert pin_pad is not None
    booth.window.do(Presence())
    hold_the_corner(booth, 5.2)
    for _ in range(TRIES):
        assert not pin_pad.rest.isVisible()
        for digit in "11":
            booth.press(pin_pad.keys[digit])
        booth.key(Qt.Key.Key_Return)
    assert pin_pad.isVisible() and pin_pad.rest.isVisible()
    assert "Try again in 30 seconds" in pin_pad.rest.text() and "30秒后重试" in pin_pad.rest_too.text()
    assert not pin_pad.keys["1"].isEnabled()
    for digit in PIN:
        booth.key(Qt.Key(Qt.Key.Key_0.value + int(digit)))
    booth.key(Qt.Key.Key_Return)
    assert pin_pad.isVisible()
    booth.key(Qt.Key.Key_Escape)
    hold_the_corner(booth, 5.2)  # staff who come back are told too
    assert pin_pad.isVisible() and pin_pad.rest.isVisible()
    booth.window.do(Change(replace(booth.window.visit.settings, text_percent=200, language="zh")))
    booth.window.resize(1024, 640)
    booth.tick(3)
    for words in (pin_pad.rest, pin_pad.rest_too):
        assert words.height() >= words.heightForWidth(words.width()), (
            "large words are whole in a small window"
        )
    for _ in range(int(REST_S)):
        booth.window.do(Presence())
        booth.wait(1.0)
    key = pin_pad.keys["1"]
    assert not pin_pad.rest.isVisible() and key.isEnabled() and key.isVisible()


def test_one_second_is_not_many(booth: Booth) -> None:
    asked(booth)
    booth.wait(1.1)
    assert booth.layer.question.ring.accessibleName() == "1 second left"
    assert booth.layer.question.explanation.text().endswith("in 1 second.")


def test_who_types_the_right_number_is_no_visitor(booth: Booth) -> None:
    hold_the_corner(booth, 5.2)
    for digit in PIN:
        booth.key(Qt.Key(Qt.Key.Key_0.value + int(digit)))
    booth.key(Qt.Key.Key_Return)
    assert booth.window.visit.kiosk is not None and booth.window.visit.kiosk.staff


# ---- a press that nobody holds


def send_key(booth: Booth, kind: QEvent.Type, key: Qt.Key, *, repeats: bool = False) -> None:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", repeats)
    event.setTimestamp(round(1000 * booth.now_s))
    QApplication.sendEvent(booth.window.windowHandle(), event)


def hold_key(booth: Booth, key: Qt.Key, seconds: float, *, marked: bool) -> None:
    """A key that is down, and repeats, as a bag on the keyboard presses it.

    Its repeats are marked as such, or come as it does on some X servers: up and down at the same moment.
    """
    down, up = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    send_key(booth, down, key)
    for _ in range(round(seconds / FRAME_S)):
        send_key(booth, up, key, repeats=marked)
        send_key(booth, down, key, repeats=marked)
        booth.tick()


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Left, Qt.Key.Key_Tab, Qt.Key.Key_Plus, Qt.Key.Key_Return, Qt.Key.Key_A]
)
def test_a_bag_on_the_keyboard_is_nobody(booth: Booth, key: Qt.Key, marked: bool) -> None:
    booth.window.do(Presence())
    booth.window.do(Open("data"))
    booth.tick(2)
    hold_key(booth, key, 10.0 + 3.0 + 2.0 + 1.0, marked=marked)
    assert booth.phase == "attract"
    send_key(booth, QEvent.Type.KeyRelease, key)
    booth.tick()
    hold_key(booth, key, 2.0, marked=marked)
    assert booth.phase == "explore"  # it was pressed again


def test_who_presses_a_key_again_and_again_is_there(booth: Booth) -> None:
    booth.window.do(Presence())
    booth.window.do(Open("data"))
    for _ in range(20):
        send_key(booth, QEvent.Type.KeyPress, Qt.Key.Key_Left)
        booth.wait(0.5)
        send_key(booth, QEvent.Type.KeyRelease, Qt.Key.Key_Left)
        booth.wait(0.5)
    assert booth.phase == "explore"


def test_a_button_of_the_mouse_that_is_stuck_is_nobody(booth: Booth) -> None:
    window = booth.window
    window.do(Presence())
    booth.tick(2)
    window.do(Open("plaza"))
    window.do(Operate())
    booth.tick(4)
    more = next(b for b in window.parts.exhibit.findChildren(Button) if b.autoRepeat() and b.isEnabled())
    booth.tick(2)
    at = more.mapTo(window, more.rect().center())
    QTest.mousePress(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    assert more.isDown()
    for step in range(160):
        booth.move(at.x() + step % 2, at.y())
        booth.tick()
    assert not more.isDown()
    assert booth.phase == "attract"
    QTest.mouseRelease(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)


def test_silence_goes_by_the_clock_on_a_machine_that_is_slow(booth: Booth) -> None:
    booth.window.do(Presence())
    booth.window.do(Open("data"))
    booth.tick()
    frames, booth.clock.now_s = 0, booth.now_s
    booth.window.frame_clock.tick()
    while booth.phase == "explore":
        frames += 1
        booth.clock.now_s += 1.0  # of each second nine tenths are not told to the window's frames
        booth.window.frame_clock.tick()
    assert frames <= 5  # of a tenth of a second each, for three seconds


def test_a_press_that_leaves_the_corner_is_no_long_press() -> None:
    now_s = 0.0
    press = LongPress(lambda: 70.0, lambda: now_s)
    press.begin(10, 10)
    press.move(100, 10)
    now_s = 6.0
    assert not press.ripe()
    press.begin(200, 10)
    now_s = 12.0
    assert not press.ripe()
    press.begin(10, 10)
    now_s = 16.9
    assert not press.ripe()
    now_s = 17.1
    assert press.ripe()
    assert not press.ripe()


def test_slow_drift_is_no_hand() -> None:
    jitter = Jitter()
    assert not any(jitter.moved(x, 0.0, time_s=x * 0.5) for x in range(100))
    assert not jitter.moved(500.0, 0.0, time_s=100.0)
    assert jitter.moved(500.0 + JITTER_PX + 1, 0.0, time_s=100.3)


def test_a_finger_is_somebody_and_opens_what_it_touches(booth: Booth) -> None:
    finger = QTest.createTouchDevice()
    window, button = booth.window, booth.layer.invitation.second

    def tap(at: QPoint) -> None:
        QTest.touchEvent(window.windowHandle(), finger).press(0, at).commit()
        booth.tick()
        QTest.touchEvent(window.windowHandle(), finger).release(0, at).commit()
        booth.tick(2)

    tap(button.mapTo(window, button.rect().center()))
    assert (booth.phase, window.visit.settings.language) == ("explore", "zh")
    window.ask("start over")
    booth.tick(3)
    (x, y), *_ = window.stage.project([window.visit.park.zones["plaza"].place.label_m])
    place = QPoint(round(x * window.width()), round(y * window.height()))
    tap(place)
    assert booth.phase == "explore" and window.visit.zone is None, "the first touch only wakes"
    assert not window.views.state.opening_over
    tap(QPoint(window.width() - 60, window.height() // 2))
    assert window.views.state.opening_over and window.visit.zone is None, "the second sends the opening away"
    tap(place)
    assert window.visit.zone is not None


def test_a_new_start_is_an_icon_beside_the_picture_and_a_word_where_there_is_room(booth: Booth) -> None:
    window, over = booth.window, booth.window.parts.tools.button("start over")
    words = tr(Text("Start over"), "en")
    window.do(Presence())
    window.do(Open("plaza"))
    for percent, at_exhibit, said in ((100, False, words), (200, True, ""), (100, True, "")):
        if at_exhibit:
            window.do(Operate())
        window.do(Change(replace(window.visit.settings, text_percent=percent)))
        booth.tick(6)
        panel = window.parts.exhibit if at_exhibit else window.parts.article
        assert panel.isVisible()
        tools, beside = (p.inner.translated(p.pos()) for p in (window.parts.tools, panel))
        assert not tools.intersects(beside)
        assert (over.isVisible(), over.text()) == (True, said)
        assert over.accessibleName() == tr(Text("Start over: reset the park for a new visitor"), "en")
    booth.press(over)
    assert (booth.phase, window.visit.zone) == ("attract", None)


class Finger:
    """A finger on a booth's screen: nothing else is there."""

    def __init__(self, booth: Booth) -> None:
        self._booth, self._device = booth, QTest.createTouchDevice()

    def tap(self, widget: QWidget, at: QPoint | None = None) -> None:
        self.swipe(widget, at or widget.rect().center(), 0)

    def swipe(self, widget: QWidget, at: QPoint, down_px: int) -> None:
        window, steps = self._booth.window, 10
        handle, start = window.windowHandle(), widget.mapTo(window, at)
        QTest.touchEvent(handle, self._device).press(0, start).commit()
        for step in range(1, steps + 1 if down_px else 1):
            there = start + QPoint(0, down_px * step // steps)
            QTest.touchEvent(handle, self._device).move(0, there).commit()
            self._booth.tick()
        QTest.touchEvent(handle, self._device).release(0, start + QPoint(0, down_px)).commit()
        self._booth.tick(2)


def test_without_a_keyboard_one_finds_a_zone_and_a_tour_and_closes_the_search(
    booth: Booth, qtbot: QtBot
) -> None:
    window, finger = booth.window, Finger(booth)
    search, results = window.parts.search, window.parts.search.results
    window.do(Presence())
    window.ask("home")
    booth.tick(3)
    finger.tap(window.parts.action_bar.button("search"))
    assert search.isVisible()
    finger.tap(search.close_button)
    assert not search.isVisible()
    finger.tap(window.parts.action_bar.button("search"))
    rows = results.viewport()
    finger.swipe(rows, QPoint(60, rows.height() - 20), -150)
    qtbot.waitUntil(lambda: results.verticalScrollBar().value() > 60, timeout=60_000)
    assert window.visit.pointed is None
    QScroller.scroller(rows).stop()
    results.scrollToTop()
    first = QPoint(60, results.visualItemRect(results.item(0)).center().y())
    finger.tap(rows, first)
    assert (search.isVisible(), window.visit.playback) == (True, None)
    finger.tap(rows, first)
    assert not search.isVisible()
    assert window.visit.playback is not None
    assert (booth.phase, window.visit.playback.tour.id) == ("explore", "show")
    window.ask("search")
    booth.tick(2)
    assert window.visit.playback.paused_by == "hand"
    plaza = results.item(3)
    results.scrollToItem(plaza)
    booth.tick(2)
    there = QPoint(60, results.visualItemRect(plaza).center().y())
    finger.tap(rows, there)
    assert (search.isVisible(), window.visit.pointed) == (True, "plaza")
    finger.tap(rows, there)
    assert (search.isVisible(), window.visit.zone) == (False, "plaza")


def test_one_types_by_finger_on_the_screen_and_the_next_visitor_finds_nothing(booth: Booth) -> None:
    window, finger = booth.window, Finger(booth)
    search, keyboard = window.parts.search, window.parts.search.keyboard
    assert not keyboard.isVisible()
    window.do(Presence())
    window.ask("search")
    booth.tick(2)
    assert keyboard.isVisible()
    for key in "BLOX":
        finger.tap(keyboard.keys[key])
    finger.tap(keyboard.backspace)
    for key in "CK":
        finger.tap(keyboard.keys[key])
    finger.tap(keyboard.space)
    finger.tap(keyboard.keys["6"])
    assert search.field.text() == "block 6"
    assert QApplication.focusWidget() is search.field
    results = search.results
    for zone in list(window.visit.park.zones)[:4]:
        search.field.setText(zone)
        booth.tick()
        assert results.height() >= min(results.content_px, 150) > 0, "few hits are seen whole"
    finger.tap(keyboard.clear)
    finger.tap(keyboard.keys["6"])
    assert search.results.found[0].zone == "data"
    surfaces = [surface.inner.translated(surface.pos()) for surface in (search, keyboard)]
    assert not surfaces[0].intersects(surfaces[1])
    assert window.rect().contains(surfaces[0]) and window.rect().contains(surfaces[1])
    QTest.qWait(QApplication.doubleClickInterval() + 100)  # a hand goes from the keyboard to the list
    first = QPoint(60, results.visualItemRect(results.item(0)).center().y())
    assert results.viewport().rect().contains(first)
    for _ in range(2):  # it is pointed at, then one goes there
        finger.tap(results.viewport(), first)
    assert (window.visit.zone, keyboard.isVisible()) == ("data", False)
    window.ask("search")
    finger.tap(keyboard.keys["7"])
    window.ask("start over")
    booth.tick(2)
    assert not keyboard.isVisible() and search.field.text() == ""


def test_keys_that_do_nothing_are_not_listed(booth: Booth) -> None:
    caps = {cap.text() for cap in booth.window.sheet.page.help.findChildren(KeyCap)}
    assert "F1" in caps
    assert not caps & {"F11", "F3", "Ctrl+Q"}


def test_no_page_opens_outside(booth: Booth) -> None:
    booth.window.do(Open("data"))
    booth.tick(3)
    article = booth.window.parts.article
    assert article.page is not None
    article.page.rows["beyond"].head.click()
    QApplication.processEvents()
    assert not [b for b in article.findChildren(Button) if b.icon_name in ("external-link", "copy")]
    assert any("https://" in prose.text() for prose in article.findChildren(Prose))


def test_no_button_names_a_key_where_there_are_fingers_only(booth: Booth) -> None:
    named = {button.shortcut_hint for button in booth.window.findChildren(Button)}
    assert {name for name in named if not name.isdigit()} <= {""}
