"""The parameters of an exhibit, read from the fields of its class."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from ...exhibits.asked import bounds, unit_of, words_of
from ...exhibits.exhibit import Exhibit, Value
from ...i18n import Text, tr
from ...park.model import Language
from .number_format import decimals_of, format_amount

Kind = Literal["number", "switch", "choice"]
MOST_MAIN = 3
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
