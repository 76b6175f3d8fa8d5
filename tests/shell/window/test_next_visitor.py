"""Two visitors of a kiosk: whatever the first one does, the window of the second is like a fresh one."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLineEdit, QWidget

from explorer.base.names import TEXT_PERCENTS
from explorer.shell.input.keymap import Command
from explorer.shell.widgets import Prose
from explorer.shell.window.main_window import MainWindow
from explorer.shell.window.view_state import ViewState
from explorer.visit import KIOSK, Change, Hover, Open, Operate, Point, Presence, Settings, StartOver
from explorer.visit.acts import Touch
from explorer.visit.lesson.acts import StartQuiz
from explorer.visit.settings import DAY_PHASES

from ..fake_stage import FakeStage
from ..picture import real_park
from ..windows import Windows, draw_frames

FRAME_S = 0.1
ACTS = 30
PATIENCE = 10
FAR_AWAY = QPoint(9000, 9000)
OWN = Settings(comfort="cut")
COMMANDS = [command for command in get_args(Command) if command not in ("quit", "full screen", "start over")]
KEYS = [Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_PageDown,
        Qt.Key.Key_Space, Qt.Key.Key_1, Qt.Key.Key_A, Qt.Key.Key_Plus, Qt.Key.Key_F6]  # fmt: skip
NEVER_OVER = replace(KIOSK, quiet_s=1e6)


def activate(window: MainWindow) -> None:
    """Give the keyboard to one of two windows."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 60_000)


def frames(window: MainWindow, count: int = 3) -> None:
    activate(window)
    for _ in range(count):
        window.frame_clock.stop()  # the test has the frames come
        window.tick(FRAME_S)
        QApplication.processEvents()
    window.frame_clock.stop()


# ---- what the first visitor does


def open_a_zone(window: MainWindow, random: Random) -> None:
    window.do(Open(random.choice(list(window.visit.park.zones))))


def ask_for_something(window: MainWindow, random: Random) -> None:
    window.ask(random.choice(COMMANDS))


def press_a_key(window: MainWindow, random: Random) -> None:
    QTest.keyClick(window.focusWidget() or window.viewport, random.choice(KEYS))


def press_a_button(window: MainWindow, random: Random) -> None:
    buttons = [b for b in window.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
    if buttons:
        random.choice(buttons).click()


def scroll_something(window: MainWindow, random: Random) -> None:
    for area in window.findChildren(QAbstractScrollArea):
        if area.isVisible() and random.random() < 0.5:
            area.verticalScrollBar().setValue(random.randrange(400))


def search_for_something(window: MainWindow, random: Random) -> None:
    if window.search.isHidden():
        window.ask("search")
    QTest.keyClicks(window.search.field, random.choice(("data", "l", "12", "zz")))


def work_an_exhibit(window: MainWindow, random: Random) -> None:
    zones = [zone.id for zone in window.visit.park.zones.values() if zone.exhibit is not None]
    window.do(Open(random.choice(zones)))
    frames(window)
    window.do(Operate())
    frames(window)
    if window.exhibit.step is not None:
        window.exhibit.step.act.click()
    if random.random() < 0.5:
        window.ask("more")
    if window.exhibit.page is not None:
        for fold in window.exhibit.page.folds.values():
            fold.button.click()


def change_settings(window: MainWindow, random: Random) -> None:
    settings = replace(
        window.visit.settings, language=random.choice(("en", "zh")), day_phase=random.choice(list(DAY_PHASES.values())),
        text_percent=random.choice(TEXT_PERCENTS), theme=random.choice(("auto", "contrast")),
    )  # fmt: skip
    window.do(Change(settings))


def point_and_touch(window: MainWindow, random: Random) -> None:
    zone = random.choice(list(window.visit.park.zones))
    window.do(random.choice((Point(zone), Hover(zone), Touch(None), StartQuiz())))


def use_the_pointer(window: MainWindow, random: Random) -> None:
    at = QPoint(random.randrange(window.width()), random.randrange(window.height()))
    QTest.mousePress(window.viewport, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(window.viewport, at + QPoint(40, 10))
    if random.random() < 0.7:
        QTest.mouseRelease(window.viewport, Qt.MouseButton.LeftButton, pos=at + QPoint(40, 10))


ACTIONS: tuple[Callable[[MainWindow, Random], None], ...] = (
    open_a_zone, ask_for_something, press_a_key, press_a_button, scroll_something, search_for_something,
    work_an_exhibit, change_settings, point_and_touch, use_the_pointer,
)  # fmt: skip


def use(window: MainWindow, random: Random) -> None:
    """Everything that a visitor can do, in any order."""
    for _ in range(ACTS):
        if window.visit.kiosk is not None and window.visit.kiosk.phase != "explore":
            window.do(Presence())
        random.choice(ACTIONS)(window, random)
        frames(window, 2)


# ---- what the second visitor finds


def words_shown(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit | QAbstractButton | Prose):
        return widget.text()
    return widget.accessibleName()


def tree(window: MainWindow) -> list[tuple[object, ...]]:
    """All that is to be seen of each widget; in no order, since what lies above is what was opened last."""
    focus = window.focusWidget()
    seen: list[tuple[object, ...]] = []
    for widget in (w for w in window.findChildren(QWidget) if w.isVisible()):
        at, size = widget.mapTo(window, QPoint()), widget.size()
        bar = widget.verticalScrollBar().value() if isinstance(widget, QAbstractScrollArea) else 0
        is_checked = isinstance(widget, QAbstractButton) and widget.isChecked()
        seen.append(
            (
                type(widget).__name__, at.x(), at.y(), size.width(), size.height(), words_shown(widget), widget.isEnabled(),
                is_checked, bar, widget is focus,
            )
        )  # fmt: skip
    return sorted(seen, key=repr)


def picture(window: MainWindow) -> QImage:
    activate(window)
    return window.grab().toImage()


def compare(used: MainWindow, fresh: MainWindow, where: str) -> None:
    assert used.visit.zone == fresh.visit.zone and used.visit.time_s == fresh.visit.time_s, where
    differ = [sorted({*tree(a)} - {*tree(b)}, key=repr) for a, b in ((used, fresh), (fresh, used))]
    assert differ == [[], []], where
    for _ in range(PATIENCE):  # what is made in idle frames may come a moment later in one of them
        if picture(used) == picture(fresh):
            return
        for window in (used, fresh):
            frames(window)
    raise AssertionError(f"{where}: the picture of the window")


def look_around(zone: str) -> list[tuple[str, Callable[[MainWindow], None]]]:
    """What the second visitor opens to find something that the first has left."""
    return [
        ("presence", lambda w: w.do(Presence())),
        ("list", lambda w: w.ask("list")),
        ("list folded", lambda w: w.ask("list")),
        ("flows", lambda w: w.ask("flows")),
        ("no flows", lambda w: w.ask("flows")),
        ("search", lambda w: w.ask("search")),
        ("no search", lambda w: w.ask("close")),
        ("settings", lambda w: w.ask("help")),
        ("no settings", lambda w: w.ask("close")),
        ("article", lambda w: w.do(Open(zone))),
        ("exhibit", lambda w: w.do(Operate())),
        ("more", lambda w: w.ask("more")),
        ("parts", lambda w: w.exhibit.page is not None and w.exhibit.page.folds["parts"].button.click()),
        ("back", lambda w: w.ask("close")),
        ("tours", lambda w: w.ask("tour")),
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_second_visitor_finds_a_fresh_window(open_window: Windows, seed: int) -> None:
    def kiosk() -> MainWindow:
        return open_window(NEVER_OVER, settings=OWN, usual=OWN, clock=lambda: 0.0, opening=True)

    QApplication.setCursorFlashTime(0)
    QCursor.setPos(
        FAR_AWAY
    )  # where an earlier test left the pointer, the widget of one of the windows would be marked
    used = kiosk()
    frames(used)
    use(used, Random(seed))
    zone = next(iter(used.visit.runs), "data")
    visitor = used.views.state.visitor
    used.do(StartOver())  # also from a quiz, which covers the button
    assert used.views.state.visitor > visitor
    assert used.views.state == ViewState(visitor=used.views.state.visitor)
    fresh = kiosk()
    for window in (used, fresh):
        frames(window, 20)
    compare(used, fresh, "at first")
    for where, step in look_around(zone):
        for window in (used, fresh):
            frames(window, 1)
            step(window)
            frames(window, 6)
        compare(used, fresh, where)
    QTest.mouseRelease(
        used.viewport, Qt.MouseButton.LeftButton
    )  # or the next test's pointer has a button down


# ---- what many visitors leave


def look_at_everything(window: MainWindow) -> None:
    """One visitor in both languages and three text sizes, at four zones and their exhibits; then the next one comes."""
    usual = window.visit.settings
    for language in ("zh", "en"):
        for text_percent in TEXT_PERCENTS[:3]:
            window.do(Change(replace(usual, language=language, text_percent=text_percent)))
            draw_frames(window, 1)
    window.do(Change(usual))
    for zone in list(window.visit.park.walk)[:4]:
        for _, act in look_around(zone):
            act(window)
            draw_frames(window, 1)
        window.do(Presence())
        window.ask("close")
    window.do(StartOver())
    draw_frames(window, 4)


def objects_kept() -> Counter[str]:
    gc.collect()
    found = Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in gc.get_objects())
    found["all widgets"] = len(QApplication.allWidgets())
    return found


def test_the_same_visit_again_leaves_no_more_objects(open_window: Windows) -> None:
    stage = FakeStage(real_park())
    window = open_window(KIOSK, prepares=True, stage=lambda park: stage)
    for _ in range(3):
        look_at_everything(window)
    before = objects_kept()
    for _ in range(4):
        look_at_everything(window)
    stage.begun.clear()  # a list that only tests read
    more = {name: count for name, count in (objects_kept() - before).items() if count >= 4}
    assert not more, "once for each visit"
