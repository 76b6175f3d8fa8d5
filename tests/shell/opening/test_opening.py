"""The opening says what the park is, and goes at the first touch, which does nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.base.geometry import WHOLE, room_corners
from explorer.i18n import Text, tr
from explorer.park.model import LANGUAGES, Language, SceneText
from explorer.shell.opening.layer import OpeningLayer
from explorer.shell.window.main_window import MainWindow
from explorer.visit import EXPLORE, KIOSK, PRESENT, TEACH, LookFrom, Open, Presence, Settings, Visit
from explorer.visit.kiosk.acts import StartOver
from explorer.visit.mode import Mode

from ..fake_stage import FakeStage
from ..picture import real_park
from ..windows import Windows


def layer_of(window: MainWindow) -> OpeningLayer:
    (layer,) = (it for it in window.layers if isinstance(it, OpeningLayer))
    return layer


def frames(window: MainWindow, count: int = 8) -> None:
    for _ in range(count):
        window.tick(0.1)
        QApplication.processEvents()


def opened(open_window: Windows, mode: Mode = EXPLORE, language: Language = "en") -> MainWindow:
    window = open_window(mode, language=language, opening=True)
    frames(window)
    return window


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_one_does_here_and_from_what_in_the_words_of_the_scene(
    open_window: Windows, language: Language
) -> None:
    window = opened(open_window, language=language)
    card, park = layer_of(window).card, real_park()
    assert card.isVisible() and park.opening is not None
    for text in (park.title, park.opening.what, park.opening.do, park.opening.source):
        assert text[language] in card.words
    assert card.tour_button.text() == park.tours["show"].title[language]
    assert card.tour_button.hasFocus() and not card.tour_button.rings
    area = card.inner.translated(card.pos())
    assert window.rect().contains(area)
    shares = sum(
        s.inner.width() * s.inner.height() for s in window.surfaces if s.isVisible()
    ) / (window.width() * window.height())  # fmt: skip
    assert shares <= 0.20
    assert not window.overlay.labels.isVisible() and not window.parts.action_bar.isVisible()


def behind(window: MainWindow) -> list[str]:
    """The buildings of which the opening hides more than a fifth, or which it drives out of the picture."""
    stage, card = window.stage, layer_of(window).card.placed
    assert isinstance(stage, FakeStage)
    width, height = window.width(), window.height()
    (x, y), found = stage.free.centre, []
    for zone in window.visit.park.zones.values():
        place = zone.place
        corners = room_corners(
            (*place.centre_m, 0.0), (*place.footprint_m, place.height_m), place.heading_deg
        )
        seen = stage.project(corners) + np.array((x - 0.5, y - 0.5))
        (left, top), (right, bottom) = seen.min(axis=0), seen.max(axis=0)
        box = QRectF(left * width, top * height, (right - left) * width, (bottom - top) * height)
        hidden = box.intersected(QRectF(card))
        if hidden.width() * hidden.height() > 0.21 * box.width() * box.height() or min(left, top) < 0:
            found.append(zone.id)
    return found


@pytest.mark.parametrize("mode", [EXPLORE, KIOSK], ids=lambda mode: mode.name)
@pytest.mark.parametrize("size", [(1280, 720), (1024, 640), (1920, 1080)])
def test_no_building_stands_behind_it(open_window: Windows, mode: Mode, size: tuple[int, int]) -> None:
    """Once three halls lay behind it, while the water beside the island was free."""
    for language in LANGUAGES:
        window = open_window(mode, language=language, size=size, opening=True)
        window.do(Presence())
        frames(window, 20)
        assert layer_of(window).card.isVisible() and not behind(window), language
    press_escape(window)
    frames(window, 20)
    assert window.stage.free == WHOLE, "without the card the park has the whole picture"


def press_the_picture(window: MainWindow) -> None:
    QTest.mouseClick(window.viewport, Qt.MouseButton.LeftButton, pos=QPoint(900, 380))


def press_a_key(window: MainWindow) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_D)


def press_escape(window: MainWindow) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)


def press_a_number(window: MainWindow) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_4)


def press_look_around(window: MainWindow) -> None:
    layer_of(window).card.look_button.click()


@pytest.mark.parametrize(
    "touch", [press_the_picture, press_a_key, press_escape, press_a_number, press_look_around]
)
def test_the_first_touch_ends_it_and_does_nothing_else(
    open_window: Windows, touch: Callable[[MainWindow], None]
) -> None:
    window = opened(open_window)
    pose = window.visit.pose
    touch(window)
    assert layer_of(window).card.isHidden()
    frames(window)
    visit = window.visit
    assert (visit.zone, visit.pointed, visit.pose) == (None, None, pose)
    assert window.overlay.labels.isVisible() and window.parts.action_bar.isVisible()
    assert window.viewport.hasFocus() and not window.viewport.rings
    press_the_picture(window)
    window.do(Open("data"))
    window.do(LookFrom(window.visit.park.start))
    frames(window)
    assert layer_of(window).card.isHidden(), "it does not come back during a visit"


def test_the_tour_begins_with_enter(open_window: Windows) -> None:
    window = opened(open_window)
    QTest.keyClick(layer_of(window).card.tour_button, Qt.Key.Key_Return)
    frames(window, 2)
    assert window.visit.playback is not None and window.visit.playback.tour.id == "show"
    assert layer_of(window).card.isHidden()


def test_arrows_lead_from_one_way_in_to_the_other(open_window: Windows) -> None:
    window = opened(open_window)
    card = layer_of(window).card
    QTest.keyClick(card.tour_button, Qt.Key.Key_Right)
    assert card.look_button.hasFocus()
    QTest.keyClick(card.look_button, Qt.Key.Key_Return)
    frames(window, 2)
    assert card.isHidden() and window.visit.playback is None


def test_language_and_size_of_text_change_and_it_stays(open_window: Windows) -> None:
    window = opened(open_window)
    card = layer_of(window).card
    QTest.keyClick(card.tour_button, Qt.Key.Key_L)
    frames(window, 2)
    assert window.visit.settings.language == "zh" and card.isVisible() and "元宇宙" in card.words
    window.parts.tools.button("language").click()
    frames(window, 2)
    assert window.visit.settings.language == "en" and card.isVisible()


def test_it_fades_before_the_names_come(open_window: Windows) -> None:
    window = open_window(settings=Settings(comfort="fly"), opening=True)
    frames(window)
    press_escape(window)
    window.tick(0.05)
    window.tick(0.05)
    assert not window.overlay.labels.isVisible(), "the card still fades"
    frames(window)
    assert window.overlay.labels.isVisible()


def test_what_fades_takes_neither_pointer_nor_focus(open_window: Windows) -> None:
    window = open_window(settings=Settings(comfort="fly"), opening=True)
    frames(window)
    card = layer_of(window).card
    middle = card.tour_button.mapTo(window, card.tour_button.rect().center())
    press_escape(window)
    window.tick(0.05)
    assert not window.overlay.labels.isVisible(), "the card still fades"
    below = window.childAt(middle)
    assert below is not None and below is not card and not card.isAncestorOf(below)
    assert window.viewport.hasFocus()
    bar = window.parts.action_bar
    found = window.childAt(bar.start_button.mapTo(window, bar.start_button.rect().center()))
    assert found is bar.start_button
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=middle)
    window.tick(0.05)
    assert window.visit.playback is None or below is bar.start_button, "the button that fades is not pressed"


@pytest.mark.parametrize("mode", [PRESENT, TEACH], ids=lambda mode: mode.name)
def test_who_talks_or_teaches_has_none(open_window: Windows, mode: Mode) -> None:
    window = open_window(mode, opening=True)
    assert not any(isinstance(layer, OpeningLayer) for layer in window.layers)


def test_a_visit_that_begins_in_a_zone_has_none(open_window: Windows) -> None:
    visit = Visit.begin(real_park(), EXPLORE, Settings(comfort="cut")).after(Open("data"))
    window = open_window(visit=visit, opening=True)
    frames(window)
    assert layer_of(window).card.isHidden()
    window.do(LookFrom(window.visit.park.start))
    frames(window)
    assert layer_of(window).card.isHidden()


def test_in_a_booth_each_visitor_who_sees_the_whole_park_meets_it(open_window: Windows) -> None:
    window = opened(open_window, KIOSK)
    card = layer_of(window).card
    assert card.isHidden(), "the booth attracts"
    for _ in range(2):
        window.do(Presence())
        frames(window, 2)
        assert window.visit.zone is None and card.isVisible()
        press_the_picture(window)
        frames(window)
        assert card.isHidden() and window.visit.zone is None
        window.do(StartOver())
        frames(window)
        assert card.isHidden()


def test_a_scene_without_one_shows_its_subtitle_and_its_briefing(open_window: Windows) -> None:
    park = real_park()
    bare = park.model_copy(update={"opening": None})
    window = open_window(visit=Visit.begin(bare, EXPLORE, Settings(comfort="cut")), opening=True)
    frames(window)
    words = layer_of(window).card.words
    assert park.subtitle["en"] in words and park.sources[park.briefing].publisher["en"] in words


def test_a_card_of_one_language_is_all_in_it(open_window: Windows) -> None:
    park = real_park()
    chinese = park.model_copy(
        update={"title": SceneText({"zh": park.title["zh"]}), "languages": ("zh",)},
    )
    window = open_window(
        visit=Visit.begin(chinese, EXPLORE, Settings(comfort="cut", language="en")), opening=True
    )
    frames(window)
    assert layer_of(window).card.look_button.text() == tr(Text("Look around"), "zh")


def test_a_new_view_state_has_it_again(open_window: Windows) -> None:
    window = opened(open_window)
    press_escape(window)
    frames(window)
    window.views.state = replace(window.views.state, opening_over=False)
    frames(window)
    assert layer_of(window).card.isVisible()
