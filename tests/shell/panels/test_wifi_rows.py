"""The Wi-Fi for guests in the settings: typed by staff, shown, kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.net.room.addresses import Wifi
from explorer.shell.app.connections import Connections, Openers
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.panels.settings.connect_fields import WifiRows
from explorer.visit.mode import EXPLORE

from ..windows import Windows

LEFT = Qt.MouseButton.LeftButton


def connections_of(store: SettingsStore) -> Connections:
    """Connections of which none is begun."""
    openers: Any = Openers(*(None,) * 3)  # type: ignore[arg-type]
    return Connections(store, openers, restart=lambda: None, look_up=tuple)


def test_staff_type_it_and_it_is_kept(open_window: Windows, tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "own.ini")
    connections = connections_of(store)
    window = open_window(EXPLORE, connections=connections)
    connections.attach(window)
    host = connections
    page = window.sheet.page.connect_rows
    assert page is not None
    rows = page.cards["phones"].findChildren(WifiRows)[0]
    assert not rows.hide_button.isEnabled()
    QTest.keyClicks(rows.ssid, "Park Guests")
    QTest.keyClicks(rows.password, "short")
    QTest.keyClick(rows.password, Qt.Key.Key_Return)
    assert host.wifi is None and store.wifi() is None  # no network has so short a password
    QTest.keyClicks(rows.password, "-but-now")
    QTest.mouseClick(rows.show_button, LEFT)
    assert host.wifi == SettingsStore(store.path).wifi() == Wifi("Park Guests", "short-but-now")
    QTest.mouseClick(rows.hide_button, LEFT)
    assert host.wifi is None and SettingsStore(store.path).wifi() is None


def test_what_is_kept_of_a_network_that_can_be_none_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "own.ini"
    path.write_text("[wifi]\nssid=Guests\npassword=short\n[follow]\naddress=nonsense\n", "utf-8")
    assert (SettingsStore(path).wifi(), SettingsStore(path).followed()) == (None, "")
    SettingsStore(path).keep_followed("192.168.1.20:8080/123456")
    assert SettingsStore(path).followed() == "192.168.1.20:8080/123456"
