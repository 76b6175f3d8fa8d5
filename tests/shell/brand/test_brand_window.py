"""A brand in the window: its logo, colours, typeface and contact, and nothing of it where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import fontpkg_figtree
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from explorer.park import Park, load
from explorer.shell.brand.contact import ContactCode, ContactLines, FarewellCard
from explorer.shell.brand.logo import Logo, LogoButton
from explorer.shell.kiosk.invitation import Invitation
from explorer.shell.opening.layer import OpeningCard
from explorer.shell.souvenir.postcard import card_image, words_for
from explorer.shell.style import fonts, logo, program_icon
from explorer.shell.style.colour import brand_palette, contrast
from explorer.shell.style.theme import Theme, use_typeface
from explorer.shell.style.tokens import PALETTES, Look
from explorer.shell.talk.audience import Title
from explorer.shell.talk.end_page import EndPage
from explorer.shell.widgets import Prose
from explorer.shell.widgets.qr_code import QrCode
from explorer.visit import MODES, Onward, Open, Settings, Visit
from explorer.visit.tour.state import Toured
from tests.branded_scene import BRAND, SVG, png, write_branded_scene

from ..picture import real_park
from ..windows import Windows, draw_frames

NOWHERE = Path("/nowhere")
TALK = """\
kind: talk
title: {de: Einmal herum, en: Once round}
lead: {de: Kurz., en: Short.}
auto: false
stops:
  - {id: a, zone: zone-1, hold_s: 5, caption: {de: Eins, en: One}, spoken: {de: Eins., en: One.}}
"""


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Park:
    folder = write_branded_scene(tmp_path_factory.mktemp("branded"))
    (folder / "tours").mkdir()
    (folder / "tours" / "talk.yaml").write_text(TALK, "utf-8")
    return load(folder, NOWHERE)


@pytest.fixture
def own_typeface() -> Iterator[None]:
    yield
    use_typeface(None)


def test_the_logo_opens_what_the_park_is_and_whose(open_window: Windows, park: Park) -> None:
    window = open_window(park=park)
    draw_frames(window, 2)
    (button,) = window.parts.breadcrumb.findChildren(LogoButton)
    assert button.isVisible() and button.width() > button.height() > 20
    assert window.theme.colour("primary").name().upper() == "#005EB8"
    button.click()
    draw_frames(window, 2)
    (code,) = window.sheet.page.findChildren(ContactCode)
    assert window.sheet.isVisible() and code.isVisible()
    top = code.mapTo(window.sheet.page.area, code.rect().topLeft()).y()
    assert 0 <= top < window.sheet.page.area.height(), "it is what is seen, not what one scrolls to"
    window.do(Open("zone-1"))
    draw_frames(window, 2)
    assert not button.isVisible(), "in a zone the way back stands there"


def test_after_a_tour_the_company_says_goodbye(open_window: Windows, park: Park) -> None:
    visit = Visit.begin(park, settings=Settings(language="de", comfort="cut"))
    tour = park.tours["every-zone"]
    for whole in (True, False):
        over = replace(visit, toured=Toured(tour, 0, whole, visit.time_s))
        window = open_window(visit=over)
        draw_frames(window, 2)
        (card,) = window.findChildren(FarewellCard)
        assert card.isVisible() == whole
        if whole:
            assert card.accessibleName() == "Auf Wiedersehen"
            end = next(layer for layer in window.layers if hasattr(layer, "end_card")).end_card
            places = [each.inner.translated(each.pos()) for each in (card, end)]
            assert not places[0].intersects(places[1])


@pytest.mark.parametrize("web", [None, "https://park.example/it/"])
def test_the_end_of_a_tour_leads_to_the_web_edition(
    open_window: Windows, park: Park, web: str | None
) -> None:
    park = park.model_copy(update={"web": web})
    visit = Visit.begin(park, settings=Settings(comfort="cut"))
    window = open_window(visit=replace(visit, toured=Toured(park.tours["every-zone"], 0, True, visit.time_s)))
    draw_frames(window, 2)
    (card,) = window.findChildren(FarewellCard)
    codes = [c for c in card.findChildren(QrCode) if c.accessibleName() == "The park on the web"]
    words = [label.source for label in card.findChildren(Prose)]
    assert (len(codes), "park.example/it" in words) == ((0, False) if web is None else (1, True))
    assert all(
        code.isVisible() and card.rect().contains(code.mapTo(card, code.rect().center())) for code in codes
    )
    assert card.accessibleName() == "Goodbye"


def test_a_farewell_that_does_not_fit_stays_away(open_window: Windows, park: Park) -> None:
    """Frame after frame: it once came back in every second one, cut off at the top."""
    visit = Visit.begin(park, settings=Settings(language="de", comfort="cut", text_percent=200))
    window = open_window(visit=replace(visit, toured=Toured(park.tours["every-zone"], 0, True, visit.time_s)))
    (card,) = window.findChildren(FarewellCard)
    for height in (720, 1200):
        window.resize(1280, height)
        for _ in range(4):
            draw_frames(window, 1)
            assert card.isVisible() == (height > 1000)


def test_a_booth_and_the_opening_show_the_logo(open_window: Windows, park: Park) -> None:
    window = open_window(MODES["kiosk"], park=park, opening=True)
    draw_frames(window, 2)
    for kind in (Invitation, OpeningCard):
        (card,) = window.findChildren(kind)
        assert [mark.is_there for mark in card.findChildren(Logo)] == [True]
    assert "Welcome" in window.findChildren(OpeningCard)[0].words


def test_a_talk_begins_with_a_greeting_and_ends_with_the_contact(open_window: Windows, park: Park) -> None:
    window = open_window(MODES["present"], park=park)
    draw_frames(window, 2)
    large = next(title for title in window.findChildren(Title) if title.isVisible())
    assert (large.name.source, large.other.source) == ("Once round", "Welcome")
    assert large.logo.isVisible() and not large.badge.isVisible()
    for _ in range(2):
        window.do(Onward())
        draw_frames(window, 2)
    (page,) = (page for page in window.findChildren(EndPage) if page.isVisible())
    assert page.accessibleName() == "Goodbye" and not large.isVisible()
    (contact,) = page.findChildren(ContactLines)
    assert contact.isVisible()


def test_the_end_of_a_talk_leads_to_the_web_edition(open_window: Windows, park: Park) -> None:
    """Beside the contact, and only where the park names an address."""
    for web, count in ((None, 0), ("https://park.example/it/", 1)):
        window = open_window(MODES["present"], park=park.model_copy(update={"web": web}))
        codes = [
            code
            for code in window.findChildren(EndPage)[0].findChildren(QrCode)
            if code.accessibleName() == "The park on the web"
        ]
        assert len(codes) == count


@pytest.mark.usefixtures("qapp")
def test_a_postcard_leads_to_the_company_where_no_source_is_named(park: Park) -> None:
    words = words_for(Visit.begin(park), "de", date(2026, 11, 29))
    assert words.code == "https://kessler.example/" and words.logo is not None
    theme = Theme(language="de", brand=park.brand)
    picture = QImage(80, 40, QImage.Format.Format_RGB32)
    picture.fill(0xFF112233)
    plain = card_image(picture, replace(words, logo=None, contact=None), theme, 1.0)
    assert card_image(picture, words, theme, 1.0) != plain


@pytest.mark.usefixtures("qapp")
def test_what_cannot_be_drawn_leaves_the_window_as_it_is(tmp_path: Path) -> None:
    """Files that look right from outside, and a file that goes away while the park is shown."""
    hollow = SVG.replace('fill="#005EB8"', 'fill="none"')
    for name, content in {"a.svg": hollow.encode(), "b.png": png(90, 90, b"\x00\x00\x00\x00")}.items():
        (tmp_path / name).mkdir()
        scene = write_branded_scene(tmp_path / name, {"logo": name})
        (scene / name).write_bytes(content)
        brand = load(scene, NOWHERE).brand
        assert brand is not None and brand.file("logo") is not None
        assert not Logo(Theme(brand=brand), 40, 200).is_there
        assert program_icon.png(32, brand) == program_icon.png(32)
    scene = write_branded_scene(tmp_path / "gone")
    brand = load(scene, NOWHERE).brand
    (scene / "logo.svg").unlink()
    assert not Logo(Theme(brand=brand), 40, 200).is_there


@pytest.mark.usefixtures("qapp")
def test_a_logo_gets_a_ground_where_the_theme_would_swallow_it(tmp_path: Path) -> None:
    grounds = {}
    for colour in ("#005EB8", "#FFFFFF", "#6E8FD0"):
        path = tmp_path / f"{colour[1:]}.svg"
        path.write_text(SVG.replace("#005EB8", colour), "utf-8")
        stamp = (path, 0)
        grounds[colour] = [logo.ground(stamp, PALETTES[look]["surface"]) for look in ("light", "dark")]
    assert grounds["#005EB8"] == [None, "#FFFFFF"]
    assert grounds["#FFFFFF"] == [PALETTES["dark"]["surface"], None]
    assert grounds["#6E8FD0"] == [None, None]


@pytest.mark.usefixtures("qapp")
def test_a_bright_logo_needs_no_ground_on_paper(tmp_path: Path) -> None:
    path = tmp_path / "yellow.svg"
    path.write_text(SVG.replace("#005EB8", "#F2B84B"), "utf-8")
    assert logo.ground((path, 0), PALETTES["light"]["surface"]) is None


def test_the_colours_of_any_brand_can_be_read() -> None:
    looks: tuple[Look, ...] = ("light", "dark")
    for number in range(48):
        colour = f"#{(number * 37) % 256:02X}{(number * 91) % 256:02X}{(number * 149) % 256:02X}"
        second = None if number % 2 else f"#{(number * 53) % 256:02X}8040"
        for look in looks:
            made = brand_palette(colour, second, look)
            for ground in ("surface", "raised", "sunken"):
                assert contrast(made["primary"], made[ground]) >= 4.5, (colour, look, ground)
            for fill in ("primary", "primaryHover", "primaryPress"):
                assert contrast(made["onPrimary"], made[fill]) >= 4.5, (colour, look, fill)
            for ink in ("ink", "ink2", "link"):
                assert contrast(made[ink], made["tint"]) >= 4.5, (colour, look, ink)
        assert brand_palette(colour, second, "contrast") == PALETTES["contrast"]


@pytest.mark.usefixtures("qapp", "own_typeface")
def test_a_typeface_comes_first_and_goes_with_its_park(tmp_path: Path) -> None:
    before = fonts.families("en")
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\x00\x01\x00\x00" + b"\x00" * 200)
    assert not use_typeface(broken)
    assert fonts.families("en") == before
    own = tmp_path / "own.ttf"
    own.write_bytes(next((fontpkg_figtree.ROOT / "files").glob("*.ttf")).read_bytes())
    assert use_typeface(own)
    assert fonts.families("en") == ("Figtree", *before) and fonts.families("zh")[-1] == "Figtree"
    assert use_typeface(None)
    assert fonts.families("en") == before


def test_without_a_brand_nothing_is_different(open_window: Windows, qapp: QApplication) -> None:
    window = open_window(park=real_park(), opening=True)
    draw_frames(window, 2)
    marks = [*window.findChildren(Logo), *window.findChildren(LogoButton)]
    assert marks and not any(mark.is_there or mark.isVisible() for mark in marks)
    assert window.theme.palette is PALETTES[window.theme.look]
    assert not any(card.isVisible() for card in window.findChildren(FarewellCard))
    assert not window.sheet.page.findChildren(ContactCode)
    assert words_for(window.visit, "en", date(2026, 11, 29)).logo is None


def test_the_icon_of_a_brand_is_its_own(park: Park, qapp: QApplication) -> None:
    drawn = QImage.fromData(program_icon.png(64, park.brand))
    assert drawn.pixelColor(32, 12).name() == "#ffffff", "a logo lies on paper"
    assert drawn.pixelColor(0, 0).alpha() == 0
    assert program_icon.png(64, park.brand) != program_icon.png(64)
    assert len(program_icon.icon(park.brand).availableSizes()) == len(program_icon.ICO_SIZES)
    assert BRAND["logo"] == "logo.svg"
