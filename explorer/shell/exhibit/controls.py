"""The control of one parameter: a slider, a switch, a choice, or a button for another seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from ...exhibits.exhibit import Value
from ...i18n import Text, tr
from ...park.model import Accent, Language
from ...visit.acts import Act, Turn
from ..style.theme import Theme
from ..widgets import Button, Column, Option, Prose, Segmented, Slider, Switch
from .parameters import Parameter

Do = Callable[[Act], object]
MOST_SEED = 2**31 - 1


class ParameterSteps(NamedTuple):
    """The scale of a parameter's slider."""

    parameter: Parameter
    language: Language

    def value_of(self, step: int) -> float:
        return float(self.parameter.at(step))

    def step_of(self, value: float) -> int:
        return self.parameter.index_of(value)

    def words_of(self, step: int) -> str:
        return self.parameter.format_value(self.parameter.at(step), self.language)


class Control(QWidget):
    """The control that sets one parameter.

    Parameters
    ----------
    parameter : the parameter.
    do : called with the visitor's change.
    brief : compact form: no text at the ends of a slider, none below a switch.
    """

    def __init__(
        self, theme: Theme, accent: Accent, parameter: Parameter, do: Do, *, brief: bool = False
    ) -> None:
        super().__init__()
        self.parameter = parameter
        self._theme, self._do = theme, do
        self._shown: Value | None = None
        language = theme.language
        label, meaning = tr(parameter.label, language), tr(parameter.meaning, language)
        column = Column(theme, gap=4)
        self.setLayout(column)
        if parameter.kind == "switch":
            self.switch = Switch(theme, label, sub="" if brief else meaning, on_turn=self._turn)
            self.switch.setAccessibleDescription(meaning)
            column.addWidget(self.switch)
        elif parameter.kind == "choice":
            title = Prose(theme, label, "label")
            title.setToolTip(meaning)
            options = [Option(value, tr(words, language)) for value, words in parameter.choices]
            self.choice = Segmented(theme, options, "", name=label, on_choose=self._turn)
            self.choice.setAccessibleDescription(meaning)
            column.addWidget(title)
            column.addWidget(self.choice)
        elif parameter.slides:
            self.slider = Slider(theme, accent, parameter.steps, self._step, brief=brief)
            less, more = (
                tr(text, language, label=label)
                for text in (Text("Decrease: {label}"), Text("Increase: {label}"))
            )
            self.slider.set_texts(label, meaning, less, more, parameter.at_ends(language))
            self.slider.track.scale = ParameterSteps(parameter, language)
            column.addWidget(self.slider)
        else:
            self.another = Button(theme, label, "dices", sub=" ", left=True, on_press=self._next)
            self.another.setToolTip(meaning)
            column.addWidget(self.another)

    def show_value(self, value: Value) -> None:
        """Show a value if it differs from the one shown; emits no signal."""
        if value == self._shown:
            return
        self._shown, parameter = value, self.parameter
        if parameter.kind == "switch":
            self.switch.setChecked(bool(value))
        elif parameter.kind == "choice":
            self.choice.choose(str(value))
        elif parameter.slides:
            self.slider.show_value(
                parameter.index_of(float(value)), parameter.format_value(value, self._theme.language)
            )
        else:
            self.another.set_text(self.another.text(), sub=f"{value}")

    def _turn(self, value: Value) -> None:
        self._do(Turn(self.parameter.name, value))

    def _step(self, index: int) -> None:
        self._turn(self.parameter.at(index))

    def _next(self) -> None:
        self._turn(next_seed(int(self._shown or 0)))


def next_seed(seed: int) -> int:
    """The next seed: counts up, so that a series of runs can be repeated."""
    return seed + 1 if seed < MOST_SEED else 0
