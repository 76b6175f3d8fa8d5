"""Switches for the effects of the full rendering, one each; none if the rendering is plain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ....base.protocols import Effect
from ....i18n import Text, tr
from ....visit import Act, Change, Settings
from ...style.theme import Theme
from ...widgets import Column, Prose, Switch

EFFECT_NAMES: dict[str, Text] = {
    "bloom": Text("Glow"),
    "grading": Text("Rich colours"),
    "focus": Text("Soft background"),
}
EFFECT_MEANINGS: dict[str, Text] = {
    "bloom": Text("Lamps and screens glow."),
    "grading": Text("What shines keeps its colour."),
    "focus": Text("In close views what is far is blurred, as in a photograph."),
}


class EffectRows(QWidget):
    """A switch for each effect that this machine can draw.

    Parameters
    ----------
    effects : these effects.
    """

    def __init__(
        self, theme: Theme, settings: Settings, effects: Sequence[Effect], do: Callable[[Act], None]
    ) -> None:
        super().__init__()
        self._settings, self._do = settings, do
        self._title = Prose(theme, " ", "label")
        self.switches = {
            effect: Switch(
                theme, " ", sub=" ", on=getattr(settings, effect), on_turn=partial(self._turn, effect)
            )
            for effect in effects
        }
        self.setLayout(Column(theme, self._title, *self.switches.values(), gap=8))
        self.setVisible(bool(effects))
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme, language included; the widgets have it already."""
        self._title.set_text(tr(Text("A richer picture"), theme.language))
        for effect, switch in self.switches.items():
            switch.set_text(
                tr(EFFECT_NAMES[effect], theme.language), tr(EFFECT_MEANINGS[effect], theme.language)
            )

    def show_settings(self, settings: Settings) -> None:
        """Show the present settings."""
        self._settings = settings
        for effect, switch in self.switches.items():
            switch.setChecked(getattr(settings, effect))

    def _turn(self, effect: Effect, on: bool) -> None:
        changed: dict[str, Any] = {effect: on}
        self._do(Change(replace(self._settings, **changed)))
