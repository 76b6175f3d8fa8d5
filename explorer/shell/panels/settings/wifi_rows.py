"""Wi-Fi of the guests, for staff: the entries are shown as a QR code beside that of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ....i18n.messages import say
from ....net.room.addresses import Wifi
from ...style.theme import Theme, line_edit_style, set_style_sheet
from ...widgets import Button, Column, Flow, Prose, Themed
from ...widgets.themed import ENTERS

MOST_LETTERS = 63


class Guests(Protocol):
    """Shows guests how to join a network.

    Attributes
    ----------
    wifi : the network; None: not shown.
    """

    @property
    def wifi(self) -> Wifi | None: ...
    def set_wifi(self, wifi: Wifi | None) -> None:
        """Show another network, or none, and keep it for the next start."""


class LineField(Themed, QLineEdit):
    """A single-line field; Enter works like the button."""

    def __init__(self, theme: Theme, on_enter: Callable[[], object]) -> None:
        super().__init__()
        self._on_enter = on_enter
        self.setMaxLength(MOST_LETTERS)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        set_style_sheet(self, line_edit_style(theme))
        self.setFont(theme.font("body"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self._on_enter()
        else:
            super().keyPressEvent(event)


class WifiRows(QWidget):
    """Name and password of the network, and whether it is shown."""

    def __init__(self, theme: Theme, guests: Guests) -> None:
        super().__init__()
        self._guests, self._key = guests, "settings.wifi.means"
        self._title, self._means = Prose(theme, " ", "label"), Prose(theme, " ", "fine", "ink3")
        self.ssid, self.password = (LineField(theme, self._show) for _ in range(2))
        self.show_button = Button(theme, " ", "smartphone", on_press=self._show)
        self.hide_button = Button(theme, " ", "x", kind="quiet", on_press=self._hide)
        if guests.wifi is not None:
            self.ssid.setText(guests.wifi.ssid)
            self.password.setText(guests.wifi.password)
        buttons = Flow(theme, self.show_button, self.hide_button, gap=8)
        self.setLayout(Column(theme, self._title, self.ssid, self.password, self._means, buttons, gap=8))
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme, language included; the widgets have it already."""
        self.theme, language = theme, theme.language
        self._title.set_text(say("settings.wifi", language))
        for field, key in ((self.ssid, "settings.wifi.ssid"), (self.password, "settings.wifi.password")):
            field.setPlaceholderText(say(key, language))
            field.setAccessibleName(say(key, language))
        self.show_button.set_text(say("settings.wifi.show", language))
        self.hide_button.set_text(say("settings.wifi.hide", language))
        self._say(self._key)

    def _say(self, key: str) -> None:
        self._key = key
        self._means.set_text(say(key, self.theme.language))
        self.hide_button.setEnabled(self._guests.wifi is not None)

    def _show(self) -> None:
        try:
            wifi = Wifi.of(self.ssid.text().strip(), self.password.text())
        except ValueError:
            self._say("settings.wifi.wrong")
            return
        self._guests.set_wifi(wifi)
        self._say("settings.wifi.shown")

    def _hide(self) -> None:
        self._guests.set_wifi(None)
        self.ssid.clear()
        self.password.clear()
        self._say("settings.wifi.hidden")
