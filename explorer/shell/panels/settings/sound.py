"""The settings of what a tour says: captions, the voice, and how loud it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ....i18n.messages import say
from ....visit import Act, Change, Settings
from ....visit.settings import VOLUME_STEP
from ...style.theme import Theme
from ...widgets import Column, Dial, Prose, Switch
from ..toolbars import HOUSE


class SoundRows(QWidget):
    """Two switches and a dial."""

    def __init__(self, theme: Theme, settings: Settings, do: Callable[[Act], None]) -> None:
        super().__init__()
        self._settings, self._do = settings, do
        self._title = Prose(theme, " ", "label")
        self.captions = Switch(theme, " ", sub=" ", on=settings.captions, on_turn=self._show)
        self.voice = Switch(theme, " ", sub=" ", on=settings.voice, on_turn=self._speak)
        self.volume = Dial(theme, HOUSE, 100 // VOLUME_STEP, self._turn_up)
        self.setLayout(Column(theme, self._title, self.captions, self.voice, self.volume, gap=8))
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        """Take another theme, language included; the pieces have it already."""
        self.theme, language = theme, theme.language
        self._title.say(say("settings.tours", language))
        for switch, key in ((self.captions, "settings.captions"), (self.voice, "settings.voice")):
            switch.say(say(key, language), say(f"{key}.means", language))
        self.volume.theme = theme
        title = say("settings.volume", language)
        less, more = (say(f"settings.volume.{step}", language) for step in ("less", "more"))
        self.volume.say(title, title, less, more, ("0", "100"))
        self._show_volume()

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        self._settings = settings
        self.captions.setChecked(settings.captions)
        self.voice.setChecked(settings.voice)
        self._show_volume()

    def _show_volume(self) -> None:
        volume = self._settings.volume
        words = say("settings.volume.percent", self.theme.language, percent=volume)
        self.volume.show_value(volume // VOLUME_STEP, words)
        self.volume.setEnabled(self._settings.voice)

    def _show(self, on: bool) -> None:
        self._do(Change(replace(self._settings, captions=on)))

    def _speak(self, on: bool) -> None:
        self._do(Change(replace(self._settings, voice=on)))

    def _turn_up(self, step: int) -> None:
        self._do(Change(replace(self._settings, volume=step * VOLUME_STEP)))
