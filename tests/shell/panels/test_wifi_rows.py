"""The Wi-Fi for guests in the settings: typed by staff, shown, kept; never asked of visitors of a booth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.lan.addresses import Wifi
from explorer.lan.host import RoomHost, RoomOptions
from explorer.shell.app.settings_store import SettingsStore
from explorer.visit.mode import EXPLORE, KIOSK, Mode, Part

from ..windows import Windows

LEFT = Qt.MouseButton.LeftButton


def with_room(mode: Mode) -> Mode:
    return replace(mode, layers=(*mode.layers, Part.ROOM))


def test_staff_type_it_and_it_is_kept(open_window: Windows, tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "own.ini")
    host = RoomHost(RoomOptions("127.0.0.1"))
    host.keep_wifi = store.keep_wifi
    rows = open_window(with_room(EXPLORE), room=host).sheet.page.wifi
    assert rows is not None and not rows.hide_button.isEnabled()
    QTest.keyClicks(rows.ssid, "Park Guests")
    QTest.keyClicks(rows.password, "short")
    QTest.keyClick(rows.password, Qt.Key.Key_Return)
    assert host.wifi is None and store.wifi() is None  # no network has so short a password
    QTest.keyClicks(rows.password, "-but-now")
    QTest.mouseClick(rows.show_button, LEFT)
    assert host.wifi == SettingsStore(store.path).wifi() == Wifi("Park Guests", "short-but-now")
    QTest.mouseClick(rows.hide_button, LEFT)
    assert host.wifi is None and SettingsStore(store.path).wifi() is None


@pytest.mark.parametrize("mode", [EXPLORE, with_room(KIOSK)])
def test_visitors_are_not_asked(open_window: Windows, mode: Mode) -> None:
    host = RoomHost(RoomOptions("127.0.0.1")) if Part.ROOM in mode.layers else None
    assert open_window(mode, room=host).sheet.page.wifi is None


def test_what_is_kept_of_a_network_that_can_be_none_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "own.ini"
    path.write_text("[wifi]\nssid=Guests\npassword=short\n[follow]\naddress=nonsense\n", "utf-8")
    assert (SettingsStore(path).wifi(), SettingsStore(path).followed()) == (None, "")
    SettingsStore(path).keep_followed("192.168.1.20:8080/123456")
    assert SettingsStore(path).followed() == "192.168.1.20:8080/123456"
