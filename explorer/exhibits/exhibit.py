"""The contract of all live exhibits: seeded simulations with a fixed step, independent of graphics, clock and files."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Literal, NamedTuple, Self, TypeVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from ..i18n import Text, Translatable
from .signs import Handle, Sign

STEP_S = 1 / 30
"""Step of every simulation, in seconds of the visit."""

State = TypeVar("State")
Value = float | int | bool | str
Truth = Literal["real arithmetic", "simulated physics", "simulated people", "published figures", "pictures"]
TRUTH_WORDS: dict[Truth, Text] = {
    "real arithmetic": Text("Real calculation"),
    "simulated physics": Text("Simulated physics"),
    "simulated people": Text("Simulated people"),
    "published figures": Text("Published figures"),
    "pictures": Text("Pictures, not a calculation"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """A momentary act of a visitor, such as breaking a sensor."""

    name: str
    label: Text
    meaning: Text
    breaks: bool = False  # whether it does damage in the model; its button shows that


@dataclass(frozen=True, slots=True)
class Output:
    """A reading: label, unit and expected range."""

    name: str
    label: Text
    unit: str
    low: float
    high: float
    # names of the whole values from `low` on, for a reading that is one of a few things
    names: tuple[Text, ...] = ()
    # label in plain words, five at most; None: the label is plain enough
    plain: Text | None = None
    # whether it is a running total; a real line has another start, so the two are not compared
    counts: bool = False

    @property
    def words(self) -> Text:
        """Its label in large type."""
        return self.plain or self.label


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of readings."""

    title: Text
    outputs: tuple[str, ...]  # names of the readings drawn
    # "time" draws lines over the time of the run; "bars" the present values side by side; "profile" draws the
    # result of `Exhibit.profile` for the one output named, such as a histogram
    kind: Literal["time", "bars", "profile"] = "time"
    across: Text | None = None  # label of the x-axis of a profile, with its unit
    # fixed range of the axis, as reached in the experiment, where the range of the readings is much wider; it does
    # not follow the data
    reach: tuple[float, float] | None = None


class Profile(NamedTuple):
    """A curve or histogram at one moment: `y` over `x` (one more x than y: edges of bins), and marked values of x."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    marks: tuple[tuple[float, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class GuidedStep:
    """One step of the walkthrough: what to do, and what to watch."""

    words: Text
    action: str = ""  # one of the exhibit's actions, or "" if none
    values: tuple[tuple[str, Value], ...] = ()  # parameters to set, by name
    watch_s: float = 4.0  # seconds of the run until the promised effect is visible
    # the same as one short sentence that invites to try; None: the first sentence of the words
    ask: Text | None = None
    press: Text | None = None  # text of the button where it is not the name of the action
    part: str = ""  # part marked by *Show me*; "": the one whose words change most
    near: tuple[str, ...] = ()  # parts the camera goes nearer for while the effect is watched; (): it stays


class PartWords(NamedTuple):
    """A part that can be touched: its label, and its present reading."""

    label: Translatable
    reading: Translatable


def parameter(
    default: Any,
    *,
    label: Text,
    meaning: Text,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    step: float | None = None,
    expert: bool = False,
    choices: Mapping[str, Text] | None = None,
    ends: tuple[Text, Text] | None = None,
    names: Sequence[Text] = (),
) -> Any:
    """A field of an exhibit that a visitor can set.

    Range, unit, label and meaning are defined only here: sliders, checks and help derive from them.

    Parameters
    ----------
    low, high : the range, ends included; None for switches and choices.
    step : the smallest sensible change.
    expert : whether it is shown only on demand.
    choices : labels of the values, for a parameter that is one of a few names.
    ends : meaning of the lowest and the highest value, where numbers alone do not say it ("idle", "full").
    names : names of the steps, where visitors see words instead of numbers (a month).
    """
    extra: dict[str, Any] = {
        "label": label,
        "meaning": meaning,
        "unit": unit,
        "step": step,
        "expert": expert,
        "choices": dict(choices or {}),
        "ends": ends or (),
        "names": tuple(names),
    }
    return Field(default, ge=low, le=high, description=meaning.english, json_schema_extra=extra)


def seed_parameter(default: int = 1) -> Any:
    """The seed of all random numbers; an exhibit may choose a default whose run is typical."""
    return parameter(
        default,
        low=0,
        high=2**31 - 1,
        step=1,
        expert=True,
        label=Text("Seed"),
        meaning=Text("The same seed gives the same run again."),
    )


class Exhibit(BaseModel, ABC, Generic[State]):
    """A live exhibit: its parameters are fields, and each step maps a state to the next.

    The same seed and the same acts at the same steps give the same readings, at any frame rate. Subclasses describe
    themselves in class variables and must not keep anything on `self`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]  # the name on the command line and in scene files
    title: ClassVar[Text]
    truth: ClassVar[Truth]  # how real the content is
    limit: ClassVar[Text]  # what the model leaves out
    try_this: ClassVar[Text]  # the one experiment worth doing
    # actions, outputs: momentary acts, and readings
    actions: ClassVar[tuple[Action, ...]] = ()
    outputs: ClassVar[tuple[Output, ...]]
    # names of the one or two outputs shown as big numbers
    figures: ClassVar[tuple[str, ...]] = ()
    # charts that carry the lesson, the most important first
    charts: ClassVar[tuple[Chart, ...]] = ()
    walkthrough: ClassVar[tuple[GuidedStep, ...]] = ()  # `try_this` step by step
    signs: ClassVar[tuple[Sign, ...]] = ()  # signs in the scene, the most important first
    # dials that are dragged in the scene, by part
    handles: ClassVar[Mapping[str, Handle]] = {}
    # parameter that all phones of a room set together; "": the first one that is not for experts
    phone_dial: ClassVar[str] = ""
    # signs placed before all others once a visitor has come nearer
    near_signs: ClassVar[tuple[Sign, ...]] = ()

    seed: int = seed_parameter()

    @abstractmethod
    def start(self) -> State:
        """The state before the first step."""

    @abstractmethod
    def step(self, state: State) -> State:
        """The state `STEP_S` seconds later."""

    @abstractmethod
    def readings(self, state: State) -> dict[str, float]:
        """The readings of a state: one number for each of `outputs`."""

    def act(self, state: State, action: str) -> State:
        """The state after one of `actions`. Raises KeyError if the exhibit has no such action."""
        raise KeyError(action)

    def parts(self, state: State) -> dict[str, PartWords]:
        """The parts that can be touched now, by name, as in the exhibit's prop."""
        return {}

    def touched(self, state: State, part: str) -> tuple[Self, State]:
        """The exhibit and its state after a part was touched; unchanged for a part without an effect."""
        return self, state

    def followed(self, state: State) -> Self:
        """The exhibit with the parameters that its state has changed, such as a year that runs."""
        return self

    def signs_now(self, state: State) -> tuple[Sign, ...]:
        """The signs in the scene now; constant for most exhibits."""
        return type(self).signs

    def caption(self, state: State, number: int) -> Text | None:
        """The text of a walkthrough step after its effect, made from readings; None: the step's own words."""
        return None

    def pointed(self, state: State, x: float, y: float) -> State:
        """The state after the visitor's pointer moved over the view; most exhibits ignore it.

        Parameters
        ----------
        x, y : its position, from -1 (left, bottom) to 1 (right, top) of the frame, 0 where the camera aims.
            It stays there until the next call.
        """
        return state

    def profile(self, state: State, output: str) -> Profile:
        """The curve behind an output, for a chart of kind "profile". Raises KeyError without one."""
        raise KeyError(output)

    def having(self, **values: Value) -> Self:
        """The same exhibit with other parameters, checked against their ranges (pydantic's ValidationError)."""
        checked = type(self).model_validate({**self.model_dump(), **values})
        return self.model_copy(update=dict(checked))

    def as_at_first(self) -> Self:
        """The same exhibit with its original parameters."""
        return self.model_copy(update=dict(type(self)()))

    def random(self, *stream: int) -> np.random.Generator:
        """Random numbers that depend only on the seed and on `stream`, such as (number of the step, purpose)."""
        return np.random.default_rng((self.seed, *stream))


def figures_of(exhibit: type[Exhibit[Any]]) -> tuple[Output, ...]:
    """The readings shown in large type: those the exhibit names, or else its first two."""
    known = {output.name: output for output in exhibit.outputs}
    return tuple(known[name] for name in exhibit.figures) or exhibit.outputs[:2]
