"""The parameters of an exhibit: read from the fields of its class, set by a control, or dragged in the scene at a part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic.fields import FieldInfo
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from ...base.geometry import clamp
from ...exhibits.asked import bounds, unit_of, words_of
from ...exhibits.exhibit import Exhibit, PartWords, Value
from ...exhibits.number_format import decimals_of, format_amount
from ...exhibits.signs import Handle
from ...i18n import Text, tr
from ...park.model import Accent, Language
from ...visit import Act, Running, Turn, Undo, Visit
from ..input.pointer import Grip
from ..style.theme import Theme
from ..widgets import Button, Column, Option, Prose, Segmented, Slider, Switch
from ..window.view_state import OfferedDial, Views
from .forms import Do

Kind = Literal["number", "switch", "choice"]
MOST_MAIN = 3
MOST_SEED = 2**31 - 1
MOST_STEPS = 1000
"""Most steps of a slider; a number with more (the seed) gets a button for another value instead."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an exhibit."""

    name: str
    kind: Kind
    label: Text
    meaning: Text
    unit: str = ""
    # low, high, step: range and smallest change of a number
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    whole: bool = False  # whether the number is a count
    expert: bool = False
    choices: tuple[tuple[str, Text], ...] = ()  # value and text of each choice
    ends: tuple[Text, ...] = ()  # text at the two ends of the slider instead of numbers
    names: tuple[Text, ...] = ()  # name of each step, where visitors do not see it as a number

    @property
    def steps(self) -> int:
        """Number of steps from the lowest to the highest value."""
        return max(1, round((self.high - self.low) / self.step))

    @property
    def slides(self) -> bool:
        """Whether it is a number with a scale for a slider."""
        return self.kind == "number" and self.steps <= MOST_STEPS

    def at(self, index: int) -> Value:
        """The value `index` steps above the lowest."""
        value = min(self.low + index * self.step, self.high)
        return round(value) if self.whole else round(value, 9)

    def index_of(self, value: float) -> int:
        """The step nearest to a value."""
        return round((value - self.low) / self.step)

    def at_ends(self, language: Language) -> tuple[str, str]:
        """Labels at the two ends of the slider: text if there is any, else numbers."""
        if len(self.ends) == 2:
            low, high = (tr(words, language) for words in self.ends)
            return low, high
        return self.format_value(self.low, language), self.format_value(self.high, language)

    def format_value(self, value: Value, language: Language) -> str:
        """A value in words."""
        if self.kind == "number" and not isinstance(value, str):
            if self.names:
                return tr(self.names[self.index_of(float(value))], language)
            return format_amount(
                float(value), self.unit, language, 0 if self.whole else decimals_of(self.step)
            )
        words = dict(self.choices).get(str(value))
        return tr(words, language) if words else str(value)


@cache
def parameters_of(kind: type[Exhibit[Any]]) -> tuple[Parameter, ...]:
    """The parameters of an exhibit in order, the seed last."""
    made = [_parameter(name, field) for name, field in kind.model_fields.items()]
    return (*(k for k in made if k.name != "seed"), *(k for k in made if k.name == "seed"))


def main_parameters(kind: type[Exhibit[Any]]) -> tuple[Parameter, ...]:
    """The parameters shown without opening a fold."""
    return tuple(k for k in parameters_of(kind) if not k.expert)[:MOST_MAIN]


def _parameter(name: str, field: FieldInfo) -> Parameter:
    extra = field.json_schema_extra
    assert isinstance(extra, dict)
    label, meaning = words_of(field, "label"), words_of(field, "meaning")
    expert, unit = bool(extra.get("expert")), unit_of(field)
    if field.annotation is bool:
        return Parameter(name, "switch", label, meaning, expert=expert)
    if get_origin(field.annotation) is Literal:
        words: Any = extra["choices"]
        choices = tuple((value, words[value]) for value in map(str, get_args(field.annotation)))
        return Parameter(name, "choice", label, meaning, expert=expert, choices=choices)
    low, high = bounds(field)
    assert low is not None and high is not None, f"{name} has no range"
    step, ends, names = (extra.get(which) for which in ("step", "ends", "names"))
    whole = field.annotation is int
    return Parameter(
        name, "number", label, meaning, unit, low, high,
        float(step) if isinstance(step, int | float) else (high - low) / 100, whole, expert,
        ends=ends if isinstance(ends, tuple) else (),
        names=names if isinstance(names, tuple) else (),
    )  # fmt: skip


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
    views : told which value of a slider is under the pointer.
    brief : compact form: no text at the ends of a slider, none below a switch.
    """

    def __init__(
        self,
        theme: Theme,
        accent: Accent,
        parameter: Parameter,
        do: Do,
        views: Views | None = None,
        *,
        brief: bool = False,
    ) -> None:
        super().__init__()
        self.parameter = parameter
        self._theme, self._do, self._views = theme, do, views or Views()
        self._shown: Value | None = None
        self._before: Value | None = None  # the value when a step announced another
        self._offers = False  # whether the pointer is at it
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
            self.slider.track.offer_steps(self._offer)
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

    def announce(self, value: Value | None) -> None:
        """Show in grey the value that the present step will set, until it is set or the visitor turns the dial; None: none."""
        if not self.parameter.slides:
            return
        if value is None:
            self._before = None
        elif self._before is None:
            self._before = self._shown
        is_ahead = value is not None and value != self._shown and self._before == self._shown
        words = (
            self.parameter.format_value(value, self._theme.language) if is_ahead and value is not None else ""
        )
        self.slider.announce(f"→ {words}" if words else "")

    def hideEvent(self, event: QHideEvent) -> None:
        self._offer(None)

    def _offer(self, index: int | None) -> None:
        offered = OfferedDial(self.parameter.name, self.parameter.at(index)) if index is not None else None
        state = self._views.state
        if offered != state.offered and (offered is not None or self._offers):
            self._views.state = replace(state, offered=offered)
        self._offers = offered is not None

    def _turn(self, value: Value) -> None:
        self._do(Turn(self.parameter.name, value))

    def _step(self, index: int) -> None:
        self._turn(self.parameter.at(index))

    def _next(self) -> None:
        self._turn(next_seed(int(self._shown or 0)))


def next_seed(seed: int) -> int:
    """The next seed: counts up, so that a series of runs can be repeated."""
    return seed + 1 if seed < MOST_SEED else 0


def words_of_undo(before: Visit, act: Act, after: Visit) -> str | None:
    """The sentence about what an act has undone in a run; None if it has undone nothing."""
    run = before.run
    if not isinstance(act, Undo) or run is None or run is after.run:
        return None
    language = after.settings.language
    what = change_text(run, run.undo[-1][0], language)
    return tr(Text("Undone: {what}"), language, what=what)


def change_text(run: Running, name: str, language: Language) -> str:
    """Name of a change to an exhibit: an action, a parameter, a part, or the start."""
    exhibit = run.exhibit
    for action in exhibit.actions:
        if action.name == name:
            return tr(action.label, language)
    field = type(exhibit).model_fields.get(name)
    if field is not None:
        return tr(words_of(field, "label"), language)
    part = exhibit.parts(run.state).get(name)
    if part is not None:
        return tr(part.label, language)
    text = {
        "reset": Text("restart"),
        "fork": Text("Fork"),
        "join": Text("End the fork"),
        "state": Text("the state that was opened"),
    }.get(name)
    return tr(text, language) if text else name


# ---- dials dragged in the scene

WAYS = {
    "right": Text("drag right or left"),
    "left": Text("drag left or right"),
    "up": Text("drag up or down"),
    "down": Text("drag down or up"),
}
CARRIED = Text("drag it where you want it")


def grip_of(visit: Visit, part: str, height_px: float) -> Grip | None:
    """The effect of a drag at a part of the open zone's exhibit; None if the drag moves the camera."""
    run = visit.run
    handle = run.exhibit.handles.get(part) if run is not None and visit.operating else None
    if run is None or handle is None:
        return None
    parameter = _handled(run, handle)
    if handle.onto:
        return Grip(is_level=False, act=None, onto=_carrying(run.exhibit.kind, handle))
    first = parameter.index_of(float(getattr(run.exhibit, parameter.name)))
    return Grip(
        handle.along in ("left", "right"), _turning(run.exhibit.kind, parameter, handle, first, height_px)
    )


def _carrying(kind: str, handle: Handle) -> Callable[[str], Act | None]:
    def carry(part: str) -> Act | None:
        return Turn(handle.parameter, handle.onto[part], kind) if part in handle.onto else None

    return carry


def _turning(
    kind: str, parameter: Parameter, handle: Handle, first: int, height_px: float
) -> Callable[[float, float], Act]:
    def turn(dx: float, dy: float) -> Act:
        along = {"right": dx, "left": -dx, "up": -dy, "down": dy}[handle.along]
        steps = round(along / max(height_px * handle.long, 1.0) * parameter.steps)
        return Turn(parameter.name, parameter.at(int(clamp(first + steps, 0, parameter.steps))), kind)

    return turn


def with_handle(run: Running, part: str, words: PartWords) -> PartWords:
    """The words of a part, with the dial that is dragged there."""
    handle = run.exhibit.handles.get(part)
    if handle is None:
        return words
    parameter = _handled(run, handle)
    value = ValueText(parameter, getattr(run.exhibit, parameter.name))
    how = CARRIED if handle.onto else WAYS[handle.along]
    dial = Text("{label}: {value} ({how})", label=parameter.label, value=value, how=how)
    return PartWords(words.label, Text("{reading}. {dial}", reading=words.reading, dial=dial))


class ValueText:
    """A value of a parameter, with its unit, in the language of its display."""

    def __init__(self, parameter: Parameter, value: object) -> None:
        self._format = partial(parameter.format_value, value)  # type: ignore[arg-type]
        self._value = value

    def in_language(self, language: str, /, **values: object) -> str:
        return self._format(language)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ValueText) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)


def _handled(run: Running, handle: Handle) -> Parameter:
    return next(p for p in parameters_of(type(run.exhibit)) if p.name == handle.parameter)
