"""The card of a gallery: the picture, its words, whose it is; keys, swipes, dots and buttons turn to another one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.exhibits.sheets.gallery import OnScreen
from explorer.park import load
from explorer.shell.exhibit.gallery_step import GalleryStep
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Open, Operate, Settings, Visit
from explorer.visit.mode import KIOSK
from tests.gallery_scene import write_gallery_scene
from tests.shell.windows import Windows, draw_frames

SLIDES = (
    "file: red.png, caption: {en: A red one, de: Ein rotes}",
    "file: green.svg, caption: {en: A green one, de: Ein grünes}",
    "file: gone.png",
)


@pytest.fixture
def window(open_window: Windows, tmp_path: Path) -> MainWindow:
    park = load(write_gallery_scene(tmp_path, SLIDES, ("en", "de")), tmp_path)
    window = open_window(park=park)
    window.do(Open("zone-1"))
    window.do(Operate())
    draw_frames(window, 3)
    return window


def step_of(window: MainWindow) -> GalleryStep:
    step = window.exhibit.step
    assert isinstance(step, GalleryStep)
    return step


def number(window: MainWindow) -> tuple[int, bool]:
    run = window.visit.run
    assert run is not None and isinstance(run.state, OnScreen)
    return run.state.number, run.state.plays


def test_every_way_turns_to_another_picture(window: MainWindow) -> None:
    step = step_of(window)
    assert step.words == "A red one" and number(window) == (1, True)
    QTest.keyClick(window, Qt.Key.Key_Right)
    draw_frames(window)
    assert step.words == "A green one" and number(window) == (2, False)
    box = step.box
    middle, high = box.width() // 2, box.height() // 2
    QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=QPoint(middle + 60, high))
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=QPoint(middle - 60, high))
    draw_frames(window)
    assert number(window)[0] == 3
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, high))
    draw_frames(window)
    assert number(window)[0] == 2
    QTest.mouseClick(step.dots, Qt.MouseButton.LeftButton, pos=QPoint(4, step.dots.height() // 2))
    draw_frames(window)
    assert number(window)[0] == 1
    step.dots.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(step.dots, Qt.Key.Key_Left)
    draw_frames(window)
    assert number(window)[0] == 3
    for button, wanted in ((step.act, 1), (step.back, 3)):
        button.click()
        draw_frames(window)
        assert number(window)[0] == wanted
    assert window.visit.picked is None, "no frame stays on the picture"
    step.play.click()
    draw_frames(window, 45)
    assert number(window) == (1, True), "it goes on by itself"


def test_what_cannot_be_shown_says_so_and_the_words_follow_the_language(
    window: MainWindow, qtbot: QtBot
) -> None:
    step = step_of(window)
    step.back.click()

    def says_so() -> bool:
        draw_frames(window, 1, 0.01)
        return step.box.words == "This picture cannot be shown."

    qtbot.waitUntil(says_so, timeout=60_000)
    window.do(Open("zone-2"))
    from explorer.visit import Change

    window.do(Change(Settings(comfort="cut", language="de")))
    window.do(Open("zone-1"))
    window.do(Operate())
    draw_frames(window, 3)
    step_of(window).act.click()
    draw_frames(window, 3)
    assert step_of(window).words == "Ein rotes"
    assert "3" in step_of(window).dots.accessibleName()


def test_a_stand_has_the_words_and_the_buttons(open_window: Windows, tmp_path: Path) -> None:
    park = load(write_gallery_scene(tmp_path, SLIDES, ("en", "de")), tmp_path)
    visit = (
        Visit.begin(park, KIOSK, Settings(comfort="cut", language="de"))
        .after(Open("zone-1"))
        .after(Operate())
    )
    window = open_window(visit=visit, size=(720, 1280))
    draw_frames(window, 3)
    step = step_of(window)
    assert step.words == "Ein rotes" and not step.act.isHidden() and not step.dots.isHidden()


def test_in_a_small_window_nothing_covers_the_words_and_they_say_what_cannot_be_shown(
    open_window: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    park = load(write_gallery_scene(tmp_path, SLIDES, ("en", "de")), tmp_path)
    visit = Visit.begin(park, settings=Settings(comfort="cut", text_percent=200))
    window = open_window(visit=visit.after(Open("zone-1")).after(Operate()), size=(1024, 640))
    draw_frames(window, 3)
    step = step_of(window)
    shown = [step.back, step.dots, step.play, step.act]
    assert all(it.isVisible() for it in shown) and not step.show_me.isVisible() and not step.box.isVisible()
    step.back.click()

    def says_something() -> bool:
        draw_frames(window, 1, 0.01)
        return bool(step.words.strip())

    qtbot.waitUntil(says_something, timeout=60_000)
    assert step.words == "This picture cannot be shown."


def test_what_stands_in_place_of_a_picture_wraps_where_it_is_narrow(window: MainWindow) -> None:
    box = step_of(window).box
    box.resize(140, 120)
    box.show_image(None, "This picture cannot be shown.")
    image = box.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    across = range(image.width() // 6, image.width() * 5 // 6)
    rows = [
        y
        for y in range(image.height() // 10, image.height() * 9 // 10)
        if len({image.pixel(x, y) for x in across}) > 1
    ]
    line = QFontMetricsF(box.theme.font("fine")).height() * image.devicePixelRatio()
    assert rows[-1] - rows[0] > 1.3 * line
