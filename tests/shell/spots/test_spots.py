"""Pins and cards of hot spots in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from explorer.park import Park, load
from explorer.shell.panels.article.page import Page
from explorer.shell.spots.card import SpotCard
from explorer.shell.spots.layer import SpotsLayer
from explorer.shell.widgets import Button, Prose
from explorer.shell.widgets.qr_code import QrCode
from explorer.shell.window.main_window import MainWindow
from explorer.visit import EXPLORE, KIOSK, MODES, Open, Settings, ShowSpot, StartTour, Visit
from explorer.visit.mode import Part
from tests.park.meshes.zoo import textured_wall
from tests.park.test_spots import MORE, SIGN, TOUR, scene

from ..windows import Windows, draw_frames


@pytest.fixture
def park(tmp_path: Path) -> Park:
    folder = scene(tmp_path, SIGN, MORE)
    (folder / "tours").mkdir(exist_ok=True)
    (folder / "tours/walk.yaml").write_text(TOUR.replace("SPOT", "sign"), "utf-8")
    return load(folder, folder)


def layer_of(window: MainWindow) -> SpotsLayer:
    layer = window.layers.named[Part.SPOTS]
    assert isinstance(layer, SpotsLayer)
    return layer


def card_of(window: MainWindow) -> SpotCard:
    card = layer_of(window).card
    assert card is not None
    return card


def test_a_pin_opens_its_card_and_escape_closes_it(open_window: Windows, park: Park) -> None:
    window = open_window(park=park)
    draw_frames(window, 3)
    assert not layer_of(window).pins, "no zone is open"
    window.do(Open("mill"))
    draw_frames(window, 12)
    (pin,) = layer_of(window).pins.values()
    assert pin.isVisible() and pin.width() >= 44
    QTest.mouseClick(pin, Qt.MouseButton.LeftButton)
    draw_frames(window, 12)
    card = card_of(window)
    assert card.isVisible() and card.accessibleName() == "Sign"
    assert card.words == "", "its picture is shown"
    assert window.rect().contains(card.placed)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    draw_frames(window, 3)
    assert not card.isVisible() and window.visit.zone == "mill"


def test_the_keyboard_opens_them_in_the_article(open_window: Windows, park: Park) -> None:
    window = open_window(park=park)
    window.do(Open("mill"))
    draw_frames(window, 4)
    (page,) = window.findChildren(Page)
    page.rows["spots"].show_open(True)
    sign, more = page.rows["spots"].findChildren(Button)
    assert (sign.text(), more.text()) == ("Sign", "More")
    more.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(more, Qt.Key.Key_Return)
    draw_frames(window, 12)
    assert window.visit.spot == "more" and card_of(window).isVisible()


@pytest.mark.parametrize("mode", [EXPLORE, KIOSK])
def test_a_link_leaves_the_program_only_where_that_is_allowed(
    open_window: Windows, park: Park, mode: object
) -> None:
    window = open_window(mode, park=park)  # type: ignore[arg-type]
    window.do(Open("mill"))
    window.do(ShowSpot("more"))
    draw_frames(window, 12)
    card = card_of(window)
    opens = [button for button in card.findChildren(Button) if button.text() == "Open the page"]
    assert bool(opens) is (mode is EXPLORE)
    assert bool(card.findChildren(QrCode)) is (mode is KIOSK)


ADDRESS = "https://kessler.example/pumps"
LONG = "https://www.pumps-and-compressors.example/products/standard-pumps?article=0815-4711"


@pytest.mark.parametrize(
    ("size", "address"), [((1280, 720), ADDRESS), ((1280, 720), LONG), ((1024, 640), ADDRESS)]
)
@pytest.mark.parametrize("text_percent", [100, 150, 200])
def test_the_address_beside_a_code_is_shown_whole(
    open_window: Windows, tmp_path: Path, text_percent: int, size: tuple[int, int], address: str
) -> None:
    folder = scene(tmp_path, SIGN, MORE.replace(ADDRESS, address))
    given = Settings(comfort="cut", text_percent=text_percent)
    window = open_window(KIOSK, park=load(folder, folder), settings=given, size=size)
    window.do(Open("mill"))
    window.do(ShowSpot("more"))
    draw_frames(window, 12)
    card = card_of(window)
    (line,) = (words for words in card.findChildren(Prose) if words.text() == address.split("://")[1])
    (code,) = card.findChildren(QrCode)
    assert line.fits, (line.lines(), line.size())
    for shown in (line, code):
        assert card.rect().contains(QRect(shown.mapTo(card, QPoint(0, 0)), shown.size()))


def test_a_tour_opens_the_card_of_its_stop(open_window: Windows, park: Park) -> None:
    visit = Visit.begin(park, MODES["explore"])
    window = open_window(visit=visit)
    window.do(StartTour("walk"))
    for _ in range(60):
        draw_frames(window, 1)
        if layer_of(window).card is not None and card_of(window).isVisible():
            break
    assert card_of(window).isVisible() and card_of(window).close_button is None


def test_all_sizes_of_text_and_languages_have_room(open_window: Windows, park: Park) -> None:
    window = open_window(park=park, size=(1024, 640), language="zh")
    window.do(Open("mill"))
    window.do(ShowSpot("sign"))
    for _ in range(4):
        window.ask("larger")
    draw_frames(window, 20)
    card = card_of(window)
    assert card.isVisible() and window.rect().contains(card.placed)


PRODUCT = "{id: pump, title: {en: Pump, zh: 泵}, model: ./pump.glb}"


def test_a_product_is_turned_by_hand_and_by_keys(open_window: Windows, tmp_path: Path) -> None:
    folder = scene(tmp_path, PRODUCT)
    textured_wall().write(folder / "pump.glb")
    window = open_window(park=load(folder, folder))
    window.do(Open("mill"))
    window.do(ShowSpot("pump"))
    draw_frames(window, 12)
    (button,) = [b for b in card_of(window).findChildren(Button) if b.text() == "Turn it by hand"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    draw_frames(window, 3)
    view = layer_of(window).product
    assert view is not None and view.isVisible() and view.geometry() == window.rect()
    before = view.azimuth_deg, view.elevation_deg, view.distance_m
    middle = view.rect().center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(view, middle + QPoint(90, 20))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(90, 20))
    turned = view.azimuth_deg, view.elevation_deg
    assert turned[0] != before[0] and turned[1] != before[1]
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.azimuth_deg != turned[0] and view.distance_m < before[2]
    for _ in range(400):
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert -90 < view.elevation_deg < 90
    QTest.keyClick(view, Qt.Key.Key_Escape)
    draw_frames(window, 3)
    assert layer_of(window).product is None and window.visit.spot == "pump", "its card is open again"


def test_the_next_visitor_finds_no_product(open_window: Windows, tmp_path: Path) -> None:
    folder = scene(tmp_path, PRODUCT)
    textured_wall().write(folder / "pump.glb")
    window = open_window(KIOSK, park=load(folder, folder))
    window.do(Open("mill"))
    window.do(ShowSpot("pump"))
    draw_frames(window, 12)
    card_of(window).findChildren(Button)[-1].click()
    draw_frames(window, 2)
    assert layer_of(window).product is not None
    window.do(ShowSpot(None))
    draw_frames(window, 2)
    assert layer_of(window).product is None


def test_a_picture_that_is_gone_is_named(open_window: Windows, park: Park) -> None:
    for path in park.spot_files.values():
        path.write_bytes(b"no picture any more")
    window = open_window(park=park)
    window.do(Open("mill"))
    window.do(ShowSpot("sign"))
    for _ in range(40):
        draw_frames(window, 1)
        if card_of(window).words.startswith("This picture"):
            break
        QTest.qWait(20)
    assert card_of(window).words == "This picture cannot be shown."
