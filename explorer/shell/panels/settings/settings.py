"""The settings: language, light, theme, text size, camera comfort, sound of tours, and effects of the rendering."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, get_args

from PySide6.QtWidgets import QWidget

from ....base.names import LIGHTS, TEXT_PERCENTS
from ....base.protocols import Effect
from ....i18n import ENGLISH, Text, languages, tr
from ....park.model import Language
from ....visit import Act, Change, Comfort, Settings, Visit
from ....visit import Theme as ThemeChoice
from ....visit.settings import VOLUME_STEP
from ...accessible import EvenSteps
from ...app.os_preferences import OsPreferences
from ...style import fonts
from ...style.theme import Theme
from ...widgets import Column, Option, Prose, Segmented, Slider, Switch, apply_theme_within
from ..toolbars import LIGHT_WORDS, PROGRAM_ACCENT
from .daylight_slider import DaylightSlider

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


COMFORT_MEANS: dict[str, Text] = {
    "fly": Text("The camera flies all the way."),
    "glide": Text("Only the last part of the way is shown."),
    "cut": Text("The view changes at once, with no movement."),
}
VOLUME_STEPS: dict[str, Text] = {
    "less": Text("Quieter"),
    "more": Text("Louder"),
}
CHOICES: dict[str, Text] = {
    "theme.auto": Text("Follow the light"),
    "theme.light": Text("Light"),
    "theme.dark": Text("Dark"),
    "theme.contrast": Text("High contrast"),
    "comfort.fly": Text("Fly"),
    "comfort.glide": Text("Glide"),
    "comfort.cut": Text("Cut"),
}


class SoundRows(QWidget):
    """Captions, the voice and its volume, the sounds of the park and their volume."""

    def __init__(self, theme: Theme, settings: Settings, do: Callable[[Act], None]) -> None:
        super().__init__()
        self._settings, self._do = settings, do
        self._title = Prose(theme, " ", "label")
        self.captions = Switch(theme, " ", sub=" ", on=settings.captions, on_turn=self._show)
        self.voice = Switch(theme, " ", sub=" ", on=settings.voice, on_turn=self._speak)
        self.volume = Slider(theme, PROGRAM_ACCENT, 100 // VOLUME_STEP, self._turn_up)
        self.sound = Switch(theme, " ", sub=" ", on=settings.sound, on_turn=self._sound)
        self.sound_volume = Slider(theme, PROGRAM_ACCENT, 100 // VOLUME_STEP, self._turn_sound_up)
        rows = (self.captions, self.voice, self.volume, self.sound, self.sound_volume)
        self.setLayout(Column(theme, self._title, *rows, gap=8))
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme, language included; the widgets have it already."""
        self.theme, language = theme, theme.language
        self._title.set_text(tr(Text("Sound and captions"), language))
        for switch, name, means in (
            (self.captions, Text("Captions"), Text("The spoken text is shown above the stops.")),
            (
                self.voice,
                Text("Spoken tours"),
                Text("Uses your system’s voice, if it has one for the language."),
            ),
            (
                self.sound,
                Text("Sounds of the park"),
                Text("Water, wind and halls, and short answers to what you do."),
            ),
        ):
            switch.set_text(tr(name, language), tr(means, language))
        less, more = (tr(VOLUME_STEPS[step], language) for step in ("less", "more"))
        for slider, text in (
            (self.volume, Text("Volume of the voice")),
            (self.sound_volume, Text("Volume of the sounds")),
        ):
            slider.theme, slider.track.scale = theme, EvenSteps(VOLUME_STEP, " %")
            title = tr(text, language)
            slider.set_texts(title, title, less, more, ("0", "100"))
        self._show_volumes()

    def show_settings(self, settings: Settings) -> None:
        """Show the present settings."""
        self._settings = settings
        self.captions.setChecked(settings.captions)
        self.voice.setChecked(settings.voice)
        self.sound.setChecked(settings.sound)
        self._show_volumes()

    def _show_volumes(self) -> None:
        settings = self._settings
        for slider, volume, heard in (
            (self.volume, settings.volume, settings.voice),
            (self.sound_volume, settings.sound_volume, settings.sound),
        ):
            words = tr(Text("{percent} %"), self.theme.language, percent=volume)
            slider.show_value(volume // VOLUME_STEP, words)
            slider.setEnabled(heard)

    def _show(self, on: bool) -> None:
        self._do(Change(replace(self._settings, captions=on)))

    def _speak(self, on: bool) -> None:
        self._do(Change(replace(self._settings, voice=on)))

    def _turn_up(self, step: int) -> None:
        self._do(Change(replace(self._settings, volume=step * VOLUME_STEP)))

    def _sound(self, on: bool) -> None:
        self._do(Change(replace(self._settings, sound=on)))

    def _turn_sound_up(self, step: int) -> None:
        self._do(Change(replace(self._settings, sound_volume=step * VOLUME_STEP)))


ICONS = {"contrast": "contrast"}
FIELDS = ("language", "theme", "text_percent", "comfort")
"""The settings with a few fixed values; light has its own slider."""
TITLES = {
    "language": Text("Language"),
    "theme": Text("Appearance of signs and panels"),
    "text_percent": Text("Text size"),
    "comfort": Text("Camera comfort"),
}


def language_name(language: Language) -> str:
    """Name of a language in that language; in English if this system has no font for it."""
    return fonts.own_name(language) if fonts.can_show(language) else tr(Text("Chinese"), ENGLISH)


def changed(settings: Settings, field: str, value: str, further: Sequence[Language] = ()) -> Settings:
    """The settings with one of them changed by name; a scene may have further languages.

    Raises ValueError if the setting has no such value.
    """
    allowed: dict[str, Sequence[str]] = {
        "language": (*languages(), *further),
        "theme": get_args(ThemeChoice),
        "comfort": get_args(Comfort),
        "text_percent": [str(p) for p in TEXT_PERCENTS],
    }
    if value not in allowed[field]:
        raise ValueError(f"{field}: {value}")
    chosen: dict[str, object] = {field: int(value) if field == "text_percent" else value}
    return replace(settings, **chosen)  # type: ignore[arg-type]


class SettingsPanel(QWidget):
    """One row of choices for each setting, and a slider from day to night for the light.

    Parameters
    ----------
    preferences : preferences of the operating system; a line names the settings that were taken from them.
    effects : the effects that a visitor may switch off.
    """

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        preferences: OsPreferences,
        do: Callable[[Act], None],
        effects: Sequence[Effect] = (),
    ) -> None:
        super().__init__()
        self.theme, self._settings, self._wishes, self._do = theme, settings, preferences, do
        self._titles: dict[str, Prose] = {}
        self._rows: dict[str, Segmented] = {}
        self._day_phase = settings.day_phase
        self._light = Prose(theme, " ", "label")
        self.daylight = DaylightSlider(theme, settings.day_phase, on_choose=self._choose_day_phase)
        self.auto_day_cycle = Switch(theme, " ", sub=" ", on=settings.auto_day_cycle, on_turn=self._turn)
        self._means = Prose(theme, " ", "fine", "ink3")
        self._contrast = Prose(theme, " ", "fine", "ink3")
        column = Column(theme, gap=6)
        for field in FIELDS:
            self._titles[field] = Prose(theme, " ", "label")
            self._rows[field] = Segmented(
                theme,
                self._options(field),
                str(getattr(settings, field)),
                name=" ",
                on_choose=partial(self._choose, field),
            )
            column.addWidget(self._titles[field])
            column.addWidget(self._rows[field])
            if field == "theme":
                column.addWidget(self._contrast)
            if field == "comfort":
                column.addWidget(self._means)
            else:
                column.addSpacing(theme.px(8))
            if field == "language":
                for widget in (self._light, self.daylight, self.auto_day_cycle):
                    column.addWidget(widget)
                column.addSpacing(theme.px(8))
        column.addSpacing(theme.px(8))
        self.sound = SoundRows(theme, settings, do)
        column.addWidget(self.sound)
        self.effects = EffectRows(theme, settings, effects, do)
        column.addWidget(self.effects)
        self.setLayout(column)
        self._set_texts()

    def update_from(self, visit: Visit) -> None:
        """Show the visit's settings."""
        if visit.daylight.goal != self._day_phase:
            self._day_phase = visit.daylight.goal
            self.daylight.show_day_phase(self._day_phase)
        if visit.settings != self._settings:
            self._settings = visit.settings
            for field, row in self._rows.items():
                row.choose(str(getattr(visit.settings, field)))
            self.auto_day_cycle.setChecked(visit.settings.auto_day_cycle)
            self.sound.show_settings(visit.settings)
            self.effects.show_settings(visit.settings)
            self._set_meanings()

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme, language included."""
        self.theme = theme
        apply_theme_within(self, theme)
        self.sound.apply_theme(theme)
        self.effects.apply_theme(theme)
        self._set_texts()

    def row(self, field: str) -> Segmented:
        """The choices of a setting."""
        return self._rows[field]

    def _choose(self, field: str, value: str) -> None:
        self._do(Change(changed(self._settings, field, value, self.theme.languages)))

    def _choose_day_phase(self, day_phase: float) -> None:
        self._day_phase = day_phase
        self._do(Change(replace(self._settings, day_phase=day_phase)))

    def _turn(self, on: bool) -> None:
        """Start the automatic day cycle from the present light, or stop it."""
        self._do(Change(replace(self._settings, auto_day_cycle=on, day_phase=self._day_phase)))

    def _options(self, field: str) -> list[Option]:
        language = self.theme.language
        match field:
            case "language":
                there = dict.fromkeys((*self.theme.languages, *languages()))
                return [Option(code, language_name(code)) for code in there]
            case "text_percent":
                return [Option(str(p), tr(Text("{percent} %"), language, percent=p)) for p in TEXT_PERCENTS]
        choices: dict[str, Sequence[str]] = {
            "theme": get_args(ThemeChoice),
            "comfort": get_args(Comfort),
        }
        return [
            Option(value, tr(CHOICES[f"{field}.{value}"], language), ICONS.get(value, ""))
            for value in choices[field]
        ]

    def _set_texts(self) -> None:
        language = self.theme.language
        title = tr(Text("Light in the park"), language)
        self._light.set_text(title)
        self.daylight.set_names({name: tr(LIGHT_WORDS[name], language) for name in LIGHTS}, title)
        self.auto_day_cycle.set_text(
            tr(Text("Change the light slowly"), language),
            tr(Text("A whole day passes in ten minutes."), language),
        )
        for field in FIELDS:
            title = tr(TITLES[field], self.theme.language)
            self._titles[field].set_text(title)
            self._rows[field].set_options(self._options(field), title)
        self._set_meanings()

    def _set_meanings(self) -> None:
        language, comfort = self.theme.language, self._settings.comfort
        means = tr(COMFORT_MEANS[comfort], language)
        if comfort == "cut" and self._wishes.less_motion:
            means = tr(Text("Your system asks for less motion, so we start at Cut."), language)
        self._means.set_text(means)
        from_system = self._settings.theme == "contrast" and self._wishes.more_contrast
        self._contrast.set_text(
            tr(Text("Your system asks for high contrast, so we start with it."), language)
            if from_system
            else " "
        )
        self._contrast.setVisible(from_system)
