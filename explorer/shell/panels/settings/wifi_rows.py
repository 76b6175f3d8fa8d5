"""Wi-Fi of the guests, for staff: the entries are shown as a QR code beside that of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ....i18n import Text, tr
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
        self._guests, self._key = (
            guests,
            Text("Stands as a QR code beside that of the page. Kept on this computer."),
        )
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
        self._title.set_text(tr(Text("Wi-Fi for guests"), language))
        for field, text in (
            (self.ssid, Text("Name of the network")),
            (self.password, Text("Password (none: leave empty)")),
        ):
            field.setPlaceholderText(tr(text, language))
            field.setAccessibleName(tr(text, language))
        self.show_button.set_text(tr(Text("Show as a QR code"), language))
        self.hide_button.set_text(tr(Text("Do not show"), language))
        self._say(self._key)

    def _say(self, text: Text) -> None:
        self._key = text
        self._means.set_text(tr(text, self.theme.language))
        self.hide_button.setEnabled(self._guests.wifi is not None)

    def _show(self) -> None:
        try:
            wifi = Wifi.of(self.ssid.text().strip(), self.password.text())
        except ValueError:
            self._say(Text("A name has up to 32 letters; a password 8 to 63, or none."))
            return
        self._guests.set_wifi(wifi)
        self._say(Text("It is on the screen, as soon as phones can join."))

    def _hide(self) -> None:
        self._guests.set_wifi(None)
        self.ssid.clear()
        self.password.clear()
        self._say(Text("No network is shown."))
