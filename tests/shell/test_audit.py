"""The audit finds faults that were planted, and none in what the shell really shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from explorer.park.faults import Fault
from explorer.park.model import Language, SceneText
from explorer.shell.error_screens import BrokenScene, MissingFont, NoOpenGL
from explorer.shell.panels.article.cards import GlossaryCard
from explorer.shell.panels.article.panel import Article, article_width_px
from explorer.shell.panels.search.search import Search
from explorer.shell.panels.zone_list import ZoneList
from explorer.shell.style.theme import Theme, apply_theme_to_application
from explorer.shell.widgets import Button, Column, Prose, Surface
from explorer.visit import Open, Settings, Visit

from .audit import Issue, audit
from .picture import Picture, real_park

FAULT = Fault(
    Path("scenes/x/zones/data.yaml"),
    14,
    5,
    SceneText({"en": "no title", "zh": "缺少标题"}),
    SceneText({"en": "write it", "zh": "请补上"}),
)


def planted(theme: Theme) -> QWidget:
    """A window in which everything is wrong."""
    room = Picture()
    at: list[tuple[QWidget, QRect]] = [
        (Surface(theme, Column(theme, Prose(theme, "Pale words on paper", "body", "#B0A89C"))), QRect(0, 0, 320, 90)),
        (Prose(theme, "Ink straight on the picture", "title"), QRect(380, 150, 360, 40)),
        (Button(theme, "Tiny"), QRect(40, 200, 80, 28)),
        (Button(theme, "A label that cannot fit here at all"), QRect(40, 280, 120, 60)),
        (Prose(theme, "Three lines of words that have room for one line only, so they are cut"), QRect(40, 380, 200, 24)),
        (Prose(theme, "Half outside the window"), QRect(1190, 600, 240, 30)),
        (Prose(theme, "A glyph \U0010fffd that no font has"), QRect(500, 500, 300, 30)),
        (Prose(theme, "Hidden under another surface"), QRect(520, 320, 200, 30)),
        (Surface(theme, Column(theme)), QRect(450, 270, 320, 120)),
    ]  # fmt: skip
    for widget, place in at:
        widget.setParent(room)
        widget.setGeometry(place)
    nameless = Button(theme, icon="x")
    nameless.setParent(room)
    nameless.setGeometry(900, 300, 44, 44)
    return room


def test_planted_faults_are_found(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme()
    apply_theme_to_application(qapp, theme)
    room = planted(theme)
    qtbot.addWidget(room)
    found = audit(room)
    kinds = {issue.kind for issue in found}
    wanted = {"contrast", "target", "truncated", "hidden", "offscreen", "missing glyph", "nameless"}
    assert wanted <= kinds, wanted - kinds
    low = {issue.words for issue in found if issue.kind == "contrast"}
    assert {"Pale words on paper", "Ink straight on the picture"} <= low
    assert sum(issue.kind == "truncated" for issue in found) >= 2


def test_a_bad_chinese_line_is_found(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(language="zh")
    apply_theme_to_application(qapp, theme)
    prose = Prose(theme, "目标厅展示目标")
    prose.lines = lambda: ["目标厅展示目标", "，而且", "厅"]  # type: ignore[method-assign]
    room = Picture()
    qtbot.addWidget(room)
    prose.setParent(room)
    kinds = {issue.kind for issue in audit(room)}
    assert {"line break", "lone character"} <= kinds


# ---- what the shell shows

Screen = Callable[[Theme, Settings, QWidget], QWidget]


def article(theme: Theme, settings: Settings, room: QWidget) -> QWidget:
    shown = Article(theme, real_park(), lambda act: None, parent=room)
    margin = theme.px(20)
    width = article_width_px(theme, room.width())
    shown.place(QRect(room.width() - width - margin, margin, width, room.height() - 2 * margin))
    shown.update_from(Visit.begin(real_park(), settings=settings).after(Open("data")))
    return room


def search(theme: Theme, settings: Settings, room: QWidget) -> QWidget:
    shown = Search(theme, real_park(), lambda act: None, parent=room)
    shown.show()
    shown.field.setText("数据" if settings.language == "zh" else "data")
    shown.arrange(room.rect())
    return room


def nothing_found(theme: Theme, settings: Settings, room: QWidget) -> QWidget:
    shown = Search(theme, real_park(), lambda act: None, parent=room)
    shown.show()
    shown.field.setText("zzzz")
    shown.arrange(room.rect())
    return room


def zones(theme: Theme, settings: Settings, room: QWidget) -> QWidget:
    shown = ZoneList(theme, real_park(), lambda act: None, parent=room)
    shown.update_from(Visit.begin(real_park()).after(Open("data")))
    shown.toggle()
    size, m = shown.sizeHint(), 2 * shown.margin_px
    shown.place(QRect(20, 90, size.width() - m, min(size.height() - m, room.height() - 110)))
    return room


def glossary(theme: Theme, settings: Settings, room: QWidget) -> QWidget:
    surface = GlossaryCard(theme, real_park().glossary["data-circulation"], room, room)
    surface.open_at(QRect(900, 300, 120, 24))
    return room


def no_opengl(theme: Theme, settings: Settings, room: QWidget) -> QWidget:
    shown = NoOpenGL(settings, real_park(), "details", on_retry=room.update, on_quit=room.update)
    shown.resize(room.size())
    shown.do(Open("data"))
    return shown


def broken_scene(theme: Theme, settings: Settings, room: QWidget) -> QWidget:
    shown = BrokenScene(settings, [FAULT] * 3, on_retry=room.update, on_quit=room.update)
    shown.resize(room.size())
    return shown


def missing_font(theme: Theme, settings: Settings, room: QWidget) -> QWidget:
    MissingFont(theme, room.update, system="linux", parent=room).arrange(room.rect())
    return room


SCREENS: tuple[Screen, ...] = (
    article,
    search,
    nothing_found,
    zones,
    glossary,
    no_opengl,
    broken_scene,
    missing_font,
)
LOOKS = (("light", 100), ("dark", 100), ("contrast", 100), ("light", 200))
SEEN_IN_THE_WINDOW = (article, search, nothing_found, zones, glossary)
"""Also looked at in the whole window; here once in each language, at the size of text that is hardest."""
CASES = [
    pytest.param(screen, look, percent, language, id=f"{screen.__name__}-{look}-{percent}-{language}")
    for screen in SCREENS
    for turn, (look, percent) in enumerate(LOOKS)
    for at, language in enumerate(("en", "zh"))
    if (percent == 200 if screen in SEEN_IN_THE_WINDOW else percent == 200 or turn % 2 == at)
]


@pytest.mark.parametrize(("screen", "look", "percent", "language"), CASES)
def test_every_screen_can_be_read(
    qtbot: QtBot, qapp: QApplication, screen: Screen, look: str, percent: int, language: Language
) -> None:
    settings = Settings(language=language, theme=look, text_percent=percent)  # type: ignore[arg-type]
    width, height = (1024, 640) if percent == 200 else (1280, 720)
    room = Picture(width, height)
    qtbot.addWidget(room)
    theme = Theme.of(settings, height)
    apply_theme_to_application(qapp, theme)
    shown = screen(theme, settings, room)
    if shown is not room:
        qtbot.addWidget(shown)
    shown.show()
    qapp.processEvents()
    issues: list[Issue] = audit(shown)
    assert not issues, "\n".join(map(str, issues))
