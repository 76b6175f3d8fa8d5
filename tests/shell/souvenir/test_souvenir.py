"""Passport and postcard: what they show follows from the visit, and nothing of them stays with the next visitor."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
import segno
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.base.geometry import Vec3
from explorer.shell.souvenir.layer import SouvenirLayer
from explorer.shell.souvenir.passport import next_zone
from explorer.shell.souvenir.postcard import PICTURE_PX, Postcard, save_image, words_for
from explorer.shell.widgets import Prose
from explorer.shell.widgets.qr_code import QUIET_ZONE, modules
from explorer.shell.window.main_window import MainWindow
from explorer.visit import KIOSK, PRESENT, TEACH, Open, Settings, StartOver, Visit
from explorer.visit.acts import Operate, Press
from explorer.visit.kiosk.acts import Presence

from ..picture import real_park
from ..windows import Windows, draw_frames, draw_until_still

TODAY = date(2026, 11, 28)


def layer_of(window: MainWindow) -> SouvenirLayer:
    """The souvenir layer of a window."""
    return next(layer for layer in window.layers if isinstance(layer, SouvenirLayer))


def card_of(window: MainWindow) -> Postcard:
    """The postcard on show."""
    window.ask("postcard")
    draw_frames(window)
    card = layer_of(window).postcard
    assert card is not None and card.isVisible()
    return card


def test_a_stamp_for_looking_and_a_double_ring_for_trying(open_window: Windows) -> None:
    window = open_window()
    for zone in ("line", "data"):
        window.do(Open(zone))
    window.do(Operate())
    assert window.visit.run is not None
    window.do(Press(window.visit.run.exhibit.actions[0].name))
    window.ask("passport")
    draw_frames(window)
    passport = layer_of(window).passport
    kinds = {id: stamp.kind for id, stamp in passport.stamps.items()}
    assert kinds.pop("data") == "tried" and kinds.pop("line") == "seen"
    assert set(kinds.values()) == {"unseen"}
    assert (passport.seen.source, passport.tried.source) == ("2 of 20", "1 of 20")


def test_a_stamp_leads_to_its_zone_and_so_does_the_next_stop(open_window: Windows, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.keyClick(window.viewport, Qt.Key.Key_J)
    draw_frames(window)
    passport = layer_of(window).passport
    assert passport.isVisible() and window.focusWidget() is passport.go
    proposed = next_zone(window.visit)
    assert proposed is not None
    qtbot.mouseClick(passport.go, Qt.MouseButton.LeftButton)
    assert window.visit.zone == proposed.id and passport.isHidden()
    window.ask("passport")
    draw_frames(window)
    qtbot.mouseClick(passport.stamps["forum"], Qt.MouseButton.LeftButton)
    assert window.visit.zone == "forum"


def test_the_next_stop_is_the_nearest_that_was_not_seen() -> None:
    visit = Visit.begin(real_park(), settings=Settings(comfort="cut"))
    seen: list[str] = []
    while (zone := next_zone(visit)) is not None and zone.id not in visit.visited:
        seen.append(zone.id)
        here: Vec3 = visit.pose.target
        distance = {
            id: abs(complex(z.place.centre_m[0] - here[0], z.place.centre_m[1] - here[1]))
            for id, z in visit.park.zones.items()
            if id not in visit.visited
        }
        assert distance[zone.id] == min(distance.values())
        visit = visit.after(Open(zone.id))
    assert sorted(seen) == sorted(visit.park.zones)
    assert next_zone(visit) is not None  # nothing was tried yet


def test_the_card_tells_where_it_is_and_what_it_rests_on() -> None:
    park = real_park()
    for language in park.languages:
        at_home = words_for(Visit.begin(park), language, TODAY)
        assert at_home.title == park.title[language] and at_home.source is park.sources[park.briefing]
        for zone in park.zones.values():
            words = words_for(Visit.begin(park).after(Open(zone.id)), language, TODAY)
            assert zone.exhibit is not None
            assert words.sentence == zone.exhibit.learn[language]
            assert str(zone.number) in words.line and "2026" in words.line
            assert words.source in park.sources.values() and words.source.url.startswith("http")


def test_the_code_is_that_of_the_address() -> None:
    address = real_park().sources["briefing"].url
    rows = modules(address)
    inner = [row[QUIET_ZONE:-QUIET_ZONE] for row in rows[QUIET_ZONE:-QUIET_ZONE]]
    assert inner == [tuple(map(bool, row)) for row in segno.make(address, error="m", micro=False).matrix]
    border = [
        *rows[:QUIET_ZONE],
        *rows[-QUIET_ZONE:],
        *(row[:QUIET_ZONE] + row[-QUIET_ZONE:] for row in rows),
    ]
    assert not any(any(row) for row in border)


def test_a_card_is_saved_as_a_picture(open_window: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window()
    window.do(Open("sense"))
    layer_of(window).today = lambda: TODAY
    draw_until_still(window)
    card = card_of(window)
    images = [save_image(card.view.grab().toImage(), tmp_path, "A/b: c?") for _ in range(2)]
    assert [path.name for path in images] == ["Ab c.png", "Ab c 2.png"]
    assert not QImage(str(images[0])).isNull()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_folder_that_cannot_be_written_is_said(
    open_window: Windows, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    (tmp_path / "file").write_text("")
    window = open_window(language=language)
    draw_frames(window)
    monkeypatch.setattr(
        "explorer.shell.souvenir.postcard.pictures_folder", lambda: tmp_path / "file" / "deep"
    )
    card = card_of(window)
    qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)
    assert str(tmp_path / "file") in card.saved_note.source
    monkeypatch.setattr("explorer.shell.souvenir.postcard.pictures_folder", lambda: tmp_path / "new")
    qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)
    assert [path.suffix for path in (tmp_path / "new").iterdir()] == [".png"]
    assert str(tmp_path / "new") in card.saved_note.source


def test_in_a_booth_nothing_of_it_stays(open_window: Windows, qtbot: QtBot) -> None:
    window = open_window(KIOSK, settings=Settings(comfort="cut", language="de"), size=(1280, 720))
    window.do(Presence())
    window.do(Open("line"))
    draw_frames(window)
    card = card_of(window)
    assert card.save.isHidden() and card.print.isHidden() and card.code.isVisible()
    assert card.view.picture.width() == round(PICTURE_PX.width() * window.theme.px(100) / 100), (
        "as it is seen"
    )
    window.do(StartOver())
    draw_frames(window)
    assert card.isHidden() and not card.view.shows_code and card.view.picture.isNull()
    window.do(Presence())
    window.ask("passport")
    draw_frames(window)
    passport = layer_of(window).passport
    assert passport.seen.source.startswith(("0", "1"))  # at most the stop that was touched
    for prose in passport.findChildren(Prose):
        width = prose.width()
        assert not prose.isVisible() or prose.height() >= prose.heightForWidth(width), prose.source


def test_a_talk_and_a_class_have_neither(open_window: Windows) -> None:
    for mode in (PRESENT, TEACH):
        window = open_window(mode)
        assert not any(isinstance(layer, SouvenirLayer) for layer in window.layers)


@pytest.mark.parametrize(
    ("language", "percent", "size"),
    [("en", 100, (1024, 640)), ("zh", 200, (1280, 720)), ("en", 200, (1024, 640))],
)
def test_both_pages_fit_the_window(
    open_window: Windows, language: str, percent: int, size: tuple[int, int]
) -> None:
    window = open_window(settings=Settings(comfort="cut", language=language, text_percent=percent), size=size)
    window.do(Open("sense"))
    draw_frames(window)
    for command in ("passport", "postcard"):
        window.ask(command)
        draw_frames(window)
        layer = layer_of(window)
        page = layer.passport if command == "passport" else layer.postcard
        assert page is not None
        inner = page.surface.inner.translated(page.surface.pos())
        assert window.rect().contains(inner)
        button = layer.passport.go if command == "passport" else card_of(window).leave
        assert inner.contains(button.rect().translated(button.mapTo(window, button.rect().topLeft())))
        page.dismissed()


@pytest.mark.parametrize("page", ["passport", "postcard"])
def test_keys_go_on_after_a_page_was_closed_though_nothing_held_the_keyboard_before(
    page: Literal["passport", "postcard"], open_window: Windows
) -> None:
    window = open_window()
    held = window.focusWidget()
    if held is not None:
        held.clearFocus()
    window.ask(page)
    draw_frames(window)
    closing = window.focusWidget()
    assert closing is not None
    QTest.keyClick(closing, Qt.Key.Key_Escape)
    draw_frames(window)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_4)
    assert window.visit.pointed is not None


def test_a_postcard_leads_to_its_place_in_the_web_edition_where_the_park_has_one() -> None:
    """Without `web:` the code goes on leading to the source, and no address is printed."""
    park = real_park()
    without = words_for(Visit.begin(park).after(Open("line")), "en", TODAY)
    assert without.source is not None and without.code == without.source.url and not without.link
    there = park.model_copy(update={"web": "https://park.example/metaverse"})
    card = words_for(Visit.begin(there).after(Open("line")), "en", TODAY)
    assert card.code == "https://park.example/metaverse/#/line"
    assert card.line == f"{without.line} · park.example/metaverse"
    whole = words_for(Visit.begin(there), "en", TODAY)
    assert whole.code == "https://park.example/metaverse/" and whole.line.endswith("park.example/metaverse")
    page = park.model_copy(update={"web": "https://park.example/index.html"})
    assert page.link_to("line") == "https://park.example/index.html#/line"
