"""Phones, a screen that is followed, a real line and a fleet are begun and ended in the window, by keyboard or by touch."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.cli import fleet_booth, line_source, room
from explorer.exhibits.tags import LineSource
from explorer.i18n import Text
from explorer.net.room import addresses, following, host
from explorer.net.room.addresses import Address, FollowAddress
from explorer.net.room.following import FollowerLink
from explorer.shell.app import fleet_link
from explorer.shell.app.connections import Connections, Openers
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.follow.layer import FollowLayer
from explorer.shell.kiosk import KioskLayer
from explorer.shell.lesson.layer import LessonLayer
from explorer.shell.panels.settings.connect_rows import (
    ConnectCard,
    ConnectRows,
    FleetCard,
    FollowCard,
    Kind,
    LineCard,
    PhonesCard,
)
from explorer.shell.talk.layer import TalkLayer
from explorer.shell.widgets import Button
from explorer.shell.window.main_window import MainWindow
from explorer.visit import EXPLORE, FOLLOW, KIOSK, PRESENT, TEACH, Mode, Settings
from explorer.visit.mode import Part

from ..room.test_room_card import QuietHost
from ..windows import Windows, draw_frames

WLAN, CABLE = Address("192.168.8.20", "wlan0"), Address("10.0.0.7", "eth0")


class QuietLink(FollowerLink):
    """A follower's end of a room, without a network."""

    def __init__(self, address: FollowAddress, **rest: object) -> None:
        self.address, self.state, self.closed = address, "searching", False

    def news(self, park: object) -> list[Any]:
        return []

    def say(self, state: object) -> None:
        """Nobody hears it."""

    def close(self) -> None:
        self.closed = True


class Booth(SimpleNamespace):
    """A connection to a fleet, without a network."""

    def __init__(self, where: str) -> None:
        super().__init__(
            outbox=object(),
            orders=None,
            booth="b07",
            host="hub.local",
            trouble="",
            is_connected=False,
            closed=0,
        )

    def report(self, health: object) -> None:
        """Nobody hears it."""

    def take_pack(self) -> bool:
        return False

    def drawn(self) -> None:
        """Nobody hears it."""

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "own.ini")


@pytest.fixture
def networks(monkeypatch: pytest.MonkeyPatch) -> list[Address]:
    """The networks of this computer; a test may change them."""
    found = [WLAN]
    monkeypatch.setattr(addresses, "addresses", lambda: tuple(found))
    monkeypatch.setattr(host, "RoomHost", QuietHost)
    monkeypatch.setattr(following, "FollowerLink", QuietLink)
    return found


def line(source: str, tags: str, access: str) -> LineSource:
    return line_source.find_source(source, Path(tags) if tags else None, Path(access) if access else None)


def connected(
    open_window: Windows, store: SettingsStore, networks: list[Address], mode: Mode = EXPLORE, **more: Any
) -> tuple[MainWindow, Connections]:
    """A window in which connections can be begun."""
    supervisor = more.pop("supervisor", 0)
    connections = Connections(
        store, Openers(room.open_room, line, more.pop("fleet", Booth)), restart=lambda: None, supervisor=supervisor,
        clock=iter(range(0, 100_000, 5)).__next__, look_up=lambda: tuple(networks),
    )  # fmt: skip
    window = open_window(mode, connections=connections, **more)
    connections.attach(window)
    connections.go_on()
    draw_frames(window)
    return window, connections


def rows_of(window: MainWindow) -> ConnectRows:
    window.ask("connect")
    draw_frames(window)
    rows = window.sheet.page.connect_rows
    assert rows is not None
    return rows


def card_of(window: MainWindow, kind: Kind) -> ConnectCard:
    """The card, unfolded by its head."""
    card = rows_of(window).cards[kind]
    if card.body.isHidden():
        card.head.click()
    draw_frames(window)
    return card


def words_of(card: ConnectCard) -> str:
    return card.state.source if not card.state.isHidden() else ""


@pytest.mark.parametrize("mode", [EXPLORE, TEACH])
def test_phones_join_at_a_button_and_no_more_at_another(
    open_window: Windows, store: SettingsStore, networks: list[Address], mode: Mode
) -> None:
    window, connections = connected(open_window, store, networks, mode)
    card = card_of(window, "phones")
    assert "192.168.8.20" in words_of(card)
    card.begin_button.click()
    draw_frames(window)
    assert not window.sheet.isVisible()  # the code is seen at once
    assert window.visit.mode.layers == mode.with_phones.layers
    (shown,) = window.widgets_of(Part.ROOM)
    assert shown.isVisible()
    card = card_of(window, "phones")
    assert "http://192.168.8.20:8080" in words_of(card) and card.begin_button.isHidden()
    card.end_button.click()
    draw_frames(window)
    assert window.visit.mode.layers == mode.layers and connections.room is None
    card.begin_button.click()
    draw_frames(window)
    assert window.visit.mode.layers == mode.with_phones.layers


def test_no_network_and_several_are_said_before_anything_begins(
    open_window: Windows, store: SettingsStore, networks: list[Address]
) -> None:
    networks.clear()
    window, connections = connected(open_window, store, networks)
    card = card_of(window, "phones")
    assert "no network" in words_of(card) and not card.begin_button.isEnabled()
    networks += [CABLE, WLAN]
    draw_frames(window)
    assert isinstance(card, PhonesCard) and card.networks is not None and card.networks.isVisible()
    card.networks.cells[1].click()
    card.begin_button.click()
    draw_frames(window)
    assert connections.room is not None and connections.room.options.address == WLAN.ip
    networks.clear()
    assert "has left the network" in words_of(card_of(window, "phones"))


def test_the_park_for_browsers_is_served_beside_and_remembered(
    open_window: Windows, store: SettingsStore, networks: list[Address], tmp_path: Path
) -> None:
    window, connections = connected(open_window, store, networks)
    card = card_of(window, "phones")
    assert isinstance(card, PhonesCard) and card.pages.isVisible()
    card.pages.line.setText(str(tmp_path))
    card.begin_button.click()
    assert "no index.html" in words_of(card) and connections.room is None
    (tmp_path / "index.html").write_text("<p>park")
    card.begin_button.click()
    draw_frames(window)
    assert connections.room is not None and connections.room.options.pages == str(tmp_path)
    card = card_of(window, "phones")
    assert isinstance(card, PhonesCard) and card.pages.isHidden(), "what is on cannot be changed"
    _, again = connected(open_window, store, networks, supervisor=0)
    assert again.kept("phones") == (WLAN.ip, str(tmp_path))


def test_phones_come_back_after_a_restart_without_the_stick_that_held_the_park(
    open_window: Windows, store: SettingsStore, networks: list[Address], tmp_path: Path
) -> None:
    store.keep_connection("phones", (WLAN.ip, str(tmp_path / "gone")), 4711)
    _, connections = connected(open_window, store, networks, supervisor=4711)
    assert connections.room is not None and connections.room.options.pages == ""
    assert connections.standing("phones").phase != "failed"


def test_a_screen_is_followed_by_six_digits(
    open_window: Windows, store: SettingsStore, networks: list[Address]
) -> None:
    window, _ = connected(open_window, store, networks)
    assert window.parts.action_bar.start_button.isVisible()
    card = card_of(window, "follow")
    assert isinstance(card, FollowCard)
    QTest.keyClicks(card.code.digits[0], "47")
    QTest.keyClick(card.code.digits[2], Qt.Key.Key_Backspace)
    assert card.code.code == "4"
    card.begin_button.click()
    assert "six digits" in words_of(card) and window.visit.mode.name == "explore"
    for digit, sign in zip(card.code.digits[1:], "71108", strict=True):
        QTest.keyClicks(digit, sign)
    QTest.keyClick(card.code.digits[5], Qt.Key.Key_Return)
    draw_frames(window)
    assert window.visit.mode.name == FOLLOW.name and not window.sheet.isVisible()
    layer = next(one for one in window.layers if isinstance(one, FollowLayer))
    link = layer.link
    assert isinstance(link, QuietLink) and link.address.code == "471108"
    assert not window.parts.action_bar.start_button.isVisibleTo(window.parts.action_bar)
    link.state = "wrong code"
    draw_frames(window)
    layer.line.back.click()  # another one is typed without leaving
    draw_frames(window)
    card = card_of(window, "follow")
    assert "Wrong code" in words_of(card)
    assert [kind for kind, one in rows_of(window).cards.items() if not one.isHidden()] == ["follow"]
    card.end_button.click()
    draw_frames(window)
    assert window.visit.mode.layers == EXPLORE.layers and link.closed
    assert window.parts.action_bar.start_button.isVisibleTo(window.parts.action_bar)


def test_a_line_says_what_is_wrong_and_plays_a_recording(
    open_window: Windows, store: SettingsStore, networks: list[Address], tmp_path: Path
) -> None:
    window, connections = connected(open_window, store, networks)
    card = card_of(window, "line")
    assert isinstance(card, LineCard)
    for typed, said in (
        ("", "Type an address"),
        ("http://x", "opc.tcp://"),
        (str(tmp_path / "none.csv"), "none.csv"),
    ):
        card.source.line.setText(typed)
        card.begin_button.click()
        assert said in words_of(card) and window.sheet.isVisible()
    assert card.map.isHidden()
    card.source.line.setText("opc.tcp://192.168.8.9:4840")
    draw_frames(window)
    assert not card.map.isHidden()
    recording = tmp_path / "line.csv"
    recording.write_text("time,tag,value,quality\n100.0,line.wip,5,good\n101.0,line.wip,6,good\n", "utf-8")
    card.source.line.setText(str(recording))
    card.begin_button.click()
    assert connections.standing("line").phase in ("starting", "on"), words_of(card)
    card.end_button.click()
    assert connections.line is None and window.visit.live is None
    assert SettingsStore(store.path).connection("line")[0] == str(recording)  # in its field next time


def test_a_fleet_is_joined_by_its_file_and_kept_until_it_is_left(
    open_window: Windows,
    store: SettingsStore,
    networks: list[Address],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    joined: list[Booth] = []

    def join(where: str) -> fleet_link.Fleet:
        if not where.endswith("booth-b07.json"):
            return fleet_booth.join(where, None)
        joined.append(Booth(where))
        return joined[-1]

    window, connections = connected(open_window, store, networks, KIOSK, fleet=join)
    card = card_of(window, "fleet")
    assert isinstance(card, FleetCard)
    card.file.line.setText(str(tmp_path / "other.json"))
    card.begin_button.click()
    assert "other.json" in words_of(card)
    card.file.line.setText("/media/booth-b07.json")
    card.begin_button.click()
    assert "Connecting to hub.local" in words_of(card)
    for _ in range(4):  # five seconds each
        connections.standing("fleet")
    draw_frames(window)
    assert "does not answer" in words_of(card)
    joined[0].is_connected = True
    draw_frames(window)
    assert "b07" in words_of(card)
    _, later = connected(open_window, store, networks, KIOSK, fleet=join)  # the next start
    assert len(joined) == 2 and later.standing("fleet").phase == "starting"
    later.end("fleet")
    assert joined[1].closed == 1 and not store.is_connected("fleet", 0)
    connections.close()


def test_a_password_is_not_kept(open_window: Windows, store: SettingsStore, networks: list[Address]) -> None:
    _, connections = connected(open_window, store, networks)
    connections.begin("fleet", ["mqtts://b07:secret@hub"])
    assert connections.fleet is not None and "secret" not in store.path.read_text("utf-8")
    connections.close()


def test_after_a_crash_phones_go_on_and_after_a_start_by_hand_they_do_not(
    open_window: Windows, store: SettingsStore, networks: list[Address]
) -> None:
    _, connections = connected(open_window, store, networks, supervisor=4711)
    connections.begin("phones", [WLAN.ip])
    crashed, again = connected(open_window, store, networks, supervisor=4711)
    assert again.room is not None and Part.ROOM in crashed.visit.mode.layers
    _, by_hand = connected(open_window, store, networks, supervisor=0)
    _, next_day = connected(open_window, store, networks, supervisor=4712)
    assert by_hand.room is None and next_day.room is None


def test_in_a_booth_staff_alone_see_it(
    open_window: Windows, store: SettingsStore, networks: list[Address]
) -> None:
    from explorer.shell.app.staff_exit import StaffExit

    window, _ = connected(
        open_window, store, networks, KIOSK, staff_exit=StaffExit("2468", lambda again: None)
    )
    window.ask("help")
    draw_frames(window)
    rows = window.sheet.page.connect_rows
    assert rows is not None and not rows.isVisible()
    window.close_sheet()
    layer = next(one for one in window.layers if isinstance(one, KioskLayer))
    assert layer.staff_menu is not None
    layer.staff_menu.buttons[Text("Phones and other machines")].click()
    draw_frames(window)
    assert rows.isVisible()
    window.close_sheet()
    window.ask("help")
    draw_frames(window)
    assert not rows.isVisible()


def test_a_presenter_finds_it_in_the_console_with_the_code_that_leads(
    open_window: Windows, store: SettingsStore, networks: list[Address]
) -> None:
    window, connections = connected(open_window, store, networks, PRESENT)
    layer = next(one for one in window.layers if isinstance(one, TalkLayer))
    assert layer.console is not None
    pages = layer.console.pages
    pages.tabs["phones"].click()
    assert pages.phones is not None and pages.phones.presenter_button.isHidden()
    pages.phones.rows.cards["phones"].begin_button.click()
    draw_frames(window)
    assert not pages.phones.presenter_button.isHidden()
    pages.phones.presenter_button.click()
    from explorer.shell.widgets.qr_code import QrCode

    assert len(pages.phones.findChildren(QrCode)) == 1
    assert connections.staff_url.endswith(connections.room.options.staff if connections.room else "?")


@pytest.mark.parametrize("language", ["en", "zh", "de"])
@pytest.mark.parametrize("text", [100, 200])
def test_all_of_it_can_be_read_in_a_small_window(
    open_window: Windows, store: SettingsStore, networks: list[Address], language: str, text: int
) -> None:
    from explorer.shell.widgets import Prose
    from explorer.visit import Settings

    window, _ = connected(
        open_window, store, networks, size=(1024, 640),
        settings=Settings(comfort="cut", language=language, text_percent=text),
    )  # fmt: skip
    rows = rows_of(window)
    for kind in rows.cards:
        card = card_of(window, kind)
        assert all(prose.fits for prose in card.findChildren(Prose) if prose.isVisibleTo(card)), kind
        assert card.width() <= window.sheet.page.area.viewport().width()


def test_the_first_page_of_a_lesson_leads_to_phones(
    open_window: Windows, store: SettingsStore, networks: list[Address]
) -> None:
    window, _ = connected(open_window, store, networks, TEACH)
    begin = next(layer for layer in window.layers if isinstance(layer, LessonLayer)).begin
    assert begin is not None
    button = next(b for b in begin.findChildren(Button) if b.text() == "Let phones join")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.sheet.isVisible()


def test_a_card_that_is_unfolded_is_seen_from_its_head_on(
    open_window: Windows, store: SettingsStore, networks: list[Address]
) -> None:
    """In large text the one above it, which folds, is higher than the page."""
    settings = Settings(comfort="cut", text_percent=200)
    window, _ = connected(open_window, store, networks, size=(1024, 640), settings=settings)
    card_of(window, "phones")
    head = rows_of(window).cards["follow"].head
    window.sheet.page.area.ensureWidgetVisible(head)
    head.click()
    draw_frames(window)
    assert head.visibleRegion().boundingRect() == head.rect()
