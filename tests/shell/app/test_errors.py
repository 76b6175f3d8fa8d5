"""When something does not work, the screens say what, what to do, and what still works."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from explorer.i18n import Text, name_of, tr
from explorer.park.faults import Fault
from explorer.park.model import LANGUAGES, Language, SceneText
from explorer.shell.error_screens import BrokenScene, MissingFont, NoOpenGL
from explorer.shell.error_screens.broken_scene import MOST_LISTED
from explorer.shell.exhibit import ExhibitPanel
from explorer.shell.overlay.park_map import ParkMap
from explorer.shell.panels.article.panel import Article
from explorer.shell.panels.zone_list import ZoneList
from explorer.shell.style.fonts import WORD_JOINER
from explorer.shell.style.theme import Theme
from explorer.shell.widgets import Button
from explorer.visit import Settings
from explorer.visit.acts import Operate

from ..picture import Picture, real_park
from ..rows import press_zone

COPY = Text("Copy details")
SCENE_TITLE = Text("The park’s files contain errors")


FAULTS = [
    Fault(
        Path("park/zones/data.yaml"),
        14,
        5,
        SceneText({"en": "no title", "zh": "缺少标题"}),
        SceneText({"en": "write it", "zh": "请补上"}),
    ),
    Fault(
        Path("park/zones/net.yaml"),
        3,
        1,
        SceneText({"en": "unknown zone", "zh": "未知展区"}),
        SceneText({"en": "see data", "zh": "参见data"}),
    ),
]


def words_shown(window: QWidget) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def press(window: QWidget, words: str) -> None:
    next(b for b in window.findChildren(Button) if b.text() == words).click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_scene_lists_every_fault(qtbot: QtBot, language: Language) -> None:
    asked: list[str] = []
    shown = BrokenScene(
        Settings(language=language),
        FAULTS,
        on_retry=lambda: asked.append("retry"),
        on_quit=lambda: asked.append("quit"),
    )
    qtbot.addWidget(shown)
    words = words_shown(shown)
    for fault in FAULTS:
        assert f"{fault.path.name}:{fault.line}:{fault.column}" in words
        assert tr(fault.what, language) in words and tr(fault.remedy, language) in words
    assert tr(Text("{count} problems must be fixed before the park can open."), language, count=2) in words
    press(shown, tr(COPY, language))
    assert QGuiApplication.clipboard().text() == "\n".join(f.as_text(language) for f in FAULTS)
    press(shown, tr(Text("Try again"), language))
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert asked == ["retry", "quit"]


def test_faults_without_end_are_shown_up_to_a_number_and_all_copied(qtbot: QtBot) -> None:
    faults = [replace(FAULTS[0], line=n) for n in range(1, 2001)]
    shown = BrokenScene(Settings(), faults, on_retry=print, on_quit=print)
    qtbot.addWidget(shown)
    words = words_shown(shown)
    assert f"data.yaml:{MOST_LISTED}:5" in words and f"data.yaml:{MOST_LISTED + 1}:5" not in words
    assert tr(Text("and {count} more; the command check lists all"), "en", count=2000 - MOST_LISTED) in words
    assert len(shown.details.splitlines()) == 2000


def test_the_marks_of_a_text_stand_in_a_fault_as_they_were_typed(qtbot: QtBot) -> None:
    fault = replace(FAULTS[0], remedy=SceneText({"en": "write [[id|words]]", "zh": "请写成[[id|文字]]"}))
    shown = BrokenScene(Settings(), [fault], on_retry=print, on_quit=print)
    qtbot.addWidget(shown)
    assert "write [[id|words]]" in words_shown(shown).replace(WORD_JOINER, "")


def test_the_other_language_is_one_press_away(qtbot: QtBot) -> None:
    shown = BrokenScene(Settings(), FAULTS, on_retry=print, on_quit=print)
    qtbot.addWidget(shown)
    assert shown.windowTitle() == tr(SCENE_TITLE, "en")
    press(shown, name_of("zh"))
    assert shown.windowTitle() == tr(SCENE_TITLE, "zh")
    assert tr(FAULTS[0].what, "zh") in words_shown(shown)


def test_without_opengl_every_zone_can_be_read(qtbot: QtBot) -> None:
    shown = NoOpenGL(Settings(), real_park(), "GLX 1.4", on_retry=print, on_quit=print)
    qtbot.addWidget(shown)
    shown.resize(1280, 720)
    shown.show()
    zones = shown.findChild(ZoneList)
    article = shown.findChild(Article)
    rows = list(zones.zone_rows.values())
    assert len(rows) == len(real_park().zones)
    assert article.isHidden()
    for row in rows[:3]:
        press_zone(zones, row.zone.id)
        assert article.zone is row.zone and article.isVisible()
        QApplication.processEvents()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert article.isHidden()
    press(shown, tr(COPY, "en"))
    assert QGuiApplication.clipboard().text() == "GLX 1.4"


@pytest.mark.parametrize("system", ["linux", "win32", "darwin", "haiku"])
def test_without_opengl_the_remedy_is_one_of_this_system(qtbot: QtBot, system: str) -> None:
    shown = NoOpenGL(Settings(), real_park(), "GLX 1.4", on_retry=print, on_quit=print, system=system)
    qtbot.addWidget(shown)
    words = words_shown(shown)
    assert ("libgl1-mesa-dri" in words) is (system in ("linux", "haiku"))
    assert ("remote desktop" in words, "macOS" in words) == (system == "win32", system == "darwin")


def test_without_opengl_the_map_leads_to_exhibits_that_work(qtbot: QtBot) -> None:
    shown = NoOpenGL(Settings(), real_park(), "GLX 1.4", on_retry=print, on_quit=print)
    qtbot.addWidget(shown)
    shown.resize(1280, 720)
    shown.show()
    QApplication.processEvents()
    chart, at = shown.findChild(ParkMap), shown.findChild(ParkMap).position_of("line").toPoint()
    assert all(chart.zone_at(chart.position_of(z)) == z for z in real_park().zones)
    for _ in range(2):  # the first press points, the second goes there
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    assert shown.visit.zone == "line" and shown.findChild(Article).isVisible() and chart.isVisible()
    shown.do(Operate())
    run = shown.visit.run
    assert run is not None and shown.findChild(ExhibitPanel).isVisible() and not chart.isVisible()
    assert shown.tick(1.0)
    assert shown.visit.run is not None and shown.visit.run.time_s > run.time_s
    for left in (True, False):
        qtbot.keyClick(shown, Qt.Key.Key_Escape)
        assert (shown.visit.zone is not None) is left
    assert chart.isVisible()


@pytest.mark.parametrize(
    ("system", "remedy"),
    [
        ("linux", "fonts-noto-cjk"),
        ("win32", "Supplemental Fonts"),
        ("darwin", "Font Book"),
        ("haiku", "noto"),
    ],
)
def test_a_missing_font_says_what_to_install(qtbot: QtBot, system: str, remedy: str) -> None:
    left: list[bool] = []
    room = Picture()
    qtbot.addWidget(room)
    shown = MissingFont(Theme(), lambda: left.append(True), system=system, parent=room)
    shown.arrange(room.rect())
    assert remedy in words_shown(shown)
    assert room.rect().contains(shown.inner.translated(shown.pos()))
    press(shown, tr(Text("Stay in English"), "en"))
    assert left == [True] and shown.isHidden()
