"""A control for each kind of parameter: a dial, a switch, a choice, or a button for another seed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...exhibits.exhibit import Value
from ...i18n import tr
from ...i18n.messages import say
from ...park.model import Accent
from ...visit.acts import Act, Turn
from ..style.theme import Theme
from ..widgets import Button, Column, Dial, Option, Prose, Segmented, Switch
from .parameters import Knob

Do = Callable[[Act], object]
MOST_SEED = 2**31 - 1


class Control(QWidget):
    """What sets one parameter.

    Parameters
    ----------
    knob : the parameter.
    do : told what the visitor does.
    """

    def __init__(self, theme: Theme, accent: Accent, knob: Knob, do: Do) -> None:
        super().__init__()
        self.knob = knob
        self._theme, self._do = theme, do
        self._shown: Value | None = None
        language = theme.language
        label, meaning = tr(knob.label, language), tr(knob.meaning, language)
        column = Column(theme, gap=4)
        self.setLayout(column)
        if knob.kind == "switch":
            self.switch = Switch(theme, label, sub=meaning, on_turn=self._turn)
            column.addWidget(self.switch)
        elif knob.kind == "choice":
            title = Prose(theme, label, "label")
            title.setToolTip(meaning)
            options = [Option(value, tr(words, language)) for value, words in knob.choices]
            self.choice = Segmented(theme, options, "", name=label, on_choose=self._turn)
            self.choice.setAccessibleDescription(meaning)
            column.addWidget(title)
            column.addWidget(self.choice)
        elif knob.slides:
            self.dial = Dial(theme, accent, knob.steps, self._step)
            less, more = (say(key, language, label=label) for key in ("dial.less", "dial.more"))
            self.dial.say(label, meaning, less, more, knob.at_ends(language))
            column.addWidget(self.dial)
        else:
            self.another = Button(theme, label, "dices", sub=" ", left=True, on_press=self._next)
            self.another.setToolTip(meaning)
            column.addWidget(self.another)

    def show_value(self, value: Value) -> None:
        """Show a value, if it is another than before; nobody is told."""
        if value == self._shown:
            return
        self._shown, knob = value, self.knob
        if knob.kind == "switch":
            self.switch.setChecked(bool(value))
        elif knob.kind == "choice":
            self.choice.choose(str(value))
        elif knob.slides:
            self.dial.show_value(knob.index_of(float(value)), knob.told(value, self._theme.language))
        else:
            self.another.say(self.another.text(), sub=f"{value}")

    def _turn(self, value: Value) -> None:
        self._do(Turn(self.knob.name, value))

    def _step(self, index: int) -> None:
        self._turn(self.knob.at(index))

    def _next(self) -> None:
        self._turn(next_seed(int(self._shown or 0)))


def next_seed(seed: int) -> int:
    """Another seed: the one after this, so that a way through the runs can be told and walked again."""
    return seed + 1 if seed < MOST_SEED else 0
