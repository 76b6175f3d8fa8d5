"""The window: a frame shows what the visit has become, and keys and buttons do what they say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from explorer.park import Park, load
from explorer.shell.app.os_preferences import OsPreferences
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.error_screens import MissingFont
from explorer.shell.input.keymap import Command
from explorer.shell.style import fonts
from explorer.shell.widgets import ScrollArea
from explorer.shell.window.layers import LAYERS
from explorer.shell.window.main_window import MainWindow
from explorer.shell.window.transitions import Slide
from explorer.visit import Change, Open, Orbit, Point, Settings
from explorer.visit.mode import CONTROLS, Part

from ...scene import write_scene
from ..fake_stage import FakeStage
from ..windows import Windows, draw_frames, draw_until_still, logged

FRAME_S = 0.05


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Park:
    return load(write_scene(tmp_path_factory.mktemp("scene") / "toy"), Path("nowhere"))


@pytest.fixture
def window(open_window: Windows, park: Park, tmp_path: Path) -> MainWindow:
    made = open_window(
        park=park,
        usual=Settings(),
        preferences=OsPreferences(less_motion=True),
        settings_store=SettingsStore(tmp_path / "memory.ini"),
    )
    settle(made)
    return made


def test_a_window_that_is_closed_while_it_paints_asks_its_stage_nothing_more(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.viewport, "paint", lambda frame: window.close())
    monkeypatch.delattr(FakeStage, "level")
    assert not window.tick(FRAME_S)


def test_every_part_that_can_be_hidden_is_there_to_be_hidden(window: MainWindow) -> None:
    for part in Part:
        if part in (Part.SOUVENIR, Part.READ_ALOUD, Part.SPOTS):
            # made when first opened, or a button in a panel of another part
            assert part in window.visit.mode.layers and not window.widgets_of(part)
            continue
        away = part in LAYERS and part not in window.visit.mode.layers
        assert bool(window.widgets_of(part)) != away, part
    assert {piece for part in CONTROLS for piece in window.widgets_of(part)} <= set(window.surfaces)


def settle(window: MainWindow, frames: int = 40) -> None:
    draw_until_still(window, frames, FRAME_S)


def press(
    window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or window.viewport, key, modifiers)
    settle(window)


def events(log: Path) -> list[str]:
    return [line["event"] for line in logged(log)]


def on_screen(window: MainWindow, zone: str) -> QPoint:
    """Where a zone's place is in the picture."""
    (u, v) = window.stage.project([window.visit.park.zones[zone].place.label_m])[0]
    return QPoint(round(u * window.width()), round(v * window.height()))


def test_the_title_says_where_one_is(window: MainWindow) -> None:
    assert window.windowTitle() == "Toy park"
    window.do(Open("mill"))
    settle(window)
    assert window.windowTitle() == "Mill · Toy park"
    assert window.parts.breadcrumb.words == ["Whole park"], "the card says where one is, the way back is here"


def test_what_is_missing_in_the_picture_is_said_once(open_window: Windows, park: Park) -> None:
    class Incomplete(FakeStage):
        warnings = ("Mill: there is no model. A plain block stands in its place.",)

    window = open_window(park=park, stage=Incomplete)
    window.tick(FRAME_S)
    assert window.parts.toast.words == Incomplete.warnings[0]
    window.tick(9.0)
    assert window.parts.toast.words == ""


def test_a_click_opens_a_zone_and_the_subject_moves_into_what_is_free(window: MainWindow, log: Path) -> None:
    QTest.mouseClick(window.viewport, Qt.MouseButton.LeftButton, pos=on_screen(window, "mill"))
    settle(window)
    assert window.visit.zone == "mill"
    assert window.parts.article.isVisible()
    free = window.stage.free
    assert free.right == pytest.approx(
        (window.parts.article.pos().x() + window.parts.article.inner.left() - 20) / 1280, abs=0.03
    )
    assert not window.parts.action_bar.isVisible()
    assert "zone_opened" in events(log)


def test_tab_walks_through_the_zones_and_then_leaves_the_picture(window: MainWindow) -> None:
    window.viewport.setFocus()
    press(window, Qt.Key.Key_Tab)
    assert window.visit.pointed == "mill"
    assert window.visit.zone is None, "pointing does not open"
    press(window, Qt.Key.Key_Tab)
    assert window.visit.pointed == "barn"
    press(window, Qt.Key.Key_Tab)
    assert window.visit.pointed is None
    assert QApplication.focusWidget() is not window.viewport


def test_enter_visits_what_is_pointed_at_and_esc_steps_back(window: MainWindow) -> None:
    window.viewport.setFocus()
    press(window, Qt.Key.Key_2)
    assert window.visit.pointed == "barn"
    press(window, Qt.Key.Key_Return)
    assert window.visit.zone == "barn"
    press(window, Qt.Key.Key_Escape)
    assert window.visit.zone is None
    window.parts.action_bar.button("search").setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_Return)
    assert window.visit.zone == "mill", "a number takes Enter from the button that had the ring"
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_7)
    assert window.visit.pointed is None
    assert "7" in window.parts.toast.words


def test_language_light_and_text_size_change_at_once(window: MainWindow) -> None:
    press(window, Qt.Key.Key_L)
    assert window.windowTitle() == "玩具园"
    assert window.parts.breadcrumb.words == ["玩具园"]
    press(window, Qt.Key.Key_N)
    assert window.viewport.theme.look == "light"
    press(window, Qt.Key.Key_N)
    assert window.viewport.theme.look == "dark", "from dusk on, at once, and not half way through the blend"
    stage = window.stage
    assert isinstance(stage, FakeStage)
    assert [visit.daylight.day_phase for visit in stage.begun] == [0.0, 2.0], (
        "while the shell is painted, the park begins"
    )
    before = window.parts.action_bar.inner.height()
    press(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert window.visit.settings.text_percent == 150
    assert window.parts.action_bar.inner.height() > before


def test_what_the_visitor_chose_is_there_the_next_time(window: MainWindow, tmp_path: Path) -> None:
    window.do(Change(replace(window.visit.settings, language="zh", day_phase=2.0)))
    kept = SettingsStore(tmp_path / "memory.ini").settings(Settings())
    assert (kept.language, kept.light, kept.comfort) == ("zh", "dusk", "cut")
    window.close()
    assert SettingsStore(tmp_path / "memory.ini").place().geometry


def test_a_spoilt_memory_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "memory.ini").write_text("[visit]\nlanguage=tlh\ntext_percent=9000\ntheme=dark\n", "utf-8")
    assert SettingsStore(tmp_path / "memory.ini").settings(Settings()) == Settings(theme="dark")


def test_the_page_of_settings_keeps_the_keyboard_until_it_is_closed(window: MainWindow) -> None:
    window.viewport.setFocus()
    press(window, Qt.Key.Key_F1)
    assert window.sheet.isVisible()
    for _ in range(12):
        press(window, Qt.Key.Key_Tab)
        assert window.sheet.isAncestorOf(QApplication.focusWidget())
    press(window, Qt.Key.Key_Escape)
    assert not window.sheet.isVisible()
    assert QApplication.focusWidget() is window.viewport


@pytest.mark.parametrize("key", [Qt.Key.Key_Slash, Qt.Key.Key_M, Qt.Key.Key_Home])
def test_the_page_of_settings_gives_way_to_what_a_key_asks_for(window: MainWindow, key: Qt.Key) -> None:
    press(window, Qt.Key.Key_F1)
    assert window.sheet.isVisible()
    press(window, key)
    assert not window.sheet.isVisible()
    assert window.parts.search.isVisible() == (key == Qt.Key.Key_Slash)
    assert window.parts.map_panel.isVisible() == (key == Qt.Key.Key_M)
    press(window, Qt.Key.Key_F1)
    press(window, Qt.Key.Key_L)  # a setting: seen on the page
    assert window.sheet.isVisible()


def test_the_page_says_that_the_system_asked_for_less_motion(window: MainWindow) -> None:
    window.ask("comfort page")
    settle(window)
    reported = [w.text() for w in window.sheet.findChildren(QWidget) if hasattr(w, "text") and w.isVisible()]
    assert any("system asks for less motion" in text for text in reported)
    assert window.sheet.page.settings.row("comfort").chosen == "cut"


def test_a_key_that_opens_an_article_leads_to_its_heading_and_back(window: MainWindow) -> None:
    window.viewport.setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Qt.Key.Key_2)
    press(window, Qt.Key.Key_Return)
    article, pointed = window.parts.article, window.visit.pointed
    assert window.visit.zone == "barn" and QApplication.focusWidget() is article.heading
    for _ in range(3):
        press(window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None and article.isAncestorOf(focus), "Tab goes on in the article"
        assert window.visit.pointed == pointed, "no other zone lays its card over it"
    press(window, Qt.Key.Key_Escape)
    assert window.visit.zone is None and QApplication.focusWidget() is window.viewport


def test_search_points_first_and_goes_then(window: MainWindow) -> None:
    window.viewport.setFocus()
    press(window, Qt.Key.Key_Slash)
    assert window.parts.search.isVisible()
    QTest.keyClicks(window.parts.search.field, "barn")
    press(window, Qt.Key.Key_Return)
    assert (window.visit.pointed, window.visit.zone) == ("barn", None)
    press(window, Qt.Key.Key_Return)
    assert window.visit.zone == "barn"
    assert not window.parts.search.isVisible()


@pytest.mark.parametrize("ask", ["search", "help"])
def test_between_two_beats_nothing_flashes(window: MainWindow, ask: Command) -> None:
    """What is shown or hidden by a key looks as before until the next frame."""
    shown = window.parts.search if ask == "search" else window.sheet
    middle = QPoint(1000, 150)
    closed = window.grab().toImage().pixelColor(middle)
    window.ask(ask)
    assert shown.isVisible()
    assert window.grab().toImage().pixelColor(middle) == closed
    settle(window)
    opened = window.grab().toImage().pixelColor(middle)
    assert opened != closed
    window.ask("close")
    assert not shown.isVisible()
    assert window.grab().toImage().pixelColor(middle) == opened
    settle(window)
    assert not [slide for slide in window.findChildren(Slide) if slide.isVisible()]


def test_letters_typed_into_the_search_are_no_commands(window: MainWindow) -> None:
    window.ask("search")
    QTest.keyClicks(window.parts.search.field, "l n m 1")
    settle(window)
    assert window.parts.search.field.text() == "l n m 1"
    assert window.visit.settings.language == "en"
    assert window.visit.pointed is None


def test_held_keys_move_and_stop_when_they_come_up(window: MainWindow) -> None:
    start = window.visit.pose
    QTest.keyPress(window.viewport, Qt.Key.Key_W)
    window.tick(FRAME_S)
    moved = window.visit.pose
    QTest.keyRelease(window.viewport, Qt.Key.Key_W)
    window.tick(FRAME_S)
    assert moved.target != start.target
    assert window.visit.pose == moved


def test_labels_hide_while_the_camera_moves_and_come_back(window: MainWindow) -> None:
    assert {p.zone for p in window.overlay.labels.placed} == {"mill", "barn"}
    assert window.overlay.labels.settled
    window.do(Orbit(20, 0))
    window.tick(0.1)
    assert (
        not window.overlay.labels.settled
        or window.overlay.labels.at(on_screen(window, "mill").toPointF()) is None
    )
    settle(window)
    assert window.overlay.labels.settled
    label = window.overlay.labels.placed[0]
    middle = QPoint(round(label.box.x + label.box.width / 2), round(label.box.y + label.box.height / 2))
    QTest.mouseClick(window.viewport, Qt.MouseButton.LeftButton, pos=middle)
    settle(window)
    assert window.visit.zone == label.zone, "a label is as good as its building"


def test_labels_keep_their_places_where_only_the_look_changes(window: MainWindow) -> None:
    settle(window)
    placed, light = window.overlay.labels.placement, window.overlay.labels.grab().toImage()
    window.do(Change(replace(window.visit.settings, theme="dark")))
    window.tick(FRAME_S)
    assert window.overlay.labels.placement is placed, "nothing was searched for anew"
    assert window.overlay.labels.grab().toImage() != light, "but all is painted in the other look"
    window.do(Change(replace(window.visit.settings, theme="dark", text_percent=150)))
    settle(window)
    assert window.overlay.labels.placement is not placed


def test_at_rest_the_clock_slows_down_and_hidden_it_stops(qtbot: QtBot, window: MainWindow) -> None:
    window.frame_clock.start()
    qtbot.waitUntil(lambda: window.frame_clock.interval_ms > 100, timeout=60_000)
    window.do(Point("mill"))
    assert window.frame_clock.interval_ms < 20
    window.hide()
    assert not window.frame_clock.running


def test_f6_goes_round_the_parts(window: MainWindow) -> None:
    window.viewport.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(8):
        press(window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert window.viewport in seen
    press(window, Qt.Key.Key_M)
    assert QApplication.focusWidget() is window.parts.map_panel.map


def test_the_map_opens_at_a_key_and_leads_to_a_zone(window: MainWindow) -> None:
    assert not window.parts.map_panel.isVisible()
    window.viewport.setFocus()
    for key in (Qt.Key.Key_M, Qt.Key.Key_Escape):
        press(window, Qt.Key.Key_M)
        assert window.parts.map_panel.isVisible() and window.parts.map_panel.map.hasFocus()
        press(window, key)
        assert not window.parts.map_panel.isVisible() and window.viewport.hasFocus()
    press(window, Qt.Key.Key_M)
    area = window.parts.map_panel.inner.translated(window.parts.map_panel.pos())
    assert window.rect().contains(area)
    press(window, Qt.Key.Key_Right)
    assert window.visit.pointed == "mill"
    press(window, Qt.Key.Key_Return)
    assert window.visit.zone == "mill" and not window.parts.map_panel.isVisible()
    press(window, Qt.Key.Key_M)
    at = window.parts.map_panel.map.position_of("barn").toPoint()
    QTest.mouseClick(window.parts.map_panel.map, Qt.MouseButton.LeftButton, pos=at)
    settle(window)
    assert window.visit.zone == "barn" and not window.parts.map_panel.isVisible()


def test_the_journal_tells_the_visit(window: MainWindow, log: Path) -> None:
    window.do(Open("mill"))
    press(window, Qt.Key.Key_L)
    window.close()
    reported = events(log)
    for event in ("first_frame", "act", "zone_opened", "settings", "end"):
        assert event in reported
    assert window.stage.closed


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1920, 1080)])
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("zone", [None, "mill"])
def test_surfaces_stay_inside_and_clear_of_each_other(
    window: MainWindow, size: tuple[int, int], percent: int, zone: str | None
) -> None:
    window.resize(*size)
    window.do(Change(replace(window.visit.settings, text_percent=percent)))
    if zone:
        window.do(Open(zone))
    settle(window)
    window.notify("", 0.0)
    window.tick(FRAME_S)
    shown = [p for p in window.surfaces if p.isVisible() and p is not window.parts.toast]
    rects = [p.inner.translated(p.pos()) for p in shown]
    for i, rect in enumerate(rects):
        assert window.rect().contains(rect), type(shown[i]).__name__
        for other, surface in zip(rects[i + 1 :], shown[i + 1 :], strict=True):
            assert not rect.intersects(other), f"{type(shown[i]).__name__} lies on {type(surface).__name__}"


def test_without_a_chinese_font_chinese_is_refused_and_the_reason_is_said(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "can_show_chinese", lambda: False)
    window.ask("help")
    press(window, Qt.Key.Key_L)
    window.do(Change(replace(window.visit.settings, language="zh")))
    settle(window)
    assert window.visit.settings.language == "en"
    notices = window.findChildren(MissingFont)
    assert len(notices) == 1 and notices[0].isVisible()
    assert not window.sheet.isVisible()


def test_a_label_that_is_pointed_at_is_clear_of_the_search(window: MainWindow) -> None:
    window.do(Point("barn"))
    window.ask("search")
    window.parts.search.field.setText("barn")
    settle(window)
    (label,) = (p for p in window.overlay.labels.placed if p.zone == "barn")
    box = QRect(round(label.box.x), round(label.box.y), round(label.box.width), round(label.box.height))
    assert not box.intersects(window.parts.search.inner.translated(window.parts.search.pos()))


def test_the_page_of_settings_ends_with_its_last_line_in_large_text_too(open_window: Windows) -> None:
    window = open_window(size=(1024, 640), settings=Settings(comfort="cut", language="zh", text_percent=200))
    window.ask("help")
    draw_frames(window, 3)
    page = next(area for area in window.findChildren(ScrollArea) if area.isVisible()).widget()
    assert page.height() == page.heightForWidth(page.width()), "empty paper follows"


def test_from_an_open_article_tab_does_not_lead_to_other_zones(window: MainWindow) -> None:
    window.viewport.setFocus()
    press(window, Qt.Key.Key_2)
    press(window, Qt.Key.Key_Return)
    assert window.visit.zone == "barn"
    press(window, Qt.Key.Key_Tab)
    assert window.visit.pointed is None and not window.overlay.labels.placed
    for _ in range(12):
        now = QApplication.focusWidget()
        if now is not None and window.parts.article.isAncestorOf(now):
            break
        press(window, Qt.Key.Key_Tab)
    assert now is not None and window.parts.article.isAncestorOf(now)
