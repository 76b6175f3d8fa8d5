"""A tour on the window: what buttons, keys and hands do with it, and what is told of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.i18n import Text, tr
from explorer.park.model import Language
from explorer.shell.speech.voice import Voice
from explorer.shell.tour import layer as module
from explorer.shell.tour.folding import SHOWN_S
from explorer.shell.tour.layer import TourLayer
from explorer.shell.tour.narrator import Narrator
from explorer.shell.window.main_window import MainWindow
from explorer.visit import (
    EXPLORE,
    KIOSK,
    Change,
    EndTour,
    Mode,
    NextStop,
    Open,
    Orbit,
    PauseTour,
    Playback,
    Press,
    ResumeTour,
    SetTourPace,
    StartTour,
    ToStop,
)
from explorer.visit.kiosk.acts import Presence

from ..windows import Windows, draw_frames, logged

FRAME_S = 0.05
LINE, DATA = 1, 2


class Parrot(Voice):
    """A voice without sound: it knows English, and says a word when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self._voices, self.tells_words = frozenset({"en"}), True
        self.heard: list[str] = []

    def prepare(self) -> None:
        """It is there."""

    def _send(self, **line: object) -> None:
        self.heard.append("stop" if "stop" in line else str(line.get("say", f"volume {line.get('volume')}")))

    def utter(self, start: int, length: int) -> None:
        self._take({"id": self._id, "word": [start, length]})

    def finish(self) -> None:
        self._take({"id": self._id, "over": True})


@pytest.fixture
def parrot(monkeypatch: pytest.MonkeyPatch) -> Parrot:
    made = Parrot()
    monkeypatch.setattr(module, "Narrator", lambda: Narrator(made))
    return made


@pytest.fixture
def window(open_window: Windows, parrot: Parrot) -> MainWindow:
    made = open_window()
    settle(made)
    return made


def settle(window: MainWindow, frames: int = 4) -> None:
    draw_frames(window, frames, FRAME_S)


def press(
    window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or window.viewport, key, modifiers)
    settle(window)


def tour_of(window: MainWindow) -> TourLayer:
    (layer,) = [layer for layer in window.layers if isinstance(layer, TourLayer)]
    return layer


def playback(window: MainWindow) -> Playback:
    assert window.visit.playback is not None
    return window.visit.playback


def started(window: MainWindow, tour: str = "show", stop: int = 0) -> TourLayer:
    QCursor.setPos(0, 0)  # where an earlier test left it, it may lie on controls that then stay
    window.do(StartTour(tour, stop))
    settle(window)
    return tour_of(window)


def events(log: Path, *wanted: str) -> list[str]:
    lines = [line["event"] for line in logged(log)]
    return [event for event in lines if event in wanted or (not wanted and event.startswith("tour"))]


# ---- beginning and choosing


def test_the_verb_offers_all_tours_and_enter_starts_one(window: MainWindow) -> None:
    layer = tour_of(window)
    QTest.mouseClick(window.parts.action_bar.button("tour"), Qt.MouseButton.LeftButton)
    settle(window)
    assert layer.chooser.isVisible() and not window.parts.action_bar.isVisible()
    titles = [row.text() for row in layer.chooser.rows]
    assert titles == [
        tr(window.visit.park.tours[id].title, "en") for id in ("show", "thread", "talk", "lesson")
    ]
    assert "3\u00a0min, 8\u00a0stops" in layer.chooser.rows[0].sub
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert playback(window).tour.id == "thread"
    assert not layer.chooser.isVisible() and layer.bar.isVisible()
    assert window.viewport.hasFocus()


def test_esc_closes_the_chooser_and_nothing_has_happened(window: MainWindow) -> None:
    press(window, Qt.Key.Key_T)
    layer = tour_of(window)
    assert layer.chooser.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert (
        not layer.chooser.isVisible()
        and window.visit.playback is None
        and window.parts.action_bar.isVisible()
    )
    press(window, Qt.Key.Key_T)
    press(window, Qt.Key.Key_T)
    assert not layer.chooser.isVisible()


def test_another_tour_can_be_chosen_on_the_way(window: MainWindow) -> None:
    layer = started(window)
    window.parts.breadcrumb.park_button.click()
    settle(window)
    assert layer.chooser.isVisible() and playback(window).paused_by == "hand"
    assert not layer.bar.isVisible() and not layer.strip.isVisible()
    layer.chooser.rows[3].click()
    settle(window)
    assert playback(window).tour.id == "lesson" and layer.bar.isVisible()


# ---- on the way


def test_what_is_shown_on_a_tour(window: MainWindow) -> None:
    layer = started(window, stop=LINE)
    assert window.parts.breadcrumb.words == [
        "The park in three minutes",
        "Stop 2 of 8",
        "Production Line Twin",
    ]
    hidden = (
        window.parts.map_panel,
        window.parts.zone_list,
        window.parts.action_bar,
        window.parts.exhibit,
        window.parts.strip,
        window.parts.article,
    )
    assert not any(part.isVisible() for part in hidden)
    assert layer.strip.isVisible() and layer.strip.zone == "line" and len(layer.strip.readouts) == 1
    assert layer.strip.caption.words == tr(playback(window).stop.caption, "en")
    tops = [surface.pos().y() + surface.inner.top() for surface in (layer.bar, layer.strip)]
    assert tops == sorted(tops)
    assert len(layer.bar.stops.thumbs) == 8 and all(t.isVisible() for t in layer.bar.stops.thumbs)
    window.do(ToStop(0))
    settle(window)
    assert layer.strip.isVisible() and not layer.strip.readouts and layer.strip.zone is None
    assert window.parts.breadcrumb.words[-1] == "Whole park"


def test_it_is_reported_what_the_tour_does_at_the_exhibit(window: MainWindow) -> None:
    """Captions tell what happens; without them, the strip has the names of the acts."""
    window.do(Change(replace(window.visit.settings, captions=False)))
    layer = started(window, stop=LINE)
    assert layer.strip.caption.words == ""  # setting up is not told
    settle(window, 70)
    assert layer.strip.caption.words == "Break the sensor"
    settle(window, 160)
    assert layer.strip.caption.words == ""
    settle(window, 120)
    assert layer.strip.caption.words == "Camera backup: on"


def test_thumbs_tell_how_stops_stand(window: MainWindow) -> None:
    layer = started(window)
    window.do(NextStop())
    settle(window, 20)
    first, second, third, *_ = layer.bar.stops.thumbs
    assert first.state.shown and not first.state.now
    assert second.state.now and 0 < second.state.share < 0.1 and not second.state.waits
    assert not third.state.shown
    assert first.accessibleName() == "Stop 1: Whole park, shown"
    assert second.toolTip() == "Stop 2: Production Line Twin, now"
    window.do(PauseTour())
    settle(window)
    share = second.state.share
    assert second.state.waits
    settle(window, 10)
    assert second.state.share == share
    for _ in range(60):  # pictures come one by one, as soon as nothing moves
        settle(window)
    assert all(thumb.picture is not None for thumb in layer.bar.stops.thumbs)


def test_who_wants_less_motion_sees_the_bar_jump_by_seconds(window: MainWindow) -> None:
    layer = started(window)  # comfort is to cut
    assert window.theme.less_motion
    shares = set()
    for _ in range(45):
        window.tick(FRAME_S)
        shares.add(layer.bar.stops.thumbs[0].state.share)
    assert len(shares) <= 4 and max(shares) == pytest.approx(2 / playback(window).stop.hold_s)


def test_a_thumb_is_a_way_there(window: MainWindow) -> None:
    layer = started(window)
    QTest.mouseClick(layer.bar.stops.thumbs[4], Qt.MouseButton.LeftButton)
    settle(window)
    assert playback(window).index == 4 and playback(window).playing
    layer.bar.stops.thumbs[4].setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Return)
    assert playback(window).index == 6
    press(window, Qt.Key.Key_Home)
    press(window, Qt.Key.Key_Space)
    assert playback(window).index == 0


def test_stops_scroll_where_there_is_no_room(window: MainWindow) -> None:
    window.do(Change(replace(window.visit.settings, text_percent=200)))
    window.resize(1024, 640)
    settle(window)
    layer = started(window, "talk")
    stops = layer.bar.stops
    assert not any(thumb.pictured for thumb in stops.thumbs)
    stops.resize(stops.thumbs[0].number_px * 5, stops.height())  # as if the tour had more
    seen = [thumb.isVisible() for thumb in stops.thumbs]
    assert 3 <= sum(seen) < 10 and seen[0]
    window.do(ToStop(8))
    stops.show_playback(playback(window))
    assert stops.thumbs[8].isVisible() and stops.thumbs[9].isVisible() and not stops.thumbs[0].isVisible()
    middle = QPointF(stops.rect().center())
    wheel = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    first = stops.first_shown
    stops.wheelEvent(wheel)
    assert stops.first_shown == first - 1


def test_buttons_of_the_bar(window: MainWindow) -> None:
    layer = started(window, "talk")
    bar, strip = layer.bar, layer.strip
    assert not playback(window).auto and bar.previous.isEnabled()
    bar.auto.click()
    assert playback(window).auto
    bar.pace.click()
    assert playback(window).pace == 1.5
    settle(window)
    assert bar.pace.text() == "×1.5"
    bar.next.click()
    assert playback(window).index == 1
    bar.previous.click()
    assert playback(window).index == 0
    strip.pause.click()
    assert playback(window).paused_by == "hand"
    settle(window)
    assert not tour_of(window).waiting.isVisible() and strip.pause.toolTip() == "Resume the tour (Space)"
    bar.captions.click()
    assert not window.visit.settings.captions
    strip.leave.click()
    assert window.visit.playback is None


def test_keys_on_a_tour(window: MainWindow, log: Path) -> None:
    started(window)
    press(window, Qt.Key.Key_Space)
    assert playback(window).paused_by == "hand"
    press(window, Qt.Key.Key_Space)
    assert playback(window).playing
    press(window, Qt.Key.Key_PageDown)
    press(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert playback(window).index == 2
    press(window, Qt.Key.Key_PageUp)
    assert playback(window).index == 1
    press(window, Qt.Key.Key_K)
    assert not window.visit.settings.captions and tour_of(window).strip.caption.words == ""
    press(window, Qt.Key.Key_P)
    assert playback(window).paused_by == "hand"
    pose = window.visit.pose
    press(window, Qt.Key.Key_G)
    press(window, Qt.Key.Key_M)
    press(window, Qt.Key.Key_Z)
    assert playback(window).paused_by == "hand" and window.visit.pose == pose
    press(window, Qt.Key.Key_Escape)
    assert window.visit.playback is None
    press(window, Qt.Key.Key_PageDown)  # looks down again
    assert window.visit.pose != pose
    assert events(log) == [
        "tour_started", "tour_stop", "tour_paused", "tour_resumed", "tour_stop", "tour_stop", "tour_stop",
        "tour_paused", "tour_ended",
    ]  # fmt: skip


@pytest.mark.parametrize("command", ["search", "help"])
def test_who_looks_something_up_is_waited_for(window: MainWindow, command: str) -> None:
    started(window)
    window.ask(command)  # type: ignore[arg-type]
    settle(window)
    assert playback(window).paused_by == "hand"
    window.ask("close")  # what lies uppermost goes first
    settle(window)
    assert window.visit.playback is not None
    press(window, Qt.Key.Key_Space)
    assert playback(window).playing


# ---- the strip


def test_the_controls_fold_while_a_tour_plays_and_come_back_for_a_moved_pointer(window: MainWindow) -> None:
    """Only the strip stays, and the camera stays where it is."""
    layer, parts = started(window, stop=LINE), window.parts
    folding = (layer.bar, parts.breadcrumb, parts.tools)
    assert all(part.isVisible() for part in folding)
    unfolded = window.arrangement.cards
    settle(window, round(SHOWN_S / FRAME_S) + 1)
    assert layer.strip.isVisible() and not any(part.isVisible() for part in folding)
    assert window.arrangement.cards == unfolded and len(unfolded) == 1
    for at in ((600, 300), (640, 300)):
        QTest.mouseMove(window.viewport, QPoint(*at))
    settle(window, 2)
    assert all(part.isVisible() for part in folding) and playback(window).playing
    settle(window, round(SHOWN_S / FRAME_S) + 2)
    assert not any(part.isVisible() for part in folding)


def test_a_touch_on_the_strip_a_key_and_a_pause_bring_the_controls_back(window: MainWindow) -> None:
    layer, folded = started(window, stop=LINE), round(SHOWN_S / FRAME_S) + 2
    settle(window, folded)
    assert not layer.bar.isVisible()
    QTest.mouseClick(layer.strip.caption, Qt.MouseButton.LeftButton)
    settle(window, 2)
    assert layer.bar.isVisible() and playback(window).playing
    settle(window, folded)
    press(window, Qt.Key.Key_PageDown)
    assert layer.bar.isVisible() and playback(window).index == LINE + 1
    settle(window, folded)
    assert not layer.bar.isVisible()
    QTest.mouseClick(layer.strip.pause, Qt.MouseButton.LeftButton)
    settle(window, 2 * folded)
    assert layer.bar.isVisible() and playback(window).paused_by == "hand"


def test_the_controls_stay_while_the_keyboard_is_in_them(window: MainWindow) -> None:
    layer, folded = started(window), round(SHOWN_S / FRAME_S) + 2
    layer.bar.next.setFocus(Qt.FocusReason.TabFocusReason)
    settle(window, 2 * folded)
    assert layer.bar.isVisible() and layer.bar.next.hasFocus()
    window.viewport.setFocus(Qt.FocusReason.MouseFocusReason)
    settle(window, folded)
    assert not layer.bar.isVisible()


@pytest.mark.parametrize("mode", [EXPLORE, KIOSK])
def test_the_strip_of_a_playing_tour_covers_little(open_window: Windows, mode: Mode) -> None:
    window = open_window(mode)
    window.do(Presence())
    layer = started(window)
    for number in range(len(playback(window).tour.stops)):
        window.do(ToStop(number))
        settle(window, round(SHOWN_S / FRAME_S) + 2)
        shown = [surface for surface in window.surfaces if surface.isVisible()]
        assert shown == [layer.strip]
        strip = layer.strip.placed
        assert strip.width() * strip.height() <= 0.15 * window.width() * window.height()


# ---- wandering off


def drag(window: MainWindow) -> None:
    at = QPoint(640, 200)
    QTest.mousePress(window.viewport, Qt.MouseButton.LeftButton, pos=at)
    for step in range(1, 6):
        QTest.mouseMove(window.viewport, at + QPoint(12 * step, 0))
        settle(window, 1)
    QTest.mouseRelease(window.viewport, Qt.MouseButton.LeftButton, pos=at + QPoint(60, 0))
    settle(window)


def test_who_drags_is_waited_for_and_space_leads_back(window: MainWindow, log: Path) -> None:
    layer = started(window)
    settle(window, 30)
    pose, time_s = window.visit.pose, playback(window).time_s
    drag(window)
    assert playback(window).paused_by == "wander" and window.visit.pose != pose
    assert layer.waiting.isVisible() and layer.waiting.resume.hasFocus() and not layer.strip.isVisible()
    assert layer.waiting.words == (
        "The tour is waiting for you. Look around. You can come back to stop 1 of 8 at any time."
    )
    before = window.visit.pose
    press(window, Qt.Key.Key_Left)  # the keyboard still moves the camera
    assert window.visit.pose != before and layer.waiting.resume.hasFocus()
    press(window, Qt.Key.Key_Space)
    assert playback(window).playing and window.visit.pose == pose
    assert playback(window).time_s == pytest.approx(time_s + 4 * FRAME_S, abs=0.11)
    assert not layer.waiting.isVisible() and layer.strip.isVisible() and window.viewport.hasFocus()
    assert events(log) == ["tour_started", "tour_stop", "tour_paused", "tour_resumed"]


def test_who_is_waited_for_still_reaches_the_tools_on_a_small_screen_with_large_text(
    window: MainWindow,
) -> None:
    window.resize(1024, 640)
    large = replace(window.visit.settings, language="zh", text_percent=200)
    window.visit = replace(window.visit, settings=large, mode=replace(window.visit.mode, profile="stand"))
    layer = started(window)
    settle(window, 30)
    drag(window)
    waiting, tools, way = (
        p.inner.translated(p.pos()) for p in (layer.waiting, window.parts.tools, window.parts.breadcrumb)
    )
    assert layer.waiting.isVisible() and not waiting.intersects(tools) and not waiting.intersects(way)


def test_who_touches_the_exhibit_gets_its_card(window: MainWindow) -> None:
    layer = started(window, stop=LINE)
    settle(window, 20)
    held = window.visit.run
    window.do(Press("swap_card"))
    settle(window)
    assert window.parts.exhibit.isVisible() and window.parts.strip.isVisible() and not layer.strip.isVisible()
    waiting, strip = (p.inner.translated(p.pos()) for p in (layer.waiting, window.parts.strip))
    card = window.parts.exhibit.inner.translated(window.parts.exhibit.pos())
    assert layer.waiting.isVisible() and strip.bottom() < waiting.top() and card.bottom() < waiting.top()
    layer.waiting.resume.click()
    settle(window, 1)
    assert not window.parts.exhibit.isVisible() and layer.strip.isVisible()
    assert window.visit.run is not None and held is not None
    assert window.visit.run.exhibit == held.exhibit


def test_esc_puts_away_what_was_opened_then_the_tour(window: MainWindow) -> None:
    layer = started(window, stop=LINE)
    window.do(Open("net"))
    settle(window)
    assert window.parts.article.isVisible() and window.parts.breadcrumb.words == ["Whole park"]
    press(window, Qt.Key.Key_Escape)
    assert window.visit.playback is not None and window.visit.zone is None
    press(window, Qt.Key.Key_Escape)
    assert window.visit.playback is None and not layer.waiting.isVisible()


# ---- the end


def test_a_tour_that_was_left_can_be_gone_back_to(window: MainWindow) -> None:
    layer = started(window, stop=DATA)
    press(window, Qt.Key.Key_Escape)
    assert layer.end_card.isVisible() and not window.parts.action_bar.isVisible()
    assert layer.end_card.words == "You left the tour. The park in three minutes, at stop 3 of 8."
    assert not layer.end_card.other.isVisible() and window.viewport.hasFocus()
    layer.end_card.again.click()
    settle(window)
    assert playback(window).index == DATA and not layer.end_card.isVisible()
    window.do(EndTour())
    settle(window)
    assert layer.end_card.isVisible()
    for _ in range(160):
        window.tick(0.1)
    assert not layer.end_card.isVisible() and window.parts.action_bar.isVisible()


def test_the_end_is_reported_until_something_is_done(window: MainWindow, log: Path) -> None:
    layer = started(window, "talk", 10)
    assert layer.bar.next.toolTip() == "End of the tour (Page Down)"
    press(window, Qt.Key.Key_PageDown)
    assert layer.end_card.words == "The tour is finished. The park in depth, 11 stops."
    for _ in range(400):
        window.tick(0.1)
    assert layer.end_card.isVisible()
    layer.end_card.other.click()
    settle(window)
    assert layer.chooser.isVisible() and not layer.end_card.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert layer.end_card.isVisible()
    layer.end_card.look.click()
    settle(window)
    assert (
        not layer.end_card.isVisible() and window.visit.toured is None and window.parts.action_bar.isVisible()
    )
    layer.end_card.again.click()  # of what is forgotten there is nothing to show
    assert window.visit.playback is None
    ended = logged(log, "tour_ended")
    assert [(line["whole"], line["stop"], line["shown"]) for line in ended] == [(True, 11, 1)]


def test_after_the_three_minutes_the_pump_is_offered(window: MainWindow) -> None:
    layer = started(window, "show", 7)
    press(window, Qt.Key.Key_PageDown)
    card = layer.end_card
    assert card.next.isVisible() and card.next.text() == "One pump through the park"
    assert (card.next.kind, card.again.kind) == ("primary", "secondary") and not card.other.isVisible()
    card.next.click()
    settle(window)
    assert playback(window).tour.id == "thread" and playback(window).index == 0
    window.do(ToStop(8))
    press(window, Qt.Key.Key_PageDown)
    assert card.isVisible() and not card.next.isVisible() and card.again.kind == "primary"


def test_who_looks_around_has_forgotten_it(window: MainWindow) -> None:
    layer = started(window)
    press(window, Qt.Key.Key_Escape)
    window.do(Orbit(10, 0))
    settle(window)
    assert not layer.end_card.isVisible()
    started(window)
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_Escape)
    assert not layer.end_card.isVisible() and window.visit.toured is None


# ---- the voice


def speak(window: MainWindow, on: bool = True) -> None:
    window.do(Change(replace(window.visit.settings, voice=on)))
    settle(window)


def test_a_chinese_caption_that_is_wrapped_anew_is_lit_to_the_letter(window: MainWindow) -> None:
    """Each wrapped line was one character late: no space is lost where Chinese breaks."""
    caption = tour_of(window).strip.caption
    caption.set_text("2025年的目标是三到五家\n生态型企业和产业集聚区以及标杆工厂", 0)
    caption.fit(258)
    whole = "".join(caption.lines)
    assert len(caption.lines) > 3 and "\n" not in whole
    for spoken in range(len(caption.words) + 1):
        caption.set_text(caption.words, spoken)
        lit = "".join(lit for lit, _ in caption.parts)
        assert lit == caption.words[:spoken].replace("\n", "")
        assert whole == "".join(lit + rest for lit, rest in caption.parts)


def test_an_english_caption_is_lit_as_far_as_it_is_spoken(window: MainWindow) -> None:
    caption = tour_of(window).strip.caption
    caption.set_text("Break a sensor: the twin is wrong\nwithin seconds, and says so.", 0)
    caption.fit(288)
    assert len(caption.lines) > 2
    for spoken in range(len(caption.words) + 1):
        caption.set_text(caption.words, spoken)
        lit = "".join("".join(lit.split()) for lit, _ in caption.parts)
        assert lit == "".join(caption.words[:spoken].split())


def test_a_stop_is_said_once_and_its_words_are_lit(window: MainWindow, parrot: Parrot) -> None:
    speak(window)
    layer = started(window, stop=LINE)
    line = tr(playback(window).stop.spoken, "en")
    assert parrot.heard[-1] == line
    settle(window, 10)
    assert parrot.heard.count(line) == 1
    assert layer.strip.caption.spoken == 0
    parrot.utter(2, 7)  # "digital", which the caption leaves out
    settle(window)
    digital = layer.strip.caption.spoken
    parrot.utter(line.index("part"), 4)
    settle(window)
    assert layer.strip.caption.words[: layer.strip.caption.spoken].endswith("part") and digital <= len(
        "A twin"
    )
    parrot.finish()
    settle(window)
    assert layer.strip.caption.spoken == len(layer.strip.caption.words)
    window.do(NextStop())
    settle(window)
    assert parrot.heard[-1] == tr(playback(window).stop.spoken, "en")


def test_the_voice_waits_with_the_tour(window: MainWindow, parrot: Parrot) -> None:
    speak(window)
    layer = started(window, stop=LINE)
    line = tr(playback(window).stop.spoken, "en")
    parrot.utter(line.index("glass"), 5)
    for wait, resume in ((PauseTour(), ResumeTour()), (Orbit(5, 0), ResumeTour())):
        window.do(wait)
        settle(window)
        assert parrot.heard[-1] == "stop"
        window.do(resume)
        settle(window)
        assert parrot.heard[-1] == line[line.index("glass") :]
    window.do(EndTour())
    settle(window)
    assert parrot.heard[-1] == "stop" and parrot.position is None
    assert not layer.bar.isVisible()


def test_mute_volume_pace_and_another_start(window: MainWindow, parrot: Parrot) -> None:
    speak(window)
    layer = started(window)
    line = tr(playback(window).stop.spoken, "en")
    assert layer.bar.voice.isChecked() and layer.bar.volume.isVisible()
    layer.bar.volume.setValue(3)
    settle(window)
    assert window.visit.settings.volume == 30 and parrot.heard[-1] == "volume 0.3"
    press(window, Qt.Key.Key_V)
    assert not window.visit.settings.voice and parrot.heard[-1] == "stop"
    assert not layer.bar.volume.isVisible() and layer.bar.voice.toolTip() == "The voice is off (V)"
    layer.bar.voice.click()
    settle(window)
    assert parrot.heard[-1] == line
    settle(window, 20)
    window.do(SetTourPace(2.0))
    window.do(ToStop(0))
    settle(window)
    assert parrot.heard.count(line) == 3 and parrot.rate == pytest.approx(0.5)


@pytest.mark.parametrize("language", ["zh"])
def test_a_language_without_a_voice_says_why(window: MainWindow, parrot: Parrot, language: Language) -> None:
    speak(window)
    window.do(Change(replace(window.visit.settings, language=language)))
    layer = started(window)
    assert parrot.heard == [] or not parrot.speaking
    assert not layer.bar.voice.isEnabled() and "没有找到中文语音" in layer.bar.voice.toolTip()
    assert layer.strip.caption.isVisible() and layer.strip.caption.spoken == len(layer.strip.caption.words)
    press(window, Qt.Key.Key_V)
    assert "没有找到中文语音" in window.parts.toast.words and window.visit.settings.voice


# ---- for screen readers


def test_a_stop_is_announced_once(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility",
        lambda event: reported.append(event.message()) if isinstance(event, QAccessibleAnnouncementEvent) else None,
    )  # fmt: skip
    started(window, stop=DATA)
    settle(window, 10)
    stop = tr(playback(window).stop.caption, "en").replace("\n", " ")
    assert reported == [f"Stop 3 of 8, Data Exchange. {stop}"]
    window.do(Orbit(4, 0))
    settle(window)
    assert reported[1:] == [tour_of(window).waiting.words]
    window.do(ResumeTour())
    settle(window)
    assert len(reported) == 2


# ---- from the first stop to the last


@pytest.mark.parametrize(("tour", "language"), [("show", "zh"), ("talk", "en"), ("lesson", "zh")])
def test_a_tour_is_shown_from_its_first_stop_to_its_last(
    window: MainWindow, log: Path, tour: str, language: Language
) -> None:
    window.do(Change(replace(window.visit.settings, language=language)))
    layer = started(window, tour)
    window.do(SetTourPace(2.0))
    stops = window.visit.park.tours[tour].stops
    for number, stop in enumerate(stops, 1):
        for _ in range(3):  # three seconds of the tour
            window.tick(0.5)
        assert layer.strip.caption.words == stop.caption[language]
        assert layer.strip.zone == (stop.zone if stop.at == "exhibit" else None)
        assert window.parts.breadcrumb.words[1] == tr(
            Text("Stop {stop} of {count}"), language, stop=number, count=len(stops)
        )
        window.do(NextStop())
    settle(window)
    lines = logged(log)
    shown = [line["stop"] for line in lines if line["event"] == "tour_stop"]
    assert shown[: len(stops)] == [*range(1, len(stops) + 1)]
    assert not [line for line in lines if line["event"] in ("error", "warning")]
